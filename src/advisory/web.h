/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's pages share. Inside the room.
 */
#pragma once
#include "advisory/hits.h"
#include "advisory/views.h"
#include "page/address.h"

enum { WEB_ROWS = 50 };

/* What of the whole truth the viewer may know. */
struct web_scope {
	const struct affected_answer *answer;
	const struct hits *hits;
	struct affected_seen seen;
	struct map cleared; /* of seen */
	bool desk; /* of seen: keeps the register */
};
bool web_scope_open(struct cx *cx, struct web_scope *out);
/* Organizations' rows in pairs: the certain and the possible row of one organization, either may be NULL. Only what the viewer may see. */
struct web_warned {
	const struct affected *sure, *maybe;
	int64_t advisories, newest_us; /* of the row that stands for both, of what the viewer may see; TIME_NONE when there is none. By web_newest */
};
VEC_TYPE(web_warned_vec, struct web_warned);
void web_warned_rows(struct cx *cx, const struct web_scope *scope, struct web_warned_vec *out);
const struct registry_organization *web_organization(const struct web_warned *w);
/* Counts the advisories behind a row, and finds when the newest came out. */
void web_newest(const struct web_scope *scope, struct web_warned *w);
/* Does an advisory stand behind a row? false for a row that is NULL. */
bool web_has_revision(const struct affected *row, int64_t revision);

/* The name of an organization whose id the viewer knows; the id when the name is not released. */
struct str web_organization_name(const struct web_scope *scope, struct str id);

/* All that may be told of a node that is not released: the name of its sector, or of its owner's when it names none; never empty. */
struct str web_sector_name(const struct web_scope *scope, const struct page_out *o, const struct registry_node *node);
/* May the viewer know that this node is the cause of something? */
bool web_is_told(const struct web_scope *scope, const struct registry_node *node);

/* ---- addresses ---- */
/* "/advisories/ID", by the tracking id alone unless several publishers use it. */
struct str web_advisory_href(struct arena *a, const struct hits *hits, const struct advisory_head *head);
struct str web_warn_href(struct arena *a, struct str organization);
/* "/warn?advisory=ID": who must be warned because of it. */
struct str web_warn_because_href(struct arena *a, const struct hits *hits, const struct advisory_head *head);
/* mailto: or tel: of a contact; empty when its channel is neither. */
struct str web_contact_href(struct arena *a, const struct registry_contact *contact);
/* The page of a node in the register. */
struct str web_node_href(struct arena *a, const struct registry_node *node);

/* The page asked for as ?NAME=, held inside 1..pages; rows of it: *from (0-based) up to *to. */
struct pager_view web_pager(const struct request *req, const char *name, size_t total, size_t rows, size_t *from, size_t *to);

/* ---- words ---- */
/* "at once", "after 45 min", "after 4 h", "after 2 d 3 h". */
struct html web_after(const struct page_out *o, int64_t minutes);
/* A counted text with its %s filled; for places that take plain text. */
struct str web_counted(const struct page_out *o, struct str text, int64_t n);
/* "1 of 2", for places that take plain text. */
struct str web_of(const struct page_out *o, int64_t some, int64_t all);
/* A document's category or status ("csaf_vex", "interim"), and a severity ("CRITICAL", "Important") in the viewer's language: what is not of the usual
 * words is the publisher's own and stands as it is. */
struct str web_csaf_word(const struct page_out *o, struct str word);
struct str web_severity_word(const struct page_out *o, struct str word);
/* "9.8"; empty when there is no score. */
struct str web_score(struct arena *a, double cvss);
/* Does hay hold needle, ASCII letters folded? An empty needle is everywhere. */
bool web_contains(struct str hay, struct str needle);

/* ---- findings, merged ---- */
/* Findings that differ in nothing but the vulnerability are one row. */
struct web_findings {
	struct arena *a;
	struct finding_row_vec rows;
	size_t group; /* first row of the component under way */
	bool open_only; /* only affected, undecidable and under investigation, and of each component only the gravest */
	struct str advisory, title, href; /* set on the rows that come */
	size_t left_out;
};
enum { WEB_FINDINGS_MAX = 20000 };
/* For findings_each; arg is a struct web_findings. */
bool web_finding(void *arg, const struct finding *finding);
/* Worst verdict first, then surest, then by asset. */
void web_findings_sort(struct finding_row_vec *rows);

/* ---- handlers, for the table in web.c ---- */
bool watch_page(struct cx *cx, struct page_call *call);
bool advisories_page(struct cx *cx, struct page_call *call);
bool advisory_page(struct cx *cx, struct page_call *call);
bool quarantine_page(struct cx *cx, struct page_call *call);
bool warn_page(struct cx *cx, struct page_call *call);
bool warned_page(struct cx *cx, struct page_call *call);
bool admin_page(struct cx *cx, struct page_call *call);
bool aliases_page(struct cx *cx, struct page_call *call);
bool alias_post(struct cx *cx, struct page_call *call);
bool alias_remove_post(struct cx *cx, struct page_call *call);
bool upload_page(struct cx *cx, struct page_call *call);
bool upload_post(struct cx *cx, struct page_call *call);

/* The picture of who depends on what: paths to the organization's own nodes, at most WEB_PATH_NODES drawn (web_path.c). */
enum { WEB_PATH_NODES = 26 };
struct web_fall {
	const struct affected_through *through;
	bool possible;
};
VEC_TYPE(web_fall_vec, struct web_fall);
void web_path(struct cx *cx, const struct web_scope *scope, const struct page_out *o, const struct registry_organization *own,
        const struct web_fall_vec *falls, struct path_view *out);
