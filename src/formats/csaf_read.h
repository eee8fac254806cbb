/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the two halves of the CSAF reader: the products of a document, found by id. Stays inside formats/csaf*.
 */
#pragma once
#include "base/map.h"
#include "formats/csaf.h"

VEC_TYPE(csaf_indices, uint32_t);

struct csaf_reader {
	struct arena *a;
	struct csaf_document *doc;
	struct map ids; /* product id → index of its first definition + 1 */
	uint32_t *next; /* by index: the next product of the same id + 1, or 0 (an id defined twice stands for both) */
	const struct json *group_list;
	struct map groups; /* group id → index in group_list + 1 */
	uint32_t *named; /* by index: the round in which it was named last */
	uint32_t round;
	size_t visits; /* ids looked up; bounded, for small documents can unfold into huge ones */
	bool too_many; /* the bound was reached */
};

/* Reads the product tree into out->products: the leaves of branches, then full_product_names, then relationships. Products without an id are left
 * out. A relationship to an unknown product, or to itself through others, becomes a plain product (relation none), so that following part
 * and whole always ends. */
struct csaf_reader csaf_products_read(struct arena *a, const struct json *tree, struct csaf_document *out);
/* Starts a list in which each product shall stand once. */
void csaf_names_begin(struct csaf_reader *r);
/* Appends the products of an id that are not yet in the list; false when the id is unknown. */
bool csaf_products_named(struct csaf_reader *r, struct str id, struct csaf_indices *list);
/* The same for the products of a group; an unknown group gives nothing. */
void csaf_group_named(struct csaf_reader *r, struct str group_id, struct csaf_indices *list);
/* Makes relations that lead back to themselves plain products; gives their number. part and whole must be below n. Linear, no recursion. */
size_t csaf_relations_untie(struct arena *a, struct csaf_product *products, size_t n);
