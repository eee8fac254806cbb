/* SPDX-License-Identifier: Apache-2.0
 *
 * The plain, correct cascade engine: levels at rest, one scenario at a time, and why each node fell.
 * Must never clear what a run did not touch: thousands of scenarios run on one graph.
 */
#include "graph/cascade.h"
#include "graph/wave.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Where something about a node was put in the current run. */
struct mark {
	uint32_t run, at;
};

VEC_TYPE(cap_list, struct cascade_cap);
VEC_TYPE(fall_list, struct cascade_fall);

struct cascade_scratch {
	struct wave wave;
	struct wave_falls falls[GRAPH_LEVELS + 1]; /* [l]: who missed level l, in order of derivation */
	struct mark *missed[GRAPH_LEVELS + 1]; /* [l]: node -> falls[l] */
	uint8_t shares[GRAPH_LEVELS + 1]; /* [l]: the level whose falls are those of l in this run (l itself or above) */
	struct mark *fallen; /* node -> result */
	struct fall_list result;
	struct cap_list caps;
	uint32_t run;
};

struct cascade_scratch *cascade_scratch_make(struct arena *a, const struct graph *g)
{
	struct cascade_scratch *s = arena_new(a, struct cascade_scratch);
	s->wave.arena = a;
	s->wave.graph = g;
	s->wave.nodes = arena_array(a, struct wave_node, g->nodes);
	s->wave.groups = arena_array(a, struct wave_group, g->groups);
	for (int l = 1; l <= GRAPH_LEVELS; l++)
		s->missed[l] = arena_array(a, struct mark, g->nodes);
	s->fallen = arena_array(a, struct mark, g->nodes);
	return s;
}

/* Inner least fixed point over ring groups, with everything outside rings taken as up: a queue of nodes whose ring groups are all met. */
static void derive_ranks(struct wave *w, struct rest_layer *layer, uint32_t *lack)
{
	const struct graph *g = w->graph;
	struct wave_list *queue = &w->again;
	queue->n = 0;
	for (uint32_t i = 0; i < g->nodes; i++) {
		lack[i] = g->cap[i] < w->level;
		for (uint32_t at = g->group_start[i]; at < g->group_start[i + 1]; at++) {
			uint32_t group = g->group_of[at];
			lack[i] += wave_ring_group(w, &g->group[group]) && layer->weight[group] < wave_need(w, &g->group[group]);
		}
		if (!lack[i])
			*vec_push(w->arena, queue) = i;
	}
	for (size_t at = 0; at < queue->n; at++) {
		uint32_t i = queue->at[at];
		layer->rank[i] = ++layer->clock;
		for (uint32_t own = g->group_start[i]; own < g->group_start[i + 1]; own++)
			layer->low[g->group_of[own]] = layer->weight[g->group_of[own]];
		for (uint32_t u = g->use_start[i]; u < g->use_start[i + 1]; u++) {
			struct graph_use use = g->uses[u];
			const struct graph_group *to = &g->group[use.group];
			if (!wave_ring_group(w, to) || !wave_inside(w, to, i))
				continue;
			uint32_t need = wave_need(w, to);
			bool was_short = layer->weight[use.group] < need;
			layer->weight[use.group] += use.weight;
			if (was_short && layer->weight[use.group] >= need && !--lack[to->dependent])
				*vec_push(w->arena, queue) = to->dependent;
		}
	}
}

/* Keeps what the wave changed as the layer's state. */
static void keep_wave(struct wave *w, struct rest_layer *layer)
{
	for (uint32_t i = 0; i < w->graph->nodes; i++)
		if (w->nodes[i].stamp == w->epoch)
			layer->rank[i] = w->nodes[i].flags & NODE_FALLEN ? 0 : w->nodes[i].rank[WAVE_UP];
	for (uint32_t i = 0; i < w->graph->groups; i++)
		if (w->groups[i].stamp == w->epoch) {
			layer->weight[i] = w->groups[i].weight[WAVE_UP];
			layer->low[i] = w->groups[i].low[WAVE_UP];
		}
	layer->clock = w->clock;
}

static void make_layer(struct arena *a, struct cascade_scratch *s, struct cascade_rest *rest, uint8_t level, uint32_t *lack)
{
	const struct graph *g = rest->graph;
	struct wave *w = &s->wave;
	struct rest_layer *layer = &rest->layer[level];
	*layer = (struct rest_layer){ .rank = arena_array(a, uint32_t, g->nodes),
		.weight = arena_array(a, uint32_t, g->groups),
		.low = arena_array(a, uint32_t, g->groups) };
	wave_begin(w, rest, level, false, &s->falls[level]);
	for (uint32_t i = 0; i < g->groups; i++) {
		const struct graph_group *group = &g->group[i];
		bool ring = wave_ring_group(w, group);
		for (uint32_t m = group->first; m < g->group[i + 1].first; m++)
			if (!ring || !wave_inside(w, group, g->members[m].node))
				layer->weight[i] += g->members[m].weight;
	}
	derive_ranks(w, layer, lack);
	w->clock = layer->clock;
	/* The outer greatest fixed point: nodes that did not make it were counted as up outside their rings; take them off and let it spread. */
	for (uint32_t i = 0; i < g->nodes; i++)
		if (!layer->rank[i])
			wave_release(w, i);
	wave_run(w);
	keep_wave(w, layer);
}

/* Whether level and level+1 ask the same of every node, as they do when all groups are plain k-of-n. */
static bool levels_same(const struct cascade_rest *rest, uint8_t level)
{
	const struct graph *g = rest->graph;
	for (uint32_t i = 0; i < g->nodes; i++)
		if (g->cap[i] == level)
			return false;
	for (uint32_t i = 0; i < g->groups; i++)
		if (rest_need(rest, &g->group[i], level) != rest_need(rest, &g->group[i], (uint8_t)(level + 1)))
			return false;
	return true;
}

const struct cascade_rest *cascade_rest_make(
        struct arena *a, struct cascade_scratch *s, const struct graph *g, enum cascade_mode mode, enum cascade_reading reading)
{
	assert(s->wave.graph == g);
	struct cascade_rest *rest = arena_new(a, struct cascade_rest);
	*rest = (struct cascade_rest){ .graph = g, .mode = mode, .reading = reading, .level = arena_array(a, uint8_t, g->nodes) };
	uint32_t *lack = arena_array(a, uint32_t, g->nodes);
	for (uint8_t l = GRAPH_LEVELS; l >= 1; l--) {
		rest->same[l] = l < GRAPH_LEVELS && levels_same(rest, l);
		if (rest->same[l])
			rest->layer[l] = rest->layer[l + 1];
		else
			make_layer(a, s, rest, l, lack);
		for (uint32_t i = 0; i < g->nodes; i++)
			if (rest->layer[l].rank[i] && !rest->level[i])
				rest->level[i] = l;
	}
	return rest;
}

const uint8_t *cascade_rest_levels(const struct cascade_rest *rest)
{
	return rest->level;
}

static int cap_order(const void *a, const void *b)
{
	const struct cascade_cap *x = a, *y = b;
	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return x->level - y->level;
}

/* A copy of the caps in order of node, the lowest first; which levels they cap is added to *levels as bits. */
static bool take_caps(struct cascade_scratch *s, const struct cascade_cap *caps, size_t n, uint32_t *levels, struct err *err)
{
	bool sorted = true;
	s->caps.n = 0;
	for (size_t i = 0; i < n; i++) {
		if (caps[i].node >= s->wave.graph->nodes)
			return err_fail(err, E_INVALID, "scenario: %u is not a node (there are %u)", caps[i].node, s->wave.graph->nodes);
		if (caps[i].level > GRAPH_LEVELS)
			return err_fail(
			        err, E_INVALID, "scenario: node %u: %u is not a level (0..%d)", caps[i].node, caps[i].level, GRAPH_LEVELS);
		sorted = sorted && (!i || cap_order(&caps[i - 1], &caps[i]) <= 0);
		*levels |= 1u << caps[i].level;
		*vec_push(s->wave.arena, &s->caps) = caps[i];
	}
	if (!sorted)
		qsort(s->caps.at, s->caps.n, sizeof *s->caps.at, cap_order);
	return true;
}

static void run_level(struct cascade_scratch *s, const struct cascade_rest *rest, uint8_t level)
{
	struct wave *w = &s->wave;
	struct wave_falls *falls = &s->falls[level];
	wave_begin(w, rest, level, rest->mode != CASCADE_COLD, falls);
	vec_each (cap, &s->caps)
		if (cap->level < level && !(wave_node(w, cap->node)->flags & NODE_FALLEN))
			wave_fell(w, cap->node, GRAPH_NONE, false);
	wave_run(w);
	for (size_t i = 0; i < falls->n; i++)
		s->missed[level][falls->at[i].node] = (struct mark){ .run = s->run, .at = (uint32_t)i };
}

/* Turns the falls of one boolean level into steps; level is what is left after missing it. */
static void add_steps(struct cascade_scratch *s, const struct cascade_rest *rest, const struct wave_falls *falls, uint8_t level)
{
	for (size_t i = 0; i < falls->n; i++) {
		struct wave_fall missed = falls->at[i];
		struct mark *mark = &s->fallen[missed.node];
		if (mark->run != s->run) {
			*mark = (struct mark){ .run = s->run, .at = (uint32_t)s->result.n };
			*vec_push(s->wave.arena, &s->result) =
			        (struct cascade_fall){ .node = missed.node, .rest = rest->level[missed.node] };
		}
		struct cascade_fall *fall = &s->result.at[mark->at];
		if (!fall->steps_n || fall->steps[fall->steps_n - 1].minute != missed.minute)
			fall->steps_n++;
		fall->steps[fall->steps_n - 1] = (struct cascade_step){ .minute = missed.minute, .level = level };
		fall->level = level;
		fall->after_min = missed.minute;
	}
}

static void next_run(struct cascade_scratch *s)
{
	if (++s->run)
		return;
	for (int l = 1; l <= GRAPH_LEVELS; l++)
		memset(s->missed[l], 0, sizeof(struct mark) * s->wave.graph->nodes);
	memset(s->fallen, 0, sizeof(struct mark) * s->wave.graph->nodes);
	s->run = 1;
}

bool cascade_run(struct cascade_scratch *s, const struct cascade_rest *rest, const struct cascade_cap *caps, size_t n,
        struct cascade_result *result, struct err *err)
{
	assert(s->wave.graph == rest->graph);
	uint32_t capped = 0;
	if (!take_caps(s, caps, n, &capped, err))
		return false;
	next_run(s);
	s->result.n = 0;
	for (uint8_t l = GRAPH_LEVELS; l >= 1; l--) {
		bool shared = rest->same[l] && !(capped & 1u << l);
		s->shares[l] = shared ? s->shares[l + 1] : l;
		if (!shared)
			run_level(s, rest, l);
	}
	for (uint8_t top = GRAPH_LEVELS; top >= 1;) {
		uint8_t low = top;
		while (low > 1 && s->shares[low - 1] == top)
			low--;
		add_steps(s, rest, &s->falls[top], (uint8_t)(low - 1));
		top = (uint8_t)(low - 1);
	}
	*result = (struct cascade_result){ .falls = s->result.at, .n = (uint32_t)s->result.n, .rest = rest, .scratch = s };
	return true;
}

const struct cascade_fall *cascade_find(const struct cascade_result *r, uint32_t node)
{
	struct mark mark = r->scratch->fallen[node];
	return mark.run == r->scratch->run ? &r->falls[mark.at] : NULL;
}

uint8_t cascade_level(const struct cascade_result *r, uint32_t node)
{
	const struct cascade_fall *fall = cascade_find(r, node);
	return fall ? fall->level : r->rest->level[node];
}

/* How a node came to miss a level in this run; NULL when it holds it or did not have it at rest. */
static const struct wave_fall *missed_at(const struct cascade_result *r, uint8_t level, uint32_t node)
{
	const struct cascade_scratch *s = r->scratch;
	uint8_t shared = s->shares[level];
	struct mark mark = s->missed[shared][node];
	return mark.run == s->run ? &s->falls[shared].at[mark.at] : NULL;
}

bool cascade_explain(const struct cascade_result *r, uint32_t node, struct cascade_because *out)
{
	const struct cascade_fall *fall = cascade_find(r, node);
	if (!fall)
		return false;
	*out = (struct cascade_because){ .level = (uint8_t)(fall->level + 1) };
	out->group = missed_at(r, out->level, node)->group;
	if (out->group == GRAPH_NONE)
		return true;
	const struct graph *g = r->rest->graph;
	const struct graph_group *group = &g->group[out->group];
	out->need = group->need[out->level - 1];
	out->need_rest = group->need[fall->rest - 1];
	if (r->rest->reading == CASCADE_BEST)
		out->has = out->has_rest = group->spare;
	for (uint32_t m = group->first; m < g->group[out->group + 1].first; m++) {
		uint8_t level = cascade_level(r, g->members[m].node);
		out->has += level >= out->level ? g->members[m].weight : 0;
		out->has_rest += level >= fall->rest ? g->members[m].weight : 0;
	}
	return true;
}

/* The member whose fall came first among those that were derived before the group's dependent fell. */
static const struct wave_fall *cause_in_group(const struct cascade_result *r, uint8_t level, const struct wave_fall *of)
{
	const struct graph *g = r->rest->graph;
	const struct wave_fall *best = NULL;
	uint32_t count;
	const struct graph_member *members = graph_members(g, of->group, &count);
	for (uint32_t m = 0; m < count; m++) {
		const struct wave_fall *at = missed_at(r, level, members[m].node);
		if (!at || at >= of)
			continue;
		if (!best || at->minute < best->minute || (at->minute == best->minute && at->node < best->node))
			best = at;
	}
	return best;
}

const uint32_t *cascade_path(struct arena *a, const struct cascade_result *r, uint32_t node, uint32_t *n)
{
	const struct cascade_fall *fall = cascade_find(r, node);
	*n = 0;
	if (!fall)
		return NULL;
	uint8_t level = (uint8_t)(fall->level + 1);
	const struct wave_fall *last = missed_at(r, level, node);
	for (const struct wave_fall *at = last; at; at = at->group == GRAPH_NONE ? NULL : cause_in_group(r, level, at))
		++*n;
	uint32_t *path = arena_array(a, uint32_t, *n);
	uint32_t left = *n;
	for (const struct wave_fall *at = last; left; at = left ? cause_in_group(r, level, at) : NULL)
		path[--left] = at->node;
	return path;
}
