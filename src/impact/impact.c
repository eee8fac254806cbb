/* SPDX-License-Identifier: Apache-2.0
 *
 * What falls, in words a person can check.
 */
#include "impact/impact.h"

bool impact_mode_parse(struct str text, enum cascade_mode *out)
{
	static const char *const names[] = { [CASCADE_GROUNDED] = "grounded", [CASCADE_LOSS] = "loss", [CASCADE_COLD] = "cold" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(text, str_c(names[i]))) {
			*out = (enum cascade_mode)i;
			return true;
		}
	return false;
}

static uint32_t sum_of(const struct graph *g, uint32_t group)
{
	uint32_t n, sum = 0;
	const struct graph_member *m = graph_members(g, group, &n);
	for (uint32_t i = 0; i < n; i++)
		sum += m[i].weight;
	return sum;
}

bool impact_explain(struct arena *a, const struct impact_network *net, const struct cascade_result *result, const struct cascade_fall *fall, struct impact_fall *out)
{
	struct cascade_because because;
	*out = (struct impact_fall){ .node = &net->nodes.at[fall->node],
		.level = fall->level,
		.rest = fall->rest,
		.after_min = fall->after_min,
		.steps = fall->steps,
		.n_steps = fall->steps_n };
	if (!cascade_explain(result, fall->node, &because))
		return false;
	out->path = cascade_path(a, result, fall->node, &out->n_path);
	if (because.group == GRAPH_NONE) {
		out->capped = true;
		out->text = S("failed in this scenario");
		return true;
	}
	const struct graph_group *g = &net->graph->group[because.group];
	out->group = net->groups[because.group].name;
	out->need = because.need;
	out->has = because.has;
	out->text = arena_printf(a, "%.*s: needs %u of %u, has %u", STR(out->group), because.need, sum_of(net->graph, because.group), because.has);
	if (g->buffer_min)
		out->text = arena_printf(a, "%.*s, buffer of %u min used up", STR(out->text), g->buffer_min);
	if (g->grounded && because.has >= because.need)
		out->text = arena_printf(a, "%.*s, but none of it leads to a source", STR(out->text));
	return true;
}
