/* SPDX-License-Identifier: Apache-2.0
 *
 * Order of versions: tables by scheme, and the properties every order must have, on random texts.
 */
#include "base/rng.h"
#include "base/test.h"
#include "formats/version.h"

#define L VERSION_LESS
#define E VERSION_EQUAL
#define G VERSION_GREATER
#define U VERSION_UNCOMPARABLE

static const struct {
	const char *a, *b;
	enum version_order want;
} generic[] = {
	{ "5.2.5", "V5.2.6", L },
	{ "V5.2", "5.2.0", E },
	{ "5.10", "5.9", G },
	{ "5.38.4", "5.8.3", G },
	{ "2302.14", "V2302.0016", L },
	{ "9.01.00", "9.1", E },
	{ "Version 3", "v3.0.0", E },
	{ "FW11", "firmware 12", L },
	{ "Ver.2.60", "2.59", G },
	{ "4.4", "4.4 SP7", L },
	{ "4.4 SP7", "4.4 SP7 HF1", L },
	{ "V14 SP1 Update 14", "V14 SP1 Update 2", G },
	{ "V14 Update 2", "V14 SP1", L },
	{ "9.80 SP4", "9.81", L },
	{ "4.4.1", "4.4 SP7", U },
	{ "4.4 SP0", "4.4", E },
	{ "3.4.2 Build 10", "3.4.2 Build 9", G },
	{ "3.4.2", "3.4.2 Build 9", U },
	{ "1.0 rc1", "1.0", L },
	{ "1.0-beta2", "1.0 beta 10", L },
	{ "1.0.1", "1.0 rc1", G },
	{ "1.010L", "1.010M", L },
	{ "34L", "34", G },
	{ "1.0b2", "1.0", U },
	{ "15.2(6)E0a", "15.2(6)E2a", L },
	{ "V01L001", "V02L061", L },
	{ "2020 R2 SP1", "2020 R2", G },
	{ "CPCI85 V05", "CPCI85 V05.20", L },
	{ "CPC80 V16", "CPCI85 V16", U },
	{ "CPCI85 V05.20", "V5.3", G },
	{ "CPCI85 V05.20", "V6", L },
	{ "June 30 2015", "2015-07-01", L },
	{ "8/30/2024", "August 31, 2024", L },
	{ "june 30 2015", "1.2.3", U },
	{ "4.x", "4.2", U },
	{ "5.1", "4.x", G },
	{ "d78dda6", "1.2", U },
	{ "W", "W", E },
	{ "LE", "LF", U },
	{ "12345678901234567890", "12345678901234567890", E },
	{ "12345678901234567890", "3", U },
	{ "", "1", U },
	{ "2.3.0 beta", "2.3", L },
	{ "4.2.8p18", "4.2.8p9", G },
	{ "7.9p1", "8.0", L },
};

static enum version_order order(struct str a, struct str b)
{
	return version_compare(VERSION_GENERIC, a, b);
}

TEST(generic_table)
{
	for (size_t i = 0; i < sizeof generic / sizeof *generic; i++) {
		enum version_order o = order(str_c(generic[i].a), str_c(generic[i].b));
		if (o != generic[i].want)
			printf("# %s %s: got %d\n", generic[i].a, generic[i].b, (int)o);
		CHECK(o == generic[i].want);
		CHECK(order(str_c(generic[i].b), str_c(generic[i].a)) == version_flip(generic[i].want));
	}
}

TEST(series_and_refinement)
{
	struct arena a = {};
	struct version x = version_prepare(&a, S("4.6.x")), v = version_prepare(&a, S("4.6.9")), w = version_prepare(&a, S("4.7")),
	               z = version_prepare(&a, S("4.0.x"));
	CHECK(version_order_series(&v, &x) == E);
	CHECK(version_order_series(&w, &x) == G);
	struct version four = version_prepare(&a, S("4")), forty = version_prepare(&a, S("4.0")), one = version_prepare(&a, S("4.0.1")),
	               two = version_prepare(&a, S("4.2"));
	CHECK(version_order_series(&four, &z) == E);
	CHECK(version_refines(&one, &forty));
	CHECK(!version_refines(&two, &forty));
	CHECK(version_refines(&two, &four));
	CHECK(!version_refines(&forty, &one));
	arena_end(&a);
}

static const struct {
	enum version_scheme scheme;
	const char *a, *b;
	enum version_order want;
} schemes[] = {
	{ VERSION_SEMVER, "1.0.0-alpha.1", "1.0.0-alpha.beta", L },
	{ VERSION_SEMVER, "1.0.0", "1.0.0-rc.1", G },
	{ VERSION_SEMVER, "v1.2.3", "1.2.3+build", E },
	{ VERSION_SEMVER, "banana", "1.0.0", U },
	{ VERSION_MAVEN, "1.0-alpha-1", "1.0", L },
	{ VERSION_MAVEN, "1.0.0", "1", E },
	{ VERSION_MAVEN, "1-sp", "1", G },
	{ VERSION_MAVEN, "1.foo", "1-foo", E },
	{ VERSION_DEB, "1:1.0-1", "2.0-1", G },
	{ VERSION_DEB, "1.0~rc1-1", "1.0-1", L },
	{ VERSION_DEB, "1.0-1", "1.0-1+deb12u1", L },
	{ VERSION_RPM, "1.0~rc1", "1.0", L },
	{ VERSION_RPM, "1.0^git1", "1.0", G },
	{ VERSION_RPM, "2.50-10", "2.5-10", G },
	{ VERSION_RPM, "1.0a", "1.0", G },
	{ VERSION_ALPM, "1.0a", "1.0", L },
	{ VERSION_PYPI, "1.0.dev1", "1.0a1", L },
	{ VERSION_PYPI, "1.0.post1", "1.0", G },
	{ VERSION_PYPI, "1!0.1", "9.0", G },
	{ VERSION_PYPI, "1.0c1", "1.0rc1", E },
	{ VERSION_PYPI, "dog", "1", U },
	{ VERSION_GEM, "1.0.a", "1.0", L },
	{ VERSION_GEM, "1.0.0", "1", E },
	{ VERSION_NUGET, "1.0.0-BETA", "1.0.0-beta", E },
	{ VERSION_NUGET, "1.0.0.1", "1.0.0", G },
	{ VERSION_APK, "1.0_rc1", "1.0", L },
	{ VERSION_APK, "1.0-r1", "1.0", G },
	{ VERSION_GENTOO, "1.0_p1", "1.0", G },
	{ VERSION_OPENSSL, "1.0.2zh", "1.0.2z", G },
	{ VERSION_CONAN, "1.0", "1.0.0", E },
	{ VERSION_INTDOT, "1.10", "1.9", G },
	{ VERSION_INTDOT, "1.a", "1.9", U },
	{ VERSION_DATETIME, "2024-03-01T00:00:00Z", "2024-02-29T23:59:59.5Z", G },
	{ VERSION_DATETIME, "2024-03-01T01:00:00+01:00", "2024-03-01T00:00:00Z", E },
	{ VERSION_LEXICOGRAPHIC, "A", "a", L },
};

TEST(scheme_table)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		enum version_order o = version_compare(schemes[i].scheme, str_c(schemes[i].a), str_c(schemes[i].b));
		if (o != schemes[i].want)
			printf("# scheme %d: %s %s: got %d\n", (int)schemes[i].scheme, schemes[i].a, schemes[i].b, (int)o);
		CHECK(o == schemes[i].want);
	}
	enum version_scheme s;
	CHECK(version_scheme_of(S("npm"), &s) && s == VERSION_SEMVER);
	CHECK(!version_scheme_of(S("unheard-of"), &s) && s == VERSION_GENERIC);
}

/* Pieces versions are made of, so that random ones often agree in part. */
static struct str random_version(struct rng *r, char *out)
{
	static const char *const pieces[] = { "1", "2", "0", "10", ".", ".", ".", "-", " ", "SP", "a", "b", "rc", "x", "V", "Update", "+",
		"~", "_p", "beta", ":", "^", "07", "hello", "(", "M" };
	size_t n = 0, parts = 1 + rng_below(r, 7);
	for (size_t i = 0; i < parts; i++) {
		const char *p = pieces[rng_below(r, sizeof pieces / sizeof *pieces)];
		memcpy(out + n, p, strlen(p));
		n += strlen(p);
	}
	return (struct str){ out, n };
}

TEST(order_is_consistent)
{
	struct rng r = rng_make(11);
	for (int scheme = 0; scheme < VERSION_SCHEME_COUNT; scheme++)
		for (int i = 0; i < 20000; i++) {
			char buf[3][64];
			struct str v[3];
			for (int k = 0; k < 3; k++)
				v[k] = random_version(&r, buf[k]);
			enum version_scheme s = (enum version_scheme)scheme;
			enum version_order ab = version_compare(s, v[0], v[1]), bc = version_compare(s, v[1], v[2]),
			                   ac = version_compare(s, v[0], v[2]);
			CHECK(version_compare(s, v[1], v[0]) == version_flip(ab));
			enum version_order self = version_compare(s, v[0], v[0]);
			CHECK(self == E || self == U);
			if (s == VERSION_CONAN)
				continue; /* orders numbers by value, but a number and a word by bytes: not transitive by its own definition */
			/* known answers never contradict each other */
			if (ab == L && bc == L && (ac == E || ac == G)) {
				printf("# scheme %d: %.*s < %.*s < %.*s\n", scheme, STR(v[0]), STR(v[1]), STR(v[2]));
				CHECK(false);
			}
			if (ab == E && bc == E)
				CHECK(ac == E || ac == U);
			if (ab == E && bc == L && (ac == G || ac == E)) {
				printf("# scheme %d: %.*s = %.*s < %.*s\n", scheme, STR(v[0]), STR(v[1]), STR(v[2]));
				CHECK(false);
			}
		}
}
