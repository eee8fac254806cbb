/* SPDX-License-Identifier: Apache-2.0
 *
 * Collects nodes, groups and members, checks them and lays them out as flat arrays; finds the rings of grounded groups.
 * Must never accept a group that no state could satisfy or whose sums could overflow: engines do not check again.
 */
#include "graph/graph.h"
#include "base/vec.h"
#include <assert.h>

struct node_row {
	uint8_t cap;
	uint32_t restart_min;
};
struct member_row {
	uint32_t group, node, weight;
};
struct graph_builder {
	struct arena *arena;
	VEC(struct node_row) nodes;
	VEC(struct graph_group_spec) groups;
	VEC(struct member_row) members;
};

enum { COUNT_MAX = 1 << 30, WEIGHT_SUM_MAX = 1 << 30 };

struct graph_builder *graph_begin(struct arena *a)
{
	struct graph_builder *b = arena_new(a, struct graph_builder);
	b->arena = a;
	return b;
}

uint32_t graph_add_node(struct graph_builder *b, uint8_t cap, uint32_t restart_min)
{
	*vec_push(b->arena, &b->nodes) = (struct node_row){ .cap = cap, .restart_min = restart_min };
	return (uint32_t)(b->nodes.n - 1);
}

uint32_t graph_add_group(struct graph_builder *b, const struct graph_group_spec *spec)
{
	*vec_push(b->arena, &b->groups) = *spec;
	return (uint32_t)(b->groups.n - 1);
}

void graph_add_member(struct graph_builder *b, uint32_t group, uint32_t node, uint32_t weight)
{
	assert(group < b->groups.n);
	*vec_push(b->arena, &b->members) = (struct member_row){ .group = group, .node = node, .weight = weight };
}

/* Turns counts per row into starts: start[i] = sum of the counts before i; start[n] = all. */
static void starts_from_counts(uint32_t *start, uint32_t n)
{
	uint32_t sum = 0;
	for (uint32_t i = 0; i <= n; i++) {
		uint32_t count = start[i];
		start[i] = sum;
		sum += count;
	}
}

static bool check_group(const struct graph_builder *b, uint32_t at, uint64_t sum, struct err *err)
{
	const struct graph_group_spec *s = &b->groups.at[at];
	if (s->dependent >= b->nodes.n)
		return err_fail(err, E_INVALID, "group %u: dependent %u is not a node (there are %zu)", at, s->dependent, b->nodes.n);
	if (sum > WEIGHT_SUM_MAX)
		return err_fail(err, E_INVALID, "group %u: the weights sum to more than %d; use smaller weights", at, WEIGHT_SUM_MAX);
	if (s->need > sum)
		return err_fail(
		        err, E_INVALID, "group %u: need %u is more than the sum of weights %llu", at, s->need, (unsigned long long)sum);
	if (s->need_degraded > s->need)
		return err_fail(err, E_INVALID, "group %u: need_degraded %u is more than need %u", at, s->need_degraded, s->need);
	if (s->need_severe > s->need_degraded)
		return err_fail(
		        err, E_INVALID, "group %u: need_severe %u is more than need_degraded %u", at, s->need_severe, s->need_degraded);
	if (s->need_severe < 1)
		return err_fail(err, E_INVALID, "group %u: need_severe must be at least 1", at);
	if (s->retained > GRAPH_LEVELS)
		return err_fail(err, E_INVALID, "group %u: retained %u is not a level (0..%d)", at, s->retained, GRAPH_LEVELS);
	if (s->kind > GRAPH_LOGICAL)
		return err_fail(err, E_INVALID, "group %u: unknown kind %u", at, (unsigned)s->kind);
	return true;
}

/* Finds the first wrong group by its number, so that the answer does not depend on the order of the members. */
static bool check(const struct graph_builder *b, uint32_t *wrong, struct err *err)
{
	*wrong = GRAPH_NONE;
	if (b->nodes.n > COUNT_MAX || b->groups.n > COUNT_MAX || b->members.n > COUNT_MAX)
		return err_fail(err, E_INVALID, "the graph is too large (at most %d nodes, groups and members)", COUNT_MAX);
	for (size_t i = 0; i < b->nodes.n; i++)
		if (b->nodes.at[i].cap > GRAPH_LEVELS)
			return err_fail(err, E_INVALID, "node %zu: cap %u is not a level (0..%d)", i, b->nodes.at[i].cap, GRAPH_LEVELS);
	uint64_t *sum = arena_array(b->arena, uint64_t, b->groups.n + 1);
	struct member_row bad = { .group = GRAPH_NONE };
	vec_each (m, &b->members) {
		sum[m->group] += m->weight;
		if ((m->node >= b->nodes.n || m->weight < 1) && m->group < bad.group)
			bad = *m;
	}
	for (uint32_t g = 0; g < b->groups.n; g++) {
		*wrong = g;
		if (g == bad.group && bad.node >= b->nodes.n)
			return err_fail(err, E_INVALID, "group %u: member %u is not a node (there are %zu)", g, bad.node, b->nodes.n);
		if (g == bad.group)
			return err_fail(err, E_INVALID, "group %u: weight of member %u must be at least 1", g, bad.node);
		if (!check_group(b, g, sum[g], err))
			return false;
	}
	*wrong = GRAPH_NONE;
	return true;
}

static struct graph_group *lay_groups(const struct graph_builder *b, struct graph *g, struct arena *into)
{
	uint32_t groups = g->groups;
	struct graph_group *group = arena_array(into, struct graph_group, groups + 1u);
	struct graph_member *members = arena_array(into, struct graph_member, b->members.n + 1);
	uint32_t *at = arena_array(b->arena, uint32_t, groups + 1u);
	vec_each (m, &b->members)
		at[m->group]++;
	starts_from_counts(at, groups);
	for (uint32_t i = 0; i < groups; i++) {
		const struct graph_group_spec *s = &b->groups.at[i];
		group[i] = (struct graph_group){ .dependent = s->dependent,
			.first = at[i],
			.need = { s->need_severe, s->need_degraded, s->need },
			.buffer_min = s->buffer_min,
			.kind = (uint8_t)s->kind,
			.retained = s->retained,
			.grounded = s->grounded };
	}
	group[groups].first = (uint32_t)b->members.n;
	vec_each (m, &b->members) {
		members[at[m->group]++] = (struct graph_member){ .node = m->node, .weight = m->weight };
		if (!b->groups.at[m->group].complete && m->weight > group[m->group].spare)
			group[m->group].spare = m->weight;
	}
	g->group = group;
	g->members = members;
	return group;
}

static void lay_nodes(const struct graph_builder *b, struct graph *g, struct arena *into)
{
	uint32_t n = g->nodes;
	uint8_t *cap = arena_array(into, uint8_t, n + 1u);
	uint32_t *restart_min = arena_array(into, uint32_t, n + 1u);
	uint32_t *group_start = arena_array(into, uint32_t, n + 1u), *use_start = arena_array(into, uint32_t, n + 1u);
	uint32_t *group_of = arena_array(into, uint32_t, g->groups + 1u);
	struct graph_use *uses = arena_array(into, struct graph_use, b->members.n + 1);
	for (uint32_t i = 0; i < n; i++) {
		cap[i] = b->nodes.at[i].cap;
		restart_min[i] = b->nodes.at[i].restart_min;
	}
	for (uint32_t i = 0; i < g->groups; i++)
		group_start[g->group[i].dependent]++;
	vec_each (m, &b->members)
		use_start[m->node]++;
	starts_from_counts(group_start, n);
	starts_from_counts(use_start, n);
	uint32_t *at = arena_array(b->arena, uint32_t, 2 * ((size_t)n + 1)), *use_at = at + n + 1;
	for (uint32_t i = 0; i < n; i++) {
		at[i] = group_start[i];
		use_at[i] = use_start[i];
	}
	for (uint32_t i = 0; i < g->groups; i++) {
		group_of[at[g->group[i].dependent]++] = i;
		for (uint32_t m = g->group[i].first; m < g->group[i + 1].first; m++)
			uses[use_at[g->members[m].node]++] = (struct graph_use){ .group = i, .weight = g->members[m].weight };
	}
	g->cap = cap;
	g->restart_min = restart_min;
	g->group_start = group_start;
	g->group_of = group_of;
	g->use_start = use_start;
	g->uses = uses;
}

/* What Tarjan's algorithm keeps; `frame` and `next` stand in for the call stack, since chains may be a million long. */
struct ring_search {
	const struct graph *g;
	uint32_t *ring, *low, *seen, *stack, *frame, *next;
	uint32_t clock, rings, stacked, depth;
};

static void ring_enter(struct ring_search *s, uint32_t node)
{
	s->seen[node] = s->low[node] = ++s->clock;
	s->next[node] = s->g->use_start[node];
	s->stack[s->stacked++] = node;
	s->frame[s->depth++] = node;
}

static void ring_leave(struct ring_search *s, uint32_t node)
{
	s->depth--;
	if (s->depth) {
		uint32_t *low = &s->low[s->frame[s->depth - 1]];
		if (s->low[node] < *low)
			*low = s->low[node];
	}
	if (s->low[node] != s->seen[node])
		return;
	uint32_t member;
	do {
		member = s->stack[--s->stacked];
		s->ring[member] = s->rings;
	} while (member != node);
	s->rings++;
}

static void ring_search_from(struct ring_search *s, uint32_t root)
{
	ring_enter(s, root);
	while (s->depth) {
		uint32_t node = s->frame[s->depth - 1];
		if (s->next[node] == s->g->use_start[node + 1]) {
			ring_leave(s, node);
			continue;
		}
		const struct graph_group *group = &s->g->group[s->g->uses[s->next[node]++].group];
		if (!group->grounded)
			continue;
		uint32_t to = group->dependent;
		if (!s->seen[to])
			ring_enter(s, to);
		else if (s->ring[to] == GRAPH_NONE && s->seen[to] < s->low[node])
			s->low[node] = s->seen[to];
	}
}

static void find_rings(struct graph *g, struct arena *work, struct arena *into)
{
	uint32_t n = g->nodes;
	struct ring_search s = { .g = g, .ring = arena_array(into, uint32_t, n + 1u) };
	uint32_t *rows = arena_array(work, uint32_t, 5 * ((size_t)n + 1));
	s.low = rows;
	s.seen = rows + n;
	s.stack = rows + 2 * (size_t)n;
	s.frame = rows + 3 * (size_t)n;
	s.next = rows + 4 * (size_t)n;
	for (uint32_t i = 0; i < n; i++)
		s.ring[i] = GRAPH_NONE;
	for (uint32_t i = 0; i < n; i++)
		if (!s.seen[i])
			ring_search_from(&s, i);
	g->ring = s.ring;
}

/* A grounded group without a member in its dependent's own ring can never support itself: engines treat it as any other group. */
static void mark_ring_groups(struct graph *g, struct graph_group *group, struct arena *work, struct arena *into)
{
	bool *buffered = arena_array(work, bool, g->nodes + 1u);
	bool *ring_buffered = arena_array(into, bool, g->nodes + 1u);
	for (uint32_t i = 0; i < g->groups; i++) {
		uint32_t ring = g->ring[group[i].dependent];
		for (uint32_t m = group[i].first; group[i].grounded && m < group[i + 1].first; m++)
			if (g->ring[g->members[m].node] == ring)
				group[i].ring = true;
		if (group[i].ring && group[i].buffer_min)
			buffered[ring] = true;
	}
	for (uint32_t i = 0; i < g->nodes; i++)
		ring_buffered[i] = buffered[g->ring[i]];
	g->ring_buffered = ring_buffered;
}

const struct graph *graph_build(struct graph_builder *b, struct arena *into, uint32_t *wrong_group, struct err *err)
{
	uint32_t wrong;
	bool good = check(b, &wrong, err);
	if (wrong_group)
		*wrong_group = wrong;
	if (!good)
		return NULL;
	struct graph *g = arena_new(into, struct graph);
	g->nodes = (uint32_t)b->nodes.n;
	g->groups = (uint32_t)b->groups.n;
	struct graph_group *group = lay_groups(b, g, into);
	lay_nodes(b, g, into);
	find_rings(g, b->arena, into);
	mark_ring_groups(g, group, b->arena, into);
	return g;
}
