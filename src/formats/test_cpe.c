/* SPDX-License-Identifier: Apache-2.0
 *
 * CPE: reading of both bindings, table 6-2 of NISTIR 7696 literally, names, and what counts as the same product.
 */
#include "base/test.h"
#include "formats/cpe.h"

static struct arena arena;

static struct cpe name(const char *text)
{
	struct cpe c;
	struct err err = {};
	bool good = cpe_read(&arena, str_c(text), &c, &err);
	if (!good)
		printf("# %s: %s\n", text, err.text);
	CHECK(good);
	return c;
}

static bool refused(const char *text)
{
	struct cpe c;
	struct err err = {};
	return !cpe_read(&arena, str_c(text), &c, &err) && err.kind == E_INVALID;
}

TEST(bindings)
{
	static const char *const same[][2] = {
		{ "cpe:/a:tarn:gate:8.0.6001", "cpe:2.3:a:tarn:gate:8.0.6001:*:*:*:*:*:*:*" },
		{ "cpe:/a:tarn:gate:8.%02:sp%01", "cpe:2.3:a:tarn:gate:8.*:sp?:*:*:*:*:*:*" },
		{ "cpe:/a:tarn:gate_7:7.4.0.1570::~~pro~win2000~~", "cpe:2.3:a:tarn:gate_7:7.4.0.1570:*:*:*:pro:win2000:*:*" },
		{ "cpe:/o:TARN:Foo%7ebar:-", "cpe:2.3:o:tarn:foo\\~bar:-:*:*:*:*:*:*:*" },
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct cpe a = name(same[i][0]), b = name(same[i][1]);
		CHECK_STR(cpe_text(&arena, &a), str_c(same[i][1]));
		CHECK_STR(cpe_text(&arena, &b), str_c(same[i][1]));
	}
	static const char *const bad[] = { "", "cpe", "cpe:2.3:a:b:c", "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*:*", "cpe:2.3:x:b:c:1:*:*:*:*:*:*:*",
		"cpe:2.3:a:b b:c:1:*:*:*:*:*:*:*", "cpe:2.3:a:b*b:c:1:*:*:*:*:*:*:*", "cpe:2.3:a::c:1:*:*:*:*:*:*:*", "cpe:/a:b%4",
		"cpe:/a:b:c:d:e:f:g:h", "cpe:/a:b:c:1::~a~b", "cpe:2.3:a:b:c:1\\:*:*:*:*:*:*" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (!refused(bad[i]))
			printf("# accepted %s\n", bad[i]);
		CHECK(refused(bad[i]));
	}
}

static enum cpe_relation relation(const char *source, const char *target)
{
	char a[96], b[96];
	snprintf(a, sizeof a, "cpe:2.3:a:tarn:%s:*:*:*:*:*:*:*:*", source);
	snprintf(b, sizeof b, "cpe:2.3:a:tarn:%s:*:*:*:*:*:*:*:*", target);
	struct cpe x = name(a), y = name(b);
	return cpe_compare_value(&x.at[CPE_PRODUCT], &y.at[CPE_PRODUCT]);
}

TEST(table_6_2)
{
	static const struct {
		const char *source, *target;
		enum cpe_relation want;
	} rows[] = {
		{ "*", "*", CPE_EQUAL },
		{ "*", "-", CPE_SUPERSET },
		{ "*", "i", CPE_SUPERSET },
		{ "*", "m?", CPE_UNDEFINED },
		{ "-", "*", CPE_SUBSET },
		{ "-", "-", CPE_EQUAL },
		{ "-", "i", CPE_DISJOINT },
		{ "-", "m*", CPE_UNDEFINED },
		{ "i", "i", CPE_EQUAL },
		{ "i", "k", CPE_DISJOINT },
		{ "i", "m*", CPE_UNDEFINED },
		{ "i", "-", CPE_DISJOINT },
		{ "i", "*", CPE_SUBSET },
		{ "m*", "mi", CPE_SUPERSET },
		{ "m*", "ki", CPE_DISJOINT },
		{ "m*", "n*", CPE_UNDEFINED },
		{ "m*", "-", CPE_DISJOINT },
		{ "m*", "*", CPE_SUBSET },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (relation(rows[i].source, rows[i].target) != rows[i].want)
			printf("# %s %s\n", rows[i].source, rows[i].target);
		CHECK(relation(rows[i].source, rows[i].target) == rows[i].want);
	}
}

TEST(wildcards_count_quoted_characters_once)
{
	CHECK(relation("1\\.?", "1\\.5") == CPE_SUPERSET);
	CHECK(relation("1\\.?", "1\\.55") == CPE_DISJOINT);
	CHECK(relation("1.?", "1.55") == CPE_DISJOINT);
	CHECK(relation("1.??", "1.5") == CPE_SUPERSET);
	CHECK(relation("1.?", "1.\\!") == CPE_SUPERSET);
	CHECK(relation("*gate", "flood\\!gate") == CPE_SUPERSET);
	CHECK(relation("*ood*", "floodgate") == CPE_SUPERSET);
	CHECK(relation("?gate", "xgate") == CPE_SUPERSET);
	CHECK(relation("?gate", "xxgate") == CPE_DISJOINT);
	CHECK(relation("gate\\*", "gates") == CPE_DISJOINT);
	CHECK(relation("GATE", "gate") == CPE_EQUAL);
}

TEST(names)
{
	struct cpe any = name("cpe:2.3:a:tarn:gate:*:*:*:*:*:*:*:*"), one = name("cpe:2.3:a:tarn:gate:1.0:*:*:*:*:*:*:*"),
	           two = name("cpe:2.3:a:tarn:gate:2.0:*:*:*:*:*:*:*"), mixed = name("cpe:2.3:a:*:gate:1.0:*:*:*:*:*:*:*"),
	           on_linux = name("cpe:2.3:a:tarn:gate:*:*:*:*:*:linux:*:*"),
	           on_windows = name("cpe:2.3:a:tarn:gate:*:*:*:*:*:windows:*:*"), wide = name("cpe:2.3:a:*:*:*:*:*:*:*:*:*:*");
	CHECK(cpe_compare(&any, &one) == CPE_SUPERSET);
	CHECK(cpe_compare(&one, &any) == CPE_SUBSET);
	CHECK(cpe_compare(&one, &one) == CPE_EQUAL);
	CHECK(cpe_compare(&one, &two) == CPE_DISJOINT);
	CHECK(cpe_compare(&mixed, &any) == CPE_UNDEFINED);
	CHECK(cpe_same_product(&any, &one));
	CHECK(cpe_same_product(&one, &two)); /* versions are the range's business */
	CHECK(!cpe_same_product(&on_linux, &on_windows));
	CHECK(cpe_same_product(&on_linux, &any));
	CHECK(!cpe_same_product(&mixed, &one));
	CHECK(!cpe_same_product(&one, &wide));
	CHECK(!cpe_same_product(&wide, &one));
}
