/* SPDX-License-Identifier: Apache-2.0
 *
 * Catalogues: finding, negotiating, plural forms against gettext's own expressions, numbers.
 */
#include "base/test.h"
#include "page/out.h"

static struct arena arena;

static bool is(const struct catalogue *c, const char *code)
{
	return c && strcmp(c->code, code) == 0;
}

TEST(finding_and_negotiating)
{
	CHECK(is(catalogue_find(S("ar-EG")), "ar"));
	CHECK(is(catalogue_find(S("FR")), "fr"));
	CHECK(!catalogue_find(S("arc")));
	CHECK(!catalogue_find(S("")));
	CHECK(is(catalogue_negotiate(S("")), "en"));
	CHECK(is(catalogue_negotiate(S("de-CH, de;q=0.9")), "en"));
	CHECK(is(catalogue_negotiate(S("de, ru;q=0.4, es-MX;q=0.7")), "es"));
	CHECK(is(catalogue_negotiate(S("zh-Hans-CN")), "zh"));
	CHECK(is(catalogue_negotiate(S("ar;q=0, fr;q=x, ,;;q=")), "en"));
	CHECK(page_catalogues_n == 6 && page_catalogues[1].rtl && !page_catalogues[2].rtl);
}

/* The Plural-Forms lines of po/XX.po, as C. */
static unsigned naive(enum plural_rule rule, int64_t n)
{
	switch (rule) {
	case PLURAL_NONE: return 0;
	case PLURAL_FRENCH: return n > 1;
	case PLURAL_RUSSIAN:
		return n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2;
	case PLURAL_ARABIC: return n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5;
	case PLURAL_ONE:
	case PLURAL_SPANISH: break;
	}
	return n != 1;
}

TEST(plural_forms)
{
	for (int rule = PLURAL_NONE; rule <= PLURAL_ARABIC; rule++)
		for (int64_t n = 0; n < 2000; n++)
			if (catalogue_plural((enum plural_rule)rule, n) != naive((enum plural_rule)rule, n))
				CHECK(n < 0);
	CHECK(catalogue_plural(PLURAL_RUSSIAN, -1) == 0);
	CHECK(catalogue_plural(PLURAL_ONE, INT64_MIN) == 1);
}

static struct str number(const char *code, int64_t v)
{
	struct buf *b = arena_new(&arena, struct buf);
	*b = buf_make(&arena, 100);
	catalogue_number(catalogue_find(str_c(code)), b, v);
	return buf_str(b);
}

TEST(numbers)
{
	CHECK_STR(number("en", 0), S("0"));
	CHECK_STR(number("en", 1234567), S("1,234,567"));
	CHECK_STR(number("en", -999), S("\u2212999"));
	CHECK_STR(number("en", INT64_MIN), S("\u22129,223,372,036,854,775,808"));
	CHECK_STR(number("fr", 1234), S("1\u202f234"));
	CHECK_STR(number("es", 1234), S("1234"));
	CHECK_STR(number("es", 12345), S("12\u00a0345"));
	CHECK_STR(number("zz", 1000), S("1,000"));
}

TEST(texts_of_every_language)
{
	for (size_t i = 0; i < page_catalogues_n; i++) {
		const struct catalogue *c = &page_catalogues[i];
		for (size_t k = 0; k < c->n; k++) {
			CHECK(k == 0 || strcmp(c->at[k - 1].id, c->at[k].id) < 0);
			CHECK_STR(catalogue_text(c, c->at[k].id), str_c(c->at[k].text[0]));
		}
		CHECK_STR(catalogue_text(c, "no such text"), S("no such text"));
		CHECK_STR(catalogue_text_n(c, "no such text", "many", 1), S("no such text"));
	}
	CHECK_STR(catalogue_text(catalogue_find(S("fr")), "not affected"), S("non affecté"));
	CHECK_STR(catalogue_text_n(catalogue_find(S("ru")), "%s entry in all", "%s entries in all", 22), S("всего %s записи"));
	CHECK_STR(catalogue_text_n(NULL, "one", "many", 2), S("many"));
}
