/* SPDX-License-Identifier: Apache-2.0
 *
 * The index over installed products, and one document matched against it. Names are compared once, however many versions of them are installed.
 */
#include "advisory/index.h"
#include <stdlib.h>

struct match_index match_index_make(struct arena *a, const struct match_aliases *aliases)
{
	return (struct match_index){ .arena = a, .aliases = aliases, .by_name = map_make(a), .postings = map_make(a) };
}

static void post(struct match_index *ix, uint32_t name)
{
	uint64_t keys[MATCH_KEYS_MAX];
	size_t n = match_keys(&ix->names.at[name].side, keys);
	for (size_t i = 0; i < n; i++) {
		uint64_t *first = map_at_int(&ix->postings, (int64_t)keys[i], NULL);
		*vec_push(ix->arena, &ix->lists) = (struct index_posting){ name, (uint32_t)*first };
		*first = ix->lists.n;
	}
}

void match_index_add(struct match_index *ix, const struct registry_product *products, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct registry_product *p = &products[i];
		struct match_component c = { p->vendor, p->product, p->version, p->cpe, p->purl, p->model, p->serial };
		/* The name is everything but the version; a version inside the cpe or purl belongs to it. */
		struct str text = arena_printf(ix->arena, "%.*s\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s", STR(c.vendor), STR(c.product), STR(c.cpe), STR(c.purl),
			STR(c.model), STR(c.serial));
		bool fresh;
		uint64_t *at = map_at(&ix->by_name, text, &fresh);
		if (fresh) {
			*at = ix->names.n;
			vec_push(ix->arena, &ix->names)->side = match_side_prepare(ix->arena, ix->aliases, &c);
			post(ix, (uint32_t)*at);
		}
		struct index_name *name = &ix->names.at[*at];
		struct index_version v = { .installed = p->key, .text = match_version_text(ix->arena, &name->side, p->version) };
		match_version_prepare(ix->arena, &name->side, p->version, &v.version);
		*vec_push(ix->arena, &name->versions) = v;
		if (p->key > ix->top)
			ix->top = p->key;
	}
}

struct str match_publisher(const struct csaf_document *doc)
{
	return str_eq(doc->publisher_category, S("vendor")) ? doc->publisher_name : S("");
}

struct match_statuses match_statuses_of(struct arena *a, const struct csaf_document *doc)
{
	struct match_statuses s = { .first = arena_array(a, uint32_t, doc->n_products + 2) };
	uint32_t n = 0;
	for (size_t v = 0; v < doc->n_vulnerabilities; v++)
		for (size_t i = 0; i < doc->vulnerabilities[v].n_statuses; i++, n++)
			s.first[doc->vulnerabilities[v].statuses[i].product + 2]++;
	for (size_t p = 2; p < doc->n_products + 2; p++)
		s.first[p] += s.first[p - 1];
	s.at = arena_array(a, struct match_status, n + 1);
	for (uint32_t v = 0; v < doc->n_vulnerabilities; v++)
		for (size_t i = 0; i < doc->vulnerabilities[v].n_statuses; i++) {
			const struct csaf_product_status *st = &doc->vulnerabilities[v].statuses[i];
			s.at[s.first[st->product + 1]++] = (struct match_status){ v, st->status };
		}
	return s; /* the running ends have become the starts: first[p] .. first[p + 1] */
}

static int by_name(const void *a, const void *b)
{
	const struct name_hit *x = a, *y = b;
	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	return (x->hit.product > y->hit.product) - (x->hit.product < y->hit.product);
}

static int by_installed(const void *a, const void *b)
{
	const struct match_row *x = a, *y = b;
	if (x->installed != y->installed)
		return x->installed < y->installed ? -1 : 1;
	if (x->product != y->product)
		return x->product < y->product ? -1 : 1;
	return (x->asset > y->asset) - (x->asset < y->asset);
}

static int by_key(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

void match_look_up(struct match_index *ix, struct arena *scratch, uint32_t product, const struct match_side *side, const uint64_t *keys, size_t n,
	struct name_hit_vec *hits)
{
	ix->looks++;
	for (size_t i = 0; i < n; i++) {
		const uint64_t *first = map_find_int(&ix->postings, (int64_t)keys[i]);
		for (uint64_t at = first ? *first : 0; at; at = ix->lists.at[at - 1].next) {
			uint32_t number = ix->lists.at[at - 1].name;
			struct index_name *name = &ix->names.at[number];
			struct name_hit h = { .name = number };
			if (name->seen == ix->looks)
				continue;
			name->seen = ix->looks;
			if (!match_name(&name->side, side, &h.hit))
				continue;
			h.hit.product = product;
			*vec_push(scratch, hits) = h;
		}
	}
}

/* All versions of one name against the products it bears the name of. */
static void judge_name(struct index_name *name, struct match_hit *hits, size_t n, const struct match_product *products, const struct match_statuses *statuses,
	struct arena *scratch, struct match_row_vec *rows)
{
	n = match_select(hits, n);
	vec_each (v, &name->versions) {
		size_t before = rows->n;
		struct match_judgement silent = {}; /* the document bears the name, but says nothing of this version */
		uint32_t silent_product = 0;
		for (size_t i = 0; i < n; i++) {
			uint32_t p = hits[i].product;
			struct match_judgement all = {};
			for (uint32_t s = statuses->first[p]; s < statuses->first[p + 1]; s++)
				all = match_combine(all, match_judge(&name->side, &v->version, v->text, &products[p], &hits[i], statuses->at[s].status));
			if (all.verdict > MATCH_NO_STATEMENT)
				*vec_push(scratch, rows) = (struct match_row){ v->installed, p, 0, all };
			else if (all.verdict == MATCH_NO_STATEMENT && silent.verdict == MATCH_NOT_THIS)
				silent = all, silent_product = p;
		}
		/* Never silent: it becomes undecidable. */
		if (rows->n == before && silent.verdict == MATCH_NO_STATEMENT) {
			silent = match_settle(silent);
			if (silent.verdict > MATCH_NO_STATEMENT)
				*vec_push(scratch, rows) = (struct match_row){ v->installed, silent_product, 0, silent };
		}
	}
}

void match_document(struct match_index *ix, struct arena *scratch, const struct csaf_document *doc, struct match_row_vec *rows, struct match_key_vec *keys)
{
	struct match_product *products = arena_array(scratch, struct match_product, doc->n_products);
	struct match_statuses statuses = match_statuses_of(scratch, doc);
	struct name_hit_vec hits = {};
	for (uint32_t p = 0; p < doc->n_products; p++) {
		products[p] = match_product_prepare(scratch, ix->aliases, &doc->products[p], match_publisher(doc));
		if (statuses.first[p] == statuses.first[p + 1])
			continue; /* a part of another product, or only named */
		uint64_t ks[MATCH_KEYS_MAX];
		size_t n = match_keys(&products[p].side, ks);
		for (size_t i = 0; keys && i < n; i++)
			*vec_push(scratch, keys) = ks[i];
		match_look_up(ix, scratch, p, &products[p].side, ks, n, &hits);
	}
	if (hits.n)
		qsort(hits.at, hits.n, sizeof *hits.at, by_name);
	for (size_t i = 0, k; i < hits.n; i = k) {
		for (k = i + 1; k < hits.n && hits.at[k].name == hits.at[i].name; k++) { }
		struct match_hit *own = arena_array(scratch, struct match_hit, k - i);
		for (size_t j = i; j < k; j++)
			own[j - i] = hits.at[j].hit;
		judge_name(&ix->names.at[hits.at[i].name], own, k - i, products, &statuses, scratch, rows);
	}
	match_relations(ix, scratch, doc, &statuses, rows, keys);
	if (rows->n)
		qsort(rows->at, rows->n, sizeof *rows->at, by_installed);
	if (!keys || !keys->n)
		return;
	qsort(keys->at, keys->n, sizeof *keys->at, by_key);
	size_t m = 0;
	for (size_t i = 0; i < keys->n; i++)
		if (!i || keys->at[i] != keys->at[i - 1])
			keys->at[m++] = keys->at[i];
	keys->n = m;
}
