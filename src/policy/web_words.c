/* SPDX-License-Identifier: Apache-2.0
 *
 * Words of the policy's pages, and the picture of how long something is kept.
 */
#include "policy/web.h"
#include "page/address.h"
#include <math.h>

struct str policy_title(const struct page_out *o, const struct dataset_rule *rule)
{
	return rule->changed[DATASET_TITLE] ? rule->cells[DATASET_TITLE] : tr(o, rule->row->title);
}

struct str policy_what(const struct page_out *o, const struct dataset_rule *rule)
{
	return rule->changed[DATASET_WHAT] ? rule->cells[DATASET_WHAT] : tr(o, rule->row->what);
}

struct str policy_label(const struct page_out *o, enum dataset_field field)
{
	switch (field) {
	case DATASET_TITLE: return tr(o, "Title");
	case DATASET_WHAT: return tr(o, "What it holds");
	case DATASET_OWNER: return tr(o, "Who answers for it");
	case DATASET_FLOOR: return tr(o, "Never below");
	case DATASET_OPERATORS: return tr(o, "Operators");
	case DATASET_REGULATORS: return tr(o, "Regulators");
	case DATASET_PARTNERS: return tr(o, "Partner States");
	case DATASET_PUBLIC: return tr(o, "The public");
	case DATASET_PURPOSES: return tr(o, "Purposes");
	case DATASET_RECIPE: return tr(o, "Redaction");
	case DATASET_BASIS: return tr(o, "Legal basis");
	case DATASET_MIN_DAYS: return tr(o, "Kept at least (days)");
	case DATASET_MAX_DAYS: return tr(o, "Kept at most (days)");
	case DATASET_REVIEW_ON: return tr(o, "Next review");
	case DATASET_FIELDS: break;
	}
	return S("");
}

struct str policy_help(const struct page_out *o, enum dataset_field field)
{
	switch (field) {
	case DATASET_FLOOR: return tr(o, "No record of it counts as less, whatever its own marking says.");
	case DATASET_RECIPE: return tr(o, "For whoever sees only part: none, or steps like these: sector name; drop id, address; grid lat, lon; bands users");
	case DATASET_MAX_DAYS: return tr(o, "0: for ever");
	case DATASET_TITLE:
	case DATASET_WHAT:
	case DATASET_OWNER:
	case DATASET_OPERATORS:
	case DATASET_REGULATORS:
	case DATASET_PARTNERS:
	case DATASET_PUBLIC:
	case DATASET_PURPOSES:
	case DATASET_BASIS:
	case DATASET_MIN_DAYS:
	case DATASET_REVIEW_ON:
	case DATASET_FIELDS: break;
	}
	return S("");
}

/* A catalogue text with %s filled by plain texts, in order; for places that take no HTML. */
static struct str fill(const struct page_out *o, struct str text, struct str first, struct str second)
{
	struct buf b = buf_make(o->buf->arena, 400);
	struct str values[2] = { first, second };
	for (unsigned n = 0;; n++) {
		ptrdiff_t at = n < 2 ? str_find(text, S("%s")) : -1;
		buf_put(&b, at < 0 ? text : str_slice(text, 0, (size_t)at));
		if (at < 0)
			return buf_str(&b);
		buf_put(&b, values[n]);
		text = str_slice(text, (size_t)at + 2, text.len);
	}
}

static struct str number(const struct page_out *o, int64_t n)
{
	struct buf b = buf_make(o->buf->arena, 40);
	struct page_out part = page_out(&b, o->lang);
	put_int(&part, n);
	return buf_str(&b);
}

struct str policy_days(const struct page_out *o, int64_t days)
{
	bool years = days >= 365 && days % 365 == 0;
	int64_t n = years ? days / 365 : days;
	return fill(o, years ? tr_n(o, "%s year", "%s years", n) : tr_n(o, "%s day", "%s days", n), number(o, n), S(""));
}

enum { SPAN_WIDTH = 120, SPAN_DAYS = 3650 };

static int64_t along(int64_t days)
{
	double x = log1p((double)days) / log1p(SPAN_DAYS) * SPAN_WIDTH;
	return x > SPAN_WIDTH ? SPAN_WIDTH : (int64_t)lround(x);
}

struct policy_span_view policy_span(const struct page_out *o, int64_t min_days, int64_t max_days)
{
	struct policy_span_view v = { .must_width = along(min_days), .may_width = max_days ? along(max_days) : SPAN_WIDTH };
	struct str least = policy_days(o, min_days), most = policy_days(o, max_days);
	if (o->rtl) {
		v.must_x = SPAN_WIDTH - v.must_width;
		v.may_x = SPAN_WIDTH - v.may_width;
	}
	v.text = !max_days && !min_days ? tr(o, "for ever")
		: !max_days           ? fill(o, tr(o, "at least %s"), least, S(""))
		: !min_days           ? fill(o, tr(o, "at most %s"), most, S(""))
				      : fill(o, tr(o, "%s to %s"), least, most);
	return v;
}

struct policy_shown_view policy_shown(const struct page_out *o, const struct dataset_rule *rule)
{
	struct policy_shown_view v = {};
	for (enum dataset_field f = DATASET_OPERATORS; f <= DATASET_PUBLIC; f++) {
		bool yes = str_eq(rule->cells[f], S("yes"));
		*vec_push(o->buf->arena, &v.cells) = (struct policy_shown){ yes, policy_label(o, f), yes ? tr(o, "yes") : tr(o, "no") };
	}
	return v;
}

struct str policy_href(struct arena *a, struct str id)
{
	struct buf b = buf_make(a, 1000);
	struct page_out o = page_out(&b, NULL);
	buf_put(&b, S("/policy/"));
	put_url(&o, id);
	return buf_str(&b);
}
