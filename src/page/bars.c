/* SPDX-License-Identifier: Apache-2.0
 *
 * Bars: a small series. The largest value is the full height; the scale is said in the caption, not drawn.
 */
#include "page/svg.h"

static const double BAR_W = 6, BAR_GAP = 2, BARS_H = 40;

void page_bars(struct page_out *o, const struct bars_view *v)
{
	size_t n = v->bars.n < BARS_MAX ? v->bars.n : BARS_MAX;
	int64_t top = 0, last = 0;
	for (size_t i = 0; i < n; i++) {
		last = v->bars.at[i].value;
		top = last > top ? last : top;
	}
	if (n == 0)
		return;
	svg_open(o, "bars", v->title, (double)n * (BAR_W + BAR_GAP) - BAR_GAP, BARS_H, false);
	for (size_t i = 0; i < n; i++) {
		int64_t value = v->bars.at[i].value < 0 ? 0 : v->bars.at[i].value;
		double h = top ? (double)value / (double)top * (BARS_H - 1) : 0;
		double shown = value ? (h < 2 ? 2 : h) : 1; /* nothing keeps a foot on the line; something is never drawn as nothing */
		size_t at = o->rtl ? n - 1 - i : i;
		page_raw(o, value ? S("<rect") : S("<rect class=\"none\""));
		svg_attribute(o, "x", (double)at * (BAR_W + BAR_GAP));
		svg_attribute(o, "y", BARS_H - shown);
		svg_attribute(o, "width", BAR_W);
		svg_attribute(o, "height", shown);
		page_literal(o, "><title>");
		put_str(o, v->bars.at[i].label);
		page_literal(o, ": ");
		put_int(o, value);
		page_literal(o, "</title></rect>");
	}
	svg_close(o);
	page_literal(o, "<figcaption>");
	put_str(o, v->title);
	page_literal(o, " <small>");
	page_say(o, tr(o, "latest %s, highest %s"), page_arg(last), page_arg(top));
	page_literal(o, "</small></figcaption></figure>\n");
}
