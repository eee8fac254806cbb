/* SPDX-License-Identifier: Apache-2.0
 *
 * The matcher over the desk. Incremental in both directions: a new advisory meets all installed products through the index, a new installed product
 * meets all current advisories through their blocking keys.
 */
#include "advisory/matcher.h"
#include "core/desk.h"
#include "sys/compress.h"

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

bool matcher_refresh(struct cx *cx, struct matcher *m)
{
	return add_products(cx, m, m->index.top);
}

void matcher_end(struct matcher *m)
{
	arena_end(&m->arena);
}

bool matcher_write(struct cx *cx, struct matcher *m, int64_t revision, const struct csaf_document *doc, bool with_keys, unsigned cap, size_t *n, size_t *affected)
{
	struct match_row_vec rows = {};
	struct match_key_vec keys = {};
	match_document(&m->index, &cx->a, doc, &rows, with_keys ? &keys : NULL);
	*n = rows.n;
	*affected = 0;
	vec_each (r, &rows) {
		if (r->judgement.confidence > cap)
			r->judgement.confidence = (uint8_t)cap;
		*affected += r->judgement.verdict == MATCH_AFFECTED;
	}
	return (!rows.n || store_findings_insert(cx, revision, rows.at, rows.n)) && (!keys.n || store_keys_insert(cx, revision, keys.at, keys.n));
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
		size_t n, affected;
		bool good = matcher_document(&one, *revision, &doc) &&
			matcher_write(&one, m, *revision, &doc, with_keys, is_quarantined(&one, *revision) ? MATCH_QUARANTINED_CONFIDENCE : 100, &n, &affected);
		if (!good)
			cx->err = one.err;
		arena_end(&one.a);
		if (!good)
			return false;
	}
	return true;
}

static bool rematch(struct cx *cx, struct matcher *m, bool rebuild)
{
	struct revision_vec revisions = {};
	if (rebuild ? !store_match_clear(cx) || !store_revisions_current(cx, &revisions) : !candidates(cx, m, &revisions))
		return false;
	return match_revisions(cx, m, &revisions, rebuild) && store_match_state_set(cx, m->index.top) && store_match_bump(cx);
}

bool advisory_rematch(struct cx *cx, bool rebuild)
{
	int64_t installed = 0, revision;
	AUTO(db_tx) tx = desk_begin(cx);
	struct matcher m;
	bool good = store_match_state(cx, &installed, &revision) && matcher_load(cx, rebuild ? 0 : installed, &m);
	if (good && (rebuild || m.index.top > installed))
		good = rematch(cx, &m, rebuild);
	matcher_end(&m);
	return good && ok(cx) && db_commit(&tx);
}
