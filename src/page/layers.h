/* SPDX-License-Identifier: Apache-2.0
 *
 * Layered layout of a small directed graph (after Sugiyama, Tagawa and Toda 1981): cycles broken, longest-path layers, barycentre ordering,
 * positions by least squares. Pure arithmetic; the same input always gives the same picture.
 */
#pragma once
#include "base/arena.h"

enum { LAYERS_NODES_MAX = 80, LAYERS_EDGES_MAX = 160, LAYERS_POINTS_MAX = 600 };

struct layers_edge {
	uint32_t from, to;
};
/* A node, or a point that a long edge passes. */
struct layers_place {
	uint32_t layer; /* 0 = left */
	uint32_t order; /* within the layer, from the top */
	double y; /* centre, in rows; a node is 1 row high, a passing edge 0.4 */
	bool passing;
};
struct layers {
	struct layers_place *places; /* the n nodes first, then the passing points */
	uint32_t n_places, n_layers;
	double rows; /* height of the whole */
	/* Of edge e: points[first[e] … first[e+1]-1] are the places it goes through, its ends included, from `from` to `to`. */
	uint32_t *first, *points;
	uint32_t crossings; /* left after ordering */
};

/* Lays out n nodes. Edges beyond n, loops and repeated ones are allowed; a loop has no points. false when there are more nodes or edges than
 * the maxima, or more than LAYERS_POINTS_MAX points are needed. */
bool layers_place(struct arena *a, uint32_t n, const struct layers_edge *edges, uint32_t n_edges, struct layers *out);
