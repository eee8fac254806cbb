/* SPDX-License-Identifier: Apache-2.0
 *
 * The CVSS 3.1 base score of a vector, so that the advisories carry right ones. Twin of formats/cvss on purpose: the sample stands on base only.
 */
#include "sample/advisories.h"
#include <assert.h>
#include <math.h>
#include <string.h>

/* The value letter of a metric: vector_metric("AV:N/AC:L", "AC") = 'L'. */
static char vector_metric(const char *vector, const char *metric)
{
	size_t n = strlen(metric);
	for (const char *at = vector; at; at = strchr(at, '/')) {
		at += *at == '/';
		if (strncmp(at, metric, n) == 0 && at[n] == ':')
			return at[n + 1];
	}
	assert(0 && "a complete base vector");
	return 0;
}

static double impact_of(char value)
{
	return value == 'H' ? 0.56 : value == 'L' ? 0.22 : 0;
}

unsigned cvss_base_tenths(const char *vector)
{
	char av = vector_metric(vector, "AV"), ac = vector_metric(vector, "AC"), pr = vector_metric(vector, "PR"),
	     ui = vector_metric(vector, "UI");
	bool changed = vector_metric(vector, "S") == 'C';
	double reach = av == 'N' ? 0.85 : av == 'A' ? 0.62 : av == 'L' ? 0.55 : 0.2;
	double rights = pr == 'N' ? 0.85 : pr == 'L' ? (changed ? 0.68 : 0.62) : changed ? 0.5 : 0.27;
	double exploitability = 8.22 * reach * (ac == 'L' ? 0.77 : 0.44) * rights * (ui == 'N' ? 0.85 : 0.62);
	double loss = 1 - (1 - impact_of(vector_metric(vector, "C"))) * (1 - impact_of(vector_metric(vector, "I"))) *
	                          (1 - impact_of(vector_metric(vector, "A")));
	double impact = changed ? 7.52 * (loss - 0.029) - 3.25 * pow(loss - 0.02, 15) : 6.42 * loss;
	if (impact <= 0)
		return 0;
	double sum = changed ? 1.08 * (impact + exploitability) : impact + exploitability;
	/* Roundup of appendix A: to the next tenth, on whole numbers */
	long scaled = lround((sum > 10 ? 10 : sum) * 100000);
	return (unsigned)(scaled % 10000 == 0 ? scaled / 10000 : scaled / 10000 + 1);
}
