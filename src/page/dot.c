/* SPDX-License-Identifier: Apache-2.0
 *
 * Neighbourhoods drawn by Graphviz: the text that goes to dot, and the SVG that comes back. dot runs in a child of the caller's; what it answers is
 * foreign. Must never copy markup through: every element and attribute is written anew from a list, every text is escaped anew.
 */
#include "page/svg.h"
#include "sys/child.h"
#include <string.h>

enum { DOT_TEXT_BYTES_MAX = 256 << 10, ELEMENTS_DEEP = 32, LABEL_UNITS_MIN = 14, LABEL_UNITS_DOT = 24 };

/* ---- to dot ---- */
static void dot_quoted(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '"' || c == '\\')
			buf_char(b, '\\');
		buf_char(b, c < ' ' ? ' ' : (char)c);
	}
}

static void dot_node(struct buf *b, size_t i, const struct path_node *n)
{
	unsigned units = svg_text_width(n->label, LABEL_UNITS_MIN, LABEL_UNITS_DOT, SVG_LINES_MAX);
	struct svg_lines label = svg_text_wrap(b->arena, n->label, units, SVG_LINES_MAX);
	buf_printf(b, "n%zu [label=\"", i);
	for (unsigned k = 0; k < label.n; k++) {
		buf_put(b, k ? S("\\n") : S(""));
		dot_quoted(b, label.line[k]);
	}
	buf_put(b, S("\",class=\""));
	buf_put(b, n->mark == PATH_CAUSE ? S("cause") : n->mark == PATH_END ? S("end") : S("plain"));
	if (n->has_level)
		buf_printf(b, " l%d", (int)n->level & 3);
	buf_char(b, '"');
	if (n->href.len) {
		buf_put(b, S(",URL=\""));
		dot_quoted(b, n->href);
		buf_char(b, '"');
	}
	buf_put(b, S("];\n"));
}

struct str page_dot(const struct page_out *o, const struct path_view *v)
{
	struct buf b = buf_make(o->buf->arena, DOT_TEXT_BYTES_MAX);
	buf_printf(&b, "digraph g {\nrankdir=%s; bgcolor=transparent; nodesep=0.18; ranksep=0.45; splines=true;\n", o->rtl ? "RL" : "LR");
	buf_put(&b, S("node [shape=box,style=rounded,fontname=\"Helvetica\",fontsize=12,height=0.42,margin=\"0.14,0.06\"];\n"
	              "edge [arrowsize=0.6,fontname=\"Helvetica\",fontsize=10];\n"));
	for (size_t i = 0; i < v->nodes.n; i++)
		dot_node(&b, i, &v->nodes.at[i]);
	vec_each (e, &v->edges) {
		if (e->from >= v->nodes.n || e->to >= v->nodes.n)
			continue;
		buf_printf(&b, "n%u -> n%u [class=\"%s\",label=\"", e->from, e->to, e->possible ? "possible" : "sure");
		dot_quoted(&b, e->label);
		buf_put(&b, S("\"];\n"));
	}
	buf_put(&b, S("}\n"));
	return buf_str(&b);
}

/* ---- from dot ---- */
static const struct str allowed_elements[] = { { "g", 1 }, { "a", 1 }, { "path", 4 }, { "polygon", 7 }, { "polyline", 8 }, { "ellipse", 7 },
	{ "text", 4 } };
static const struct str allowed_attributes[] = { { "d", 1 }, { "points", 6 }, { "cx", 2 }, { "cy", 2 }, { "rx", 2 }, { "ry", 2 },
	{ "x", 1 }, { "y", 1 }, { "class", 5 }, { "text-anchor", 11 }, { "transform", 9 } };

static bool listed(struct str s, const struct str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, list[i]))
			return true;
	return false;
}

/* All that coordinates, classes and transforms are made of; no colon, no quote, no ampersand, no parenthesis with an address. */
static bool plain_value(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i] | 0x20;
		bool good = (c >= 'a' && c <= 'z') || (s.ptr[i] >= '0' && s.ptr[i] <= '9') || (s.ptr[i] && strchr(" .,-+()_\n", s.ptr[i]));
		if (!good)
			return false;
	}
	return str_find(s, S("url")) < 0;
}

/* Text of XML with its references resolved; an unknown reference becomes U+FFFD. */
static struct str resolved(struct arena *a, struct str s)
{
	static const struct {
		struct str name;
		const char *text;
	} names[] = { { { "amp", 3 }, "&" }, { { "lt", 2 }, "<" }, { { "gt", 2 }, ">" }, { { "quot", 4 }, "\"" }, { { "apos", 4 }, "'" },
		{ { "#45", 3 }, "-" }, { { "#39", 3 }, "'" }, { { "#160", 4 }, "\u00a0" } };
	struct buf b = buf_make(a, s.len * 3 + 8);
	while (s.len) {
		struct str text = str_cut(&s, '&');
		buf_put(&b, text);
		if (!s.ptr)
			break;
		struct str name = str_cut(&s, ';');
		const char *found = "\ufffd";
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (str_eq(name, names[i].name))
				found = names[i].text;
		buf_put(&b, str_c(found));
	}
	return buf_str(&b);
}

/* A relative address of this site: begins with one '/', and nothing in it can leave the attribute. */
static bool local_address(struct str s)
{
	if (!s.len || s.ptr[0] != '/' || (s.len > 1 && (s.ptr[1] == '/' || s.ptr[1] == '\\')))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ')
			return false;
	return true;
}

struct svg_reader {
	struct page_out *o; /* a captured stream */
	const struct path_view *v;
	const struct path_node *node; /* the one that is being drawn: its whole name is ours to say, dot was given what fits */
	struct str rest;
	struct str open[ELEMENTS_DEEP];
	bool written[ELEMENTS_DEEP];
	unsigned depth, skipped_from; /* depth of the element that is left out with all below it; 0 = none */
	double width, height;
	bool links;
};

static void read_view_box(struct svg_reader *r, struct str value)
{
	double four[4] = {};
	for (int i = 0; i < 4 && value.ptr; i++)
		str_real(str_cut(&value, ' '), &four[i]);
	r->width = four[2];
	r->height = four[3];
}

/* Writes the attributes of a start tag that are on the list. */
static void copy_attributes(struct svg_reader *r, struct str tag, bool root, bool anchor)
{
	while (tag.len) {
		struct str name = str_cut(&tag, '=');
		name = str_trim(name);
		if (!tag.len || (tag.ptr[0] != '"' && tag.ptr[0] != '\''))
			return;
		char quote = tag.ptr[0];
		tag = str_slice(tag, 1, tag.len);
		struct str value = str_cut(&tag, quote);
		bool address = anchor && (str_eq(name, S("xlink:href")) || str_eq(name, S("href")));
		if (address)
			value = resolved(r->o->buf->arena, value);
		if (root && str_eq(name, S("viewBox")))
			read_view_box(r, value);
		if (root || !(address ? local_address(value)
		                      : plain_value(value) && listed(name, allowed_attributes,
		                                                      sizeof allowed_attributes / sizeof *allowed_attributes)))
			continue;
		r->links |= address;
		page_literal(r->o, " ");
		put_str(r->o, address ? S("href") : name);
		page_literal(r->o, "=\"");
		put_str(r->o, value);
		page_literal(r->o, "\"");
		if (address && r->node) {
			page_literal(r->o, " aria-label=\"");
			put_str(r->o, svg_node_name(r->o, r->node));
			page_literal(r->o, "\"");
		}
	}
}

/* dot calls a node by the name that page_dot gave it, "n7", in its group's <title>; edges and the graph have others. */
static void read_name(struct svg_reader *r, struct str text)
{
	int64_t i;
	r->node = NULL;
	if (!str_starts(text, S("n")) || !str_int(str_slice(text, 1, text.len), &i) || i < 0 || (uint64_t)i >= r->v->nodes.n)
		return;
	r->node = &r->v->nodes.at[i];
	page_literal(r->o, "<title>");
	put_str(r->o, svg_node_name(r->o, r->node));
	page_literal(r->o, "</title>");
}

static bool start_tag(struct svg_reader *r, struct str tag)
{
	bool empty = str_ends(tag, S("/"));
	if (empty)
		tag = str_slice(tag, 0, tag.len - 1);
	size_t n = 0;
	while (n < tag.len && (unsigned char)tag.ptr[n] > ' ')
		n++;
	struct str name = str_slice(tag, 0, n);
	bool root = r->depth == 0;
	if (r->depth == ELEMENTS_DEEP || root != str_eq(name, S("svg")))
		return false;
	bool write = !r->skipped_from && listed(name, allowed_elements, sizeof allowed_elements / sizeof *allowed_elements);
	if (write) {
		page_literal(r->o, "<");
		put_str(r->o, name);
	}
	if (write || root)
		copy_attributes(r, str_slice(tag, n, tag.len), root, str_eq(name, S("a")));
	if (write)
		page_raw(r->o, empty ? S("/>") : S(">"));
	if (empty)
		return true;
	r->open[r->depth] = name;
	r->written[r->depth++] = write;
	if (!write && !root && !r->skipped_from)
		r->skipped_from = r->depth;
	return true;
}

static bool end_tag(struct svg_reader *r, struct str name)
{
	if (r->depth == 0 || !str_eq(str_trim(name), r->open[r->depth - 1]))
		return false;
	if (r->skipped_from == r->depth)
		r->skipped_from = 0;
	r->depth--;
	if (r->written[r->depth]) {
		page_literal(r->o, "</");
		put_str(r->o, r->open[r->depth]);
		page_literal(r->o, ">");
	}
	return true;
}

/* Skips up to and with what ends a comment, declaration or instruction. */
static bool skip_to(struct svg_reader *r, struct str end)
{
	ptrdiff_t at = str_find(r->rest, end);
	if (at >= 0)
		r->rest = str_slice(r->rest, (size_t)at + end.len, r->rest.len);
	return at >= 0;
}

static bool read_svg(struct svg_reader *r)
{
	bool seen = false;
	while (r->rest.len) {
		struct str text = str_cut(&r->rest, '<');
		if (r->depth && r->written[r->depth - 1] && str_eq(r->open[r->depth - 1], S("text")) && !r->skipped_from)
			put_str(r->o, resolved(r->o->buf->arena, text));
		else if (r->depth > 1 && r->skipped_from == r->depth && str_eq(r->open[r->depth - 1], S("title")))
			read_name(r, text);
		if (!r->rest.ptr)
			break;
		if (!r->rest.len)
			return false;
		if (str_starts(r->rest, S("!--")) || r->rest.ptr[0] == '!' || r->rest.ptr[0] == '?') {
			if (!skip_to(r, str_starts(r->rest, S("!--")) ? S("-->") : S(">")))
				return false;
			continue;
		}
		ptrdiff_t end = str_find(r->rest, S(">")); /* dot writes > as &gt; inside attributes */
		if (end < 0 || (seen && r->depth == 0))
			return false;
		struct str tag = str_slice(r->rest, 0, (size_t)end);
		r->rest = str_slice(r->rest, (size_t)end + 1, r->rest.len);
		if (str_starts(tag, S("/")) ? !end_tag(r, str_slice(tag, 1, tag.len)) : !start_tag(r, tag))
			return false;
		seen = true;
	}
	return seen && r->depth == 0 && r->width > 0 && r->height > 0;
}

bool page_dot_svg(struct page_out *o, const struct path_view *v, struct str svg, struct err *err)
{
	struct page_out part = page_capture(o);
	struct svg_reader r = { .o = &part, .v = v, .rest = svg };
	if (svg.len > DOT_SVG_BYTES_MAX || !str_utf8(svg, NULL) || !read_svg(&r) || part.buf->overflow)
		return err_fail(err, E_INVALID, "the drawing program answered with something that is no SVG of its own");
	svg_open(o, "dot", v->title, r.width, r.height, r.links);
	put_html(o, page_captured(&part));
	svg_close(o);
	page_literal(o, "<figcaption>");
	put_str(o, v->title);
	page_literal(o, "</figcaption>");
	svg_words(o, v);
	page_literal(o, "</figure>\n");
	return true;
}

void page_neighbourhood(struct page_out *o, const struct path_view *v)
{
	static const char *const argv[] = { "dot", "-Tsvg", NULL };
	struct err err = {};
	struct str svg;
	if (v->nodes.n && child_run(o->buf->arena, argv, page_dot(o, v), DOT_SVG_BYTES_MAX, DOT_MS, &svg, &err) &&
	        page_dot_svg(o, v, svg, &err))
		return;
	page_path(o, v);
}
