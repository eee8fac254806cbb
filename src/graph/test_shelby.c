/* SPDX-License-Identifier: Apache-2.0
 *
 * The engine on a real register: Shelby (167 assets, 4 services), when the folder of real data is there. Run from the source root. The figures are published in its
 * specification: at rest nothing is down in loss and grounded mode, 157 assets can never cold-start, and grounded mode finds larger
 * failures than loss mode for exactly 3 single failures.
 */
#include "base/csv.h"
#include "base/map.h"
#include "base/test.h"
#include "graph/cascade.h"
#include <stdlib.h>

struct shelby {
	struct arena arena;
	struct err err;
	struct map nodes, groups; /* by id; by "dependent group" */
	struct graph_builder *builder;
	uint32_t assets, services;
	const struct graph *graph;
};

static bool read_text(struct shelby *s, const char *name, struct str *out)
{
	const char *data = getenv("MAINSTAY_TEST_DATA");
	struct str path = arena_printf(&s->arena, "%s/register/shelby/%s", data ? data : "../shared/data", name);
	FILE *f = fopen(path.ptr, "rb");
	if (!f)
		return false;
	enum { MOST = 1 << 20 };
	char *bytes = arena_bytes(&s->arena, MOST);
	*out = (struct str){ bytes, fread(bytes, 1, MOST, f) };
	fclose(f);
	return true;
}

static struct str cell(const struct csv *c, const struct str *header, unsigned n, struct str name)
{
	for (unsigned i = 0; i < n && i < c->n; i++)
		if (str_eq(header[i], name))
			return c->cells[i];
	return (struct str){};
}

static uint32_t number(struct str text, uint32_t otherwise)
{
	int64_t value;
	return str_int(text, &value) ? (uint32_t)value : otherwise;
}

static void add_nodes(struct shelby *s, struct str text, uint32_t *count)
{
	struct csv *c = arena_new(&s->arena, struct csv);
	csv_init(c, &s->arena, S("nodes"), text);
	csv_next(c, &s->err);
	for (; csv_next(c, &s->err); ++*count)
		*map_at(&s->nodes, c->cells[0], NULL) = graph_add_node(s->builder, 3, 0);
}

static void add_dependencies(struct shelby *s, struct str text)
{
	struct csv *c = arena_new(&s->arena, struct csv);
	csv_init(c, &s->arena, S("dependencies"), text);
	csv_next(c, &s->err);
	unsigned n = c->n;
	struct str *h = arena_array(&s->arena, struct str, n);
	memcpy(h, c->cells, n * sizeof *h);
	while (csv_next(c, &s->err)) {
		struct str dependent = cell(c, h, n, S("dependent")), supplier = cell(c, h, n, S("supplier"));
		bool made;
		uint64_t *group =
		        map_at(&s->groups, arena_printf(&s->arena, "%.*s %.*s", STR(dependent), STR(cell(c, h, n, S("group")))), &made);
		uint64_t *to = map_find(&s->nodes, dependent), *from = map_find(&s->nodes, supplier);
		CHECK(to && from);
		if (!to || !from)
			return;
		uint32_t need = number(cell(c, h, n, S("need")), 0), degraded = number(cell(c, h, n, S("need_degraded")), need);
		CHECK(need > 0);
		struct graph_group_spec spec = { .dependent = (uint32_t)*to,
			.need = need,
			.need_degraded = degraded,
			.need_severe = number(cell(c, h, n, S("need_severe")), degraded),
			.buffer_min = number(cell(c, h, n, S("buffer_min")), 0),
			.retained = (uint8_t)number(cell(c, h, n, S("retained")), 0),
			.grounded = str_eq(cell(c, h, n, S("grounded")), S("yes")),
			.complete = str_eq(cell(c, h, n, S("alternatives")), S("complete")) };
		if (made)
			*group = graph_add_group(s->builder, &spec);
		graph_add_member(s->builder, (uint32_t)*group, (uint32_t)*from, number(cell(c, h, n, S("weight")), 1));
	}
}

/* Ends the program as skipped when the data are not here (it holds nothing but this test). */
static bool shelby_open(struct shelby *s)
{
	struct str assets, services, dependencies;
	*s = (struct shelby){};
	arena_init(&s->arena, 0);
	if (!read_text(s, "assets.csv", &assets) || !read_text(s, "services.csv", &services) ||
	        !read_text(s, "dependencies.csv", &dependencies)) {
		printf("1..0 # SKIP no folder register/shelby (MAINSTAY_TEST_DATA names the data)\n");
		exit(0);
	}
	s->nodes = map_make(&s->arena);
	s->groups = map_make(&s->arena);
	s->builder = graph_begin(&s->arena);
	add_nodes(s, assets, &s->assets);
	add_nodes(s, services, &s->services);
	add_dependencies(s, dependencies);
	s->graph = graph_build(s->builder, &s->arena, NULL, &s->err);
	if (s->err.kind)
		printf("# %s\n", s->err.text);
	CHECK(s->graph);
	return s->graph != NULL;
}

/* Assets below their level at rest when one node is out. */
static uint32_t assets_down(const struct shelby *s, struct cascade_scratch *scratch, const struct cascade_rest *rest, uint32_t node)
{
	struct cascade_result r;
	struct err err = {};
	uint32_t down = 0;
	CHECK(cascade_run(scratch, rest, &(struct cascade_cap){ .node = node }, 1, &r, &err));
	for (uint32_t i = 0; i < r.n; i++)
		down += r.falls[i].node < s->assets;
	return down;
}

TEST(shelby_at_rest_and_under_every_single_failure)
{
	struct shelby s;
	if (shelby_open(&s)) {
		CHECK(s.assets == 167 && s.services == 4);
		struct cascade_scratch *scratch = cascade_scratch_make(&s.arena, s.graph);
		const struct cascade_rest *rest[3];
		uint32_t down[3] = {}, larger = 0, smaller = 0;
		for (int mode = CASCADE_GROUNDED; mode <= CASCADE_COLD; mode++) {
			rest[mode] = cascade_rest_make(&s.arena, scratch, s.graph, (enum cascade_mode)mode, CASCADE_WORST);
			for (uint32_t i = 0; i < (mode == CASCADE_COLD ? s.assets : s.graph->nodes); i++)
				down[mode] += cascade_rest_levels(rest[mode])[i] < 3;
		}
		CHECK(down[CASCADE_GROUNDED] == 0 && down[CASCADE_LOSS] == 0);
		CHECK(down[CASCADE_COLD] == 157);
		for (uint32_t i = 0; i < s.assets; i++) {
			uint32_t grounded = assets_down(&s, scratch, rest[CASCADE_GROUNDED], i);
			uint32_t loss = assets_down(&s, scratch, rest[CASCADE_LOSS], i);
			larger += grounded > loss;
			smaller += grounded < loss;
		}
		CHECK(larger == 3 && smaller == 0);
		printf("# at rest down: grounded %u, loss %u, cold %u of %u assets; grounded larger than loss: %u\n",
		        down[CASCADE_GROUNDED], down[CASCADE_LOSS], down[CASCADE_COLD], s.assets, larger);
	}
	arena_end(&s.arena);
}
