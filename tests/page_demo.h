/* SPDX-License-Identifier: Apache-2.0
 *
 * The view of tests/page_demo.html: one page with every widget, for eyes and for the browser test.
 */
#pragma once
#include "page/frame.h"
#include "page/picture.h"

struct demo_row {
	struct str id, advisory, organization, reason;
	enum page_verdict verdict;
	struct confidence confidence;
	enum page_level level;
	enum page_tlp tlp;
	struct when at;
	int64_t users;
};
struct page_demo_view {
	struct tiles_view tiles;
	VEC(struct demo_row) rows, none;
	struct path_view path, chain;
	struct map_view map;
	VEC(struct bars_view) series;
	struct facts_view facts;
	struct pager_view pager;
	struct empty_view empty;
	struct field_view name, sector, notes, file, certain;
	struct flash_view good, bad;
	struct html neighbourhood;
	int64_t hit;
};
void page_page_demo(struct page_out *o, const struct page_demo_view *v);
