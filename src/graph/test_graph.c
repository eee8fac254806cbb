/* SPDX-License-Identifier: Apache-2.0
 *
 * What graph_build refuses, which group it names, and how the built arrays lie.
 */
#include "base/test.h"
#include "graph/graph.h"

static const struct graph_group_spec plain = { .dependent = 0, .need = 2, .need_degraded = 2, .need_severe = 1 };

/* Builds two nodes and two groups, the second of which is `spec` with two members of weight `weight`, the last one `node`. */
static const struct graph *build(
        struct arena *a, struct graph_group_spec spec, uint32_t node, uint32_t weight, uint32_t *wrong, struct err *err)
{
	struct graph_builder *b = graph_begin(a);
	graph_add_node(b, 3, 0);
	graph_add_node(b, 3, 7);
	graph_add_group(b, &plain);
	graph_add_group(b, &spec);
	graph_add_member(b, 1, 0, weight);
	graph_add_member(b, 0, 1, 1);
	graph_add_member(b, 1, node, weight);
	graph_add_member(b, 0, 1, 1);
	return graph_build(b, a, wrong, err);
}

static void refused(struct graph_group_spec spec, uint32_t node, uint32_t weight)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	uint32_t wrong = 77;
	CHECK(!build(&a, spec, node, weight, &wrong, &err));
	CHECK(err.kind == E_INVALID && wrong == 1 && strstr(err.text, "group 1"));
	arena_end(&a);
}

TEST(wrong_groups_are_refused_by_number)
{
	struct graph_group_spec s = plain;
	refused(s, 2, 1);
	refused(s, 1, 0);
	refused(s, 1, UINT32_MAX);
	s.dependent = 2;
	refused(s, 1, 1);
	s = plain;
	s.need = 3;
	refused(s, 1, 1);
	s = plain;
	s.need_degraded = 3;
	refused(s, 1, 1);
	s = plain;
	s.need_severe = 0;
	refused(s, 1, 1);
	s.need_severe = 3;
	refused(s, 1, 1);
	s = plain;
	s.retained = 4;
	refused(s, 1, 1);
	s = plain;
	s.kind = (enum graph_kind)9;
	refused(s, 1, 1);
}

TEST(groups_without_members_and_wrong_nodes_are_refused)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	uint32_t wrong;
	struct graph_builder *b = graph_begin(&a);
	graph_add_node(b, 3, 0);
	graph_add_group(b, &plain);
	CHECK(!graph_build(b, &a, &wrong, &err) && wrong == 0);
	err_clear(&err);
	b = graph_begin(&a);
	graph_add_node(b, 4, 0);
	CHECK(!graph_build(b, &a, &wrong, &err) && wrong == GRAPH_NONE && err.kind == E_INVALID);
	arena_end(&a);
}

TEST(a_built_graph_lies_as_documented)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct graph_group_spec s = plain;
	s.dependent = 1;
	s.grounded = true;
	s.complete = true;
	s.need = 10;
	uint32_t wrong, n;
	const struct graph *g = build(&a, s, 1, 5, &wrong, &err);
	CHECK(g && g->nodes == 2 && g->groups == 2 && g->restart_min[1] == 7 && wrong == GRAPH_NONE);
	const struct graph_member *m = graph_members(g, 1, &n);
	CHECK(n == 2 && m[0].node == 0 && m[1].node == 1 && m[1].weight == 5);
	CHECK(g->group[1].need[2] == 10 && g->group[1].need[1] == 2 && g->group[1].need[0] == 1);
	CHECK(g->group[0].spare == 1 && g->group[1].spare == 0);
	CHECK(!g->group[0].ring && g->group[1].ring); /* node 1 supports itself */
	CHECK(g->group_start[1] == 1 && g->group_of[1] == 1);
	CHECK(g->use_start[1] - g->use_start[0] == 1 && g->uses[0].group == 1 && g->uses[0].weight == 5);
	CHECK(g->ring[0] != g->ring[1]);
	arena_end(&a);
}

TEST(empty_and_very_long_graphs_are_built)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	const struct graph *g = graph_build(graph_begin(&a), &a, NULL, &err);
	CHECK(g && g->nodes == 0 && g->groups == 0);
	struct graph_builder *b = graph_begin(&a);
	enum { LONG = 300000 };
	for (uint32_t i = 0; i < LONG; i++)
		graph_add_node(b, 3, 0);
	for (uint32_t i = 0; i < LONG; i++) {
		struct graph_group_spec s = {
			.dependent = (i + 1) % LONG, .need = 1, .need_degraded = 1, .need_severe = 1, .grounded = true
		};
		graph_add_member(b, graph_add_group(b, &s), i, 1);
	}
	g = graph_build(b, &a, NULL, &err);
	CHECK(g && g->ring[0] == g->ring[LONG - 1] && g->group[5].ring);
	arena_end(&a);
}
