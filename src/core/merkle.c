/* SPDX-License-Identifier: Apache-2.0
 *
 * Merkle tree of RFC 6962 and 9162 over tiles. Must never take a hash from a tile that is narrower than what it stands for.
 */
#include "core/merkle.h"
#include <string.h>

enum { HASH = 32, TILE_HEIGHT = 8 };

static bool same(const struct sha256 *a, const struct sha256 *b)
{
	return memcmp(a->bytes, b->bytes, HASH) == 0;
}

struct sha256 merkle_leaf(struct sha256_state *st, struct str leaf)
{
	sha256_add(st, S("\0"));
	sha256_add(st, leaf);
	return sha256_next(st);
}

static struct sha256 node_of(struct sha256_state *st, const unsigned char *left, const unsigned char *right)
{
	char both[1 + 2 * HASH] = { 1 };
	memcpy(both + 1, left, HASH);
	memcpy(both + 1 + HASH, right, HASH);
	sha256_add(st, (struct str){ both, sizeof both });
	return sha256_next(st);
}

struct sha256 merkle_node(struct sha256_state *st, const struct sha256 *left, const struct sha256 *right)
{
	return node_of(st, left->bytes, right->bytes);
}

struct sha256 merkle_empty(void)
{
	return sha256(S(""));
}

/* The root of n = 2^k hashes that lie side by side. */
static struct sha256 fold(struct sha256_state *st, const unsigned char *hashes, unsigned n)
{
	unsigned char at[MERKLE_TILE_BYTES];
	memcpy(at, hashes, n * (size_t)HASH);
	for (; n > 1; n /= 2)
		for (unsigned i = 0; i < n / 2; i++) {
			struct sha256 h = node_of(st, at + 2 * i * HASH, at + (2 * i + 1) * HASH);
			memcpy(at + i * HASH, h.bytes, HASH);
		}
	struct sha256 root;
	memcpy(root.bytes, at, HASH);
	return root;
}

/* ---- growing ---- */

unsigned merkle_edge_width(uint64_t size, unsigned level)
{
	return (unsigned)(size >> TILE_HEIGHT * level) & (MERKLE_TILE_WIDTH - 1);
}

uint64_t merkle_edge_place(uint64_t size, unsigned level)
{
	return level + 1 < MERKLE_LEVELS ? size >> TILE_HEIGHT * (level + 1) : 0;
}

bool merkle_push(struct merkle_edge *e, const struct sha256 *leaf)
{
	struct sha256 hash = *leaf;
	for (unsigned level = 0; level < MERKLE_LEVELS; level++) {
		unsigned width = merkle_edge_width(e->size, level);
		memcpy(e->tiles[level] + width * (size_t)HASH, hash.bytes, HASH);
		e->touched |= 1u << level;
		if (width + 1 < MERKLE_TILE_WIDTH)
			break;
		if (!e->keep(e->arg, level, merkle_edge_place(e->size, level),
		            (struct str){ (const char *)e->tiles[level], MERKLE_TILE_BYTES }))
			return false;
		e->touched &= ~(1u << level);
		hash = fold(e->st, e->tiles[level], MERKLE_TILE_WIDTH);
	}
	e->size++;
	return true;
}

bool merkle_flush(struct merkle_edge *e)
{
	for (unsigned level = 0; level < MERKLE_LEVELS; level++) {
		unsigned width = merkle_edge_width(e->size, level);
		if (!(e->touched & 1u << level) || !width)
			continue;
		if (!e->keep(e->arg, level, merkle_edge_place(e->size, level),
		            (struct str){ (const char *)e->tiles[level], width * (size_t)HASH }))
			return false;
	}
	e->touched = 0;
	return true;
}

/* ---- asking ---- */

/* The largest power of two below n; n > 1. */
static uint64_t split(uint64_t n)
{
	return (uint64_t)1 << (63 - __builtin_clzll(n - 1));
}

/* The root of the leaves lo to hi - 1, lo < hi. Whole subtrees come from one tile. */
static bool range_root(const struct merkle *m, uint64_t lo, uint64_t hi, struct sha256 *out)
{
	uint64_t n = hi - lo;
	if ((n & (n - 1)) == 0 && lo % n == 0) {
		unsigned height = (unsigned)__builtin_ctzll(n), level = height / TILE_HEIGHT, wide = 1u << height % TILE_HEIGHT;
		uint64_t first = lo >> TILE_HEIGHT * level;
		unsigned at = (unsigned)first & (MERKLE_TILE_WIDTH - 1);
		const unsigned char *tile = m->tile(m->arg, level, first >> TILE_HEIGHT, at + wide);
		if (tile)
			*out = fold(m->st, tile + at * (size_t)HASH, wide);
		return tile != NULL;
	}
	uint64_t k = split(n);
	struct sha256 left, right;
	if (!range_root(m, lo, lo + k, &left) || !range_root(m, lo + k, hi, &right))
		return false;
	*out = merkle_node(m->st, &left, &right);
	return true;
}

bool merkle_root(const struct merkle *m, uint64_t size, struct sha256 *out)
{
	*out = merkle_empty();
	return !size || range_root(m, 0, size, out);
}

static bool add(const struct merkle *m, uint64_t lo, uint64_t hi, struct merkle_proof *out)
{
	return out->n < MERKLE_PROOF_MAX && range_root(m, lo, hi, &out->hashes[out->n++]);
}

static bool path(const struct merkle *m, uint64_t index, uint64_t lo, uint64_t hi, struct merkle_proof *out)
{
	if (hi - lo == 1)
		return true;
	uint64_t middle = lo + split(hi - lo);
	return index < middle ? path(m, index, lo, middle, out) && add(m, middle, hi, out)
	                      : path(m, index, middle, hi, out) && add(m, lo, middle, out);
}

bool merkle_inclusion(const struct merkle *m, uint64_t index, uint64_t size, struct merkle_proof *out)
{
	out->n = 0;
	return index < size && path(m, index, 0, size, out);
}

/* SUBPROOF of RFC 9162: known tells that the root of from is what the asker holds. */
static bool subproof(const struct merkle *m, uint64_t from, uint64_t lo, uint64_t hi, bool known, struct merkle_proof *out)
{
	if (from == hi)
		return known || add(m, lo, hi, out);
	uint64_t middle = lo + split(hi - lo);
	return from <= middle ? subproof(m, from, lo, middle, known, out) && add(m, middle, hi, out)
	                      : subproof(m, from, middle, hi, false, out) && add(m, lo, middle, out);
}

bool merkle_consistency(const struct merkle *m, uint64_t from, uint64_t to, struct merkle_proof *out)
{
	out->n = 0;
	return from && from <= to && subproof(m, from, 0, to, true, out);
}

/* ---- checking ---- */

bool merkle_includes(struct sha256_state *st, const struct sha256 *leaf, uint64_t index, uint64_t size, const struct merkle_proof *proof,
        const struct sha256 *root)
{
	if (index >= size)
		return false;
	uint64_t at = index, last = size - 1;
	struct sha256 r = *leaf;
	for (unsigned i = 0; i < proof->n; i++) {
		if (!last)
			return false;
		if (at & 1 || at == last) {
			r = merkle_node(st, &proof->hashes[i], &r);
			while (!(at & 1) && at) {
				at >>= 1;
				last >>= 1;
			}
		} else {
			r = merkle_node(st, &r, &proof->hashes[i]);
		}
		at >>= 1;
		last >>= 1;
	}
	return !last && same(&r, root);
}

bool merkle_consistent(struct sha256_state *st, uint64_t from, const struct sha256 *from_root, uint64_t to, const struct sha256 *to_root,
        const struct merkle_proof *proof)
{
	if (!from || from > to)
		return false;
	if (from == to)
		return !proof->n && same(from_root, to_root);
	unsigned i = 0;
	uint64_t at = from - 1, last = to - 1;
	struct sha256 first = *from_root;
	if (from & (from - 1)) { /* not a power of two: the first hash is a subtree of both */
		if (!proof->n)
			return false;
		first = proof->hashes[i++];
	}
	for (; at & 1; at >>= 1)
		last >>= 1;
	struct sha256 fr = first, sr = first;
	for (; i < proof->n; i++) {
		if (!last)
			return false;
		if (at & 1 || at == last) {
			fr = merkle_node(st, &proof->hashes[i], &fr);
			sr = merkle_node(st, &proof->hashes[i], &sr);
			while (!(at & 1) && at) {
				at >>= 1;
				last >>= 1;
			}
		} else {
			sr = merkle_node(st, &sr, &proof->hashes[i]);
		}
		at >>= 1;
		last >>= 1;
	}
	return !last && same(&fr, from_root) && same(&sr, to_root);
}
