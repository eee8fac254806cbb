/* SPDX-License-Identifier: Apache-2.0
 *
 * One advisory: what it says, what of the register it meets and why, who is to be warned because of it.
 */
#include "advisory/web.h"
#include <stdlib.h>
#include <string.h>

enum {
	PRODUCTS = 120,
	VULNERABILITIES = 12,
	FINDINGS = 30,
	REMEDIES = 4,
	DETAILS_BYTES = 400,
	SUMMARY_BYTES = 1200,
	WARNED = 12,
	NAME_SHARE = 4
};

struct advisory_work {
	struct cx *cx;
	struct page_call *call;
	struct web_scope scope;
	struct advisory_head head;
	struct csaf_document doc;
	struct str href;
	struct advisory_show_view v;
};

/* At most n bytes, cut between letters, with an ellipsis when something is missing. */
static struct str shorten(struct arena *a, struct str s, size_t n)
{
	if (s.len <= n)
		return s;
	while (n && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return arena_printf(a, "%.*s\u2026", (int)n, s.ptr);
}

/* The address of this page with one of its three lists turned to another page. */
static struct str list_href(struct advisory_work *w, const char *name)
{
	struct address q = address_begin(&w->cx->a, w->href);
	return address_open(&q, name);
}

/* ---- facts ---- */
static void add_fact(struct advisory_work *w, struct str term, struct str text)
{
	if (text.len)
		*vec_push(&w->cx->a, &w->v.facts.facts) = (struct fact){ term, text, {} };
}

static void add_html(struct advisory_work *w, struct str term, struct page_out *part)
{
	*vec_push(&w->cx->a, &w->v.facts.facts) = (struct fact){ term, {}, page_captured(part) };
}

static void add_day(struct advisory_work *w, struct str term, int64_t us)
{
	struct page_out part = page_capture(&w->call->main);
	if (us == TIME_NONE || !us)
		return;
	put(&part, (struct when){ us });
	add_html(w, term, &part);
}

/* May it stand in a lang attribute? What a document says is foreign: "en-US", nothing longer, nothing else. */
static bool language_tag(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'z') && s.ptr[i] != '-')
			return false;
	return s.len >= 2 && s.len <= 12;
}

static void show_facts(struct advisory_work *w)
{
	const struct page_out *o = &w->call->main;
	const struct csaf_document *d = &w->doc;
	struct page_out part = page_capture(o);
	add_fact(w, tr(o, "Publisher"), d->publisher_name);
	add_fact(w, tr(o, "Namespace"), d->publisher_namespace);
	add_fact(w, tr(o, "Tracking id"), d->tracking_id);
	add_fact(w, tr(o, "Version"), d->version);
	add_fact(w, tr(o, "Status"), web_csaf_word(o, d->status));
	add_day(w, tr(o, "Released"), d->current_release_us);
	add_day(w, tr(o, "First released"), d->initial_release_us);
	add_day(w, tr(o, "Read here"), w->head.read_us);
	add_fact(w, tr(o, "Severity"), web_severity_word(o, d->severity));
	if (w->head.cvss > 0)
		add_fact(w, tr(o, "Highest CVSS score"), web_score(&w->cx->a, w->head.cvss));
	add_fact(w, tr(o, "Category"), web_csaf_word(o, d->category));
	add_fact(w, tr(o, "Language"), d->lang);
	add_fact(w, tr(o, "Sectors named"), shorten(&w->cx->a, d->sectors, DETAILS_BYTES));
	add_fact(w, tr(o, "Countries named"), shorten(&w->cx->a, d->countries, DETAILS_BYTES));
	if (d->self_url.len) {
		page_literal(&part, "<a rel=\"noreferrer\" href=\"");
		put_link(&part, d->self_url);
		page_literal(&part, "\"><bdi>");
		put(&part, d->self_url);
		page_literal(&part, "</bdi></a>");
		add_html(w, tr(o, "Source"), &part);
	}
	if (w->scope.desk) /* names of the desk's own files */
		add_fact(w, tr(o, "File"), w->head.name);
	w->v.lang = language_tag(d->lang) ? d->lang : S("");
	w->v.summary = shorten(&w->cx->a, d->summary, SUMMARY_BYTES);
}

/* ---- products as a tree ---- */
struct product_state { /* worst statement over all vulnerabilities, by product */
	bool said;
	enum page_verdict verdict;
};

static int gravity(enum page_verdict v)
{
	static const int order[] = {
		[PAGE_AFFECTED] = 4, [PAGE_UNDECIDABLE] = 3, [PAGE_UNDER_INVESTIGATION] = 2, [PAGE_FIXED] = 1, [PAGE_NOT_AFFECTED] = 0
	};
	return order[v];
}

static bool stated(enum csaf_status status, enum page_verdict *out)
{
	switch (status) {
	case CSAF_FIRST_AFFECTED:
	case CSAF_KNOWN_AFFECTED:
	case CSAF_LAST_AFFECTED: *out = PAGE_AFFECTED; return true;
	case CSAF_KNOWN_NOT_AFFECTED: *out = PAGE_NOT_AFFECTED; return true;
	case CSAF_FIRST_FIXED:
	case CSAF_FIXED: *out = PAGE_FIXED; return true;
	case CSAF_UNDER_INVESTIGATION: *out = PAGE_UNDER_INVESTIGATION; return true;
	case CSAF_RECOMMENDED:
	case CSAF_STATUS_COUNT: break;
	}
	return false;
}

static struct product_state *product_states(struct advisory_work *w)
{
	struct product_state *states = arena_array(&w->cx->a, struct product_state, w->doc.n_products + 1);
	for (size_t v = 0; v < w->doc.n_vulnerabilities; v++)
		for (size_t s = 0; s < w->doc.vulnerabilities[v].n_statuses; s++) {
			const struct csaf_product_status *st = &w->doc.vulnerabilities[v].statuses[s];
			struct product_state *p = &states[st->product];
			enum page_verdict verdict;
			if (!stated(st->status, &verdict) || (p->said && gravity(p->verdict) >= gravity(verdict)))
				continue;
			*p = (struct product_state){ true, verdict };
		}
	return states;
}

static int by_branch(const void *x, const void *y)
{
	const struct csaf_product *a = *(const struct csaf_product *const *)x, *b = *(const struct csaf_product *const *)y;
	bool ra = a->relation != CSAF_RELATION_NONE, rb = b->relation != CSAF_RELATION_NONE;
	if (ra != rb)
		return ra - rb;
	int c = str_cmp(a->vendor, b->vendor);
	if (!c)
		c = str_cmp(a->product, b->product);
	return c ? c : (a > b) - (a < b);
}

static struct str relation_word(const struct page_out *o, enum csaf_relation relation)
{
	switch (relation) {
	case CSAF_DEFAULT_COMPONENT_OF: return tr(o, "component of");
	case CSAF_EXTERNAL_COMPONENT_OF: return tr(o, "external component of");
	case CSAF_INSTALLED_ON: return tr(o, "installed on");
	case CSAF_INSTALLED_WITH: return tr(o, "installed with");
	case CSAF_OPTIONAL_COMPONENT_OF: return tr(o, "optional component of");
	case CSAF_RELATION_NONE: break;
	}
	return S("");
}

static void add_product(struct advisory_work *w, const struct csaf_product *p, const struct product_state *state)
{
	struct arena *a = &w->cx->a;
	const struct page_out *o = &w->call->main;
	struct str vendor = p->vendor.len ? p->vendor : tr(o, "No vendor named"), name = p->product.len ? p->product : p->name;
	struct tree_vendor *v = w->v.vendors.n ? &w->v.vendors.at[w->v.vendors.n - 1] : NULL;
	if (!v || !str_eq(v->name, vendor)) {
		v = vec_push(a, &w->v.vendors);
		*v = (struct tree_vendor){ .name = vendor };
	}
	struct tree_name *n = v->names.n ? &v->names.at[v->names.n - 1] : NULL;
	if (!n || !str_eq(n->name, name)) {
		n = vec_push(a, &v->names);
		*n = (struct tree_name){ .name = name };
	}
	n->many = n->products.n > 0;
	struct str leaf = p->version.len ? p->version : str_eq(p->name, name) ? S("") : p->name;
	if (p->extra.len)
		leaf = leaf.len ? arena_printf(a, "%.*s, %.*s", STR(leaf), STR(p->extra)) : p->extra;
	*vec_push(a, &n->products) =
	        (struct tree_product){ .id = p->id, .name = leaf, .verdict = state->verdict, .has_verdict = state->said };
}

static void show_products(struct advisory_work *w)
{
	struct arena *a = &w->cx->a;
	size_t n = w->doc.n_products, from, to;
	const struct product_state *states = product_states(w);
	const struct csaf_product **order = arena_array(a, const struct csaf_product *, n + 1);
	for (size_t i = 0; i < n; i++)
		order[i] = &w->doc.products[i];
	if (n)
		qsort(order, n, sizeof(const struct csaf_product *), by_branch);
	w->v.n_products = (int64_t)n;
	w->v.products_pager = web_pager(w->call->req, "products", n, PRODUCTS, &from, &to);
	w->v.products_pager.href = list_href(w, "products");
	for (size_t i = from; i < to; i++) {
		const struct csaf_product *p = order[i];
		if (p->relation == CSAF_RELATION_NONE)
			add_product(w, p, &states[p - w->doc.products]);
		else
			*vec_push(a, &w->v.relations) = (struct tree_relation){ .part = w->doc.products[p->part].name,
				.whole = w->doc.products[p->whole].name,
				.name = p->name,
				.how = relation_word(&w->call->main, p->relation) };
	}
}

/* ---- vulnerabilities ---- */
static struct str remedy_word(const struct page_out *o, struct str category)
{
	if (str_eq(category, S("vendor_fix")))
		return tr(o, "Vendor's fix");
	if (str_eq(category, S("mitigation")))
		return tr(o, "Mitigation");
	if (str_eq(category, S("workaround")))
		return tr(o, "Workaround");
	if (str_eq(category, S("no_fix_planned")))
		return tr(o, "No fix planned");
	if (str_eq(category, S("none_available")))
		return tr(o, "No fix available");
	return category;
}

static void add_remedies(struct advisory_work *w, const struct csaf_vulnerability *x, struct vulnerability_row *row)
{
	for (size_t i = 0; i < x->n_remediations; i++) {
		const struct csaf_remediation *r = &x->remediations[i];
		if (i >= REMEDIES) {
			row->more_remedies = (int64_t)(x->n_remediations - i);
			break;
		}
		*vec_push(&w->cx->a, &row->remedies) = (struct remedy_row){ .category = remedy_word(&w->call->main, r->category),
			.details = shorten(&w->cx->a, r->details, DETAILS_BYTES),
			.href = r->url,
			.products = (int64_t)r->n_products };
	}
}

static void show_vulnerabilities(struct advisory_work *w)
{
	size_t from, to;
	w->v.n_vulnerabilities = (int64_t)w->doc.n_vulnerabilities;
	w->v.vulnerabilities_pager = web_pager(w->call->req, "vulnerabilities", w->doc.n_vulnerabilities, VULNERABILITIES, &from, &to);
	w->v.vulnerabilities_pager.href = list_href(w, "vulnerabilities");
	for (size_t i = from; i < to; i++) {
		const struct csaf_vulnerability *x = &w->doc.vulnerabilities[i];
		struct vulnerability_row *row = vec_push(&w->cx->a, &w->v.vulnerabilities);
		*row = (struct vulnerability_row){ .id = x->id,
			.title = x->title,
			.score = web_score(&w->cx->a, x->cvss),
			.vector = x->cvss_vector,
			.cwe = x->cwe,
			.severity = web_severity_word(&w->call->main, x->severity),
			.summary = shorten(&w->cx->a, x->summary, DETAILS_BYTES) };
		for (size_t s = 0; s < x->n_statuses; s++) {
			enum page_verdict verdict;
			if (!stated(x->statuses[s].status, &verdict))
				continue;
			row->affected += verdict == PAGE_AFFECTED;
			row->fixed += verdict == PAGE_FIXED;
			row->not_affected += verdict == PAGE_NOT_AFFECTED;
			row->under_investigation += verdict == PAGE_UNDER_INVESTIGATION;
		}
		add_remedies(w, x, row);
	}
}

/* ---- findings and who is to be warned ---- */
static bool show_findings(struct advisory_work *w)
{
	struct web_findings all = { .a = &w->cx->a };
	size_t from, to;
	struct str id = arena_printf(&w->cx->a, "%.*s|%.*s", STR(w->head.publisher), STR(w->head.tracking));
	if (!findings_each(w->cx, id, S(""), web_finding, &all))
		return false;
	web_findings_sort(&all.rows);
	w->v.n_findings = (int64_t)(all.rows.n + all.left_out);
	w->v.findings_pager = web_pager(w->call->req, "findings", all.rows.n, FINDINGS, &from, &to);
	w->v.findings_pager.href = list_href(w, "findings");
	for (size_t i = from; i < to; i++) {
		struct finding_row *r = &all.rows.at[i];
		const uint64_t *node = map_find(&w->scope.answer->net->by_id, r->asset);
		r->organization = web_organization_name(&w->scope, r->organization);
		if (node) {
			r->asset_href = web_node_href(&w->cx->a, &w->scope.answer->net->nodes.at[*node]);
			release_shown(w->cx, w->scope.answer->net->nodes.at[*node].class_key);
		}
		*vec_push(&w->cx->a, &w->v.findings) = *r;
	}
	w->v.no_findings = (struct empty_view){ tr(&w->call->main, "No component of the register is named"),
		tr(&w->call->main, "Nothing that is installed, as far as the register knows, bears the name of one of these products."), {},
		{} };
	return true;
}

static int most_people_first(const void *x, const void *y)
{
	const struct warn_short *a = x, *b = y;
	if (a->possible != b->possible)
		return a->possible - b->possible;
	return a->users != b->users ? (a->users < b->users ? 1 : -1) : str_cmp(a->name, b->name);
}

static void show_warned(struct advisory_work *w)
{
	struct web_warned_vec warned = {};
	w->v.may_warn = (w->cx->viewer->rights & RIGHT_WARN) != 0;
	if (!w->v.may_warn)
		return;
	web_warned_rows(w->cx, &w->scope, &warned);
	vec_each (x, &warned) {
		bool sure = web_has_revision(x->sure, w->head.revision), maybe = web_has_revision(x->maybe, w->head.revision);
		const struct affected *r = sure ? x->sure : x->maybe;
		if (!sure && !maybe)
			continue;
		struct warn_short *out = vec_push(&w->cx->a, &w->v.warned);
		*out = (struct warn_short){ .href = web_warn_href(&w->cx->a, r->organization->id),
			.name = r->organization->name,
			.sector = r->organization->sector_name,
			.class_key = r->organization->class_key,
			.possible = !sure };
		w->v.n_maybe += !sure;
		vec_each (d, &r->direct)
			out->direct += d->revision == w->head.revision;
		vec_each (t, &r->through)
			if (t->revision == w->head.revision) {
				const struct registry_node *n = &w->scope.answer->net->nodes.at[t->node];
				out->through++;
				out->users += n->is_service && n->users > 0 ? n->users : 0;
			}
	}
	w->v.n_warned = (int64_t)w->v.warned.n;
	if (w->v.warned.n)
		qsort(w->v.warned.at, w->v.warned.n, sizeof *w->v.warned.at, most_people_first);
	w->v.more_warned = w->v.warned.n > WARNED ? (int64_t)(w->v.warned.n - WARNED) : 0;
	if (w->v.warned.n > WARNED)
		w->v.warned.n = WARNED;
	vec_each (x, &w->v.warned)
		release_shown(w->cx, x->class_key);
	w->v.warn_href = web_warn_because_href(&w->cx->a, w->scope.hits, &w->head);
}

static void fill_frame(struct advisory_work *w)
{
	struct frame_view *f = &w->call->frame;
	const struct page_out *o = &w->call->main;
	struct page_out beside = page_capture(o);
	put(&beside, page_tlp_of(w->head.tlp));
	if (str_eq(w->head.state, S("quarantined"))) {
		page_literal(&beside, " <span class=\"verdict undecidable\">");
		put(&beside, tr(o, "quarantined"));
		page_literal(&beside, "</span>");
		w->v.quarantined = (struct flash_view){ PAGE_WARN,
			tr(o, "In quarantine: its findings are best effort and count as possible only."), w->head.reason };
	}
	f->title = w->head.title.len ? w->head.title : w->head.tracking;
	f->beside = page_captured(&beside);
	*vec_push(&w->cx->a, &f->crumbs.trail) = (struct page_link){ .href = S("/advisories"), .text = tr(o, "Advisories") };
	*vec_push(&w->cx->a, &f->crumbs.trail) = (struct page_link){ .text = w->head.tracking };
}

bool advisory_page(struct cx *cx, struct page_call *call)
{
	struct advisory_work w = { .cx = cx, .call = call };
	if (!advisory_find(cx, http_param(call->req, "id"), &w.head) || !web_scope_open(cx, &w.scope) ||
	        !advisory_document(cx, w.head.revision, &w.doc))
		return false;
	w.href = web_advisory_href(&cx->a, w.scope.hits, &w.head);
	struct hit_count c = hits_of(w.scope.hits, &w.scope.cleared, w.head.revision);
	show_facts(&w);
	show_products(&w);
	show_vulnerabilities(&w);
	show_warned(&w);
	if (!show_findings(&w))
		return false;
	const struct page_out *o = &call->main;
	int64_t certain = w.v.n_warned - w.v.n_maybe;
	*vec_push(&cx->a, &w.v.tiles.tiles) = (struct tile){ c.affected, tr_n(o, "component affected", "components affected", c.affected),
		S(""), S("#findings"), c.affected ? PAGE_BAD : PAGE_GOOD };
	*vec_push(&cx->a, &w.v.tiles.tiles) =
	        (struct tile){ c.possible, tr_n(o, "component possibly affected", "components possibly affected", c.possible), S(""),
		        S("#findings"), c.possible ? PAGE_WARN : PAGE_NOTE };
	if (w.v.may_warn)
		*vec_push(&cx->a, &w.v.tiles.tiles) =
		        (struct tile){ certain, tr_n(o, "organization to warn", "organizations to warn", certain),
			        w.v.n_maybe ? web_counted(o, tr_n(o, "%s more only possibly", "%s more only possibly", w.v.n_maybe), w.v.n_maybe) : S(""),
			        w.v.warn_href, certain ? PAGE_BAD : PAGE_GOOD };
	*vec_push(&cx->a, &w.v.tiles.tiles) = (struct tile){ w.v.n_vulnerabilities,
		tr_n(o, "vulnerability", "vulnerabilities", w.v.n_vulnerabilities), S(""), S("#vulnerabilities"), PAGE_NOTE };
	*vec_push(&cx->a, &w.v.tiles.tiles) = (struct tile){ w.v.n_products, tr_n(o, "product named", "products named", w.v.n_products),
		S(""), S("#products"), PAGE_NOTE };
	fill_frame(&w);
	page_advisory_show(&call->main, &w.v);
	return true;
}
