/* SPDX-License-Identifier: Apache-2.0
 *
 * CVSS: scores worked out by hand from the specifications' equations and examples, vectors that must not be read.
 */
#include "base/test.h"
#include "formats/cvss.h"

static bool scores_are(enum cvss_version version, const char *text, double base, double temporal, double environmental)
{
	struct cvss_vector v;
	if (!cvss_vector_read(str_c(text), version, &v) || !v.complete)
		return false;
	struct cvss_scores s = cvss_scores(&v);
	bool same = s.base * 10 > base * 10 - 0.01 && s.base * 10 < base * 10 + 0.01 && s.temporal * 10 > temporal * 10 - 0.01 &&
	            s.temporal * 10 < temporal * 10 + 0.01 && s.environmental * 10 > environmental * 10 - 0.01 &&
	            s.environmental * 10 < environmental * 10 + 0.01;
	if (!same)
		fprintf(stderr, "# %s: %.2f %.2f %.2f\n", text, s.base, s.temporal, s.environmental);
	return same;
}

TEST(version_3)
{
	CHECK(scores_are(CVSS_3_1, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8, 9.8, 9.8));
	CHECK(scores_are(CVSS_3_1, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10, 10, 10));
	CHECK(scores_are(CVSS_3_1, "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0, 0, 0));
	CHECK(scores_are(CVSS_3_1, "CVSS:3.1/A:N/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L", 6.4, 6.4, 6.4));
	CHECK(scores_are(CVSS_3_1, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:U", 9.8, 7.8, 7.8));
	CHECK(scores_are(CVSS_3_1, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MC:N/MI:N/MA:N", 9.8, 9.8, 0));
	CHECK(scores_are(CVSS_3_0, "CVSS:3.0/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H", 5.9, 5.9, 5.9));
}

TEST(version_2)
{
	CHECK(scores_are(CVSS_2_0, "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 7.8, 6.4, 9.2));
	CHECK(scores_are(CVSS_2_0, "AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L", 10, 8.3, 9));
	CHECK(scores_are(CVSS_2_0, "AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M", 6.2, 4.9, 7.5));
	CHECK(scores_are(CVSS_2_0, "AV:L/AC:L/Au:N/C:N/I:N/A:N", 0, 0, 0));
	CHECK(scores_are(CVSS_2_0, "AV:N/AC:L/Au:N/C:C/I:C/A:C/TD:N", 10, 10, 0));
}

TEST(vectors)
{
	static const char *const broken[] = { "", "CVSS:3.1/", "CVSS:3.1", "CVSS:3.0/AV:N", "AV:N", "CVSS:3.1/AV:N/", "CVSS:3.1//AV:N",
		"CVSS:3.1/AV:X", "CVSS:3.1/AV", "CVSS:3.1/av:N", "CVSS:3.1/AV:N:", "CVSS:3.1/MAV:Q", "cvss:3.1/AV:N" };
	struct cvss_vector v;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		CHECK(!cvss_vector_read(str_c(broken[i]), CVSS_3_1, &v));
	CHECK(cvss_vector_read(S("CVSS:3.1/AV:N"), CVSS_3_1, &v) && !v.complete && !v.twice);
	CHECK(cvss_vector_read(S("AV:N/AV:L"), CVSS_2_0, &v) && v.twice);
	enum cvss_version version;
	CHECK(cvss_version_read(S("3.0"), &version) && version == CVSS_3_0 && !cvss_version_read(S("4.0"), &version));
}

TEST(ratings)
{
	static const struct {
		double score;
		const char *name;
	} rows[] = { { 0, "NONE" }, { 0.1, "LOW" }, { 3.9, "LOW" }, { 4.0, "MEDIUM" }, { 6.9, "MEDIUM" }, { 7.0, "HIGH" }, { 8.9, "HIGH" },
		{ 9.0, "CRITICAL" }, { 10, "CRITICAL" } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_STR(str_c(cvss_severity(rows[i].score)), str_c(rows[i].name));
}
