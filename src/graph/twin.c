/* SPDX-License-Identifier: Apache-2.0
 *
 * The naive twin of the cascade engine. Slow on purpose; must stay short enough to be checked by reading.
 */
#include "graph/twin.h"
#include <string.h>

/* Weight present in a group at a level, when members have the levels x. */
static uint32_t present(const struct graph *g, uint32_t group, enum cascade_reading reading, const uint8_t *x, int level)
{
	uint32_t n, sum = reading == CASCADE_BEST ? g->group[group].spare : 0;
	const struct graph_member *m = graph_members(g, group, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += x[m[i].node] >= level ? m[i].weight : 0;
	return sum;
}

/* max(retained, highest level whose need is met) */
static uint8_t gives(const struct graph *g, uint32_t group, enum cascade_reading reading, const uint8_t *x)
{
	uint8_t best = g->group[group].retained;
	for (uint8_t l = 1; l <= GRAPH_LEVELS; l++)
		if (present(g, group, reading, x, l) >= g->group[group].need[l - 1] && l > best)
			best = l;
	return best;
}

/* x := F until stable, where traced groups look at x and the others at outer (or at x when outer is NULL). */
static void iterate(const struct graph *g, enum cascade_reading reading, const uint8_t *cap, const uint8_t *outer, uint8_t *x)
{
	for (bool again = true; again;) {
		again = false;
		for (uint32_t i = 0; i < g->nodes; i++) {
			uint8_t f = cap[i];
			for (uint32_t at = g->group_start[i]; at < g->group_start[i + 1]; at++) {
				uint32_t group = g->group_of[at];
				uint8_t s = gives(g, group, reading, outer && !g->group[group].grounded ? outer : x);
				f = s < f ? s : f;
			}
			again |= f != x[i];
			x[i] = f;
		}
	}
}

void twin_levels(const struct graph *g, enum cascade_mode mode, enum cascade_reading reading, const uint8_t *cap, uint8_t *level)
{
	if (mode != CASCADE_GROUNDED) {
		memset(level, mode == CASCADE_LOSS ? GRAPH_LEVELS : 0, g->nodes);
		iterate(g, reading, cap, NULL, level);
		return;
	}
	struct arena a;
	arena_init(&a, 0);
	uint8_t *outer = arena_array(&a, uint8_t, g->nodes);
	memset(level, GRAPH_LEVELS, g->nodes);
	do {
		memcpy(outer, level, g->nodes);
		memset(level, 0, g->nodes);
		iterate(g, reading, cap, outer, level);
	} while (memcmp(outer, level, g->nodes) != 0);
	arena_end(&a);
}

/* One boolean level, minute by minute. */
struct clockwork {
	const struct graph *g;
	enum cascade_reading reading;
	uint8_t level;
	bool ring[TWIN_GROUPS_MAX], inside[TWIN_NODES_MAX][TWIN_NODES_MAX];
	int64_t lost[TWIN_GROUPS_MAX]; /* minute a group was lost (a ring group: lost its traced support); -1 not */
	bool up[TWIN_NODES_MAX], traced[TWIN_NODES_MAX];
};

static void find_rings(struct clockwork *c, enum cascade_mode mode)
{
	const struct graph *g = c->g;
	bool reach[TWIN_NODES_MAX][TWIN_NODES_MAX] = {};
	uint32_t n, nodes = g->nodes;
	for (uint32_t i = 0; i < g->groups; i++) {
		const struct graph_member *m = graph_members(g, i, &n);
		for (uint32_t k = 0; k < n && g->group[i].grounded; k++)
			reach[m[k].node][g->group[i].dependent] = true;
	}
	for (uint32_t via = 0; via < nodes; via++)
		for (uint32_t i = 0; i < nodes; i++)
			for (uint32_t k = 0; k < nodes; k++)
				reach[i][k] |= reach[i][via] && reach[via][k];
	for (uint32_t i = 0; i < nodes; i++)
		for (uint32_t k = 0; k < nodes; k++)
			c->inside[i][k] = i == k || (reach[i][k] && reach[k][i]);
	for (uint32_t i = 0; i < g->groups; i++) {
		const struct graph_member *m = graph_members(g, i, &n);
		c->ring[i] = false;
		for (uint32_t k = 0; k < n && g->group[i].grounded && mode == CASCADE_GROUNDED; k++)
			c->ring[i] |= c->inside[m[k].node][g->group[i].dependent];
	}
}

/* Whether a group has its weight, when members inside its ring count by `in` and all others by up. */
static bool supported(const struct clockwork *c, uint32_t group, const bool *in)
{
	const struct graph_group *g = &c->g->group[group];
	if (g->retained >= c->level)
		return true;
	uint32_t n, sum = c->reading == CASCADE_BEST ? g->spare : 0;
	const struct graph_member *m = graph_members(c->g, group, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += (c->ring[group] && c->inside[m[i].node][g->dependent] ? in : c->up)[m[i].node] ? m[i].weight : 0;
	return sum >= g->need[c->level - 1];
}

/* The least set of up nodes whose ring groups are all supported by the set itself (or, if buffers count, run on their buffer at minute t). */
static void found(const struct clockwork *c, bool buffers, int64_t t, bool *set)
{
	memset(set, 0, TWIN_NODES_MAX);
	for (bool again = true; again;) {
		again = false;
		for (uint32_t i = 0; i < c->g->nodes; i++) {
			bool good = c->up[i] && !set[i];
			for (uint32_t at = c->g->group_start[i]; good && at < c->g->group_start[i + 1]; at++) {
				uint32_t k = c->g->group_of[at];
				bool running = buffers && c->lost[k] >= 0 && t < c->lost[k] + c->g->group[k].buffer_min;
				good = !c->ring[k] || running || supported(c, k, set);
			}
			set[i] |= good;
			again |= good;
		}
	}
}

/* All that happens at minute t. */
static void tick(struct clockwork *c, int64_t t)
{
	for (bool again = true; again;) {
		bool still[TWIN_NODES_MAX];
		found(c, false, t, c->traced);
		for (uint32_t k = 0; k < c->g->groups; k++)
			if (c->lost[k] < 0 && !supported(c, k, c->traced))
				c->lost[k] = t;
		found(c, true, t, still);
		for (uint32_t k = 0; k < c->g->groups; k++)
			if (!c->ring[k] && c->lost[k] >= 0 && t >= c->lost[k] + c->g->group[k].buffer_min)
				still[c->g->group[k].dependent] = false;
		again = memcmp(still, c->up, c->g->nodes) != 0;
		memcpy(c->up, still, c->g->nodes);
	}
}

void twin_play(const struct graph *g, enum cascade_mode mode, enum cascade_reading reading, const uint8_t *cap, struct twin_run *out)
{
	uint8_t both[TWIN_NODES_MAX];
	struct clockwork c = { .g = g, .reading = reading };
	int64_t end = 1;
	for (uint32_t i = 0; i < g->nodes; i++)
		both[i] = cap[i] < g->cap[i] ? cap[i] : g->cap[i];
	twin_levels(g, mode, reading, g->cap, out->rest);
	twin_levels(g, mode, reading, both, out->level);
	find_rings(&c, mode);
	for (uint32_t k = 0; k < g->groups; k++)
		end += g->group[k].buffer_min;
	for (c.level = 1; c.level <= GRAPH_LEVELS; c.level++) {
		int64_t *minute = out->minute[c.level];
		for (uint32_t k = 0; k < g->groups; k++)
			c.lost[k] = -1;
		for (uint32_t i = 0; i < g->nodes; i++) {
			minute[i] = -1;
			c.up[i] = out->rest[i] >= c.level && cap[i] >= c.level;
			/* Black start: nothing ever ran on a buffer. */
			if (mode == CASCADE_COLD)
				c.up[i] = out->level[i] >= c.level;
		}
		for (int64_t t = 0; t <= end; t++) {
			if (mode != CASCADE_COLD)
				tick(&c, t);
			for (uint32_t i = 0; i < g->nodes; i++)
				if (minute[i] < 0 && !c.up[i] && out->rest[i] >= c.level)
					minute[i] = t;
		}
	}
}

static const char *because_is_false(struct arena *a, const struct graph *g, enum cascade_reading reading, const uint8_t *cap,
        const struct cascade_result *r, const struct twin_run *twin, const struct cascade_fall *fall)
{
	struct cascade_because because;
	uint32_t n;
	const uint32_t *path = cascade_path(a, r, fall->node, &n);
	if (!cascade_explain(r, fall->node, &because) || !n || because.level != fall->level + 1)
		return "no explanation";
	if (cap[path[0]] >= because.level)
		return "a path that does not start in a capped node";
	if (path[n - 1] != fall->node)
		return "a path that does not end in the node";
	if ((because.group == GRAPH_NONE) != (n == 1) || (n == 1 && cap[fall->node] != fall->level))
		return "a cause that is not the node's cap";
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < i; k++)
			if (path[i] == path[k])
				return "a path that circles";
	for (uint32_t i = 1; i < n; i++) {
		struct cascade_because at;
		const int64_t *minute = twin->minute[because.level];
		if (minute[path[i - 1]] < 0 || minute[path[i - 1]] > minute[path[i]])
			return "a path that goes back in time";
		bool lacks = false;
		for (uint32_t k = 0; k < g->groups; k++) {
			uint32_t count;
			const struct graph_member *m = graph_members(g, k, &count);
			for (uint32_t j = 0; j < count; j++)
				lacks |= g->group[k].dependent == path[i] && m[j].node == path[i - 1] &&
				         g->group[k].retained < because.level &&
				         present(g, k, reading, twin->level, because.level) < g->group[k].need[because.level - 1];
		}
		if (!lacks || (path[i] == fall->node && !cascade_explain(r, path[i], &at)))
			return "a path through a group that does not lack";
	}
	if (because.group == GRAPH_NONE)
		return NULL;
	if (g->group[because.group].dependent != fall->node)
		return "a group of another node";
	if (because.need != g->group[because.group].need[because.level - 1] || because.has >= because.need ||
	        because.has != present(g, because.group, reading, twin->level, because.level))
		return "a group that does not lack";
	if (because.need_rest != g->group[because.group].need[fall->rest - 1] || because.has_rest >= because.need_rest ||
	        because.has_rest != present(g, because.group, reading, twin->level, fall->rest))
		return "a group that does not lack at the level at rest";
	return NULL;
}

static const char *fall_is_false(const struct twin_run *twin, const struct cascade_fall *fall)
{
	uint32_t at = 0, node = fall->node;
	for (int l = twin->rest[node]; l > twin->level[node]; l--) {
		if (l > twin->level[node] + 1 && twin->minute[l - 1][node] == twin->minute[l][node])
			continue;
		if (at >= fall->steps_n || fall->steps[at].minute != twin->minute[l][node] || fall->steps[at].level != l - 1)
			return "steps";
		at++;
	}
	if (at != fall->steps_n || fall->after_min != fall->steps[at - 1].minute)
		return "number of steps";
	return fall->rest != twin->rest[node] || fall->level != twin->level[node] ? "levels of a fall" : NULL;
}

const char *twin_disagrees(struct arena *a, const struct graph *g, enum cascade_mode mode, enum cascade_reading reading, const uint8_t *cap,
        const struct cascade_result *r)
{
	struct twin_run twin;
	uint32_t fallen = 0;
	twin_play(g, mode, reading, cap, &twin);
	for (uint32_t i = 0; i < g->nodes; i++) {
		const struct cascade_fall *fall = cascade_find(r, i);
		fallen += fall != NULL;
		if (cascade_rest_levels(r->rest)[i] != twin.rest[i])
			return "level at rest";
		if (cascade_level(r, i) != twin.level[i])
			return "final level";
		for (int l = 1; l <= twin.rest[i]; l++)
			if ((twin.minute[l][i] >= 0) != (twin.level[i] < l))
				return "the twin itself: minutes and levels";
		if (!fall)
			continue;
		const char *wrong = fall_is_false(&twin, fall);
		if (!wrong)
			wrong = because_is_false(a, g, reading, cap, r, &twin, fall);
		if (wrong)
			return wrong;
	}
	return fallen == r->n ? NULL : "number of falls";
}
