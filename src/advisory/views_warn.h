/* SPDX-License-Identifier: Apache-2.0
 *
 * The second half of views.h, which includes it: who must be warned, and what the desk looks after.
 */
#pragma once
#include "advisory/views.h"

/* ---- who must be warned ---- */
struct warn_row {
	struct str href, name, sector;
	int64_t direct, through, services, users, maybe, advisories; /* maybe: nodes only possibly hit, beside the certain ones */
	struct day newest; /* of the advisories */
	bool possible;
	struct str contact, role, channel, address, contact_href;
};
struct warn_list_view {
	struct field_view q, certainty, sector, order;
	struct str advisory, area, box; /* filters that came with a link; kept by the form */
	struct str advisory_title;
	VEC(struct warn_row) rows;
	int64_t organizations, users;
	struct empty_view nothing;
	struct pager_view pager;
};
void page_warn_list(struct page_out *o, const struct warn_list_view *v);

struct warn_contact {
	struct str name, role, channel, address, href, languages, hours;
};
struct warn_direct {
	struct str href, name, kind, area;
	bool possible;
};
struct warn_through {
	struct str href, name, kind, text, from, advisory, advisory_href;
	struct html after;
	enum page_level level;
	bool service, possible;
	int64_t users, steps;
	int64_t class_key, cause_class; /* of release: for whom it is noted that this was shown */
};
struct warn_advisory {
	struct str href, title, tracking;
	struct day released;
	bool quarantined;
};
VEC_TYPE(warn_advisory_vec, struct warn_advisory);
struct warn_show_view {
	struct tiles_view tiles;
	struct flash_view unaware;
	VEC(struct warn_contact) contacts;
	VEC(struct warn_direct) direct;
	int64_t n_direct, more_direct;
	VEC(struct finding_row) findings;
	int64_t n_findings;
	struct pager_view findings_pager;
	struct path_view path;
	VEC(struct warn_through) through;
	int64_t n_through;
	struct pager_view through_pager;
	struct warn_advisory_vec advisories, others; /* the newest; the rest */
	int64_t more_advisories;
	bool hidden_advisories; /* how many is not told */
};
void page_warn_show(struct page_out *o, const struct warn_show_view *v);

/* ---- admin ---- */
struct admin_link {
	struct str href, title, text;
};
struct admin_view {
	VEC(struct admin_link) links;
};
void page_admin(struct page_out *o, const struct admin_view *v);

struct alias_row {
	struct str key_text, vendor, alias, canonical;
	bool product;
};
struct alias_list_view {
	VEC(struct alias_row) rows;
	struct empty_view nothing;
	struct pager_view pager;
	struct field_view kind, vendor, alias, canonical;
};
void page_alias_list(struct page_out *o, const struct alias_list_view *v);

struct upload_row {
	struct str name, tracking, href, version, state, reason, supersedes;
	int64_t products, vulnerabilities, findings, affected;
	bool good, bad;
};
struct upload_view {
	struct field_view files;
	bool done;
	struct tiles_view tiles;
	VEC(struct upload_row) rows;
	int64_t left_out;
};
void page_upload(struct page_out *o, const struct upload_view *v);
