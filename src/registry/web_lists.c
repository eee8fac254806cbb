/* SPDX-License-Identifier: Apache-2.0
 *
 * The lists of the register: organizations, services, assets.
 */
#include "registry/web.h"

enum { OPTIONS_MAX = 300 };

static struct list_filter filter_of(const struct request *req)
{
	return (struct list_filter){ .q = str_slice(str_trim(http_query(req, "q")), 0, 200),
		.sector = http_query(req, "sector"),
		.kind = http_query(req, "kind"),
		.organization = str_trim(http_query(req, "organization")),
		.area = http_query(req, "area"),
		.first = (register_page(req) - 1) * REGISTER_ROWS,
		.n = REGISTER_ROWS };
}

static struct field_view *choice_field(struct cx *cx, struct register_filter_view *v, struct str name, struct str label, struct str any)
{
	struct field_view *f = vec_push(&cx->a, &v->fields);
	*f = (struct field_view){ .kind = PAGE_FIELD_CHOICE, .name = name, .label = label };
	*vec_push(&cx->a, &f->options) = (struct page_option){ .label = any };
	return f;
}

static bool sector_field(struct cx *cx, const struct page_out *o, struct register_filter_view *v, struct str chosen)
{
	struct registry_sector_vec sectors = {};
	if (!registry_sectors(cx, &sectors))
		return false;
	struct field_view *f = choice_field(cx, v, S("sector"), tr(o, "Sector"), tr(o, "any"));
	for (size_t i = 0; i < sectors.n && i < OPTIONS_MAX; i++)
		*vec_push(&cx->a, &f->options) =
		        (struct page_option){ sectors.at[i].id, sectors.at[i].name, str_eq(sectors.at[i].id, chosen) };
	return true;
}

static void text_field(struct cx *cx, struct register_filter_view *v, struct str name, struct str label, struct str value)
{
	*vec_push(&cx->a, &v->fields) = (struct field_view){ .kind = PAGE_FIELD_SEARCH, .name = name, .label = label, .value = value };
}

static void begin_filter(const struct page_out *o, struct register_filter_view *v, struct str action, const struct list_filter *f)
{
	v->action = action;
	v->q = (struct field_view){ .kind = PAGE_FIELD_SEARCH, .name = S("q"), .label = tr(o, "Id or name"), .value = f->q };
	v->filtered = f->q.len || f->sector.len || f->kind.len || f->organization.len || f->area.len;
}

static struct address list_query(struct cx *cx, const char *path, const struct list_filter *f)
{
	struct address q = address_begin(&cx->a, str_c(path));
	address_add(&q, "q", f->q);
	address_add(&q, "sector", f->sector);
	address_add(&q, "kind", f->kind);
	address_add(&q, "organization", f->organization);
	address_add(&q, "area", f->area);
	return q;
}

static struct empty_view nothing(const struct page_out *o, bool filtered, struct str list)
{
	return (struct empty_view){ tr(o, "Nothing here"),
		filtered ? tr(o, "No entry that is released to you fits these choices.")
		         : tr(o, "No entry of the register is released to you."),
		filtered ? list : S(""), filtered ? tr(o, "Show all") : S("") };
}

bool register_organizations_page(struct cx *cx, struct page_call *call)
{
	static const char *const kinds[] = { "operator", "regulator", "ministry", "agency", "csirt", "vendor", "academia", "civil-society",
		"foreign", "international" };
	struct page_out *o = &call->main;
	struct list_filter f = filter_of(call->req);
	struct register_organizations_view v = {};
	struct list_organization_vec rows = {};
	int64_t total;
	f.organization = f.area = S("");
	begin_filter(o, &v.filter, S("/register/organizations"), &f);
	if (!sector_field(cx, o, &v.filter, f.sector) || !store_list_organizations(cx, &f, &rows, &total))
		return false;
	struct field_view *kind = choice_field(cx, &v.filter, S("kind"), tr(o, "Kind"), tr(o, "any"));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		*vec_push(&cx->a, &kind->options) =
		        (struct page_option){ str_c(kinds[i]), registry_word(o, str_c(kinds[i])), str_eq(str_c(kinds[i]), f.kind) };
	vec_each (r, &rows)
		*vec_push(&cx->a, &v.rows) = (struct organization_row){ .href = register_organization_href(&cx->a, r->id),
			.name = r->name,
			.id = r->id,
			.sector = r->sector_name,
			.kind = registry_word(o, r->kind),
			.country = r->country,
			.services_href = register_list_href(&cx->a, "/register/services", "organization", r->id),
			.assets_href = register_list_href(&cx->a, "/register/assets", "organization", r->id),
			.services = r->services,
			.assets = r->assets };
	struct address q = list_query(cx, "/register/organizations", &f);
	v.pager = register_pager(&q, register_page(call->req), total);
	v.nothing = nothing(o, v.filter.filtered || f.first, S("/register/organizations"));
	call->frame.title = tr(o, "Organizations");
	register_crumb(cx, call, S("/register"), tr(o, "Register"));
	register_crumb(cx, call, S(""), call->frame.title);
	page_register_organizations(o, &v);
	return true;
}

static bool nodes_page(struct cx *cx, struct page_call *call, bool services)
{
	struct page_out *o = &call->main;
	const char *path = services ? "/register/services" : "/register/assets";
	struct list_filter f = filter_of(call->req);
	struct register_nodes_view v = { .services = services };
	struct list_node_vec rows = {};
	int64_t total;
	begin_filter(o, &v.filter, str_c(path), &f);
	if (!sector_field(cx, o, &v.filter, f.sector) ||
	        !(services ? store_list_services(cx, &f, &rows, &total) : store_list_assets(cx, &f, &rows, &total)))
		return false;
	text_field(cx, &v.filter, S("organization"), tr(o, "Organization (id)"), f.organization);
	/* Choices that come by a link only stay when the form is sent. */
	if (f.area.len)
		text_field(cx, &v.filter, S("area"), tr(o, "Area"), f.area);
	if (f.kind.len && !services)
		text_field(cx, &v.filter, S("kind"), tr(o, "Kind"), f.kind);
	vec_each (r, &rows)
		*vec_push(&cx->a, &v.rows) = register_node_row(o, r);
	struct address q = list_query(cx, path, &f);
	v.pager = register_pager(&q, register_page(call->req), total);
	v.nothing = nothing(o, v.filter.filtered || f.first, str_c(path));
	call->frame.title = services ? tr(o, "Services") : tr(o, "Assets");
	register_crumb(cx, call, S("/register"), tr(o, "Register"));
	register_crumb(cx, call, S(""), call->frame.title);
	page_register_nodes(o, &v);
	return true;
}

bool register_services_page(struct cx *cx, struct page_call *call)
{
	return nodes_page(cx, call, true);
}

bool register_assets_page(struct cx *cx, struct page_call *call)
{
	return nodes_page(cx, call, false);
}
