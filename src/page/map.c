/* SPDX-License-Identifier: Apache-2.0
 *
 * The map: places as dots on a coastline, equirectangular about the middle latitude. Must stay small on the wire: points of the coast closer
 * than a pixel are left out, and numbers have one decimal.
 */
#include "page/svg.h"
#include <math.h>
#include <stdlib.h>

enum { MAP_WORDS_MAX = 40 };
static const double MAP_W = 640, MAP_H_MAX = 640, MAP_MARGIN = 14, COAST_STEP = 1.2, DOT_MIN = 3, DOT_MORE = 7;

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

static double radius(const struct map_place *p)
{
	return DOT_MIN + DOT_MORE * sqrt(fmin(fmax(p->weight, 0), 1));
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
	svg_attribute(o, "r", radius(p));
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

/* ---- names: the heaviest places get one each, where it runs into no other and stays on the picture ---- */
enum { NAME_UNITS = 24, NAME_UNITS_ALONE = 44, NAMES_TRIED = 60 };
/* On a phone the picture shrinks and letters are larger in its units: a name that has room only on a desk is not shown there. */
static const double LETTER[] = { 11.5, 7.2 }, NAME_H[] = { 22, 15 }, NAME_GAP = 4;

struct name_box {
	double x, y, x2, y2;
};
struct naming {
	struct page_out *o;
	const struct globe *g;
	struct name_box taken[MAP_LABELS_MAX];
	size_t n;
};
enum name_side { NAME_AFTER, NAME_BEFORE, NAME_ABOVE, NAME_BELOW, NAME_SIDES };

static struct name_box name_box(const struct naming *w, const struct map_place *p, struct str name, enum name_side side, unsigned size)
{
	double x = map_x(w->g, p->lon), y = map_y(w->g, p->lat), away = radius(p) + NAME_GAP, h = NAME_H[size];
	double width = LETTER[size] * svg_text_units(name);
	double left = side == NAME_AFTER ? x + away : side == NAME_BEFORE ? x - away - width : x - width / 2;
	double top = side == NAME_ABOVE ? y - away - h : side == NAME_BELOW ? y + away : y - h / 2;
	return (struct name_box){ left, top, left + width, top + h };
}

static bool has_room(const struct naming *w, const struct name_box *b)
{
	if (b->x < 0 || b->y < 0 || b->x2 > w->g->width || b->y2 > w->g->height)
		return false;
	for (size_t i = 0; i < w->n; i++)
		if (b->x < w->taken[i].x2 && b->x2 > w->taken[i].x && b->y < w->taken[i].y2 && b->y2 > w->taken[i].y)
			return false;
	return true;
}

static void put_name(struct naming *w, const struct name_box *b, enum name_side side, struct str name, bool desk_only)
{
	struct page_out *o = w->o;
	/* `start` means the right end in right-to-left text, and names follow the page's direction. */
	bool end = (side == NAME_BEFORE) != o->rtl;
	double x = side == NAME_AFTER ? b->x : side == NAME_BEFORE ? b->x2 : (b->x + b->x2) / 2;
	page_literal(o, "<text class=\"name");
	page_raw(o, side >= NAME_ABOVE ? S(" mid") : end ? S(" end") : S(""));
	page_raw(o, desk_only ? S(" more\"") : S("\""));
	svg_attribute(o, "x", x);
	svg_attribute(o, "y", (b->y + b->y2) / 2 + 4);
	page_literal(o, ">");
	put_str(o, name);
	page_literal(o, "</text>");
}

static void name_places(struct naming *w, const struct map_place *const *heaviest, size_t n)
{
	bool named[NAMES_TRIED] = {};
	for (unsigned size = 0; size < 2; size++)
		for (size_t i = 0; i < n && i < NAMES_TRIED && w->n < MAP_LABELS_MAX; i++) {
			unsigned units = n > 1 ? NAME_UNITS : NAME_UNITS_ALONE;
			struct str name = svg_text_wrap(w->o->buf->arena, heaviest[i]->label, units, 1).line[0];
			for (unsigned side = 0; side < NAME_SIDES && !named[i]; side++) {
				struct name_box b = name_box(w, heaviest[i], name, side, size);
				if (!has_room(w, &b))
					continue;
				put_name(w, &b, side, name, size);
				w->taken[w->n++] = b;
				named[i] = true;
			}
		}
}

static int heavier_first(const void *a, const void *b)
{
	const struct map_place *x = *(const struct map_place *const *)a, *y = *(const struct map_place *const *)b;
	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return x->level != y->level ? (int)x->level - (int)y->level : str_cmp(x->label, y->label);
}

static void draw_names(struct page_out *o, const struct globe *g, const struct map_view *v)
{
	struct naming w = { .o = o, .g = g };
	const struct map_place **order = arena_array(o->buf->arena, const struct map_place *, v->places.n + 1);
	size_t n = 0;
	vec_each (p, &v->places)
		if (v->plain || p->level < PAGE_FULL)
			order[n++] = p;
	if (n)
		qsort(order, n, sizeof(const struct map_place *), heavier_first);
	name_places(&w, order, n);
}

static void put_key(struct page_out *o, const size_t count[4])
{
	page_literal(o, " <span class=\"key\">");
	for (int level = PAGE_OUT; level <= PAGE_FULL; level++) {
		if (!count[level])
			continue;
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
	draw_names(o, &g, v);
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
