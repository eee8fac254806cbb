/* SPDX-License-Identifier: Apache-2.0
 *
 * Does a component bear the name of an advisory product? Allocates nothing. Must never match two names that differ in what tells products
 * of one vendor apart.
 */
#include "advisory/match_inner.h"

const char *const match_how_names[] = { "", "purl", "cpe", "model", "serial", "name", "name and model" };

bool match_wildcard(struct str pattern, struct str text)
{
	size_t p = 0, t = 0, star = SIZE_MAX, mark = 0;
	while (t < text.len) {
		if (p < pattern.len && pattern.ptr[p] == '*') {
			star = p++;
			mark = t;
		} else if (p < pattern.len && (pattern.ptr[p] == '?' || pattern.ptr[p] == text.ptr[t])) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++mark;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.ptr[p] == '*')
		p++;
	return p == pattern.len;
}

/* 1 a shared one, 0 nothing to compare, -1 both have some and none is shared. */
static int compare_lists(const struct str *c, size_t nc, const struct str *p, size_t np)
{
	if (!nc || !np)
		return 0;
	for (size_t i = 0; i < nc; i++)
		for (size_t k = 0; k < np; k++)
			if (match_wildcard(p[k], c[i]))
				return 1;
	return -1;
}

static bool both_cut(const struct match_side *c, const struct match_side *p)
{
	/* "Foo V5.6" and "Foo V5.X", "Foo V7.1 and earlier": the product's release takes the component's in. */
	bool open = p->series_older || p->series.wild_at < p->series.n || version_refines(&c->series, &p->series);
	return open && c->series.n && match_in_series(p, &c->series) == RANGE_IN;
}

static bool best_reading(const struct match_side *c, const struct match_side *p, bool vendors, struct match_hit *hit)
{
	unsigned best = 255;
	for (size_t i = 0; i < c->n_readings; i++)
		for (size_t k = 0; k < p->n_readings; k++) {
			const struct match_reading *rc = &c->readings[i], *rp = &p->readings[k];
			if (rc->hash != rp->hash || (!vendors && !rc->with_vendor && !rp->with_vendor))
				continue;
			unsigned rank = rc->rank > rp->rank ? rc->rank : rp->rank;
			bool needs = rp->cut & MATCH_CUT_SERIES, own = rc->cut & MATCH_CUT_SERIES;
			if (rc->cut & rp->cut) {
				if ((rc->cut & rp->cut) != MATCH_CUT_SERIES || !both_cut(c, p))
					continue;
				needs = false; /* settled here */
			}
			if (rank < best) {
				best = rank;
				hit->needs_series = needs;
				hit->own_series = own;
				hit->rank = (uint8_t)rank;
			}
		}
	return best != 255;
}

static unsigned confidence_of(enum match_rank rank)
{
	static const uint8_t of[] = { 100, 92, 88, 82, 72 };
	return of[rank];
}

bool match_name(const struct match_side *c, const struct match_side *p, struct match_hit *hit)
{
	*hit = (struct match_hit){ .product = hit->product };
	if (c->purl && p->purl) { /* both named exactly: nothing else counts */
		if (!purl_same_package(p->purl, c->purl))
			return false;
		*hit = (struct match_hit){ .product = hit->product, .how = MATCH_BY_PURL, .rank = MATCH_RANK_EXACT, .confidence = 99 };
		return true;
	}
	if (c->cpe && p->cpe && cpe_same_product(p->cpe, c->cpe)) {
		*hit = (struct match_hit){ .product = hit->product, .how = MATCH_BY_CPE, .rank = MATCH_RANK_EXACT, .confidence = 97 };
		return true;
	}
	int serial = compare_lists(c->serials, c->n_serials, p->serials, p->n_serials);
	int model = compare_lists(c->models, c->n_models, p->models, p->n_models);
	for (size_t i = 0; i < p->n_models && !model && c->short_model.len; i++)
		model = match_wildcard(p->models[i], c->short_model);
	unsigned vendor = match_vendor_score(c, p);
	if (serial < 0 || model < 0)
		return false;
	bool named = best_reading(c, p, vendor > 0, hit);
	if (vendor == 0)
		vendor = 80; /* the vendor's name stood in the product's */
	if (model > 0 && (named || match_vendor_score(c, p) > 0)) {
		hit->how = named ? MATCH_BY_NAME_AND_MODEL : MATCH_BY_MODEL;
		hit->rank = MATCH_RANK_EXACT;
		hit->confidence = (uint8_t)((named ? 100 : 95) * vendor / 100);
		hit->needs_series = false;
		hit->own_series = c->series.n && !p->series.n;
		return true;
	}
	if (serial > 0 && !named && match_vendor_score(c, p) > 75) {
		*hit = (struct match_hit){ .product = hit->product,
			.how = MATCH_BY_SERIAL,
			.rank = MATCH_RANK_EXACT,
			.confidence = (uint8_t)(90 * vendor / 100) };
		return true;
	}
	if (!named)
		return false;
	hit->how = MATCH_BY_NAME;
	/* An order number in one name only is a remark the other leaves out. */
	if (hit->rank == MATCH_RANK_EXACT && c->models_named != p->models_named && !(c->models_named && p->n_models))
		hit->rank = MATCH_RANK_REMARK;
	hit->confidence = (uint8_t)(confidence_of(hit->rank) * vendor / 100);
	return true;
}

size_t match_select(struct match_hit *hits, size_t n)
{
	uint8_t best = 255;
	for (size_t i = 0; i < n; i++)
		if (hits[i].rank < best)
			best = hits[i].rank;
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		/* a release of the product is its own entry beside the plain name: match_judge looks whether the version is of that release */
		if (hits[i].rank == best || (hits[i].needs_series && hits[i].rank == MATCH_RANK_SERIES)) {
			struct match_hit h = hits[i];
			hits[i] = hits[kept];
			hits[kept++] = h;
		}
	return kept;
}
