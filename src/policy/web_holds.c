/* SPDX-License-Identifier: Apache-2.0
 *
 * Legal holds in a browser.
 */
#include "policy/web.h"
#include "base/time.h"

struct policy_hold_row policy_hold(const struct cx *cx, const struct page_out *o, const struct dataset_rule_vec *rules, const struct hold *h)
{
	struct policy_hold_row row = { .name = h->name, .dataset = h->dataset, .subject = h->subject, .organization = h->organization, .reason = h->reason,
		.set_by = h->set_by, .lifted_by = h->lifted_by, .set = { h->set_us }, .lifted = { h->lifted_us } };
	row.may_lift = h->lifted_us == TIME_NONE && policy_may(cx, RIGHT_APPROVE) && !str_eq(h->set_by, cx->viewer->person);
	if (str_eq(h->dataset, S("all")))
		row.dataset = tr(o, "everything");
	for (size_t i = 0; rules && i < rules->n; i++)
		if (str_eq(str_c(rules->at[i].row->id), h->dataset))
			row.dataset = policy_title(o, &rules->at[i]);
	return row;
}

static void text_field(struct cx *cx, const struct request *req, struct policy_holds_view *v, const char *name, struct str label, struct str help, bool required)
{
	*vec_push(&cx->a, &v->fields) = (struct field_view){ .kind = PAGE_FIELD_TEXT, .name = str_c(name), .label = label, .help = help, .required = required,
		.value = http_form(req, name) };
}

static void make_form(struct cx *cx, struct page_call *call, const struct dataset_rule_vec *rules, struct policy_holds_view *v)
{
	const struct page_out *o = &call->main;
	struct str chosen = http_form(call->req, "dataset");
	text_field(cx, call->req, v, "name", tr(o, "Name"), tr(o, "One word: a file number, say"), true);
	struct field_view *sets = vec_push(&cx->a, &v->fields);
	*sets = (struct field_view){ .kind = PAGE_FIELD_CHOICE, .name = S("dataset"), .label = tr(o, "Data set") };
	*vec_push(&cx->a, &sets->options) = (struct page_option){ S("all"), tr(o, "everything"), str_eq(chosen, S("all")) };
	vec_each (r, rules)
		*vec_push(&cx->a, &sets->options) = (struct page_option){ str_c(r->row->id), policy_title(o, r), str_eq(str_c(r->row->id), chosen) };
	text_field(cx, call->req, v, "organization", tr(o, "Organization (id)"), tr(o, "Only what belongs to it; empty: of all"), false);
	text_field(cx, call->req, v, "subject", tr(o, "Record (id)"), tr(o, "Only what is about it; empty: all"), false);
	text_field(cx, call->req, v, "reason", tr(o, "Reason"), S(""), true);
}

static bool show(struct cx *cx, struct page_call *call)
{
	struct page_out *o = &call->main;
	struct policy_holds_view v = {};
	struct hold_vec holds = {};
	struct dataset_rule_vec rules = {};
	if (!dataset_rules(cx, &rules) || !holds_list(cx, false, &holds))
		return false;
	vec_each (h, &holds)
		*vec_push(&cx->a, &v.holds) = policy_hold(cx, o, &rules, h);
	make_form(cx, call, &rules, &v);
	v.nothing = (struct empty_view){ tr(o, "Nothing is held"), tr(o, "When data must stay as it is, for a court or an inquiry, it is held here.") };
	call->frame.title = tr(o, "Legal holds");
	policy_crumbs(cx, call, call->frame.title);
	page_policy_holds(o, &v);
	return true;
}

bool policy_holds_page(struct cx *cx, struct page_call *call)
{
	return show(cx, call);
}

static bool refused(struct cx *cx, struct page_call *call)
{
	if (cx->err.kind == E_BROKEN || cx->err.kind == E_BUSY)
		return false;
	call->res->status = err_http_status(cx->err.kind);
	call->frame.flash = (struct flash_view){ PAGE_BAD, tr(&call->main, "That did not work"), arena_str(&cx->a, str_c(cx->err.text)) };
	err_clear(&cx->err);
	call->no_cache = true;
	return show(cx, call);
}

bool policy_holds_post(struct cx *cx, struct page_call *call)
{
	struct hold h = { .name = str_trim(http_form(call->req, "name")), .dataset = http_form(call->req, "dataset"), .subject = str_trim(http_form(call->req, "subject")),
		.organization = str_trim(http_form(call->req, "organization")), .reason = str_trim(http_form(call->req, "reason")) };
	struct dataset_rule rule;
	if ((!str_eq(h.dataset, S("all")) && !dataset_rule(cx, h.dataset, &rule)) || !hold_set(cx, &h))
		return refused(cx, call);
	call->res->location = S("/policy/holds");
	return true;
}

bool policy_lift_post(struct cx *cx, struct page_call *call)
{
	if (!hold_lift(cx, http_form(call->req, "name")))
		return refused(cx, call);
	call->res->location = S("/policy/holds");
	return true;
}
