/* SPDX-License-Identifier: Apache-2.0
 *
 * The Common Vulnerability Scoring System, versions 2.0, 3.0 and 3.1: vectors and their base, temporal and environmental scores. Pure.
 * One table (cvss_metrics) drives parsing, the JSON properties of FIRST's schemas, and the check that both agree.
 */
#pragma once
#include "base/str.h"

enum cvss_version { CVSS_2_0, CVSS_3_0, CVSS_3_1, CVSS_VERSIONS };
enum { CVSS_METRICS_MAX = 22, CVSS_VALUES_MAX = 6 };

struct cvss_value {
	const char *code; /* as in the vector: "N" */
	const char *name; /* as in JSON: "NETWORK" */
	double weight;
};
struct cvss_metric {
	const char *code; /* "AV" */
	const char *property; /* "attackVector" */
	bool base; /* mandatory: a vector without it has no score */
	struct cvss_value values[CVSS_VALUES_MAX]; /* ends at code NULL; of an optional metric the first is "not defined" */
};
/* The metrics of a version, n of them. 3.0 and 3.1 share theirs. Static. */
const struct cvss_metric *cvss_metrics(enum cvss_version version, unsigned *n);

struct cvss_vector {
	enum cvss_version version;
	bool complete; /* every base metric is given */
	bool given[CVSS_METRICS_MAX]; /* by index into cvss_metrics */
	uint8_t value[CVSS_METRICS_MAX]; /* index into its values; 0 when not given */
	const char *twice; /* code of a metric that is given more than once (the last one counts), or NULL */
};
struct cvss_scores {
	double base, temporal, environmental;
};

/* "2.0", "3.0" or "3.1"; false for any other text. */
bool cvss_version_read(struct str text, enum cvss_version *out);
/* Reads a vector as the pattern of FIRST's JSON schema allows it: metrics in any order, also several times, also with base metrics
 * missing; 3.x behind its "CVSS:3.x/" prefix, 2.0 without prefix. false when the text is no such vector of that version. */
bool cvss_vector_read(struct str text, enum cvss_version version, struct cvss_vector *out);
/* The three scores, 0.0–10.0 in tenths, by the equations of the CVSS v2.0 (section 3.2), v3.0 (section 8) and v3.1 (section 7) specifications.
 * Metrics that are not given count as not defined. Asserts v->complete. */
struct cvss_scores cvss_scores(const struct cvss_vector *v);
/* The qualitative rating of 3.x: NONE, LOW, MEDIUM, HIGH, CRITICAL. Static text. */
const char *cvss_severity(double score);
