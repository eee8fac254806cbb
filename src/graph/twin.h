/* SPDX-License-Identifier: Apache-2.0
 *
 * The naive twin of the cascade engine: the definitions, literally, in as little code as possible. For tests, the fuzz target and as the
 * reference in benchmarks; never linked into the program. Must never share code with the engine: it reads only what a caller declared.
 */
#pragma once
#include "graph/cascade.h"

/* Levels of the mode's fixed point under caps (cap[i] for each node): F iterated over the whole graph until nothing changes; in grounded mode
 * the inner least fixed point over grounded groups started afresh in each round of the outer one. level: n of them, written. */
void twin_levels(const struct graph *g, enum cascade_mode mode, enum cascade_reading reading, const uint8_t *cap, uint8_t *level);

enum { TWIN_NODES_MAX = 24, TWIN_GROUPS_MAX = 64 };
struct twin_run {
	uint8_t rest[TWIN_NODES_MAX], level[TWIN_NODES_MAX];
	int64_t minute[GRAPH_LEVELS + 1][TWIN_NODES_MAX]; /* [l][i]: when i drops below level l; -1: never, or already at rest */
};

/* The whole scenario minute by minute, for small graphs with small buffers (cost grows with the sum of the buffers). cap is the scenario's,
 * 3 where there is none. */
void twin_play(const struct graph *g, enum cascade_mode mode, enum cascade_reading reading, const uint8_t *cap, struct twin_run *out);

/* Checks a result of the engine against the twin's run of the same scenario: levels, minutes, steps, and that every explanation and path is
 * true. NULL when all is well, else what is not (static text). */
const char *twin_disagrees(struct arena *a, const struct graph *g, enum cascade_mode mode, enum cascade_reading reading, const uint8_t *cap,
        const struct cascade_result *r);
