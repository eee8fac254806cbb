/* SPDX-License-Identifier: Apache-2.0
 *
 * base64url: the vectors of RFC 4648 §10 without their padding, every length both ways, and texts that are none.
 */
#include "base/base64.h"
#include "base/rng.h"
#include "base/test.h"

TEST(published_vectors)
{
	static const char *const pairs[][2] = { { "", "" }, { "f", "Zg" }, { "fo", "Zm8" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" }, { "foobar", "Zm9vYmFy" },
		{ "\xfb\xff\xfe", "-__-" } };
	struct arena a = {};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct str back;
		CHECK_STR(base64url(&a, pairs[i][0], strlen(pairs[i][0])), str_c(pairs[i][1]));
		CHECK(base64url_read(&a, str_c(pairs[i][1]), &back));
		CHECK_STR(back, str_c(pairs[i][0]));
	}
	arena_end(&a);
}

TEST(every_length_comes_back)
{
	struct arena a = {};
	struct rng r = rng_make(7);
	for (size_t n = 0; n < 200; n++) {
		char bytes[200];
		struct str back;
		for (size_t i = 0; i < n; i++)
			bytes[i] = (char)rng_next(&r);
		CHECK(base64url_read(&a, base64url(&a, bytes, n), &back));
		CHECK_STR(back, ((struct str){ bytes, n }));
	}
	arena_end(&a);
}

TEST(what_is_none)
{
	static const char *const bad[] = { "Z", "Zg==", "Zh", "Zm9", "Zm8=", "Zm+v", "Zm/v", " Zg", "Zg\n", "Zm9vY" };
	struct arena a = {};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str out;
		if (base64url_read(&a, str_c(bad[i]), &out))
			test_failed(__FILE__, __LINE__, bad[i]);
	}
	arena_end(&a);
}
