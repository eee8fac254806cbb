/* SPDX-License-Identifier: Apache-2.0
 *
 * What the checks of CSAF documents share: places in the document, faults, and the tables of ids. Stays inside formats/csaf*.
 * A test is a function that walks the tree and reports; it must accept any JSON, for it also runs when the schema does not hold.
 */
#pragma once
#include "base/map.h"
#include "formats/csaf.h"
#include <string.h>

/* Where a value stands: a chain from the value up to the root (NULL). Mostly on the stack; text is made only for a fault. */
struct csaf_path {
	const struct csaf_path *up;
	struct str key; /* ptr NULL: an item of a list, at index */
	size_t index;
};
#define CSAF_KEY(up_path, name) (&(const struct csaf_path){ (up_path), { (name), strlen(name) }, 0 })
#define CSAF_ITEM(up_path, list, item) (&(const struct csaf_path){ (up_path), { NULL, 0 }, csaf_index((list), (item)) })

static inline size_t csaf_index(const struct json *list, const struct json *item)
{
	return (size_t)(item - list->items);
}

struct csaf_place {
	const struct json *value;
	const struct csaf_path *path; /* in the arena */
};
VEC_TYPE(csaf_place_vec, struct csaf_place);

/* Per product id: something noted in the current round; rounds make clearing unnecessary. */
struct csaf_mark {
	uint32_t round, bits;
};

struct csaf_check {
	struct arena *a;
	const struct json *root, *document, *tracking, *tree, *vulnerabilities; /* members that are missing are NULL */
	struct str category; /* document.category */
	const char *test; /* name of the test that runs */
	struct csaf_fault_vec *faults;
	size_t left; /* faults that may still be reported */
	size_t expansions; /* ids that may still be reached through groups: a bound against small documents that unfold into huge ones */
	struct csaf_place_vec branches, products; /* every branch; every full_product_name_t: branches, full_product_names, relationships */
	struct map ids; /* product id → number from 1; the defined ones first */
	uint64_t defined; /* numbers up to this one are defined */
	struct map groups; /* group id → index in product_groups + 1, the first definition */
	struct csaf_mark *marks; /* by number */
	uint32_t round;
};

/* Reports a fault of the running test at path. */
void csaf_fault_add(struct csaf_check *c, const struct csaf_path *path, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* Number of a product id, defined or only referred to; 0 for an id that occurs nowhere. */
uint64_t csaf_id_number(const struct csaf_check *c, struct str id);
/* The mark of a number in this round, clean when it was not used in it. csaf_round starts the next. */
uint32_t *csaf_mark_at(struct csaf_check *c, uint64_t number);
void csaf_round(struct csaf_check *c);
/* The product_ids of a group, or NULL when it is unknown or the bound on expansions is used up (a fault of the running test is reported then). */
const struct json *csaf_group_products(struct csaf_check *c, struct str group_id);

/* Calls visit for every text that refers to a product (tests 6.1.1): groups, relationships, statuses, scores, remediations, threats, flags. */
void csaf_each_reference(struct csaf_check *c, void (*visit)(struct csaf_check *, struct str id, const struct csaf_path *));

/* The schema csaf_2_0_strict. */
void csaf_schema_check(struct csaf_check *c);
/* A cvss_v2 object (v2 true) or cvss_v3 object against FIRST's schemas. */
void csaf_cvss_schema_check(struct csaf_check *c, const struct json *cvss, bool v2, const struct csaf_path *path);

/* The tests of section 6.1, named by their titles. csaf_test_products.c: */
void csaf_test_missing_product_id(struct csaf_check *c);
void csaf_test_multiple_product_id(struct csaf_check *c);
void csaf_test_circular_product_id(struct csaf_check *c);
void csaf_test_missing_group_id(struct csaf_check *c);
void csaf_test_multiple_group_id(struct csaf_check *c);
void csaf_test_purl(struct csaf_check *c);
void csaf_test_hash_algorithm(struct csaf_check *c);
void csaf_test_version_range(struct csaf_check *c);
/* csaf_test_vulnerabilities.c: */
void csaf_test_contradicting_status(struct csaf_check *c);
void csaf_test_multiple_scores(struct csaf_check *c);
void csaf_test_cwe(struct csaf_check *c);
void csaf_test_multiple_cve(struct csaf_check *c);
void csaf_test_involvements(struct csaf_check *c);
void csaf_test_remediation_reference(struct csaf_check *c);
void csaf_test_flag_reference(struct csaf_check *c);
void csaf_test_multiple_flags(struct csaf_check *c);
/* csaf_test_cvss.c: */
void csaf_test_cvss_schema(struct csaf_check *c);
void csaf_test_cvss_computation(struct csaf_check *c);
void csaf_test_cvss_consistency(struct csaf_check *c);
/* csaf_test_tracking.c: */
void csaf_test_sorted_history(struct csaf_check *c);
void csaf_test_latest_version(struct csaf_check *c);
void csaf_test_status_draft(struct csaf_check *c);
void csaf_test_released_history(struct csaf_check *c);
void csaf_test_prerelease_history(struct csaf_check *c);
void csaf_test_nondraft_version(struct csaf_check *c);
void csaf_test_missing_revision(struct csaf_check *c);
void csaf_test_multiple_revision(struct csaf_check *c);
void csaf_test_mixed_versioning(struct csaf_check *c);
/* csaf_test_document.c: */
void csaf_test_language(struct csaf_check *c);
void csaf_test_translator(struct csaf_check *c);
void csaf_test_category(struct csaf_check *c);
void csaf_test_translation(struct csaf_check *c);
/* csaf_test_profiles.c: */
void csaf_test_document_notes(struct csaf_check *c);
void csaf_test_document_references(struct csaf_check *c);
void csaf_test_no_vulnerabilities(struct csaf_check *c);
void csaf_test_product_tree(struct csaf_check *c);
void csaf_test_vulnerability_notes(struct csaf_check *c);
void csaf_test_product_status(struct csaf_check *c);
void csaf_test_vex_status(struct csaf_check *c);
void csaf_test_vulnerability_id(struct csaf_check *c);
void csaf_test_impact_statement(struct csaf_check *c);
void csaf_test_action_statement(struct csaf_check *c);
void csaf_test_vulnerabilities(struct csaf_check *c);
