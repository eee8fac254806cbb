/* SPDX-License-Identifier: Apache-2.0
 *
 * One organization: facts, contacts in the order in which they are to be tried, services, assets, history.
 */
#include "registry/web.h"

enum { SERVICES_SHOWN = 20 };

static bool show_contacts(struct cx *cx, const struct page_out *o, int64_t organization, struct register_organization_view *v)
{
	struct list_contact_vec contacts = {};
	if (!store_list_contacts(cx, organization, &contacts))
		return false;
	vec_each (c, &contacts)
		*vec_push(&cx->a, &v->contacts) = (struct contact_row){ .name = c->name,
			.role = registry_word(o, c->role),
			.channel = registry_word(o, c->channel),
			.address = c->address,
			.languages = c->languages,
			.hours = c->hours,
			.carried_by = c->carried_by,
			.carried_by_href = register_node_href(&cx->a, c->carried_by) };
	return true;
}

static bool show_nodes(struct cx *cx, struct page_call *call, struct str id, struct register_organization_view *v)
{
	struct list_node_vec services = {}, assets = {};
	int64_t n_services, n_assets, page = register_page(call->req);
	struct list_filter f = { .organization = id, .n = SERVICES_SHOWN };
	if (!store_list_services(cx, &f, &services, &n_services))
		return false;
	f.n = REGISTER_ROWS;
	f.first = (page - 1) * REGISTER_ROWS;
	if (!store_list_assets(cx, &f, &assets, &n_assets))
		return false;
	vec_each (s, &services)
		*vec_push(&cx->a, &v->services) = register_node_row(&call->main, s);
	vec_each (a, &assets)
		*vec_push(&cx->a, &v->assets) = register_node_row(&call->main, a);
	if (n_services > (int64_t)services.n)
		v->services_href = register_list_href(&cx->a, "/register/services", "organization", id);
	struct address q = address_begin(&cx->a, register_organization_href(&cx->a, id));
	v->assets_pager = register_pager(&q, page, n_assets);
	return true;
}

bool register_organization_page(struct cx *cx, struct page_call *call)
{
	struct page_out *o = &call->main;
	struct arena *a = &cx->a;
	struct list_organization_full org = {};
	struct register_organization_view v = {};
	if (!store_list_organization(cx, http_param(call->req, "id"), &org))
		return ok(cx) ? fail(cx, E_MISSING, "there is no such organization in the register") : false;
	if (!show_contacts(cx, o, org.key, &v) || !show_nodes(cx, call, org.id, &v) ||
	        !register_history(cx, o, "organization", org.id, &v.history))
		return false;
	register_fact(a, &v.facts, tr(o, "Id"), org.id);
	register_fact(a, &v.facts, tr(o, "Kind"), registry_word(o, org.kind));
	register_fact_link(
	        o, &v.facts, tr(o, "Sector"), register_list_href(a, "/register/organizations", "sector", org.sector), org.sector_name);
	register_fact(a, &v.facts, tr(o, "Country"), org.country);
	register_fact_link(o, &v.facts, tr(o, "Part of"), register_organization_href(a, org.parent), org.parent_name);
	register_fact(a, &v.facts, tr(o, "Languages"), org.languages);
	register_common(call, &v.facts, &org.common);
	register_who_link(cx, call, "organization", org.id);
	call->frame.title = org.name;
	register_crumb(cx, call, S("/register"), tr(o, "Register"));
	register_crumb(cx, call, S("/register/organizations"), tr(o, "Organizations"));
	register_crumb(cx, call, S(""), org.name);
	page_register_organization(o, &v);
	return true;
}
