/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the advisory room's pages: what each page of pages/ shows, ready to be put.
 */
#pragma once
#include "page/frame.h"
#include "page/picture.h"

/* ---- Watch ---- */
struct share { /* one part of a bar: SVG lengths ("12.5%") and the class that colours it */
	struct str x, width, class;
};
struct watch_sector {
	struct str name;
	int64_t hit, possible, all;
	VEC(struct share) shares;
};
struct watch_level {
	enum page_level level;
	int64_t assets, services;
};
struct watch_actor {
	struct str href, name, sector;
	int64_t direct, through, users, advisories;
	struct day newest; /* of them */
	bool possible;
};
struct watch_latest {
	struct str href, title, tracking, publisher, score, warn_href; /* warn_href: who must be warned because of it; empty = not the viewer's to know */
	struct day released;
	int64_t affected, possible, warned;
	bool quarantined;
};
struct watch_view {
	struct str own; /* the viewer's organization when they see only its part */
	int64_t warned, unaware;
	struct tiles_view tiles;
	struct empty_view nothing;
	struct map_view map;
	int64_t abroad; /* hit places outside the outline */
	VEC(struct watch_sector) sectors;
	VEC(struct watch_level) levels;
	VEC(struct watch_actor) actors;
	VEC(struct watch_latest) latest;
	int64_t more_actors;
	bool may_warn, desk;
};
void page_watch(struct page_out *o, const struct watch_view *v);

/* ---- advisories ---- */
struct advisory_row {
	struct str href, title, tracking, publisher, severity, score;
	struct day released;
	enum page_tlp tlp;
	int64_t affected, possible;
	bool quarantined;
};
struct advisory_list_view {
	struct field_view q, state;
	VEC(struct advisory_row) rows;
	struct empty_view nothing;
	struct pager_view pager;
};
void page_advisory_list(struct page_out *o, const struct advisory_list_view *v);

struct tree_product {
	struct str id, name; /* name: version, or the whole name where the branches name none */
	struct str status; /* "affected", "fixed" … over all vulnerabilities; empty = no statement */
	enum page_verdict verdict;
	bool has_verdict;
};
struct tree_name {
	struct str name;
	bool many; /* else the one product stands on the name's own line */
	VEC(struct tree_product) products;
};
struct tree_vendor {
	struct str name;
	VEC(struct tree_name) names;
};
struct tree_relation {
	struct str part, whole, name, how;
};
struct remedy_row {
	struct str category, details, href;
	int64_t products;
};
struct vulnerability_row {
	struct str id, title, score, vector, cwe, severity, summary;
	int64_t affected, fixed, not_affected, under_investigation;
	VEC(struct remedy_row) remedies;
	int64_t more_remedies;
};
struct finding_row {
	struct str asset, asset_href, asset_name, organization, component, product, product_id, reason, vulnerabilities;
	struct str advisory, advisory_href; /* where findings of several advisories stand together */
	struct str first; /* of the vulnerabilities */
	int64_t n_vulnerabilities, more;
	enum page_verdict verdict;
	struct confidence confidence;
};
VEC_TYPE(finding_row_vec, struct finding_row);
struct warn_short {
	struct str href, name, sector;
	int64_t class_key; /* of release: for whom it is noted that this was shown */
	int64_t direct, through, users;
	bool possible;
};
struct advisory_show_view {
	struct flash_view quarantined;
	struct str lang; /* of the document's own texts; empty = not said */
	struct str summary;
	struct facts_view facts;
	struct tiles_view tiles;
	VEC(struct warn_short) warned;
	int64_t n_warned, n_maybe, more_warned; /* n_maybe: of n_warned, those only possibly */
	struct str warn_href;
	bool may_warn;
	VEC(struct finding_row) findings;
	int64_t n_findings;
	struct pager_view findings_pager;
	struct empty_view no_findings;
	VEC(struct vulnerability_row) vulnerabilities;
	int64_t n_vulnerabilities;
	struct pager_view vulnerabilities_pager;
	VEC(struct tree_vendor) vendors;
	VEC(struct tree_relation) relations;
	int64_t n_products;
	struct pager_view products_pager;
};
void page_advisory_show(struct page_out *o, const struct advisory_show_view *v);

struct quarantine_row {
	struct str name, reason, digest;
	struct when at;
};
struct quarantine_view {
	VEC(struct quarantine_row) rows;
	struct empty_view nothing;
	struct pager_view pager;
	struct str read_href; /* documents that could be read but do not conform */
	int64_t n_read;
};
void page_quarantine(struct page_out *o, const struct quarantine_view *v);

#include "advisory/views_warn.h"
