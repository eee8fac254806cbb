/* SPDX-License-Identifier: Apache-2.0
 *
 * What the frame works out for itself: language, direction, the links to the other languages, the addresses of its assets.
 */
#include "page/frame.h"

static struct str language_address(const struct page_out *o, const struct frame_view *f, const struct catalogue *c)
{
	struct page_out address = page_capture(o);
	page_raw(&address, f->language_path);
	page_literal(&address, "?to=");
	put_url(&address, str_c(c->code));
	page_literal(&address, "&back=");
	put_url(&address, f->back);
	return page_captured(&address).raw;
}

void page_framed(struct page_out *o, struct frame_view *f)
{
	const struct catalogue *own = o->lang ? o->lang : page_catalogues;
	f->lang = str_c(own->code);
	f->dir = own->rtl ? S("rtl") : S("ltr");
	f->style = str_c(page_asset_style.path);
	f->mark = str_c(page_asset_mark.path);
	f->languages = (struct page_links){};
	for (size_t i = 0; i < page_catalogues_n && f->language_path.len; i++)
		*vec_push(o->buf->arena, &f->languages) = (struct page_link){ .href = language_address(o, f, &page_catalogues[i]),
			.text = str_c(page_catalogues[i].name),
			.code = str_c(page_catalogues[i].code),
			.here = &page_catalogues[i] == own };
	page_frame(o, f);
}
