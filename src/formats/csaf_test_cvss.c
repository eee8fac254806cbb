/* SPDX-License-Identifier: Apache-2.0
 *
 * CVSS inside CSAF: the properties of FIRST's JSON schemas (also part of the CSAF schema) and the mandatory tests 6.1.8–6.1.10. All of it
 * reads the one table of metrics in cvss.c.
 */
#include "formats/csaf_check.h"
#include "formats/cvss.h"
#include <math.h>

static const char *const score_names[] = { "baseScore", "temporalScore", "environmentalScore" };
static const char *const severity_names[] = { "baseSeverity", "temporalSeverity", "environmentalSeverity" };

static bool is_text(const struct json *v, const char *text)
{
	return v->type == JSON_STRING && str_eq(json_str(v), str_c(text));
}

static void metric_property(struct csaf_check *c, const struct cvss_metric *metric, const struct json *value, const struct csaf_path *path)
{
	for (size_t i = 0; i < CVSS_VALUES_MAX && metric->values[i].code; i++)
		if (is_text(value, metric->values[i].name))
			return;
	csaf_fault_add(c, path, "is none of the values of CVSS's %s", metric->property);
}

static void score_property(struct csaf_check *c, const struct json *value, const struct csaf_path *path)
{
	double score;
	if (!json_real(value, &score) || score < 0 || score > 10)
		csaf_fault_add(c, path, "must be a number from 0 to 10");
}

static void severity_property(struct csaf_check *c, const struct json *value, const struct csaf_path *path)
{
	static const double levels[] = { 0, 1, 5, 8, 10 };
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (is_text(value, cvss_severity(levels[i])))
			return;
	csaf_fault_add(c, path, "must be NONE, LOW, MEDIUM, HIGH or CRITICAL");
}

static bool property_check(
        struct csaf_check *c, enum cvss_version version, struct str key, const struct json *value, const struct csaf_path *path)
{
	for (size_t i = 0; i < 3; i++) {
		if (str_eq(key, str_c(score_names[i]))) {
			score_property(c, value, path);
			return true;
		}
		if (version != CVSS_2_0 && str_eq(key, str_c(severity_names[i]))) {
			severity_property(c, value, path);
			return true;
		}
	}
	unsigned n;
	const struct cvss_metric *metrics = cvss_metrics(version, &n);
	for (unsigned i = 0; i < n; i++)
		if (str_eq(key, str_c(metrics[i].property))) {
			metric_property(c, &metrics[i], value, path);
			return true;
		}
	return false;
}

void csaf_cvss_schema_check(struct csaf_check *c, const struct json *cvss, bool v2, const struct csaf_path *path)
{
	static const char *const needed[] = { "version", "vectorString", "baseScore", "baseSeverity" };
	if (cvss->type != JSON_OBJECT) {
		csaf_fault_add(c, path, "must be an object");
		return;
	}
	for (size_t i = 0; i < (v2 ? 3u : 4u); i++)
		if (!json_get(cvss, needed[i]))
			csaf_fault_add(c, path, "lacks the property %s", needed[i]);
	enum cvss_version version = v2 ? CVSS_2_0 : CVSS_3_1;
	const struct json *text = json_get(cvss, "version");
	if (text && (!cvss_version_read(json_str(text), &version) || (version == CVSS_2_0) != v2)) {
		csaf_fault_add(c, CSAF_KEY(path, "version"), "must be %s", v2 ? "2.0" : "3.0 or 3.1");
		version = v2 ? CVSS_2_0 : CVSS_3_1;
	}
	struct cvss_vector vector;
	const struct json *vector_text = json_get(cvss, "vectorString");
	if (vector_text && !cvss_vector_read(json_str(vector_text), version, &vector))
		csaf_fault_add(c, CSAF_KEY(path, "vectorString"), "is no vector of CVSS %s",
		        version == CVSS_2_0   ? "2.0"
		        : version == CVSS_3_0 ? "3.0"
		                              : "3.1");
	for (uint32_t i = 0; i < cvss->n; i++) {
		const struct csaf_path at = { path, cvss->members[i].key, 0 };
		property_check(c, version, cvss->members[i].key, &cvss->members[i].value, &at);
	}
}

/* Calls test for each cvss_v2 and cvss_v3 object. */
static void each_cvss(struct csaf_check *c, void (*test)(struct csaf_check *, const struct json *cvss, bool v2, const struct csaf_path *))
{
	const struct csaf_path *list = CSAF_KEY(NULL, "vulnerabilities");
	json_each (vulnerability, c->vulnerabilities) {
		const struct json *scores = json_get(vulnerability, "scores");
		const struct csaf_path *at = CSAF_KEY(CSAF_ITEM(list, c->vulnerabilities, vulnerability), "scores");
		json_each (score, scores) {
			const struct csaf_path *item = CSAF_ITEM(at, scores, score);
			const struct json *v2 = json_get(score, "cvss_v2"), *v3 = json_get(score, "cvss_v3");
			if (v2)
				test(c, v2, true, CSAF_KEY(item, "cvss_v2"));
			if (v3)
				test(c, v3, false, CSAF_KEY(item, "cvss_v3"));
		}
	}
}

void csaf_test_cvss_schema(struct csaf_check *c)
{
	each_cvss(c, csaf_cvss_schema_check);
}

/* The vector of a cvss object, by the version it names; false when it is not readable, which test 6.1.8 reports. */
static bool vector_of(const struct json *cvss, bool v2, struct cvss_vector *out)
{
	enum cvss_version version;
	return cvss_version_read(json_get_str(cvss, "version"), &version) && (version == CVSS_2_0) == v2 &&
	       cvss_vector_read(json_get_str(cvss, "vectorString"), version, out);
}

static void computation(struct csaf_check *c, const struct json *cvss, bool v2, const struct csaf_path *path)
{
	struct cvss_vector vector;
	if (!vector_of(cvss, v2, &vector))
		return;
	if (!vector.complete) {
		csaf_fault_add(c, CSAF_KEY(path, "vectorString"), "lacks a base metric, so no score can be computed");
		return;
	}
	struct cvss_scores scores = cvss_scores(&vector);
	const double right[] = { scores.base, scores.temporal, scores.environmental };
	for (size_t i = 0; i < 3; i++) {
		const struct json *score = json_get(cvss, score_names[i]), *severity = json_get(cvss, severity_names[i]);
		double value;
		if (score && json_real(score, &value) && fabs(value - right[i]) > 1e-6)
			csaf_fault_add(c, CSAF_KEY(path, score_names[i]), "is %g, the vector gives %.1f", value, right[i]);
		if (!v2 && severity && severity->type == JSON_STRING && !is_text(severity, cvss_severity(right[i])))
			csaf_fault_add(c, CSAF_KEY(path, severity_names[i]), "is %.*s, the vector gives %s", STR(json_str(severity)),
			        cvss_severity(right[i]));
	}
}

void csaf_test_cvss_computation(struct csaf_check *c)
{
	each_cvss(c, computation);
}

/* Only what the vector says can be contradicted: the TC's own valid examples give properties of metrics that the vector leaves out. */
static void consistency(struct csaf_check *c, const struct json *cvss, bool v2, const struct csaf_path *path)
{
	struct cvss_vector vector;
	if (!vector_of(cvss, v2, &vector))
		return;
	if (vector.twice)
		csaf_fault_add(c, CSAF_KEY(path, "vectorString"), "gives %s more than once", vector.twice);
	unsigned n;
	const struct cvss_metric *metrics = cvss_metrics(vector.version, &n);
	for (unsigned i = 0; i < n; i++) {
		const struct json *property = json_get(cvss, metrics[i].property);
		if (!property || property->type != JSON_STRING || !vector.given[i])
			continue;
		if (!is_text(property, metrics[i].values[vector.value[i]].name))
			csaf_fault_add(c, CSAF_KEY(path, metrics[i].property), "is %.*s, the vector says %s", STR(json_str(property)),
			        metrics[i].values[vector.value[i]].name);
	}
}

void csaf_test_cvss_consistency(struct csaf_check *c)
{
	each_cvss(c, consistency);
}
