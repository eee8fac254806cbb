/* SPDX-License-Identifier: Apache-2.0
 *
 * The register at one look, and the table of the room's pages. Must never show a row, a count or a name that has not passed the viewer's release classes.
 */
#include "core/release.h"
#include "registry/web.h"

enum { FOUND_MAX = 40, IMPORTS = 6, CHANGES = 8, SECTORS_DEEP = 8, SECTORS_MAX = 200 };

struct overview {
	struct cx *cx;
	struct page_call *call;
	struct register_overview_view v;
	struct registry_sector_vec sectors;
};

/* ---- sectors as a tree ---- */
static void add_below(const struct overview *w, struct overview_sector *sum, const struct registry_sector *s, unsigned depth)
{
	sum->organizations += s->organizations;
	sum->services += s->services;
	sum->assets += s->assets;
	for (size_t i = 0; depth < SECTORS_DEEP && i < w->sectors.n; i++)
		if (str_eq(w->sectors.at[i].parent, s->id))
			add_below(w, sum, &w->sectors.at[i], depth + 1);
}

static void show_sector(struct overview *w, const struct registry_sector *s, unsigned depth)
{
	struct arena *a = &w->cx->a;
	if (w->v.sectors.n == SECTORS_MAX)
		return;
	struct overview_sector *row = vec_push(a, &w->v.sectors);
	*row = (struct overview_sector){ .name = s->name,
		.organizations_href = register_list_href(a, "/register/organizations", "sector", s->id),
		.services_href = register_list_href(a, "/register/services", "sector", s->id),
		.assets_href = register_list_href(a, "/register/assets", "sector", s->id) };
	for (row->columns = -(int64_t)depth; row->steps.n < depth;)
		*vec_push(a, &row->steps) = 0;
	w->v.columns = (int64_t)depth + 1 > w->v.columns ? (int64_t)depth + 1 : w->v.columns;
	add_below(w, row, s, depth);
	row->size = row->services + row->assets;
	w->v.most = row->size > w->v.most ? row->size : w->v.most;
	for (size_t i = 0; depth < SECTORS_DEEP && i < w->sectors.n; i++)
		if (str_eq(w->sectors.at[i].parent, s->id))
			show_sector(w, &w->sectors.at[i], depth + 1);
}

static bool show_sectors(struct overview *w)
{
	struct map known = map_make(&w->cx->a);
	if (!registry_sectors(w->cx, &w->sectors))
		return false;
	w->v.most = 1;
	vec_each (s, &w->sectors)
		map_at(&known, s->id, NULL);
	/* A sector whose parent is not released stands at the top. */
	vec_each (s, &w->sectors)
		if (!s->parent.len || !map_find(&known, s->parent))
			show_sector(w, s, 0);
	vec_each (row, &w->v.sectors)
		row->columns += w->v.columns;
	return true;
}

/* ---- search, changes, figures ---- */
static bool show_found(struct overview *w)
{
	struct cx *cx = w->cx;
	struct page_out *o = &w->call->main;
	struct list_found_vec found = {};
	w->v.searched = str_slice(str_trim(http_query(w->call->req, "q")), 0, 200);
	w->v.q = (struct field_view){ .kind = PAGE_FIELD_SEARCH, .name = S("q"), .label = tr(o, "Id or name"), .value = w->v.searched };
	if (!w->v.searched.len)
		return true;
	if (!store_list_found(cx, w->v.searched, FOUND_MAX, &found))
		return false;
	vec_each (f, &found)
		*vec_push(&cx->a, &w->v.found) =
		        (struct overview_found){ .href = str_eq(f->record, S("organization")) ? register_organization_href(&cx->a, f->id)
			                                                                      : register_node_href(&cx->a, f->id),
			        .name = f->name,
			        .id = f->id,
			        .more = registry_word(o, f->more),
			        .record = register_record_word(o, f->record) };
	static const char *const lists[] = { "organizations", "services", "assets" };
	for (size_t i = 0; found.n == FOUND_MAX && i < 3; i++)
		*vec_push(&cx->a, &w->v.more) = (struct page_link){ .text = register_record_word(o, str_c(lists[i])),
			.href = register_list_href(&cx->a, arena_printf(&cx->a, "/register/%s", lists[i]).ptr, "q", w->v.searched) };
	return true;
}

static bool show_changes(struct overview *w)
{
	struct cx *cx = w->cx;
	struct page_out *o = &w->call->main;
	struct list_change_vec imports = {}, changes = {};
	if (!store_list_imports(cx, IMPORTS, &imports) || (!imports.n && !store_list_changes(cx, CHANGES, &changes)))
		return false;
	vec_each (c, &imports)
		*vec_push(&cx->a, &w->v.imports) =
		        (struct overview_change){ .at = { c->at_us }, .actor = c->actor, .what = register_import_text(cx, o, c->content) };
	vec_each (c, &changes) {
		struct str what = c->kind, record = str_cut(&what, '.');
		bool gone = str_eq(what, S("delete")), organization = str_eq(record, S("organization")),
		     contact = str_eq(record, S("contact"));
		struct str href = organization ? register_organization_href(&cx->a, c->subject) : register_node_href(&cx->a, c->subject);
		*vec_push(&cx->a, &w->v.changes) = (struct overview_change){ .at = { c->at_us },
			.subject = c->subject,
			.href = gone || contact ? S("") : href,
			.what = str_eq(what, S("create")) ? tr(o, "entered")
			        : gone                    ? tr(o, "removed")
			                                  : tr(o, "changed") };
	}
	return true;
}

static bool show_totals(struct overview *w)
{
	struct cx *cx = w->cx;
	struct page_out *o = &w->call->main;
	struct list_totals t = {};
	if (!store_list_totals(cx, &t))
		return ok(cx);
	if (!t.organizations && !t.services && !t.assets) {
		bool may = cx->viewer->rights & RIGHT_REGISTER;
		w->v.nothing = (struct empty_view){ tr(o, "The register is empty"),
			tr(o, "Here stands what the country runs and depends on: organizations, their services and assets, and what needs "
			      "what."),
			may ? S("/admin/import") : S(""), may ? tr(o, "Import a register") : S("") };
	}
	const struct tile tiles[] = { { .figure = t.organizations,
		                              .label = tr_n(o, "organization", "organizations", t.organizations),
		                              .href = S("/register/organizations") },
		{ .figure = t.services, .label = tr_n(o, "service", "services", t.services), .href = S("/register/services") },
		{ .figure = t.assets, .label = tr_n(o, "asset", "assets", t.assets), .href = S("/register/assets") },
		{ .figure = t.components, .label = tr_n(o, "component", "components", t.components) },
		{ .figure = t.dependencies, .label = tr_n(o, "dependency", "dependencies", t.dependencies) } };
	for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++)
		*vec_push(&cx->a, &w->v.tiles.tiles) = tiles[i];
	return true;
}

static bool overview_page(struct cx *cx, struct page_call *call)
{
	struct overview w = { .cx = cx, .call = call };
	struct page_out *o = &call->main;
	if (!show_totals(&w) || !show_found(&w) || !show_sectors(&w) || !register_places(cx, o, &w.v.map, &w.v.outside) || !show_changes(&w))
		return false;
	call->frame.title = tr(o, "Register");
	call->frame.lede = tr(o, "What the country runs, who runs it, and what needs what.");
	if (cx->viewer->rights & RIGHT_REGISTER) {
		struct register_actions_view actions = {};
		struct page_out part = page_capture(o);
		*vec_push(&cx->a, &actions.links) = (struct page_link){ .href = S("/admin/import"), .text = tr(o, "Import") };
		page_register_actions(&part, &actions);
		call->frame.actions = page_captured(&part);
	}
	page_register_overview(o, &w.v);
	return true;
}

const struct page registry_pages[] = {
	{ HTTP_GET, "/register", RIGHT_READ, overview_page, "The register at one look: sectors, places, search, latest changes",
	        .menu = "Register" },
	{ HTTP_GET, "/register/organizations", RIGHT_READ, register_organizations_page, "Organizations, by sector, kind or name" },
	{ HTTP_GET, "/register/organizations/{id}", RIGHT_READ, register_organization_page,
	        "One organization with its contacts, services and assets" },
	{ HTTP_GET, "/register/services", RIGHT_READ, register_services_page, "Services, by sector, organization or name" },
	{ HTTP_GET, "/register/assets", RIGHT_READ, register_assets_page, "Assets, by sector, organization or name" },
	{ HTTP_GET, "/register/nodes/{id}", RIGHT_READ, register_node_page,
	        "One service or asset: what it needs and who needs it, drawn and in words" },
	{ HTTP_GET, "/admin/import", RIGHT_REGISTER, register_import_page, "Import a register: the form" },
	{ HTTP_POST, "/admin/import", RIGHT_REGISTER, register_import_post, "Show what an uploaded register would change, then import it",
	        .upload_bytes = 64u << 20 },
	{},
};
