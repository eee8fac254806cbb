/* SPDX-License-Identifier: Apache-2.0
 *
 * The forms of texts in advisories: URIs, dates, versions, CPE names, language tags, weaknesses.
 */
#include "base/test.h"
#include "formats/csaf_form.h"
#include "formats/cwe.h"
#include "formats/language.h"
#include "formats/uri.h"

/* Every text of the list, which ends with NULL, gives wanted. */
static void all(bool (*form)(struct str), bool wanted, const char *const *texts)
{
	for (; *texts; texts++) {
		bool got = form(str_c(*texts));
		if (got != wanted)
			fprintf(stderr, "# %s\n", *texts);
		CHECK(got == wanted);
	}
}
#define GOOD(form, ...) all(form, true, (const char *const[]){ __VA_ARGS__, NULL })
#define BAD(form, ...) all(form, false, (const char *const[]){ __VA_ARGS__, NULL })

TEST(uris)
{
	GOOD(uri_valid, "https://a.example/b?c=d#e", "urn:x:y", "mailto:a@b.example", "a:/b", "a:", "http://[::1]:80/", "http://[v1.a:b]/",
	        "http://u:p@h:/", "http://1.2.3.4", "a+b.c-1:%41", "file:///etc");
	BAD(uri_valid, "", "a", "//a/b", "1a:b", ":b", "a:b c", "a:%4", "a:%zz", "http://[::g]/", "http://[::1/", "http://h:8o/", "a:b#c#d",
	        "a:\xc3\xa4", "a:<b>", "a:b\n", "http://[::1]x/", "http://a@b@c/", "a:[b]");
}

TEST(dates)
{
	GOOD(csaf_form_date_time, "2031-02-28T00:00:00Z", "2028-02-29t23:59:59.123456789z", "2031-01-01T00:00:00-00:00",
	        "2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00", "2031-01-01T00:00:00+23:59");
	BAD(csaf_form_date_time, "", "2031-02-29T00:00:00Z", "2031-13-01T00:00:00Z", "2031-01-01", "2031-01-01T00:00:00",
	        "2031-01-01T24:00:00Z", "2031-01-01T00:60:00Z", "2031-01-01T00:00:61Z", "2031-01-01T00:00:00.Z", "2031-01-01T00:00:00+0100",
	        "2031-01-01T00:00:00+24:00", "2031-01-01T12:00:60Z", "2031-01-01 00:00:00Z", "31-01-01T00:00:00Z", "2031-01-01T00:00:00Z ");
}

TEST(versions)
{
	GOOD(csaf_form_version, "0", "10", "1.0.0", "1.2.3-rc.1+b.007", "1.0.0--", "99999999999999999999.0.0", "1.0.0+0-1");
	BAD(csaf_form_version, "", "01", "1.0", "1.0.0.0", "1.0.0-", "1.0.0-01", "1.0.0+", "1-rc", "1+b", "v1", "1.0.0-a..b",
	        "1.0.0-\xc3\xa4", " 1");
	GOOD(csaf_form_is_range, "<1", "1 - >2", "all", "ALL versions", "4.2 and later", "before\t2", "x\xc2\xa0prior");
	BAD(csaf_form_is_range, "", "1.0", "after-eight", "overall", "vers:generic/1.0", "2 (all)");
}

TEST(names)
{
	GOOD(csaf_form_category, "a", "csaf_vex", "weather report", "\xc3\xa4 b \xc3\xa4");
	BAD(csaf_form_category, "", "_a", "a-", "a.", " a", "a\xc2\xa0", "\xe2\x80\x83x", "a\nb",
	        "a\xe2\x80\xa8"
	        "b");
	GOOD(csaf_form_tracking_id, "-", "a b", "_");
	BAD(csaf_form_tracking_id, "", " ", "a ", "\ta", "a\rb");
	GOOD(csaf_form_cve, "CVE-2031-0001", "CVE-2031-1234567");
	BAD(csaf_form_cve, "CVE-2031-001", "cve-2031-0001", "CVE-31-0001", "CVE-2031-0001x", "CVE-2031-");
	GOOD(csaf_form_cwe_id, "CWE-1", "CWE-123456");
	BAD(csaf_form_cwe_id, "CWE-", "CWE-0", "CWE-1234567", "CWE-1a");
	GOOD(csaf_form_purl, "pkg:a/b", "pkg:.a/b@c");
	BAD(csaf_form_purl, "pkg:a/", "pkg:/ab", "pkg:3a/b", "a:pkg/bcd", "pkg:a/b c");
}

TEST(cpes)
{
	GOOD(csaf_form_cpe, "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*", "cpe:2.3:*:-:p\\:q:??1.0*:*:-:en-us:*:*:*:*",
	        "cpe:2.3:o:v:p:1:u:e:deu-276:s:t:h:o", "cpe:/", "CPE:/A:v:p:1%2e0:u:e:l", "cpe:/a:v:p:::~");
	BAD(csaf_form_cpe, "", "cpe", "cpe:2.3:", "cpe:2.3:x:v:p:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*",
	        "cpe:2.3:a:v:p:1.0:*:*:*:*:*:*:*:*", "cpe:2.3:a::p:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:v:p*q:1.0:*:*:*:*:*:*:*",
	        "cpe:2.3:a:v:p:1.0:*:*:english:*:*:*:*", "cpe:2.3:a:v:p q:1:*:*:*:*:*:*:*", "cpe:/x:v", "cpe:/a:v:p:1:u:e:l:x",
	        "cpe:/a:v p", "cpe:2.3:a:v:**p:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:v:*:??:*:*:*:*:*:*:*");
}

TEST(languages)
{
	GOOD(language_well_formed, "en", "EN-gb", "xx", "abcde", "zh-cmn-Hans-CN", "de-1996", "sl-rozaj-biske-1994", "en-a-bbb-x-a-ccc",
	        "x-whatever", "i-default", "I-Mingo", "es-419", "qaa-Qaaa-QM-x-southern");
	BAD(language_well_formed, "", "e", "en-", "-en", "en--gb", "en_GB", "i-klingon", "x", "en-x", "en-a", "en-a-b", "abcdefghi",
	        "en-GB-US", "1en", "zh-cmn-yue-wuu-hak", "de-abcdefghi");
	GOOD(language_valid, "en", "EN-gb", "de-CH-1996", "zh-Hant-TW-u-co-stroke", "sgn-ase", "zh-yue", "qtz", "es-419", "nb-NO",
	        "x-private", "i-default", "zh-min-nan", "en-QM", "art-lojban", "frc");
	BAD(language_valid, "EZ", "jp", "xx-US", "en-XQQ", "en-Xxxx", "en-ab", "en-US-foobar", "de-yue", "en-b-abc", "de-1996-1996",
	        "en-u-ca-u-co", "qzz", "zh-cmn-yue");
}

TEST(weaknesses)
{
	const char *wanted = NULL;
	CHECK(cwe_check(S("CWE-787"), S("Out-of-bounds Write"), &wanted) == CWE_RIGHT);
	CHECK(cwe_check(S("CWE-787"), S("Out-of-Bounds Write"), &wanted) == CWE_WRONG_NAME);
	CHECK_STR(str_c(wanted), S("Out-of-bounds Write"));
	CHECK(cwe_check(S("CWE-16"), S("Configuration"), &wanted) == CWE_NO_WEAKNESS);
	CHECK(cwe_check(S("CWE-1000000"), S("x"), &wanted) == CWE_UNKNOWN && cwe_check(S("787"), S("x"), &wanted) == CWE_UNKNOWN);
	for (unsigned i = 1; i < cwe_rows_n; i++)
		CHECK(cwe_rows[i - 1].number < cwe_rows[i].number);
}
