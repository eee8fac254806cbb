/* SPDX-License-Identifier: Apache-2.0
 *
 * Containment of a version in a range, three-valued. Must never answer "out" where a bound, a wildcard or a word leaves it open.
 */
#include "formats/version_range.h"
#include "formats/version_words.h"
#include <string.h>

enum { REFINABLE_NUMBERS_MAX = 2 };

static enum range_answer both(enum range_answer a, enum range_answer b)
{
	if (a == RANGE_OUT || b == RANGE_OUT)
		return RANGE_OUT;
	return a == RANGE_IN && b == RANGE_IN ? RANGE_IN : RANGE_UNSURE;
}

/* How many leading tokens two versions share. */
static uint16_t shared(const struct version *a, const struct version *b)
{
	uint16_t n = 0;
	while (n < a->n - a->n_prefix && n < b->n - b->n_prefix && a->tokens[a->n_prefix + n] == b->tokens[b->n_prefix + n])
		n++;
	return n;
}

/* Does v keep to the bound? side is GREATER for a lower bound, LESS for an upper one. */
static enum range_answer keeps(const struct version *v, const struct version_bound *b, enum version_order side)
{
	if (!b->given)
		return RANGE_IN;
	enum version_order o = version_order_series(v, &b->version);
	if (b->cut && shared(v, &b->version) == b->version.n - b->version.n_prefix)
		return RANGE_UNSURE;
	if (o == side)
		return RANGE_IN;
	if (o == VERSION_UNCOMPARABLE)
		return RANGE_UNSURE;
	if (o != VERSION_EQUAL)
		return RANGE_OUT;
	bool wild = b->version.wild_at < b->version.n;
	if (wild) /* "<= 4.6.x" takes the whole series in; "< 4.x" and "< V3.X.17" do not say */
		return b->inclusive && b->version.wild_at + 1 == b->version.n ? RANGE_IN : RANGE_UNSURE;
	return b->inclusive ? RANGE_IN : RANGE_OUT;
}

static enum range_answer equals(const struct version *v, const struct version_bound *b, bool refining)
{
	switch (version_order_series(v, &b->version)) {
	case VERSION_EQUAL: return RANGE_IN;
	case VERSION_UNCOMPARABLE: return RANGE_UNSURE;
	default: break;
	}
	/* An advisory that says 4.0 may mean 4.0.1 too; one that says 4.0.0 or 4.0.54 knows three numbers and means them. */
	return refining && b->version.n_numbers <= REFINABLE_NUMBERS_MAX && version_refines(v, &b->version) ? RANGE_UNSURE : RANGE_OUT;
}

static enum range_answer in_interval(const struct version *v, const struct version_interval *i, bool refining)
{
	if (i->exact)
		return equals(v, &i->low, refining);
	return both(keeps(v, &i->low, VERSION_GREATER), keeps(v, &i->high, VERSION_LESS));
}

/* Several upper bounds, one for each release series ("<= 4.2.21 | <= 5.0.27 | <= 5.1.19"): below the lowest is in, above the highest is out,
 * between them the bound of v's own series decides, and where none is of that series nobody can tell. */
static enum range_answer in_series(const struct version_range *r, const struct version *v, const struct version_interval **by)
{
	const struct version_interval *own = NULL;
	bool below = false, all_above = true;
	for (size_t i = 0; i < r->n; i++) {
		const struct version_interval *k = &r->at[i];
		enum range_answer a = in_interval(v, k, false);
		if (k->exact || k->low.given) {
			if (a == RANGE_IN) {
				*by = k;
				return RANGE_IN;
			}
			all_above &= a == RANGE_OUT;
			continue;
		}
		bool lowest = true;
		for (size_t j = 0; j < r->n; j++)
			lowest &= r->at[j].exact || r->at[j].low.given ||
			          version_order(&k->high.version, &r->at[j].high.version) != VERSION_GREATER;
		if (lowest && a == RANGE_IN) {
			*by = k;
			below = true;
		}
		all_above &= a == RANGE_OUT;
		if (!own || shared(v, &k->high.version) > shared(v, &own->high.version))
			own = k;
	}
	if (below)
		return RANGE_IN;
	if (all_above)
		return RANGE_OUT;
	if (own && shared(v, &own->high.version) > 0) {
		uint16_t numbers = (uint16_t)(own->high.version.n - own->high.version.n_prefix);
		if (numbers > 1 && shared(v, &own->high.version) + 1 >= numbers) {
			*by = own;
			return in_interval(v, own, false);
		}
	}
	return RANGE_UNSURE;
}

static enum range_answer in_any(const struct version_range *r, const struct version *v, const struct version_interval **by)
{
	enum range_answer best = RANGE_OUT;
	for (size_t i = 0; i < r->n; i++) {
		enum range_answer a = in_interval(v, &r->at[i], r->refining);
		if (a == RANGE_IN) {
			*by = &r->at[i];
			return a;
		}
		if (a == RANGE_UNSURE) {
			*by = &r->at[i];
			best = a;
		}
	}
	if (best == RANGE_OUT && r->n == 1)
		*by = &r->at[0];
	return best;
}

/* Versions behind "!=" are out, whatever else holds. */
static enum range_answer without_excluded(const struct version_range *r, const struct version *v, enum range_answer a)
{
	for (size_t i = 0; i < r->n_excluded && a != RANGE_OUT; i++)
		switch (version_order_series(v, &r->excluded[i])) {
		case VERSION_EQUAL: return RANGE_OUT;
		case VERSION_UNCOMPARABLE: a = RANGE_UNSURE; break;
		default: break;
		}
	return a;
}

/* Is the range this very text, or "<=", ">=", "=" and this text? */
static bool is_that_text(const struct version_range *r, struct str v_text)
{
	struct str t = r->text;
	size_t n = 0;
	v_text = str_trim(v_text);
	while (n < t.len && strchr("<>=", t.ptr[n]) && t.ptr[n])
		n++;
	if (n > 2 || (n && !memchr(t.ptr, '=', n)) || !strchr_any(v_text, "0123456789") || strchr_any(v_text, "<>=!|;*") || r->n_excluded)
		return false;
	return str_eq_fold(str_trim(str_slice(t, n, t.len)), v_text);
}

enum range_answer version_range_contains(
        const struct version_range *r, const struct version *v, struct str v_text, const struct version_interval **by)
{
	const struct version_interval *settled = NULL;
	enum range_answer a;
	if (by)
		*by = NULL;
	if (version_range_is_all(r))
		return RANGE_IN;
	if (r->vers) {
		if (r->vers->star)
			return RANGE_IN;
		int in = v_text.len ? vers_contains(r->vers, v_text) : -1;
		return in < 0 ? RANGE_UNSURE : in ? RANGE_IN : RANGE_OUT;
	}
	if (is_that_text(r, v_text))
		return RANGE_IN;
	if (!v->n)
		return RANGE_UNSURE;
	if (!r->n)
		a = (r->all || r->n_excluded) && !r->doubtful ? RANGE_IN : RANGE_UNSURE;
	else
		a = r->series ? in_series(r, v, &settled) : in_any(r, v, &settled);
	a = without_excluded(r, v, a);
	if (a == RANGE_OUT && r->doubtful)
		a = RANGE_UNSURE;
	if (by)
		*by = settled;
	return a;
}

size_t version_range_start(struct str name)
{
	static const char *const openers[] = { "all versions", "versions", "version", "prior to", "before", "firmware versions",
		"firmware version" };
	for (size_t i = 0; i + 1 < name.len; i++) {
		char c = name.ptr[i];
		struct str rest = str_trim(str_slice(name, i + 1, name.len));
		if (c == ':' && name.ptr[i + 1] == ' ') {
			if (rest.len && (strchr_any(str_slice(rest, 0, 1), "<>=*0123456789") || words_begin_version(rest)))
				return i;
			for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
				if (words_match(rest, openers[k]))
					return i;
		}
		if ((c == '<' || c == '>') && i > 0)
			return i;
		if (c == ' ')
			for (size_t k = 0; k < sizeof openers / sizeof *openers; k++) {
				size_t n = words_match(rest, openers[k]);
				if (n && strchr_any(str_slice(rest, n, rest.len), "<>0123456789"))
					return i;
			}
	}
	return name.len;
}
