/* SPDX-License-Identifier: Apache-2.0
 *
 * Reasons: one line a person can check against the register and the advisory. Made on demand, never stored.
 */
#include "advisory/match_inner.h"
#include "base/buf.h"

static struct str or_unknown(struct str s)
{
	return s.len ? s : S("no version known");
}

/* "V5.2.5 < V5.2.6", "V4.1 not in >= V1.5 | < V2". */
static struct str version_part(struct arena *a, struct str v, const struct match_product *p, struct match_judgement j)
{
	const struct version_interval *k = j.by;
	if (version_range_is_all(&p->range))
		return p->has_range ? arena_printf(a, "all versions, %.*s", STR(or_unknown(v)))
		                    : arena_printf(a, "the advisory names no version, %.*s", STR(or_unknown(v)));
	if (!v.len)
		return arena_printf(a, "no version known, the advisory bounds it: %.*s", STR(p->range.text));
	if (j.answer == RANGE_UNSURE)
		return arena_printf(a, "cannot compare %.*s with '%.*s'", STR(v), STR(p->range.text));
	bool in = j.answer == RANGE_IN;
	if (k && k->exact)
		return arena_printf(a, "%.*s %s %.*s", STR(v), in ? "=" : "is not", STR(k->low.text));
	if (k && in && k->low.given && k->high.given)
		return arena_printf(a, "%.*s %s %.*s %s %.*s", STR(k->low.text), k->low.inclusive ? "<=" : "<", STR(v),
		        k->high.inclusive ? "<=" : "<", STR(k->high.text));
	if (k && k->high.given && !k->low.given)
		return arena_printf(a, "%.*s %s %.*s", STR(v), in ? (k->high.inclusive ? "<=" : "<") : (k->high.inclusive ? ">" : ">="),
		        STR(k->high.text));
	if (k && k->low.given && !k->high.given)
		return arena_printf(a, "%.*s %s %.*s", STR(v), in ? (k->low.inclusive ? ">=" : ">") : (k->low.inclusive ? "<" : "<="),
		        STR(k->low.text));
	return arena_printf(a, "%.*s %s '%.*s'", STR(v), in ? "in" : "not in", STR(p->range.text));
}

static struct str name_part(struct arena *a, const struct match_side *c, const struct match_product *p, const struct match_hit *hit)
{
	const struct match_side *s = &p->side;
	if (hit->how == MATCH_BY_PURL || hit->how == MATCH_BY_CPE)
		return arena_printf(a, "%s names the product", hit->how == MATCH_BY_PURL ? "purl" : "CPE");
	struct str vendor = {}, name = {};
	if (!c->vendor.len)
		vendor = S("vendor not known");
	else if (!s->vendor.len)
		vendor = arena_printf(a, "vendor '%.*s', the advisory names none", STR(c->vendor));
	else
		vendor = arena_printf(
		        a, "vendor '%.*s' %s '%.*s'", STR(c->vendor), str_eq(c->vendor, s->vendor) ? "=" : "~", STR(s->vendor));
	if (hit->how == MATCH_BY_MODEL || hit->how == MATCH_BY_NAME_AND_MODEL)
		name = arena_printf(a, ", order number %.*s", STR(c->models[0]));
	else if (hit->how == MATCH_BY_SERIAL)
		name = arena_printf(a, ", serial number %.*s", STR(c->serial));
	else if (!str_eq(c->product, s->product))
		name = arena_printf(a, ", name '%.*s' ~ '%.*s'", STR(c->product), STR(s->product));
	return arena_printf(a, "%.*s%.*s", STR(vendor), STR(name));
}

struct str match_reason(struct arena *a, const struct match_side *c, struct str version_text, const struct match_product *p,
        const struct match_hit *hit, enum csaf_status status, struct match_judgement j)
{
	struct str product = p->side.product.len ? p->side.product : c->product;
	struct str v = version_text;
	if (!v.len && hit->own_series && c->series.n)
		v = c->series_text;
	if (!v.len && c->purl && c->purl->version.len)
		v = c->purl->version;
	const char *state = status == CSAF_FIXED || status == CSAF_FIRST_FIXED ? " (fixed)"
	                    : status == CSAF_KNOWN_NOT_AFFECTED                ? " (stated not affected)"
	                    : status == CSAF_UNDER_INVESTIGATION               ? " (under investigation)"
	                                                                       : "";
	return arena_printf(a, "%.*s: %.*s%s%s, %.*s", STR(product), STR(version_part(a, v, p, j)), state,
	        p->range.conditional ? ", only under a condition the advisory names" : "", STR(name_part(a, c, p, hit)));
}
