/* SPDX-License-Identifier: Apache-2.0
 *
 * Matching rules on made-up vendors: names, keys, ranks, verdicts, precedence, relationships, wildcards, reasons.
 */
#include "advisory/match.h"
#include "base/rng.h"
#include "base/test.h"

static struct arena arena;

static struct match_product product(const char *vendor, const char *name, const char *version)
{
	struct csaf_product p = { .id = S("P"),
		.name = str_c(name),
		.vendor = str_c(vendor),
		.product = str_c(name),
		.version = str_c(version),
		.version_kind = CSAF_VERSION_RANGE };
	return match_product_prepare(&arena, NULL, &p, (struct str){ "", 0 });
}

static struct match_asset_part part(const char *vendor, const char *name, const char *version)
{
	struct match_component c = { .vendor = str_c(vendor), .product = str_c(name), .version = str_c(version) };
	return match_component_prepare(&arena, NULL, &c);
}

static bool share_key(const struct match_side *a, const struct match_side *b)
{
	uint64_t x[MATCH_KEYS_MAX], y[MATCH_KEYS_MAX];
	size_t n = match_keys(a, x), m = match_keys(b, y);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++)
			if (x[i] == y[k])
				return true;
	return false;
}

/* Rank of the match, or -1. */
static int rank(const char *vendor, const char *name, const char *pvendor, const char *pname)
{
	struct match_product p = product(pvendor, pname, "vers:all/*");
	struct match_asset_part c = part(vendor, name, "");
	struct match_hit h = {};
	if (!match_name(&c.side, &p.side, &h))
		return -1;
	CHECK(share_key(&c.side, &p.side));
	CHECK(h.confidence > 0 && h.confidence <= 100);
	return h.rank;
}

TEST(names_that_agree)
{
	static const struct {
		const char *vendor, *name, *pvendor, *pname;
		int want;
	} rows[] = {
		{ "NORDLICHT", "fellnet x208", "Nordlicht", "FELLNET X208", MATCH_RANK_EXACT },
		{ "Nordlicht GmbH & Co. KG", "FELLNET X 208", "Nordlicht", "FELLNET X-208", MATCH_RANK_EXACT },
		{ "Nordlicht", "Nordlicht FELLNET X208", "Nordlicht", "FELLNET X208", MATCH_RANK_EXACT },
		{ "Tarn & Fell Ltd", "Tarn Gate", "Tarn and Fell", "Gate", MATCH_RANK_EXACT },
		{ "Nordlicht", "FELLNET X208", "Nordlicht", "FELLNET X208 (7AB5208-0BA10-2AA3)", MATCH_RANK_REMARK },
		{ "Nordlicht", "FELLNET X208 (7AB5208 0BA10 2AA3)", "Nordlicht", "FELLNET X208 (7AB5208-0BA10-2AA3)", MATCH_RANK_EXACT },
		{ "Nordlicht", "7AB5208-0BA10-2AA3", "Nordlicht", "FELLNET X208 (7AB5208-0BA10-2AA3)", MATCH_RANK_EXACT },
		{ "Nordlicht", "FELLNET X208 (7AB5208-0BA10-2AA4)", "Nordlicht", "FELLNET X208 (7AB5208-0BA10-2AA3)", -1 },
		{ "Nordlicht", "FELLNET X208", "Nordlicht", "FELLNET X208PRO", -1 },
		{ "Nordlicht", "FELLNET X208", "Nordlicht", "FELLNET X280", -1 },
		{ "Nordlicht", "FELLNET X208", "Halden", "FELLNET X208", -1 },
		{ "Halden Drives", "Servo R12", "Halden Drives", "Servo R12 series", MATCH_RANK_WORDS },
		{ "Halden Drives", "Servo Family R12", "Halden Drives", "Servo R12", MATCH_RANK_WORDS },
		{ "Halden Drives", "R12 Servo", "Halden Drives", "Servo R12", MATCH_RANK_WORDS },
		{ "Tarn", "Gate Studio", "Tarn", "Gate Studio V7.3", MATCH_RANK_SERIES },
		{ "Tarn", "Gate Studio V7.3", "Tarn", "Gate Studio", MATCH_RANK_SERIES },
		{ "Tarn", "Gate Studio V7.3", "Tarn", "Gate Studio V7.4", -1 },
		{ "Tarn", "Gate Studio V7.3", "Tarn", "Gate Studio V7.X", MATCH_RANK_SERIES },
		{ "Tarn", "Gate Studio V6.9", "Tarn", "Gate Studio V7.2 and earlier", MATCH_RANK_SERIES },
		{ "Tarn", "Gate Studio V8", "Tarn", "Gate Studio V7.2 and earlier", -1 },
		{ "Tarn", "Vision 53", "Tarn", "Vision 530", -1 },
		{ "Tarn", "Xel 1.1", "Tarn", "Xel 11", -1 },
		{ "Tarn", "Total Flow Suite V3", "Tarn", "Total Flow Suite (TF Suite) V3", MATCH_RANK_REMARK },
		{ "Tarn", "TF Suite V3", "Tarn", "Total Flow Suite (TF Suite) V3", MATCH_RANK_PART },
		{ "Tarn", "Panel cM3072", "Tarn", "Panel cM3071/cM3072/cM3090", MATCH_RANK_PART },
		{ "Tarn", "FLOW[7]", "Tarn", "FLOW (7)", MATCH_RANK_EXACT },
		{ "", "FELLNET X208", "Nordlicht", "FELLNET X208", MATCH_RANK_EXACT },
		{ "Nordlich", "FELLNET X208", "Nordlicht", "FELLNET X208", MATCH_RANK_EXACT },
		{ "multiple", "FELLNET X208", "Nordlicht", "FELLNET X208", MATCH_RANK_EXACT },
		{ "Ostrava Relay Works (ORW)", "R1", "ORW", "R1", MATCH_RANK_EXACT },
		{ "Kestrel Automation", "Hub 12", "Merlin Automation", "Hub 12", -1 },
		{ "Le\xc3\x83\xc2\xa3o", "Dam 3", "Le\xc3\xa3o", "Dam 3", MATCH_RANK_EXACT },
		{ "Tarn",
		        "C\xe2\x80\xa2"
		        "GATE 9000",
		        "Tarn",
		        "C\xe2\x97\x8f"
		        "GATE 9000",
		        MATCH_RANK_EXACT },
		{ "Merlin", "Tarn Gate Enterprise", "Tarn", "Gate Enterprise", MATCH_RANK_EXACT },
		{ "Tarn Systems", "Gate Enterprise", "Merlin", "Tarn Systems Gate Enterprise", MATCH_RANK_EXACT },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int got = rank(rows[i].vendor, rows[i].name, rows[i].pvendor, rows[i].pname);
		if (got != rows[i].want)
			printf("# %s | %s, %s | %s: got %d, wanted %d\n", rows[i].vendor, rows[i].name, rows[i].pvendor, rows[i].pname, got,
			        rows[i].want);
		CHECK(got == rows[i].want);
	}
}

static enum match_verdict verdict(const char *name, const char *version, const char *pname, const char *range, enum csaf_status status)
{
	struct match_product p = product("Nordlicht", pname, range);
	struct match_asset_part c = part("NORDLICHT AG", name, version);
	struct match_hit h = {};
	CHECK(match_name(&c.side, &p.side, &h));
	return match_judge(&c.side, &c.version, c.version_text, &p, &h, status).verdict;
}

TEST(verdicts)
{
	static const struct {
		const char *name, *version, *pname, *range;
		enum csaf_status status;
		enum match_verdict want;
	} rows[] = {
		{ "X208", "V5.2.5", "X208", "< V5.2.6", CSAF_KNOWN_AFFECTED, MATCH_AFFECTED },
		{ "X208", "V5.2.6", "X208", "< V5.2.6", CSAF_KNOWN_AFFECTED, MATCH_NOT_AFFECTED },
		{ "X208", "", "X208", "< V5.2.6", CSAF_KNOWN_AFFECTED, MATCH_UNDECIDABLE },
		{ "X208", "", "X208", "vers:all/*", CSAF_KNOWN_AFFECTED, MATCH_AFFECTED },
		{ "X208", "unknown", "X208", "<2", CSAF_KNOWN_AFFECTED, MATCH_UNDECIDABLE },
		{ "X208", "3.0", "X208", "3.0", CSAF_FIXED, MATCH_FIXED },
		{ "X208", "3.1", "X208", "3.0", CSAF_FIXED, MATCH_FIXED },
		{ "X208", "2.9", "X208", "3.0", CSAF_FIXED, MATCH_NO_STATEMENT },
		{ "X208", "", "X208", "3.0", CSAF_FIXED, MATCH_UNDECIDABLE },
		{ "X208", "3.1", "X208", ">=3.0", CSAF_FIRST_FIXED, MATCH_FIXED },
		{ "X208", "3.1", "X208", ">=3.0", CSAF_KNOWN_NOT_AFFECTED, MATCH_NOT_AFFECTED },
		{ "X208", "2.1", "X208", ">=3.0", CSAF_KNOWN_NOT_AFFECTED, MATCH_NO_STATEMENT },
		{ "X208", "2.1", "X208", "vers:all/*", CSAF_UNDER_INVESTIGATION, MATCH_UNDER_INVESTIGATION },
		{ "X208", "4.0", "X208", "3.0", CSAF_LAST_AFFECTED, MATCH_NOT_AFFECTED },
		{ "X208", "2.0", "X208", "3.0", CSAF_LAST_AFFECTED, MATCH_UNDECIDABLE },
		{ "X208", "2.0", "X208", "3.0", CSAF_FIRST_AFFECTED, MATCH_NOT_AFFECTED },
		{ "X208", "3.0", "X208", "3.0", CSAF_FIRST_AFFECTED, MATCH_AFFECTED },
		{ "Gate Studio", "7.3.1", "Gate Studio V7.3", "vers:all/*", CSAF_KNOWN_AFFECTED, MATCH_AFFECTED },
		{ "Gate Studio", "7.4", "Gate Studio V7.3", "vers:all/*", CSAF_KNOWN_AFFECTED, MATCH_NOT_THIS },
		{ "Gate Studio", "", "Gate Studio V7.3", "vers:all/*", CSAF_KNOWN_AFFECTED, MATCH_UNDECIDABLE },
		{ "X208 V5.2.5", "", "X208", "< V5.2.6", CSAF_KNOWN_AFFECTED, MATCH_AFFECTED },
		{ "X208 V5.2", "", "X208", "< V5.2.6", CSAF_KNOWN_AFFECTED, MATCH_UNDECIDABLE },
		{ "Studio V13.2", "", "Studio V13.2", "< V13.2.0.9", CSAF_KNOWN_AFFECTED, MATCH_UNDECIDABLE },
		{ "X208", "3.0", "X208", "3.0", CSAF_RECOMMENDED, MATCH_NO_STATEMENT },
		{ "X208", "beta build", "X208", "< 3.0", CSAF_KNOWN_AFFECTED, MATCH_UNDECIDABLE },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum match_verdict got = verdict(rows[i].name, rows[i].version, rows[i].pname, rows[i].range, rows[i].status);
		if (got != rows[i].want)
			printf("# %s %s, %s %s: got %d\n", rows[i].name, rows[i].version, rows[i].pname, rows[i].range, (int)got);
		CHECK(got == rows[i].want);
	}
}

TEST(a_range_in_the_full_name_counts)
{
	struct csaf_product p = { .name = S("Gate Studio: < 9.9"),
		.vendor = S("Tarn"),
		.product = S("Gate Studio"),
		.version = S("9.9"),
		.version_kind = CSAF_VERSION_EXACT };
	struct match_product m = match_product_prepare(&arena, NULL, &p, (struct str){ "", 0 });
	struct match_asset_part c = part("Tarn", "Gate Studio", "9.8");
	struct match_hit h = {};
	CHECK(match_name(&c.side, &m.side, &h) &&
	        match_judge(&c.side, &c.version, c.version_text, &m, &h, CSAF_KNOWN_AFFECTED).verdict == MATCH_AFFECTED);
	struct csaf_product bare = { .name = S("Tarn Gate Studio versions 2.3 and prior") };
	m = match_product_prepare(&arena, NULL, &bare, S("Tarn"));
	c = part("Tarn", "Gate Studio", "2.4");
	CHECK(match_name(&c.side, &m.side, &h) &&
	        match_judge(&c.side, &c.version, c.version_text, &m, &h, CSAF_KNOWN_AFFECTED).verdict == MATCH_NOT_AFFECTED);
}

TEST(precedence)
{
	static const enum match_verdict order[] = { MATCH_NOT_THIS, MATCH_NO_STATEMENT, MATCH_NOT_AFFECTED, MATCH_FIXED,
		MATCH_UNDER_INVESTIGATION, MATCH_UNDECIDABLE, MATCH_AFFECTED };
	for (size_t i = 0; i < 7; i++)
		for (size_t k = 0; k < 7; k++) {
			struct match_judgement j = match_combine((struct match_judgement){ .verdict = order[i], .confidence = 50 },
			        (struct match_judgement){ .verdict = order[k], .confidence = 60 });
			CHECK(j.verdict == order[i > k ? i : k]);
		}
	CHECK(match_settle((struct match_judgement){ .verdict = MATCH_NO_STATEMENT, .confidence = 80 }).verdict == MATCH_UNDECIDABLE);
	CHECK(match_settle((struct match_judgement){}).verdict == MATCH_NOT_THIS);
}

TEST(only_the_best_names_are_judged)
{
	struct match_hit hits[] = { { .product = 1, .rank = MATCH_RANK_REMARK }, { .product = 2, .rank = MATCH_RANK_EXACT },
		{ .product = 3, .rank = MATCH_RANK_SERIES, .needs_series = true }, { .product = 4, .rank = MATCH_RANK_EXACT } };
	CHECK(match_select(hits, 4) == 3);
	CHECK(hits[0].product == 2 && hits[1].product == 3 && hits[2].product == 4);
	CHECK(match_select(hits, 0) == 0);
}

TEST(helpers_and_aliases)
{
	struct match_alias_row rows[] = { { S("vendor"), S(""), S("Fellside Ltd"), S("Nordlicht") },
		{ S("product"), S("Nordlicht"), S("FN-208"), S("FELLNET X208") }, { S("odd"), S(""), S("a"), S("b") } };
	struct match_aliases t = match_aliases_make(&arena, rows, 3);
	struct match_component c = { .vendor = S("FELLSIDE"), .product = S("fn 208") };
	struct match_side s = match_side_prepare(&arena, &t, &c);
	struct match_product p = product("Nordlicht AG", "FELLNET X208", "<2");
	struct match_hit h = {};
	CHECK(match_name(&s, &p.side, &h) && h.rank == MATCH_RANK_EXACT);
	CHECK(share_key(&s, &p.side));
	struct str models[] = { S("7AB52?8-*") }, serials[] = { S("NL-77*") };
	struct csaf_product wild = { .name = S("Anything"),
		.vendor = S("Nordlicht"),
		.product = S("Switches of 2019"),
		.models = { models, 1 },
		.serials = { serials, 1 } };
	struct match_product w = match_product_prepare(&arena, NULL, &wild, (struct str){ "", 0 });
	struct match_component m = {
		.vendor = S("Nordlicht"), .product = S("hall switch"), .model = S("7AB5208-0BA10-2AA3"), .serial = S("NL-7741")
	};
	s = match_side_prepare(&arena, NULL, &m);
	CHECK(match_name(&s, &w.side, &h) && h.how == MATCH_BY_MODEL);
	CHECK(share_key(&s, &w.side));
	m.serial = S("NL-8841");
	s = match_side_prepare(&arena, NULL, &m);
	CHECK(!match_name(&s, &w.side, &h));
	struct csaf_product named = { .name = S("openfell"), .purl = S("pkg:rpm/fell/openfell@3.0?arch=x86_64"), .version = S("3.0") };
	struct match_product q = match_product_prepare(&arena, NULL, &named, (struct str){ "", 0 });
	struct match_component pc = { .purl = S("pkg:rpm/fell/openfell@3.0") };
	struct match_asset_part part_p = match_component_prepare(&arena, NULL, &pc);
	CHECK(match_name(&part_p.side, &q.side, &h) && h.how == MATCH_BY_PURL);
	CHECK(share_key(&part_p.side, &q.side));
	CHECK(match_judge(&part_p.side, &part_p.version, part_p.version_text, &q, &h, CSAF_KNOWN_AFFECTED).verdict == MATCH_AFFECTED);
}

TEST(a_helper_never_widens_the_range)
{
	struct csaf_product p = { .name = S("Gate"),
		.vendor = S("Tarn"),
		.product = S("Gate"),
		.version = S("< 2.0"),
		.version_kind = CSAF_VERSION_RANGE,
		.cpe = S("cpe:2.3:a:tarn:gate:*:*:*:*:*:*:*:*") };
	struct match_product m = match_product_prepare(&arena, NULL, &p, (struct str){ "", 0 });
	struct match_component c = { .cpe = S("cpe:2.3:a:tarn:gate:2.1:*:*:*:*:*:*:*") };
	struct match_asset_part a = match_component_prepare(&arena, NULL, &c);
	struct match_hit h = {};
	CHECK(match_name(&a.side, &m.side, &h) && h.how == MATCH_BY_CPE);
	CHECK(match_judge(&a.side, &a.version, a.version_text, &m, &h, CSAF_KNOWN_AFFECTED).verdict == MATCH_NOT_AFFECTED);
}

TEST(relationships)
{
	struct match_hit none = {}, some = { .how = MATCH_BY_NAME, .confidence = 90 };
	struct match_hit parts[] = { none, some, none }, wholes[] = { none, none, some };
	size_t p = 9, w = 9;
	CHECK(match_related(CSAF_INSTALLED_ON, parts, wholes, 3, &p, &w) && p == 1 && w == 2);
	CHECK(!match_related(CSAF_INSTALLED_ON, parts, wholes, 2, &p, &w));
	CHECK(!match_related(CSAF_RELATION_NONE, parts, wholes, 3, &p, &w));
	struct match_judgement in = { .verdict = MATCH_AFFECTED, .confidence = 90 },
	                       out = { .verdict = MATCH_NOT_AFFECTED, .confidence = 80 };
	CHECK(match_judge_related(in, in).verdict == MATCH_AFFECTED);
	CHECK(match_judge_related(in, out).verdict == MATCH_NOT_AFFECTED);
	CHECK(match_judge_related(in, (struct match_judgement){}).verdict == MATCH_NOT_THIS);
}

TEST(wildcards_are_anchored)
{
	CHECK(match_wildcard(S("ab?d*"), S("abcd")));
	CHECK(match_wildcard(S("*"), S("")));
	CHECK(match_wildcard(S("a*b*c"), S("axxbyyc")));
	CHECK(!match_wildcard(S("b*"), S("ab")));
	CHECK(!match_wildcard(S("a?"), S("a")));
	CHECK(!match_wildcard(S("a"), S("ab")));
}

TEST(reasons_can_be_checked_by_a_person)
{
	struct match_product p = product("Nordlicht", "FELLNET X208", "< V5.2.6");
	struct match_asset_part c = part("NORDLICHT", "FELLNET X208", "V5.2.5");
	struct match_hit h = {};
	CHECK(match_name(&c.side, &p.side, &h));
	struct match_judgement j = match_judge(&c.side, &c.version, c.version_text, &p, &h, CSAF_KNOWN_AFFECTED);
	CHECK_STR(match_reason(&arena, &c.side, c.version_text, &p, &h, CSAF_KNOWN_AFFECTED, j),
	        S("FELLNET X208: V5.2.5 < V5.2.6, vendor 'NORDLICHT' ~ 'Nordlicht'"));
}

/* Whatever matches shares a key: an index loses nothing. */
TEST(keys_are_never_finer_than_names)
{
	static const char *const words[] = { "Nordlicht", "FELLNET", "X208", "X-208", "x 20", "8", "V7.3", "(PN)", "(7AB5208-0BA10-2AA3)",
		"series", "firmware", "R12/R13", "and", "earlier", "Gate", "2022", "(TF Suite)", "[ST]", "Tarn" };
	struct rng r = rng_make(8);
	for (int i = 0; i < 20000; i++) {
		struct arena a = {};
		struct str text[2];
		for (int k = 0; k < 2; k++) {
			text[k] = S("");
			for (uint64_t n = 1 + rng_below(&r, 4); n > 0; n--)
				text[k] = arena_printf(&a, "%.*s%s%s", STR(text[k]), text[k].len ? " " : "",
				        words[rng_below(&r, sizeof words / sizeof *words)]);
		}
		struct csaf_product p = { .name = text[0], .vendor = S("Nordlicht"), .product = text[0] };
		struct match_product m = match_product_prepare(&a, NULL, &p, (struct str){ "", 0 });
		struct match_component c = { .vendor = rng_below(&r, 3) ? S("nordlicht ag") : S("Tarn"), .product = text[1] };
		struct match_side s = match_side_prepare(&a, NULL, &c);
		struct match_hit h = {};
		if (match_name(&s, &m.side, &h))
			CHECK(share_key(&s, &m.side));
		struct match_component same = { .vendor = S("Nordlicht"), .product = text[0] };
		s = match_side_prepare(&a, NULL, &same);
		CHECK(match_name(&s, &m.side, &h)); /* every product bears its own name */
		arena_end(&a);
	}
}
