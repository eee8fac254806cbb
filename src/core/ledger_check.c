/* SPDX-License-Identifier: Apache-2.0
 *
 * Verification of the ledger. Must never take anything for good because another table says so: what is checked is checked against the leaves' bytes.
 */
#include "core/ledger_check.h"
#include "base/json.h"
#include "core/checkpoint.h"
#include "core/ledger_inner.h"
#include "core/reads.h"
#include "core/stamp.h"
#include <sodium.h>
#include <string.h>

enum { PAGE_LEAVES = 5000, PAGE_CHECKPOINTS = 500 };

struct range { /* leaves and what of them is erased */
	int64_t from, to, bits;
};
VEC_TYPE(range_vec, struct range);

struct checking {
	struct cx *cx;
	struct ledger_check *check;
	struct sha256_state *st;
	struct merkle_edge *edge;
	struct sha256 *hashes; /* of the page */
	int64_t next, page_n; /* the key that is due; leaves of the page */
	struct range_vec erased, declared;
	struct cx *page; /* a page's own memory */
};

static bool fault(struct checking *c, int64_t key, const char *what)
{
	return fail(c->cx, E_BROKEN, "leaf %lld: %s", (long long)key, what);
}

/* ---- leaves ---- */

static void note_erased(struct checking *c, int64_t key, int64_t bits)
{
	c->check->erased++;
	struct range *last = c->erased.n ? &c->erased.at[c->erased.n - 1] : NULL;
	if (last && last->to + 1 == key && last->bits == bits)
		last->to = key;
	else
		*vec_push(&c->cx->a, &c->erased) = (struct range){ key, key, bits };
}

static bool read_declared(struct checking *c, int64_t key, const struct store_leaf *l)
{
	struct err err = {};
	const struct json *v = json_parse(&c->page->a, l->content, (struct json_limits){}, &err);
	json_each (range, json_get(v, "leaves")) {
		struct range r = {};
		const struct json *items = json_items_(range);
		if (json_count_(range) != 3 || !json_int(&items[0], &r.from) || !json_int(&items[1], &r.to) ||
		        !json_int(&items[2], &r.bits))
			return fault(c, key, "what it says was erased cannot be read");
		*vec_push(&c->cx->a, &c->declared) = r;
	}
	return v || fault(c, key, "what it says was erased cannot be read");
}

static bool check_leaf(void *arg, int64_t key, const struct store_leaf *l)
{
	struct checking *c = arg;
	struct ledger_parts parts;
	if (key != c->next)
		return fault(c, c->next, "missing");
	c->next++;
	c->hashes[c->page_n++] = merkle_leaf(c->st, l->leaf);
	if (!ledger_read_leaf(l->leaf, &parts))
		return fault(c, key, "its bytes are no leaf");
	if (l->key != key)
		return fault(c, key, "what lies beside it is gone, and no erasure can do that");
	if (!ledger_leaf_holds(l, c->st))
		return fault(c, key, "what lies beside it (kind, time, salt, actor, subject or content) was changed");
	if (l->erased)
		note_erased(c, key, l->erased);
	if (str_eq(l->kind, S("ledger.erase")))
		return l->erased & LEDGER_ERASED_CONTENT ? fault(c, key, "an erasure itself was erased") : read_declared(c, key, l);
	return true;
}

/* Each erased leaf must be named, with what is erased of it, by a leaf of an erasure. */
static bool check_erased(struct checking *c)
{
	struct map named = map_make(&c->cx->a);
	vec_each (r, &c->declared) {
		if (r->from < 1 || r->to < r->from || r->to >= c->next)
			return fail(c->cx, E_BROKEN, "an erasure names leaves %lld to %lld, which are not there", (long long)r->from,
			        (long long)r->to);
		for (int64_t key = r->from; key <= r->to; key++)
			*map_at_int(&named, key, NULL) |= (uint64_t)r->bits;
	}
	vec_each (r, &c->erased)
		for (int64_t key = r->from; key <= r->to; key++) {
			uint64_t *bits = map_find_int(&named, key);
			if (!bits || *bits != (uint64_t)r->bits)
				return fault(c, key, "erased, but no erasure in the ledger says so");
		}
	return true;
}

/* ---- tiles ---- */

static bool check_tile(void *arg, unsigned level, uint64_t place, struct str hashes)
{
	struct checking *c = arg;
	struct str kept = {};
	c->check->tiles++;
	bool there = store_tile(c->page, (int64_t)level, (int64_t)place, &kept);
	if (!ok(c->page))
		return err_set(&c->cx->err, c->page->err.kind, __FILE__, __LINE__, "%s", c->page->err.text);
	if (!there || !str_eq(kept, hashes))
		return fail(c->cx, E_BROKEN, "tile %u/%llu: %s", level, (unsigned long long)place,
		        there ? "not what the leaves give" : "missing");
	return true;
}

static bool check_page(struct checking *c)
{
	struct cx page = { .db = c->cx->db, .secrets = c->cx->secrets, .now_us = c->cx->now_us };
	c->page = &page;
	c->page_n = 0;
	bool good = store_leaves_whole_after(&page, c->next - 1, PAGE_LEAVES, check_leaf, c) && ok(c->cx);
	for (int64_t i = 0; good && i < c->page_n && (int64_t)c->edge->size < c->check->in_tree; i++) {
		good = merkle_push(c->edge, &c->hashes[i]);
		if (good && (int64_t)c->edge->size == c->check->in_tree)
			good = merkle_flush(c->edge);
	}
	if (!ok(&page) && ok(c->cx))
		err_set(&c->cx->err, page.err.kind, __FILE__, __LINE__, "%s", page.err.text);
	arena_end(&page.a);
	return good && ok(c->cx);
}

static bool check_leaves(struct checking *c)
{
	struct cx *cx = c->cx;
	int64_t top = store_leaf_top(cx), handed_out = store_leaf_counter(cx), beside = store_content_count(cx);
	c->check->in_tree = store_tree_size(cx, false);
	if (!ok(cx))
		return false;
	for (;;) {
		if (!check_page(c))
			return false;
		c->check->leaves = c->next - 1;
		if (c->check->tell)
			c->check->tell(c->check->arg, c->check->leaves, top);
		if (c->page_n < PAGE_LEAVES)
			break;
	}
	if (c->check->leaves < handed_out)
		return fail(cx, E_BROKEN, "leaf %lld: missing: %lld were appended", (long long)c->next, (long long)handed_out);
	if (c->check->leaves > handed_out)
		return fail(cx, E_BROKEN, "leaf %lld: inserted: only %lld were appended", (long long)handed_out + 1, (long long)handed_out);
	if (beside != c->check->leaves)
		return fail(cx, E_BROKEN, "%lld contents lie beside %lld leaves: some were inserted", (long long)beside,
		        (long long)c->check->leaves);
	if (c->check->in_tree > c->check->leaves)
		return fail(cx, E_BROKEN, "leaf %lld: missing: the tree holds %lld", (long long)c->next, (long long)c->check->in_tree);
	if (store_tile_count(cx) != c->check->tiles)
		return ok(cx) &&
		       fail(cx, E_BROKEN, "tile: there are more tiles than the %lld that the leaves give", (long long)c->check->tiles);
	return check_erased(c);
}

/* ---- checkpoints ---- */

static bool check_root(struct checking *c, const struct ledger_tree *tree, const struct checkpoint *point, const char *which)
{
	struct sha256 root;
	if ((int64_t)point->size > c->check->in_tree)
		return fail(c->cx, E_BROKEN, "%s %llu: the ledger holds only %lld leaves: its end was cut off", which,
		        (unsigned long long)point->size, (long long)c->check->in_tree);
	if (!merkle_root(&tree->merkle, point->size, &root))
		return false;
	if (memcmp(root.bytes, point->root.bytes, sizeof root.bytes) != 0)
		return fail(c->cx, E_BROKEN, "%s %llu: its root is not that of the leaves: the ledger was rewritten", which,
		        (unsigned long long)point->size);
	return true;
}

static bool signed_by(struct checking *c, const struct checkpoint *point)
{
	struct note_key key;
	if (!c->check->verifier.len)
		return checkpoint_check(c->cx, point);
	if (!note_key_parse(c->check->verifier, &key))
		return fail(c->cx, E_INVALID, "that is no verifier key: NAME+ID+KEY (c2sp.org/signed-note)");
	vec_each (line, &point->lines)
		if (note_verify(&c->cx->a, &key, line, point->text, NULL))
			return true;
	return fail(c->cx, E_BROKEN, "checkpoint %llu: not signed by the key that was given", (unsigned long long)point->size);
}

static bool check_cosignatures(struct checking *c, const struct store_checkpoint *kept, const struct checkpoint *point)
{
	struct store_cosignature_vec all = {};
	if (!store_cosignatures(c->cx, kept->size, &all))
		return false;
	vec_each (s, &all) {
		struct note_key key;
		struct note_line_vec lines = {};
		struct str text;
		int64_t at_us = 0;
		struct str note = arena_printf(&c->cx->a, "%.*s\n%.*s", STR(point->text), STR(s->line));
		struct err err = {};
		if (!note_key_parse(s->witness, &key) || !note_parse(&c->cx->a, note, &text, &lines, &err) || lines.n != 1 ||
		        !note_verify(&c->cx->a, &key, &lines.at[0], point->text, &at_us) || at_us != s->at_us)
			return fail(c->cx, E_BROKEN, "checkpoint %lld: a cosignature of a witness was changed", (long long)kept->size);
		c->check->cosignatures++;
	}
	return true;
}

static bool check_stamp(struct checking *c, const struct store_checkpoint *kept)
{
	struct store_stamp_vec all = {};
	if (!store_stamps(c->cx, kept->size, &all))
		return false;
	vec_each (s, &all) {
		int64_t at_us = 0;
		struct err err = {};
		if (!stamp_verify(kept->note, s->response, s->authority, &at_us, &err) || at_us != s->at_us)
			return fail(c->cx, E_BROKEN, "checkpoint %lld: its time stamp does not hold%s%s", (long long)kept->size,
			        err.kind ? ": " : "", err.text);
		c->check->stamps++;
	}
	return true;
}

static bool check_checkpoint(struct checking *c, const struct ledger_tree *tree, const struct store_checkpoint *kept)
{
	struct checkpoint point;
	struct cx *cx = c->cx;
	if (!checkpoint_parse(cx, kept->note, &point) || (int64_t)point.size != kept->size || point.lines.n != 1) {
		err_clear(&cx->err);
		return fail(cx, E_BROKEN, "checkpoint %lld: its text was changed", (long long)kept->size);
	}
	c->check->checkpoints++;
	return signed_by(c, &point) && check_root(c, tree, &point, "checkpoint") && check_cosignatures(c, kept, &point) &&
	       check_stamp(c, kept);
}

/* The newest checkpoint must be signed by the key that the key file gives: with a key of their own in the table, others could sign all anew. */
static bool check_newest(struct checking *c)
{
	struct store_checkpoint kept;
	struct checkpoint point;
	struct note_key key;
	unsigned char seed[NOTE_SEED_BYTES];
	struct cx *cx = c->cx;
	if (!cx->secrets || !store_checkpoint(cx, 0, &kept))
		return ok(cx);
	if (!checkpoint_key(cx, &key, seed) || !checkpoint_parse(cx, kept.note, &point))
		return false;
	key = note_key_make(point.origin, NOTE_ED25519, seed); /* the origin may have been set anew since; the seed is the same */
	sodium_memzero(seed, sizeof seed);
	vec_each (line, &point.lines)
		if (note_verify(&cx->a, &key, line, point.text, NULL))
			return true;
	return fail(cx, E_BROKEN, "checkpoint %lld: not signed with this desk's key file", (long long)kept.size);
}

static bool check_checkpoints(struct checking *c)
{
	struct cx *cx = c->cx;
	AUTO(ledger_tree) tree = {};
	ledger_tree_init(cx, &tree);
	for (int64_t size = 0;;) {
		struct store_checkpoint_vec some = {};
		if (!store_checkpoints_after(cx, size, PAGE_CHECKPOINTS, &some))
			return false;
		vec_each (kept, &some)
			if (!check_checkpoint(c, &tree, kept))
				return false;
		if (some.n < PAGE_CHECKPOINTS)
			break;
		size = some.at[some.n - 1].size;
	}
	if (store_cosignature_count(cx) != c->check->cosignatures)
		return ok(cx) && fail(cx, E_BROKEN, "checkpoint: there are cosignatures of checkpoints that are not kept");
	struct store_stamp_vec stamps = {};
	if (!store_stamps(cx, 0, &stamps) || (int64_t)stamps.n != c->check->stamps)
		return ok(cx) && fail(cx, E_BROKEN, "checkpoint: there are time stamps of checkpoints that are not kept");
	if (!check_newest(c))
		return false;
	if (!c->check->outside.len)
		return true;
	struct checkpoint outside;
	return checkpoint_parse(cx, c->check->outside, &outside) && signed_by(c, &outside) &&
	       check_root(c, &tree, &outside, "the checkpoint given, of leaves");
}

bool ledger_verify(struct cx *cx, struct ledger_check *check)
{
	struct checking c = { .cx = cx, .check = check, .st = sha256_begin(), .next = 1 };
	c.hashes = arena_array(&cx->a, struct sha256, PAGE_LEAVES);
	c.edge = arena_new(&cx->a, struct merkle_edge);
	c.edge->st = c.st;
	c.edge->keep = check_tile;
	c.edge->arg = &c;
	bool good = false;
	{
		AUTO(db_tx) tx = db_begin_read(cx);
		good = ok(cx) && check_leaves(&c) && check_checkpoints(&c);
	}
	/* Not from the snapshot: a file that was drained and removed meanwhile must be seen as done. */
	good = good && (!check->reads || reads_verify(cx, check->reads, &check->journals, &check->waiting));
	sha256_end(c.st);
	return good && ok(cx);
}

bool ledger_verified(struct cx *cx, int64_t size)
{
	AUTO(db_tx) tx = db_begin_soft(cx);
	return store_tree_verified(cx, size) && db_commit(&tx);
}
