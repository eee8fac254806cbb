/* SPDX-License-Identifier: Apache-2.0
 *
 * The room's pages: what they share, and their table. Must never show a row, a count or a name that has not passed the viewer's release classes.
 */
#include "advisory/web.h"
#include <stdlib.h>

enum { TEXT_BYTES_MAX = 8192 };

bool web_scope_open(struct cx *cx, struct web_scope *out)
{
	*out = (struct web_scope){ .answer = affected_all(cx) };
	out->hits = out->answer ? hits_all(cx) : NULL;
	if (!out->hits || !affected_seen_open(cx, out->answer, &out->seen))
		return false;
	out->cleared = out->seen.cleared;
	out->desk = out->seen.desk;
	return ok(cx);
}

void web_warned_rows(struct cx *cx, const struct web_scope *scope, struct web_warned_vec *out)
{
	vec_each (whole, &scope->answer->rows) {
		const struct affected *row = affected_released(cx, scope->answer, &scope->seen, whole);
		if (!row)
			continue;
		/* Rows are ordered by organization, the certain one first. */
		struct web_warned *last = out->n ? &out->at[out->n - 1] : NULL;
		if (row->possible && last && last->sure && last->sure->organization == row->organization)
			last->maybe = row;
		else
			*vec_push(&cx->a, out) = row->possible ? (struct web_warned){ .maybe = row } : (struct web_warned){ .sure = row };
	}
}

const struct registry_organization *web_organization(const struct web_warned *w)
{
	return w->sure ? w->sure->organization : w->maybe->organization;
}

void web_newest(const struct web_scope *scope, struct web_warned *w)
{
	w->advisories = 0;
	w->newest_us = TIME_NONE;
	vec_each (revision, &(w->sure ? w->sure : w->maybe)->revisions) {
		const struct advisory_head *h = &scope->answer->heads.at[*map_find_int(&scope->answer->advisories, *revision)];
		if (!map_find_int(&scope->cleared, h->class_key))
			continue;
		w->advisories++;
		if (w->newest_us == TIME_NONE || h->released_us > w->newest_us)
			w->newest_us = h->released_us;
	}
}

bool web_has_revision(const struct affected *row, int64_t revision)
{
	if (row)
		vec_each (r, &row->revisions)
			if (*r == revision)
				return true;
	return false;
}

/* ---- addresses ---- */
static int by_id(const void *key, const void *organization)
{
	return str_cmp(*(const struct str *)key, ((const struct registry_organization *)organization)->id);
}

struct str web_organization_name(const struct web_scope *scope, struct str id)
{
	const struct registry_organization_vec *all = &scope->answer->organizations;
	const struct registry_organization *o = all->n ? bsearch(&id, all->at, all->n, sizeof *all->at, by_id) : NULL;
	return o && map_find_int(&scope->cleared, o->class_key) ? o->name : id;
}

struct str web_sector_name(const struct web_scope *scope, const struct page_out *o, const struct registry_node *node)
{
	if (node->sector.len && map_find(&scope->seen.sectors, node->sector))
		return hits_sector(scope->hits, node->sector);
	return tr(o, "another organization");
}

bool web_is_told(const struct web_scope *scope, const struct registry_node *node)
{
	return map_find_int(&scope->seen.path, node->class_key) != NULL;
}

/* The tracking id alone unless several publishers use it. */
static struct str advisory_id(struct arena *a, const struct hits *hits, const struct advisory_head *head)
{
	bool twin = hits && map_find(&hits->twins, head->tracking);
	return twin ? arena_printf(a, "%.*s|%.*s", STR(head->publisher), STR(head->tracking)) : head->tracking;
}

struct str web_advisory_href(struct arena *a, const struct hits *hits, const struct advisory_head *head)
{
	return address_of(a, "/advisories/", advisory_id(a, hits, head));
}

struct str web_warn_because_href(struct arena *a, const struct hits *hits, const struct advisory_head *head)
{
	return address_of(a, "/warn?advisory=", advisory_id(a, hits, head));
}

struct str web_warn_href(struct arena *a, struct str organization)
{
	return address_of(a, "/warn/", organization);
}

struct str web_node_href(struct arena *a, const struct registry_node *node)
{
	return address_of(a, "/register/nodes/", node->id);
}

struct pager_view web_pager(const struct request *req, const char *name, size_t total, size_t rows, size_t *from, size_t *to)
{
	int64_t page = 1, pages = total ? (int64_t)((total + rows - 1) / rows) : 1;
	if (!str_int(http_query(req, name), &page) || page < 1)
		page = 1;
	if (page > pages)
		page = pages;
	*from = (size_t)(page - 1) * rows;
	*to = *from + rows < total ? *from + rows : total;
	return (struct pager_view){ .page = page, .pages = pages, .total = (int64_t)total };
}

/* ---- words ---- */
struct html web_after(const struct page_out *o, int64_t minutes)
{
	struct page_out part = page_capture(o);
	int64_t days = minutes / 1440, hours = minutes / 60 % 24, rest = minutes % 60;
	if (minutes <= 0)
		put(&part, tr(o, "at once"));
	else if (days && hours)
		page_say(&part, tr(o, "after %s d %s h"), page_arg(days), page_arg(hours));
	else if (days)
		page_say(&part, tr(o, "after %s d"), page_arg(days));
	else if (hours && rest)
		page_say(&part, tr(o, "after %s h %s min"), page_arg(hours), page_arg(rest));
	else if (hours)
		page_say(&part, tr(o, "after %s h"), page_arg(hours));
	else
		page_say(&part, tr(o, "after %s min"), page_arg(rest));
	return page_captured(&part);
}

struct str web_counted(const struct page_out *o, struct str text, int64_t n)
{
	struct buf b = buf_make(o->buf->arena, TEXT_BYTES_MAX);
	ptrdiff_t at = str_find(text, S("%s"));
	buf_put(&b, str_slice(text, 0, at < 0 ? text.len : (size_t)at));
	if (at >= 0) {
		catalogue_number(o->lang, &b, n);
		buf_put(&b, str_slice(text, (size_t)at + 2, text.len));
	}
	return buf_str(&b);
}

struct str web_of(const struct page_out *o, int64_t some, int64_t all)
{
	struct page_out part = page_capture(o);
	page_say_attr(&part, tr(o, "%s of %s"), page_arg(some), page_arg(all)); /* of figures nothing is escaped: it is plain text */
	return page_captured(&part).raw;
}

struct str web_score(struct arena *a, double cvss)
{
	return cvss > 0 ? arena_printf(a, "%.1f", cvss) : S("");
}

static char fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool web_contains(struct str hay, struct str needle)
{
	for (size_t i = 0; i + needle.len <= hay.len; i++) {
		size_t k = 0;
		while (k < needle.len && fold(hay.ptr[i + k]) == fold(needle.ptr[k]))
			k++;
		if (k == needle.len)
			return true;
	}
	return false;
}

/* ---- findings ---- */
static enum page_verdict verdict_of(enum match_verdict verdict)
{
	return page_verdict_of(str_c(match_verdict_names[verdict]));
}

static int gravity(enum page_verdict v)
{
	static const int order[] = {
		[PAGE_AFFECTED] = 0, [PAGE_UNDECIDABLE] = 1, [PAGE_UNDER_INVESTIGATION] = 2, [PAGE_FIXED] = 3, [PAGE_NOT_AFFECTED] = 4
	};
	return order[v];
}

static bool same_row(const struct finding_row *r, const struct finding *f)
{
	return str_eq(r->product_id, f->product_id) && r->verdict == verdict_of(f->verdict) && r->confidence.percent == f->confidence &&
	       str_eq(r->reason, f->reason);
}

static void add_vulnerability(struct arena *a, struct finding_row *r, struct str vulnerability)
{
	enum { NAMED = 3 };
	r->n_vulnerabilities++;
	if (r->n_vulnerabilities <= NAMED)
		r->vulnerabilities = r->vulnerabilities.len ? arena_printf(a, "%.*s, %.*s", STR(r->vulnerabilities), STR(vulnerability))
		                                            : arena_str(a, vulnerability);
	r->more = r->n_vulnerabilities > NAMED ? r->n_vulnerabilities - NAMED : 0;
}

bool web_finding(void *arg, const struct finding *f)
{
	struct web_findings *w = arg;
	struct finding_row_vec *rows = &w->rows;
	if (w->open_only && f->verdict < MATCH_UNDER_INVESTIGATION)
		return true;
	/* Findings come by asset and component: only the rows of the component under way can be the same. */
	if (w->group == rows->n || !str_eq(rows->at[w->group].component, f->component) || !str_eq(rows->at[w->group].advisory, w->advisory))
		w->group = rows->n;
	/* Why somebody must be warned: of one component under one advisory the gravest statement is enough. */
	if (w->open_only && w->group < rows->n && gravity(verdict_of(f->verdict)) != gravity(rows->at[w->group].verdict)) {
		if (gravity(verdict_of(f->verdict)) > gravity(rows->at[w->group].verdict))
			return true;
		rows->n = w->group;
	}
	for (size_t i = w->group; i < rows->n; i++)
		if (same_row(&rows->at[i], f)) {
			add_vulnerability(w->a, &rows->at[i], f->vulnerability);
			return true;
		}
	if (rows->n == WEB_FINDINGS_MAX) {
		w->left_out++;
		return true;
	}
	struct arena *a = w->a;
	struct finding_row *r = vec_push(a, rows);
	*r = (struct finding_row){
		.advisory = w->advisory, .advisory_href = w->href, .verdict = verdict_of(f->verdict), .confidence = { f->confidence }
	};
	r->asset = arena_str(a, f->asset);
	r->asset_name = arena_str(a, f->asset_name);
	r->organization = arena_str(a, f->organization);
	r->component = arena_str(a, f->component);
	r->product = f->version.len ? arena_printf(a, "%.*s %.*s %.*s", STR(f->vendor), STR(f->product), STR(f->version))
	                            : arena_printf(a, "%.*s %.*s", STR(f->vendor), STR(f->product));
	r->product_id = arena_str(a, f->product_id);
	r->reason = arena_str(a, f->reason);
	add_vulnerability(a, r, f->vulnerability);
	return true;
}

static int worst_first(const void *x, const void *y)
{
	const struct finding_row *a = x, *b = y;
	if (gravity(a->verdict) != gravity(b->verdict))
		return gravity(a->verdict) - gravity(b->verdict);
	if (a->confidence.percent != b->confidence.percent)
		return b->confidence.percent - a->confidence.percent;
	int c = str_cmp(a->asset, b->asset);
	if (!c)
		c = str_cmp(a->component, b->component);
	return c ? c : str_cmp(a->product_id, b->product_id);
}

void web_findings_sort(struct finding_row_vec *rows)
{
	if (rows->n)
		qsort(rows->at, rows->n, sizeof *rows->at, worst_first);
}

const struct page advisory_pages[] = {
	{ HTTP_GET, "/", RIGHT_READ, watch_page, "What is new, what is hit, who must act", .menu = "Watch" },
	{ HTTP_GET, "/watch", RIGHT_READ, watch_page, "What is new, what is hit, who must act" },
	{ HTTP_GET, "/advisories", RIGHT_READ, advisories_page, "The current advisories, newest first", .menu = "Advisories" },
	{ HTTP_GET, "/advisories/{id}", RIGHT_READ, advisory_page, "One advisory with its products, findings and who is to be warned" },
	{ HTTP_GET, "/quarantine", RIGHT_TRIAGE, quarantine_page, "Documents that could not be read, with their reasons" },
	{ HTTP_GET, "/warn", RIGHT_WARN, warn_page, "Who must be warned: one row an organization", .menu = "Who must be warned" },
	{ HTTP_GET, "/warn/{organization}", RIGHT_WARN, warned_page,
	        "Why one organization must be warned, with contacts, findings and the path" },
	{ HTTP_GET, "/admin", RIGHT_TRIAGE, admin_page, "What the desk looks after", .menu = "Admin" },
	{ HTTP_GET, "/admin/aliases", RIGHT_TRIAGE, aliases_page, "Names that mean the same vendor or product" },
	{ HTTP_POST, "/admin/aliases", RIGHT_TRIAGE, alias_post, "Add or change an alias" },
	{ HTTP_POST, "/admin/aliases/{key}/remove", RIGHT_TRIAGE, alias_remove_post, "Remove an alias" },
	{ HTTP_GET, "/admin/advisories", RIGHT_TRIAGE, upload_page, "Read advisories: the form" },
	{ HTTP_POST, "/admin/advisories", RIGHT_TRIAGE, upload_post, "Read uploaded advisories and show what became of each",
	        .upload_bytes = 64u << 20 },
	{},
};
