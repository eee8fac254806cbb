/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the room's page.
 */
#pragma once
#include "page/frame.h"

struct backup_row {
	struct when at;
	struct str kind, state, file, took, error;
	int64_t rows, megabytes;
	bool bad;
};
struct backup_view {
	VEC(struct flash_view) warnings;
	struct facts_view facts;
	VEC(struct backup_row) rows;
	struct empty_view nothing;
};
void page_backup(struct page_out *o, const struct backup_view *v);
