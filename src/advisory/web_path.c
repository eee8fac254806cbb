/* SPDX-License-Identifier: Apache-2.0
 *
 * The picture from cause to node: the union of the paths to an organization's own nodes, what tells most first, as many as can be read.
 * Must never name a node that is not released to the viewer, nor tell the level of another's.
 */
#include "advisory/web.h"
#include <stdlib.h>

struct path_work {
	struct cx *cx;
	const struct web_scope *scope;
	const struct page_out *o;
	const struct registry_organization *own;
	struct path_view *out;
	struct map place; /* node → index in out->nodes */
	struct map edges; /* from << 32 | to */
	struct map levels; /* node → level + 1, of what the viewer may know */
	struct map owners; /* organization key → index in organizations */
	struct map left;
	struct map fan; /* node → arrows drawn from it */
};
struct fall_order {
	struct web_fall fall;
	int64_t users;
	bool service;
};
enum { FAN_MAX = 3 }; /* beyond it, one more neighbour of the same kind tells nothing new */

/* What tells most comes first: services by their users, then the gravest, then the longest way. */
static int telling_first(const void *x, const void *y)
{
	const struct fall_order *a = x, *b = y;
	const struct affected_through *ta = a->fall.through, *tb = b->fall.through;
	if (a->fall.possible != b->fall.possible)
		return a->fall.possible - b->fall.possible;
	if (a->service != b->service)
		return b->service - a->service;
	if (a->users != b->users)
		return a->users < b->users ? 1 : -1;
	if (ta->level != tb->level)
		return ta->level - tb->level;
	if (ta->n_path != tb->n_path)
		return ta->n_path < tb->n_path ? 1 : -1;
	return (ta->node > tb->node) - (ta->node < tb->node);
}

static void note_levels(struct path_work *w)
{
	vec_each (whole, &w->scope->answer->rows) {
		const struct affected *row = affected_released(w->cx, w->scope->answer, &w->scope->seen, whole);
		if (!row)
			continue;
		vec_each (d, &row->direct)
			*map_at_int(&w->levels, d->node, NULL) = 1;
		vec_each (t, &row->through) {
			bool fresh;
			uint64_t *at = map_at_int(&w->levels, t->node, &fresh);
			if (fresh || *at > t->level + 1u)
				*at = t->level + 1u;
		}
	}
}

static bool released(const struct path_work *w, uint32_t node)
{
	return map_find_int(&w->scope->cleared, w->scope->answer->net->nodes.at[node].class_key) != NULL;
}

static uint32_t place_of(struct path_work *w, uint32_t node, bool cause)
{
	bool fresh;
	uint64_t *at = map_at_int(&w->place, node, &fresh);
	if (fresh) {
		const struct registry_node *n = &w->scope->answer->net->nodes.at[node];
		*at = w->out->nodes.n;
		struct path_node *p = vec_push(&w->cx->a, &w->out->nodes);
		if (released(w, node)) {
			const uint64_t *owner = map_find_int(&w->owners, n->organization), *level = map_find_int(&w->levels, node);
			const struct registry_organization *org = owner ? &w->scope->answer->organizations.at[*owner] : NULL;
			p->label = n->name;
			p->href = web_node_href(&w->cx->a, n);
			release_shown(w->cx, cause && !web_is_told(w->scope, n) ? 0 : n->class_key);
			if (org && org->key != w->own->key && map_find_int(&w->scope->cleared, org->class_key))
				p->kind = org->name;
			p->has_level = level != NULL;
			p->level = level ? (enum page_level)((*level - 1) & 3) : PAGE_FULL;
			p->mark = n->organization == w->own->key && n->is_service ? PATH_END : PATH_PLAIN;
		} else {
			p->label = web_sector_name(w->scope, w->o, n);
			p->kind = tr(w->o, "not released to you");
		}
	}
	if (cause) {
		struct path_node *p = &w->out->nodes.at[*at];
		const struct registry_node *n = &w->scope->answer->net->nodes.at[node];
		/* That a thing is vulnerable is for its owner and the desk to know, however public the thing is. */
		if (!web_is_told(w->scope, n))
			*p = (struct path_node){ .label = web_sector_name(w->scope, w->o, n), .kind = tr(w->o, "not released to you") };
		p->mark = PATH_CAUSE;
	}
	return (uint32_t)*at;
}

/* What the arrow says: how many of how many are needed, or how long the dependent lives without. */
static struct str edge_label(struct path_work *w, uint32_t from, uint32_t to)
{
	const struct graph *g = w->scope->answer->net->graph;
	for (uint32_t k = g->group_start[to]; k < g->group_start[to + 1]; k++) {
		uint32_t n, group = g->group_of[k], sum = 0;
		bool here = false;
		const struct graph_member *m = graph_members(g, group, &n);
		for (uint32_t i = 0; i < n; i++) {
			sum += m[i].weight;
			here |= m[i].node == from;
		}
		if (!here)
			continue;
		uint32_t need = g->group[group].need[GRAPH_LEVELS - 1], buffer = g->group[group].buffer_min;
		if (buffer >= 120)
			return web_counted(w->o, tr_n(w->o, "buffer %s h", "buffer %s h", buffer / 60), buffer / 60);
		if (buffer)
			return web_counted(w->o, tr_n(w->o, "buffer %s min", "buffer %s min", buffer), buffer);
		return n > 1 ? web_of(w->o, need, sum) : S("");
	}
	return S("");
}

/* How a node stands on another is its owner's to know, and the desk's. */
static bool may_tell(const struct path_work *w, uint32_t from, uint32_t to)
{
	return released(w, from) && released(w, to) && web_is_told(w->scope, &w->scope->answer->net->nodes.at[to]);
}

static void add_path(struct path_work *w, const struct web_fall *f)
{
	const struct affected_through *t = f->through;
	uint32_t before = 0;
	for (uint32_t i = 0; i < t->n_path; i++) {
		uint32_t at = place_of(w, t->path[i], i == 0);
		bool fresh = false;
		if (i)
			map_at_int(&w->edges, (int64_t)((uint64_t)before << 32 | at), &fresh);
		if (fresh)
			++*map_at_int(&w->fan, t->path[i - 1], NULL);
		if (fresh)
			*vec_push(&w->cx->a, &w->out->edges) = (struct path_edge){ .from = before,
				.to = at,
				.possible = f->possible,
				.label = may_tell(w, t->path[i - 1], t->path[i]) ? edge_label(w, t->path[i - 1], t->path[i]) : S("") };
		before = at;
	}
}

static bool worth_drawing(const struct path_work *w, const struct fall_order *f)
{
	const struct affected_through *t = f->fall.through;
	if (t->n_path < 2)
		return false;
	const uint64_t *fan = map_find_int(&w->fan, t->path[t->n_path - 2]);
	return f->service || !fan || *fan < FAN_MAX;
}

static size_t fresh_nodes(const struct path_work *w, const struct affected_through *t)
{
	size_t n = 0;
	for (uint32_t i = 0; i < t->n_path; i++)
		n += !map_find_int(&w->place, t->path[i]);
	return n;
}

void web_path(struct cx *cx, const struct web_scope *scope, const struct page_out *o, const struct registry_organization *own,
        const struct web_fall_vec *falls, struct path_view *out)
{
	struct arena *a = &cx->a;
	struct path_work w = { .cx = cx,
		.scope = scope,
		.o = o,
		.own = own,
		.out = out,
		.place = map_make(a),
		.edges = map_make(a),
		.levels = map_make(a),
		.owners = map_make(a),
		.left = map_make(a) };
	struct fall_order *order = arena_array(a, struct fall_order, falls->n + 1);
	note_levels(&w);
	w.fan = map_make(a);
	for (size_t i = 0; i < scope->answer->organizations.n; i++)
		*map_at_int(&w.owners, scope->answer->organizations.at[i].key, NULL) = i;
	for (size_t i = 0; i < falls->n; i++) {
		const struct registry_node *n = &scope->answer->net->nodes.at[falls->at[i].through->node];
		order[i] = (struct fall_order){ falls->at[i], n->is_service && n->users > 0 ? n->users : 0, n->is_service };
	}
	if (falls->n)
		qsort(order, falls->n, sizeof *order, telling_first);
	for (size_t i = 0; i < falls->n; i++)
		if (worth_drawing(&w, &order[i]) && out->nodes.n + fresh_nodes(&w, order[i].fall.through) <= WEB_PATH_NODES)
			add_path(&w, &order[i].fall);
	for (size_t i = 0; i < falls->n; i++)
		for (uint32_t k = 0; k < falls->at[i].through->n_path; k++)
			if (!map_find_int(&w.place, falls->at[i].through->path[k]))
				*map_at_int(&w.left, falls->at[i].through->path[k], NULL) = 1;
	out->left_out = (int64_t)w.left.n;
}
