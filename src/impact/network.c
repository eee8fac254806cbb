/* SPDX-License-Identifier: Apache-2.0
 *
 * From the register's rows to the graph's numbers. Applies the exchange format's defaults: weights 1, need = sum of weights, need_degraded = need,
 * need_severe = need_degraded.
 */
#include "impact/impact.h"
#include "base/cache.h"

static enum graph_kind kind_of(struct str kind)
{
	static const char *const names[] = { [GRAPH_PHYSICAL] = "physical", [GRAPH_CYBER] = "cyber", [GRAPH_GEOGRAPHIC] = "geographic", [GRAPH_LOGICAL] = "logical" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(kind, str_c(names[i])))
			return (enum graph_kind)i;
	return GRAPH_PHYSICAL;
}

static uint32_t weight_of(const struct registry_dependency *d)
{
	return d->weight < 0 ? 1 : (uint32_t)d->weight;
}

/* Adds the rows from..to, one group. */
static void add_group(struct impact_network *net, struct graph_builder *b, const struct registry_dependency *from, const struct registry_dependency *to)
{
	uint64_t sum = 0;
	for (const struct registry_dependency *d = from; d < to; d++)
		sum += weight_of(d);
	int64_t need = from->need < 0 ? (int64_t)sum : from->need;
	int64_t degraded = from->need_degraded < 0 ? need : from->need_degraded;
	int64_t severe = from->need_severe < 0 ? degraded : from->need_severe;
	uint32_t group = graph_add_group(b,
		&(struct graph_group_spec){ .dependent = (uint32_t)*map_find_int(&net->by_key, from->dependent),
			.need = (uint32_t)need,
			.need_degraded = (uint32_t)degraded,
			.need_severe = (uint32_t)severe,
			.buffer_min = from->buffer_min < 0 ? 0 : (uint32_t)from->buffer_min,
			.kind = kind_of(from->kind),
			.retained = from->retained < 0 ? 0 : (uint8_t)from->retained,
			.grounded = from->grounded == 1,
			.complete = str_eq(from->alternatives, S("complete")) });
	net->groups[group] = (struct impact_group){ from->group, from->kind };
	for (const struct registry_dependency *d = from; d < to; d++)
		graph_add_member(b, group, (uint32_t)*map_find_int(&net->by_key, d->supplier), weight_of(d));
}

bool impact_network_load(struct cx *cx, struct impact_network *out)
{
	*out = (struct impact_network){ .by_key = map_make(&cx->a), .by_id = map_make(&cx->a) };
	struct registry_dependency_vec rows = {};
	if (!registry_nodes(cx, &out->nodes) || !registry_dependencies(cx, &rows))
		return false;
	struct graph_builder *b = graph_begin(&cx->a);
	vec_each (n, &out->nodes) {
		uint32_t number = graph_add_node(b, 3, n->restart_min < 0 ? 0 : (uint32_t)n->restart_min);
		*map_at_int(&out->by_key, n->key, NULL) = number;
		*map_at(&out->by_id, n->id, NULL) = number;
	}
	out->groups = arena_array(&cx->a, struct impact_group, rows.n + 1);
	for (size_t i = 0, k; i < rows.n; i = k) {
		for (k = i + 1; k < rows.n && rows.at[k].dependent == rows.at[i].dependent && str_eq(rows.at[k].group, rows.at[i].group); k++) { }
		add_group(out, b, &rows.at[i], &rows.at[k]);
	}
	uint32_t wrong;
	out->graph = graph_build(b, &cx->a, &wrong, &cx->err);
	return out->graph != NULL;
}

static bool make_shared(struct cx *cx, void **value)
{
	struct impact_network *net = arena_new(&cx->a, struct impact_network);
	*value = net;
	if (!impact_network_load(cx, net))
		return false;
	net->rest = cascade_rest_make(&cx->a, cascade_scratch_make(&cx->a, net->graph), net->graph, CASCADE_GROUNDED, CASCADE_WORST);
	return true;
}

const struct impact_network *impact_network_shared(struct cx *cx)
{
	return cache_hold(cx, "network", registry_revision(cx), make_shared);
}
