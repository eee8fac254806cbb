/* SPDX-License-Identifier: Apache-2.0
 *
 * The map of the register: where services and assets are. Thousands of places become a few hundred dots, one a cell of a grid.
 */
#include "registry/web.h"
#include <math.h>
#include <stdlib.h>

enum { PLACES_MAX = 300, CELLS = 17, CELLS_FINE = 1000 }; /* cells along the longer side; fine: few places stand each for itself */

struct box {
	double south, north, west, east;
};
static const struct box nowhere = { 90, -90, 180, -180 };

struct spot { /* a place, or several of one cell */
	int32_t row, column;
	const struct list_place *place;
};
struct dot {
	double lat, lon;
	int64_t n;
	const struct list_place *first;
	struct str area; /* where most of them are */
};
VEC_TYPE(dot_vec, struct dot);

static void widen(struct box *b, double lat, double lon)
{
	b->south = fmin(b->south, lat);
	b->north = fmax(b->north, lat);
	b->west = fmin(b->west, lon);
	b->east = fmax(b->east, lon);
}

/* The country with a margin: what lies far abroad would shrink it to a speck. */
static bool near_outline(const struct map_view *map, struct box *b)
{
	*b = nowhere;
	vec_each (line, &map->lines)
		for (size_t i = 0; i < line->n; i++)
			widen(b, line->at[i].lat, line->at[i].lon);
	double margin = 0.08 * fmax(b->north - b->south, b->east - b->west);
	b->south -= margin;
	b->north += margin;
	b->west -= margin;
	b->east += margin;
	return map->lines.n > 0;
}

static bool inside(const struct box *b, const struct list_place *p)
{
	return p->lat >= b->south && p->lat <= b->north && p->lon >= b->west && p->lon <= b->east;
}

static int by_cell(const void *x, const void *y)
{
	const struct spot *a = x, *b = y;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	int c = str_cmp(a->place->area, b->place->area);
	return c ? c : str_cmp(a->place->id, b->place->id);
}

/* Spots in the order of cells and areas → one dot a cell. */
static void gather(struct arena *a, const struct spot *spots, size_t n, struct dot_vec *dots)
{
	int64_t run = 0, longest = 0;
	struct dot *d = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct spot *s = &spots[i], *before = i ? s - 1 : NULL;
		bool same_cell = before && before->row == s->row && before->column == s->column;
		if (!same_cell) {
			d = vec_push(a, dots);
			d->first = s->place;
			longest = 0;
		}
		run = same_cell && str_eq(before->place->area, s->place->area) ? run + 1 : 1;
		if (run > longest) {
			longest = run;
			d->area = s->place->area;
		}
		d->n++;
		d->lat += (s->place->lat - d->lat) / (double)d->n;
		d->lon += (s->place->lon - d->lon) / (double)d->n;
	}
}

static void put_dots(struct cx *cx, const struct page_out *o, const struct dot_vec *dots, bool fine, struct map_view *map)
{
	int64_t most = 1;
	vec_each (d, dots)
		most = d->n > most ? d->n : most;
	vec_each (d, dots) {
		struct str name = d->area.len ? d->area : d->first->name;
		struct map_place *out = vec_push(&cx->a, &map->places);
		*out = (struct map_place){ .lat = d->lat, .lon = d->lon, .level = PAGE_FULL, .weight = (fine ? 0.2 : 1) * (double)d->n / (double)most };
		out->label = d->n == 1 ? d->first->name : register_say(o, tr(o, "%s: %s"), name, register_number(o, d->n));
		release_shown(cx, d->n == 1 ? d->first->class_key : 0);
		if (d->n == 1)
			out->href = register_node_href(&cx->a, d->first->id);
		else if (d->area.len)
			out->href = register_list_href(&cx->a, "/register/assets", "area", d->area);
	}
}

bool register_places(struct cx *cx, const struct page_out *o, struct map_view *map, int64_t *outside)
{
	struct list_place_vec places = {};
	struct dot_vec dots = {};
	struct box limits, box = nowhere;
	size_t n = 0;
	if (!store_list_places(cx, &places) || (places.n && !registry_map_lines(cx, map)))
		return false;
	map->title = tr(o, "Places of assets and services; larger where there are more");
	map->plain = true;
	bool limited = near_outline(map, &limits);
	struct spot *spots = arena_array(&cx->a, struct spot, places.n);
	vec_each (p, &places) {
		if (limited && !inside(&limits, p)) {
			++*outside;
			continue;
		}
		widen(&box, p->lat, p->lon);
		spots[n++].place = p;
	}
	if (!n)
		return true;
	double cell = (fmax(box.north - box.south, box.east - box.west) + 0.0001) / (n <= PLACES_MAX ? CELLS_FINE : CELLS);
	for (size_t i = 0; i < n; i++) {
		spots[i].row = (int32_t)((spots[i].place->lat - box.south) / cell);
		spots[i].column = (int32_t)((spots[i].place->lon - box.west) / cell);
	}
	qsort(spots, n, sizeof *spots, by_cell);
	gather(&cx->a, spots, n, &dots);
	put_dots(cx, o, &dots, n <= PLACES_MAX, map);
	return true;
}
