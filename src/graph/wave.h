/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside the room graph only: one level's wave of falls ("node is at least at level l" is one boolean per node), and the state it runs on.
 */
#pragma once
#include "base/vec.h"
#include "graph/cascade.h"

/* One level at rest. rank orders the nodes that hold the level so that each is held up by lower ranks within its ring; 0 = does not hold. */
struct rest_layer {
	uint32_t *rank; /* per node */
	uint32_t *weight, *low; /* per group: weight present; of it, weight from outside the ring or of lower rank (ring groups only) */
	uint32_t clock; /* highest rank given */
};

struct cascade_rest {
	const struct graph *graph;
	enum cascade_mode mode;
	enum cascade_reading reading;
	uint8_t *level;
	struct rest_layer layer[GRAPH_LEVELS + 1]; /* [1..3] */
	bool same[GRAPH_LEVELS + 1]; /* [l]: level l is the same boolean system as level l+1 and shares its layer */
};

/* The two sets that must be well-founded in a ring: nodes still up, and nodes whose support is traced to a source. */
enum wave_set { WAVE_UP, WAVE_TRACED, WAVE_SETS };

struct wave_node {
	uint32_t stamp; /* loaded from the rest layer in this epoch */
	uint32_t flags;
	uint32_t rank[WAVE_SETS];
	uint32_t lack; /* ring groups short of support, while suspect */
};
/* Shifted by the set: left the set; waits in `pending`. */
enum { NODE_LEFT = 1, NODE_LISTED = 4, NODE_FALLEN = 16, NODE_SUSPECT = 32 };

enum wave_group_state { GROUP_HOLDS, GROUP_BUFFER, GROUP_LOST }; /* GROUP_BUFFER: a ring group whose buffer is running */
struct wave_group {
	uint32_t stamp;
	uint32_t state;
	uint32_t weight[WAVE_SETS], low[WAVE_SETS];
};

/* One node missing the wave's level, in order of derivation. group GRAPH_NONE: capped. */
struct wave_fall {
	uint32_t node, group;
	int64_t minute;
};
struct wave_event {
	int64_t minute;
	uint32_t group;
};
struct wave_leaver {
	uint32_t rank, node;
};
VEC_TYPE(wave_falls, struct wave_fall);
VEC_TYPE(wave_list, uint32_t);

struct wave {
	struct arena *arena; /* where lists grow */
	const struct graph *graph;
	const struct cascade_rest *rest;
	const struct rest_layer *layer;
	uint8_t level;
	bool timed; /* buffers count; else every delay is 0 */
	int64_t now;
	uint32_t epoch, clock;
	struct wave_node *nodes;
	struct wave_group *groups;
	struct wave_falls *falls; /* where this level's falls go */
	struct wave_list due; /* groups whose dependents fall now */
	size_t due_at;
	struct wave_list pending[WAVE_SETS]; /* nodes that may have lost their footing */
	struct wave_list suspects, again, crossed; /* within founded_settle */
	VEC(struct wave_leaver) leavers; /* within founded_settle */
	VEC(struct wave_event) events; /* binary heap by (minute, group) */
};

/* Weight a group needs for a level; 0: it always gives it (retained, or by the best reading's extra supplier). */
static inline uint32_t rest_need(const struct cascade_rest *rest, const struct graph_group *g, uint8_t level)
{
	if (g->retained >= level)
		return 0;
	uint32_t need = g->need[level - 1];
	if (rest->reading == CASCADE_WORST)
		return need;
	return need > g->spare ? need - g->spare : 0;
}
static inline uint32_t wave_need(const struct wave *w, const struct graph_group *g)
{
	return rest_need(w->rest, g, w->level);
}

/* Whether support for this group has to be traced, in the wave's mode. */
static inline bool wave_ring_group(const struct wave *w, const struct graph_group *g)
{
	return w->rest->mode == CASCADE_COLD || (w->rest->mode == CASCADE_GROUNDED && g->ring);
}

/* Whether a member of a ring group lies in the same ring as its dependent. In cold mode all nodes are one ring. */
static inline bool wave_inside(const struct wave *w, const struct graph_group *g, uint32_t member)
{
	return w->rest->mode == CASCADE_COLD || w->graph->ring[member] == w->graph->ring[g->dependent];
}

/* Whether the ring of a node has buffers that must be followed, so that traced and up can differ. */
static inline bool wave_tracing(const struct wave *w, uint32_t node)
{
	return w->timed && w->rest->mode == CASCADE_GROUNDED && w->graph->ring_buffered[node];
}

/* The state of a node or group in this wave, loaded from the rest layer on first touch. */
static inline struct wave_node *wave_node(struct wave *w, uint32_t i)
{
	struct wave_node *x = &w->nodes[i];
	if (x->stamp != w->epoch) {
		uint32_t rank = w->layer->rank[i];
		*x = (struct wave_node){ .stamp = w->epoch, .flags = rank ? 0 : NODE_FALLEN, .rank = { rank, rank } };
	}
	return x;
}
static inline struct wave_group *wave_group(struct wave *w, uint32_t g)
{
	struct wave_group *x = &w->groups[g];
	if (x->stamp != w->epoch) {
		uint32_t weight = w->layer->weight[g], low = w->layer->low[g];
		*x = (struct wave_group){ .stamp = w->epoch, .weight = { weight, weight }, .low = { low, low } };
	}
	return x;
}

/* Starts a wave over one layer: everything at rest, minute 0. falls is emptied and filled. */
void wave_begin(struct wave *w, const struct cascade_rest *rest, uint8_t level, bool timed, struct wave_falls *falls);
/* Fells a node now. group is what felled it. settled: founded_settle already took its weight off its ring. */
void wave_fell(struct wave *w, uint32_t node, uint32_t group, bool settled);
/* For a node that does not hold the level at rest: takes its weight off the groups outside its ring. Only while rest is being made. */
void wave_release(struct wave *w, uint32_t node);
/* Runs until nothing more falls. */
void wave_run(struct wave *w);
/* Something happens to this group at that minute: the dependent falls (other groups) or the buffer is over (ring groups). */
void wave_schedule(struct wave *w, uint32_t group, int64_t minute);

/* founded.c: a node of `set` may have lost its footing. Lists it once. */
void founded_list(struct wave *w, enum wave_set set, uint32_t node);
/* Takes all unfounded nodes out of the set and acts on it: WAVE_TRACED starts buffers, WAVE_UP fells. */
void founded_settle(struct wave *w, enum wave_set set);
