/* SPDX-License-Identifier: Apache-2.0
 *
 * The layered layout: chains, diamonds, long edges, circles, and random graphs against what must always hold.
 */
#include "base/rng.h"
#include "base/test.h"
#include "page/layers.h"

static struct arena arena;

TEST(chain_and_long_edge)
{
	struct layers l;
	struct layers_edge e[] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 0, 3 } };
	CHECK(layers_place(&arena, 4, e, 4, &l));
	CHECK(l.n_layers == 4 && l.n_places == 6 && l.crossings == 0);
	CHECK(l.places[3].layer == 3 && l.first[4] - l.first[3] == 4);
	CHECK(l.points[l.first[3]] == 0 && l.points[l.first[4] - 1] == 3);
}

TEST(crossings_are_undone)
{
	struct layers l;
	struct layers_edge e[] = { { 0, 5 }, { 1, 4 }, { 2, 3 } };
	CHECK(layers_place(&arena, 6, e, 3, &l) && l.crossings == 0);
}

TEST(circle_and_loop)
{
	struct layers l;
	struct layers_edge e[] = { { 0, 1 }, { 1, 2 }, { 2, 0 }, { 1, 1 }, { 0, 9 } };
	CHECK(layers_place(&arena, 3, e, 5, &l));
	CHECK(l.n_layers == 3);
	CHECK(l.points[l.first[2]] == 2 && l.points[l.first[3] - 1] == 0); /* the closing edge keeps its own direction */
	CHECK(l.first[3] == l.first[4] && l.first[4] == l.first[5]);
}

TEST(nothing_and_too_much)
{
	struct layers l;
	CHECK(layers_place(&arena, 0, NULL, 0, &l) && l.n_layers == 1);
	CHECK(!layers_place(&arena, LAYERS_NODES_MAX + 1, NULL, 0, &l));
}

static double half(const struct layers_place *p)
{
	return p->passing ? 0.2 : 0.5;
}

TEST(random_graphs)
{
	struct rng r = rng_make(7);
	for (unsigned round = 0; round < 400; round++) {
		struct layers l;
		struct layers_edge e[60];
		uint32_t n = 1 + (uint32_t)rng_below(&r, 24), m = (uint32_t)rng_below(&r, 40);
		for (uint32_t i = 0; i < m; i++)
			e[i] = (struct layers_edge){ (uint32_t)rng_below(&r, n), (uint32_t)rng_below(&r, n) };
		if (!layers_place(&arena, n, e, m, &l))
			continue;
		for (uint32_t i = 0; i < m; i++) /* edges step one layer at a time, ends are theirs */
			for (uint32_t k = l.first[i]; k + 1 < l.first[i + 1]; k++) {
				int64_t step = (int64_t)l.places[l.points[k + 1]].layer - l.places[l.points[k]].layer;
				CHECK(step == 1 || step == -1);
				CHECK(k != l.first[i] || l.points[k] == e[i].from);
			}
		for (uint32_t i = 0; i < l.n_places; i++) { /* inside the picture, in order, without overlap */
			CHECK(l.places[i].y >= half(&l.places[i]) - 1e-6 && l.places[i].y <= l.rows - half(&l.places[i]) + 1e-6);
			for (uint32_t k = 0; k < l.n_places; k++)
				if (l.places[i].layer == l.places[k].layer && l.places[i].order < l.places[k].order)
					CHECK(l.places[k].y - l.places[i].y >= half(&l.places[i]) + half(&l.places[k]) - 1e-6);
		}
		arena_reset(&arena);
	}
}
