/* SPDX-License-Identifier: Apache-2.0
 *
 * vers: what must be refused, the canonical text, and containment against a naive twin on random ranges.
 */
#include "base/rng.h"
#include "base/test.h"
#include "formats/vers.h"

static bool reads(const char *text)
{
	struct arena a = {};
	struct err err = {};
	struct vers v;
	bool good = vers_read(&a, str_c(text), &v, &err);
	CHECK(good == (err.kind == E_NONE));
	if (good)
		CHECK_STR(vers_text(&a, &v), str_c(text));
	arena_end(&a);
	return good;
}

TEST(strict_reading)
{
	CHECK(reads("vers:npm/>=1.0.0|<2.0.0"));
	CHECK(reads("vers:deb/*"));
	CHECK(reads("vers:pypi/1.0|!=1.2|3.0"));
	CHECK(reads("vers:semver/1.0.0%2Bbuild"));
	static const char *const bad[] = { "", "vers:", "vers:npm", "vers:npm/", "vers:NPM/1", "VERS:npm/1", "vers:npm/1 |2", "vers:npm/|1",
		"vers:npm/1|", "vers:npm/1||2", "vers:npm/2|1", "vers:npm/1|1.0.0", "vers:npm/>1|>2", "vers:npm/<1|<2",
		"vers:npm/>=", "vers:npm/=1", "vers:npm/1.0+x", "vers:npm/1.0%2bx", "vers:npm/1%2E0", "vers:npm/1%", "vers:npm/*|1",
		"vers:npm/<>1", "vers:all/<V4 SP1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (reads(bad[i]))
			printf("# accepted %s\n", bad[i]);
		CHECK(!reads(bad[i]));
	}
}

TEST(lenient_reading_and_simplifying)
{
	struct arena a = {};
	struct err err = {};
	struct vers v;
	CHECK(vers_read_lenient(&a, S("vers:intdot/<=6|>2|>1|!=4|<5|9|9"), &v, &err));
	CHECK(vers_simplify(&v));
	CHECK_STR(vers_text(&a, &v), S("vers:intdot/>1|!=4|<=6|9"));
	CHECK(vers_read_lenient(&a, S("vers:intdot/1|>=1"), &v, &err));
	CHECK(!vers_simplify(&v));
	arena_end(&a);
}

/* Union of what the sorted list means, read off it one number at a time. */
static bool naive(const struct vers *v, unsigned x)
{
	bool in = false, open = false;
	unsigned from = 0;
	size_t unequal = 0;
	for (size_t i = 0; i < v->n; i++) {
		int64_t b;
		unequal += v->at[i].comparator == VERS_NE;
		CHECK(str_int(v->at[i].version, &b));
		if (v->at[i].comparator == VERS_NE && (unsigned)b == x)
			return false;
		if (v->at[i].comparator == VERS_EQ && (unsigned)b == x)
			return true;
	}
	bool lower = false, upper_seen = false, range = false;
	for (size_t i = 0; i < v->n; i++) {
		int64_t b64;
		str_int(v->at[i].version, &b64);
		unsigned b = (unsigned)b64;
		enum vers_comparator c = v->at[i].comparator;
		if (c == VERS_EQ || c == VERS_NE)
			continue;
		range = true;
		if (c == VERS_GT || c == VERS_GE) {
			open = true;
			lower = c == VERS_GE;
			from = b;
			upper_seen = false;
		} else {
			bool low_ok = !open || (lower ? x >= from : x > from);
			bool first = !open && !upper_seen;
			in |= (first || open) && low_ok && (c == VERS_LE ? x <= b : x < b);
			open = false;
			upper_seen = true;
		}
	}
	if (open)
		in |= lower ? x >= from : x > from;
	return in || (!range && unequal == v->n);
}

TEST(containment_equals_the_naive_twin)
{
	static const char *const signs[] = { "", "!=", "<", "<=", ">", ">=" };
	struct rng r = rng_make(5);
	for (int i = 0; i < 20000; i++) {
		struct arena a = {};
		struct err err = {};
		struct vers v;
		char text[256] = "vers:intdot/";
		unsigned at = 0, n = 1 + (unsigned)rng_below(&r, 6);
		for (unsigned k = 0; k < n; k++) {
			at += 1 + (unsigned)rng_below(&r, 3);
			snprintf(text + strlen(text), 20, "%s%s%u", k ? "|" : "", signs[rng_below(&r, 6)], at);
		}
		CHECK(vers_read_lenient(&a, str_c(text), &v, &err) && vers_simplify(&v));
		for (unsigned x = 0; x < 22; x++) {
			char own[12];
			snprintf(own, sizeof own, "%u", x);
			if (vers_contains(&v, str_c(own)) != (int)naive(&v, x)) {
				printf("# %s %u\n", text, x);
				CHECK(false);
			}
		}
		arena_end(&a);
	}
}

TEST(containment_is_three_valued)
{
	struct arena a = {};
	struct err err = {};
	struct vers v;
	CHECK(vers_read(&a, S("vers:pypi/>=1.0|<2.0"), &v, &err));
	CHECK(vers_contains(&v, S("1.5")) == 1);
	CHECK(vers_contains(&v, S("2.0.post1")) == 0);
	CHECK(vers_contains(&v, S("no version")) == -1);
	arena_end(&a);
}
