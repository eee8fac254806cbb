/* SPDX-License-Identifier: Apache-2.0
 *
 * Ranges as advisories write them. '+' in, '-' out, '?' cannot tell.
 */
#include "base/rng.h"
#include "base/test.h"
#include "formats/version_range.h"

static const struct {
	const char *range, *version;
	char want;
} cases[] = {
	{ "< V5.2.6", "V5.2.5", '+' },
	{ "< V5.2.6", "5.2.6", '-' },
	{ "vers:all/<V4.3.8", "V4.3.7", '+' },
	{ "vers:all/<V4.3.8", "4.3.8", '-' },
	{ "vers:all/*", "1", '+' },
	{ "vers:all/*", "", '+' },
	{ "All versions", "", '+' },
	{ "*", "7", '+' },
	{ "All versions < V3.0", "2.9", '+' },
	{ "All versions < V3.0", "3.0", '-' },
	{ "All versions < V3.0", "", '?' },
	{ ">= 4.6.0 | =< 4.6.20304.x", "4.6.20304.7", '+' },
	{ ">= 4.6.0 | =< 4.6.20304.x", "4.7", '-' },
	{ ">= 4.6.0 | =< 4.6.20304.x", "4.5.9", '-' },
	{ ">= V7.80 < V9.30", "V8", '+' },
	{ ">= V7.80 < V9.30", "9.30", '-' },
	{ ">=2003|<=2006", "2008", '-' },
	{ ">= V2.3 and < V6.30.016", "V6.30.15", '+' },
	{ "> V1.1 and < V1.3.2", "1.1", '-' },
	{ "0 < 8.0.1", "3", '+' },
	{ "< 4.4 SP7", "4.4 SP6", '+' },
	{ "< 4.4 SP7", "4.4", '+' },
	{ "< 4.4 SP7", "4.4.1", '?' },
	{ "< 4.4 SP7", "4.5", '-' },
	{ "<= 9.80 SP4", "9.80 SP4", '+' },
	{ "<V18_Update_2", "V18 Update 1", '+' },
	{ "<V18_Update_2", "V18 Upd 2", '-' },
	{ "< V14 SP1 Update 14", "V14 SP1", '+' },
	{ "prior to 2.4", "2.3", '+' },
	{ "prior to 2.4", "2.4", '-' },
	{ "versions prior to and including 4.1", "4.1", '+' },
	{ "4.1 and earlier", "4.0", '+' },
	{ "4.1 and earlier", "4.2", '-' },
	{ "2.3.6 and  below", "2.3.7", '-' },
	{ "Version 4.1 and prior versions", "4.1", '+' },
	{ "5.0 or later", "4.9", '-' },
	{ "5.0 and newer", "6", '+' },
	{ "versions 3.x to 3.5", "3.4", '+' },
	{ "versions 3.x to 3.5", "3.6", '-' },
	{ "from 2.0 up to 3.0", "2.5", '+' },
	{ "from 2.0 up to 3.0", "1.5", '-' },
	{ "between V2.5 (including) and V2.7 (excluding)", "2.5", '+' },
	{ "All versions between V2.5 (including) and V2.7 (excluding)", "2.7", '-' },
	{ "2.0.3 (including) and 2.0.6 (excluding)", "2.0.5", '+' },
	{ "2.0.3 (including) and 2.0.6 (excluding)", "2.0.6", '-' },
	{ "9.3.0 -  but not including 9.3.8", "9.3.7", '+' },
	{ "9.3.0 -  but not including 9.3.8", "9.3.8", '-' },
	{ "10 | 11", "11", '+' },
	{ "10 | 11", "12", '-' },
	{ "5.1, 6.0, 6.1", "6.0", '+' },
	{ "12.4.1-12.4.11", "12.4.7", '+' },
	{ "12.4.1-12.4.11", "12.4.12", '-' },
	{ "28  - 32", "33", '-' },
	{ "1.02-05", "1.02-05", '+' },
	{ "20-33", "25", '+' },
	{ "<= 06", "5", '+' },
	{ "<=firmware_05", "6", '-' },
	{ "FW 01", "1", '+' },
	{ "<=Ver.2.60", "2.61", '-' },
	{ "<=the_first_5_digits_of_serial_number_22081", "22080", '+' },
	{ "<=The_first_5_digits_of_serial_No._\"26061\"", "26062", '-' },
	{ "< June 30 2015", "May 1 2015", '+' },
	{ "distributed  < april 1, 2018", "2018-04-02", '-' },
	{ "<8/30/2024", "2024-08-29", '+' },
	{ "< V3.X.17", "2.9", '+' },
	{ "< V3.X.17", "3.1.16", '?' },
	{ "< V3.X.17", "4.0", '-' },
	{ "9.x", "9.3", '+' },
	{ "9.x", "10", '-' },
	{ "<4.x", "4.1", '?' },
	{ "<=2.x", "2.9", '+' },
	{ "<= 1.010L", "1.010K", '+' },
	{ "<=W", "V", '+' },
	{ "<= 4.2.21 | <= 5.0.27 | <= 6.0.16", "4.1", '+' },
	{ "<= 4.2.21 | <= 5.0.27 | <= 6.0.16", "5.0.28", '-' },
	{ "<= 4.2.21 | <= 5.0.27 | <= 6.0.16", "5.1.2", '?' },
	{ "<= 4.2.21 | <= 5.0.27 | <= 6.0.16", "6.0.17", '-' },
	{ "<= 1.12.0.27 | 1.12.13.2", "1.12.13.1", '+' },
	{ "<V33.017_V34.014", "V34.013", '+' },
	{ "<V33.017_V34.014", "V33.018", '-' },
	{ "All versions with U-Boot < V2016.05RS09", "2015", '?' },
	{ "<with_Nozomi_Guardian_/_CMC_23.4.1", "22", '?' },
	{ "<V8.18.31_only_if_the_module_is_used", "8.18.30", '+' },
	{ "<V8.18.31_only_if_the_module_is_used", "8.18.31", '-' },
	{ "<= 7.20 (7.50 and 7.60 may also be affected)", "7.50", '?' },
	{ "NMC2 <= 6.9.6", "6.9.5", '+' },
	{ "NMC2 <= 6.9.6", "6.9.7", '?' },
	{ "All BIOS versions < V25.02.06", "25.02.06", '-' },
	{ "No version", "1", '?' },
	{ "", "1", '?' },
	{ "All versions < V 4.83", "4.82", '+' },
	{ "All versions < V 4.83", "4.83", '-' },
	{ "< CPC80 V16.30", "V16.20", '+' },
	{ "< CPC80 V16.30", "CPC80 V16.30", '-' },
	{ "< ROS V5.0.1", "V5.0.0", '+' },
	{ "< ROS V5.0.1", "5.1", '-' },
	{ "< 8.2_20170817", "8.1", '+' },
	{ "< 8.2_20170817", "8.2.1", '?' },
	{ "<= first 2  digits of serial number are 08", "07", '+' },
	{ "7AB5208-0BA10", "2.8", '?' },
	{ "CVE-2019-18340", "1", '?' },
	{ "2916794", "2916793", '-' },
	{ "<=(R4.10)", "4.11", '-' },
	{ "2.0", "2.0.1", '?' },
	{ "2.0.0", "2.0.0.1", '-' },
	{ "2.0", "2.1", '-' },
	{ "!= 2.2.1", "2.2.1", '-' },
	{ "!= 2.2.1", "2.2.2", '+' },
	{ "≤ 2.3", "2.3", '+' },
	{ "vers:semver/>=1.0.0|<2.0.0", "1.5.0-rc.1", '+' },
	{ "vers:semver/>=1.0.0|<2.0.0", "2.0.0", '-' },
	{ "vers:deb/<1.0-1", "1.0~rc1-1", '+' },
	{ "vers:semver/<2.0.0", "banana", '?' },
	{ "1.2+", "1.3", '+' },
	{ "1.2+", "1.1", '-' },
	{ "> 2.3 before 2.9", "2.9", '-' },
	{ "<= 5.001 , >= 7.0", "6", '-' },
	{ "<= 5.001 , >= 7.0", "8", '+' },
	{ "< R1_S2", "R1_S1", '+' },
	{ "< R1_S2", "R1_S2", '-' },
	{ "<= R1_S2", "R1_S2", '+' },
	{ "<= R1_S2", "R1_S3", '-' },
	{ ">=R1_S2", "R1_S1", '-' },
	{ ">=R1_S2", "R1_S2", '+' },
	{ "< 10_2", "10_1", '+' },
	{ "< 10_2", "10_2", '-' },
	{ "< 10 2", "10 1", '?' },
	{ "< 1.2 3.4", "1.2 3.3", '?' },
	{ "< R15A_3", "R15A_2", '+' },
	{ "< 3AFE_12", "3AFE_11", '+' },
	{ "< 3AFE_12", "3AFE_12", '-' },
	{ "V1.2_3", "V1.2_3", '+' },
	{ "V1.2_3", "V1.2_4", '-' },
	{ "<= V1.2_3", "V1.2_3", '+' },
	{ "<V1.2_3", "V1.2_2", '+' },
	{ ">= 1.0_1 < 1.0_9", "1.0_5", '+' },
	{ ">= 1.0_1 < 1.0_9", "1.0_9", '-' },
	{ "versions < 2 (32-bit), < 3 (64-bit)", "2.5", '?' },
	{ "versions < 2 (32-bit), < 3 (64-bit)", "1.5", '+' },
	{ "< 2, < 3", "2.5", '?' },
	{ "< 4.0 and 4.5", "4.5", '?' },
	{ "< 4.0 and 4.5", "3.9", '+' },
	{ "< 5.0.0.0 - 5", "5.0.0.0 - 4", '?' },
	{ "< 5.0.0.0 - 5", "4.9", '+' },
	{ "< 1,2", "1,1", '?' },
	{ ">= 1,2", "1,1", '?' },
	{ "1,2", "1,2", '+' },
	{ ">= 8.2_20170817", "8.2_20160817", '?' },
	{ "< 8.2_20170817", "8.2_20160817", '?' },
	{ "<= 8.2_20170817", "8.2_20170817", '+' },
	{ "< 14.00.15.00_51.25.00.01", "14.00.15.00_51.26", '?' },
	{ "All_versions", "2", '+' },
	{ "prior_to_2.0", "1.9", '+' },
	{ "prior_to_2.0", "2.0", '-' },
	{ "<May_1_2024", "May 2 2024", '-' },
	{ "<=2020_R2_SP1", "2020 R2 SP1", '+' },
	{ ">= 2.0_CP100", "2.0_CP90", '?' },
};

static char ask(struct arena *a, const char *range, const char *version)
{
	struct version_range r = version_range_read(a, str_c(range));
	struct version v = *version ? version_prepare(a, str_c(version)) : (struct version){};
	return "-+?"[version_range_contains(&r, &v, str_c(version), NULL)];
}

TEST(texts_of_the_field)
{
	struct arena a = {};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char got = ask(&a, cases[i].range, cases[i].version);
		if (got != cases[i].want)
			printf("# '%s' with '%s': got %c, wanted %c\n", cases[i].range, cases[i].version, got, cases[i].want);
		CHECK(got == cases[i].want);
	}
	arena_end(&a);
}

/* A bound never calls out what a wider one calls in. */
TEST(bounds_are_monotonous)
{
	struct rng r = rng_make(3);
	for (int i = 0; i < 20000; i++) {
		struct arena a = {};
		unsigned x = (unsigned)rng_below(&r, 500), y = (unsigned)rng_below(&r, 500), v = (unsigned)rng_below(&r, 500);
		struct str low = arena_printf(&a, "%u.%u", x / 10, x % 10), high = arena_printf(&a, "V%u.%u", y / 10, y % 10),
		           own = arena_printf(&a, "%u.%u.0", v / 10, v % 10);
		struct str both = arena_printf(&a, ">= %.*s | < %.*s", STR(low), STR(high));
		CHECK(ask(&a, both.ptr, own.ptr) == (v >= x && v < y ? '+' : '-'));
		CHECK(ask(&a, arena_printf(&a, "%.*s and earlier", STR(high)).ptr, own.ptr) == (v <= y ? '+' : '-'));
		arena_end(&a);
	}
}

TEST(start_in_a_full_name)
{
	static const char *const names[][2] = { { "Tarn Gate: versions 2.3 and prior", "Tarn Gate" }, { "Tarn Gate < 2.3", "Tarn Gate " },
		{ "Tarn Gate", "Tarn Gate" }, { "Tarn Gate versions prior to 4", "Tarn Gate" }, { "Kestrel: Gate 7", "Kestrel: Gate 7" },
		{ "Relayon Version 3.1", "Relayon" } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK(version_range_start(str_c(names[i][0])) == strlen(names[i][1]));
}
