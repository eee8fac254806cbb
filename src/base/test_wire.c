/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of wire: what was put comes back, and nothing that was not put is believed.
 */
#include "base/rng.h"
#include "base/test.h"
#include "base/wire.h"

TEST(wire_numbers_come_back)
{
	static const uint64_t edges[] = { 0, 1, 0x7f, 0x80, 0x3fff, 0x4000, UINT32_MAX, INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX };
	struct arena a = {};
	struct buf b = buf_make(&a, 4 << 20);
	struct rng r = rng_make(9), again = r;
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		wire_put_uint(&b, edges[i]);
		wire_put_int(&b, (int64_t)edges[i]);
	}
	for (int i = 0; i < 10000; i++)
		wire_put_int(&b, (int64_t)(rng_next(&r) >> (i % 64)));
	struct wire w = { .rest = buf_str(&b) };
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
		CHECK(wire_uint(&w) == edges[i]);
		CHECK(wire_int(&w) == (int64_t)edges[i]);
	}
	unsigned wrong = 0;
	for (int i = 0; i < 10000; i++)
		wrong += wire_int(&w) != (int64_t)(rng_next(&again) >> (i % 64));
	CHECK(wrong == 0 && !w.bad && w.rest.len == 0);
	b.len = 0;
	wire_put_int(&b, -1);
	CHECK_STR(buf_str(&b), S("\x01"));
	arena_end(&a);
}

TEST(wire_texts_come_back)
{
	struct arena a = {};
	struct buf b = buf_make(&a, 1000);
	wire_put_str(&b, S("pump"));
	wire_put_str(&b, (struct str){});
	wire_put_str(&b, S("\xff\0"));
	wire_put_uint(&b, 3);
	buf_put(&b, S("abcdef"));
	struct wire w = { .rest = buf_str(&b) };
	CHECK_STR(wire_str(&w), S("pump"));
	CHECK(wire_str(&w).len == 0 && !w.bad);
	CHECK_STR(wire_bytes(&w), S("\xff\0"));
	CHECK(wire_count(&w, 2) == 3 && !w.bad);
	arena_end(&a);
}

static bool spoils_uint(struct str s)
{
	struct wire w = { .rest = s };
	return wire_uint(&w) == 0 && w.bad && w.rest.len == 0;
}

TEST(wire_refuses_bad_numbers)
{
	CHECK(spoils_uint((struct str){}) && spoils_uint(S("\x80")) && spoils_uint(S("\xff\xff\xff")));
	CHECK(spoils_uint(S("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02")));
	CHECK(spoils_uint(S("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")));
	CHECK(spoils_uint(S("\x80\x00")) && spoils_uint(S("\x81\x80\x00"))); /* padded: a second text for the same number */
}

TEST(wire_stays_bad)
{
	struct wire w = { .rest = S("\x05"
		                    "abc") };
	CHECK(wire_bytes(&w).len == 0 && w.bad);
	CHECK(wire_uint(&w) == 0 && wire_int(&w) == 0 && wire_str(&w).len == 0 && wire_str(&w).ptr && wire_count(&w, 1) == 0 && w.bad);
	struct wire huge = { .rest = S("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01xyz") };
	CHECK(wire_bytes(&huge).len == 0 && huge.bad);
	struct wire not_text = { .rest = S("\x02\xc3(\x01z") };
	CHECK(wire_str(&not_text).len == 0 && not_text.bad && wire_bytes(&not_text).len == 0);
	struct wire nul = { .rest = S("\x03"
		                      "a\0b") };
	CHECK(wire_str(&nul).len == 0 && nul.bad);
}

TEST(wire_believes_no_count_that_cannot_follow)
{
	struct wire w = { .rest = S("\x03"
		                    "abcde") };
	CHECK(wire_count(&w, 2) == 0 && w.bad);
	w = (struct wire){ .rest = S("\x02"
		                     "abcde") };
	CHECK(wire_count(&w, 2) == 2 && !w.bad && w.rest.len == 5);
	w = (struct wire){ .rest = S("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01") };
	CHECK(wire_count(&w, 0) == 0 && w.bad);
	w = (struct wire){ .rest = S("\x00") };
	CHECK(wire_count(&w, 8) == 0 && !w.bad);
}
