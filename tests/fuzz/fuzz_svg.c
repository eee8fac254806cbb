/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the SVG that comes back from the drawing program. What is let through holds no script, style, event, or address but a relative one.
 */
#include "page/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* Quotes of texts are escaped, so that these can only be markup. */
	static const char *const bad[] = { "<script", "<style", " style=\"", " onload=\"", " onclick=\"", " xlink:href=\"", " href=\"j",
		" href=\"h", " href=\"//", "<foreignObject", "<use", "<image", "<set", "<animate", "\"url(" };
	struct arena a = {};
	struct buf b = buf_make(&a, 8 << 20);
	struct page_out o = page_out(&b, NULL);
	struct path_view v = { .title = S("fuzz") };
	struct err err = {};
	if (page_dot_svg(&o, &v, (struct str){ (const char *)data, size }, &err))
		for (unsigned i = 0; i < sizeof bad / sizeof *bad; i++)
			if (str_find(buf_str(&b), str_c(bad[i])) >= 0)
				__builtin_trap();
	if (err.kind && b.len)
		__builtin_trap();
	arena_end(&a);
	return 0;
}
