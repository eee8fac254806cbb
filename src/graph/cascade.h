/* SPDX-License-Identifier: Apache-2.0
 *
 * The cascade: what falls when some nodes are capped, to which level, at which minute, and because of what.
 * Integers in, integers out; deterministic; the order of the caps never matters. The faster engines of later work stand behind this header.
 *
 * Levels. F(i) = min(cap of i, over its groups: max(retained, level the group's members give)). F is monotone, so it has a greatest and a
 * least fixed point (Knaster-Tarski):
 *   loss      the greatest: what stays up once up.
 *   cold      the least: what can be started with nothing running.
 *   grounded  nested: the least over grounded groups inside the greatest over the rest; loops of grounded groups do not hold themselves up.
 * Since needs never fall with the level, "i is at least at level l" depends only on members being at least at level l: each level is a
 * boolean system of its own (thermometer code), and one linear pass does each (Dowling & Gallier 1984).
 *
 * Minutes. Everything is at its level at rest until minute 0, when the caps take hold for good. A group is lost in the minute its members'
 * weight falls below the need; its dependent falls buffer_min later (least times: Knuth's superior functions, 1977). On cycles of groups
 * that are not grounded the same least times hold. A *ring* is a strongly connected component over grounded groups, a *ring group* a
 * grounded group with a member in its dependent's own ring. The buffer of a ring group starts in the minute its support can no longer be
 * traced to a source outside the ring's own buffers, so the buffers of a ring cut off from its sources all run down together; until then
 * whoever still has one feeds the others: a member falls when its own buffer is over and no member with a running buffer holds it up.
 * Levels, and minutes too, are monotone in the caps: removing a failure never hurts. In cold mode buffers are empty: all falls are at minute 0.
 */
#pragma once
#include "graph/graph.h"

enum cascade_mode { CASCADE_GROUNDED, CASCADE_LOSS, CASCADE_COLD };

/* worst: the register as declared. best: a group whose alternatives are unknown has one more supplier, unlisted and never failing, of
 * weight 1 in a plain k-of-n, in general as heavy as the group's heaviest listed member. */
enum cascade_reading { CASCADE_WORST, CASCADE_BEST };

/* The scenario: the node is at most at this level (0..3) from minute 0 on. Several caps of one node: the lowest counts. */
struct cascade_cap {
	uint32_t node;
	uint8_t level;
};

struct cascade_step {
	int64_t minute;
	uint8_t level; /* level from that minute on */
};

/* A node that ends below its level at rest. */
struct cascade_fall {
	uint32_t node;
	uint8_t rest, level; /* level at rest, and the final one; rest > level */
	uint8_t steps_n; /* 1..3 */
	struct cascade_step steps[GRAPH_LEVELS]; /* rising minutes, falling levels; the last one is the final level */
	int64_t after_min; /* minute of reaching the final level: that of the last step */
};

/* Levels at rest (the fixed point with no scenario) and what runs start from; immutable, may be shared by threads. */
struct cascade_rest;
/* Working memory for runs on one graph, reusable without clearing; one per thread. */
struct cascade_scratch;

/* A result borrows from the scratch: valid until its next run. falls is in order of falling, capped nodes included. */
struct cascade_result {
	const struct cascade_fall *falls;
	uint32_t n;
	const struct cascade_rest *rest;
	const struct cascade_scratch *scratch;
};

/* Why a node ended where it did. */
struct cascade_because {
	uint32_t group; /* the group that holds it down; GRAPH_NONE: its own cap does */
	uint8_t level; /* the level it misses: final level + 1 */
	uint32_t need,
	        has; /* weight needed for that level, and weight present at that level in the end (the best reading's extra included) */
	uint32_t need_rest, has_rest; /* the same for its level at rest */
};

/* Scratch for g, in the arena, where its lists also grow. The graph and the arena must outlive it. O(nodes + groups). */
struct cascade_scratch *cascade_scratch_make(struct arena *a, const struct graph *g);

/* The state at rest of g under a mode and reading, in the arena; g must outlive it. Uses (and may ruin results of) s. Linear passes, then
 * only what does not hold by itself. */
const struct cascade_rest *cascade_rest_make(
        struct arena *a, struct cascade_scratch *s, const struct graph *g, enum cascade_mode mode, enum cascade_reading reading);
/* The level at rest of each node, n of them; lives as long as rest. */
const uint8_t *cascade_rest_levels(const struct cascade_rest *rest);

/* Runs one scenario. Cost follows what is touched, not the size of the graph. false and E_INVALID when a cap names no node or no level.
 * s must have been made for rest's graph. */
bool cascade_run(struct cascade_scratch *s, const struct cascade_rest *rest, const struct cascade_cap *caps, size_t n,
        struct cascade_result *result, struct err *err);

/* The fall of a node, or NULL when it keeps its level at rest. O(1). */
const struct cascade_fall *cascade_find(const struct cascade_result *r, uint32_t node);
/* The final level of a node. O(1). */
uint8_t cascade_level(const struct cascade_result *r, uint32_t node);
/* Why it fell; false when it did not. The group is the one whose loss first took the node below final level + 1. O(size of the group). */
bool cascade_explain(const struct cascade_result *r, uint32_t node, struct cascade_because *out);
/* The path from a cause to the node: path[0] is a capped node, each next one falls because of a group in which the one before it is a
 * fallen member (the earliest to fall, then the lowest number), the last is `node`. Every node of it misses the level that `node` misses, in an
 * order in which the falls can be derived one after the other, so it never circles, in grounded rings either. In the arena; *n is its
 * length, at least 1; NULL and 0 when the node did not fall. */
const uint32_t *cascade_path(struct arena *a, const struct cascade_result *r, uint32_t node, uint32_t *n);
