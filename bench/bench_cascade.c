/* SPDX-License-Identifier: Apache-2.0
 *
 * Speed of the cascade engine: every single failure of random graphs with redundancy (R30 of the specification's measurements), against the
 * naive twin on a sample of the same scenarios in the same run. Prints scenarios/s and the ratio; exits 1 when the two disagree.
 * Usage: bench_cascade [NODES...]   default 12000 100000
 */
#include "base/rng.h"
#include "graph/twin.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct kind {
	const char *name;
	enum cascade_mode mode;
	unsigned grounded_percent, buffered_percent;
	bool levels; /* needs differ per level */
};

enum { LONGEST_S = 4 };
#define SCATTER UINT64_C(2654435761) /* a prime: a step through all nodes unless their number is a multiple of it */

static const struct kind kinds[] = {
	{ "loss", CASCADE_LOSS, 0, 0, false },
	{ "loss, half buffered", CASCADE_LOSS, 0, 50, false },
	{ "loss, four levels", CASCADE_LOSS, 0, 0, true },
	{ "grounded, 30 % of groups", CASCADE_GROUNDED, 30, 0, false },
	{ "grounded, all groups", CASCADE_GROUNDED, 100, 0, false },
	{ "grounded, all, half buffered", CASCADE_GROUNDED, 100, 50, false },
	{ "cold", CASCADE_COLD, 0, 0, false },
};

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void add_group(struct graph_builder *b, struct rng *r, uint32_t i, uint32_t n, const struct kind *kind)
{
	uint64_t dice = rng_below(r, 100);
	uint32_t members = 1, need = 1;
	if (rng_below(r, 100) >= 30) {
		members = dice < 60 ? 2 : 3;
		need = dice < 85 ? 1 : 2;
	}
	uint32_t weight = kind->levels ? 10 : 1, full = kind->levels ? need * 10 + (members - need) * 5 : need;
	struct graph_group_spec spec = { .dependent = i,
		.need = full,
		.need_degraded = need * weight,
		.need_severe = kind->levels ? need * 5 : need,
		.buffer_min = rng_below(r, 100) < kind->buffered_percent ? (uint32_t)(15u << rng_below(r, 8)) : 0,
		.grounded = rng_below(r, 100) < kind->grounded_percent,
		.complete = true };
	uint32_t group = graph_add_group(b, &spec);
	for (uint32_t m = 0; m < members; m++) {
		double u = rng_real(r);
		uint32_t supplier = rng_below(r, 100) < 2 ? (uint32_t)rng_below(r, n) : (uint32_t)((double)i * u * u * u);
		graph_add_member(b, group, supplier, weight);
	}
}

static const struct graph *make(struct arena *a, uint32_t n, const struct kind *kind)
{
	struct rng r = rng_make(30);
	struct graph_builder *b = graph_begin(a);
	struct err err = {};
	for (uint32_t i = 0; i < n; i++)
		graph_add_node(b, 3, 0);
	for (uint32_t i = 1; i < n; i++)
		for (uint64_t groups = 1 + rng_below(&r, 3); groups; groups--)
			add_group(b, &r, i, n, kind);
	const struct graph *g = graph_build(b, a, NULL, &err);
	if (!g) {
		fprintf(stderr, "%s\n", err.text);
		exit(8);
	}
	return g;
}

/* Engine and twin on evenly spaced single failures; the twin's seconds for each. Levels must agree node by node. */
static double twin_seconds(struct arena *a, const struct graph *g, const struct kind *kind, struct cascade_scratch *s,
        const struct cascade_rest *rest, uint32_t samples)
{
	uint8_t *cap = arena_array(a, uint8_t, g->nodes), *level = arena_array(a, uint8_t, g->nodes);
	double spent = 0;
	memset(cap, 3, g->nodes);
	for (uint32_t k = 0; k < samples; k++) {
		struct cascade_cap fail = { .node = (uint32_t)((uint64_t)g->nodes * k / samples) };
		struct cascade_result result;
		struct err err = {};
		cap[fail.node] = 0;
		double start = seconds();
		twin_levels(g, kind->mode, CASCADE_WORST, cap, level);
		spent += seconds() - start;
		cap[fail.node] = 3;
		cascade_run(s, rest, &fail, 1, &result, &err);
		for (uint32_t i = 0; i < g->nodes; i++)
			if (cascade_level(&result, i) != level[i]) {
				fprintf(stderr, "%s: engine and twin disagree on node %u when %u fails\n", kind->name, i, fail.node);
				exit(1);
			}
	}
	return spent / samples;
}

static void measure(uint32_t n, const struct kind *kind)
{
	struct arena a;
	arena_init(&a, 0);
	double start = seconds();
	const struct graph *g = make(&a, n, kind);
	double built = seconds();
	struct cascade_scratch *s = cascade_scratch_make(&a, g);
	const struct cascade_rest *rest = cascade_rest_make(&a, s, g, kind->mode, CASCADE_WORST);
	double rested = seconds();
	double twin = twin_seconds(&a, g, kind, s, rest, n > 50000 ? 4 : 20);
	uint64_t fallen = 0;
	uint32_t done = 0;
	double from = seconds(), took = 0;
	/* In scattered order, so that stopping early leaves a fair sample. */
	for (; done < n && took < LONGEST_S; done++) {
		struct cascade_result result;
		struct err err = {};
		cascade_run(s, rest, &(struct cascade_cap){ .node = (uint32_t)(done * SCATTER % n) }, 1, &result, &err);
		fallen += result.n;
		if (done % 256 == 255 || done + 1 == n)
			took = seconds() - from;
	}
	double rate = done / took;
	printf("%7u  %-30s %6.0f %6.0f  %11.0f  %8.2f  %10.2f  %9.0fx\n", n, kind->name, 1e3 * (built - start), 1e3 * (rested - built),
	        rate, (double)fallen / done, 1 / twin, rate * twin);
	fflush(stdout);
	arena_end(&a);
}

int main(int argc, char **argv)
{
	static const char *const standard[] = { "12000", "100000" };
	const char *const *sizes = argc > 1 ? (const char *const *)argv + 1 : standard;
	int count = argc > 1 ? argc - 1 : 2;
	printf("%7s  %-30s %6s %6s  %11s  %8s  %10s  %10s\n", "nodes", "R30 graph, all single failures", "make", "rest", "engine/s",
	        "fallen", "twin/s", "ratio");
	printf("%7s  %-30s %6s %6s\n", "", "", "ms", "ms");
	for (int i = 0; i < count; i++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			measure((uint32_t)strtoul(sizes[i], NULL, 10), &kinds[k]);
	return 0;
}
