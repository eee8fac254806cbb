/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the registry's pages: what each page of pages/ shows, ready to be put.
 */
#pragma once
#include "page/frame.h"
#include "page/picture.h"

/* ---- parts ---- */
struct register_link_view {
	struct str href, text;
};
void page_register_link(struct page_out *o, const struct register_link_view *v);
struct register_actions_view { /* at the end of the title's line */
	struct page_links links;
};
void page_register_actions(struct page_out *o, const struct register_actions_view *v);
struct register_filter_view { /* the form above a list */
	struct str action;
	struct field_view q;
	VEC(struct field_view) fields;
	bool filtered;
};
void page_register_filter(struct page_out *o, const struct register_filter_view *v);
struct changed_field {
	struct str name, was, now;
};
struct history_row {
	struct when at;
	struct str what, actor;
	VEC(struct changed_field) fields;
	int64_t more; /* fields that are not shown */
};
struct register_history_view {
	VEC(struct history_row) rows;
	int64_t more;
};
void page_register_history(struct page_out *o, const struct register_history_view *v);

/* ---- overview ---- */
struct overview_sector {
	VEC(char) steps; /* one a level down */
	int64_t columns; /* that its name may take */
	struct str name, organizations_href, assets_href, services_href;
	int64_t organizations, services, assets, size;
};
struct overview_found {
	struct str href, name, id, more, record;
};
struct overview_change {
	struct when at;
	struct str actor, href, subject, what;
};
struct register_overview_view {
	struct field_view q;
	struct str searched; /* what was looked for */
	VEC(struct overview_found) found;
	struct page_links more; /* when more were found than are shown: the lists that hold them all */
	struct tiles_view tiles;
	VEC(struct overview_sector) sectors;
	int64_t most, columns; /* the largest size; columns of the tree */
	struct map_view map;
	int64_t outside; /* places far beyond the outline */
	VEC(struct overview_change) imports, changes;
	struct empty_view nothing;
};
void page_register_overview(struct page_out *o, const struct register_overview_view *v);

/* ---- lists ---- */
struct organization_row {
	struct str href, name, id, sector, kind, country, services_href, assets_href;
	int64_t services, assets;
};
struct register_organizations_view {
	struct register_filter_view filter;
	VEC(struct organization_row) rows;
	struct pager_view pager;
	struct empty_view nothing;
};
void page_register_organizations(struct page_out *o, const struct register_organizations_view *v);

struct node_row {
	struct str href, name, id, kind, sector, area, organization_href, organization, users, outage;
	int64_t components;
};
struct register_nodes_view { /* services or assets */
	struct register_filter_view filter;
	bool services;
	VEC(struct node_row) rows;
	struct pager_view pager;
	struct empty_view nothing;
};
void page_register_nodes(struct page_out *o, const struct register_nodes_view *v);

/* ---- one organization ---- */
struct contact_row {
	struct str name, role, channel, address, languages, hours, carried_by, carried_by_href;
};
struct register_organization_view {
	struct facts_view facts;
	VEC(struct contact_row) contacts;
	VEC(struct node_row) services, assets;
	struct str services_href; /* the rest of the services; empty = all are shown */
	struct pager_view assets_pager;
	struct register_history_view history;
};
void page_register_organization(struct page_out *o, const struct register_organization_view *v);

/* ---- one service or asset ---- */
struct component_row {
	struct str vendor, product, version, model, serial, exposure, cpe, purl, id;
};
struct member_row {
	struct str href, name, id, organization, weight; /* href empty = not released: name is its sector */
};
struct group_row {
	struct str name, need, kind, buffer, retained;
	bool grounded, complete; /* like-for-like network; all alternatives are listed */
	VEC(struct member_row) members;
};
struct dependent_row {
	struct member_row who;
	struct str need, kind, buffer;
};
struct register_node_view {
	bool is_service;
	struct facts_view facts;
	struct map_view map;
	struct html picture;
	int64_t not_drawn; /* neighbours that are in the words only */
	VEC(struct group_row) groups;
	int64_t more_suppliers;
	VEC(struct dependent_row) dependents;
	int64_t n_dependents, more_dependents;
	VEC(struct component_row) components;
	struct pager_view components_pager;
	struct register_history_view history;
};
void page_register_node(struct page_out *o, const struct register_node_view *v);

/* ---- import ---- */
struct import_count_row {
	struct str record;
	int64_t created, updated, deleted, same;
};
struct import_change_row {
	struct str sign, record, id, field, was, now;
};
struct import_shift_row {
	struct str who, why;
	int64_t gains, loses;
};
struct register_import_view {
	bool difference; /* the dry run's result is shown */
	VEC(struct import_count_row) counts;
	VEC(struct import_change_row) changes;
	VEC(struct import_shift_row) shifts; /* who gains or loses sight of records */
	int64_t more_changes;
	struct field_view token, revision, kept_replace; /* hidden, for the second step */
	bool replace;
	struct field_view files, replace_field;
};
void page_register_import(struct page_out *o, const struct register_import_view *v);
