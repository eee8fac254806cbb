/* SPDX-License-Identifier: Apache-2.0
 *
 * The Merkle tree of RFC 6962 and RFC 9162, section 2.1, over tiles: a tile of level l holds up to 256 hashes, each the root of 256^l leaves (C2SP
 * tlog-tiles, heights of 8). Pure arithmetic: tiles come and go through two functions.
 */
#pragma once
#include "base/hash.h"

enum {
	MERKLE_TILE_WIDTH = 256,
	MERKLE_TILE_BYTES = MERKLE_TILE_WIDTH * 32,
	MERKLE_LEVELS = 8, /* of tiles: 2^64 leaves */
	MERKLE_PROOF_MAX = 65,
};

/* SHA-256(0x00 ‖ leaf), SHA-256(0x01 ‖ left ‖ right), and the root of no leaves. st is left begun anew. */
struct sha256 merkle_leaf(struct sha256_state *st, struct str leaf);
struct sha256 merkle_node(struct sha256_state *st, const struct sha256 *left, const struct sha256 *right);
struct sha256 merkle_empty(void);

/* ---- growing ---- */
struct merkle_edge { /* the unfinished tile of each level */
	struct sha256_state *st;
	uint64_t size; /* leaves */
	unsigned touched; /* levels, as bits, that have changed since the last merkle_flush */
	unsigned char tiles[MERKLE_LEVELS][MERKLE_TILE_BYTES];
	/* Takes a tile: n hashes. false stops. */
	bool (*keep)(void *arg, unsigned level, uint64_t place, struct str hashes);
	void *arg;
};
/* How many hashes stand in the last, unfinished tile of a level of a tree of size leaves, and which place it has. */
unsigned merkle_edge_width(uint64_t size, unsigned level);
uint64_t merkle_edge_place(uint64_t size, unsigned level);
/* Appends a leaf's hash. Full tiles are given to keep at once. */
bool merkle_push(struct merkle_edge *e, const struct sha256 *leaf);
/* Gives the unfinished tiles that have changed to keep. */
bool merkle_flush(struct merkle_edge *e);

/* ---- asking ---- */
struct merkle {
	struct sha256_state *st;
	/* At least width hashes of a tile, borrowed; NULL when there are not: then what is asked fails. */
	const unsigned char *(*tile)(void *arg, unsigned level, uint64_t place, unsigned width);
	void *arg;
};
/* The root of the first size leaves. */
bool merkle_root(const struct merkle *m, uint64_t size, struct sha256 *out);
struct merkle_proof {
	unsigned n;
	struct sha256 hashes[MERKLE_PROOF_MAX];
};
/* That leaf number index (from 0) is in the tree of size leaves: PATH of RFC 9162, 2.1.3.1. index < size. */
bool merkle_inclusion(const struct merkle *m, uint64_t index, uint64_t size, struct merkle_proof *out);
/* That the tree of from leaves is the beginning of that of to leaves: PROOF of RFC 9162, 2.1.4.1. 0 < from <= to; empty when they are equal. */
bool merkle_consistency(const struct merkle *m, uint64_t from, uint64_t to, struct merkle_proof *out);

/* ---- checking (RFC 9162, 2.1.3.2 and 2.1.4.2), without any tile ---- */
bool merkle_includes(struct sha256_state *st, const struct sha256 *leaf, uint64_t index, uint64_t size, const struct merkle_proof *proof,
        const struct sha256 *root);
bool merkle_consistent(struct sha256_state *st, uint64_t from, const struct sha256 *from_root, uint64_t to, const struct sha256 *to_root,
        const struct merkle_proof *proof);
