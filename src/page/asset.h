/* SPDX-License-Identifier: Apache-2.0
 *
 * Static assets: bytes compiled into the program, served under an address that holds their hash, so that browsers keep them for good.
 */
#pragma once
#include "base/str.h"

struct page_asset {
	const char *path; /* "/asset/style-0123456789abcdef.css" */
	const char *content_type;
	struct str bytes;
};

/* Made by tools/assetc from style.css, mark.svg and passkey.js. */
extern const struct page_asset page_asset_style, page_asset_mark, page_asset_passkey;

/* The asset of an address, or NULL. The caller serves it as cacheable, best as one shared response each. */
const struct page_asset *page_asset_find(struct str path);
/* All of them: at(0), at(1), …; NULL behind the last. */
const struct page_asset *page_asset_at(unsigned i);
