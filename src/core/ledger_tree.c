/* SPDX-License-Identifier: Apache-2.0
 *
 * The tree over the leaves. Must never take a leaf out of its order or count one that is not in a tile.
 */
#include "core/ledger_tree.h"
#include "core/store_ledger.h"
#include <string.h>

enum { BATCH_LEAVES = 50000 };

struct growth {
	struct cx *cx;
	struct merkle_edge *edge;
	int64_t wrong; /* a key that came where another was due */
};

static bool keep(void *arg, unsigned level, uint64_t place, struct str hashes)
{
	struct growth *g = arg;
	return store_tile_put(g->cx, (int64_t)level, (int64_t)place, hashes);
}

/* Full tiles of a batch wait until the cursor has ended. */
struct batch {
	struct growth *g;
	struct sha256 *hashes;
	int64_t first, n;
};

static bool take(void *arg, int64_t key, struct str leaf)
{
	struct batch *b = arg;
	if (key != b->first + b->n) {
		b->g->wrong = b->first + b->n;
		return false;
	}
	b->hashes[b->n++] = merkle_leaf(b->g->edge->st, leaf);
	return true;
}

/* The unfinished tiles of the tree, from the desk. */
static bool load_edge(struct cx *cx, struct merkle_edge *e)
{
	for (unsigned level = 0; level < MERKLE_LEVELS; level++) {
		unsigned width = merkle_edge_width(e->size, level);
		struct str hashes = {};
		if (!width)
			continue;
		if (!store_tile(cx, (int64_t)level, (int64_t)merkle_edge_place(e->size, level), &hashes) || hashes.len != width * 32ul)
			return ok(cx) &&
			       fail(cx, E_BROKEN, "the ledger's tree has lost a tile (level %u): run 'mainstay ledger verify'", level);
		memcpy(e->tiles[level], hashes.ptr, hashes.len);
	}
	return ok(cx);
}

/* One batch, one transaction. */
static bool grow(struct cx *cx, struct merkle_edge *e, struct sha256 *hashes, int64_t room, bool *more)
{
	struct growth g = { .cx = cx, .edge = e };
	AUTO(db_tx) tx = db_begin_soft(cx); /* it can be done again from the leaves; what is signed is committed hard, and this with it */
	int64_t size = store_tree_size(cx, true);
	if (size < 0)
		return false;
	*e = (struct merkle_edge){ .st = e->st, .size = (uint64_t)size, .keep = keep, .arg = &g };
	struct batch b = { .g = &g, .hashes = hashes, .first = size + 1 };
	if (!load_edge(cx, e) || !store_leaves_after(cx, size, room, take, &b))
		return false;
	if (g.wrong)
		return fail(cx, E_BROKEN, "leaf %lld of the ledger is missing: run 'mainstay ledger verify'", (long long)g.wrong);
	for (int64_t i = 0; i < b.n; i++)
		if (!merkle_push(e, &hashes[i]))
			return false;
	*more = b.n == room;
	return merkle_flush(e) && store_tree_grow(cx, (int64_t)e->size) && db_commit(&tx);
}

bool ledger_sequence(struct cx *cx)
{
	int64_t size = store_tree_size(cx, false), top = store_leaf_top(cx); /* without any lock: mostly there is nothing to do */
	if (size < 0 || top <= size)
		return ok(cx);
	struct merkle_edge *e = arena_new(&cx->a, struct merkle_edge);
	/* Mostly a few leaves; others may be committed meanwhile, then another round follows. */
	size_t room = top - size < BATCH_LEAVES ? (size_t)(top - size) : BATCH_LEAVES;
	struct sha256 *hashes = arena_array(&cx->a, struct sha256, room);
	e->st = sha256_begin();
	for (bool more = true; more && grow(cx, e, hashes, (int64_t)room, &more);) {
	}
	sha256_end(e->st);
	return ok(cx);
}

int64_t ledger_tree_size(struct cx *cx)
{
	return store_tree_size(cx, false);
}

static const unsigned char *tile(void *arg, unsigned level, uint64_t place, unsigned width)
{
	struct ledger_tree *t = arg;
	bool made;
	uint64_t *at = map_at_int(&t->tiles, (int64_t)((uint64_t)level << 56 | place), &made);
	if (made) {
		struct str *hashes = arena_new(&t->cx->a, struct str);
		*at = (uintptr_t)hashes;
		store_tile(t->cx, (int64_t)level, (int64_t)place, hashes);
	}
	const struct str *hashes = (const struct str *)(uintptr_t)*at;
	if (hashes->len >= width * 32ul)
		return (const unsigned char *)hashes->ptr;
	fail(t->cx, E_BROKEN, "tile %u/%llu of the ledger's tree is missing or too short", level, (unsigned long long)place);
	return NULL;
}

void ledger_tree_init(struct cx *cx, struct ledger_tree *out)
{
	*out = (struct ledger_tree){ .cx = cx, .merkle = { .st = sha256_begin(), .tile = tile, .arg = out }, .tiles = map_make(&cx->a) };
}

void ledger_tree_end_(struct ledger_tree *t)
{
	if (t->merkle.st)
		sha256_end(t->merkle.st);
	t->merkle.st = NULL;
}
