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
	if (!jail_read(cx->jail, READER_GEOJSON, &cx->a, table_request(&cx->a, file_name, content), &flat, &cx->err) ||
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
	struct registry_change c = { .record = "coast", .id = S("coast"), .what = m->gone ? CHANGE_DELETE : m->had ? CHANGE_UPDATE : CHANGE_CREATE };
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
	return ledger_append_one(cx, m->gone ? S("coast.delete") : m->had ? S("coast.update") : S("coast.create"), S("coast"), buf_str(&b), class_key);
}

/* ---- for maps ---- */
struct outline { /* what is kept between requests */
	int64_t class_key;
	VEC(struct map_line) lines;
};
static const double WIDE_IN_POINTS = 640; /* pictures are that many units wide: what is closer together cannot be told apart */

static double extent(const struct geojson_line *line)
{
	int32_t box[4] = { INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN };
	for (size_t i = 0; i < line->n; i++) {
		const struct geojson_point *p = &line->at[i];
		box[0] = p->lat < box[0] ? p->lat : box[0];
		box[1] = p->lat > box[1] ? p->lat : box[1];
		box[2] = p->lon < box[2] ? p->lon : box[2];
		box[3] = p->lon > box[3] ? p->lon : box[3];
	}
	return fmax((double)box[1] - box[0], (double)box[3] - box[2]);
}

/* A line without points closer than step. Maps close every line: an open one goes there and back. */
static struct map_line thinned(struct arena *a, const struct geojson_line *line, double step)
{
	struct map_point *at = arena_array(a, struct map_point, 2 * line->n);
	const struct geojson_point *last = line->at;
	size_t n = 0;
	for (size_t i = 0; i < line->n; i++) {
		const struct geojson_point *p = &line->at[i];
		if (i && i + 1 < line->n && hypot((double)p->lat - last->lat, (double)p->lon - last->lon) < step)
			continue;
		at[n++] = (struct map_point){ .lat = p->lat / 1e7, .lon = p->lon / 1e7 };
		last = p;
	}
	if (line->kind == GEOJSON_LINE)
		for (size_t i = n; i-- > 0;)
			at[n + n - 1 - i] = at[i];
	return (struct map_line){ at, line->kind == GEOJSON_LINE ? 2 * n : n };
}

static bool make_outline(struct cx *cx, void **value)
{
	struct outline *out = arena_new(&cx->a, struct outline);
	struct str points;
	struct geojson_lines lines = {};
	double widest = 0;
	*value = out;
	if (!store_outline(cx, &points, &out->class_key))
		return ok(cx);
	if (!geojson_wire_read(&cx->a, points, &lines, &cx->err))
		return false;
	vec_each (line, &lines)
		widest = fmax(widest, extent(line));
	vec_each (line, &lines)
		if (extent(line) >= 2 * widest / WIDE_IN_POINTS)
			*vec_push(&cx->a, &out->lines) = thinned(&cx->a, line, widest / WIDE_IN_POINTS);
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
