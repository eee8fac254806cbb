/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts. Must never answer not_affected or fixed unless the version is certainly outside of, or at, what the advisory bounds.
 */
#include "advisory/match_inner.h"

const char *const match_verdict_names[] = { "", "", "not_affected", "fixed", "under_investigation", "undecidable", "affected" };

enum range_answer match_in_series(const struct match_side *s, const struct version *v)
{
	if (!v->n)
		return RANGE_UNSURE;
	enum version_order o = version_order_series(v, &s->series);
	if (o == VERSION_UNCOMPARABLE)
		return RANGE_UNSURE;
	if (o == VERSION_EQUAL || version_refines(v, &s->series))
		return RANGE_IN;
	return s->series_older && o == VERSION_LESS ? RANGE_IN : RANGE_OUT;
}

/* In the stated range, or in one that the full name states beside an exact version ("Foo 9.9", full name "Foo: < 9.9"). */
static enum range_answer answer_of(
        const struct match_product *p, const struct version *v, struct str text, const struct version_interval **by)
{
	enum range_answer a = version_range_contains(&p->range, v, text, by);
	if (a != RANGE_OUT || (!p->named.n && !p->named.all))
		return a;
	const struct version_interval *named_by;
	enum range_answer n = version_range_contains(&p->named, v, text, &named_by);
	if (n == RANGE_IN || (n == RANGE_UNSURE && !p->named.doubtful)) {
		*by = named_by;
		return n;
	}
	return a;
}

/* Is v certainly at or after every fixed version? The intervals of a fixed product are read as the versions that hold the fix. */
static bool beyond(const struct match_product *p, const struct version *v)
{
	if (!v->n || !p->range.n || p->range.doubtful || p->range.vers || p->range.n_excluded)
		return false;
	for (size_t i = 0; i < p->range.n; i++) {
		const struct version_interval *k = &p->range.at[i];
		if (!k->exact || version_order(v, &k->low.version) != VERSION_GREATER)
			return false;
	}
	return true;
}

static enum match_verdict verdict_of(
        enum range_answer a, enum csaf_status status, const struct match_product *p, const struct version *v, unsigned *confidence)
{
	switch (status) {
	case CSAF_KNOWN_AFFECTED: return a == RANGE_IN ? MATCH_AFFECTED : a == RANGE_OUT ? MATCH_NOT_AFFECTED : MATCH_UNDECIDABLE;
	case CSAF_FIRST_AFFECTED: /* from here on, nobody says until when */
	case CSAF_LAST_AFFECTED:
		if (a != RANGE_OUT)
			return a == RANGE_IN ? MATCH_AFFECTED : MATCH_UNDECIDABLE;
		if (!p->range.n || !p->range.at[0].exact)
			return MATCH_UNDECIDABLE;
		switch (version_order(v, &p->range.at[0].low.version)) {
		case VERSION_LESS: return status == CSAF_FIRST_AFFECTED ? MATCH_NOT_AFFECTED : MATCH_UNDECIDABLE;
		case VERSION_GREATER: return status == CSAF_LAST_AFFECTED ? MATCH_NOT_AFFECTED : MATCH_UNDECIDABLE;
		default: return MATCH_UNDECIDABLE;
		}
	case CSAF_FIRST_FIXED:
	case CSAF_FIXED:
		if (a == RANGE_IN)
			return MATCH_FIXED;
		if (a == RANGE_OUT && beyond(p, v)) {
			*confidence = *confidence * 85 / 100;
			return MATCH_FIXED;
		}
		return a == RANGE_OUT ? MATCH_NO_STATEMENT : MATCH_UNDECIDABLE;
	case CSAF_KNOWN_NOT_AFFECTED: return a == RANGE_IN ? MATCH_NOT_AFFECTED : a == RANGE_OUT ? MATCH_NO_STATEMENT : MATCH_UNDECIDABLE;
	case CSAF_UNDER_INVESTIGATION: return a == RANGE_OUT ? MATCH_NO_STATEMENT : MATCH_UNDER_INVESTIGATION;
	default: return MATCH_NO_STATEMENT;
	}
}

struct match_judgement match_judge(const struct match_side *component, const struct version *version, struct str version_text,
        const struct match_product *product, const struct match_hit *hit, enum csaf_status status)
{
	struct match_judgement j = {};
	const struct version *v = version;
	enum range_answer series = RANGE_IN;
	if (status == CSAF_RECOMMENDED || status >= CSAF_STATUS_COUNT)
		return (struct match_judgement){ .verdict = MATCH_NO_STATEMENT };
	if (!v->n && hit->own_series) { /* "Foo V2.3.1" and no version: the name says it */
		v = &component->series_open;
		version_text = component->series_text;
	}
	if (hit->needs_series) {
		series = match_in_series(&product->side, v);
		if (series == RANGE_OUT)
			return j;
	}
	unsigned confidence = hit->confidence;
	enum range_answer a = answer_of(product, v, version_text, &j.by);
	if (series == RANGE_UNSURE && a != RANGE_UNSURE)
		a = RANGE_UNSURE;
	j.answer = (uint8_t)a;
	j.verdict = verdict_of(a, status, product, v, &confidence);
	if (product->range.conditional)
		confidence = confidence * 80 / 100;
	if (j.verdict == MATCH_UNDECIDABLE)
		confidence = confidence * 60 / 100;
	/* Names that only nearly agree settle nothing for good: what is not certainly this product is not certainly unaffected. */
	j.confidence = (uint8_t)confidence;
	return j;
}

struct match_judgement match_combine(struct match_judgement a, struct match_judgement b)
{
	if (a.verdict != b.verdict)
		return a.verdict > b.verdict ? a : b;
	return a.confidence >= b.confidence ? a : b;
}

struct match_judgement match_settle(struct match_judgement j)
{
	if (j.verdict == MATCH_NO_STATEMENT && j.confidence) {
		j.verdict = MATCH_UNDECIDABLE;
		j.confidence = (uint8_t)(j.confidence / 2);
	}
	return j;
}

bool match_related(enum csaf_relation relation, const struct match_hit *part_hits, const struct match_hit *whole_hits, size_t n,
        size_t *part_at, size_t *whole_at)
{
	bool part = false, whole = false;
	(void)relation; /* on a register, inside of and installed on are both: on the same asset */
	for (size_t i = 0; i < n; i++) {
		if (part_hits[i].how != MATCH_BY_NONE && (!part || part_hits[i].confidence > part_hits[*part_at].confidence)) {
			part = true;
			*part_at = i;
		}
		if (whole_hits[i].how != MATCH_BY_NONE && (!whole || whole_hits[i].confidence > whole_hits[*whole_at].confidence)) {
			whole = true;
			*whole_at = i;
		}
	}
	return relation != CSAF_RELATION_NONE && part && whole;
}

struct match_judgement match_judge_related(struct match_judgement part, struct match_judgement whole)
{
	struct match_judgement out = part.verdict <= whole.verdict ? part : whole;
	if (part.verdict == MATCH_NOT_THIS || whole.verdict == MATCH_NOT_THIS)
		return (struct match_judgement){};
	out.confidence = part.confidence < whole.confidence ? part.confidence : whole.confidence;
	return out;
}
