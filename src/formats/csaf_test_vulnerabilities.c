/* SPDX-License-Identifier: Apache-2.0
 *
 * Mandatory tests over the vulnerabilities: 6.1.6, 6.1.7, 6.1.11, 6.1.23, 6.1.24, 6.1.29, 6.1.32, 6.1.33.
 */
#include "base/time.h"
#include "formats/csaf_check.h"
#include "formats/cvss.h"
#include "formats/cwe.h"

/* Walks the vulnerabilities with the path of each in `at`. */
#define each_vulnerability(c, run) \
	do { \
		const struct csaf_path *list_ = CSAF_KEY(NULL, "vulnerabilities"); \
		json_each (v_, (c)->vulnerabilities) \
			run((c), v_, CSAF_ITEM(list_, (c)->vulnerabilities, v_)); \
	} while (0)

/* Groups of section 6.1.6 as bits; recommended contradicts nothing. */
static const uint32_t status_groups[CSAF_STATUS_COUNT] = {
	[CSAF_FIRST_AFFECTED] = 1,
	[CSAF_KNOWN_AFFECTED] = 1,
	[CSAF_LAST_AFFECTED] = 1,
	[CSAF_KNOWN_NOT_AFFECTED] = 2,
	[CSAF_FIRST_FIXED] = 4,
	[CSAF_FIXED] = 4,
	[CSAF_UNDER_INVESTIGATION] = 8,
};

static void contradictions(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	const struct json *status = json_get(vulnerability, "product_status");
	const struct csaf_path *path = CSAF_KEY(up, "product_status");
	csaf_round(c);
	for (size_t i = 0; i < CSAF_STATUS_COUNT; i++) {
		const struct json *ids = status_groups[i] ? json_get(status, csaf_status_names[i]) : NULL;
		json_each (id, ids) {
			if (id->type != JSON_STRING)
				continue;
			uint32_t *groups = csaf_mark_at(c, csaf_id_number(c, json_str(id)));
			if (*groups && !(*groups & status_groups[i]))
				csaf_fault_add(c, path, "product \"%.*s\" is %s and also in a contradicting status", STR(json_str(id)),
				        csaf_status_names[i]);
			*groups |= status_groups[i];
		}
	}
}

void csaf_test_contradicting_status(struct csaf_check *c)
{
	each_vulnerability(c, contradictions);
}

/* Bits of the CVSS versions that a score object holds. */
static uint32_t score_versions(const struct json *score)
{
	enum cvss_version version;
	uint32_t bits = json_get(score, "cvss_v2") ? 1u << CVSS_2_0 : 0;
	if (cvss_version_read(json_get_str(json_get(score, "cvss_v3"), "version"), &version))
		bits |= 1u << version;
	return bits;
}

static void scores_repeated(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	const struct json *scores = json_get(vulnerability, "scores");
	const struct csaf_path *path = CSAF_KEY(up, "scores");
	csaf_round(c);
	json_each (score, scores) {
		const struct json *ids = json_get(score, "products");
		const struct csaf_path *list = CSAF_KEY(CSAF_ITEM(path, scores, score), "products");
		uint32_t versions = score_versions(score);
		json_each (id, ids) {
			if (id->type != JSON_STRING)
				continue;
			uint32_t *had = csaf_mark_at(c, csaf_id_number(c, json_str(id)));
			if (*had & versions)
				csaf_fault_add(c, CSAF_ITEM(list, ids, id), "product \"%.*s\" already has a score of this CVSS version",
				        STR(json_str(id)));
			*had |= versions;
		}
	}
}

void csaf_test_multiple_scores(struct csaf_check *c)
{
	each_vulnerability(c, scores_repeated);
}

static void weakness(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	const struct json *cwe = json_get(vulnerability, "cwe");
	const struct csaf_path *path = CSAF_KEY(up, "cwe");
	const char *wanted = NULL;
	enum cwe_verdict verdict = cwe_check(json_get_str(cwe, "id"), json_get_str(cwe, "name"), &wanted);
	if (verdict == CWE_WRONG_NAME)
		csaf_fault_add(c, CSAF_KEY(path, "name"), "the name of %.*s is \"%s\"", STR(json_get_str(cwe, "id")), wanted);
	else if (verdict == CWE_NO_WEAKNESS)
		csaf_fault_add(c, CSAF_KEY(path, "id"), "%.*s is a category or view, not a weakness", STR(json_get_str(cwe, "id")));
}

void csaf_test_cwe(struct csaf_check *c)
{
	each_vulnerability(c, weakness);
}

void csaf_test_multiple_cve(struct csaf_check *c)
{
	struct map seen = map_make(c->a);
	const struct csaf_path *path = CSAF_KEY(NULL, "vulnerabilities");
	json_each (vulnerability, c->vulnerabilities) {
		struct str cve = json_get_str(vulnerability, "cve");
		bool made = true;
		if (cve.len)
			map_at(&seen, cve, &made);
		if (!made)
			csaf_fault_add(c, CSAF_KEY(CSAF_ITEM(path, c->vulnerabilities, vulnerability), "cve"),
			        "%.*s already stands at another vulnerability", STR(cve));
	}
}

/* Two dates are the same when they are the same instant, however they are written. */
static void parties_repeated(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	const struct json *list = json_get(vulnerability, "involvements");
	const struct csaf_path *path = CSAF_KEY(up, "involvements");
	if (json_count_(list) < 2)
		return;
	struct map seen = map_make(c->a);
	json_each (involvement, list) {
		struct str party = json_get_str(involvement, "party"), date = json_get_str(involvement, "date");
		int64_t us;
		if (!party.len || !date.len)
			continue;
		bool made;
		map_at(&seen,
		        time_parse(date, &us) ? arena_printf(c->a, "%.*s %lld", STR(party), (long long)us)
		                              : arena_printf(c->a, "%.*s at %.*s", STR(party), STR(date)),
		        &made);
		if (!made)
			csaf_fault_add(c, CSAF_ITEM(path, list, involvement), "the %.*s is already involved at this date", STR(party));
	}
}

void csaf_test_involvements(struct csaf_check *c)
{
	each_vulnerability(c, parties_repeated);
}

static void products_named(struct csaf_check *c, const struct json *vulnerability, const char *key, const struct csaf_path *up)
{
	const struct json *list = json_get(vulnerability, key);
	const struct csaf_path *path = CSAF_KEY(up, key);
	json_each (item, list)
		if (item->type == JSON_OBJECT && !json_get(item, "group_ids") && !json_get(item, "product_ids"))
			csaf_fault_add(c, CSAF_ITEM(path, list, item), "names no product: group_ids or product_ids is needed");
}

static void remediation_products(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	products_named(c, vulnerability, "remediations", up);
}

void csaf_test_remediation_reference(struct csaf_check *c)
{
	each_vulnerability(c, remediation_products);
}

static void flag_products(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	products_named(c, vulnerability, "flags", up);
}

void csaf_test_flag_reference(struct csaf_check *c)
{
	each_vulnerability(c, flag_products);
}

/* Marks the products of one flag with its number; true when one of them already carries another's. */
static bool flag_mark(struct csaf_check *c, const struct json *ids, uint32_t number)
{
	bool repeated = false;
	json_each (id, ids) {
		if (id->type != JSON_STRING)
			continue;
		uint32_t *flag = csaf_mark_at(c, csaf_id_number(c, json_str(id)));
		if (*flag && *flag != number)
			repeated = true;
		*flag = number;
	}
	return repeated;
}

/* Every flag label that the schema allows is a VEX justification code. */
static void flags_repeated(struct csaf_check *c, const struct json *vulnerability, const struct csaf_path *up)
{
	const struct json *flags = json_get(vulnerability, "flags");
	const struct csaf_path *path = CSAF_KEY(up, "flags");
	if (json_count_(flags) < 2)
		return;
	csaf_round(c);
	json_each (flag, flags) {
		uint32_t number = (uint32_t)csaf_index(flags, flag) + 1;
		bool repeated = flag_mark(c, json_get(flag, "product_ids"), number);
		const struct json *groups = json_get(flag, "group_ids");
		json_each (group, groups)
			repeated |= flag_mark(c, csaf_group_products(c, json_str(group)), number);
		if (repeated)
			csaf_fault_add(c, CSAF_ITEM(path, flags, flag), "a product of this flag already has another flag");
	}
}

void csaf_test_multiple_flags(struct csaf_check *c)
{
	each_vulnerability(c, flags_repeated);
}
