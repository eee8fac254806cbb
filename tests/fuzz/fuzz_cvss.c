/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: CVSS vectors. A complete vector has three scores from 0 to 10 in tenths, and a rating.
 */
#include "formats/cvss.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(double score)
{
	double tenths = score * 10, whole = (double)(int)(tenths + 0.5);
	if (!(score >= 0 && score <= 10) || tenths - whole > 1e-9 || whole - tenths > 1e-9 || !cvss_severity(score)[0])
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cvss_vector v;
	for (unsigned i = 0; i < CVSS_VERSIONS; i++) {
		if (!cvss_vector_read((struct str){ (const char *)data, size }, (enum cvss_version)i, &v) || !v.complete)
			continue;
		struct cvss_scores s = cvss_scores(&v);
		check(s.base);
		check(s.temporal);
		check(s.environmental);
	}
	return 0;
}
