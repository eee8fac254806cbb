/* SPDX-License-Identifier: Apache-2.0
 *
 * The cascade engine against its naive twin on random graphs, and the cases a person would think of by name.
 */
#include "base/rng.h"
#include "base/test.h"
#include "graph/twin.h"
#include <stdlib.h>

static const struct graph *random_graph(struct arena *a, struct rng *r)
{
	struct graph_builder *b = graph_begin(a);
	uint32_t n = 1 + (uint32_t)rng_below(r, 9), groups = (uint32_t)rng_below(r, 2 * n + 1);
	bool two_level = rng_below(r, 3) == 0, sparse = rng_below(r, 2), buffered = rng_below(r, 3) != 0;
	uint32_t grounded = (uint32_t)rng_below(r, 5);
	for (uint32_t i = 0; i < n; i++)
		graph_add_node(b, rng_below(r, 12) ? 3 : (uint8_t)rng_below(r, 4), 0);
	for (uint32_t g = 0; g < groups; g++) {
		uint32_t members = 1 + (uint32_t)rng_below(r, sparse ? 2 : 4), sum = 0, weights[4], nodes[4];
		for (uint32_t m = 0; m < members; m++) {
			sum += weights[m] = two_level ? 1 : 1 + (uint32_t)rng_below(r, 3);
			nodes[m] = (uint32_t)rng_below(r, n);
		}
		uint32_t need = 1 + (uint32_t)rng_below(r, sparse && rng_below(r, 2) ? 1 : sum);
		uint32_t degraded = two_level ? need : 1 + (uint32_t)rng_below(r, need);
		struct graph_group_spec spec = { .dependent = (uint32_t)rng_below(r, n),
			.need = need,
			.need_degraded = degraded,
			.need_severe = two_level ? need : 1 + (uint32_t)rng_below(r, degraded),
			.buffer_min = buffered && rng_below(r, 2) ? (uint32_t)rng_below(r, 5) : 0,
			.retained = rng_below(r, 6) || two_level ? 0 : (uint8_t)rng_below(r, 4),
			.grounded = rng_below(r, 4) < grounded,
			.complete = rng_below(r, 4) != 0 };
		graph_add_group(b, &spec);
		for (uint32_t m = 0; m < members; m++)
			graph_add_member(b, g, nodes[m], weights[m]);
	}
	struct err err = {};
	const struct graph *graph = graph_build(b, a, NULL, &err);
	if (!graph)
		printf("# %s\n", err.text);
	return graph;
}

/* Several scenarios on one scratch, so that what one leaves behind would show in the next. */
static const char *compare(struct arena *a, struct rng *r, const struct graph *g, enum cascade_mode mode, enum cascade_reading reading)
{
	struct cascade_scratch *s = cascade_scratch_make(a, g);
	const struct cascade_rest *rest = cascade_rest_make(a, s, g, mode, reading);
	for (int run = 0; run < 3; run++) {
		struct cascade_cap caps[6];
		uint8_t cap[TWIN_NODES_MAX];
		size_t n = rng_below(r, 4);
		memset(cap, 3, sizeof cap);
		for (size_t i = 0; i < n; i++) {
			caps[i] = (struct cascade_cap){ .node = (uint32_t)rng_below(r, g->nodes),
				.level = (uint8_t)rng_below(r, run == 2 ? 1 : 3) };
			if (caps[i].level < cap[caps[i].node])
				cap[caps[i].node] = caps[i].level;
		}
		struct cascade_result result;
		struct err err = {};
		if (!cascade_run(s, rest, caps, n, &result, &err))
			return "refused";
		const char *wrong = twin_disagrees(a, g, mode, reading, cap, &result);
		if (wrong)
			return wrong;
	}
	return NULL;
}

/* MAINSTAY_TWIN_GRAPHS asks for more graphs than the default. */
TEST(engine_equals_twin_on_random_graphs)
{
	const char *asked = getenv("MAINSTAY_TWIN_GRAPHS");
	unsigned long graphs = asked ? strtoul(asked, NULL, 10) : 10000, bad = 0;
	for (unsigned long seed = 0; seed < graphs && bad < 5; seed++) {
		struct arena a;
		arena_init(&a, 0);
		struct rng r = rng_make(seed);
		const struct graph *g = random_graph(&a, &r);
		CHECK(g);
		for (int mode = CASCADE_GROUNDED; g && mode <= CASCADE_COLD; mode++)
			for (int reading = CASCADE_WORST; reading <= CASCADE_BEST; reading++) {
				const char *wrong = compare(&a, &r, g, (enum cascade_mode)mode, (enum cascade_reading)reading);
				if (wrong)
					printf("# seed %lu mode %d reading %d: %s\n", seed, mode, reading, wrong);
				bad += wrong != NULL;
			}
		arena_end(&a);
	}
	CHECK(bad == 0);
}

/* The minute a node drops below a level; far away when it never does. */
static int64_t drop_minute(const struct cascade_result *r, uint32_t node, uint8_t level)
{
	const struct cascade_fall *fall = cascade_find(r, node);
	for (uint8_t i = 0; fall && i < fall->steps_n; i++)
		if (fall->steps[i].level < level)
			return fall->steps[i].minute;
	return INT64_MAX;
}

TEST(more_failures_never_help_and_their_order_never_matters)
{
	uint32_t worse = 0, differ = 0;
	for (uint64_t seed = 0; seed < 3000; seed++) {
		struct arena a;
		arena_init(&a, 0);
		struct rng r = rng_make(seed + 1000000);
		const struct graph *g = random_graph(&a, &r);
		enum cascade_mode mode = (enum cascade_mode)rng_below(&r, 3);
		struct cascade_scratch *few = cascade_scratch_make(&a, g), *many = cascade_scratch_make(&a, g);
		const struct cascade_rest *rest = cascade_rest_make(&a, few, g, mode, CASCADE_WORST);
		struct cascade_cap caps[4], back[4];
		for (int i = 0; i < 4; i++)
			back[3 - i] = caps[i] = (struct cascade_cap){ (uint32_t)rng_below(&r, g->nodes), (uint8_t)rng_below(&r, 3) };
		struct cascade_result x, y;
		struct err err = {};
		cascade_run(few, rest, caps, 2, &x, &err);
		cascade_run(many, rest, caps, 4, &y, &err);
		for (uint32_t i = 0; i < g->nodes; i++)
			for (uint8_t l = 1; l <= 3; l++)
				worse += drop_minute(&y, i, l) > drop_minute(&x, i, l);
		cascade_run(few, rest, back, 4, &x, &err);
		differ += x.n != y.n;
		for (uint32_t i = 0; i < x.n && i < y.n; i++)
			differ += x.falls[i].node != y.falls[i].node || x.falls[i].level != y.falls[i].level ||
			          x.falls[i].after_min != y.falls[i].after_min;
		arena_end(&a);
	}
	CHECK(worse == 0);
	CHECK(differ == 0);
}

/* A graph in a line of text would be a parser; a table of groups is enough. */
struct row {
	uint32_t dependent, suppliers[3], n, need, buffer_min;
	bool grounded, complete;
};

struct bench {
	struct arena arena;
	const struct graph *graph;
	struct cascade_result result;
};

static void play(struct bench *b, uint32_t nodes, const struct row *rows, size_t n, enum cascade_mode mode, enum cascade_reading reading,
        struct cascade_cap cap)
{
	arena_init(&b->arena, 0);
	struct graph_builder *g = graph_begin(&b->arena);
	for (uint32_t i = 0; i < nodes; i++)
		graph_add_node(g, 3, 0);
	for (uint32_t i = 0; i < n; i++) {
		const struct row *row = &rows[i];
		graph_add_group(g, &(struct graph_group_spec){ .dependent = row->dependent,
		                           .need = row->need,
		                           .need_degraded = row->need,
		                           .need_severe = row->need,
		                           .buffer_min = row->buffer_min,
		                           .grounded = row->grounded,
		                           .complete = row->complete });
		for (uint32_t m = 0; m < row->n; m++)
			graph_add_member(g, i, row->suppliers[m], 1);
	}
	struct err err = {};
	b->graph = graph_build(g, &b->arena, NULL, &err);
	struct cascade_scratch *s = cascade_scratch_make(&b->arena, b->graph);
	const struct cascade_rest *rest = cascade_rest_make(&b->arena, s, b->graph, mode, reading);
	CHECK(cascade_run(s, rest, &cap, 1, &b->result, &err));
}

static int64_t minute(const struct bench *b, uint32_t node)
{
	const struct cascade_fall *fall = cascade_find(&b->result, node);
	return fall ? fall->after_min : -1;
}

TEST(buffers_add_up_along_a_chain_in_every_mode_but_cold)
{
	for (int grounded = 0; grounded < 2; grounded++) {
		struct row rows[] = { { 1, { 0 }, 1, 1, 60, grounded, true }, { 2, { 1 }, 1, 1, 240, grounded, true } };
		struct bench b;
		play(&b, 3, rows, 2, CASCADE_GROUNDED, CASCADE_WORST, (struct cascade_cap){ 0, 0 });
		CHECK(minute(&b, 0) == 0 && minute(&b, 1) == 60 && minute(&b, 2) == 300);
		uint32_t n;
		const uint32_t *path = cascade_path(&b.arena, &b.result, 2, &n);
		CHECK(n == 3 && path[0] == 0 && path[1] == 1 && path[2] == 2);
		arena_end(&b.arena);
		play(&b, 3, rows, 2, CASCADE_COLD, CASCADE_WORST, (struct cascade_cap){ 0, 0 });
		CHECK(minute(&b, 0) == 0 && minute(&b, 1) == 0 && minute(&b, 2) == 0);
		arena_end(&b.arena);
	}
}

TEST(two_substations_fed_by_each_other_fall_only_when_grounded)
{
	struct row rows[] = { { 1, { 0, 2 }, 2, 1, 0, true, true }, { 2, { 1 }, 1, 1, 0, true, true } };
	struct bench b;
	play(&b, 3, rows, 2, CASCADE_LOSS, CASCADE_WORST, (struct cascade_cap){ 0, 0 });
	CHECK(b.result.n == 1);
	arena_end(&b.arena);
	play(&b, 3, rows, 2, CASCADE_GROUNDED, CASCADE_WORST, (struct cascade_cap){ 0, 0 });
	CHECK(b.result.n == 3);
	struct cascade_because because;
	CHECK(cascade_explain(&b.result, 1, &because) && because.group == 0 && because.need == 1 && because.has == 0);
	uint32_t n;
	const uint32_t *path = cascade_path(&b.arena, &b.result, 2, &n);
	CHECK(n == 3 && path[0] == 0 && path[1] == 1 && path[2] == 2);
	CHECK(cascade_path(&b.arena, &b.result, 0, &n) && n == 1);
	arena_end(&b.arena);
}

TEST(buffers_of_a_ring_cut_off_run_down_together_and_feed_the_ring)
{
	struct row rows[] = { { 1, { 0, 2 }, 2, 1, 60, true, true }, { 2, { 1 }, 1, 1, 0, true, true },
		{ 3, { 2 }, 1, 1, 30, true, true } };
	struct bench b;
	play(&b, 4, rows, 3, CASCADE_GROUNDED, CASCADE_WORST, (struct cascade_cap){ 0, 0 });
	CHECK(minute(&b, 1) == 60 && minute(&b, 2) == 60 && minute(&b, 3) == 90);
	arena_end(&b.arena);
}

TEST(unknown_alternatives_hold_in_the_best_reading)
{
	struct row rows[] = { { 1, { 0 }, 1, 1, 0, false, false }, { 2, { 0 }, 1, 1, 0, false, true } };
	struct bench b;
	play(&b, 3, rows, 2, CASCADE_GROUNDED, CASCADE_BEST, (struct cascade_cap){ 0, 0 });
	CHECK(cascade_level(&b.result, 1) == 3 && cascade_level(&b.result, 2) == 0);
	arena_end(&b.arena);
	play(&b, 3, rows, 2, CASCADE_GROUNDED, CASCADE_WORST, (struct cascade_cap){ 0, 0 });
	CHECK(cascade_level(&b.result, 1) == 0 && cascade_level(&b.result, 2) == 0);
	arena_end(&b.arena);
}

TEST(levels_drop_in_steps)
{
	struct arena a;
	arena_init(&a, 0);
	struct graph_builder *g = graph_begin(&a);
	for (int i = 0; i < 5; i++)
		graph_add_node(g, 3, 0);
	/* 4 needs 60 of 100 from 0 (50) and 1 (30) and 2 (20); 1 follows 0 after an hour; 3 keeps level 1 for ever */
	graph_add_group(g, &(struct graph_group_spec){ .dependent = 4, .need = 60, .need_degraded = 50, .need_severe = 20 });
	graph_add_member(g, 0, 0, 50);
	graph_add_member(g, 0, 1, 30);
	graph_add_member(g, 0, 2, 20);
	graph_add_group(g, &(struct graph_group_spec){ .dependent = 1, .need = 1, .need_degraded = 1, .need_severe = 1, .buffer_min = 60 });
	graph_add_member(g, 1, 0, 1);
	graph_add_group(g, &(struct graph_group_spec){ .dependent = 3, .need = 1, .need_degraded = 1, .need_severe = 1, .retained = 1 });
	graph_add_member(g, 2, 0, 1);
	struct err err = {};
	const struct graph *graph = graph_build(g, &a, NULL, &err);
	struct cascade_scratch *s = cascade_scratch_make(&a, graph);
	const struct cascade_rest *rest = cascade_rest_make(&a, s, graph, CASCADE_GROUNDED, CASCADE_WORST);
	struct cascade_result r;
	CHECK(cascade_run(s, rest, &(struct cascade_cap){ 0, 0 }, 1, &r, &err));
	const struct cascade_fall *fall = cascade_find(&r, 4);
	CHECK(fall && fall->steps_n == 2 && fall->level == 1 && fall->after_min == 60);
	CHECK(fall && fall->steps[0].minute == 0 && fall->steps[0].level == 2);
	CHECK(cascade_level(&r, 3) == 1);
	struct cascade_because because;
	CHECK(cascade_explain(&r, 4, &because) && because.level == 2 && because.need == 50 && because.has == 20);
	CHECK(because.need_rest == 60 && because.has_rest == 20);
	/* a cap above what the node has at rest does nothing */
	CHECK(cascade_run(s, rest, &(struct cascade_cap){ 2, 3 }, 1, &r, &err) && r.n == 0);
	arena_end(&a);
}

TEST(bad_scenarios_are_refused)
{
	struct arena a;
	arena_init(&a, 0);
	struct graph_builder *g = graph_begin(&a);
	graph_add_node(g, 3, 0);
	struct err err = {};
	const struct graph *graph = graph_build(g, &a, NULL, &err);
	struct cascade_scratch *s = cascade_scratch_make(&a, graph);
	const struct cascade_rest *rest = cascade_rest_make(&a, s, graph, CASCADE_LOSS, CASCADE_WORST);
	struct cascade_result r;
	CHECK(!cascade_run(s, rest, &(struct cascade_cap){ 1, 0 }, 1, &r, &err) && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(!cascade_run(s, rest, &(struct cascade_cap){ 0, 4 }, 1, &r, &err) && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(cascade_run(s, rest, NULL, 0, &r, &err) && r.n == 0);
	arena_end(&a);
}
