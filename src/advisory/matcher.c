/* SPDX-License-Identifier: Apache-2.0
 *
 * The matcher over the desk. Incremental in both directions: a new advisory meets all installed products through the index, a new installed product
 * meets all current advisories through their blocking keys.
 */
#include "advisory/matcher.h"
#include "base/cache.h"
#include "core/desk.h"
#include "sys/compress.h"
#include <string.h>

enum { PARSED_BYTES_MAX = 64 << 20 };

bool matcher_aliases(struct cx *cx, struct arena *a, struct match_aliases *out)
{
	struct store_alias_vec rows = {};
	if (!store_aliases(cx, &rows))
		return false;
	struct match_alias_row *list = arena_array(&cx->a, struct match_alias_row, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		list[i] = (struct match_alias_row){ rows.at[i].kind, rows.at[i].vendor, rows.at[i].alias, rows.at[i].canonical };
	*out = match_aliases_make(a, list, rows.n);
	return true;
}

static bool add_products(struct cx *cx, struct matcher *m, int64_t above)
{
	struct registry_product_vec products = {};
	if (!registry_products(cx, above, &products))
		return false;
	vec_each (p, &products) {
		struct str *cells[] = { &p->vendor, &p->product, &p->version, &p->cpe, &p->purl, &p->model, &p->serial };
		for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
			*cells[i] = arena_str(&m->arena, *cells[i]);
	}
	match_index_add(&m->index, products.at, products.n);
	return true;
}

bool matcher_load(struct cx *cx, int64_t above, struct matcher *out)
{
	*out = (struct matcher){};
	if (!matcher_aliases(cx, &out->arena, &out->aliases))
		return false;
	out->index = match_index_make(&out->arena, &out->aliases);
	out->index.top = above;
	return add_products(cx, out, above);
}

/* Components may have moved. */
static void forget_places(struct matcher *m)
{
	arena_reset(&m->places_arena);
	m->places = (struct map){};
	memset(&m->place_lists, 0, sizeof m->place_lists);
}

bool matcher_refresh(struct cx *cx, struct matcher *m)
{
	int64_t top = m->index.top;
	if (!add_products(cx, m, top))
		return false;
	int64_t revision = registry_revision(cx);
	if (revision != m->places_revision)
		forget_places(m);
	m->places_revision = revision;
	return ok(cx);
}

void matcher_end(struct matcher *m)
{
	forget_places(m);
	arena_end(&m->places_arena);
	arena_end(&m->arena);
}

static bool make_kept(struct cx *cx, void *value)
{
	return matcher_load(cx, 0, value);
}

static void end_kept(void *value)
{
	matcher_end(value);
}

/* Other aliases make another matcher. */
static bool alias_version(struct cx *cx, int64_t *out)
{
	struct store_alias_vec rows = {};
	uint64_t h = 1;
	if (!store_aliases(cx, &rows))
		return false;
	vec_each (r, &rows)
		h = str_hash(r->canonical, str_hash(r->alias, str_hash(r->vendor, str_hash(r->kind, h))));
	*out = (int64_t)h;
	return true;
}

struct matcher *matcher_borrow(struct cx *cx, struct matcher *own)
{
	int64_t version;
	if (!cx->cache)
		return matcher_load(cx, 0, own) ? own : NULL;
	return alias_version(cx, &version) ? cache_borrow(cx, "matcher", version, sizeof *own, make_kept, end_kept) : NULL;
}

void matcher_return(struct cx *cx, struct matcher *m, struct matcher *own, bool spoiled)
{
	if (m == own)
		matcher_end(own);
	else if (m)
		cache_return(cx, "matcher", spoiled);
}

struct asking { /* the database to ask where things stand, and the matcher that remembers */
	struct cx *cx;
	struct matcher *m;
};

static struct match_assets places_of(void *ctx, int64_t installed)
{
	struct asking *asking = ctx;
	struct matcher *m = asking->m;
	struct store_asset_vec assets = {};
	bool fresh;
	if (!m->places.arena)
		m->places = map_make(&m->places_arena);
	uint64_t *at = map_at_int(&m->places, installed, &fresh);
	if (!fresh)
		return m->place_lists.at[*at];
	*at = m->place_lists.n;
	store_places(asking->cx, installed, &assets); /* matcher_match looks at its error */
	int64_t *kept = arena_array(&m->places_arena, int64_t, assets.n);
	if (assets.n)
		memcpy(kept, assets.at, assets.n * sizeof *kept);
	return *vec_push(&m->places_arena, &m->place_lists) = (struct match_assets){ kept, assets.n };
}

bool matcher_match(struct cx *cx, struct matcher *m, struct arena *a, int64_t revision, const struct csaf_document *doc, bool with_keys, unsigned cap, struct matcher_rows *out,
	size_t *n, size_t *affected)
{
	struct match_row_vec rows = {};
	struct match_key_vec keys = {};
	m->index.places = (struct match_places){ places_of, &(struct asking){ cx, m } };
	match_document(&m->index, a, doc, &rows, with_keys ? &keys : NULL);
	if (!ok(cx))
		return false;
	*n = rows.n;
	*affected = 0;
	vec_each (r, &rows) {
		if (r->judgement.confidence > cap)
			r->judgement.confidence = (uint8_t)cap;
		*affected += r->judgement.verdict == MATCH_AFFECTED;
		*vec_push(a, &out->findings) = (struct matcher_finding){ revision, *r };
	}
	vec_each (k, &keys)
		*vec_push(a, &out->keys) = (struct matcher_key){ revision, *k };
	return true;
}

bool matcher_write(struct cx *cx, struct matcher_rows *rows)
{
	bool good = (!rows->findings.n || store_findings_insert(cx, rows)) && (!rows->keys.n || store_keys_insert(cx, rows));
	*rows = (struct matcher_rows){};
	return good;
}

bool matcher_document(struct cx *cx, int64_t revision, struct csaf_document *out)
{
	struct str packed, parsed;
	if (!store_parsed(cx, revision, &packed))
		return fail(cx, E_MISSING, "this revision of an advisory is not here");
	return decompress_zstd(&cx->a, packed, PARSED_BYTES_MAX, &parsed, &cx->err) && csaf_wire_read(&cx->a, parsed, out, &cx->err);
}

static bool is_quarantined(struct cx *cx, int64_t revision)
{
	struct store_standing standing = {};
	store_revision_standing(cx, revision, &standing);
	return str_eq(standing.state, S("quarantined"));
}

/* The revisions that the new installed products could be in. */
static bool candidates(struct cx *cx, const struct matcher *m, struct revision_vec *out)
{
	struct match_key_vec keys = {};
	for (size_t i = 0; i < m->index.postings.cap; i++)
		if (m->index.postings.slots[i].key.ptr)
			*vec_push(&cx->a, &keys) = (uint64_t)m->index.postings.slots[i].key.len;
	return store_revisions_by_key(cx, keys.at, keys.n, out);
}

static bool match_revisions(struct cx *cx, struct matcher *m, const struct revision_vec *revisions, bool with_keys)
{
	vec_each (revision, revisions) {
		/* A unit of memory of its own: thousands of documents pass here. */
		struct cx one = { .db = cx->db, .jail = cx->jail, .viewer = cx->viewer, .now_us = cx->now_us, .mode = cx->mode };
		struct csaf_document doc;
		struct matcher_rows rows = {};
		size_t n, affected;
		bool good = matcher_document(&one, *revision, &doc);
		if (good && m->whole)
			good = store_findings_delete(&one, *revision) && store_keys_delete(&one, *revision);
		unsigned cap = is_quarantined(&one, *revision) ? MATCH_QUARANTINED_CONFIDENCE : 100;
		good = good && matcher_match(&one, m, &one.a, *revision, &doc, with_keys, cap, &rows, &n, &affected) && matcher_write(&one, &rows);
		if (!good)
			cx->err = one.err;
		arena_end(&one.a);
		if (!good)
			return false;
	}
	return true;
}

/* New installed products against the advisories that share a key with them. */
static bool match_fresh(struct cx *cx, int64_t installed, bool *changed)
{
	struct matcher m;
	struct revision_vec revisions = {};
	bool good = matcher_load(cx, installed, &m);
	*changed = good && m.index.top > installed;
	if (*changed)
		good = candidates(cx, &m, &revisions) && match_revisions(cx, &m, &revisions, false) && store_match_state_set(cx, m.index.top);
	matcher_end(&m);
	return good;
}

/* Whole revisions anew against everything installed: all of them, or those with relationships, which depend on what stands together on one asset. */
static bool match_whole(struct cx *cx, bool all, bool *changed)
{
	struct matcher m;
	struct revision_vec revisions = {};
	if (!(all ? store_revisions_current(cx, &revisions) : store_revisions_related(cx, &revisions)))
		return false;
	*changed |= revisions.n > 0;
	if (!revisions.n && !all)
		return true;
	bool good = matcher_load(cx, 0, &m);
	m.whole = true;
	good = good && (!all || store_match_clear(cx)) && match_revisions(cx, &m, &revisions, true) && store_match_state_set(cx, m.index.top);
	matcher_end(&m);
	return good;
}

static bool rematch(struct cx *cx, bool fresh, bool related, bool all)
{
	int64_t installed = 0, revision;
	bool changed = false;
	AUTO(db_tx) tx = desk_begin(cx);
	if (!store_match_state(cx, &installed, &revision) || (fresh && !match_fresh(cx, installed, &changed)))
		return false;
	if ((related || all) && !match_whole(cx, all, &changed))
		return false;
	if (changed && !store_match_bump(cx, true))
		return false;
	return ok(cx) && db_commit(&tx);
}

bool advisory_rematch(struct cx *cx, bool rebuild)
{
	return rematch(cx, !rebuild, true, rebuild);
}

bool matcher_catch_up_inside(struct cx *cx)
{
	int64_t installed = 0, revision;
	bool changed = false;
	if (!store_match_state(cx, &installed, &revision))
		return false;
	if (registry_products_top(cx) <= installed)
		return ok(cx);
	return match_fresh(cx, installed, &changed) && (!changed || store_match_bump(cx, true));
}

bool matcher_catch_up(struct cx *cx)
{
	int64_t installed = 0, revision;
	if (!store_match_state(cx, &installed, &revision))
		return false;
	return registry_products_top(cx) <= installed || rematch(cx, true, false, false);
}
