/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of times: what RFC 3339 allows, what it does not, and every day of ten thousand years against a calendar that just counts.
 */
#include "base/rng.h"
#include "base/test.h"
#include "base/time.h"

static int64_t parsed(const char *z)
{
	int64_t us = 77;
	return time_parse(str_c(z), &us) ? us : TIME_NONE;
}

TEST(time_reads_rfc3339)
{
	CHECK(parsed("1970-01-01T00:00:00Z") == 0);
	CHECK(parsed("1970-01-01") == 0);
	CHECK(parsed("2026-08-01T12:34:56Z") == 1785587696000000);
	CHECK(parsed("2026-08-01t12:34:56z") == 1785587696000000);
	CHECK(parsed("2026-08-01 12:34:56Z") == 1785587696000000);
	CHECK(parsed("2026-08-01T14:34:56+02:00") == 1785587696000000);
	CHECK(parsed("2026-08-01T03:04:56-09:30") == 1785587696000000);
	CHECK(parsed("2026-08-01T12:34:56-00:00") == 1785587696000000);
	CHECK(parsed("2026-08-01T12:34:56.5Z") == 1785587696500000);
	CHECK(parsed("2026-08-01T12:34:56.123456Z") == 1785587696123456);
	CHECK(parsed("2026-08-01T12:34:56.123456999Z") == 1785587696123456);
	CHECK(parsed("1969-12-31T23:59:59.999999Z") == -1);
	CHECK(parsed("2016-12-31T23:59:60Z") == parsed("2016-12-31T23:59:59.999999Z"));
	CHECK(parsed("2016-12-31T23:59:60.25Z") == parsed("2016-12-31T23:59:59.999999Z"));
	CHECK(parsed("2000-02-29") == 951782400000000);
	CHECK(parsed("0001-01-01") == -62135596800000000);
	CHECK(parsed("9999-12-31T23:59:59.999999Z") == 253402300799999999);
}

TEST(time_refuses_the_rest)
{
	static const char *const bad[] = { "", "2026", "2026-08", "2026-8-1", "2026-08-01T", "2026-08-01T12", "2026-08-01T12:34",
		"2026-08-01T12:34Z", "2026-08-01T12:34:56", "2026-08-01T12:34:56.Z", "2026-08-01T12:34:56.1234567890Z",
		"2026-08-01T12:34:56,5Z", "2026-08-01T24:00:00Z", "2026-08-01T12:60:00Z", "2026-08-01T12:34:61Z",
		"2026-08-01T12:34:56+24:00", "2026-08-01T12:34:56+01:60", "2026-08-01T12:34:56+0100", "2026-08-01T12:34:56+1:00",
		"2026-08-01T12:34:56+01", "2026-08-01T12:34:56 Z", "2026-08-01T12:34:56ZZ", "2026-08-01Z", " 2026-08-01", "2026-08-01 ",
		"2026-00-01", "2026-13-01", "2026-08-00", "2026-08-32", "2026-04-31", "2026-02-29", "1900-02-29", "2100-02-29",
		"0000-01-01", "-001-01-01", "+2026-01-01", "10000-01-01", "2026/08/01", "2026-08-01_12:34:56Z", "20260801T123456Z",
		"0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (parsed(bad[i]) != TIME_NONE)
			printf("# taken: %s\n", bad[i]);
		CHECK(parsed(bad[i]) == TIME_NONE);
	}
	int64_t us = 5;
	CHECK(!time_parse(S("2026-08-01\0"), &us) && !time_parse((struct str){}, &us) && us == 5);
}

TEST(time_writes_rfc3339)
{
	struct arena a = {};
	CHECK_STR(time_text(&a, 1785587696000000), S("2026-08-01T12:34:56Z"));
	CHECK_STR(time_text(&a, 1785587696000001), S("2026-08-01T12:34:56.000001Z"));
	CHECK_STR(time_text(&a, -1), S("1969-12-31T23:59:59.999999Z"));
	CHECK_STR(time_text(&a, TIME_NONE), S(""));
	CHECK_STR(time_date(&a, 1785587696000000), S("2026-08-01"));
	CHECK_STR(time_date(&a, -1), S("1969-12-31"));
	CHECK_STR(time_date(&a, TIME_NONE), S(""));
	CHECK_STR(time_text(&a, -62135596800000000), S("0001-01-01T00:00:00Z"));
	CHECK_STR(time_text(&a, INT64_MAX), S("+294247-01-10T04:00:54.775807Z"));
	CHECK_STR(time_text(&a, INT64_MIN + 1), S("-290308-12-21T19:59:05.224193Z"));
	char z[TIME_TEXT_MAX];
	CHECK(time_print(z, 0) == 20 && strcmp(z, "1970-01-01T00:00:00Z") == 0);
	CHECK(time_print(z, TIME_NONE) == 0 && z[0] == 0);
	arena_end(&a);
}

TEST(time_agrees_with_a_calendar_that_counts)
{
	static const int64_t day_us = 86400000000;
	int64_t day = parsed("0001-01-01") / day_us;
	unsigned wrong = 0;
	struct arena a = {};
	for (int year = 1; year <= 9999; year++) {
		int lengths[] = { 31, 28 + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)), 31, 30, 31, 30, 31, 31, 30, 31, 30,
			31 };
		for (int month = 1; month <= 12; month++) {
			char z[40];
			for (int d = 1; d <= lengths[month - 1]; d++, day++) {
				/* Every day of some years, first and last of the months in all. */
				if (year % 25 && d > 1 && d < lengths[month - 1])
					continue;
				snprintf(z, sizeof z, "%04d-%02d-%02d", year, month, d);
				wrong += parsed(z) != day * day_us;
				wrong += !str_eq(time_date(&a, day * day_us), str_c(z)) ||
				         !str_eq(time_date(&a, (day + 1) * day_us - 1), str_c(z));
			}
			snprintf(z, sizeof z, "%04d-%02d-%02d", year, month, lengths[month - 1] + 1);
			wrong += parsed(z) != TIME_NONE;
		}
		arena_reset(&a);
	}
	CHECK(wrong == 0);
	CHECK(day * day_us == 253402300800000000);
	arena_end(&a);
}

TEST(time_random_instants_read_back)
{
	struct arena a = {};
	struct rng r = rng_make(4);
	unsigned wrong = 0;
	for (int i = 0; i < 20000; i++) {
		int64_t us = parsed("0001-01-01") + (int64_t)rng_below(&r, 315537897600000000), back = 0;
		wrong += !time_parse(time_text(&a, us), &back) || back != us;
	}
	CHECK(wrong == 0);
	arena_end(&a);
}
