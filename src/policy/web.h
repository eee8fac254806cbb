/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's pages share. Inside the room.
 */
#pragma once
#include "policy/policy.h"
#include "policy/views.h"

/* ---- words, in the viewer's language: what the program ships is translated, what the desk wrote stands as it is ---- */
struct str policy_title(const struct page_out *o, const struct dataset_rule *rule);
struct str policy_what(const struct page_out *o, const struct dataset_rule *rule);
struct str policy_label(const struct page_out *o, enum dataset_field field);
/* What to write into a field; empty where the label says it. */
struct str policy_help(const struct page_out *o, enum dataset_field field);
/* "30 days", "13 months", "10 years": the largest unit that says it exactly enough (a year is 365 days). */
struct str policy_days(const struct page_out *o, int64_t days);
/* "at least 30 days, at most 10 years", "for ever". */
struct policy_span_view policy_span(const struct page_out *o, int64_t min_days, int64_t max_days);
struct policy_shown_view policy_shown(const struct page_out *o, const struct dataset_rule *rule);

struct str policy_href(struct arena *a, struct str id);
void policy_crumbs(struct cx *cx, struct page_call *call, struct str text);
bool policy_may(const struct cx *cx, unsigned right);
struct policy_hold_row policy_hold(const struct cx *cx, const struct page_out *o, const struct dataset_rule_vec *rules, const struct hold *h);

bool policy_holds_page(struct cx *cx, struct page_call *call);
bool policy_holds_post(struct cx *cx, struct page_call *call);
bool policy_lift_post(struct cx *cx, struct page_call *call);
