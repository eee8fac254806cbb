/* SPDX-License-Identifier: Apache-2.0
 *
 * The dependency graph: nodes 0..n-1 that stand on groups of other nodes. Built once, checked, then never changed.
 * Serves the cascade engine (graph/cascade.h) and whoever maps rows of a register to nodes. Must never know names, text, a database or a clock.
 *
 * A node has a level: 0 out, 1 severe, 2 degraded, 3 full. It needs all of its groups. A group is weighted k-of-n: a member counts towards
 * level l when its own level is at least l, and the group gives the highest level whose need is met (never less than `retained`).
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

enum { GRAPH_LEVELS = 3 }; /* levels above "out" */
#define GRAPH_NONE UINT32_MAX /* no node, no group */

enum graph_kind { GRAPH_PHYSICAL, GRAPH_CYBER, GRAPH_GEOGRAPHIC, GRAPH_LOGICAL };

struct graph_member {
	uint32_t node, weight;
};

/* One group as the caller declares it. The needs are weights, resolved and not defaulted: sum ≥ need ≥ need_degraded ≥ need_severe ≥ 1. */
struct graph_group_spec {
	uint32_t dependent;
	uint32_t need, need_degraded, need_severe; /* weight for level 3, 2, 1 */
	uint32_t buffer_min; /* minutes the dependent lives unharmed without the group */
	enum graph_kind kind; /* carried, no meaning here */
	uint8_t retained; /* level kept for ever without the group, 0..3 */
	bool grounded; /* like-for-like network: support counts only when it can be traced to a source */
	bool complete; /* all alternatives are listed; false = unknown (the best reading adds one) */
};

/* One group of a built graph. 32 bytes, since engines walk these in random order. */
struct graph_group {
	uint32_t dependent;
	uint32_t first; /* its members are graph.members[first] up to the next group's first */
	uint32_t need[GRAPH_LEVELS]; /* need[l-1]: weight needed for level l */
	uint32_t spare; /* weight of the supplier the best reading adds: the largest listed weight; 0 when the list is complete */
	uint32_t buffer_min;
	uint8_t kind, retained;
	bool grounded;
	bool ring; /* grounded, and some member lies in the same ring (graph.ring) as the dependent */
};

/* A group in which a node is a member. */
struct graph_use {
	uint32_t group, weight;
};

/* Read only for everybody but graph.c. Arrays of length n+1 hold starts (CSR); the last one is the end. */
struct graph {
	uint32_t nodes, groups;
	const uint8_t *cap; /* own level limit of a node, with no scenario */
	const uint32_t *restart_min;
	const struct graph_group *group; /* groups + 1; the last one only ends the members */
	const struct graph_member *members;
	const uint32_t *group_start, *group_of; /* groups of node i: group_of[group_start[i]] .., in rising order */
	const uint32_t *use_start; /* groups that node i is a member of: uses[use_start[i]] .. */
	const struct graph_use *uses;
	const uint32_t *ring; /* strongly connected component over grounded groups; equal number = same ring */
	const bool *ring_buffered; /* per node: some ring group of its ring has a buffer */
};

struct graph_builder;

/* Starts a graph. The builder and what it collects live in the arena. */
struct graph_builder *graph_begin(struct arena *a);
/* Adds the next node (numbers rise from 0) and gives its number. cap is its level limit with no scenario, 3 for a sound node;
 * restart_min is carried for later engines. */
uint32_t graph_add_node(struct graph_builder *b, uint8_t cap, uint32_t restart_min);
/* Adds the next group (numbers rise from 0, kept in the built graph) and gives its number. The dependent may be added later. */
uint32_t graph_add_group(struct graph_builder *b, const struct graph_group_spec *spec);
/* Adds a member to a group already added, in any order; the member node may be added later. A node that is listed twice counts with
 * both weights; a node may be a member of its own group. */
void graph_add_member(struct graph_builder *b, uint32_t group, uint32_t node, uint32_t weight);
/* Checks everything and lays the graph out in `into` (which may be the builder's arena; the builder is not needed afterwards).
 * NULL and E_INVALID when a group or node is wrong: the text names it, and *wrong_group (may be NULL) is the first wrong group, or
 * GRAPH_NONE when a node is wrong. Rings by Tarjan (SIAM J. Computing 1, 1972), iterative. Time and memory linear in the size. */
const struct graph *graph_build(struct graph_builder *b, struct arena *into, uint32_t *wrong_group, struct err *err);

/* Members of a group: *count of them at the address returned. */
static inline const struct graph_member *graph_members(const struct graph *g, uint32_t group, uint32_t *count)
{
	*count = g->group[group + 1].first - g->group[group].first;
	return g->members + g->group[group].first;
}
