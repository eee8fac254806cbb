/* SPDX-License-Identifier: Apache-2.0
 *
 * Layered layout. Must stay small and exact enough for pictures that a person takes in at a glance: large graphs go to Graphviz.
 */
#include "page/layers.h"
#include <string.h>

enum { SWEEPS = 12, POLISHES = 8 };
static const double NODE_ROWS = 1, PASSING_ROWS = 0.4;

struct link { /* between places of neighbouring layers, left to right */
	uint32_t left, right;
};
struct work {
	struct arena *a;
	uint32_t n, n_edges, n_links;
	const struct layers_edge *edges;
	bool *reversed; /* edge goes against the layers, because it closed a cycle */
	uint8_t *state; /* of the depth-first search: 0 new, 1 open, 2 done */
	struct link *links;
	uint32_t *row; /* places by layer, then order: row[start[l] + order] */
	uint32_t *start;
	struct layers *out;
};

static bool usable(const struct work *w, uint32_t e)
{
	return w->edges[e].from < w->n && w->edges[e].to < w->n && w->edges[e].from != w->edges[e].to;
}

static void break_cycles(struct work *w, uint32_t node)
{
	w->state[node] = 1;
	for (uint32_t e = 0; e < w->n_edges; e++) {
		if (!usable(w, e) || w->edges[e].from != node)
			continue;
		if (w->state[w->edges[e].to] == 1)
			w->reversed[e] = true;
		else if (w->state[w->edges[e].to] == 0)
			break_cycles(w, w->edges[e].to);
	}
	w->state[node] = 2;
}

static struct link ends(const struct work *w, uint32_t e)
{
	const struct layers_edge *x = &w->edges[e];
	return w->reversed[e] ? (struct link){ x->to, x->from } : (struct link){ x->from, x->to };
}

static void give_layers(struct work *w)
{
	struct layers_place *p = w->out->places;
	for (bool moved = true; moved;) {
		moved = false;
		for (uint32_t e = 0; e < w->n_edges; e++) {
			struct link l = ends(w, e);
			if (usable(w, e) && p[l.right].layer <= p[l.left].layer) {
				p[l.right].layer = p[l.left].layer + 1;
				moved = true;
			}
		}
	}
	w->out->n_layers = 1;
	for (uint32_t i = 0; i < w->n; i++)
		if (p[i].layer >= w->out->n_layers)
			w->out->n_layers = p[i].layer + 1;
}

/* Cuts long edges at every layer they pass, and lists the links between neighbouring layers. */
static bool cut_edges(struct work *w)
{
	struct layers *o = w->out;
	uint32_t n_points = 0;
	for (uint32_t e = 0; e < w->n_edges; e++) {
		o->first[e] = n_points;
		if (!usable(w, e))
			continue;
		struct link l = ends(w, e);
		uint32_t span = o->places[l.right].layer - o->places[l.left].layer, at = l.left, from = n_points;
		if (n_points + span + 1 > LAYERS_POINTS_MAX || o->n_places + span > LAYERS_POINTS_MAX)
			return false;
		o->points[n_points++] = l.left;
		for (uint32_t k = 1; k <= span; k++) {
			uint32_t next = k == span ? l.right : o->n_places++;
			if (k < span)
				o->places[next] = (struct layers_place){ .layer = o->places[l.left].layer + k, .passing = true };
			w->links[w->n_links++] = (struct link){ at, next };
			o->points[n_points++] = at = next;
		}
		for (uint32_t i = from, j = n_points - 1; w->reversed[e] && i < j; i++, j--) {
			uint32_t swap = o->points[i];
			o->points[i] = o->points[j];
			o->points[j] = swap;
		}
	}
	o->first[w->n_edges] = n_points;
	return true;
}

static void fill_rows(struct work *w)
{
	uint32_t at = 0;
	for (uint32_t l = 0; l < w->out->n_layers; l++) {
		w->start[l] = at;
		for (uint32_t i = 0; i < w->out->n_places; i++)
			if (w->out->places[i].layer == l) {
				w->out->places[i].order = at - w->start[l];
				w->row[at++] = i;
			}
	}
	w->start[w->out->n_layers] = at;
}

static uint32_t count_crossings(const struct work *w)
{
	const struct layers_place *p = w->out->places;
	uint32_t n = 0;
	for (uint32_t i = 0; i < w->n_links; i++)
		for (uint32_t j = i + 1; j < w->n_links; j++) {
			const struct link *x = &w->links[i], *y = &w->links[j];
			if (p[x->left].layer != p[y->left].layer)
				continue;
			int64_t left = (int64_t)p[x->left].order - p[y->left].order, right = (int64_t)p[x->right].order - p[y->right].order;
			n += (left < 0 && right > 0) || (left > 0 && right < 0);
		}
	return n;
}

/* Mean of a measure over the neighbours of a place on one side; its own value when it has none there. */
static double mean(const struct work *w, uint32_t place, bool from_left, bool by_order)
{
	double sum = 0, n = 0;
	for (uint32_t i = 0; i < w->n_links; i++) {
		const struct link *l = &w->links[i];
		if ((from_left ? l->right : l->left) != place)
			continue;
		const struct layers_place *other = &w->out->places[from_left ? l->left : l->right];
		sum += by_order ? other->order : other->y;
		n++;
	}
	const struct layers_place *self = &w->out->places[place];
	return n > 0 ? sum / n : by_order ? self->order : self->y;
}

static void order_layer(struct work *w, uint32_t layer, bool from_left)
{
	double key[LAYERS_POINTS_MAX];
	uint32_t from = w->start[layer], n = w->start[layer + 1] - from;
	for (uint32_t i = 0; i < n; i++)
		key[i] = mean(w, w->row[from + i], from_left, true);
	/* Insertion sort: stable, so that ties keep the order the caller gave. */
	for (uint32_t i = 1; i < n; i++) {
		double k = key[i];
		uint32_t place = w->row[from + i], j = i;
		for (; j > 0 && key[j - 1] > k; j--) {
			key[j] = key[j - 1];
			w->row[from + j] = w->row[from + j - 1];
		}
		key[j] = k;
		w->row[from + j] = place;
	}
	for (uint32_t i = 0; i < n; i++)
		w->out->places[w->row[from + i]].order = i;
}

static void order_layers(struct work *w)
{
	uint32_t n = w->out->n_places, layers = w->out->n_layers;
	uint32_t *best = arena_array(w->a, uint32_t, n + 1);
	memcpy(best, w->row, n * sizeof *best);
	w->out->crossings = count_crossings(w);
	for (unsigned sweep = 0; sweep < SWEEPS && w->out->crossings; sweep++) {
		for (uint32_t l = 1; l < layers; l++)
			order_layer(w, sweep & 1 ? layers - 1 - l : l, !(sweep & 1));
		uint32_t crossings = count_crossings(w);
		if (crossings < w->out->crossings) {
			w->out->crossings = crossings;
			memcpy(best, w->row, n * sizeof *best);
		}
	}
	memcpy(w->row, best, n * sizeof *best);
	for (uint32_t l = 0; l < layers; l++)
		for (uint32_t i = w->start[l]; i < w->start[l + 1]; i++)
			w->out->places[w->row[i]].order = i - w->start[l];
}

static double height(const struct layers_place *p)
{
	return p->passing ? PASSING_ROWS : NODE_ROWS;
}

/* Moves the places of a layer as near as possible to where they want to be, in order and without overlap: least squares by pooling adjacent
 * violators (Ayer and others 1955). */
static void settle(struct work *w, uint32_t layer, const double *wanted)
{
	double value[LAYERS_POINTS_MAX], weight[LAYERS_POINTS_MAX], offset[LAYERS_POINTS_MAX];
	uint32_t size[LAYERS_POINTS_MAX], blocks = 0, from = w->start[layer], n = w->start[layer + 1] - from;
	for (uint32_t i = 0; i < n; i++) {
		const struct layers_place *p = &w->out->places[w->row[from + i]];
		offset[i] = i ? offset[i - 1] + (height(&w->out->places[w->row[from + i - 1]]) + height(p)) / 2 : 0;
		value[blocks] = wanted[i] - offset[i];
		weight[blocks] = 1;
		size[blocks++] = 1;
		for (; blocks > 1 && value[blocks - 2] > value[blocks - 1]; blocks--) {
			uint32_t a = blocks - 2, b = blocks - 1;
			value[a] = (value[a] * weight[a] + value[b] * weight[b]) / (weight[a] + weight[b]);
			weight[a] += weight[b];
			size[a] += size[b];
		}
	}
	for (uint32_t b = 0, i = 0; b < blocks; b++)
		for (uint32_t k = 0; k < size[b]; k++, i++)
			w->out->places[w->row[from + i]].y = value[b] + offset[i];
}

static void give_rows(struct work *w)
{
	double wanted[LAYERS_POINTS_MAX], top = 0, bottom = 0;
	uint32_t layers = w->out->n_layers;
	for (unsigned polish = 0; polish <= POLISHES; polish++) {
		for (uint32_t k = 0; k < layers; k++) {
			uint32_t l = polish & 1 ? layers - 1 - k : k, from = w->start[l], n = w->start[l + 1] - from;
			for (uint32_t i = 0; i < n; i++)
				wanted[i] = polish ? mean(w, w->row[from + i], !(polish & 1), false) : (double)i - (double)n / 2;
			settle(w, l, wanted);
		}
	}
	for (uint32_t i = 0; i < w->out->n_places; i++) {
		const struct layers_place *p = &w->out->places[i];
		top = i == 0 || p->y - height(p) / 2 < top ? p->y - height(p) / 2 : top;
		bottom = i == 0 || p->y + height(p) / 2 > bottom ? p->y + height(p) / 2 : bottom;
	}
	for (uint32_t i = 0; i < w->out->n_places; i++)
		w->out->places[i].y -= top;
	w->out->rows = bottom - top;
}

bool layers_place(struct arena *a, uint32_t n, const struct layers_edge *edges, uint32_t n_edges, struct layers *out)
{
	if (n > LAYERS_NODES_MAX || n_edges > LAYERS_EDGES_MAX)
		return false;
	*out = (struct layers){ .places = arena_array(a, struct layers_place, LAYERS_POINTS_MAX),
		.n_places = n,
		.first = arena_array(a, uint32_t, n_edges + 1),
		.points = arena_array(a, uint32_t, LAYERS_POINTS_MAX) };
	struct work w = { .a = a,
		.n = n,
		.n_edges = n_edges,
		.edges = edges,
		.reversed = arena_array(a, bool, n_edges + 1),
		.state = arena_array(a, uint8_t, n + 1),
		.links = arena_array(a, struct link, LAYERS_POINTS_MAX),
		.row = arena_array(a, uint32_t, LAYERS_POINTS_MAX),
		.start = arena_array(a, uint32_t, n + 2),
		.out = out };
	for (uint32_t i = 0; i < n; i++)
		if (w.state[i] == 0)
			break_cycles(&w, i);
	give_layers(&w);
	if (!cut_edges(&w))
		return false;
	fill_rows(&w);
	order_layers(&w);
	give_rows(&w);
	return true;
}
