/* SPDX-License-Identifier: Apache-2.0
 *
 * purl: canonical forms by type, what is refused, and what is the same package.
 */
#include "base/test.h"
#include "formats/purl.h"

static struct arena arena;

static struct str canonical(const char *text)
{
	struct purl p;
	struct err err = {};
	return purl_read(&arena, str_c(text), &p, &err) ? purl_text(&arena, &p) : (struct str){ "", 0 };
}

TEST(canonical_forms)
{
	static const char *const rows[][2] = {
		{ "PKG:PyPI/Tarn_Gate@1.0", "pkg:pypi/tarn-gate@1.0" },
		{ "pkg://npm/%40tarn/gate@1.2.3", "pkg:npm/%40tarn/gate@1.2.3" },
		{ "pkg:npm/@tarn/gate@1.2.3", "pkg:npm/%40tarn/gate@1.2.3" },
		{ "pkg:deb/Tarn/Gate@1%3A2.0?distro=a&arch=amd64", "pkg:deb/tarn/gate@1:2.0?arch=amd64&distro=a" },
		{ "pkg:maven/org.Tarn/Gate@1#/a/./b/../", "pkg:maven/org.Tarn/Gate@1#a/b" },
		{ "pkg:github/Tarn/Gate@abc/def", "pkg:github/tarn/gate@abc%2Fdef" },
		{ "pkg:generic/gate?a=&b=c", "pkg:generic/gate?b=c" },
		{ "pkg:generic/a%20b", "pkg:generic/a%20b" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_STR(canonical(rows[i][0]), str_c(rows[i][1]));
		CHECK_STR(canonical(rows[i][1]), str_c(rows[i][1]));
	}
}

TEST(refused)
{
	static const char *const bad[] = { "", "pkg:", "npm/gate", "pkg:npm", "pkg:npm/", "pkg:/gate", "pkg:1a/gate", "pkg:n&m/gate",
		"pkg:npm/gate?a b=c", "pkg:npm/gate?a=1&a=2", "pkg:maven/@1.0", "pkg:generic/a%FF", "pkg:swift/gate@1.0" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (canonical(bad[i]).len)
			printf("# accepted %s\n", bad[i]);
		CHECK(!canonical(bad[i]).len);
	}
}

static bool same(const char *advisory, const char *component)
{
	struct purl a, c;
	struct err err = {};
	CHECK(purl_read(&arena, str_c(advisory), &a, &err) && purl_read(&arena, str_c(component), &c, &err));
	return purl_same_package(&a, &c);
}

TEST(same_package)
{
	CHECK(same("pkg:pypi/tarn", "pkg:pypi/Tarn@1.0"));
	CHECK(!same("pkg:pypi/tarn", "pkg:npm/tarn@1.0"));
	CHECK(same("pkg:rpm/a/tarn@1?arch=x86_64", "pkg:rpm/a/tarn@2"));
	CHECK(!same("pkg:rpm/a/tarn@1?arch=x86_64", "pkg:rpm/a/tarn@1?arch=s390x"));
	CHECK(same("pkg:rpm/a/tarn@1", "pkg:rpm/a/tarn@1?arch=s390x"));
}

TEST(build_sorts_qualifiers)
{
	struct purl_qualifier q[] = { { S("Z"), S("1") }, { S("a"), S("x/y") }, { S("m"), S("") } };
	struct purl p = {
		.type = S("GENERIC"), .ns = S("/n/"), .name = S("gate"), .version = S("1 2"), .qualifiers = q, .n_qualifiers = 3
	};
	struct err err = {};
	CHECK(purl_build(&arena, &p, &err));
	CHECK_STR(purl_text(&arena, &p), S("pkg:generic/n/gate@1%202?a=x%2Fy&z=1"));
}
