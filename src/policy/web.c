/* SPDX-License-Identifier: Apache-2.0
 *
 * The register of data sets: at one look, one of them, for the public, as a file; and the table of the room's pages. Must never show on the public
 * pages what policy_released keeps inside.
 */
#include "policy/web.h"
#include "base/time.h"
#include "core/record_form.h"

enum { EXPORT_BYTES_MAX = 1 << 20 };

bool policy_may(const struct cx *cx, unsigned right)
{
	return cx->viewer && (cx->viewer->rights & right);
}

void policy_crumbs(struct cx *cx, struct page_call *call, struct str text)
{
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = S("/policy"), .text = tr(&call->main, "Data policy") };
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .text = text, .here = true };
}

static void add_actions(struct cx *cx, struct page_call *call, const struct page_link *links, size_t n)
{
	struct policy_actions_view v = {};
	struct page_out part = page_capture(&call->main);
	for (size_t i = 0; i < n; i++)
		*vec_push(&cx->a, &v.links) = links[i];
	page_policy_actions(&part, &v);
	call->frame.actions = page_captured(&part);
}

/* ---- the register ---- */
static struct policy_row row_of(struct cx *cx, const struct page_out *o, const struct dataset_rule *r, const struct hold_vec *holds)
{
	struct erasable any = { .dataset = str_c(r->row->id), .made_us = TIME_NONE };
	return (struct policy_row){ .href = policy_href(&cx->a, any.dataset),
		.title = policy_title(o, r),
		.what = policy_what(o, r),
		.floor = page_tlp_of(tlp_text(r->floor)),
		.floored = r->floor != TLP_CLEAR,
		.shown = policy_shown(o, r),
		.kept = policy_span(o, r->min_days, r->max_days),
		.review = { r->review_us },
		.due = dataset_due(r, cx->now_us),
		.held = hold_over(holds, &any) != NULL };
}

/* Nobody but the desk gets any of it: such rows stand last. */
static bool stays_inside(const struct dataset_rule *r)
{
	for (enum dataset_field f = DATASET_OPERATORS; f <= DATASET_PUBLIC; f++)
		if (str_eq(r->cells[f], S("yes")))
			return false;
	return true;
}

static bool register_page(struct cx *cx, struct page_call *call)
{
	struct page_out *o = &call->main;
	struct dataset_rule_vec rules = {};
	struct hold_vec holds = {};
	struct policy_register_view v = {};
	int64_t due = 0;
	if (!dataset_rules(cx, &rules) || !holds_list(cx, true, &holds))
		return false;
	for (int inside = 0; inside < 2; inside++)
		vec_each (r, &rules)
			if (stays_inside(r) == inside) {
				*vec_push(&cx->a, &v.rows) = row_of(cx, o, r, &holds);
				due += dataset_due(r, cx->now_us);
			}
	const struct tile tiles[] = { { .figure = (int64_t)rules.n, .label = tr_n(o, "data set", "data sets", (int64_t)rules.n) },
		{ .figure = due, .label = tr(o, "to be reviewed"), .tone = due ? PAGE_WARN : PAGE_GOOD },
		{ .figure = (int64_t)holds.n, .label = tr_n(o, "legal hold", "legal holds", (int64_t)holds.n), .href = policy_may(cx, RIGHT_POLICY) ? S("/policy/holds") : S("") } };
	for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++)
		*vec_push(&cx->a, &v.tiles.tiles) = tiles[i];
	call->frame.title = tr(o, "Data policy");
	call->frame.lede = tr(o, "What the desk holds, who may see it, and how long it is kept.");
	const struct page_link links[] = { { .href = S("/policy/public"), .text = tr(o, "What the public sees") }, { .href = S("/policy/export/csv"), .text = S("CSV") },
		{ .href = S("/policy/export/json"), .text = S("JSON") }, { .href = S("/policy/holds"), .text = tr(o, "Legal holds") } };
	add_actions(cx, call, links, policy_may(cx, RIGHT_POLICY) ? 4 : 3);
	page_policy_register(o, &v);
	return true;
}

static bool public_page(struct cx *cx, struct page_call *call)
{
	struct page_out *o = &call->main;
	struct dataset_rule_vec rules = {};
	struct policy_public_view v = {};
	if (!dataset_rules(cx, &rules))
		return false;
	for (int inside = 0; inside < 2; inside++)
		vec_each (r, &rules)
			if (stays_inside(r) == inside)
				*vec_push(&cx->a, &v.rows) = (struct policy_row){ .title = policy_title(o, r), .what = policy_what(o, r), .shown = policy_shown(o, r),
					.kept = policy_span(o, 0, r->max_days) };
	call->frame.title = tr(o, "Data policy");
	call->frame.lede = tr(o, "What this desk holds to protect the country's critical infrastructure, who may get some of it, and how long it is kept.");
	const struct page_link links[] = { { .href = S("/policy/public/csv"), .text = S("CSV") }, { .href = S("/policy/public/json"), .text = S("JSON") } };
	add_actions(cx, call, links, 2);
	page_policy_public(o, &v);
	return true;
}

static bool put_file(struct cx *cx, struct page_call *call, bool released)
{
	struct str format = http_param(call->req, "format");
	struct dataset_rule_vec rules = {};
	struct buf b = buf_make(&cx->a, EXPORT_BYTES_MAX);
	bool csv = str_eq(format, S("csv"));
	if (!csv && !str_eq(format, S("json")))
		return fail(cx, E_MISSING, "there is no such page");
	if (!dataset_rules(cx, &rules))
		return false;
	policy_put(cx, &b, &rules, csv ? POLICY_CSV : POLICY_JSON, released);
	buf_put(&call->res->body, buf_str(&b));
	call->res->content_type = csv ? S("text/csv; charset=utf-8") : S("application/jsonl; charset=utf-8");
	call->raw = true;
	return true;
}

static bool export_page(struct cx *cx, struct page_call *call)
{
	return put_file(cx, call, false);
}

static bool public_file_page(struct cx *cx, struct page_call *call)
{
	return put_file(cx, call, true);
}

/* ---- one data set ---- */
static void fact(struct cx *cx, struct facts_view *facts, struct str term, struct str text)
{
	if (text.len)
		*vec_push(&cx->a, &facts->facts) = (struct fact){ .term = term, .text = text };
}

static void show_facts(struct cx *cx, const struct page_out *o, const struct dataset_rule *r, struct facts_view *facts)
{
	static const enum dataset_field shown[] = { DATASET_OWNER, DATASET_PURPOSES, DATASET_RECIPE, DATASET_BASIS };
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		fact(cx, facts, policy_label(o, shown[i]), r->cells[shown[i]]);
	if (r->row->ages)
		fact(cx, facts, tr(o, "Counted from"), tr(o, r->row->ages));
	struct buf b = buf_make(&cx->a, 2000);
	for (const char *const *t = r->row->tables; t && *t; t++)
		buf_printf(&b, "%s%s", t == r->row->tables ? "" : ", ", *t);
	fact(cx, facts, tr(o, "Tables"), buf_str(&b));
	fact(cx, facts, tr(o, "Next review"), r->review_us == TIME_NONE ? tr(o, "never reviewed") : time_date(&cx->a, r->review_us));
	if (r->reviewed_us != TIME_NONE)
		fact(cx, facts, tr(o, "Last review"), arena_printf(&cx->a, "%.*s, %.*s", STR(time_date(&cx->a, r->reviewed_us)), STR(r->reviewed_by)));
}

static bool show_holds(struct cx *cx, const struct page_out *o, const struct dataset_rule *r, struct policy_dataset_view *v)
{
	struct hold_vec holds = {};
	if (!holds_list(cx, true, &holds))
		return false;
	vec_each (h, &holds)
		if (str_eq(h->dataset, S("all")) || str_eq(h->dataset, str_c(r->row->id)))
			*vec_push(&cx->a, &v->holds) = policy_hold(cx, o, NULL, h);
	return true;
}

/* sent: what a refused form held (NULL = a fresh one); the program's line about it stands above. */
static bool show_dataset(struct cx *cx, struct page_call *call, const struct dataset_rule *r, const struct str *sent)
{
	struct page_out *o = &call->main;
	struct policy_dataset_view v = { .shown = policy_shown(o, r), .kept = policy_span(o, r->min_days, r->max_days), .due = dataset_due(r, cx->now_us) };
	struct str href = policy_href(&cx->a, str_c(r->row->id));
	if (!show_holds(cx, o, r, &v))
		return false;
	show_facts(cx, o, r, &v.facts);
	if (policy_may(cx, RIGHT_POLICY)) {
		v.action = href;
		v.review_action = arena_printf(&cx->a, "%.*s/review", STR(href));
		*vec_push(&cx->a, &v.fields) = (struct field_view){ .kind = PAGE_FIELD_HIDDEN, .name = S("version"), .value = arena_printf(&cx->a, "%lld", (long long)r->version) };
		for (unsigned i = 0; i < DATASET_FIELDS; i++) {
			struct field_view *f = vec_push(&cx->a, &v.fields);
			*f = record_form_field(o, &dataset_fields[i], sent ? sent[i] : r->cells[i]);
			f->label = policy_label(o, (enum dataset_field)i);
			f->help = policy_help(o, (enum dataset_field)i);
		}
	}
	call->frame.title = policy_title(o, r);
	call->frame.lede = policy_what(o, r);
	if (r->floor != TLP_CLEAR) {
		struct page_out part = page_capture(o);
		put(&part, page_tlp_of(tlp_text(r->floor)));
		call->frame.beside = page_captured(&part);
	}
	policy_crumbs(cx, call, call->frame.title);
	page_policy_dataset(o, &v);
	return true;
}

static bool dataset_page(struct cx *cx, struct page_call *call)
{
	struct dataset_rule r;
	return dataset_rule(cx, http_param(call->req, "id"), &r) && show_dataset(cx, call, &r, NULL);
}

static bool dataset_post(struct cx *cx, struct page_call *call)
{
	struct str id = http_param(call->req, "id"), cells[DATASET_FIELDS];
	struct dataset_rule r;
	int64_t version;
	if (!dataset_rule(cx, id, &r))
		return false;
	for (unsigned i = 0; i < DATASET_FIELDS; i++)
		cells[i] = record_form_cell(call->req, &dataset_fields[i]);
	if (!str_int(http_form(call->req, "version"), &version) || version < 0)
		return fail(cx, E_INVALID, "the form was sent without its version: open the page again");
	call->res->location = policy_href(&cx->a, id);
	if (dataset_change(cx, id, cells, version))
		return true;
	if (cx->err.kind != E_INVALID && cx->err.kind != E_CONFLICT)
		return false;
	call->res->location = (struct str){};
	call->res->status = err_http_status(cx->err.kind);
	call->frame.flash = (struct flash_view){ PAGE_BAD, tr(&call->main, "It was not saved."), arena_str(&cx->a, str_c(cx->err.text)) };
	err_clear(&cx->err);
	call->no_cache = true;
	return show_dataset(cx, call, &r, cells);
}

static bool review_post(struct cx *cx, struct page_call *call)
{
	struct str id = http_param(call->req, "id");
	call->res->location = policy_href(&cx->a, id);
	return dataset_review(cx, id);
}

const struct page policy_pages[] = {
	{ HTTP_GET, "/policy", RIGHT_AUDIT, register_page, "The register of data sets: exposure, retention, next review", .menu = tr_later("Policy") },
	{ HTTP_GET, "/policy/public", RIGHT_ANYONE, public_page, "What the desk holds and who may get some of it, for everybody" },
	{ HTTP_GET, "/policy/public/{format}", RIGHT_ANYONE, public_file_page, "The same as csv or json" },
	{ HTTP_GET, "/policy/export/{format}", RIGHT_AUDIT, export_page, "The register of data sets as csv or json" },
	{ HTTP_GET, "/policy/holds", RIGHT_POLICY, policy_holds_page, "Legal holds" },
	{ HTTP_POST, "/policy/holds", RIGHT_POLICY, policy_holds_post, "Set a legal hold" },
	{ HTTP_POST, "/policy/holds/lift", RIGHT_APPROVE, policy_lift_post, "Lift a legal hold that another person has set" },
	{ HTTP_GET, "/policy/{id}", RIGHT_AUDIT, dataset_page, "One data set: its rule, and the form to change it" },
	{ HTTP_POST, "/policy/{id}", RIGHT_POLICY, dataset_post, "Change the rule of a data set" },
	{ HTTP_POST, "/policy/{id}/review", RIGHT_POLICY, review_post, "Note that a rule was looked at and is right" },
	{},
};
