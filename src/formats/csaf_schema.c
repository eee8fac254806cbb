/* SPDX-License-Identifier: Apache-2.0
 *
 * The strict JSON schema of CSAF 2.0 (section 3: csaf_2_0_strict, which refuses properties it does not name) as tables of rows that say
 * what stands where, and one reader for all of them.
 */
#include "formats/csaf_check.h"
#include "formats/csaf_form.h"
#include "formats/language.h"
#include "formats/uri.h"

enum shape { SHAPE_TEXT, SHAPE_TEXTS, SHAPE_OBJECT, SHAPE_OBJECTS, SHAPE_CVSS_V2, SHAPE_CVSS_V3 };
enum { FLAG_NEEDED = 1, FLAG_UNIQUE = 2 };

struct object;
struct row {
	const char *key;
	enum shape shape; /* the plural ones are lists of at least one item */
	unsigned flags; /* FLAG_NEEDED: must be there; FLAG_UNIQUE: no item twice */
	unsigned min; /* items, when more than one is asked for */
	const char *words; /* the texts allowed, separated by blanks; NULL = any that is not empty */
	bool (*form)(struct str); /* the form of the text, or NULL */
	const char *form_name; /* for the fault */
	const struct object *object; /* of SHAPE_OBJECT and SHAPE_OBJECTS */
};
struct object {
	const struct row *rows;
	unsigned n, min, max; /* members: at least min, at most max (0 = as many as there are rows) */
};
#define ROWS(list) .rows = list, .n = sizeof(list) / sizeof *(list)

/* The words of the rows below. */
#define TEXT .shape = SHAPE_TEXT
#define TEXTS .shape = SHAPE_TEXTS
#define OBJECT .shape = SHAPE_OBJECT
#define OBJECTS .shape = SHAPE_OBJECTS
#define CVSS_V2 .shape = SHAPE_CVSS_V2
#define CVSS_V3 .shape = SHAPE_CVSS_V3
#define NEEDED .flags = FLAG_NEEDED
#define UNIQUE .flags = FLAG_UNIQUE
#define NEEDED_UNIQUE .flags = FLAG_NEEDED | FLAG_UNIQUE

#define URI .form = uri_valid, .form_name = "a URI"
#define DATE .form = csaf_form_date_time, .form_name = "a date-time after RFC 3339"
#define LANGUAGE .form = language_well_formed, .form_name = "a language tag"
#define VERSION .form = csaf_form_version, .form_name = "an integer or semantic version"

/* clang-format off */
static const struct row acknowledgment_rows[] = {
	{ "names", TEXTS },
	{ "organization", TEXT },
	{ "summary", TEXT },
	{ "urls", TEXTS, URI },
};
static const struct object acknowledgment = { ROWS(acknowledgment_rows), .min = 1 };

static const struct row note_rows[] = {
	{ "audience", TEXT },
	{ "category", TEXT, NEEDED, .words = "description details faq general legal_disclaimer other summary" },
	{ "text", TEXT, NEEDED },
	{ "title", TEXT },
};
static const struct object note = { ROWS(note_rows) };

static const struct row reference_rows[] = {
	{ "category", TEXT, .words = "external self" },
	{ "summary", TEXT, NEEDED },
	{ "url", TEXT, NEEDED, URI },
};
static const struct object reference = { ROWS(reference_rows) };

static const struct row file_hash_rows[] = {
	{ "algorithm", TEXT, NEEDED },
	{ "value", TEXT, NEEDED, .form = csaf_form_hash, .form_name = "at least 32 hexadecimal digits" },
};
static const struct object file_hash = { ROWS(file_hash_rows) };

static const struct row hash_rows[] = {
	{ "file_hashes", OBJECTS, NEEDED, .object = &file_hash },
	{ "filename", TEXT, NEEDED },
};
static const struct object hash = { ROWS(hash_rows) };

static const struct row generic_uri_rows[] = {
	{ "namespace", TEXT, NEEDED, URI },
	{ "uri", TEXT, NEEDED, URI },
};
static const struct object generic_uri = { ROWS(generic_uri_rows) };

static const struct row helper_rows[] = {
	{ "cpe", TEXT, .form = csaf_form_cpe, .form_name = "a CPE 2.2 or 2.3 name" },
	{ "hashes", OBJECTS, .object = &hash },
	{ "model_numbers", TEXTS, UNIQUE },
	{ "purl", TEXT, .form = csaf_form_purl, .form_name = "a package URL" },
	{ "sbom_urls", TEXTS, URI },
	{ "serial_numbers", TEXTS, UNIQUE },
	{ "skus", TEXTS },
	{ "x_generic_uris", OBJECTS, .object = &generic_uri },
};
static const struct object helper = { ROWS(helper_rows), .min = 1 };

static const struct row full_product_name_rows[] = {
	{ "name", TEXT, NEEDED },
	{ "product_id", TEXT, NEEDED },
	{ "product_identification_helper", OBJECT, .object = &helper },
};
static const struct object full_product_name = { ROWS(full_product_name_rows) };

static const struct object branch;
static const struct row branch_rows[] = {
	{ "branches", OBJECTS, .object = &branch },
	{ "category", TEXT, NEEDED, .words = "architecture host_name language legacy patch_level product_family product_name product_version"
		" product_version_range service_pack specification vendor" },
	{ "name", TEXT, NEEDED },
	{ "product", OBJECT, .object = &full_product_name },
};
static const struct object branch = { ROWS(branch_rows), .min = 3, .max = 3 };

static const struct row group_rows[] = {
	{ "group_id", TEXT, NEEDED },
	{ "product_ids", TEXTS, NEEDED_UNIQUE, .min = 2 },
	{ "summary", TEXT },
};
static const struct object group = { ROWS(group_rows) };

static const struct row relationship_rows[] = {
	{ "category", TEXT, NEEDED,
		.words = "default_component_of external_component_of installed_on installed_with optional_component_of" },
	{ "full_product_name", OBJECT, NEEDED, .object = &full_product_name },
	{ "product_reference", TEXT, NEEDED },
	{ "relates_to_product_reference", TEXT, NEEDED },
};
static const struct object relationship = { ROWS(relationship_rows) };

static const struct row product_tree_rows[] = {
	{ "branches", OBJECTS, .object = &branch },
	{ "full_product_names", OBJECTS, .object = &full_product_name },
	{ "product_groups", OBJECTS, .object = &group },
	{ "relationships", OBJECTS, .object = &relationship },
};
static const struct object product_tree = { ROWS(product_tree_rows), .min = 1 };

static const struct row severity_rows[] = {
	{ "namespace", TEXT, URI },
	{ "text", TEXT, NEEDED },
};
static const struct object severity = { ROWS(severity_rows) };

static const struct row tlp_rows[] = {
	{ "label", TEXT, NEEDED, .words = "AMBER GREEN RED WHITE" },
	{ "url", TEXT, URI },
};
static const struct object tlp = { ROWS(tlp_rows) };

static const struct row distribution_rows[] = {
	{ "text", TEXT },
	{ "tlp", OBJECT, .object = &tlp },
};
static const struct object distribution = { ROWS(distribution_rows), .min = 1 };

static const struct row publisher_rows[] = {
	{ "category", TEXT, NEEDED, .words = "coordinator discoverer other translator user vendor" },
	{ "contact_details", TEXT },
	{ "issuing_authority", TEXT },
	{ "name", TEXT, NEEDED },
	{ "namespace", TEXT, NEEDED, URI },
};
static const struct object publisher = { ROWS(publisher_rows) };

static const struct row engine_rows[] = {
	{ "name", TEXT, NEEDED },
	{ "version", TEXT },
};
static const struct object engine = { ROWS(engine_rows) };

static const struct row generator_rows[] = {
	{ "date", TEXT, DATE },
	{ "engine", OBJECT, NEEDED, .object = &engine },
};
static const struct object generator = { ROWS(generator_rows) };

static const struct row revision_rows[] = {
	{ "date", TEXT, NEEDED, DATE },
	{ "legacy_version", TEXT },
	{ "number", TEXT, NEEDED, VERSION },
	{ "summary", TEXT, NEEDED },
};
static const struct object revision = { ROWS(revision_rows) };

static const struct row tracking_rows[] = {
	{ "aliases", TEXTS, UNIQUE },
	{ "current_release_date", TEXT, NEEDED, DATE },
	{ "generator", OBJECT, .object = &generator },
	{ "id", TEXT, NEEDED, .form = csaf_form_tracking_id, .form_name = "one line without white space at its ends" },
	{ "initial_release_date", TEXT, NEEDED, DATE },
	{ "revision_history", OBJECTS, NEEDED, .object = &revision },
	{ "status", TEXT, NEEDED, .words = "draft final interim" },
	{ "version", TEXT, NEEDED, VERSION },
};
static const struct object tracking = { ROWS(tracking_rows) };

static const struct row document_rows[] = {
	{ "acknowledgments", OBJECTS, .object = &acknowledgment },
	{ "aggregate_severity", OBJECT, .object = &severity },
	{ "category", TEXT, NEEDED, .form = csaf_form_category, .form_name = "one line without white space, '-', '_' or '.' at its ends" },
	{ "csaf_version", TEXT, NEEDED, .words = "2.0" },
	{ "distribution", OBJECT, .object = &distribution },
	{ "lang", TEXT, LANGUAGE },
	{ "notes", OBJECTS, .object = &note },
	{ "publisher", OBJECT, NEEDED, .object = &publisher },
	{ "references", OBJECTS, .object = &reference },
	{ "source_lang", TEXT, LANGUAGE },
	{ "title", TEXT, NEEDED },
	{ "tracking", OBJECT, NEEDED, .object = &tracking },
};
static const struct object document = { ROWS(document_rows) };

static const struct row cwe_rows[] = {
	{ "id", TEXT, NEEDED, .form = csaf_form_cwe_id, .form_name = "a CWE id" },
	{ "name", TEXT, NEEDED },
};
static const struct object cwe = { ROWS(cwe_rows) };

static const struct row flag_rows[] = {
	{ "date", TEXT, DATE },
	{ "group_ids", TEXTS, UNIQUE },
	{ "label", TEXT, NEEDED, .words = "component_not_present inline_mitigations_already_exist"
		" vulnerable_code_cannot_be_controlled_by_adversary vulnerable_code_not_in_execute_path vulnerable_code_not_present" },
	{ "product_ids", TEXTS, UNIQUE },
};
static const struct object flag = { ROWS(flag_rows) };

static const struct row id_rows[] = {
	{ "system_name", TEXT, NEEDED },
	{ "text", TEXT, NEEDED },
};
static const struct object id = { ROWS(id_rows) };

static const struct row involvement_rows[] = {
	{ "date", TEXT, DATE },
	{ "party", TEXT, NEEDED, .words = "coordinator discoverer other user vendor" },
	{ "status", TEXT, NEEDED, .words = "completed contact_attempted disputed in_progress not_contacted open" },
	{ "summary", TEXT },
};
static const struct object involvement = { ROWS(involvement_rows) };

static const struct row product_status_rows[] = {
	{ "first_affected", TEXTS, UNIQUE },
	{ "first_fixed", TEXTS, UNIQUE },
	{ "fixed", TEXTS, UNIQUE },
	{ "known_affected", TEXTS, UNIQUE },
	{ "known_not_affected", TEXTS, UNIQUE },
	{ "last_affected", TEXTS, UNIQUE },
	{ "recommended", TEXTS, UNIQUE },
	{ "under_investigation", TEXTS, UNIQUE },
};
static const struct object product_status = { ROWS(product_status_rows), .min = 1 };

static const struct row restart_rows[] = {
	{ "category", TEXT, NEEDED,
		.words = "connected dependencies machine none parent service system vulnerable_component zone" },
	{ "details", TEXT },
};
static const struct object restart = { ROWS(restart_rows) };

static const struct row remediation_rows[] = {
	{ "category", TEXT, NEEDED, .words = "mitigation no_fix_planned none_available vendor_fix workaround" },
	{ "date", TEXT, DATE },
	{ "details", TEXT, NEEDED },
	{ "entitlements", TEXTS },
	{ "group_ids", TEXTS, UNIQUE },
	{ "product_ids", TEXTS, UNIQUE },
	{ "restart_required", OBJECT, .object = &restart },
	{ "url", TEXT, URI },
};
static const struct object remediation = { ROWS(remediation_rows) };

static const struct row score_rows[] = {
	{ "cvss_v2", CVSS_V2 },
	{ "cvss_v3", CVSS_V3 },
	{ "products", TEXTS, NEEDED_UNIQUE },
};
static const struct object score = { ROWS(score_rows), .min = 2 };

static const struct row threat_rows[] = {
	{ "category", TEXT, NEEDED, .words = "exploit_status impact target_set" },
	{ "date", TEXT, DATE },
	{ "details", TEXT, NEEDED },
	{ "group_ids", TEXTS, UNIQUE },
	{ "product_ids", TEXTS, UNIQUE },
};
static const struct object threat = { ROWS(threat_rows) };

static const struct row vulnerability_rows[] = {
	{ "acknowledgments", OBJECTS, .object = &acknowledgment },
	{ "cve", TEXT, .form = csaf_form_cve, .form_name = "a CVE id" },
	{ "cwe", OBJECT, .object = &cwe },
	{ "discovery_date", TEXT, DATE },
	{ "flags", OBJECTS, UNIQUE, .object = &flag },
	{ "ids", OBJECTS, UNIQUE, .object = &id },
	{ "involvements", OBJECTS, UNIQUE, .object = &involvement },
	{ "notes", OBJECTS, .object = &note },
	{ "product_status", OBJECT, .object = &product_status },
	{ "references", OBJECTS, .object = &reference },
	{ "release_date", TEXT, DATE },
	{ "remediations", OBJECTS, .object = &remediation },
	{ "scores", OBJECTS, .object = &score },
	{ "threats", OBJECTS, .object = &threat },
	{ "title", TEXT },
};
static const struct object vulnerability = { ROWS(vulnerability_rows), .min = 1 };

static const struct row root_rows[] = {
	{ "document", OBJECT, NEEDED, .object = &document },
	{ "product_tree", OBJECT, .object = &product_tree },
	{ "vulnerabilities", OBJECTS, .object = &vulnerability },
};
static const struct object root = { ROWS(root_rows) };
/* clang-format on */

/* Order of members does not count, order of items does; two values that differ collide once in 2^64. */
static uint64_t value_hash(const struct json *v)
{
	uint64_t h = v->type;
	if (v->type == JSON_STRING || v->type == JSON_NUMBER)
		return str_hash((struct str){ v->text, v->n }, h);
	if (v->type == JSON_BOOL)
		h = h << 8 | v->truth;
	for (uint32_t i = 0; v->type == JSON_ARRAY && i < v->n; i++)
		h = (h ^ value_hash(&v->items[i])) * 0x9e3779b97f4a7c15u + 1;
	for (uint32_t i = 0; v->type == JSON_OBJECT && i < v->n; i++)
		h += str_hash(v->members[i].key, value_hash(&v->members[i].value));
	return h;
}

static void unique_check(struct csaf_check *c, const struct json *list, const struct csaf_path *path)
{
	struct map seen = map_make(c->a);
	json_each (item, list) {
		bool made;
		if (item->type == JSON_STRING)
			map_at(&seen, json_str(item), &made);
		else
			map_at_int(&seen, (int64_t)value_hash(item), &made);
		if (!made)
			csaf_fault_add(c, CSAF_ITEM(path, list, item), "stands twice in this list");
	}
}

static bool word_listed(const char *words, struct str s)
{
	struct str rest = str_c(words);
	while (rest.ptr)
		if (str_eq(str_cut(&rest, ' '), s))
			return true;
	return false;
}

static void text_check(struct csaf_check *c, const struct row *row, const struct json *value, const struct csaf_path *path)
{
	struct str s = json_str(value);
	if (value->type != JSON_STRING)
		csaf_fault_add(c, path, "must be a text");
	else if (row->words && !word_listed(row->words, s))
		csaf_fault_add(c, path, "is \"%.*s\", must be one of: %s", (int)(s.len < 80 ? s.len : 80), s.ptr, row->words);
	else if (row->form && !row->form(s))
		csaf_fault_add(c, path, "is \"%.*s\", must be %s", (int)(s.len < 80 ? s.len : 80), s.ptr, row->form_name);
	else if (s.len == 0)
		csaf_fault_add(c, path, "must not be empty");
}

static void object_check(struct csaf_check *c, const struct object *object, const struct json *value, const struct csaf_path *path);

static void list_check(struct csaf_check *c, const struct row *row, const struct json *list, const struct csaf_path *path)
{
	if (list->type != JSON_ARRAY) {
		csaf_fault_add(c, path, "must be a list");
		return;
	}
	unsigned min = row->min ? row->min : 1;
	if (list->n < min)
		csaf_fault_add(c, path, "must have at least %u item%s", min, min == 1 ? "" : "s");
	json_each (item, list) {
		if (c->left == 0)
			return;
		if (row->shape == SHAPE_TEXTS)
			text_check(c, row, item, CSAF_ITEM(path, list, item));
		else
			object_check(c, row->object, item, CSAF_ITEM(path, list, item));
	}
	if ((row->flags & FLAG_UNIQUE) && list->n > 1)
		unique_check(c, list, path);
}

static void row_check(struct csaf_check *c, const struct row *row, const struct json *value, const struct csaf_path *path)
{
	switch (row->shape) {
	case SHAPE_TEXT: text_check(c, row, value, path); break;
	case SHAPE_OBJECT: object_check(c, row->object, value, path); break;
	case SHAPE_TEXTS:
	case SHAPE_OBJECTS: list_check(c, row, value, path); break;
	case SHAPE_CVSS_V2:
	case SHAPE_CVSS_V3: csaf_cvss_schema_check(c, value, row->shape == SHAPE_CVSS_V2, path); break;
	}
}

static void object_check(struct csaf_check *c, const struct object *object, const struct json *value, const struct csaf_path *path)
{
	if (value->type != JSON_OBJECT) {
		csaf_fault_add(c, path, "must be an object");
		return;
	}
	if (value->n < object->min || (object->max && value->n > object->max))
		csaf_fault_add(c, path, "must have %s %u propert%s", object->max ? "exactly" : "at least", object->min,
		        object->min == 1 ? "y" : "ies");
	uint32_t seen = 0;
	for (uint32_t i = 0; i < value->n && c->left; i++) {
		const struct json_member *member = &value->members[i];
		const struct csaf_path at = { path, member->key, 0 };
		unsigned k = 0;
		while (k < object->n && !str_eq(member->key, str_c(object->rows[k].key)))
			k++;
		if (k == object->n) {
			csaf_fault_add(c, &at, "is no property that the schema knows here");
			continue;
		}
		seen |= 1u << k;
		row_check(c, &object->rows[k], &member->value, &at);
	}
	for (unsigned k = 0; k < object->n; k++)
		if ((object->rows[k].flags & FLAG_NEEDED) && !(seen >> k & 1))
			csaf_fault_add(c, path, "lacks the property %s", object->rows[k].key);
}

void csaf_schema_check(struct csaf_check *c)
{
	if (c->root)
		object_check(c, &root, c->root, NULL);
}
