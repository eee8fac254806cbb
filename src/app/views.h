/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of app's own pages.
 */
#pragma once
#include "page/frame.h"

struct trouble_view {
	struct flash_view flash;
	struct str back;
};
void page_trouble(struct page_out *o, const struct trouble_view *v);
