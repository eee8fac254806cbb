/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's pages read: lists in pages, one record in full, the surroundings of a node. Every query passes release by itself: what cx's viewer may
 * not see is not counted, and where it is the other end of something seen, only its sector is told. Stays inside the room.
 */
#pragma once
#include "registry/registry.h"

struct list_filter { /* empty = any */
	struct str q; /* part of an id or name; ASCII letters in any case */
	struct str sector; /* public id; sectors below it count too */
	struct str kind, organization, area;
	int64_t first, n; /* rows to leave out before, rows at most */
};

struct list_totals {
	int64_t organizations, services, assets, components, dependencies, contacts;
};
bool store_list_totals(struct cx *cx, struct list_totals *out);

struct list_organization {
	struct str id, name, kind, sector_name, country, tlp;
	int64_t services, assets;
};
VEC_TYPE(list_organization_vec, struct list_organization);
/* Ordered by name. *total: all that fit the filter; 0 also when first lies beyond them. */
bool store_list_organizations(struct cx *cx, const struct list_filter *filter, struct list_organization_vec *out, int64_t *total);

struct list_node {
	struct str id, name, kind, sector_name, organization, organization_name, area, tlp; /* organization empty = not released */
	int64_t users, components, max_outage_min; /* -1 = not said; components of assets, outage of services */
};
VEC_TYPE(list_node_vec, struct list_node);
bool store_list_services(struct cx *cx, const struct list_filter *filter, struct list_node_vec *out, int64_t *total);
bool store_list_assets(struct cx *cx, const struct list_filter *filter, struct list_node_vec *out, int64_t *total);

struct list_found {
	struct str record, id, name, more; /* record: "organization", "service", "asset"; more: sector or kind */
};
VEC_TYPE(list_found_vec, struct list_found);
/* Organizations, services and assets by id or name, exact ids first. */
bool store_list_found(struct cx *cx, struct str q, int64_t n, struct list_found_vec *out);

/* Where services and assets are, one by one. */
struct list_place {
	int64_t class_key;
	struct str id, name, area;
	double lat, lon;
};
VEC_TYPE(list_place_vec, struct list_place);
bool store_list_places(struct cx *cx, struct list_place_vec *out);

struct list_change {
	struct str kind, subject, actor, content; /* of the ledger */
	int64_t at_us;
};
VEC_TYPE(list_change_vec, struct list_change);
/* The latest imports, newest first. */
bool store_list_imports(struct cx *cx, int64_t n, struct list_change_vec *out);
/* The latest changes of single records among the newest few thousand of all, newest first. */
bool store_list_changes(struct cx *cx, int64_t n, struct list_change_vec *out);

/* ---- one record ---- */
struct list_common {
	struct str tlp, confirmed_by, confirmed_on, source, confidence, origin;
};
struct list_organization_full {
	int64_t key;
	struct str id, name, kind, sector, sector_name, country, parent, parent_name, languages;
	struct list_common common;
};
/* false without error when there is none or it is not released. */
bool store_list_organization(struct cx *cx, struct str id, struct list_organization_full *out);
struct list_node_full {
	int64_t key, users, max_outage_min, restart_min; /* -1 = not said */
	bool is_service;
	struct str id, name, kind, sector, sector_name, organization, organization_name, area;
	double lat, lon, loss_per_hour; /* 9e99 = not said */
	struct list_common common;
};
bool store_list_node(struct cx *cx, struct str id, struct list_node_full *out);

struct list_contact {
	struct str id, name, role, channel, address, languages, hours, carried_by;
	int64_t order;
};
VEC_TYPE(list_contact_vec, struct list_contact);
bool store_list_contacts(struct cx *cx, int64_t organization, struct list_contact_vec *out);
struct list_component {
	struct str id, vendor, product, version, cpe, purl, model, serial, exposure;
};
VEC_TYPE(list_component_vec, struct list_component);
bool store_list_components(struct cx *cx, int64_t asset, int64_t first, int64_t n, struct list_component_vec *out, int64_t *total);

/* ---- what a node needs, and who needs it ---- */
struct list_link { /* one member of a group, seen from one of its ends */
	struct str group, kind, alternatives;
	int64_t weight, need, need_degraded, need_severe, buffer_min, retained; /* -1 = not said, but weight: 1 */
	bool grounded;
	int64_t sum, members; /* of the group, as far as released */
	/* The other end. id empty = not released: only its sector is told. */
	struct str id, name, sector_name, organization_name;
	bool is_service;
};
VEC_TYPE(list_link_vec, struct list_link);
/* Suppliers by group. */
bool store_list_needs(struct cx *cx, int64_t node, int64_t n, struct list_link_vec *out, int64_t *total);
/* Dependents by name. */
bool store_list_needed_by(struct cx *cx, int64_t node, int64_t n, struct list_link_vec *out, int64_t *total);
