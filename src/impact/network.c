/* SPDX-License-Identifier: Apache-2.0
 *
 * From the register's rows to the graph's numbers. Applies the exchange format's defaults: weights 1, need = sum of weights, need_degraded = need,
 * need_severe = need_degraded.
 */
#include "impact/impact.h"
#include "base/cache.h"

static enum graph_kind kind_of(struct str kind)
{
	static const char *const names[] = {
		[GRAPH_PHYSICAL] = "physical", [GRAPH_CYBER] = "cyber", [GRAPH_GEOGRAPHIC] = "geographic", [GRAPH_LOGICAL] = "logical"
	};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(kind, str_c(names[i])))
			return (enum graph_kind)i;
	return GRAPH_PHYSICAL;
}

static uint32_t weight_of(const struct registry_dependency *d)
{
	return d->weight < 0 ? 1 : (uint32_t)d->weight;
}

/* What is read passes through memory of its own: only what the network is made of stays. */
struct load {
	struct cx rows;
	struct arena *into;
	struct impact_network *net;
	struct graph_builder *builder;
	struct map words; /* what stands in many rows, kept once: text → its copy */
	VEC(struct impact_group) groups;
};

static struct str once(struct load *l, struct str text)
{
	const uint64_t *at = map_find(&l->words, text);
	if (at)
		return (struct str){ (const char *)(uintptr_t)*at, text.len };
	struct str kept = arena_str(l->into, text);
	*map_at(&l->words, kept, NULL) = (uintptr_t)kept.ptr;
	return kept;
}

static bool load_nodes(struct load *l)
{
	struct impact_network *net = l->net;
	struct registry_node_vec rows = {};
	if (!registry_nodes(&l->rows, &rows))
		return false;
	net->nodes = (struct registry_node_vec){ arena_array(l->into, struct registry_node, rows.n + 1), rows.n, rows.n };
	for (size_t i = 0; i < rows.n; i++) {
		struct registry_node *n = &net->nodes.at[i];
		*n = rows.at[i];
		n->id = arena_str(l->into, n->id);
		n->name = arena_str(l->into, n->name);
		n->sector = once(l, n->sector);
		n->kind = once(l, n->kind);
		n->area = once(l, n->area);
		uint32_t number = graph_add_node(l->builder, 3, n->restart_min < 0 ? 0 : (uint32_t)n->restart_min);
		*map_at_int(&net->by_key, n->key, NULL) = number;
		*map_at(&net->by_id, n->id, NULL) = number;
	}
	return true;
}

/* first: the group's first row, which speaks for all; sum: of its members' weights. */
static void add_group(struct load *l, const struct registry_dependency *first, uint64_t sum, const struct graph_member *members, size_t n)
{
	int64_t need = first->need < 0 ? (int64_t)sum : first->need;
	int64_t degraded = first->need_degraded < 0 ? need : first->need_degraded;
	int64_t severe = first->need_severe < 0 ? degraded : first->need_severe;
	uint32_t group = graph_add_group(
	        l->builder, &(struct graph_group_spec){ .dependent = (uint32_t)*map_find_int(&l->net->by_key, first->dependent),
	                            .need = (uint32_t)need,
	                            .need_degraded = (uint32_t)degraded,
	                            .need_severe = (uint32_t)severe,
	                            .buffer_min = first->buffer_min < 0 ? 0 : (uint32_t)first->buffer_min,
	                            .kind = kind_of(first->kind),
	                            .retained = first->retained < 0 ? 0 : (uint8_t)first->retained,
	                            .grounded = first->grounded == 1,
	                            .complete = str_eq(first->alternatives, S("complete")) });
	*vec_push(&l->rows.a, &l->groups) = (struct impact_group){ first->group, first->kind };
	for (size_t i = 0; i < n; i++)
		graph_add_member(l->builder, group, members[i].node, members[i].weight);
}

static bool load_groups(struct load *l)
{
	struct registry_dependency first = {}, d;
	VEC(struct graph_member) members = {};
	uint64_t sum = 0;
	AUTO(db_rows) rows = registry_dependency_rows(&l->rows);
	while (registry_dependency_next(&rows, &d)) {
		if (members.n && (d.dependent != first.dependent || !str_eq(d.group, first.group))) {
			add_group(l, &first, sum, members.at, members.n);
			members.n = sum = 0;
		}
		if (!members.n) {
			first = d;
			first.group = once(l, d.group);
			first.kind = once(l, d.kind);
			first.alternatives = once(l, d.alternatives);
		}
		sum += weight_of(&d);
		*vec_push(&l->rows.a, &members) =
		        (struct graph_member){ (uint32_t)*map_find_int(&l->net->by_key, d.supplier), weight_of(&d) };
	}
	if (members.n)
		add_group(l, &first, sum, members.at, members.n);
	return ok(&l->rows);
}

bool impact_network_load(struct cx *cx, struct impact_network *out)
{
	*out = (struct impact_network){ .by_key = map_make(&cx->a), .by_id = map_make(&cx->a) };
	struct load l = { .rows = { .db = cx->db, .now_us = cx->now_us, .mode = cx->mode }, .into = &cx->a, .net = out };
	l.words = map_make(&l.rows.a);
	l.builder = graph_begin(&l.rows.a);
	bool good;
	{
		AUTO(db_tx) tx = db_begin_read(&l.rows); /* nodes and groups of one state */
		good = load_nodes(&l) && load_groups(&l);
	}
	if (good) {
		uint32_t wrong;
		out->groups = arena_array(&cx->a, struct impact_group, l.groups.n + 1);
		for (size_t i = 0; i < l.groups.n; i++)
			out->groups[i] = l.groups.at[i];
		out->graph = graph_build(l.builder, &cx->a, &wrong, &l.rows.err);
	}
	cx->err = ok(cx) ? l.rows.err : cx->err;
	arena_end(&l.rows.a);
	return out->graph != NULL;
}

static bool make_shared(struct cx *cx, void **value)
{
	struct impact_network *net = arena_new(&cx->a, struct impact_network);
	*value = net;
	if (!impact_network_load(cx, net))
		return false;
	struct arena scratch = {};
	net->rest = cascade_rest_make(&cx->a, cascade_scratch_make(&scratch, net->graph), net->graph, CASCADE_GROUNDED, CASCADE_WORST);
	arena_end(&scratch);
	return true;
}

const struct impact_network *impact_network_shared(struct cx *cx)
{
	return cache_hold(cx, "network", registry_revision(cx), make_shared);
}
