/* SPDX-License-Identifier: Apache-2.0
 *
 * The path picture: boxes in layers from cause to node, drawn against the direction of reading in right-to-left languages.
 */
#include "page/layers.h"
#include "page/svg.h"
#include <math.h>

/* In SVG units, which are CSS pixels as long as the picture fits. */
static const double BOX_W = 146, BOX_H = 50, GAP_MIN = 34, ROW_H = 64, MARGIN = 8, NEED_UNIT = 6.3;
enum { LABEL_UNITS = 19, NEED_UNITS = 13 };

struct sheet {
	struct page_out *o;
	const struct path_view *v;
	struct layers layers;
	double width, height;
	double x[LAYERS_NODES_MAX], gap[LAYERS_NODES_MAX]; /* start of a layer, and the gap before it: as wide as the longest label in it */
	unsigned id; /* of the arrow's head */
};

static double left_of(const struct sheet *s, uint32_t layer)
{
	return s->o->rtl ? s->width - s->x[layer] - BOX_W : s->x[layer];
}

static double middle_of(const struct layers_place *p)
{
	return MARGIN + p->y * ROW_H;
}

/* One point of a curve: "x y". Going out of a place is on the side of the next layer. */
static void point(const struct sheet *s, uint32_t place, bool out, double shift)
{
	const struct layers_place *p = &s->layers.places[place];
	bool right = out != s->o->rtl;
	double x = left_of(s, p->layer) + (p->passing ? BOX_W / 2 : right ? BOX_W : 0) + (s->o->rtl ? -shift : shift);
	svg_number(s->o, x);
	page_literal(s->o, " ");
	svg_number(s->o, middle_of(p));
	page_literal(s->o, " ");
}

static void draw_edge(const struct sheet *s, uint32_t e)
{
	const struct path_edge *edge = &s->v->edges.at[e];
	struct page_out *o = s->o;
	uint32_t from = s->layers.first[e], to = s->layers.first[e + 1];
	if (to - from < 2)
		return;
	const uint32_t *points = s->layers.points;
	/* An edge that closes a circle runs back: it leaves and arrives on the other sides. */
	bool back = s->layers.places[points[from]].layer > s->layers.places[points[to - 1]].layer;
	page_raw(o, edge->possible ? S("<path class=\"edge possible\" d=\"M") : S("<path class=\"edge\" d=\"M"));
	point(s, points[from], !back, 0);
	for (uint32_t i = from + 1; i < to; i++) {
		double bend = (back ? -GAP_MIN : GAP_MIN) / 2 * 1.3, tip = i + 1 == to ? (back ? 5 : -5) : 0;
		page_literal(o, "C");
		point(s, points[i - 1], !back, s->layers.places[points[i - 1]].passing ? bend * 2 : bend);
		point(s, points[i], back, s->layers.places[points[i]].passing ? -bend * 2 : -bend + tip);
		point(s, points[i], back, tip);
	}
	page_literal(o, "\" marker-end=\"url(#arrow");
	put_digits(o, s->id);
	page_literal(o, ")\"/>");
	if (edge->label.len) {
		const struct layers_place *a = &s->layers.places[points[to - 2]], *b = &s->layers.places[points[to - 1]];
		double gap = s->gap[b->layer];
		struct str rest, label = svg_text_fit(edge->label, NEED_UNITS, &rest);
		page_literal(o, "<text class=\"need\"");
		svg_attribute(o, "x", left_of(s, b->layer) + (o->rtl ? BOX_W + gap / 2 : -gap / 2));
		svg_attribute(o, "y", (middle_of(b) + middle_of(a)) / 2 - 5);
		page_literal(o, ">");
		put_str(o, label);
		page_literal(o, "</text>");
	}
}

static void text_line(const struct sheet *s, const char *class, double x, double y, struct str text, bool more)
{
	page_literal(s->o, "<text class=\"");
	put_text(s->o, class);
	page_literal(s->o, "\"");
	svg_attribute(s->o, "x", x);
	svg_attribute(s->o, "y", y);
	page_literal(s->o, ">");
	put_str(s->o, text);
	page_raw(s->o, more ? S("\u2026</text>") : S("</text>"));
}

static void draw_label(const struct sheet *s, const struct path_node *n, double centre, double y)
{
	struct str rest, one = svg_text_fit(n->label, LABEL_UNITS, &rest), two = {}, end = {};
	if (rest.len)
		two = svg_text_fit(rest, LABEL_UNITS - 1, &end);
	bool kind = n->kind.len && !two.len;
	double first = y + (two.len || kind ? -3.5 : 4.5);
	text_line(s, "label", centre, first, one, false);
	if (two.len)
		text_line(s, "label", centre, first + 16, two, end.len > 0);
	if (kind) {
		struct str k = svg_text_fit(n->kind, LABEL_UNITS + 3, &rest);
		text_line(s, "kind", centre, first + 16, k, rest.len > 0);
	}
}

static void draw_node(const struct sheet *s, uint32_t i)
{
	const struct path_node *n = &s->v->nodes.at[i];
	struct page_out *o = s->o;
	double x = left_of(s, s->layers.places[i].layer), y = middle_of(&s->layers.places[i]);
	if (n->href.len) {
		page_literal(o, "<a href=\"");
		put_link(o, n->href);
		page_literal(o, "\">");
	}
	page_literal(o, "<g class=\"node");
	page_raw(o, n->mark == PATH_CAUSE ? S(" cause") : n->mark == PATH_END ? S(" end") : S(""));
	if (n->has_level) {
		page_literal(o, " l");
		put_digits(o, n->level & 3);
	}
	page_literal(o, "\"><title>");
	put_str(o, n->label);
	if (n->kind.len) {
		page_literal(o, ", ");
		put_str(o, n->kind);
	}
	page_literal(o, "</title><rect");
	svg_attribute(o, "x", x);
	svg_attribute(o, "y", y - BOX_H / 2);
	svg_attribute(o, "width", BOX_W);
	svg_attribute(o, "height", BOX_H);
	page_literal(o, " rx=\"6\"/>");
	draw_label(s, n, x + BOX_W / 2, y);
	if (n->has_level) {
		double dot = o->rtl ? x : x + BOX_W;
		page_literal(o, "<circle r=\"9\"");
		svg_attribute(o, "cx", dot + (o->rtl ? 7 : -7));
		svg_attribute(o, "cy", y - BOX_H / 2 + 3);
		page_literal(o, "/>");
		text_line(s, "figure", dot + (o->rtl ? 7 : -7), y - BOX_H / 2 + 7,
		        (struct str){ (char[]){ (char)('0' + (n->level & 3)) }, 1 }, false);
	}
	page_raw(o, n->href.len ? S("</g></a>") : S("</g>"));
}

static bool any_links(const struct path_view *v)
{
	vec_each (n, &v->nodes)
		if (n->href.len)
			return true;
	return false;
}

static void give_widths(struct sheet *s, const struct layers_edge *edges)
{
	for (uint32_t l = 0; l < s->layers.n_layers; l++)
		s->gap[l] = l ? GAP_MIN : 0;
	for (uint32_t e = 0; e < s->v->edges.n; e++) {
		if (s->layers.first[e] == s->layers.first[e + 1])
			continue;
		struct str rest, label = svg_text_fit(s->v->edges.at[e].label, NEED_UNITS, &rest);
		double *gap = &s->gap[s->layers.places[edges[e].to].layer];
		*gap = fmax(*gap, label.len ? 14 + NEED_UNIT * svg_text_units(label) : 0);
	}
	s->width = MARGIN;
	for (uint32_t l = 0; l < s->layers.n_layers; l++) {
		s->x[l] = s->width + s->gap[l];
		s->width = s->x[l] + BOX_W;
	}
	s->width += MARGIN;
}

void page_path(struct page_out *o, const struct path_view *v)
{
	struct sheet s = { .o = o, .v = v };
	uint32_t n = (uint32_t)v->nodes.n, m = (uint32_t)v->edges.n;
	struct layers_edge *edges = arena_array(o->buf->arena, struct layers_edge, m + 1);
	for (uint32_t e = 0; e < m; e++)
		edges[e] = (struct layers_edge){ v->edges.at[e].from, v->edges.at[e].to };
	bool drawn = n && layers_place(o->buf->arena, n, edges, m, &s.layers);
	if (drawn) {
		give_widths(&s, edges);
		s.height = 2 * MARGIN + s.layers.rows * ROW_H;
		s.id = o->next_id;
		svg_open(o, "path", v->title, s.width, s.height, any_links(v));
		page_literal(o, "<defs><marker id=\"arrow");
		put_digits(o, s.id);
		page_literal(o, "\" viewBox=\"0 0 8 8\" refX=\"4\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
		                "orient=\"auto\"><path class=\"tip\" d=\"M0 0 8 4 0 8z\"/></marker></defs>");
		for (uint32_t e = 0; e < m; e++)
			draw_edge(&s, e);
		for (uint32_t i = 0; i < n; i++)
			draw_node(&s, i);
		svg_close(o);
	} else {
		page_literal(o, "<figure class=\"picture path\">");
	}
	page_literal(o, "<figcaption>");
	put_str(o, v->title);
	if (v->left_out) {
		page_literal(o, " <small>");
		page_say(o, tr_n(o, "%s more is not drawn", "%s more are not drawn", v->left_out), page_arg(v->left_out));
		page_literal(o, "</small>");
	}
	page_literal(o, "</figcaption>");
	svg_words(o, v);
	page_literal(o, "</figure>\n");
}
