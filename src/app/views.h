/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of app's own pages.
 */
#pragma once
#include "page/frame.h"

struct login_view {
	struct field_view name, password;
	struct str back;
};
void page_login(struct page_out *o, const struct login_view *v);

struct trouble_view {
	struct flash_view flash;
	struct str back;
};
void page_trouble(struct page_out *o, const struct trouble_view *v);
