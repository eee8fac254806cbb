/* SPDX-License-Identifier: Apache-2.0
 *
 * Sectors, places and release classes of the nodes as numbers. Must never decide what somebody may see: it only makes asking cheap.
 */
#include "advisory/ground.h"
#include "advisory/hits.h"

static uint32_t place_of(struct cx *cx, struct ground *g, struct map *places, const struct registry_node *n)
{
	bool fresh;
	if (n->lat > 90 || n->lon > 180)
		return GRAPH_NONE;
	/* Without an area, what lies within about a kilometre is one place. */
	struct str key = n->area.len ? n->area : arena_printf(&cx->a, "%.2f %.2f", n->lat, n->lon);
	uint64_t *at = map_at(places, key, &fresh);
	if (fresh) {
		*at = g->places.n;
		*vec_push(&cx->a, &g->places) = key;
	}
	return (uint32_t)*at;
}

static uint32_t sector_of(struct cx *cx, struct ground *g, struct map *sectors, struct str id)
{
	bool fresh;
	uint64_t *at = map_at(sectors, id, &fresh);
	if (fresh) {
		*at = g->sectors.n;
		*vec_push(&cx->a, &g->sectors) = id;
	}
	return (uint32_t)*at;
}

const struct ground *ground_make(struct cx *cx, const struct impact_network *net)
{
	struct ground *g = arena_new(&cx->a, struct ground);
	struct map sectors = map_make(&cx->a), places = map_make(&cx->a), classes = map_make(&cx->a);
	const struct sectors *tree = sectors_all(cx);
	if (!tree)
		return NULL;
	g->sector = arena_array(&cx->a, uint32_t, net->nodes.n + 1);
	g->place = arena_array(&cx->a, uint32_t, net->nodes.n + 1);
	g->class = arena_array(&cx->a, uint32_t, net->nodes.n + 1);
	for (size_t i = 0; i < net->nodes.n; i++) {
		const struct registry_node *n = &net->nodes.at[i];
		bool fresh;
		uint64_t *class = map_at_int(&classes, n->class_key, &fresh);
		if (fresh) {
			*class = g->classes.n;
			*vec_push(&cx->a, &g->classes) = n->class_key;
		}
		g->class[i] = (uint32_t) * class;
		g->sector[i] = sector_of(cx, g, &sectors, sectors_root(tree, n->sector));
		g->place[i] = place_of(cx, g, &places, n);
	}
	return g;
}
