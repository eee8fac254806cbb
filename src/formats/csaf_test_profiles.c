/* SPDX-License-Identifier: Apache-2.0
 *
 * Mandatory tests of the profiles (6.1.27.1–11): what a document of its category must hold. The categories here are exact.
 */
#include "formats/csaf_check.h"

static bool is_notice(const struct csaf_check *c)
{
	return str_eq(c->category, S("csaf_informational_advisory")) || str_eq(c->category, S("csaf_security_incident_response"));
}

static bool is_vex(const struct csaf_check *c)
{
	return str_eq(c->category, S("csaf_vex"));
}

static bool is_advisory_or_vex(const struct csaf_check *c)
{
	return str_eq(c->category, S("csaf_security_advisory")) || is_vex(c);
}

void csaf_test_document_notes(struct csaf_check *c)
{
	static const char *const wanted[] = { "description", "details", "general", "summary" };
	if (!is_notice(c))
		return;
	const struct json *notes = json_get(c->document, "notes");
	json_each (note, notes)
		for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
			if (str_eq(json_get_str(note, "category"), str_c(wanted[i])))
				return;
	csaf_fault_add(c, CSAF_KEY(CSAF_KEY(NULL, "document"), "notes"), "a description, details, general or summary note is needed");
}

/* The schema's default category of a reference is external. */
void csaf_test_document_references(struct csaf_check *c)
{
	if (!is_notice(c))
		return;
	const struct json *references = json_get(c->document, "references");
	json_each (reference, references)
		if (!json_get(reference, "category") || str_eq(json_get_str(reference, "category"), S("external")))
			return;
	csaf_fault_add(c, CSAF_KEY(CSAF_KEY(NULL, "document"), "references"), "a reference to an external source is needed");
}

void csaf_test_no_vulnerabilities(struct csaf_check *c)
{
	if (str_eq(c->category, S("csaf_informational_advisory")) && c->vulnerabilities)
		csaf_fault_add(c, CSAF_KEY(NULL, "vulnerabilities"), "an informational advisory has no vulnerabilities");
}

void csaf_test_product_tree(struct csaf_check *c)
{
	if (is_advisory_or_vex(c) && !c->tree)
		csaf_fault_add(c, CSAF_KEY(NULL, "product_tree"), "is needed in a document of this category");
}

void csaf_test_vulnerabilities(struct csaf_check *c)
{
	if (is_advisory_or_vex(c) && !c->vulnerabilities)
		csaf_fault_add(c, CSAF_KEY(NULL, "vulnerabilities"), "is needed in a document of this category");
}

/* Reports each vulnerability that has none of the keys. */
static void one_of(struct csaf_check *c, const char *const *keys, size_t n, const char *text)
{
	const struct csaf_path *path = CSAF_KEY(NULL, "vulnerabilities");
	json_each (vulnerability, c->vulnerabilities) {
		bool found = false;
		for (size_t i = 0; i < n; i++)
			found = found || json_get(vulnerability, keys[i]);
		if (!found)
			csaf_fault_add(c, CSAF_ITEM(path, c->vulnerabilities, vulnerability), "%s", text);
	}
}

void csaf_test_vulnerability_notes(struct csaf_check *c)
{
	if (is_advisory_or_vex(c))
		one_of(c, (const char *const[]){ "notes" }, 1, "lacks notes");
}

void csaf_test_product_status(struct csaf_check *c)
{
	if (str_eq(c->category, S("csaf_security_advisory")))
		one_of(c, (const char *const[]){ "product_status" }, 1, "lacks product_status");
}

void csaf_test_vulnerability_id(struct csaf_check *c)
{
	if (is_vex(c))
		one_of(c, (const char *const[]){ "cve", "ids" }, 2, "has neither a cve nor ids");
}

void csaf_test_vex_status(struct csaf_check *c)
{
	if (!is_vex(c))
		return;
	const struct csaf_path *path = CSAF_KEY(NULL, "vulnerabilities");
	json_each (vulnerability, c->vulnerabilities) {
		const struct json *status = json_get(vulnerability, "product_status");
		if (!json_get(status, "fixed") && !json_get(status, "known_affected") && !json_get(status, "known_not_affected") &&
		        !json_get(status, "under_investigation"))
			csaf_fault_add(c, CSAF_KEY(CSAF_ITEM(path, c->vulnerabilities, vulnerability), "product_status"),
			        "one of fixed, known_affected, known_not_affected and under_investigation is needed");
	}
}

static void ids_mark(struct csaf_check *c, const struct json *ids)
{
	json_each (id, ids)
		if (id->type == JSON_STRING)
			*csaf_mark_at(c, csaf_id_number(c, json_str(id))) = 1;
}

/* Marks the products that the statements in vulnerability[key] name, directly or through groups; only those of a category, if one is given. */
static void statements_mark(
        struct csaf_check *c, const struct json *vulnerability, const char *key, const char *category, struct map *groups)
{
	const struct json *list = json_get(vulnerability, key);
	json_each (statement, list) {
		if (category && !str_eq(json_get_str(statement, "category"), str_c(category)))
			continue;
		ids_mark(c, json_get(statement, "product_ids"));
		const struct json *ids = json_get(statement, "group_ids");
		json_each (id, ids) {
			bool made;
			map_at(groups, json_str(id), &made);
			if (made)
				ids_mark(c, csaf_group_products(c, json_str(id)));
		}
	}
}

static void unstated(
        struct csaf_check *c, const struct json *vulnerability, const char *status, const struct csaf_path *up, const char *text)
{
	const struct json *ids = json_get(json_get(vulnerability, "product_status"), status);
	const struct csaf_path *path = CSAF_KEY(CSAF_KEY(up, "product_status"), status);
	json_each (id, ids)
		if (id->type == JSON_STRING && !*csaf_mark_at(c, csaf_id_number(c, json_str(id))))
			csaf_fault_add(c, CSAF_ITEM(path, ids, id), "product \"%.*s\" %s", STR(json_str(id)), text);
}

void csaf_test_impact_statement(struct csaf_check *c)
{
	const struct csaf_path *path = CSAF_KEY(NULL, "vulnerabilities");
	if (!is_vex(c))
		return;
	json_each (vulnerability, c->vulnerabilities) {
		csaf_round(c);
		struct map groups = map_make(c->a);
		statements_mark(c, vulnerability, "flags", NULL, &groups);
		statements_mark(c, vulnerability, "threats", "impact", &groups);
		unstated(c, vulnerability, "known_not_affected", CSAF_ITEM(path, c->vulnerabilities, vulnerability),
		        "has no impact statement");
	}
}

void csaf_test_action_statement(struct csaf_check *c)
{
	const struct csaf_path *path = CSAF_KEY(NULL, "vulnerabilities");
	if (!is_vex(c))
		return;
	json_each (vulnerability, c->vulnerabilities) {
		csaf_round(c);
		struct map groups = map_make(c->a);
		statements_mark(c, vulnerability, "remediations", NULL, &groups);
		unstated(c, vulnerability, "known_affected", CSAF_ITEM(path, c->vulnerabilities, vulnerability), "has no action statement");
	}
}
