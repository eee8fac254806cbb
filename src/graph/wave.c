/* SPDX-License-Identifier: Apache-2.0
 *
 * The wave of falls at one level: falls spread through groups, buffers delay them, minutes advance only when nothing more falls at once.
 * Must never visit what no fall touches. Rings of grounded groups are left to founded.c.
 */
#include "graph/wave.h"
#include <string.h>

void wave_begin(struct wave *w, const struct cascade_rest *rest, uint8_t level, bool timed, struct wave_falls *falls)
{
	if (!++w->epoch) { /* after 2^32 waves old stamps could look new */
		memset(w->nodes, 0, sizeof *w->nodes * w->graph->nodes);
		memset(w->groups, 0, sizeof *w->groups * w->graph->groups);
		w->epoch = 1;
	}
	w->rest = rest;
	w->layer = &rest->layer[level];
	w->clock = w->layer->clock;
	w->level = level;
	w->timed = timed;
	w->now = 0;
	w->falls = falls;
	falls->n = 0;
	w->due.n = w->due_at = 0;
}

static bool event_before(struct wave_event a, struct wave_event b)
{
	return a.minute != b.minute ? a.minute < b.minute : a.group < b.group;
}

static void event_push(struct wave *w, struct wave_event event)
{
	vec_push(w->arena, &w->events);
	struct wave_event *heap = w->events.at;
	size_t i = w->events.n - 1;
	for (; i && event_before(event, heap[(i - 1) / 2]); i = (i - 1) / 2)
		heap[i] = heap[(i - 1) / 2];
	heap[i] = event;
}

static struct wave_event event_pop(struct wave *w)
{
	struct wave_event *heap = w->events.at, top = heap[0], last = heap[--w->events.n];
	size_t n = w->events.n, i = 0;
	for (size_t child; (child = 2 * i + 1) < n; i = child) {
		if (child + 1 < n && event_before(heap[child + 1], heap[child]))
			child++;
		if (!event_before(heap[child], last))
			break;
		heap[i] = heap[child];
	}
	if (n)
		heap[i] = last;
	return top;
}

void wave_schedule(struct wave *w, uint32_t group, int64_t minute)
{
	event_push(w, (struct wave_event){ .minute = minute, .group = group });
}

/* A member from outside the ring (or any member of a group without one) is gone. */
static void drop(struct wave *w, uint32_t group, uint32_t weight, uint32_t need)
{
	const struct graph_group *g = &w->graph->group[group];
	struct wave_group *x = wave_group(w, group);
	x->weight[WAVE_UP] -= weight;
	if (!wave_ring_group(w, g)) {
		if (x->weight[WAVE_UP] >= need || x->state != GROUP_HOLDS)
			return;
		x->state = GROUP_LOST;
		if (w->timed && g->buffer_min)
			wave_schedule(w, group, w->now + g->buffer_min);
		else
			*vec_push(w->arena, &w->due) = group;
		return;
	}
	x->low[WAVE_UP] -= weight;
	if (x->low[WAVE_UP] < need)
		founded_list(w, WAVE_UP, g->dependent);
	if (!wave_tracing(w, g->dependent))
		return;
	x->weight[WAVE_TRACED] -= weight;
	if (x->weight[WAVE_TRACED] < need)
		*vec_push(w->arena, &w->crossed) = group;
	x->low[WAVE_TRACED] -= weight;
	if (x->low[WAVE_TRACED] < need || x->weight[WAVE_TRACED] < need)
		founded_list(w, WAVE_TRACED, g->dependent);
}

/* Takes a node's weight off every group outside its ring; says whether it supports its ring as well. */
static bool drop_outside(struct wave *w, uint32_t node)
{
	bool ring = false;
	const struct graph *graph = w->graph;
	for (uint32_t u = graph->use_start[node]; u < graph->use_start[node + 1]; u++) {
		struct graph_use use = graph->uses[u];
		const struct graph_group *g = &graph->group[use.group];
		uint32_t need = wave_need(w, g);
		if (!need || wave_node(w, g->dependent)->flags & NODE_FALLEN)
			continue;
		if (wave_ring_group(w, g) && wave_inside(w, g, node))
			ring = true;
		else
			drop(w, use.group, use.weight, need);
	}
	return ring;
}

void wave_release(struct wave *w, uint32_t node)
{
	drop_outside(w, node);
}

void wave_fell(struct wave *w, uint32_t node, uint32_t group, bool settled)
{
	wave_node(w, node)->flags |= NODE_FALLEN;
	*vec_push(w->arena, w->falls) = (struct wave_fall){ .node = node, .group = group, .minute = w->now };
	if (!drop_outside(w, node))
		return;
	if (!settled)
		founded_list(w, WAVE_UP, node);
	if (wave_tracing(w, node))
		founded_list(w, WAVE_TRACED, node);
}

static void group_is_due(struct wave *w, uint32_t group)
{
	uint32_t dependent = w->graph->group[group].dependent;
	if (!(wave_node(w, dependent)->flags & NODE_FALLEN))
		wave_fell(w, dependent, group, false);
}

/* Moves the clock to the next event and takes all events of that minute. */
static void next_minute(struct wave *w)
{
	w->now = w->events.at[0].minute;
	while (w->events.n && w->events.at[0].minute == w->now) {
		uint32_t group = event_pop(w).group;
		const struct graph_group *g = &w->graph->group[group];
		if (wave_node(w, g->dependent)->flags & NODE_FALLEN)
			continue;
		if (!wave_ring_group(w, g)) {
			*vec_push(w->arena, &w->due) = group;
			continue;
		}
		wave_group(w, group)->state = GROUP_LOST;
		founded_list(w, WAVE_UP, g->dependent);
	}
}

void wave_run(struct wave *w)
{
	for (;;) {
		if (w->due_at < w->due.n) {
			group_is_due(w, w->due.at[w->due_at++]);
			continue;
		}
		w->due.n = w->due_at = 0;
		/* Traced before up: a buffer that starts in this minute must be running when up is settled. */
		if (w->pending[WAVE_TRACED].n || w->crossed.n)
			founded_settle(w, WAVE_TRACED);
		else if (w->pending[WAVE_UP].n)
			founded_settle(w, WAVE_UP);
		else if (w->events.n)
			next_minute(w);
		else
			break;
	}
}
