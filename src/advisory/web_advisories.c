/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of advisories, and the documents that could not be read.
 */
#include "advisory/web.h"

/* A LIKE pattern for text anywhere, letters folded; '!' escapes what LIKE would read. */
static struct str pattern_of(struct arena *a, struct str q)
{
	enum { TEXT_MAX = 200 };
	struct buf b = buf_make(a, 2 * TEXT_MAX + 2);
	q = str_slice(str_trim(q), 0, TEXT_MAX);
	if (!q.len)
		return S("");
	buf_char(&b, '%');
	for (size_t i = 0; i < q.len; i++) {
		char c = q.ptr[i];
		if (c == '%' || c == '_' || c == '!')
			buf_char(&b, '!');
		buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
	}
	buf_char(&b, '%');
	size_t bad;
	/* Cut inside a letter: no text holds it. */
	return str_utf8(buf_str(&b), &bad) ? buf_str(&b) : arena_printf(a, "%.*s%%", (int)bad, b.ptr);
}

static void choose(struct cx *cx, struct field_view *f, const char *value, struct str label)
{
	*vec_push(&cx->a, &f->options) = (struct page_option){ str_c(value), label, str_eq(f->value, str_c(value)) };
}

static void fill_form(struct cx *cx, struct page_call *call, struct advisory_list_view *v)
{
	const struct page_out *o = &call->main;
	v->q = (struct field_view){
		.kind = PAGE_FIELD_SEARCH, .name = S("q"), .label = tr(o, "Search"), .value = http_query(call->req, "q")
	};
	v->state = (struct field_view){ .kind = PAGE_FIELD_CHOICE,
		.name = S("state"),
		.label = tr(o, "Show"),
		.required = true,
		.value = http_query(call->req, "state") };
	choose(cx, &v->state, "", tr(o, "all"));
	choose(cx, &v->state, "hitting", tr(o, "those that hit us"));
	choose(cx, &v->state, "quarantined", tr(o, "quarantined"));
}

static void add_row(struct cx *cx, const struct page_out *o, const struct hits *hits, const struct map *cleared, const struct advisory_head *h, struct advisory_list_view *v)
{
	struct hit_count c = hits_of(hits, cleared, h->revision);
	*vec_push(&cx->a, &v->rows) = (struct advisory_row){ .href = web_advisory_href(&cx->a, hits, h),
		.title = h->title,
		.tracking = h->tracking,
		.publisher = h->publisher_name,
		.severity = web_severity_word(o, h->severity),
		.score = web_score(&cx->a, h->cvss),
		.released = { h->released_us },
		.tlp = page_tlp_of(h->tlp),
		.affected = c.affected,
		.possible = c.possible,
		.quarantined = str_eq(h->state, S("quarantined")) };
}

static struct empty_view nothing(const struct cx *cx, const struct page_out *o, bool filtered)
{
	if (filtered)
		return (struct empty_view){ tr(o, "Nothing found"), tr(o, "No advisory passes this filter."), S("/advisories"),
			tr(o, "Show all") };
	bool triage = (cx->viewer->rights & RIGHT_TRIAGE) != 0;
	return (struct empty_view){ tr(o, "No advisories yet"),
		tr(o, "Read what vendors and others have published. Each is matched against the register at once."),
		triage ? S("/admin/advisories") : S(""), triage ? tr(o, "Read advisories") : S("") };
}

bool advisories_page(struct cx *cx, struct page_call *call)
{
	struct advisory_list_view v = {};
	struct str q = http_query(call->req, "q"), state = http_query(call->req, "state");
	struct store_filter filter = { .state = str_eq(state, S("quarantined")) ? state : S(""),
		.pattern = pattern_of(&cx->a, q),
		.hitting = str_eq(state, S("hitting")) };
	struct advisory_head_vec heads = {};
	struct map cleared = release_classes(cx);
	const struct hits *hits = hits_all(cx);
	size_t from, to;
	if (!hits)
		return false;
	v.pager = web_pager(call->req, "page", (size_t)store_heads_matching_count(cx, &filter), WEB_ROWS, &from, &to);
	if (!store_heads_matching(cx, &filter, WEB_ROWS, (int64_t)from, &heads))
		return false;
	vec_each (h, &heads)
		add_row(cx, &call->main, hits, &cleared, h, &v);
	struct address query = address_begin(&cx->a, S("/advisories"));
	address_add(&query, "q", q);
	address_add(&query, "state", state);
	v.pager.href = address_open(&query, "page");
	v.nothing = nothing(cx, &call->main, filter.state.len || filter.pattern.len || filter.hitting);
	fill_form(cx, call, &v);
	call->frame.title = tr(&call->main, "Advisories");
	if (cx->viewer->rights & RIGHT_TRIAGE) {
		struct page_out actions = page_capture(&call->main);
		page_literal(&actions, "<a class=\"button quiet\" href=\"/quarantine\">");
		put(&actions, tr(&call->main, "Quarantine"));
		page_literal(&actions, "</a> <a class=\"button\" href=\"/admin/advisories\">");
		put(&actions, tr(&call->main, "Read advisories"));
		page_literal(&actions, "</a>");
		call->frame.actions = page_captured(&actions);
	}
	page_advisory_list(&call->main, &v);
	return true;
}

bool quarantine_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct quarantine_view v = {};
	struct quarantined_vec all = {};
	size_t from, to;
	if (!advisory_quarantined(cx, &all))
		return false;
	v.pager = web_pager(call->req, "page", all.n, WEB_ROWS, &from, &to);
	v.pager.href = S("/quarantine?page=");
	for (size_t i = from; i < to; i++)
		*vec_push(&cx->a, &v.rows) = (struct quarantine_row){ all.at[i].name, all.at[i].reason, str_slice(all.at[i].digest, 0, 12),
			{ all.at[i].at_us } };
	v.n_read = store_heads_matching_count(cx, &(struct store_filter){ .state = S("quarantined"), .pattern = S("") });
	v.read_href = S("/advisories?state=quarantined");
	v.nothing = (struct empty_view){ tr(o, "Nothing here"), tr(o, "Every document so far could be read."), {}, {} };
	call->frame.title = tr(o, "Quarantine");
	call->frame.lede = tr(o, "Documents that could not be read at all. They are kept with the reason; nothing is dropped silently.");
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = S("/advisories"), .text = tr(o, "Advisories") };
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .text = call->frame.title };
	page_quarantine(&call->main, &v);
	return ok(cx);
}
