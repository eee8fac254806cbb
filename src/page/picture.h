/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures as inline SVG: the path from cause to node, a neighbourhood (drawn by Graphviz in a child), bars, a map of places. Each has a title,
 * a description and the same in words; colours come from the style sheet by class, and none speaks by colour alone.
 */
#pragma once
#include "base/err.h"
#include "base/vec.h"
#include "page/out.h"

/* ---- a set of paths, left to right from cause to node (mirrored in right-to-left languages) ---- */
enum path_mark { PATH_PLAIN, PATH_CAUSE, PATH_END }; /* cause: where it begins; end: what the reader asked about */
struct path_node {
	struct str label; /* name of the node; at most two lines are drawn */
	struct str kind; /* one small line under it: "substation", an owner; or empty */
	struct str href; /* or empty */
	enum path_mark mark;
	bool has_level;
	enum page_level level;
};
struct path_edge {
	uint32_t from, to; /* to needs from */
	struct str label; /* "1 of 2", "battery 240 min"; or empty */
	bool possible; /* not certain: drawn dashed */
};
struct path_view {
	struct str title;
	VEC(struct path_node) nodes;
	VEC(struct path_edge) edges;
	int64_t left_out; /* nodes the caller did not give because they were too many */
};
/* The picture as <figure>, its words below it. Nodes beyond LAYERS_NODES_MAX (page/layers.h) give the words only. */
void page_path(struct page_out *o, const struct path_view *v);

/* ---- a neighbourhood ---- */
/* The same view as a text for Graphviz's dot (`dot -Tsvg`); nodes are named n0, n1, … Borrowed from the stream's arena. */
struct str page_dot(const struct page_out *o, const struct path_view *v);
/* What dot answered, as a <figure> like page_path's. Only drawing elements and attributes on a list are let through, no address but a relative one,
 * no style, no script; texts are escaped anew. E_INVALID when svg is not dot's SVG or larger than DOT_SVG_BYTES_MAX; nothing is put then. */
enum { DOT_SVG_BYTES_MAX = 1 << 20 };
bool page_dot_svg(struct page_out *o, const struct path_view *v, struct str svg, struct err *err);

/* ---- bars: a small series, one bar each; several beside each other make small multiples (class "multiples") ---- */
struct bar {
	int64_t value; /* negative counts as 0 */
	struct str label;
};
struct bars_view {
	struct str title;
	VEC(struct bar) bars; /* at most BARS_MAX are drawn */
};
enum { BARS_MAX = 120 };
void page_bars(struct page_out *o, const struct bars_view *v);

/* ---- a map: dots on a coastline, equirectangular, north up; the heaviest places (of a map with levels: of those below full) are named ---- */
struct map_point {
	double lat, lon; /* degrees, WGS 84 */
};
struct map_line { /* a closed coast or border */
	const struct map_point *at;
	size_t n;
};
struct map_place {
	double lat, lon;
	struct str label, href;
	enum page_level level;
	double weight; /* 0–1, square of the dot's size: users, say */
};
struct map_view {
	struct str title;
	VEC(struct map_line) lines;
	VEC(struct map_place) places; /* at most MAP_PLACES_MAX are drawn, the worst levels first */
	bool plain; /* a map of where things are: no level is said, nor counted below */
};
enum { MAP_PLACES_MAX = 400, MAP_LABELS_MAX = 12 };
void page_map(struct page_out *o, const struct map_view *v);
/* The neighbourhood at once: page_dot, Graphviz in a child of at most DOT_MS, page_dot_svg; when any of it fails, page_path's own drawing instead. A child
 * costs some 50 ms: the caller keeps the page. */
enum { DOT_MS = 3000 };
void page_neighbourhood(struct page_out *o, const struct path_view *v);
/* A text of at most 1000 bytes as a QR code; label: what screen readers say. Empty when it does not fit. */
struct html page_qr(const struct page_out *o, struct str text, struct str label);
