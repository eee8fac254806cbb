/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the policy's pages: what each page of pages/ shows, ready to be put.
 */
#pragma once
#include "page/frame.h"

struct policy_actions_view { /* at the end of the title's line */
	struct page_links links;
};
void page_policy_actions(struct page_out *o, const struct policy_actions_view *v);

/* Who gets some of it: four cells of a table, in the order of the header. */
struct policy_shown {
	bool yes;
	struct str who, word; /* word: "yes" or "no" in the viewer's language */
};
struct policy_shown_view {
	VEC(struct policy_shown) cells;
};
void page_policy_shown(struct page_out *o, const struct policy_shown_view *v);

/* How long it is kept, on a logarithmic line from a day to ten years: the dark part must be kept, the light part may be. */
struct policy_span_view {
	struct str text;
	int64_t must_x, must_width, may_x, may_width;
};
void page_policy_span(struct page_out *o, const struct policy_span_view *v);

struct policy_row {
	struct str href, title, what;
	enum page_tlp floor;
	bool floored;
	struct policy_shown_view shown;
	struct policy_span_view kept;
	struct day review; /* TIME_NONE = never said */
	bool due, held;
};
struct policy_register_view {
	struct tiles_view tiles;
	VEC(struct policy_row) rows;
};
void page_policy_register(struct page_out *o, const struct policy_register_view *v);
struct policy_public_view {
	VEC(struct policy_row) rows; /* no floor, no review, no hold */
};
void page_policy_public(struct page_out *o, const struct policy_public_view *v);

struct policy_hold_row {
	struct str name, dataset, subject, organization, reason, set_by, lifted_by;
	struct when set, lifted; /* lifted TIME_NONE = it stands */
	bool may_lift;
};
struct policy_dataset_view {
	struct str action, review_action; /* of the forms; empty = not this viewer's */
	struct policy_shown_view shown;
	struct policy_span_view kept;
	struct facts_view facts;
	VEC(struct field_view) fields;
	VEC(struct policy_hold_row) holds;
	bool due;
};
void page_policy_dataset(struct page_out *o, const struct policy_dataset_view *v);

struct policy_holds_view {
	VEC(struct policy_hold_row) holds;
	struct empty_view nothing;
	VEC(struct field_view) fields;
};
void page_policy_holds(struct page_out *o, const struct policy_holds_view *v);
