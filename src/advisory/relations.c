/* SPDX-License-Identifier: Apache-2.0
 *
 * Products that are a relation of two: a part installed on (or inside of, or with) a whole (CSAF 2.0 section 3.2.2.3). Only the relation carries the status, so
 * a finding needs both on one asset; it is kept for that asset alone.
 */
#include "advisory/index.h"

struct bearer {
	uint32_t hit, version;
	uint64_t next; /* another bearer on the same asset: index + 1, 0 = none */
};

struct side_hits { /* the names that bear one product's name, found once a document */
	bool looked;
	struct match_product product;
	struct name_hit_vec hits;
	struct map on; /* asset → index + 1 in bearers */
	VEC(struct bearer) bearers;
	bool placed;
};

struct relating {
	struct match_index *ix;
	struct arena *scratch;
	const struct csaf_document *doc;
	const struct match_statuses *statuses;
	struct side_hits *sides; /* by product */
	struct match_row_vec *rows;
	struct match_key_vec *keys;
};

bool match_needs_places(const struct csaf_document *doc)
{
	for (size_t v = 0; v < doc->n_vulnerabilities; v++)
		for (size_t i = 0; i < doc->vulnerabilities[v].n_statuses; i++)
			if (doc->products[doc->vulnerabilities[v].statuses[i].product].relation != CSAF_RELATION_NONE)
				return true;
	return false;
}

static struct side_hits *side_of(struct relating *r, uint32_t p)
{
	struct side_hits *s = &r->sides[p];
	uint64_t keys[MATCH_KEYS_MAX];
	if (s->looked)
		return s;
	s->looked = true;
	s->product = match_product_prepare(r->scratch, r->ix->aliases, &r->doc->products[p], match_publisher(r->doc));
	size_t n = match_keys(&s->product.side, keys);
	for (size_t i = 0; r->keys && i < n; i++)
		*vec_push(r->scratch, r->keys) = keys[i];
	match_look_up(r->ix, r->scratch, p, &s->product.side, keys, n, &s->hits);
	return s;
}

static struct match_assets assets_of(const struct relating *r, int64_t installed)
{
	return r->ix->places.of(r->ix->places.ctx, installed);
}

/* On which assets the whole stands, and as which installed product. */
static void place_whole(struct relating *r, struct side_hits *whole)
{
	if (whole->placed)
		return;
	whole->placed = true;
	whole->on = map_make(r->scratch);
	for (uint32_t h = 0; h < whole->hits.n; h++) {
		const struct index_name *name = &r->ix->names.at[whole->hits.at[h].name];
		for (uint32_t v = 0; v < name->versions.n; v++) {
			struct match_assets assets = assets_of(r, name->versions.at[v].installed);
			for (size_t i = 0; i < assets.n; i++) {
				uint64_t *at = map_at_int(&whole->on, assets.at[i], NULL);
				*vec_push(r->scratch, &whole->bearers) = (struct bearer){ h, v, *at };
				*at = whole->bearers.n;
			}
		}
	}
}

static struct match_judgement judge_side(struct relating *r, const struct side_hits *s, uint32_t hit, uint32_t version, enum csaf_status status)
{
	const struct index_name *name = &r->ix->names.at[s->hits.at[hit].name];
	const struct index_version *v = &name->versions.at[version];
	return match_judge(&name->side, &v->version, v->text, &s->product, &s->hits.at[hit].hit, status);
}

/* "Affected" is off as soon as one side certainly is; "fixed" and "not affected" are said of the pair, so both sides must be certain. */
static struct match_judgement both(struct match_judgement part, struct match_judgement whole, enum csaf_status status)
{
	struct match_judgement j = match_judge_related(part, whole);
	bool unsure = part.verdict == MATCH_UNDECIDABLE || whole.verdict == MATCH_UNDECIDABLE;
	if (status > CSAF_LAST_AFFECTED && unsure && j.verdict > MATCH_NO_STATEMENT)
		j.verdict = MATCH_UNDECIDABLE;
	return j;
}

static void judge_pair(struct relating *r, uint32_t p, const struct side_hits *part, uint32_t hit, uint32_t version, const struct side_hits *whole, int64_t asset)
{
	const uint64_t *at = map_find_int(&whole->on, asset);
	struct match_judgement all = {};
	if (!at)
		return;
	for (uint64_t i = *at; i; i = whole->bearers.at[i - 1].next) {
		const struct bearer *b = &whole->bearers.at[i - 1];
		for (uint32_t s = r->statuses->first[p]; s < r->statuses->first[p + 1]; s++) {
			enum csaf_status status = r->statuses->at[s].status;
			all = match_combine(all, both(judge_side(r, part, hit, version, status), judge_side(r, whole, b->hit, b->version, status), status));
		}
	}
	all = match_settle(all);
	if (all.verdict > MATCH_NO_STATEMENT)
		*vec_push(r->scratch, r->rows) =
			(struct match_row){ r->ix->names.at[part->hits.at[hit].name].versions.at[version].installed, p, asset, all };
}

static void relate(struct relating *r, uint32_t p)
{
	const struct csaf_product *product = &r->doc->products[p];
	struct side_hits *part = side_of(r, product->part), *whole = side_of(r, product->whole);
	if (!part->hits.n || !whole->hits.n)
		return;
	place_whole(r, whole);
	for (uint32_t h = 0; whole->bearers.n && h < part->hits.n; h++) {
		const struct index_name *name = &r->ix->names.at[part->hits.at[h].name];
		for (uint32_t v = 0; v < name->versions.n; v++) {
			struct match_assets assets = assets_of(r, name->versions.at[v].installed);
			for (size_t i = 0; i < assets.n; i++)
				judge_pair(r, p, part, h, v, whole, assets.at[i]);
		}
	}
}

void match_relations(struct match_index *ix, struct arena *scratch, const struct csaf_document *doc, const struct match_statuses *statuses, struct match_row_vec *rows,
	struct match_key_vec *keys)
{
	if (!match_needs_places(doc))
		return;
	struct relating r = { ix, scratch, doc, statuses, arena_array(scratch, struct side_hits, doc->n_products), rows, keys };
	for (uint32_t p = 0; p < doc->n_products; p++)
		if (doc->products[p].relation != CSAF_RELATION_NONE && statuses->first[p] < statuses->first[p + 1])
			relate(&r, p);
}
