/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines from GeoJSON and back. Runs in the jail; must never look beyond the bytes it was given.
 */
#include "formats/geojson.h"
#include "base/json.h"
#include "base/wire.h"
#include <stdio.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

enum { LAT_MAX = 900000000, LON_MAX = 1800000000, UNITS = 10000000 };

VEC_TYPE(point_vec, struct geojson_point);

struct reader {
	struct arena *a;
	struct str file, content;
	struct geojson_lines lines;
	size_t n_points;
	struct err *err;
};

__attribute__((format(printf, 3, 4))) static bool refuse(struct reader *r, const struct json *at, const char *fmt, ...)
{
	char what[ERR_TEXT_MAX];
	unsigned line, column;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	json_place(r->content, at->at, &line, &column);
	return err_fail(r->err, E_INVALID, "%.*s:%u:%u: %s", STR(r->file), line, column, what);
}

static bool read_position(struct reader *r, const struct json *v, struct geojson_point *out)
{
	double lon, lat;
	if (json_count_(v) < 2 || !json_real(&v->items[0], &lon) || !json_real(&v->items[1], &lat))
		return refuse(r, v, "a position is [longitude, latitude]");
	if (fabs(lon) > 180 || fabs(lat) > 90)
		return refuse(r, v, "[%g, %g] is no place: longitude (first) is from -180 to 180, latitude from -90 to 90", lon, lat);
	*out = (struct geojson_point){ .lat = (int32_t)llround(lat * UNITS), .lon = (int32_t)llround(lon * UNITS) };
	return true;
}

static bool read_line(struct reader *r, const struct json *v, enum geojson_kind kind)
{
	uint32_t n = json_count_(v);
	bool ring = kind != GEOJSON_LINE;
	if (v->type != JSON_ARRAY || n < (ring ? 4 : 2))
		return refuse(
		        r, v, ring ? "a ring has 4 positions at least, the last the same as the first" : "a line has 2 positions at least");
	if (r->lines.n == GEOJSON_LINES_MAX || n > GEOJSON_POINTS_MAX - r->n_points)
		return refuse(r, v, "more than %d lines or %d points: simplify the outline", GEOJSON_LINES_MAX, GEOJSON_POINTS_MAX);
	struct geojson_point *at = arena_array(r->a, struct geojson_point, n);
	for (uint32_t i = 0; i < n; i++)
		if (!read_position(r, &v->items[i], &at[i]))
			return false;
	if (ring && (at[0].lat != at[n - 1].lat || at[0].lon != at[n - 1].lon))
		return refuse(r, &v->items[n - 1], "a ring ends where it began: its last position must be the same as its first");
	n -= ring;
	r->n_points += n;
	*vec_push(r->a, &r->lines) = (struct geojson_line){ kind, at, n };
	return true;
}

/* How deep arrays stand around the positions of a geometry, and whether the innermost are rings. */
static const struct shape {
	const char *type;
	unsigned deep;
	bool rings;
} shapes[] = { { "LineString", 1, false }, { "MultiLineString", 2, false }, { "Polygon", 2, true }, { "MultiPolygon", 3, true } };

static bool read_coordinates(struct reader *r, const struct json *v, unsigned deep, enum geojson_kind kind)
{
	if (deep == 1)
		return read_line(r, v, kind);
	if (v->type != JSON_ARRAY)
		return refuse(r, v, "an array of positions is expected here");
	json_each (part, v) {
		if (!read_coordinates(r, part, deep - 1, kind))
			return false;
		if (deep == 2 && kind == GEOJSON_RING)
			kind = GEOJSON_HOLE;
	}
	return true;
}

static bool read_object(struct reader *r, const struct json *v);

static bool read_members(struct reader *r, const struct json *v, const char *name)
{
	const struct json *list = json_get(v, name);
	if (!list || list->type != JSON_ARRAY)
		return refuse(r, v, "the array '%s' is missing", name);
	json_each (member, list)
		if (!read_object(r, member))
			return false;
	return true;
}

static bool read_object(struct reader *r, const struct json *v)
{
	struct str type = json_get_str(v, "type");
	if (str_eq(type, S("FeatureCollection")))
		return read_members(r, v, "features");
	if (str_eq(type, S("GeometryCollection")))
		return read_members(r, v, "geometries");
	if (str_eq(type, S("Feature"))) {
		const struct json *geometry = json_get(v, "geometry");
		return !geometry || geometry->type == JSON_NULL || read_object(r, geometry);
	}
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		if (!str_eq(type, str_c(shapes[i].type)))
			continue;
		const struct json *coordinates = json_get(v, "coordinates");
		if (!coordinates)
			return refuse(r, v, "'coordinates' is missing");
		return read_coordinates(r, coordinates, shapes[i].deep, shapes[i].rings ? GEOJSON_RING : GEOJSON_LINE);
	}
	if (str_eq(type, S("Point")) || str_eq(type, S("MultiPoint")))
		return true;
	return refuse(r, v,
	        "'%.*s' is not GeoJSON: FeatureCollection, Feature, GeometryCollection, Polygon, MultiPolygon, LineString or "
	        "MultiLineString is needed",
	        STR(str_slice(type, 0, 60)));
}

struct str geojson_request(struct arena *a, struct str file, struct str content)
{
	struct buf b = buf_make(a, file.len + content.len + 16);
	wire_put_str(&b, file);
	buf_put(&b, content);
	return buf_str(&b);
}

bool geojson_read(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	struct reader r = { .a = a, .err = err, .file = wire_str(&w) };
	r.content = w.rest;
	const struct json *v = json_parse(a, r.content, (struct json_limits){ .file = r.file.ptr ? r.file : S("") }, err);
	if (!v)
		return false;
	if (!read_object(&r, v))
		return false;
	geojson_wire_put(out, &r.lines);
	return !out->overflow || err_fail(err, E_INVALID, "%.*s:1:1: the outline is too large", STR(r.file));
}

void geojson_wire_put(struct buf *out, const struct geojson_lines *lines)
{
	struct geojson_point last = {};
	wire_put_uint(out, lines->n);
	vec_each (line, lines) {
		wire_put_uint(out, line->kind);
		wire_put_uint(out, line->n);
		for (size_t i = 0; i < line->n; i++) {
			wire_put_int(out, (int64_t)line->at[i].lat - last.lat);
			wire_put_int(out, (int64_t)line->at[i].lon - last.lon);
			last = line->at[i];
		}
	}
}

/* One more coordinate: the one before plus a difference, within bounds. */
static int32_t next_coordinate(struct wire *w, int32_t last, int32_t max)
{
	int64_t difference = wire_int(w);
	if (difference < -4 * (int64_t)LAT_MAX || difference > 4 * (int64_t)LAT_MAX || llabs(last + difference) > max)
		w->bad = true;
	return w->bad ? 0 : (int32_t)(last + difference);
}

bool geojson_wire_read(struct arena *a, struct str bytes, struct geojson_lines *out, struct err *err)
{
	struct wire w = { .rest = bytes };
	struct geojson_point last = {};
	size_t points = 0;
	*out = (struct geojson_lines){};
	for (size_t left = wire_count(&w, 6); left > 0 && !w.bad; left--) {
		uint64_t kind = wire_uint(&w);
		size_t n = wire_count(&w, 2);
		bool ring_before = out->n && out->at[out->n - 1].kind != GEOJSON_LINE;
		points += n;
		if (kind > GEOJSON_HOLE || n < (kind == GEOJSON_LINE ? 2 : 3) || (kind == GEOJSON_HOLE && !ring_before) ||
		        points > GEOJSON_POINTS_MAX || out->n == GEOJSON_LINES_MAX)
			w.bad = true;
		if (w.bad)
			break;
		struct geojson_point *at = arena_array(a, struct geojson_point, n);
		for (size_t i = 0; i < n; i++) {
			last.lat = next_coordinate(&w, last.lat, LAT_MAX);
			last.lon = next_coordinate(&w, last.lon, LON_MAX);
			at[i] = last;
		}
		*vec_push(a, out) = (struct geojson_line){ (enum geojson_kind)kind, at, n };
	}
	return (!w.bad && !w.rest.len) || err_fail(err, E_INVALID, "the reader gave back a damaged outline");
}

static void put_coordinate(struct buf *out, int32_t v)
{
	char digits[16];
	int n = snprintf(digits, sizeof digits, "%d.%07d", abs(v) / UNITS, abs(v) % UNITS);
	while (digits[n - 1] == '0')
		n--;
	n -= digits[n - 1] == '.';
	if (v < 0)
		buf_char(out, '-');
	buf_put(out, (struct str){ digits, (size_t)n });
}

static void put_positions(struct buf *out, const struct geojson_line *line)
{
	size_t n = line->n + (line->kind != GEOJSON_LINE);
	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		const struct geojson_point *p = &line->at[i % line->n];
		buf_put(out, i ? S(",[") : S("["));
		put_coordinate(out, p->lon);
		buf_char(out, ',');
		put_coordinate(out, p->lat);
		buf_char(out, ']');
	}
	buf_char(out, ']');
}

void geojson_put(struct buf *out, const struct geojson_lines *lines)
{
	buf_put(out, S("{\"type\":\"FeatureCollection\",\"features\":["));
	for (size_t i = 0; i < lines->n; i++) {
		bool ring = lines->at[i].kind != GEOJSON_LINE;
		buf_put(out, i ? S(",\n") : S("\n"));
		buf_put(out, S("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":"));
		buf_put(out, ring ? S("\"Polygon\",\"coordinates\":[") : S("\"LineString\",\"coordinates\":"));
		put_positions(out, &lines->at[i]);
		while (i + 1 < lines->n && lines->at[i + 1].kind == GEOJSON_HOLE) {
			buf_char(out, ',');
			put_positions(out, &lines->at[++i]);
		}
		buf_put(out, ring ? S("]}}") : S("}}"));
	}
	buf_put(out, S("\n]}\n"));
}
