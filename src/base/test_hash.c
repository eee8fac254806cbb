/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of digests, hexadecimal, random bytes, ids and the seeded generator.
 */
#include "base/hash.h"
#include "base/id.h"
#include "base/map.h"
#include "base/rng.h"
#include "base/test.h"

static struct str digest(struct arena *a, struct str s)
{
	struct sha256 d = sha256(s);
	return hex(a, d.bytes, sizeof d.bytes);
}

TEST(sha256_gives_the_published_digests)
{
	/* FIPS 180-2, appendix B, and the digest of nothing. */
	struct arena a = {};
	CHECK_STR(digest(&a, (struct str){}), S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	CHECK_STR(digest(&a, S("abc")), S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	CHECK_STR(digest(&a, S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
	        S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
	struct sha256_state *st = sha256_begin();
	for (int i = 0; i < 1000; i++) {
		char thousand[1000];
		memset(thousand, 'a', sizeof thousand);
		sha256_add(st, (struct str){ thousand, sizeof thousand });
		sha256_add(st, S(""));
	}
	struct sha256 d = sha256_end(st);
	CHECK_STR(hex(&a, d.bytes, 32), S("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
	arena_end(&a);
}

TEST(hex_there_and_back)
{
	struct arena a = {};
	unsigned char all[256], back[256];
	for (unsigned i = 0; i < 256; i++)
		all[i] = (unsigned char)i;
	struct str text = hex(&a, all, 256);
	CHECK(text.len == 512 && text.ptr[512] == 0 && str_starts(text, S("000102")) && str_ends(text, S("fdfeff")));
	CHECK(unhex(text, back, 256) && memcmp(all, back, 256) == 0);
	CHECK(unhex(S("aBFf"), back, 2) && back[0] == 0xab && back[1] == 0xff);
	CHECK(!unhex(S("aBF"), back, 2) && !unhex(S("aBF"), back, 1) && !unhex(S("abcdef"), back, 2) && !unhex(S("ag"), back, 1));
	CHECK(unhex(S(""), back, 0) && hex(&a, all, 0).len == 0);
	arena_end(&a);
}

TEST(random_bytes_differ)
{
	unsigned char x[600], y[600];
	random_bytes(x, sizeof x);
	random_bytes(y, sizeof y);
	CHECK(memcmp(x, y, sizeof x) != 0 && memcmp(x, x + 300, 300) != 0);
	random_bytes(NULL, 0);
}

TEST(equal_secret_compares)
{
	CHECK(equal_secret("abc", "abc", 3) && !equal_secret("abc", "abd", 3) && equal_secret("abc", "abd", 2) &&
	        equal_secret("a", "b", 0));
}

TEST(uuid7_has_its_form_and_order)
{
	struct arena a = {};
	/* RFC 9562, appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00. */
	struct str id = id_uuid7(&a, 1645557742000000);
	CHECK(id.len == 36 && str_starts(id, S("017f22e2-79b0-7")));
	CHECK(id.ptr[8] == '-' && id.ptr[13] == '-' && id.ptr[18] == '-' && id.ptr[23] == '-' && strchr("89ab", id.ptr[19]));
	CHECK(id_valid(id));
	CHECK(str_cmp(id_uuid7(&a, 1000), id_uuid7(&a, 2000)) < 0);
	CHECK(str_starts(id_uuid7(&a, -5), S("00000000-0000-7")));
	struct map seen = map_make(&a);
	bool fresh = true;
	for (int i = 0; i < 5000 && fresh; i++)
		map_at(&seen, id_uuid7(&a, 1645557742000000), &fresh);
	CHECK(fresh);
	arena_end(&a);
}

TEST(id_valid_follows_its_rule)
{
	static const char *const good[] = { "a", "pump-1", "urn:x:y", "A.B_c/d~1", "\xc3\xa9", "\xe6\xb0\xb4\xe5\xba\x93", "...", "a.",
		"[1]", "\xe2\x80\x8b" }; /* U+200B is no white space */
	static const char *const bad[] = { "", ".", "..", "a b", " a", "a\t", "a\n", "\x7f", "\x1f", "a\"", "<", ">", "\\", "`", "{", "}",
		"|", "^", "\xff", "a\xc3", "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x8a", "\xe2\x80\xa8",
		"\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "a\xe3\x80\x80z" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(id_valid(str_c(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!id_valid(str_c(bad[i])));
	char z[201];
	memset(z, 'a', sizeof z);
	CHECK(id_valid((struct str){ z, 200 }) && !id_valid((struct str){ z, 201 }) && !id_valid(S("a\0b")));
}

TEST(rng_is_the_same_everywhere)
{
	struct rng r = { { 1, 2, 3, 4 } };
	/* The first outputs of xoshiro256** from the state 1, 2, 3, 4, worked out by hand from its definition. */
	CHECK(rng_next(&r) == 11520);
	CHECK(rng_next(&r) == 0);
	CHECK(rng_next(&r) == 1509978240);
	struct rng a = rng_make(42), b = rng_make(42), c = rng_make(43);
	uint64_t first = rng_next(&a);
	CHECK(first == rng_next(&b) && first != rng_next(&c));
}

TEST(rng_is_roughly_uniform)
{
	struct rng r = rng_make(0);
	unsigned counts[10] = { 0 }, outside = 0;
	double sum = 0;
	for (int i = 0; i < 100000; i++) {
		uint64_t below = rng_below(&r, 10);
		double real = rng_real(&r);
		outside += below > 9 || real < 0 || real >= 1;
		counts[below % 10]++;
		sum += real;
	}
	CHECK(outside == 0 && sum > 49500 && sum < 50500);
	for (int i = 0; i < 10; i++)
		CHECK(counts[i] > 9500 && counts[i] < 10500);
	CHECK(rng_below(&r, 1) == 0);
}
