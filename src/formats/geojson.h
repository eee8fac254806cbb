/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines of a GeoJSON text (RFC 7946): coasts, borders, lakes. Only their geometry is kept, as points of 10⁻⁷ degrees (about a centimetre); what
 * features say besides is not, and points (towns, names of seas) are passed over. The bytes are foreign: the reader runs inside the jail and hands the lines over in flat form, which is also how they
 * are stored. A text written from lines reads back as the same lines.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

enum { GEOJSON_POINTS_MAX = 400000, GEOJSON_LINES_MAX = 50000 };

enum geojson_kind { GEOJSON_LINE, GEOJSON_RING, GEOJSON_HOLE }; /* hole: an inner ring of the ring before it */
struct geojson_point {
	int32_t lat, lon; /* degrees × 10⁷, WGS 84 */
};
struct geojson_line { /* a ring does not repeat its first point at its end */
	enum geojson_kind kind;
	const struct geojson_point *at;
	size_t n;
};
VEC_TYPE(geojson_lines, struct geojson_line);

/* What geojson_read is given: file name and content in one. */
struct str geojson_request(struct arena *a, struct str file, struct str content);
/* Jail reader. bytes: geojson_request. FeatureCollection, Feature or geometry of Polygon, MultiPolygon,
 * LineString or MultiLineString, and collections of them. Result: the flat form. E_INVALID as "FILE:LINE:COLUMN: …", also beyond the limits. */
bool geojson_read(struct arena *a, struct str bytes, struct buf *out, struct err *err);
/* Lines → flat form; the same lines give the same bytes. */
void geojson_wire_put(struct buf *out, const struct geojson_lines *lines);
/* The flat form back; trusts nothing. Points live in a. */
bool geojson_wire_read(struct arena *a, struct str bytes, struct geojson_lines *out, struct err *err);
/* Lines → a FeatureCollection, one feature a line of text. */
void geojson_put(struct buf *out, const struct geojson_lines *lines);
