/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's pages share: addresses, pages of lists, words for times, and findings merged into rows.
 */
#include "base/test.h"
#include "advisory/web.h"

static struct arena arena;

static struct str plain(const char *language, int64_t minutes)
{
	struct buf b = buf_make(&arena, 4096);
	struct page_out o = page_out(&b, catalogue_find(str_c(language)));
	return web_after(&o, minutes).raw;
}

TEST(times_in_words)
{
	CHECK_STR(plain("en", -1), S("at once"));
	CHECK_STR(plain("en", 0), S("at once"));
	CHECK_STR(plain("en", 59), S("after 59 min"));
	CHECK_STR(plain("en", 60), S("after 1 h"));
	CHECK_STR(plain("en", 61), S("after 1 h 1 min"));
	CHECK_STR(plain("en", 1440), S("after 1 d"));
	CHECK_STR(plain("en", 1440 * 2 + 185), S("after 2 d 3 h"));
}

TEST(addresses)
{
	struct address q = address_begin(&arena, S("/warn"));
	address_add(&q, "q", S(""));
	address_add(&q, "q", S("a&b=c d"));
	address_add(&q, "sector", S("energy"));
	CHECK_STR(address_open(&q, "page"), S("/warn?q=a%26b%3Dc%20d&sector=energy&page="));
	CHECK_STR(web_warn_href(&arena, S("a/b?c")), S("/warn/a%2Fb%3Fc"));
	struct advisory_head head = { .tracking = S("X-1"), .publisher = S("https://a.example") };
	struct hits hits = { .twins = map_make(&arena) };
	CHECK_STR(web_advisory_href(&arena, &hits, &head), S("/advisories/X-1"));
	*map_at(&hits.twins, head.tracking, NULL) = 1;
	CHECK_STR(web_advisory_href(&arena, &hits, &head), S("/advisories/https%3A%2F%2Fa.example%7CX-1"));
	struct registry_contact mail = { .channel = S("email"), .address = S("a@b.example") };
	CHECK_STR(web_contact_href(&arena, &mail), S("mailto:a@b.example"));
	struct registry_contact phone = { .channel = S("Phone"), .address = S("+99 (0) 12-3") };
	CHECK_STR(web_contact_href(&arena, &phone), S("tel:+990123"));
	struct registry_contact radio = { .channel = S("radio"), .address = S("javascript:x") };
	CHECK_STR(web_contact_href(&arena, &radio), S(""));
}

TEST(words)
{
	struct buf b = buf_make(&arena, 4096);
	struct page_out ar = page_out(&b, catalogue_find(S("ar"))), en = page_out(&b, NULL);
	CHECK_STR(web_of(&en, 1, 1200), S("1 of 1,200"));
	CHECK_STR(web_of(&ar, 1, 2), S("1 \u0645\u0646 2"));
	CHECK_STR(web_severity_word(&en, S("CRITICAL")), S("critical"));
	CHECK(!str_eq(web_severity_word(&ar, S("Important")), S("Important")));
	CHECK_STR(web_severity_word(&ar, S("Schweregrad 7")), S("Schweregrad 7"));
	CHECK_STR(web_csaf_word(&en, S("csaf_security_advisory")), S("security advisory"));
	CHECK_STR(web_csaf_word(&ar, S("csaf_other")), S("csaf_other"));
	CHECK_STR(registry_word(&en, S("SMS")), S("text message"));
	CHECK_STR(registry_word(&ar, S("carrier pigeon")), S("carrier pigeon"));
}

TEST(newest_of_a_row)
{
	struct affected_answer answer = { .advisories = map_make(&arena) };
	struct web_scope scope = { .answer = &answer, .cleared = map_make(&arena) };
	struct affected row = {};
	struct web_warned w = { .maybe = &row };
	static const int64_t released[] = { 50, 90, 70 };
	for (unsigned i = 0; i < 3; i++) {
		*vec_push(&arena, &answer.heads) = (struct advisory_head){ .released_us = released[i], .class_key = i };
		*map_at_int(&answer.advisories, 10 + i, NULL) = i;
		*vec_push(&arena, &row.revisions) = 10 + i;
	}
	web_newest(&scope, &w);
	CHECK(w.advisories == 0 && w.newest_us == TIME_NONE);
	*map_at_int(&scope.cleared, 0, NULL) = 1;
	*map_at_int(&scope.cleared, 2, NULL) = 1;
	web_newest(&scope, &w); /* the one of 90 is not released */
	CHECK(w.advisories == 2 && w.newest_us == 70);
	CHECK(web_has_revision(&row, 11) && !web_has_revision(&row, 13) && !web_has_revision(NULL, 11));
}

static struct pager_view asked(const char *page, size_t total, size_t *from, size_t *to)
{
	struct request req = {};
	req.query.at[req.query.n++] = (struct http_pair){ S("page"), str_c(page) };
	return web_pager(&req, "page", total, 50, from, to);
}

TEST(pages_of_lists)
{
	size_t from, to;
	CHECK(asked("", 0, &from, &to).pages == 1 && from == 0 && to == 0);
	CHECK(asked("2", 101, &from, &to).pages == 3 && from == 50 && to == 100);
	CHECK(asked("3", 101, &from, &to).page == 3 && from == 100 && to == 101);
	CHECK(asked("99999999999999999999", 101, &from, &to).page == 1 && to == 50);
	CHECK(asked("4", 101, &from, &to).page == 3 && from == 100);
	CHECK(asked("-4", 101, &from, &to).page == 1 && from == 0);
	CHECK(asked("x", 101, &from, &to).page == 1 && from == 0);
}

TEST(search)
{
	CHECK(web_contains(S("Northgrid"), S("GRID")));
	CHECK(web_contains(S("Northgrid"), S("")));
	CHECK(!web_contains(S("Northgrid"), S("gridd")));
	CHECK(!web_contains(S(""), S("a")));
}

static void tell(struct web_findings *w, const char *component, const char *vulnerability, enum match_verdict verdict, int confidence)
{
	struct finding f = { .asset = S("pump"),
		.component = str_c(component),
		.vendor = S("V"),
		.product = S("P"),
		.version = S("1"),
		.product_id = S("CSAFPID-1"),
		.vulnerability = str_c(vulnerability),
		.verdict = verdict,
		.confidence = confidence };
	CHECK(web_finding(w, &f));
}

TEST(findings_merge)
{
	struct web_findings w = { .a = &arena };
	static const char *const names[] = { "CVE-1", "CVE-2", "CVE-3", "CVE-4", "CVE-5" };
	for (unsigned i = 0; i < 5; i++)
		tell(&w, "c1", names[i], MATCH_AFFECTED, 90);
	tell(&w, "c1", "CVE-6", MATCH_FIXED, 90);
	tell(&w, "c2", "CVE-1", MATCH_UNDECIDABLE, 40);
	tell(&w, "c3", "CVE-1", MATCH_AFFECTED, 95);
	CHECK(w.rows.n == 4);
	CHECK(w.rows.at[0].n_vulnerabilities == 5 && w.rows.at[0].more == 2);
	CHECK_STR(w.rows.at[0].vulnerabilities, S("CVE-1, CVE-2, CVE-3"));
	web_findings_sort(&w.rows);
	CHECK_STR(w.rows.at[0].component, S("c3"));
	CHECK_STR(w.rows.at[1].component, S("c1"));
	CHECK(w.rows.at[2].verdict == PAGE_UNDECIDABLE && w.rows.at[3].verdict == PAGE_FIXED);
}

TEST(findings_why_somebody_is_warned)
{
	struct web_findings w = { .a = &arena, .open_only = true, .advisory = S("A") };
	tell(&w, "c1", "CVE-1", MATCH_UNDECIDABLE, 40);
	tell(&w, "c1", "CVE-2", MATCH_AFFECTED, 90);
	tell(&w, "c1", "CVE-3", MATCH_UNDER_INVESTIGATION, 90);
	tell(&w, "c1", "CVE-4", MATCH_NOT_AFFECTED, 90);
	CHECK(w.rows.n == 1 && w.rows.at[0].verdict == PAGE_AFFECTED);
	w.advisory = S("B"); /* another advisory may say less about the same component */
	tell(&w, "c1", "CVE-1", MATCH_UNDECIDABLE, 40);
	CHECK(w.rows.n == 2);
}
