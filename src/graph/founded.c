/* SPDX-License-Identifier: Apache-2.0
 *
 * Well-founded support in rings of grounded groups, kept under loss. Ranks order a ring so that each node is held up by lower ranks; when
 * lower ranks no longer suffice, the node and whoever loses footing with it become suspect, then those that still stand without the
 * suspects are put back with new ranks (delete and rederive: Gupta, Mumick & Subrahmanian, SIGMOD 1993). What is not put back is unfounded.
 * Must never decide by weight alone: that is what lets a loop hold itself up.
 */
#include "graph/wave.h"
#include <stdlib.h>

void founded_list(struct wave *w, enum wave_set set, uint32_t node)
{
	struct wave_node *x = wave_node(w, node);
	if (x->flags & (uint32_t)(NODE_LEFT | NODE_LISTED) << set)
		return;
	x->flags |= (uint32_t)NODE_LISTED << set;
	*vec_push(w->arena, &w->pending[set]) = node;
}

/* Whether a group of a node short of weight counts as giving support: it always gives the level, or its buffer is running. */
static bool group_excused(enum wave_set set, const struct wave_group *x, uint32_t need)
{
	return !need || (set == WAVE_UP && x->state == GROUP_BUFFER);
}

/* Counts ring groups of a node that lack support: by lower ranks only (low), or by all members still in the set. */
static uint32_t groups_lacking(struct wave *w, enum wave_set set, uint32_t node, bool low)
{
	uint32_t lacking = 0;
	for (uint32_t at = w->graph->group_start[node]; at < w->graph->group_start[node + 1]; at++) {
		uint32_t group = w->graph->group_of[at];
		const struct graph_group *g = &w->graph->group[group];
		if (!wave_ring_group(w, g))
			continue;
		const struct wave_group *x = wave_group(w, group);
		uint32_t need = wave_need(w, g);
		if (!group_excused(set, x, need) && (low ? x->low[set] : x->weight[set]) < need)
			lacking++;
	}
	return lacking;
}

/* Takes a node out of the set for now: its ring dependents lose its weight, and become suspect when lower ranks no longer suffice. */
static void suspect(struct wave *w, enum wave_set set, uint32_t node)
{
	const struct graph *graph = w->graph;
	struct wave_node *me = wave_node(w, node);
	me->flags |= NODE_SUSPECT;
	*vec_push(w->arena, &w->suspects) = node;
	for (uint32_t u = graph->use_start[node]; u < graph->use_start[node + 1]; u++) {
		struct graph_use use = graph->uses[u];
		const struct graph_group *g = &graph->group[use.group];
		uint32_t need = wave_need(w, g);
		if (!need || !wave_ring_group(w, g) || !wave_inside(w, g, node))
			continue;
		struct wave_node *to = wave_node(w, g->dependent);
		if (to->flags & NODE_FALLEN)
			continue;
		struct wave_group *x = wave_group(w, use.group);
		x->weight[set] -= use.weight;
		if (set == WAVE_TRACED && x->weight[set] < need)
			*vec_push(w->arena, &w->crossed) = use.group;
		if (to->flags & (NODE_SUSPECT | (uint32_t)NODE_LEFT << set) || me->rank[set] >= to->rank[set])
			continue;
		x->low[set] -= use.weight;
		if (x->low[set] < need && !group_excused(set, x, need))
			founded_list(w, set, g->dependent);
	}
}

/* Puts a suspect back: from here on it stands on whatever is in the set now, so it gets the highest rank. */
static void put_back(struct wave *w, enum wave_set set, uint32_t node)
{
	const struct graph *graph = w->graph;
	struct wave_node *me = wave_node(w, node);
	me->flags &= ~(uint32_t)NODE_SUSPECT;
	me->rank[set] = ++w->clock;
	for (uint32_t at = graph->group_start[node]; at < graph->group_start[node + 1]; at++) {
		struct wave_group *x = wave_group(w, graph->group_of[at]);
		x->low[set] = x->weight[set];
	}
	for (uint32_t u = graph->use_start[node]; u < graph->use_start[node + 1]; u++) {
		struct graph_use use = graph->uses[u];
		const struct graph_group *g = &graph->group[use.group];
		uint32_t need = wave_need(w, g);
		if (!need || !wave_ring_group(w, g) || !wave_inside(w, g, node))
			continue;
		struct wave_node *to = wave_node(w, g->dependent);
		struct wave_group *x = wave_group(w, use.group);
		if (to->flags & NODE_FALLEN)
			continue;
		bool was_short = x->weight[set] < need;
		x->weight[set] += use.weight;
		if (to->flags & NODE_SUSPECT && was_short && x->weight[set] >= need && !group_excused(set, x, need) && !--to->lack)
			*vec_push(w->arena, &w->again) = g->dependent;
	}
}

static void put_back_the_founded(struct wave *w, enum wave_set set)
{
	w->again.n = 0;
	vec_each (i, &w->suspects) {
		struct wave_node *x = wave_node(w, *i);
		x->lack = groups_lacking(w, set, *i, false);
		if (!x->lack && !(x->flags & NODE_FALLEN))
			*vec_push(w->arena, &w->again) = *i;
	}
	for (size_t at = 0; at < w->again.n; at++)
		put_back(w, set, w->again.at[at]);
}

/* Ring groups that have just lost their traced support start their buffers. */
static void start_buffers(struct wave *w)
{
	vec_each (group, &w->crossed) {
		struct wave_group *x = wave_group(w, *group);
		const struct graph_group *g = &w->graph->group[*group];
		if (x->state != GROUP_HOLDS || x->weight[WAVE_TRACED] >= wave_need(w, g) || !wave_ring_group(w, g))
			continue;
		x->state = g->buffer_min ? GROUP_BUFFER : GROUP_LOST;
		if (g->buffer_min)
			wave_schedule(w, *group, w->now + g->buffer_min);
	}
	w->crossed.n = 0;
}

static int leaver_order(const void *a, const void *b)
{
	const struct wave_leaver *x = a, *y = b;
	return x->rank < y->rank ? -1 : x->rank > y->rank;
}

/* The first ring group of a node that short support cannot be excused for. */
static uint32_t group_missing(struct wave *w, uint32_t node)
{
	for (uint32_t at = w->graph->group_start[node]; at < w->graph->group_start[node + 1]; at++) {
		uint32_t group = w->graph->group_of[at];
		const struct graph_group *g = &w->graph->group[group];
		const struct wave_group *x = wave_group(w, group);
		uint32_t need = wave_need(w, g);
		if (wave_ring_group(w, g) && !group_excused(WAVE_UP, x, need) && x->weight[WAVE_UP] < need)
			return group;
	}
	return GRAPH_NONE;
}

/* Fells what is no longer founded, in order of the rank at rest: any group that fails a node has lost a member from outside the ring or of
 * lower rank at rest, so each fall has a cause among those before it and explanations never circle. */
static void fell_leavers(struct wave *w)
{
	w->leavers.n = 0;
	vec_each (i, &w->suspects) {
		struct wave_node *x = wave_node(w, *i);
		if (x->flags & NODE_SUSPECT && !(x->flags & NODE_FALLEN)) {
			x->flags |= NODE_FALLEN;
			*vec_push(w->arena, &w->leavers) = (struct wave_leaver){ .rank = w->layer->rank[*i], .node = *i };
		}
		if (x->flags & NODE_SUSPECT)
			x->flags = (x->flags & ~(uint32_t)NODE_SUSPECT) | NODE_LEFT << WAVE_UP;
	}
	if (w->leavers.n > 1)
		qsort(w->leavers.at, w->leavers.n, sizeof *w->leavers.at, leaver_order);
	vec_each (leaver, &w->leavers)
		wave_fell(w, leaver->node, group_missing(w, leaver->node), true);
}

void founded_settle(struct wave *w, enum wave_set set)
{
	w->suspects.n = 0;
	while (w->pending[set].n) {
		uint32_t node = w->pending[set].at[--w->pending[set].n];
		struct wave_node *x = wave_node(w, node);
		x->flags &= ~((uint32_t)NODE_LISTED << set);
		if (x->flags & (NODE_SUSPECT | (uint32_t)NODE_LEFT << set))
			continue;
		if (x->flags & NODE_FALLEN || groups_lacking(w, set, node, true))
			suspect(w, set, node);
	}
	put_back_the_founded(w, set);
	if (set == WAVE_UP) {
		fell_leavers(w);
		return;
	}
	vec_each (i, &w->suspects) {
		struct wave_node *x = wave_node(w, *i);
		if (x->flags & NODE_SUSPECT)
			x->flags = (x->flags & ~(uint32_t)NODE_SUSPECT) | NODE_LEFT << WAVE_TRACED;
	}
	start_buffers(w);
}
