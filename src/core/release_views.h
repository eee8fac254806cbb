/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pages of release are made from. Inside the room.
 */
#pragma once
#include "page/widget.h"

struct release_seer_row {
	struct str who, role, why;
	bool allowed, gains, loses;
};
struct release_who_view {
	struct str id;
	struct facts_view facts;
	VEC(struct release_seer_row) seers;
	bool compares;
	struct field_view kept_id, kept_kind, tlp, compartments, audience;
};
void page_release_who(struct page_out *o, const struct release_who_view *v);
