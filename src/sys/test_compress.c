/* SPDX-License-Identifier: Apache-2.0
 *
 * Documents come back from Zstandard as they were; damage and exaggeration are refused.
 */
#include "base/rng.h"
#include "base/test.h"
#include "sys/compress.h"

TEST(round_trip)
{
	struct arena a;
	arena_init(&a, 0);
	struct rng rng = rng_make(1);
	size_t sizes[] = { 0, 1, 100, 100000, 3 << 20 };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *p = arena_alloc(&a, sizes[i]);
		for (size_t k = 0; k < sizes[i]; k++)
			p[k] = (char)('a' + rng_below(&rng, 4));
		struct str bytes = { p, sizes[i] }, out = {};
		struct str frame = compress_zstd(&a, bytes, 3);
		struct err err = {};
		CHECK(decompress_zstd(&a, frame, sizes[i], &out, &err));
		CHECK(str_eq(out, bytes));
		if (sizes[i])
			CHECK(!decompress_zstd(&a, frame, sizes[i] - 1, &out, &err) && err.kind == E_INVALID);
	}
	arena_end(&a);
}

TEST(damage_is_refused)
{
	struct arena a;
	arena_init(&a, 0);
	char text[5000];
	memset(text, 'x', sizeof text);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + i * i % 23);
	struct str frame = compress_zstd(&a, (struct str){ text, sizeof text }, 3), out;
	for (size_t n = 0; n < frame.len; n++) {
		struct err err = {};
		CHECK(!decompress_zstd(&a, str_slice(frame, 0, n), 1 << 20, &out, &err));
		CHECK(err.kind == E_INVALID);
	}
	struct err err = {};
	CHECK(!decompress_zstd(&a, S("not a frame at all"), 1 << 20, &out, &err));
	/* A frame header that claims 2^62 bytes. */
	err_clear(&err);
	CHECK(!decompress_zstd(&a, S("\x28\xb5\x2f\xfd\xc0\x38\0\0\0\0\0\0\0\x40"), 1 << 20, &out, &err));
	CHECK(err.kind == E_INVALID);
	arena_end(&a);
}
