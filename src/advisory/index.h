/* SPDX-License-Identifier: Apache-2.0
 *
 * The register as the matcher sees it: distinct names, their versions, and blocking keys → names. One document is matched against it at a time.
 * Pure: structs in, structs out.
 */
#pragma once
#include "advisory/match.h"
#include "base/vec.h"
#include "registry/registry.h"

struct index_version { /* one installed product */
	int64_t installed;
	struct version version;
	struct str text;
};
struct index_name { /* one distinct name, with every version of it that is installed */
	struct match_side side;
	VEC(struct index_version) versions;
	uint64_t seen; /* number of the last product that looked at it */
};
struct index_posting {
	uint32_t name, next; /* next + 1; 0 = end */
};
/* Where an installed product stands: asset keys in order, none twice. */
struct match_assets {
	const int64_t *at;
	size_t n;
};
/* Says where; asked only for documents with relationships (match_needs_places), and there only for what bears one of their names. What it gives must live
 * until the document is matched. One that cannot say so keeps its error to itself and gives none: its owner asks before it uses the rows. */
struct match_places {
	struct match_assets (*of)(void *ctx, int64_t installed);
	void *ctx;
};
struct match_index {
	struct arena *arena;
	const struct match_aliases *aliases;
	VEC(struct index_name) names;
	struct map by_name;   /* text of the name → index */
	struct map postings;  /* blocking key → first posting + 1 */
	VEC(struct index_posting) lists;
	struct match_places places; /* set by whoever matches a document that needs them */
	int64_t top; /* highest installed key added */
	uint64_t looks;
};

struct match_index match_index_make(struct arena *a, const struct match_aliases *aliases);
/* Adds installed products; texts are borrowed and must live as long as the index. */
void match_index_add(struct match_index *ix, const struct registry_product *products, size_t n);

struct match_row { /* what is stored: the verdict of one installed product and one product of the document, over its vulnerabilities */
	int64_t installed;
	uint32_t product;
	int64_t asset; /* 0 = wherever it is installed; else only there (relationships) */
	struct match_judgement judgement;
};
VEC_TYPE(match_row_vec, struct match_row);
VEC_TYPE(match_key_vec, uint64_t);

/* Who counts as the vendor of a product whose tree names none: the publisher when it is a vendor, nobody when it is a coordinator. */
struct str match_publisher(const struct csaf_document *doc);

/* Statuses of each product: for product p, at[first[p]] … at[first[p + 1] - 1]. */
struct match_status {
	uint32_t vulnerability;
	enum csaf_status status;
};
struct match_statuses {
	uint32_t *first;
	struct match_status *at;
};
struct match_statuses match_statuses_of(struct arena *a, const struct csaf_document *doc);

/* Has the document a product that is a relation of two and carries a status? Then match_document wants places. */
bool match_needs_places(const struct csaf_document *doc);
/* Matches one document: rows in order of installed, product (no pair twice) and, when keys is not NULL, the sorted distinct blocking keys of its
 * products. scratch is used and grows. */
void match_document(struct match_index *ix, struct arena *scratch, const struct csaf_document *doc, struct match_row_vec *rows, struct match_key_vec *keys);

/* ---- inside: index.c and relations.c ---- */
struct name_hit {
	uint32_t name;
	struct match_hit hit;
};
VEC_TYPE(name_hit_vec, struct name_hit);
/* Appends the names that bear a product's name. */
void match_look_up(struct match_index *ix, struct arena *scratch, uint32_t product, const struct match_side *side, const uint64_t *keys, size_t n, struct name_hit_vec *hits);
/* Products that are a relation of two (installed_on …): rows for the assets that hold both. */
void match_relations(struct match_index *ix, struct arena *scratch, const struct csaf_document *doc, const struct match_statuses *statuses, struct match_row_vec *rows,
	struct match_key_vec *keys);
