/* SPDX-License-Identifier: Apache-2.0
 *
 * The map: places as dots on a coastline, equirectangular about the middle latitude. Must stay small on the wire: points of the coast closer
 * than a pixel are left out, and numbers have one decimal.
 */
#include "page/svg.h"
#include <math.h>
#include <stdlib.h>

enum { MAP_WORDS_MAX = 40 };
static const double MAP_W = 640, MAP_H_MAX = 640, MAP_MARGIN = 14, COAST_STEP = 1.2, DOT_MIN = 3, DOT_MORE = 7, NAME_W = 170, NAME_H = 26, NAMED_WEIGHT = 0.4;

struct globe { /* degrees → units */
	double west, north, x_scale, y_scale, width, height;
};

static double map_x(const struct globe *g, double lon)
{
	return MAP_MARGIN + (lon - g->west) * g->x_scale;
}

static double map_y(const struct globe *g, double lat)
{
	return MAP_MARGIN + (g->north - lat) * g->y_scale;
}

static void widen(double box[4], double lat, double lon)
{
	box[0] = fmin(box[0], lat);
	box[1] = fmax(box[1], lat);
	box[2] = fmin(box[2], lon);
	box[3] = fmax(box[3], lon);
}

static struct globe fit(const struct map_view *v)
{
	double box[4] = { 90, -90, 180, -180 };
	vec_each (line, &v->lines)
		for (size_t i = 0; i < line->n; i++)
			widen(box, line->at[i].lat, line->at[i].lon);
	vec_each (p, &v->places)
		widen(box, p->lat, p->lon);
	double high = fmax(box[1] - box[0], 0.01), shrink = fmax(cos((box[0] + box[1]) / 2 * M_PI / 180), 0.1);
	double wide = fmax((box[3] - box[2]) * shrink, 0.01);
	double scale = fmin((MAP_W - 2 * MAP_MARGIN) / wide, (MAP_H_MAX - 2 * MAP_MARGIN) / high);
	return (struct globe){ .west = box[2],
		.north = box[1],
		.x_scale = scale * shrink,
		.y_scale = scale,
		.width = wide * scale + 2 * MAP_MARGIN,
		.height = high * scale + 2 * MAP_MARGIN };
}

static void draw_line(struct page_out *o, const struct globe *g, const struct map_line *line)
{
	double x = 0, y = 0;
	page_literal(o, "<path class=\"land\" d=\"");
	for (size_t i = 0; i < line->n; i++) {
		double nx = map_x(g, line->at[i].lon), ny = map_y(g, line->at[i].lat);
		if (i && hypot(nx - x, ny - y) < COAST_STEP)
			continue;
		page_raw(o, i ? S("L") : S("M"));
		svg_number(o, x = nx);
		page_literal(o, " ");
		svg_number(o, y = ny);
	}
	page_literal(o, "z\"/>");
}

static void draw_place(struct page_out *o, const struct globe *g, const struct map_place *p, bool plain)
{
	if (p->href.len) {
		page_literal(o, "<a href=\"");
		put_link(o, p->href);
		page_literal(o, "\">");
	}
	page_literal(o, "<circle class=\"place l");
	put_digits(o, p->level & 3);
	page_literal(o, "\"");
	svg_attribute(o, "cx", map_x(g, p->lon));
	svg_attribute(o, "cy", map_y(g, p->lat));
	svg_attribute(o, "r", DOT_MIN + DOT_MORE * sqrt(fmin(fmax(p->weight, 0), 1)));
	page_literal(o, "><title>");
	put_str(o, p->label);
	if (!plain) {
		page_literal(o, ": ");
		put_str(o, page_level_word(o, p->level));
	}
	page_raw(o, p->href.len ? S("</title></circle></a>") : S("</title></circle>"));
}

/* Worst level last, so that it lies on top; within a level the heavier ones first, so that small ones stay visible. */
static int worst_last(const void *a, const void *b)
{
	const struct map_place *x = *(const struct map_place *const *)a, *y = *(const struct map_place *const *)b;
	if (x->level != y->level)
		return (int)y->level - (int)x->level;
	return (x->weight < y->weight) - (x->weight > y->weight);
}

static void draw_name(struct page_out *o, const struct globe *g, const struct map_place *p)
{
	double x = map_x(g, p->lon);
	bool before = x > g->width * 0.72; /* a name near the edge stands on the inner side of its dot */
	struct str rest, name = svg_text_fit(p->label, 24, &rest);
	/* `start` means the right end in right-to-left text, and names follow the page's direction. */
	page_raw(o, before != o->rtl ? S("<text class=\"name end\"") : S("<text class=\"name\""));
	svg_attribute(o, "x", x + (before ? -11 : 11));
	svg_attribute(o, "y", map_y(g, p->lat) + 4);
	page_literal(o, ">");
	put_str(o, name);
	page_raw(o, rest.len ? S("\u2026</text>") : S("</text>"));
}

/* The heaviest places get names, each where no other name is near. */
static void draw_names_apart(struct page_out *o, const struct globe *g, const struct map_place *const *order, size_t n)
{
	const struct map_place *named[MAP_LABELS_MAX];
	size_t n_named = 0;
	for (size_t i = 0; i < n && n_named < MAP_LABELS_MAX && order[i]->weight >= NAMED_WEIGHT; i++) {
		bool apart = true;
		for (size_t k = 0; k < n_named; k++)
			apart &= fabs(map_y(g, order[i]->lat) - map_y(g, named[k]->lat)) > NAME_H || fabs(map_x(g, order[i]->lon) - map_x(g, named[k]->lon)) > NAME_W;
		if (apart)
			draw_name(o, g, named[n_named++] = order[i]);
	}
}

static void put_key(struct page_out *o, const size_t count[4])
{
	page_literal(o, " <span class=\"key\">");
	for (int level = PAGE_OUT; level <= PAGE_FULL; level++) {
		put_level(o, (enum page_level)level);
		page_literal(o, " ");
		put_uint(o, count[level]);
		page_literal(o, " ");
	}
	page_literal(o, "</span>");
}

void page_map(struct page_out *o, const struct map_view *v)
{
	struct globe g = fit(v);
	size_t n = v->places.n, count[4] = {};
	bool links = false;
	const struct map_place **order = arena_array(o->buf->arena, const struct map_place *, n + 1);
	for (size_t i = 0; i < n; i++) {
		order[i] = &v->places.at[i];
		count[order[i]->level & 3]++;
		links |= order[i]->href.len > 0;
	}
	qsort(order, n, sizeof(const struct map_place *), worst_last);
	svg_open(o, "map", v->title, g.width, g.height, links);
	vec_each (line, &v->lines)
		draw_line(o, &g, line);
	for (size_t i = n > MAP_PLACES_MAX ? n - MAP_PLACES_MAX : 0; i < n; i++)
		draw_place(o, &g, order[i], v->plain);
	for (size_t i = n, named = 0; !v->plain && i > 0 && named < MAP_LABELS_MAX && order[i - 1]->level < PAGE_FULL; i--, named++)
		draw_name(o, &g, order[i - 1]);
	if (v->plain)
		draw_names_apart(o, &g, order, n);
	svg_close(o);
	page_literal(o, "<figcaption>");
	put_str(o, v->title);
	if (!v->plain)
		put_key(o, count);
	page_literal(o, "</figcaption><details class=\"words\"><summary>");
	put_str(o, tr(o, "The same in words"));
	page_literal(o, "</summary><ul>");
	for (size_t said = 0; said < n && said < MAP_WORDS_MAX; said++) {
		const struct map_place *p = order[v->plain ? said : n - 1 - said];
		if (!v->plain && p->level == PAGE_FULL)
			break;
		page_literal(o, "<li><bdi>");
		put_str(o, p->label);
		page_literal(o, "</bdi> ");
		if (!v->plain)
			put_level(o, p->level);
		page_literal(o, "</li>");
	}
	page_literal(o, "</ul></details></figure>\n");
}
