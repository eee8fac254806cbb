/* SPDX-License-Identifier: Apache-2.0
 *
 * Who must be warned: one row an organization. An operator finds only its own.
 */
#include "advisory/web.h"
#include <stdlib.h>

struct warn_filter {
	struct str q, certainty, sector, area, box, advisory, order;
	int64_t revision; /* of the advisory; 0 = any */
	bool has_box;
	double south, west, north, east; /* of the box: then area is only its name */
};

struct warn_work {
	struct cx *cx;
	struct page_call *call;
	struct web_scope scope;
	struct warn_filter filter;
	struct web_warned_vec rows;
	struct warn_list_view v;
};

static bool node_in_area(const struct warn_filter *f, const struct registry_node *n)
{
	if (!f->has_box)
		return str_eq(n->area, f->area);
	return n->lat >= f->south && n->lat <= f->north && n->lon >= f->west && n->lon <= f->east;
}

static bool in_area(const struct warn_work *w, const struct affected *row)
{
	const struct registry_node *nodes = w->scope.answer->net->nodes.at;
	if (row) {
		vec_each (d, &row->direct)
			if (node_in_area(&w->filter, &nodes[d->node]))
				return true;
		vec_each (t, &row->through)
			if (node_in_area(&w->filter, &nodes[t->node]))
				return true;
	}
	return false;
}

static bool passes(const struct warn_work *w, const struct web_warned *x)
{
	const struct warn_filter *f = &w->filter;
	const struct registry_organization *o = web_organization(x);
	if (str_eq(f->certainty, S("affected")) && !x->sure)
		return false;
	if (str_eq(f->certainty, S("possible")) && x->sure)
		return false;
	if (str_eq(f->certainty, S("unaware")) && (!x->sure || x->sure->direct.n))
		return false;
	if (f->sector.len && !str_eq(f->sector, o->sector))
		return false;
	if (f->q.len && !web_contains(o->name, f->q) && !web_contains(o->id, f->q))
		return false;
	if (f->area.len && !in_area(w, x->sure) && !in_area(w, x->maybe))
		return false;
	return !f->revision || web_has_revision(x->sure, f->revision) || web_has_revision(x->maybe, f->revision);
}

static int most_people_first(const void *x, const void *y)
{
	const struct web_warned *a = x, *b = y;
	if (!a->sure != !b->sure)
		return !a->sure - !b->sure;
	const struct affected *ra = a->sure ? a->sure : a->maybe, *rb = b->sure ? b->sure : b->maybe;
	if (ra->users != rb->users)
		return ra->users < rb->users ? 1 : -1;
	size_t na = ra->direct.n + ra->through.n, nb = rb->direct.n + rb->through.n;
	return na != nb ? (na < nb ? 1 : -1) : str_cmp(ra->organization->id, rb->organization->id);
}

static int newest_first(const void *x, const void *y)
{
	const struct web_warned *a = x, *b = y;
	if (a->newest_us != b->newest_us)
		return a->newest_us < b->newest_us ? 1 : -1;
	return most_people_first(x, y);
}

static void choose(struct cx *cx, struct field_view *f, struct str value, struct str label)
{
	*vec_push(&cx->a, &f->options) = (struct page_option){ value, label, str_eq(f->value, value) };
}

static void fill_form(struct warn_work *w, const struct web_warned_vec *all)
{
	const struct page_out *o = &w->call->main;
	struct warn_list_view *v = &w->v;
	struct map seen = map_make(&w->cx->a);
	v->q = (struct field_view){ .kind = PAGE_FIELD_SEARCH, .name = S("q"), .label = tr(o, "Search"), .value = w->filter.q };
	v->certainty = (struct field_view){
		.kind = PAGE_FIELD_CHOICE, .name = S("certainty"), .label = tr(o, "Show"), .required = true, .value = w->filter.certainty
	};
	choose(w->cx, &v->certainty, S(""), tr(o, "all"));
	choose(w->cx, &v->certainty, S("affected"), tr(o, "affected"));
	choose(w->cx, &v->certainty, S("unaware"), tr(o, "only through others"));
	choose(w->cx, &v->certainty, S("possible"), tr(o, "only possibly"));
	v->order = (struct field_view){
		.kind = PAGE_FIELD_CHOICE, .name = S("order"), .label = tr(o, "Order"), .required = true, .value = w->filter.order
	};
	choose(w->cx, &v->order, S(""), tr(o, "most people first"));
	choose(w->cx, &v->order, S("newest"), tr(o, "newest advisory first"));
	v->sector = (struct field_view){
		.kind = PAGE_FIELD_CHOICE, .name = S("sector"), .label = tr(o, "Sector"), .required = true, .value = w->filter.sector
	};
	choose(w->cx, &v->sector, S(""), tr(o, "all"));
	vec_each (x, all) {
		const struct registry_organization *org = web_organization(x);
		bool fresh = false;
		if (org->sector.len)
			map_at(&seen, org->sector, &fresh);
		if (fresh)
			choose(w->cx, &v->sector, org->sector, org->sector_name.len ? org->sector_name : org->sector);
	}
}

static void fill_contact(struct warn_work *w, const struct affected *r, struct warn_row *out)
{
	for (size_t i = 0; i < r->n_contacts; i++) {
		const struct registry_contact *c = r->contacts[i];
		if (!map_find_int(&w->scope.cleared, c->class_key))
			continue;
		release_shown(w->cx, c->class_key);
		out->contact = c->name;
		out->role = registry_word(&w->call->main, c->role);
		out->channel = registry_word(&w->call->main, c->channel);
		out->address = c->address;
		out->contact_href = web_contact_href(&w->cx->a, c);
		return;
	}
}

/* Nodes in the possible row that are not in the certain one. */
static int64_t only_possible(struct warn_work *w, const struct web_warned *x)
{
	struct map seen = map_make(&w->cx->a);
	const struct affected *rows[] = { x->sure, x->maybe };
	int64_t n = 0;
	for (unsigned i = 0; i < 2; i++) {
		bool fresh;
		vec_each (d, &rows[i]->direct) {
			map_at_int(&seen, d->node, &fresh);
			n += i && fresh;
		}
		vec_each (t, &rows[i]->through) {
			map_at_int(&seen, t->node, &fresh);
			n += i && fresh;
		}
	}
	return n;
}

static void add_row(struct warn_work *w, const struct web_warned *x)
{
	const struct affected *r = x->sure ? x->sure : x->maybe;
	struct warn_row *out = vec_push(&w->cx->a, &w->v.rows);
	*out = (struct warn_row){ .href = web_warn_href(&w->cx->a, r->organization->id),
		.name = r->organization->name,
		.sector = r->organization->sector_name,
		.direct = (int64_t)r->direct.n,
		.through = (int64_t)r->through.n,
		.services = (int64_t)r->services.n,
		.users = r->users,
		.advisories = x->advisories,
		.newest = { x->newest_us },
		.possible = !x->sure };
	if (x->sure && x->maybe)
		out->maybe = only_possible(w, x);
	release_shown(w->cx, r->organization->class_key);
	fill_contact(w, r, out);
}

static bool read_filter(struct warn_work *w)
{
	const struct request *req = w->call->req;
	w->filter = (struct warn_filter){ .q = str_trim(http_query(req, "q")),
		.certainty = http_query(req, "certainty"),
		.sector = http_query(req, "sector"),
		.area = http_query(req, "area"),
		.box = http_query(req, "box"),
		.advisory = http_query(req, "advisory"),
		.order = http_query(req, "order") };
	struct str rest = w->filter.box;
	double *const corners[] = { &w->filter.south, &w->filter.west, &w->filter.north, &w->filter.east };
	w->filter.has_box = w->filter.area.len && rest.len;
	for (unsigned i = 0; i < 4; i++)
		w->filter.has_box &= str_real(str_cut(&rest, ','), corners[i]);
	struct advisory_head head;
	if (!w->filter.advisory.len)
		return true;
	if (!advisory_find(w->cx, w->filter.advisory, &head))
		return false;
	w->filter.revision = head.revision;
	w->v.advisory_title = head.title;
	return true;
}

static struct str pager_href(struct warn_work *w)
{
	struct address q = address_begin(&w->cx->a, S("/warn"));
	address_add(&q, "q", w->filter.q);
	address_add(&q, "certainty", w->filter.certainty);
	address_add(&q, "sector", w->filter.sector);
	address_add(&q, "area", w->filter.area);
	address_add(&q, "box", w->filter.box);
	address_add(&q, "advisory", w->filter.advisory);
	address_add(&q, "order", w->filter.order);
	return address_open(&q, "page");
}

bool warn_page(struct cx *cx, struct page_call *call)
{
	struct warn_work w = { .cx = cx, .call = call };
	const struct page_out *o = &call->main;
	struct web_warned_vec all = {};
	size_t from, to;
	if (!read_filter(&w) || !web_scope_open(cx, &w.scope))
		return false;
	web_warned_rows(cx, &w.scope, &all);
	vec_each (x, &all)
		if (passes(&w, x)) {
			*vec_push(&cx->a, &w.rows) = *x;
			web_newest(&w.scope, &w.rows.at[w.rows.n - 1]);
			const struct affected *r = x->sure ? x->sure : x->maybe;
			if (__builtin_add_overflow(w.v.users, r->users, &w.v.users))
				w.v.users = INT64_MAX;
		}
	if (w.rows.n)
		qsort(w.rows.at, w.rows.n, sizeof *w.rows.at, str_eq(w.filter.order, S("newest")) ? newest_first : most_people_first);
	w.v.organizations = (int64_t)w.rows.n;
	w.v.pager = web_pager(call->req, "page", w.rows.n, WEB_ROWS, &from, &to);
	w.v.pager.href = pager_href(&w);
	for (size_t i = from; i < to; i++)
		add_row(&w, &w.rows.at[i]);
	w.v.advisory = w.filter.advisory;
	w.v.area = w.filter.area;
	w.v.box = w.filter.box;
	fill_form(&w, &all);
	w.v.nothing = all.n ? (struct empty_view){ tr(o, "Nothing found"), tr(o, "No organization passes this filter."), S("/warn"),
		tr(o, "Show all") }
	                    : (struct empty_view){ tr(o, "Nobody has to be warned"),
		                      tr(o, "No current advisory meets a component of the register."), {}, {} };
	call->frame.title = tr(o, "Who must be warned");
	page_warn_list(&call->main, &w.v);
	return true;
}
