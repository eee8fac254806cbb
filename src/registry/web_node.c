/* SPDX-License-Identifier: Apache-2.0
 *
 * One service or asset: facts, place, what it needs and who needs it, drawn and in words, components, history. A neighbour that is not released is
 * drawn as its sector only.
 */
#include "registry/web.h"

enum { LINKS_MAX = 200, DEPENDENTS_MAX = 60, SUPPLIERS_DRAWN = 16, DEPENDENTS_DRAWN = 12 };

struct node_work {
	struct cx *cx;
	struct page_call *call;
	struct list_node_full n;
	struct list_link_vec needs, needed_by;
	int64_t n_needs, n_needed_by;
	struct register_node_view v;
};

/* ---- facts and place ---- */
static void show_facts(struct node_work *w)
{
	const struct page_out *o = &w->call->main;
	struct arena *a = &w->cx->a;
	struct facts_view *f = &w->v.facts;
	const struct list_node_full *n = &w->n;
	bool placed = n->lat <= 90 && n->lon <= 180;
	register_fact(a, f, tr(o, "Id"), n->id);
	register_fact_link(o, f, tr(o, "Organization"), register_organization_href(a, n->organization), n->organization_name);
	register_fact(a, f, tr(o, "Kind"), n->is_service ? tr(o, "a service") : n->kind);
	register_fact_link(o, f, tr(o, "Sector"),
	        register_list_href(a, n->is_service ? "/register/services" : "/register/assets", "sector", n->sector), n->sector_name);
	register_fact_link(o, f, tr(o, "Area"),
	        register_list_href(a, n->is_service ? "/register/services" : "/register/assets", "area", n->area), n->area);
	if (placed)
		register_fact(a, f, tr(o, "Position"), arena_printf(a, "%.5f, %.5f", n->lat, n->lon));
	if (n->users >= 0)
		register_fact(a, f, tr(o, "Users"), register_number(o, n->users));
	if (n->loss_per_hour < 9e98)
		register_fact(
		        a, f, tr(o, "Loss per hour"), register_number(o, n->loss_per_hour < 9e18 ? (int64_t)n->loss_per_hour : INT64_MAX));
	register_fact(a, f, tr(o, "Tolerable outage"), register_minutes(o, n->max_outage_min));
	register_fact(a, f, tr(o, "Time to restart"), register_minutes(o, n->restart_min));
	register_common(w->call, f, &n->common);
	register_who_link(w->cx, w->call, n->is_service ? "service" : "asset", n->id);
}

static bool show_place(struct node_work *w)
{
	const struct list_node_full *n = &w->n;
	if (n->lat > 90 || n->lon > 180)
		return true;
	if (!registry_map_lines(w->cx, &w->v.map))
		return false;
	w->v.map.title = n->area.len ? n->area : n->name;
	w->v.map.plain = true;
	if (w->v.map.lines.n) /* a dot on nothing says nothing */
		*vec_push(&w->cx->a, &w->v.map.places) =
		        (struct map_place){ .lat = n->lat, .lon = n->lon, .label = n->name, .level = PAGE_FULL, .weight = 1 };
	return true;
}

/* ---- the links in words ---- */
static struct member_row member_of(struct node_work *w, const struct list_link *l)
{
	const struct page_out *o = &w->call->main;
	struct member_row m = { .organization = l->organization_name, .weight = l->weight == 1 ? S("") : register_number(o, l->weight) };
	if (!l->id.len) {
		m.name = l->sector_name.len ? l->sector_name : tr(o, "another sector");
		return m;
	}
	m.href = register_node_href(&w->cx->a, l->id);
	m.name = l->name;
	m.id = l->id;
	return m;
}

static void show_groups(struct node_work *w)
{
	const struct page_out *o = &w->call->main;
	struct group_row *g = NULL;
	vec_each (l, &w->needs) {
		if (!g || !str_eq(g->name, l->group)) {
			g = vec_push(&w->cx->a, &w->v.groups);
			*g = (struct group_row){ .name = l->group,
				.need = register_need(o, l),
				.kind = registry_word(o, l->kind),
				.buffer = register_minutes(o, l->buffer_min),
				.retained = l->retained > 0 ? register_number(o, l->retained) : S(""),
				.grounded = l->grounded,
				.complete = str_eq(l->alternatives, S("complete")) };
		}
		*vec_push(&w->cx->a, &g->members) = member_of(w, l);
	}
	w->v.more_suppliers = w->n_needs - (int64_t)w->needs.n;
}

static void show_dependents(struct node_work *w)
{
	const struct page_out *o = &w->call->main;
	vec_each (l, &w->needed_by) {
		struct str need = register_need(o, l);
		*vec_push(&w->cx->a, &w->v.dependents) = (struct dependent_row){ .who = member_of(w, l),
			.need = need.len ? need : tr(o, "it alone"),
			.kind = registry_word(o, l->kind),
			.buffer = register_minutes(o, l->buffer_min) };
	}
	w->v.n_dependents = w->n_needed_by;
	w->v.more_dependents = w->n_needed_by - (int64_t)w->needed_by.n;
}

/* ---- the links drawn ---- */
struct drawing {
	struct node_work *w;
	struct path_view path;
	int64_t left_out;
	struct map by_id;
};

static uint32_t draw_end(struct drawing *d, const struct list_link *l)
{
	struct arena *a = &d->w->cx->a;
	struct member_row m = member_of(d->w, l);
	if (m.href.len) {
		bool fresh;
		uint64_t *at = map_at(&d->by_id, m.id, &fresh);
		if (!fresh)
			return (uint32_t)*at;
		*at = d->path.nodes.n;
	}
	*vec_push(a, &d->path.nodes) = (struct path_node){ .label = m.name, .kind = m.organization, .href = m.href };
	return (uint32_t)d->path.nodes.n - 1;
}

static void draw_edge(struct drawing *d, size_t from, size_t to, struct str label)
{
	*vec_push(&d->w->cx->a, &d->path.edges) = (struct path_edge){ .from = (uint32_t)from, .to = (uint32_t)to, .label = label };
}

/* "1 of 2, 4 h" or either. */
static struct str edge_label(struct drawing *d, struct str need, const struct list_link *l)
{
	struct str buffer = l->buffer_min > 0 ? register_minutes(&d->w->call->main, l->buffer_min) : S("");
	return need.len && buffer.len ? arena_printf(&d->w->cx->a, "%.*s, %.*s", STR(need), STR(buffer)) : need.len ? need : buffer;
}

/* In the picture only what full service takes; the words below say the rest. */
static struct str full_need(struct drawing *d, const struct list_link *l)
{
	struct list_link full = *l;
	full.need_degraded = full.need_severe = -1;
	return register_need(&d->w->call->main, &full);
}

/* A group of several is a node of its own between its members and the dependent. */
static void draw_needs(struct drawing *d)
{
	const struct list_link_vec *needs = &d->w->needs;
	uint32_t group = 0;
	for (size_t i = 0; i < needs->n; i++) {
		const struct list_link *l = &needs->at[i];
		if (d->path.nodes.n > SUPPLIERS_DRAWN) {
			d->left_out += d->w->n_needs - (int64_t)i;
			return;
		}
		bool single = l->members <= 1, fresh = i == 0 || !str_eq(l->group, needs->at[i - 1].group);
		if (fresh && !single) {
			struct str name = register_beside(&d->w->call->main, l->group, ": ", full_need(d, l));
			group = (uint32_t)d->path.nodes.n;
			*vec_push(&d->w->cx->a, &d->path.nodes) = (struct path_node){ .label = name };
			draw_edge(d, group, 0, edge_label(d, S(""), l));
		}
		uint32_t supplier = draw_end(d, l);
		draw_edge(d, supplier, single ? 0 : group,
		        single          ? edge_label(d, S(""), l)
		        : l->weight > 1 ? arena_printf(&d->w->cx->a, "× %lld", (long long)l->weight)
		                        : S(""));
	}
}

static void draw_dependents(struct drawing *d)
{
	const struct list_link_vec *by = &d->w->needed_by;
	for (size_t i = 0; i < by->n && i < DEPENDENTS_DRAWN; i++)
		draw_edge(d, 0, draw_end(d, &by->at[i]), edge_label(d, full_need(d, &by->at[i]), &by->at[i]));
	if (d->w->n_needed_by > DEPENDENTS_DRAWN)
		d->left_out += d->w->n_needed_by - DEPENDENTS_DRAWN;
}

static void show_picture(struct node_work *w)
{
	struct drawing d = { .w = w, .by_id = map_make(&w->cx->a) };
	const struct page_out *o = &w->call->main;
	struct page_out part = page_capture(o);
	if (!w->needs.n && !w->needed_by.n)
		return;
	d.path.title = register_say(o, tr(o, "%s: what it needs, and who needs it"), w->n.name);
	*map_at(&d.by_id, w->n.id, NULL) = 0;
	*vec_push(&w->cx->a, &d.path.nodes) = (struct path_node){ .label = w->n.name, .kind = w->n.organization_name, .mark = PATH_END };
	draw_needs(&d);
	draw_dependents(&d);
	page_neighbourhood(&part, &d.path);
	w->v.picture = page_captured(&part);
	w->v.not_drawn = d.left_out;
}

static bool show_components(struct node_work *w)
{
	struct list_component_vec components = {};
	int64_t total, page = register_page(w->call->req);
	if (w->n.is_service)
		return true;
	if (!store_list_components(w->cx, w->n.key, (page - 1) * REGISTER_ROWS, REGISTER_ROWS, &components, &total))
		return false;
	vec_each (c, &components)
		*vec_push(&w->cx->a, &w->v.components) = (struct component_row){ c->vendor, c->product, c->version, c->model, c->serial,
			registry_word(&w->call->main, c->exposure), c->cpe, c->purl, c->id };
	struct address q = address_begin(&w->cx->a, register_node_href(&w->cx->a, w->n.id));
	w->v.components_pager = register_pager(&q, page, total);
	return true;
}

bool register_node_page(struct cx *cx, struct page_call *call)
{
	struct node_work w = { .cx = cx, .call = call };
	struct page_out *o = &call->main;
	if (!store_list_node(cx, http_param(call->req, "id"), &w.n))
		return ok(cx) ? fail(cx, E_MISSING, "there is no such service or asset in the register") : false;
	w.v.is_service = w.n.is_service;
	if (!store_list_needs(cx, w.n.key, LINKS_MAX, &w.needs, &w.n_needs) ||
	        !store_list_needed_by(cx, w.n.key, DEPENDENTS_MAX, &w.needed_by, &w.n_needed_by) || !show_place(&w) ||
	        !show_components(&w) || !register_history(cx, o, w.n.is_service ? "service" : "asset", w.n.id, &w.v.history))
		return false;
	show_facts(&w);
	show_groups(&w);
	show_dependents(&w);
	show_picture(&w);
	call->frame.title = w.n.name;
	register_crumb(cx, call, S("/register"), tr(o, "Register"));
	if (w.n.organization.len)
		register_crumb(cx, call, register_organization_href(&cx->a, w.n.organization), w.n.organization_name);
	else
		register_crumb(cx, call, w.n.is_service ? S("/register/services") : S("/register/assets"),
		        w.n.is_service ? tr(o, "Services") : tr(o, "Assets"));
	register_crumb(cx, call, S(""), w.n.name);
	page_register_node(o, &w.v);
	return true;
}
