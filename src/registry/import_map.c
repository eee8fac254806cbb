/* SPDX-License-Identifier: Apache-2.0
 *
 * The country's outline in the import: read in the jail, compared, written with a ledger entry; and handed to the maps. It is nobody's and clear.
 */
#include "base/json.h"
#include "base/cache.h"
#include "core/ledger.h"
#include "core/readers.h"
#include "core/release.h"
#include "formats/geojson.h"
#include "registry/import.h"
#include "sys/jail.h"
#include <math.h>

enum { OUTLINE_BYTES_MAX = 8 << 20 };

bool import_map_named(struct str file_name)
{
	return str_eq(file_name, S("coast.geojson"));
}

bool import_map_read(struct import *im, struct str file_name, struct str content)
{
	struct cx *cx = im->cx;
	struct str flat;
	struct geojson_lines lines;
	if (im->map.present)
		return fail(cx, E_INVALID, "%.*s stands there twice: keep one of them", STR(file_name));
	if (!jail_read(cx->jail, READER_GEOJSON, &cx->a, geojson_request(&cx->a, file_name, content), &flat, &cx->err) ||
	        !geojson_wire_read(&cx->a, flat, &lines, &cx->err))
		return false;
	/* Written anew from what was checked, so that equal outlines are equal bytes. */
	struct buf b = buf_make(&cx->a, OUTLINE_BYTES_MAX);
	geojson_wire_put(&b, &lines);
	im->map.present = true;
	im->map.now = lines.n ? buf_str(&b) : S("");
	return true;
}

bool import_map_merge(struct import *im)
{
	struct import_map *m = &im->map;
	if (!m->present)
		return true;
	m->had = store_outline(im->cx, &m->was, &m->class_key);
	m->gone = im->replace && m->had && !m->now.len;
	m->changed = m->now.len && !str_eq(m->now, m->was);
	return ok(im->cx);
}

/* "3 lines, 812 points"; empty for none. */
static struct str size_text(struct arena *a, struct str flat)
{
	struct geojson_lines lines;
	struct err err = {};
	size_t points = 0;
	if (!flat.len || !geojson_wire_read(a, flat, &lines, &err))
		return S("");
	vec_each (line, &lines)
		points += line->n;
	return arena_printf(a, "%zu lines, %zu points", lines.n, points);
}

void import_map_count(struct import *im, bool wanted, struct registry_import *out)
{
	struct import_map *m = &im->map;
	struct arena *a = &im->cx->a;
	struct registry_change c = { .record = "coast",
		.id = S("coast"),
		.what = m->gone  ? CHANGE_DELETE
		        : m->had ? CHANGE_UPDATE
		                 : CHANGE_CREATE };
	out->counts[out->n_counts++] = (struct registry_count){ .record = "coast",
		.present = m->present,
		.created = m->changed && !m->had,
		.updated = m->changed && m->had,
		.deleted = m->gone,
		.same = m->had && !m->changed && !m->gone };
	if (!wanted || !(m->changed || m->gone))
		return;
	if (c.what == CHANGE_UPDATE) {
		c.field = "lines";
		c.was = size_text(a, m->was);
		c.now = size_text(a, m->now);
	}
	*vec_push(a, &out->changes) = c;
}

bool import_map_apply(struct import *im)
{
	struct cx *cx = im->cx;
	struct import_map *m = &im->map;
	if (!m->changed && !m->gone)
		return ok(cx);
	int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_CLEAR });
	struct buf b = buf_make(&cx->a, 1024);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_key(&o, "lines");
	jo_array(&o);
	jo_str(&o, size_text(&cx->a, m->was));
	jo_str(&o, size_text(&cx->a, m->gone ? S("") : m->now));
	jo_array_end(&o);
	jo_object_end(&o);
	m->gone ? store_outline_remove(cx) : store_outline_put(cx, m->now, class_key);
	return ledger_append_one(cx,
	        m->gone  ? S("coast.delete")
	        : m->had ? S("coast.update")
	                 : S("coast.create"),
	        S("coast"), buf_str(&b), class_key);
}

/* ---- for maps ---- */
struct outline { /* what is kept between requests */
	int64_t class_key;
	VEC(struct map_line) lines;
};
/* Pictures are some 640 units wide: what differs by less than about one cannot be told apart. A page stays small whatever the coast. */
static const double WIDE_IN_UNITS = 640;
enum { SHOWN_POINTS_MAX = 1500, WINDOW = 48, THINNINGS_MAX = 24 };

static void widen(const struct geojson_line *line, int64_t box[4])
{
	for (size_t i = 0; i < line->n; i++) {
		const struct geojson_point *p = &line->at[i];
		box[0] = p->lat < box[0] ? p->lat : box[0];
		box[1] = p->lat > box[1] ? p->lat : box[1];
		box[2] = p->lon < box[2] ? p->lon : box[2];
		box[3] = p->lon > box[3] ? p->lon : box[3];
	}
}

static double extent(const int64_t box[4])
{
	return box[1] < box[0] ? 0 : fmax((double)(box[1] - box[0]), (double)(box[3] - box[2]));
}

/* Distance of p from the stretch a–b. */
static double apart(const struct geojson_point *p, const struct geojson_point *a, const struct geojson_point *b)
{
	double x = (double)b->lon - a->lon, y = (double)b->lat - a->lat, px = (double)p->lon - a->lon, py = (double)p->lat - a->lat;
	double length = x * x + y * y, t = length > 0 ? fmin(fmax((px * x + py * y) / length, 0), 1) : 0;
	return hypot(px - t * x, py - t * y);
}

/* Points that must stay so that no point lies farther than step from the line; linear, by an opening window of bounded length. Gives their number. */
static size_t thin(const struct geojson_line *line, double step, size_t *keep)
{
	size_t n = 0, anchor = 0;
	keep[n++] = 0;
	for (size_t i = 2; i < line->n; i++) {
		bool straight = i - anchor < WINDOW;
		for (size_t k = anchor + 1; straight && k < i; k++)
			straight = apart(&line->at[k], &line->at[anchor], &line->at[i]) <= step;
		if (!straight)
			keep[n++] = anchor = i - 1;
	}
	keep[n++] = line->n - 1;
	return n;
}

/* Maps close every line: an open one goes there and back. */
static struct map_line shown(struct arena *a, const struct geojson_line *line, const size_t *keep, size_t n)
{
	bool open = line->kind == GEOJSON_LINE;
	struct map_point *at = arena_array(a, struct map_point, n * (open ? 2 : 1));
	for (size_t i = 0; i < n; i++) {
		at[i] = (struct map_point){ .lat = line->at[keep[i]].lat / 1e7, .lon = line->at[keep[i]].lon / 1e7 };
		if (open)
			at[2 * n - 1 - i] = at[i];
	}
	return (struct map_line){ at, open ? 2 * n : n };
}

/* All lines but specks and those drawn already (a land and its only region are one line). Gives the number of points; fills out when it is not NULL. */
static size_t thin_all(struct arena *a, const struct geojson_lines *lines, double step, struct outline *out)
{
	struct map seen = map_make(a);
	size_t points = 0;
	vec_each (line, lines) {
		int64_t box[4] = { INT64_MAX, INT64_MIN, INT64_MAX, INT64_MIN };
		bool fresh;
		widen(line, box);
		map_at(&seen, (struct str){ (const char *)line->at, line->n * sizeof *line->at }, &fresh);
		if (!fresh || extent(box) < 2 * step)
			continue;
		size_t *keep = arena_array(a, size_t, line->n + 1), n = thin(line, step, keep);
		points += line->kind == GEOJSON_LINE ? 2 * n : n;
		if (out)
			*vec_push(a, &out->lines) = shown(a, line, keep, n);
	}
	return points;
}

static bool make_outline(struct cx *cx, void **value)
{
	struct outline *out = arena_new(&cx->a, struct outline);
	struct arena scratch = {};
	struct str points;
	struct geojson_lines lines = {};
	int64_t box[4] = { INT64_MAX, INT64_MIN, INT64_MAX, INT64_MIN };
	*value = out;
	if (!store_outline(cx, &points, &out->class_key))
		return ok(cx);
	if (!geojson_wire_read(&cx->a, points, &lines, &cx->err))
		return false;
	vec_each (line, &lines)
		widen(line, box);
	double step = extent(box) / WIDE_IN_UNITS;
	for (int i = 0; i < THINNINGS_MAX && thin_all(&scratch, &lines, step, NULL) > SHOWN_POINTS_MAX; i++) {
		step *= 1.3;
		arena_reset(&scratch);
	}
	arena_end(&scratch);
	thin_all(&cx->a, &lines, step, out);
	return true;
}

bool registry_map_lines(struct cx *cx, struct map_view *into)
{
	const struct outline *outline = cache_hold(cx, "registry.outline", registry_revision(cx), make_outline);
	if (!outline || !outline->lines.n || !release_allows(cx, outline->class_key))
		return ok(cx);
	vec_each (line, &outline->lines)
		*vec_push(&cx->a, &into->lines) = *line;
	return true;
}
