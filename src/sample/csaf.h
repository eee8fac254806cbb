/* SPDX-License-Identifier: Apache-2.0
 *
 * What csaf.c and csaf_tree.c share while a document is written. Stays inside the room.
 */
#pragma once
#include "base/json.h"
#include "sample/advisories.h"

struct writing {
	const struct country *c;
	const struct advisory *adv;
	struct json_out o;
	unsigned only; /* 0, or the product + 1 that put_ids keeps to */
};

/* Of the entries of exact leaves: all, only the newest (last_affected), or all but that. */
enum part { PART_ALL, PART_LAST, PART_BUT_LAST };

/* Writes the ids with a status in a vulnerability as an array under key, when there are any; key NULL only counts. Returns how many. */
unsigned put_ids(struct writing *w, const char *key, enum verdict status, unsigned vulnerability, enum part part);
/* True when the document has a product group of all that is affected. */
bool has_group(struct writing *w);
/* Writes product_tree, unless the document names no product. */
void put_tree(struct writing *w);
