/* SPDX-License-Identifier: Apache-2.0
 *
 * The Merkle tree against the published tree of Certificate Transparency (eight leaves), against a naive twin, and at eight million leaves.
 */
#include "base/rng.h"
#include "base/test.h"
#include "base/vec.h"
#include "core/merkle.h"
#include <time.h>

/* ---- tiles in memory ---- */
struct shelf {
	struct arena a;
	VEC(struct str) tiles[MERKLE_LEVELS];
};

static bool keep(void *arg, unsigned level, uint64_t place, struct str hashes)
{
	struct shelf *shelf = arg;
	while (shelf->tiles[level].n <= place)
		*vec_push(&shelf->a, &shelf->tiles[level]) = S("");
	shelf->tiles[level].at[place] = arena_str(&shelf->a, hashes);
	return true;
}

static const unsigned char *tile(void *arg, unsigned level, uint64_t place, unsigned width)
{
	struct shelf *shelf = arg;
	if (level >= MERKLE_LEVELS || place >= shelf->tiles[level].n || shelf->tiles[level].at[place].len < width * 32ul)
		return NULL;
	return (const unsigned char *)shelf->tiles[level].at[place].ptr;
}

struct tree {
	struct shelf shelf;
	struct merkle_edge edge;
	struct merkle m;
};

static void tree_init(struct tree *t)
{
	*t = (struct tree){};
	t->edge.st = t->m.st = sha256_begin();
	t->edge.keep = keep;
	t->m.tile = tile;
	t->edge.arg = t->m.arg = &t->shelf;
}

static void tree_end(struct tree *t)
{
	sha256_end(t->m.st);
	arena_end(&t->shelf.a);
}

static struct str hex_of(struct arena *a, const struct sha256 *h)
{
	return hex(a, h->bytes, 32);
}

/* The reference tree of certificate-transparency: its leaves, roots and proofs are published facts. */
static const struct str leaves[8] = { { "", 0 }, { "\x00", 1 }, { "\x10", 1 }, { "\x20\x21", 2 }, { "\x30\x31", 2 },
	{ "\x40\x41\x42\x43", 4 }, { "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
	{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 } };
static const char *const roots[8] = {
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};
#define H_96 "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
#define H_5F "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
#define H_6B "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
#define H_BC "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
#define H_CA "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
#define H_D3 "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
#define H_FA "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
#define H_6E "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
#define H_0E "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
static const struct {
	uint64_t index, size;
	const char *proof[4];
} inclusions[] = { { 0, 1, {} }, { 0, 8, { H_96, H_5F, H_6B } }, { 5, 8, { H_BC, H_CA, H_D3 } }, { 2, 3, { H_FA } },
	{ 1, 5, { H_6E, H_5F, H_BC } } };
static const struct {
	uint64_t from, to;
	const char *proof[4];
} consistencies[] = { { 1, 1, {} }, { 1, 8, { H_96, H_5F, H_6B } }, { 6, 8, { H_0E, H_CA, H_D3 } }, { 2, 5, { H_5F, H_BC } } };

TEST(the_published_tree)
{
	static struct tree t;
	tree_init(&t);
	struct arena *a = &t.shelf.a;
	struct sha256 root, hash[8], all[9];
	struct merkle_proof p;
	CHECK(merkle_root(&t.m, 0, &root));
	CHECK_STR(hex_of(a, &root), S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	for (unsigned i = 0; i < 8; i++) {
		hash[i] = merkle_leaf(t.m.st, leaves[i]);
		CHECK(merkle_push(&t.edge, &hash[i]) && merkle_flush(&t.edge) && merkle_root(&t.m, i + 1, &all[i + 1]));
		CHECK_STR(hex_of(a, &all[i + 1]), str_c(roots[i]));
	}
	for (size_t i = 0; i < sizeof inclusions / sizeof *inclusions; i++) {
		CHECK(merkle_inclusion(&t.m, inclusions[i].index, inclusions[i].size, &p));
		unsigned n = 0;
		for (; inclusions[i].proof[n]; n++)
			CHECK(n < p.n && str_eq(hex_of(a, &p.hashes[n]), str_c(inclusions[i].proof[n])));
		CHECK(n == p.n);
		CHECK(merkle_includes(
		        t.m.st, &hash[inclusions[i].index], inclusions[i].index, inclusions[i].size, &p, &all[inclusions[i].size]));
	}
	for (size_t i = 0; i < sizeof consistencies / sizeof *consistencies; i++) {
		uint64_t from = consistencies[i].from, to = consistencies[i].to;
		CHECK(merkle_consistency(&t.m, from, to, &p));
		unsigned n = 0;
		for (; consistencies[i].proof[n]; n++)
			CHECK(n < p.n && str_eq(hex_of(a, &p.hashes[n]), str_c(consistencies[i].proof[n])));
		CHECK(n == p.n && merkle_consistent(t.m.st, from, &all[from], to, &all[to], &p));
	}
	tree_end(&t);
}

/* The definition of RFC 6962, 2.1, word by word. */
static struct sha256 naive(struct sha256_state *st, const struct sha256 *hashes, size_t n)
{
	if (n == 1)
		return hashes[0];
	size_t k = 1;
	while (2 * k < n)
		k *= 2;
	struct sha256 left = naive(st, hashes, k), right = naive(st, hashes + k, n - k);
	return merkle_node(st, &left, &right);
}

TEST(tiles_agree_with_the_definition_and_proofs_with_the_checks)
{
	static struct tree t;
	enum { N = 1200 };
	static struct sha256 hashes[N], all[N + 1];
	tree_init(&t);
	struct rng rng = rng_make(7);
	for (unsigned i = 0; i < N; i++) {
		uint64_t v = rng_next(&rng);
		hashes[i] = merkle_leaf(t.m.st, (struct str){ (const char *)&v, sizeof v });
		CHECK(merkle_push(&t.edge, &hashes[i]) && merkle_flush(&t.edge) && merkle_root(&t.m, i + 1, &all[i + 1]));
		struct sha256 twin = naive(t.m.st, hashes, i + 1);
		CHECK(memcmp(twin.bytes, all[i + 1].bytes, 32) == 0);
	}
	for (unsigned round = 0; round < 3000; round++) {
		struct merkle_proof p;
		uint64_t size = 1 + rng_below(&rng, N), index = rng_below(&rng, size), from = 1 + rng_below(&rng, size);
		CHECK(merkle_inclusion(&t.m, index, size, &p) && merkle_includes(t.m.st, &hashes[index], index, size, &p, &all[size]));
		if (p.n) { /* any changed bit, another place, a hash more or less: refused */
			struct merkle_proof bad = p;
			bad.hashes[rng_below(&rng, p.n)].bytes[rng_below(&rng, 32)] ^= (uint8_t)(1u << rng_below(&rng, 8));
			CHECK(!merkle_includes(t.m.st, &hashes[index], index, size, &bad, &all[size]));
			bad = p;
			bad.n--;
			CHECK(!merkle_includes(t.m.st, &hashes[index], index, size, &bad, &all[size]));
			CHECK(!merkle_includes(t.m.st, &hashes[index], index ^ 1, size, &p, &all[size]));
		}
		struct merkle_proof c;
		CHECK(merkle_consistency(&t.m, from, size, &c) && merkle_consistent(t.m.st, from, &all[from], size, &all[size], &c));
		if (from < size) {
			CHECK(!merkle_consistent(t.m.st, from, &all[from == 1 ? 2 : from - 1], size, &all[size], &c));
			CHECK(!merkle_consistent(t.m.st, from, &all[from], size, &all[size - 1], &c));
		}
		if (c.n) {
			c.hashes[rng_below(&rng, c.n)].bytes[rng_below(&rng, 32)] ^= 1;
			CHECK(!merkle_consistent(t.m.st, from, &all[from], size, &all[size], &c));
		}
	}
	tree_end(&t);
}

TEST(a_proof_at_eight_million_leaves)
{
	static struct tree t;
	tree_init(&t);
	enum { N = 8000000 };
	clock_t began = clock();
	struct sha256 hash = {}, root;
	for (uint32_t i = 0; i < N; i++) {
		memcpy(hash.bytes, &i, sizeof i); /* what a leaf hashes to does not matter here */
		if (!merkle_push(&t.edge, &hash))
			break;
	}
	CHECK(t.edge.size == N && merkle_flush(&t.edge) && merkle_root(&t.m, N, &root));
	printf("# %d leaves into tiles in %.2f s\n", N, (double)(clock() - began) / CLOCKS_PER_SEC);
	struct rng rng = rng_make(1);
	struct merkle_proof p;
	unsigned longest = 0;
	for (uint32_t round = 0; round < 2000; round++) {
		uint32_t index = round < 2 ? round * (N - 1) : (uint32_t)rng_below(&rng, N);
		memcpy(hash.bytes, &index, sizeof index);
		CHECK(merkle_inclusion(&t.m, index, N, &p) && merkle_includes(t.m.st, &hash, index, N, &p, &root));
		longest = p.n > longest ? p.n : longest;
	}
	CHECK(longest * 32 <= 736);
	CHECK(longest == 23);
	tree_end(&t);
}
