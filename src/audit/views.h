/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the ledger's pages.
 */
#pragma once
#include "page/frame.h"

struct ledger_row {
	int64_t number;
	struct when at;
	struct str kind, actor, subject, href;
};
struct ledger_view {
	struct facts_view facts;
	struct str note; /* the newest checkpoint; empty = none yet */
	VEC(struct ledger_row) rows;
	struct str older; /* address of older leaves, or empty */
};
void page_ledger(struct page_out *o, const struct ledger_view *v);

struct leaf_step { /* one hash on the way up */
	struct str side, hash, result;
};
struct ledger_leaf_view {
	struct facts_view facts;
	struct str hash, size, download; /* size empty = the leaf is younger than the newest checkpoint */
	VEC(struct leaf_step) steps;
};
void page_ledger_leaf(struct page_out *o, const struct ledger_leaf_view *v);

struct read_row {
	struct when at;
	struct str actor, address;
	int64_t rows;
};
struct my_reads_view {
	VEC(struct read_row) rows;
	struct str older;
	struct empty_view nothing;
};
void page_my_reads(struct page_out *o, const struct my_reads_view *v);
