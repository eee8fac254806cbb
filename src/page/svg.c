/* SPDX-License-Identifier: Apache-2.0
 *
 * What the pictures share. Must never write a style attribute: the content security policy refuses it.
 */
#include "page/svg.h"
#include <math.h>
#include <string.h>

void svg_number(struct page_out *o, double v)
{
	if (!isfinite(v) || fabs(v) > 1e7)
		v = 0;
	int64_t tenths = llround(v * 10);
	if (tenths < 0)
		buf_char(o->buf, '-');
	tenths = tenths < 0 ? -tenths : tenths;
	buf_int(o->buf, tenths / 10);
	if (tenths % 10) {
		buf_char(o->buf, '.');
		buf_int(o->buf, tenths % 10);
	}
}

void svg_attribute(struct page_out *o, const char *name, double v)
{
	page_literal(o, " ");
	put_text(o, name);
	page_literal(o, "=\"");
	svg_number(o, v);
	page_literal(o, "\"");
}

void svg_open(struct page_out *o, const char *class, struct str title, double width, double height, bool has_links)
{
	unsigned id = o->next_id++;
	page_literal(o, "<figure class=\"picture ");
	put_text(o, class);
	page_literal(o, "\"><div class=\"scroll\"><svg viewBox=\"0 0 ");
	svg_number(o, width);
	page_literal(o, " ");
	svg_number(o, height);
	page_literal(o, "\"");
	svg_attribute(o, "width", width);
	svg_attribute(o, "height", height);
	page_raw(o, has_links ? S(" role=\"group\" aria-labelledby=\"t") : S(" role=\"img\" aria-labelledby=\"t"));
	put_digits(o, id);
	page_literal(o, "\"><title id=\"t");
	put_digits(o, id);
	page_literal(o, "\">");
	put_str(o, title);
	page_literal(o, "</title>");
}

void svg_close(struct page_out *o)
{
	page_literal(o, "</svg></div>");
}

/* One character of UTF-8: its bytes, and its width in units. */
static size_t character(struct str s, unsigned *units)
{
	unsigned char c = (unsigned char)s.ptr[0];
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (n > s.len)
		n = s.len;
	uint32_t code = n == 1 ? c : c & (0xffu >> (n + 1));
	for (size_t i = 1; i < n; i++)
		code = code << 6 | ((unsigned char)s.ptr[i] & 0x3f);
	bool combining = (code >= 0x300 && code < 0x370) || (code >= 0x64b && code < 0x660) || (code >= 0x200b && code < 0x2010) ||
	                 (code >= 0x202a && code < 0x202f) || (code >= 0x2060 && code < 0x2070);
	bool wide = (code >= 0x1100 && code < 0x1160) || (code >= 0x2e80 && code < 0xd7a4) || (code >= 0xf900 && code < 0xfb00) ||
	            (code >= 0xff00 && code < 0xff61) || code >= 0x1f300;
	*units = combining ? 0 : wide ? 2 : 1;
	return n;
}

unsigned svg_text_units(struct str s)
{
	unsigned sum = 0, u;
	for (size_t i = 0; i < s.len; i += character(str_slice(s, i, s.len), &u), sum += u)
		;
	return sum;
}

struct str svg_text_fit(struct str s, unsigned units, struct str *rest)
{
	unsigned used = 0, u;
	size_t i = 0, blank = 0;
	while (i < s.len) {
		size_t n = character(str_slice(s, i, s.len), &u);
		if (used + u > units)
			break;
		if (s.ptr[i] == ' ' || s.ptr[i] == '-' || s.ptr[i] == '/')
			blank = s.ptr[i] == ' ' ? i : i + 1;
		used += u;
		i += n;
	}
	/* Between words; a word is broken only when it is wider than the line. */
	size_t cut = i == s.len || s.ptr[i] == ' ' || !blank ? i : blank;
	*rest = str_trim(str_slice(s, cut, s.len));
	return str_trim(str_slice(s, 0, cut));
}

/* Takes a letter or word off the end until an ellipsis has room as well. */
static struct str with_ellipsis(struct arena *a, struct str line, unsigned units)
{
	struct str rest;
	if (svg_text_units(line) >= units)
		line = svg_text_fit(line, units - 1, &rest);
	while (line.len && strchr(",;:-/", line.ptr[line.len - 1]))
		line.len--;
	return arena_printf(a, "%.*s\u2026", STR(line));
}

struct svg_lines svg_text_wrap(struct arena *a, struct str s, unsigned units, unsigned lines)
{
	struct svg_lines w = {};
	struct str rest = str_trim(s);
	while (rest.len && w.n < lines && w.n < SVG_LINES_MAX)
		w.line[w.n++] = svg_text_fit(rest, units, &rest);
	if (rest.len && w.n)
		w.line[w.n - 1] = with_ellipsis(a, w.line[w.n - 1], units);
	return w;
}

unsigned svg_text_width(struct str s, unsigned least, unsigned most, unsigned lines)
{
	for (unsigned units = least; units < most; units++) {
		struct str rest = str_trim(s), line;
		bool whole = true;
		for (unsigned i = 0; i < lines && rest.len && whole; i++) {
			line = svg_text_fit(rest, units, &rest);
			/* A word that was broken would fit a wider line; ideographs are no such words. */
			whole = !rest.len || (line.len && (line.ptr + line.len < rest.ptr || strchr("-/", line.ptr[line.len - 1]))) ||
			        (unsigned char)rest.ptr[0] >= 0xe3;
		}
		if (whole && !rest.len)
			return units;
	}
	return most;
}

struct str svg_node_name(const struct page_out *o, const struct path_node *n)
{
	struct buf b = buf_make(o->buf->arena, n->label.len + n->kind.len + 64);
	buf_put(&b, n->label);
	if (n->kind.len)
		buf_printf(&b, ", %.*s", STR(n->kind));
	if (n->has_level)
		buf_printf(&b, ": %d %.*s", (int)n->level, STR(page_level_word(o, n->level)));
	return buf_str(&b);
}

/* As in the picture: whose it is stands with it. */
static struct str said_name(struct page_out *o, const struct path_node *n)
{
	return n->kind.len ? arena_printf(o->buf->arena, "%.*s, %.*s", STR(n->label), STR(n->kind)) : n->label;
}

void svg_words(struct page_out *o, const struct path_view *v)
{
	page_literal(o, "<details class=\"words\"><summary>");
	put_str(o, tr(o, "The same in words"));
	page_literal(o, "</summary><ul>");
	vec_each (n, &v->nodes) {
		page_literal(o, "<li>");
		if (n->mark == PATH_CAUSE) {
			page_say(o, tr(o, "%s: the cause"), page_arg(said_name(o, n)));
		} else if (n->has_level) {
			page_say(o, tr(o, "%s falls to level %s"), page_arg(said_name(o, n)), page_arg((int)n->level));
		} else {
			page_literal(o, "<bdi>");
			put_str(o, said_name(o, n));
			page_literal(o, "</bdi>");
		}
		bool first = true;
		vec_each (e, &v->edges) {
			if (e->to != (uint32_t)(n - v->nodes.at) || e->from >= v->nodes.n || e->from == e->to)
				continue;
			page_raw(o, first ? S(" \u2014 ") : S(", "));
			first = false;
			page_say(o, e->possible ? tr(o, "possibly needs %s") : tr(o, "needs %s"), page_arg(v->nodes.at[e->from].label));
			if (e->label.len) {
				page_literal(o, " (<bdi>");
				put_str(o, e->label);
				page_literal(o, "</bdi>)");
			}
		}
		page_literal(o, "</li>");
	}
	page_literal(o, "</ul></details>");
}
