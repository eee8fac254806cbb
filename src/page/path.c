/* SPDX-License-Identifier: Apache-2.0
 *
 * The path picture: boxes in layers from cause to node, drawn against the direction of reading in right-to-left languages.
 */
#include "page/layers.h"
#include "page/svg.h"
#include <math.h>

/* In SVG units, which are CSS pixels as long as the picture fits. */
static const double LETTER = 7.4, SMALL_LETTER = 6.6, BOX_PAD = 16, LINE_H = 15, ROW_GAP = 16, CURVE_MIN = 44, MARGIN = 8, TIP = 5,
                    PORT_H = 15;
enum { LABEL_UNITS_MIN = 12, LABEL_UNITS_MAX = 22, LABEL_LINES = 2, NEED_UNITS = 18, PORTS_MAX = 3 };

/* Where arrows of one kind reach a box: those that say the same run together in one line, over which it stands once. */
struct port {
	struct str label;
	double from_y; /* mean of where they come from: keeps lines from crossing */
	uint32_t n, rank; /* rank: from the top */
};
struct ports {
	struct port at[PORTS_MAX];
	uint32_t n;
};

struct sheet {
	struct page_out *o;
	const struct path_view *v;
	struct layers layers;
	double width, height, box_h, row_h;
	double x[LAYERS_NODES_MAX], w[LAYERS_NODES_MAX],
	        gap[LAYERS_NODES_MAX]; /* of a layer: start, width of its boxes, and the gap before it */
	struct ports *ports; /* by node */
	unsigned id; /* of the arrow's head */
};

static double left_of(const struct sheet *s, uint32_t layer)
{
	return s->o->rtl ? s->width - s->x[layer] - s->w[layer] : s->x[layer];
}

static double middle_of(const struct sheet *s, const struct layers_place *p)
{
	return MARGIN + p->y * s->row_h;
}

static struct str need_label(const struct sheet *s, struct str label)
{
	return label.len ? svg_text_wrap(s->o->buf->arena, label, NEED_UNITS, 1).line[0] : label;
}

/* How long the straight end of an arrow is for what stands over it. */
static double label_room(const struct sheet *s, struct str label)
{
	return label.len ? SMALL_LETTER * svg_text_units(need_label(s, label)) + 10 : 0;
}

/* The same for all that reach a layer, so that no line runs through what is said over another. */
static double trunk_of(const struct sheet *s, uint32_t layer)
{
	return layer ? s->gap[layer] - CURVE_MIN : 0;
}

static const struct port *port_of(const struct sheet *s, const struct path_edge *edge)
{
	const struct ports *ports = &s->ports[edge->to];
	for (uint32_t i = 0; i < ports->n; i++)
		if (str_eq(ports->at[i].label, edge->label))
			return &ports->at[i];
	return &ports->at[PORTS_MAX - 1];
}

static double port_y(const struct sheet *s, uint32_t node, const struct port *port)
{
	return middle_of(s, &s->layers.places[node]) + PORT_H * (port->rank - (s->ports[node].n - 1) / 2.0);
}

/* An edge that closes a circle runs back: it leaves and arrives on the other sides. */
static bool runs_back(const struct sheet *s, const struct path_edge *edge)
{
	return s->layers.places[edge->from].layer > s->layers.places[edge->to].layer;
}

static void number_ports(struct sheet *s)
{
	s->ports = arena_array(s->o->buf->arena, struct ports, s->v->nodes.n + 1);
	vec_each (e, &s->v->edges) {
		size_t i = (size_t)(e - s->v->edges.at);
		if (s->layers.first[i] == s->layers.first[i + 1])
			continue;
		struct ports *ports = &s->ports[e->to];
		uint32_t at = 0;
		while (at < ports->n && !str_eq(ports->at[at].label, e->label))
			at++;
		if (at == PORTS_MAX)
			at--; /* more kinds than a box has room for: the rest is in the words */
		else if (at == ports->n)
			ports->at[ports->n++].label = e->label;
		struct port *p = &ports->at[at];
		p->n++;
		p->from_y += (s->layers.places[e->from].y - p->from_y) / p->n;
	}
	for (size_t n = 0; n < s->v->nodes.n; n++)
		for (uint32_t i = 0; i < s->ports[n].n; i++)
			for (uint32_t k = 0; k < s->ports[n].n; k++) {
				const struct port *a = &s->ports[n].at[i], *b = &s->ports[n].at[k];
				s->ports[n].at[i].rank += b->from_y < a->from_y || (b->from_y == a->from_y && k < i);
			}
}

/* One point of a curve: "x y". Going out of a place is on the side of the next layer. */
static void point(const struct sheet *s, uint32_t place, bool out, double shift, double y)
{
	const struct layers_place *p = &s->layers.places[place];
	bool right = out != s->o->rtl;
	double x = left_of(s, p->layer) + (right ? s->w[p->layer] : 0) + (s->o->rtl ? -shift : shift);
	svg_number(s->o, x);
	page_literal(s->o, " ");
	svg_number(s->o, y);
	page_literal(s->o, " ");
}

/* From one place to the next: a curve that leaves and arrives level, then straight to the place; through it when it is only passed. */
static void step(const struct sheet *s, uint32_t a, uint32_t b, bool back, double y, double tip)
{
	const struct layers_place *from = &s->layers.places[a], *to = &s->layers.places[b];
	double way = s->gap[back ? from->layer : to->layer], trunk = back ? 0 : trunk_of(s, to->layer), sign = back ? -1 : 1;
	double bend = (way - trunk) / 2, short_by = trunk > tip ? trunk : tip;
	page_literal(s->o, "C");
	point(s, a, !back, sign * bend, middle_of(s, from));
	point(s, b, back, -sign * (bend + short_by), y);
	point(s, b, back, -sign * short_by, y);
	if (to->passing || short_by > tip) {
		page_literal(s->o, "L");
		point(s, b, to->passing ? !back : back, to->passing ? 0 : -sign * tip, y);
	}
}

static void draw_edge(const struct sheet *s, uint32_t e)
{
	const struct path_edge *edge = &s->v->edges.at[e];
	struct page_out *o = s->o;
	uint32_t from = s->layers.first[e], to = s->layers.first[e + 1];
	if (to - from < 2)
		return;
	const uint32_t *points = s->layers.points;
	bool back = runs_back(s, edge);
	double end_y = port_y(s, edge->to, port_of(s, edge));
	page_raw(o, edge->possible ? S("<path class=\"edge possible\" d=\"M") : S("<path class=\"edge\" d=\"M"));
	point(s, points[from], !back, 0, middle_of(s, &s->layers.places[points[from]]));
	for (uint32_t i = from + 1; i < to; i++) {
		bool last = i + 1 == to;
		step(s, points[i - 1], points[i], back, last ? end_y : middle_of(s, &s->layers.places[points[i]]), last ? TIP : 0);
	}
	page_literal(o, "\" marker-end=\"url(#arrow");
	put_digits(o, s->id);
	page_literal(o, ")\"/>");
}

static void text_line(const struct sheet *s, const char *class, double x, double y, struct str text)
{
	page_literal(s->o, "<text class=\"");
	put_text(s->o, class);
	page_literal(s->o, "\"");
	svg_attribute(s->o, "x", x);
	svg_attribute(s->o, "y", y);
	page_literal(s->o, ">");
	put_str(s->o, text);
	page_literal(s->o, "</text>");
}

/* What the arrows say, over their straight ends. */
static void draw_needs(const struct sheet *s, uint32_t node)
{
	for (uint32_t i = 0; i < s->ports[node].n; i++) {
		const struct port *port = &s->ports[node].at[i];
		uint32_t layer = s->layers.places[node].layer;
		double away = TIP + 2 + label_room(s, port->label) / 2;
		if (port->label.len && layer)
			text_line(s, "need", left_of(s, layer) + (s->o->rtl ? s->w[layer] + away : -away), port_y(s, node, port) - 4,
			        need_label(s, port->label));
	}
}

static unsigned label_units(const struct path_node *n)
{
	unsigned label = svg_text_width(n->label, LABEL_UNITS_MIN, LABEL_UNITS_MAX, LABEL_LINES);
	unsigned kind = svg_text_units(n->kind);
	return kind > LABEL_UNITS_MAX ? LABEL_UNITS_MAX : kind > label ? kind : label;
}

/* Two lines of like length rather than a full one and a rest; a name and its place part at the comma. */
static struct svg_lines label_lines(const struct sheet *s, struct str label, unsigned units)
{
	struct arena *a = s->o->buf->arena;
	ptrdiff_t comma = str_find(label, S(", "));
	if (svg_text_units(label) <= units)
		return svg_text_wrap(a, label, units, 1);
	if (comma > 0) {
		struct svg_lines two = { .line = { str_slice(label, 0, (size_t)comma + 1), str_slice(label, (size_t)comma + 2, label.len) },
			.n = 2 };
		if (svg_text_units(two.line[0]) <= units && svg_text_units(two.line[1]) <= units)
			return two;
	}
	return svg_text_wrap(a, label, svg_text_width(label, LABEL_UNITS_MIN, units, LABEL_LINES), LABEL_LINES);
}

static void draw_label(const struct sheet *s, const struct path_node *n, double centre, double y, double width)
{
	unsigned units = (unsigned)((width - BOX_PAD) / LETTER + 0.5);
	struct svg_lines label = label_lines(s, n->label, units);
	struct svg_lines kind = svg_text_wrap(s->o->buf->arena, n->kind, units + 2, 1);
	double at = y + 4.5 - LINE_H * (label.n + kind.n - 1) / 2;
	for (unsigned i = 0; i < label.n; i++, at += LINE_H)
		text_line(s, "label", centre, at, label.line[i]);
	if (kind.n)
		text_line(s, "kind", centre, at, kind.line[0]);
}

static void draw_node(const struct sheet *s, uint32_t i)
{
	const struct path_node *n = &s->v->nodes.at[i];
	struct page_out *o = s->o;
	uint32_t layer = s->layers.places[i].layer;
	double x = left_of(s, layer), y = middle_of(s, &s->layers.places[i]), w = s->w[layer];
	struct str name = svg_node_name(o, n);
	if (n->href.len) {
		page_literal(o, "<a href=\"");
		put_link(o, n->href);
		page_literal(o, "\" aria-label=\"");
		put_str(o, name);
		page_literal(o, "\">");
	}
	page_literal(o, "<g class=\"node");
	page_raw(o, n->mark == PATH_CAUSE ? S(" cause") : n->mark == PATH_END ? S(" end") : S(""));
	if (n->has_level) {
		page_literal(o, " l");
		put_digits(o, n->level & 3);
	}
	page_literal(o, "\"><title>");
	put_str(o, name);
	page_literal(o, "</title><rect");
	svg_attribute(o, "x", x);
	svg_attribute(o, "y", y - s->box_h / 2);
	svg_attribute(o, "width", w);
	svg_attribute(o, "height", s->box_h);
	page_literal(o, " rx=\"6\"/>");
	draw_label(s, n, x + w / 2, y, w);
	if (n->has_level) {
		double dot = o->rtl ? x : x + w;
		page_literal(o, "<circle r=\"9\"");
		svg_attribute(o, "cx", dot + (o->rtl ? 7 : -7));
		svg_attribute(o, "cy", y - s->box_h / 2);
		page_literal(o, "/>");
		text_line(s, "figure", dot + (o->rtl ? 7 : -7), y - s->box_h / 2 + 4,
		        (struct str){ (char[]){ (char)('0' + (n->level & 3)) }, 1 });
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

static void give_sizes(struct sheet *s)
{
	unsigned lines = 1;
	vec_each (n, &s->v->nodes) {
		double *w = &s->w[s->layers.places[n - s->v->nodes.at].layer];
		unsigned units = label_units(n), used = svg_text_wrap(s->o->buf->arena, n->label, units, LABEL_LINES).n + (n->kind.len > 0);
		*w = fmax(*w, units * LETTER + BOX_PAD);
		lines = used > lines ? used : lines;
	}
	s->box_h = LINE_H * (lines < 2 ? 2 : lines) + 16;
	s->row_h = s->box_h + ROW_GAP;
	for (uint32_t l = 0; l < s->layers.n_layers; l++)
		s->gap[l] = l ? CURVE_MIN : 0;
	vec_each (e, &s->v->edges) {
		size_t i = (size_t)(e - s->v->edges.at);
		if (s->layers.first[i] == s->layers.first[i + 1] || runs_back(s, e))
			continue;
		double *gap = &s->gap[s->layers.places[e->to].layer];
		*gap = fmax(*gap, CURVE_MIN + label_room(s, e->label));
	}
	s->width = MARGIN;
	for (uint32_t l = 0; l < s->layers.n_layers; l++) {
		s->x[l] = s->width + s->gap[l];
		s->width = s->x[l] + s->w[l];
	}
	s->width += MARGIN;
	s->height = 2 * MARGIN + s->layers.rows * s->row_h;
}

static void draw(struct sheet *s, uint32_t n, uint32_t m)
{
	struct page_out *o = s->o;
	number_ports(s);
	give_sizes(s);
	s->id = o->next_id;
	svg_open(o, "path", s->v->title, s->width, s->height, any_links(s->v));
	page_literal(o, "<defs><marker id=\"arrow");
	put_digits(o, s->id);
	page_literal(o, "\" viewBox=\"0 0 8 8\" refX=\"4\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
	                "orient=\"auto\"><path class=\"tip\" d=\"M0 0 8 4 0 8z\"/></marker></defs>");
	for (uint32_t e = 0; e < m; e++)
		draw_edge(s, e);
	page_literal(o, "<g aria-hidden=\"true\">"); /* away from their arrows they say nothing; the words below do */
	for (uint32_t i = 0; i < n; i++)
		draw_needs(s, i);
	page_literal(o, "</g>");
	for (uint32_t i = 0; i < n; i++)
		draw_node(s, i);
	svg_close(o);
}

void page_path(struct page_out *o, const struct path_view *v)
{
	struct sheet s = { .o = o, .v = v };
	uint32_t n = (uint32_t)v->nodes.n, m = (uint32_t)v->edges.n;
	struct layers_edge *edges = arena_array(o->buf->arena, struct layers_edge, m + 1);
	for (uint32_t e = 0; e < m; e++)
		edges[e] = (struct layers_edge){ v->edges.at[e].from, v->edges.at[e].to };
	if (n && layers_place(o->buf->arena, n, edges, m, &s.layers))
		draw(&s, n, m);
	else
		page_literal(o, "<figure class=\"picture path\">");
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
