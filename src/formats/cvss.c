/* SPDX-License-Identifier: Apache-2.0
 *
 * CVSS vectors and scores. The equations keep the order of operations of the specifications, for v3.0 rounds up whatever floating point
 * left behind, as FIRST's own calculator does.
 */
#include "formats/cvss.h"
#include <assert.h>
#include <math.h>
#include <stddef.h>

/* Places in metrics3; the modified base metrics stand in the same order as the base metrics. */
enum { AV, AC, PR, UI, SC, C, I, A, E, RL, RC, CR, IR, AR, MAV, MAC, MPR, MUI, MS, MC, MI, MA, METRICS3 };
/* Places in metrics2. */
enum { AV2, AC2, AU2, C2, I2, A2, E2, RL2, RC2, CDP2, TD2, CR2, IR2, AR2, METRICS2 };

/* clang-format off */
#define CIA3 { "H", "HIGH", 0.56 }, { "L", "LOW", 0.22 }, { "N", "NONE", 0 }
#define NOT_DEFINED { "X", "NOT_DEFINED", 1 }
#define REQUIREMENT3 { NOT_DEFINED, { "L", "LOW", 0.5 }, { "M", "MEDIUM", 1 }, { "H", "HIGH", 1.5 } }
#define VECTOR3 { "N", "NETWORK", 0.85 }, { "A", "ADJACENT_NETWORK", 0.62 }, { "L", "LOCAL", 0.55 }, { "P", "PHYSICAL", 0.2 }
#define PRIVILEGES3 { "N", "NONE", 0.85 }, { "L", "LOW", 0.62 }, { "H", "HIGH", 0.27 }
static const struct cvss_metric metrics3[METRICS3] = {
	[AV] = { "AV", "attackVector", true, { VECTOR3 } },
	[AC] = { "AC", "attackComplexity", true, { { "L", "LOW", 0.77 }, { "H", "HIGH", 0.44 } } },
	[PR] = { "PR", "privilegesRequired", true, { PRIVILEGES3 } },
	[UI] = { "UI", "userInteraction", true, { { "N", "NONE", 0.85 }, { "R", "REQUIRED", 0.62 } } },
	[SC] = { "S", "scope", true, { { "U", "UNCHANGED", 0 }, { "C", "CHANGED", 1 } } },
	[C] = { "C", "confidentialityImpact", true, { CIA3 } },
	[I] = { "I", "integrityImpact", true, { CIA3 } },
	[A] = { "A", "availabilityImpact", true, { CIA3 } },
	[E] = { "E", "exploitCodeMaturity", false, { NOT_DEFINED, { "U", "UNPROVEN", 0.91 }, { "P", "PROOF_OF_CONCEPT", 0.94 },
		{ "F", "FUNCTIONAL", 0.97 }, { "H", "HIGH", 1 } } },
	[RL] = { "RL", "remediationLevel", false, { NOT_DEFINED, { "O", "OFFICIAL_FIX", 0.95 }, { "T", "TEMPORARY_FIX", 0.96 },
		{ "W", "WORKAROUND", 0.97 }, { "U", "UNAVAILABLE", 1 } } },
	[RC] = { "RC", "reportConfidence", false, { NOT_DEFINED, { "U", "UNKNOWN", 0.92 }, { "R", "REASONABLE", 0.96 },
		{ "C", "CONFIRMED", 1 } } },
	[CR] = { "CR", "confidentialityRequirement", false, REQUIREMENT3 },
	[IR] = { "IR", "integrityRequirement", false, REQUIREMENT3 },
	[AR] = { "AR", "availabilityRequirement", false, REQUIREMENT3 },
	[MAV] = { "MAV", "modifiedAttackVector", false, { NOT_DEFINED, VECTOR3 } },
	[MAC] = { "MAC", "modifiedAttackComplexity", false, { NOT_DEFINED, { "L", "LOW", 0.77 }, { "H", "HIGH", 0.44 } } },
	[MPR] = { "MPR", "modifiedPrivilegesRequired", false, { NOT_DEFINED, PRIVILEGES3 } },
	[MUI] = { "MUI", "modifiedUserInteraction", false, { NOT_DEFINED, { "N", "NONE", 0.85 }, { "R", "REQUIRED", 0.62 } } },
	[MS] = { "MS", "modifiedScope", false, { NOT_DEFINED, { "U", "UNCHANGED", 0 }, { "C", "CHANGED", 1 } } },
	[MC] = { "MC", "modifiedConfidentialityImpact", false, { NOT_DEFINED, CIA3 } },
	[MI] = { "MI", "modifiedIntegrityImpact", false, { NOT_DEFINED, CIA3 } },
	[MA] = { "MA", "modifiedAvailabilityImpact", false, { NOT_DEFINED, CIA3 } },
};

#define CIA2 { { "N", "NONE", 0 }, { "P", "PARTIAL", 0.275 }, { "C", "COMPLETE", 0.66 } }
#define NOT_DEFINED2 { "ND", "NOT_DEFINED", 1 }
#define REQUIREMENT2 { NOT_DEFINED2, { "L", "LOW", 0.5 }, { "M", "MEDIUM", 1 }, { "H", "HIGH", 1.51 } }
static const struct cvss_metric metrics2[METRICS2] = {
	[AV2] = { "AV", "accessVector", true, { { "L", "LOCAL", 0.395 }, { "A", "ADJACENT_NETWORK", 0.646 }, { "N", "NETWORK", 1 } } },
	[AC2] = { "AC", "accessComplexity", true, { { "H", "HIGH", 0.35 }, { "M", "MEDIUM", 0.61 }, { "L", "LOW", 0.71 } } },
	[AU2] = { "Au", "authentication", true, { { "M", "MULTIPLE", 0.45 }, { "S", "SINGLE", 0.56 }, { "N", "NONE", 0.704 } } },
	[C2] = { "C", "confidentialityImpact", true, CIA2 },
	[I2] = { "I", "integrityImpact", true, CIA2 },
	[A2] = { "A", "availabilityImpact", true, CIA2 },
	[E2] = { "E", "exploitability", false, { NOT_DEFINED2, { "U", "UNPROVEN", 0.85 }, { "POC", "PROOF_OF_CONCEPT", 0.9 },
		{ "F", "FUNCTIONAL", 0.95 }, { "H", "HIGH", 1 } } },
	[RL2] = { "RL", "remediationLevel", false, { NOT_DEFINED2, { "OF", "OFFICIAL_FIX", 0.87 }, { "TF", "TEMPORARY_FIX", 0.9 },
		{ "W", "WORKAROUND", 0.95 }, { "U", "UNAVAILABLE", 1 } } },
	[RC2] = { "RC", "reportConfidence", false, { NOT_DEFINED2, { "UC", "UNCONFIRMED", 0.9 }, { "UR", "UNCORROBORATED", 0.95 },
		{ "C", "CONFIRMED", 1 } } },
	[CDP2] = { "CDP", "collateralDamagePotential", false, { { "ND", "NOT_DEFINED", 0 }, { "N", "NONE", 0 }, { "L", "LOW", 0.1 },
		{ "LM", "LOW_MEDIUM", 0.3 }, { "MH", "MEDIUM_HIGH", 0.4 }, { "H", "HIGH", 0.5 } } },
	[TD2] = { "TD", "targetDistribution", false, { NOT_DEFINED2, { "N", "NONE", 0 }, { "L", "LOW", 0.25 },
		{ "M", "MEDIUM", 0.75 }, { "H", "HIGH", 1 } } },
	[CR2] = { "CR", "confidentialityRequirement", false, REQUIREMENT2 },
	[IR2] = { "IR", "integrityRequirement", false, REQUIREMENT2 },
	[AR2] = { "AR", "availabilityRequirement", false, REQUIREMENT2 },
};
/* clang-format on */

const struct cvss_metric *cvss_metrics(enum cvss_version version, unsigned *n)
{
	*n = version == CVSS_2_0 ? METRICS2 : METRICS3;
	return version == CVSS_2_0 ? metrics2 : metrics3;
}

bool cvss_version_read(struct str text, enum cvss_version *out)
{
	static const char *const names[CVSS_VERSIONS] = { "2.0", "3.0", "3.1" };
	for (unsigned i = 0; i < CVSS_VERSIONS; i++)
		if (str_eq(text, str_c(names[i]))) {
			*out = (enum cvss_version)i;
			return true;
		}
	return false;
}

static bool metric_read(struct cvss_vector *v, struct str code, struct str value)
{
	unsigned n;
	const struct cvss_metric *metrics = cvss_metrics(v->version, &n);
	for (unsigned i = 0; i < n; i++) {
		if (!str_eq(code, str_c(metrics[i].code)))
			continue;
		for (uint8_t k = 0; k < CVSS_VALUES_MAX && metrics[i].values[k].code; k++) {
			if (!str_eq(value, str_c(metrics[i].values[k].code)))
				continue;
			if (v->given[i])
				v->twice = metrics[i].code;
			v->given[i] = true;
			v->value[i] = k;
			return true;
		}
	}
	return false;
}

bool cvss_vector_read(struct str text, enum cvss_version version, struct cvss_vector *out)
{
	*out = (struct cvss_vector){ .version = version };
	struct str prefix = version == CVSS_3_0 ? S("CVSS:3.0/") : version == CVSS_3_1 ? S("CVSS:3.1/") : S("");
	if (!str_starts(text, prefix))
		return false;
	text = str_slice(text, prefix.len, text.len);
	do {
		struct str value = str_cut(&text, '/');
		struct str code = str_cut(&value, ':');
		if (!value.ptr || !metric_read(out, code, value))
			return false;
	} while (text.ptr);
	unsigned n;
	const struct cvss_metric *metrics = cvss_metrics(version, &n);
	out->complete = true;
	for (unsigned i = 0; i < n; i++)
		if (metrics[i].base && !out->given[i])
			out->complete = false;
	return true;
}

static double weight(const struct cvss_vector *v, unsigned i)
{
	return v->version == CVSS_2_0 ? metrics2[i].values[v->value[i]].weight : metrics3[i].values[v->value[i]].weight;
}

/* Version 2.0 rounds to the nearest tenth. */
static double tenth(double x)
{
	return floor(x * 10 + 0.5 + 1e-9) / 10;
}

static double base2(const struct cvss_vector *v, double impact)
{
	double exploitability = 20 * weight(v, AV2) * weight(v, AC2) * weight(v, AU2);
	return tenth((0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0 : 1.176));
}

static struct cvss_scores scores2(const struct cvss_vector *v)
{
	double c = weight(v, C2), i = weight(v, I2), a = weight(v, A2);
	double impact = 10.41 * (1 - (1 - c) * (1 - i) * (1 - a));
	double adjusted = fmin(10, 10.41 * (1 - (1 - c * weight(v, CR2)) * (1 - i * weight(v, IR2)) * (1 - a * weight(v, AR2))));
	double time = weight(v, E2) * weight(v, RL2) * weight(v, RC2);
	double base = base2(v, impact);
	double adjusted_temporal = tenth(base2(v, adjusted) * time);
	return (struct cvss_scores){ .base = base,
		.temporal = tenth(base * time),
		.environmental = tenth((adjusted_temporal + (10 - adjusted_temporal) * weight(v, CDP2)) * weight(v, TD2)) };
}

static double round_up(enum cvss_version version, double x)
{
	if (version == CVSS_3_0)
		return ceil(x * 10) / 10;
	/* Appendix A of 3.1: in hundred-thousandths, so that floating point dust does not lift a score. */
	double whole = round(x * 100000);
	return fmod(whole, 10000) == 0 ? whole / 100000 : (floor(whole / 10000) + 1) / 10;
}

/* One set of base metrics: impact sub-score base (ISS or MISS), exploitability, and whether the scope changes. */
struct base3 {
	double iss, exploitability;
	bool changed, modified;
};

static double score3(enum cvss_version version, struct base3 b, double time)
{
	double impact = 6.42 * b.iss;
	if (b.changed && b.modified && version == CVSS_3_1)
		impact = 7.52 * (b.iss - 0.029) - 3.25 * pow(b.iss * 0.9731 - 0.02, 13);
	else if (b.changed)
		impact = 7.52 * (b.iss - 0.029) - 3.25 * pow(b.iss - 0.02, 15);
	if (impact <= 0)
		return 0;
	double sum = (impact + b.exploitability) * (b.changed ? 1.08 : 1);
	return round_up(version, round_up(version, fmin(sum, 10)) * time);
}

/* Low and high privileges weigh more once the scope changes. */
static double privileges3(struct cvss_value value, bool changed)
{
	if (!changed || value.code[0] == 'N')
		return value.weight;
	return value.code[0] == 'L' ? 0.68 : 0.5;
}

/* The modified metric's value, or the base metric's where it is not defined. */
static struct cvss_value modified3(const struct cvss_vector *v, unsigned metric)
{
	unsigned modified = metric - AV + MAV;
	return v->value[modified] ? metrics3[modified].values[v->value[modified]] : metrics3[metric].values[v->value[metric]];
}

static struct cvss_scores scores3(const struct cvss_vector *v)
{
	struct base3 b = { .changed = weight(v, SC) == 1 };
	b.iss = 1 - (1 - weight(v, C)) * (1 - weight(v, I)) * (1 - weight(v, A));
	b.exploitability = 8.22 * weight(v, AV) * weight(v, AC) * privileges3(metrics3[PR].values[v->value[PR]], b.changed) * weight(v, UI);
	struct base3 m = { .changed = modified3(v, SC).weight == 1, .modified = true };
	m.iss = fmin(0.915, 1 - (1 - weight(v, CR) * modified3(v, C).weight) * (1 - weight(v, IR) * modified3(v, I).weight) *
	                                    (1 - weight(v, AR) * modified3(v, A).weight));
	m.exploitability = 8.22 * modified3(v, AV).weight * modified3(v, AC).weight * privileges3(modified3(v, PR), m.changed) *
	                   modified3(v, UI).weight;
	double time = weight(v, E) * weight(v, RL) * weight(v, RC);
	double base = score3(v->version, b, 1);
	return (struct cvss_scores){ base, round_up(v->version, base * time), score3(v->version, m, time) };
}

struct cvss_scores cvss_scores(const struct cvss_vector *v)
{
	assert(v->complete);
	return v->version == CVSS_2_0 ? scores2(v) : scores3(v);
}

const char *cvss_severity(double score)
{
	return score < 0.05 ? "NONE" : score < 3.95 ? "LOW" : score < 6.95 ? "MEDIUM" : score < 8.95 ? "HIGH" : "CRITICAL";
}
