/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the pages about people.
 */
#pragma once
#include "page/frame.h"

struct login_view {
	struct field_view name, password;
	struct str back;
};
void page_login(struct page_out *o, const struct login_view *v);
