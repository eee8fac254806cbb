/* SPDX-License-Identifier: Apache-2.0
 *
 * The register: sectors, organizations, contacts, services, assets, components, dependencies. The face of the room.
 */
#pragma once
#include "base/cx.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/feature.h"
#include "core/release_grant.h"
#include "page/picture.h"

extern const struct feature feature_registry;

/* ---- import and export ---- */
struct registry_change {
	const char *record; /* "asset" */
	struct str id;
	enum { CHANGE_CREATE, CHANGE_UPDATE, CHANGE_DELETE } what;
	const char *field;  /* of an update: one entry a changed field; NULL for create and delete */
	struct str was, now;
};
VEC_TYPE(registry_change_vec, struct registry_change);
struct registry_count {
	const char *record;
	size_t created, updated, deleted, same;
	bool present; /* a file of it was there */
};
struct registry_import {
	struct registry_change_vec changes; /* filled only when wanted */
	struct release_shift_vec shifts; /* of a trial run, when wanted: who gains and who loses sight of records */
	struct registry_count counts[12];
	size_t n_counts;
	struct str id; /* of this import, for its history */
};
/* Imports a folder, an archive (.zip, .tar, …) or one file of the exchange format (coast.geojson, the country's outline, included), in one transaction. dry_run: nothing is written.
 * replace: rows that a present file does not name are deleted. wanted: list the changes one by one.
 * E_INVALID: "FILE:LINE:COLUMN: what and what to do"; nothing half-done. Emits register.changed when something changed. */
bool registry_import(struct cx *cx, struct str path, bool dry_run, bool replace, bool wanted, struct registry_import *out);
/* Who wants to know how far an import is: told at the start of each step and every few thousand rows, from the importing thread. */
struct registry_progress {
	/* step: "reading", "comparing", "writing" …; what: file or record; all 0 = not known. Both are borrowed for the call. */
	void (*tell)(void *arg, const char *step, const char *what, size_t done, size_t all);
	void *arg;
};
/* registry_import that tells progress how far it is. */
bool registry_import_told(struct cx *cx, struct str path, bool dry_run, bool replace, bool wanted, const struct registry_progress *progress,
        struct registry_import *out);
/* Writes all records released to cx's viewer into dir as CSV (or JSON Lines), ordered by id. counts per record type as in the import. */
bool registry_export(struct cx *cx, struct str dir, bool json_lines, struct registry_import *out);
/* The same for handing on: each record as the redaction recipe of its data set leaves it (core/redact.h). Such files cannot be imported. */
bool registry_export_redacted(struct cx *cx, struct str dir, bool json_lines, struct registry_import *out);

/* ---- reading ---- */
/* Revision of the register: bumped only by changes of its own records. */
int64_t registry_revision(struct cx *cx);

struct registry_node {
	int64_t key, organization, class_key, users; /* users -1 = not said */
	int64_t restart_min;			      /* -1 = not said */
	struct str id, name, sector, kind, area;      /* sector: public id, its own or else its organization's; kind: of an asset */
	double lat, lon;			      /* 9e99 = not said */
	bool is_service;
};
VEC_TYPE(registry_node_vec, struct registry_node);
/* One member of a dependency group, resolved to keys. Ordered by dependent, group. Numbers -1 = not said. */
struct registry_dependency {
	int64_t dependent, supplier, weight, need, need_degraded, need_severe, buffer_min, retained, grounded;
	struct str group, kind, alternatives;
};
VEC_TYPE(registry_dependency_vec, struct registry_dependency);
/* The whole graph, for the engines: nothing of it may be shown without release_allows on the node's class. Ordered by key. */
bool registry_nodes(struct cx *cx, struct registry_node_vec *out);
/* Dependency rows one after the other: they are many. AUTO(db_rows) rows = registry_dependency_rows(cx); texts are borrowed until the next row. */
struct db_rows registry_dependency_rows(struct cx *cx);
bool registry_dependency_next(struct db_rows *rows, struct registry_dependency *d);
/* Dependency rows around one node (as dependent or supplier), released to the viewer. */
bool registry_dependencies_of(struct cx *cx, int64_t node, struct registry_dependency_vec *out);

struct registry_organization {
	int64_t key, class_key;
	struct str id, name, kind, sector, sector_name, country, languages;
	int64_t services, assets; /* released counts */
};
VEC_TYPE(registry_organization_vec, struct registry_organization);
/* All organizations, whoever asks (for the engines' rows). Ordered by id. */
bool registry_organizations(struct cx *cx, struct registry_organization_vec *out);
struct registry_contact {
	int64_t organization, class_key;
	struct str id, name, role, channel, address, languages, hours;
	int64_t order; /* -1 = not said: comes last */
};
VEC_TYPE(registry_contact_vec, struct registry_contact);
/* All contacts of all organizations by organization, then order, then id (for the engines' rows). */
bool registry_contacts(struct cx *cx, struct registry_contact_vec *out);

struct registry_sector {
	int64_t key;
	struct str id, name, parent;
	int64_t organizations, services, assets;
};
VEC_TYPE(registry_sector_vec, struct registry_sector);
/* Sectors with released counts. */
bool registry_sectors(struct cx *cx, struct registry_sector_vec *out);

/* Distinct installed products, for the matcher. */
struct registry_product {
	int64_t key;
	struct str vendor, product, version, cpe, purl, model, serial;
};
VEC_TYPE(registry_product_vec, struct registry_product);
/* The highest key of an installed product; 0 when there is none. */
int64_t registry_products_top(struct cx *cx);
bool registry_products(struct cx *cx, int64_t above_key, struct registry_product_vec *out);
struct registry_component {
	int64_t key, asset, installed, class_key;
	struct str id;
};
VEC_TYPE(registry_component_vec, struct registry_component);
/* Every component with its asset and installed product, ordered by installed product (for the engines' rows). */
bool registry_components(struct cx *cx, struct registry_component_vec *out);

/* ---- the country's outline ---- */
/* Appends the lines of the country's outline (coast.geojson of the register) to a map, thinned to what a picture of a screen's size shows; borrowed until the end of
 * the unit of work. None is no error: the map stays as it is. */
bool registry_map_lines(struct cx *cx, struct map_view *into);

/* ---- words ---- */
/* Choices of the exchange format (kinds, roles, confidences …) and the usual channels and exposures in the viewer's language, for pages of this and
 * higher rooms; an unknown word as it is. Borrowed. */
struct str registry_word(const struct page_out *o, struct str choice);
