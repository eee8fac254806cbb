/* SPDX-License-Identifier: Apache-2.0
 *
 * QR codes (ISO/IEC 18004, by libqrencode) as one SVG path, black on white whatever the viewer's colours: telephones read no others.
 */
#include "page/picture.h"
#include <qrencode.h>

enum { QUIET = 4, PIXELS = 4 };

struct html page_qr(const struct page_out *o, struct str text, struct str label)
{
	struct page_out svg = page_capture(o);
	QRcode *code = QRcode_encodeData((int)text.len, (const unsigned char *)text.ptr, 0, QR_ECLEVEL_M);
	if (!code)
		return (struct html){};
	int side = code->width + 2 * QUIET;
	buf_printf(svg.buf,
	        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" "
	        "aria-label=\"",
	        side * PIXELS, side * PIXELS, side, side);
	put_str(&svg, label);
	buf_printf(svg.buf, "\" shape-rendering=\"crispEdges\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"",
	        side, side);
	for (int y = 0; y < code->width; y++)
		for (int x = 0, end; x < code->width; x = end + 1) { /* one stroke for each run of dark modules */
			for (end = x; end < code->width && (code->data[y * code->width + end] & 1); end++)
				;
			if (end > x)
				buf_printf(svg.buf, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, end - x, end - x);
		}
	page_literal(&svg, "\"/></svg>");
	QRcode_free(code);
	return page_captured(&svg);
}
