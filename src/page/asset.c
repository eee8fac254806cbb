/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of static assets. Must never serve a file from disk.
 */
#include "page/asset.h"
#include <stddef.h>

const struct page_asset *page_asset_at(unsigned i)
{
	switch (i) {
	case 0: return &page_asset_style;
	case 1: return &page_asset_mark;
	case 2: return &page_asset_passkey;
	default: return NULL;
	}
}

const struct page_asset *page_asset_find(struct str path)
{
	const struct page_asset *a;
	for (unsigned i = 0; (a = page_asset_at(i)); i++)
		if (str_eq(path, str_c(a->path)))
			return a;
	return NULL;
}
