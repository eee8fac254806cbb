/* SPDX-License-Identifier: Apache-2.0
 *
 * csaf_read: from the JSON tree to the struct, as far as a document can be understood. Must cope with every fault that csaf_check reports: a
 * faulty advisory may still warn of something real. The product tree is read in csaf_read_products.c.
 */
#include "base/time.h"
#include "formats/csaf_read.h"
#include "formats/cvss.h"

const char *const csaf_status_names[CSAF_STATUS_COUNT] = {
	[CSAF_FIRST_AFFECTED] = "first_affected",
	[CSAF_KNOWN_AFFECTED] = "known_affected",
	[CSAF_LAST_AFFECTED] = "last_affected",
	[CSAF_KNOWN_NOT_AFFECTED] = "known_not_affected",
	[CSAF_FIRST_FIXED] = "first_fixed",
	[CSAF_FIXED] = "fixed",
	[CSAF_UNDER_INVESTIGATION] = "under_investigation",
	[CSAF_RECOMMENDED] = "recommended",
};

static int64_t time_of(const struct json *owner, const char *key)
{
	int64_t us;
	return time_parse(json_get_str(owner, key), &us) ? us : TIME_NONE;
}

/* The text of the first note of the best category there is. */
static struct str summary_of(const struct json *notes)
{
	static const char *const best[] = { "summary", "general", "description", "details" };
	for (size_t i = 0; i < sizeof best / sizeof *best; i++)
		json_each (note, notes)
			if (str_eq(json_get_str(note, "category"), str_c(best[i])) && json_get_str(note, "text").len)
				return json_get_str(note, "text");
	return S("");
}

static struct str titled_note(const struct json *notes, struct str title)
{
	json_each (note, notes)
		if (str_eq_fold(str_trim(json_get_str(note, "title")), title))
			return json_get_str(note, "text");
	return S("");
}

/* The document's own address: rather the JSON file than the page about it. */
static struct str self_url_of(const struct json *references)
{
	struct str first = S("");
	json_each (reference, references) {
		struct str url = json_get_str(reference, "url");
		if (!str_eq(json_get_str(reference, "category"), S("self")))
			continue;
		if (str_ends(url, S(".json")))
			return url;
		if (!first.len)
			first = url;
	}
	return first;
}

static void head_read(const struct json *document, struct csaf_document *out)
{
	const struct json *publisher = json_get(document, "publisher"), *tracking = json_get(document, "tracking");
	const struct json *notes = json_get(document, "notes");
	out->publisher_name = json_get_str(publisher, "name");
	out->publisher_namespace = json_get_str(publisher, "namespace");
	out->publisher_category = json_get_str(publisher, "category");
	out->tracking_id = json_get_str(tracking, "id");
	out->version = json_get_str(tracking, "version");
	out->status = json_get_str(tracking, "status");
	out->initial_release_us = time_of(tracking, "initial_release_date");
	out->current_release_us = time_of(tracking, "current_release_date");
	out->title = json_get_str(document, "title");
	out->lang = json_get_str(document, "lang");
	out->category = json_get_str(document, "category");
	out->tlp = json_get_str(json_get(json_get(document, "distribution"), "tlp"), "label");
	out->summary = summary_of(notes);
	out->sectors = titled_note(notes, S("Critical infrastructure sectors"));
	out->countries = titled_note(notes, S("Countries/areas deployed"));
	out->severity = json_get_str(json_get(document, "aggregate_severity"), "text");
	out->self_url = self_url_of(json_get(document, "references"));
}

struct score {
	double base; /* -1: none */
	struct str vector, severity;
};

/* The base score of a cvss object; the vector takes precedence over the number beside it (section 6.1.9). */
static struct score score_of(const struct json *cvss, bool v2)
{
	struct score s = { .base = -1, .vector = json_get_str(cvss, "vectorString"), .severity = json_get_str(cvss, "baseSeverity") };
	enum cvss_version version;
	struct cvss_vector vector;
	if (!cvss_version_read(json_get_str(cvss, "version"), &version))
		version = v2 ? CVSS_2_0 : str_starts(s.vector, S("CVSS:3.0")) ? CVSS_3_0 : CVSS_3_1;
	double number;
	if (cvss_vector_read(s.vector, version, &vector) && vector.complete)
		s.base = cvss_scores(&vector).base;
	else if (json_real(json_get(cvss, "baseScore"), &number) && number >= 0 && number <= 10)
		s.base = number;
	if (s.base >= 0 && version != CVSS_2_0)
		s.severity = str_c(cvss_severity(s.base));
	return s;
}

static void scores_read(const struct json *scores, struct csaf_vulnerability *out)
{
	out->cvss = -1;
	json_each (score, scores) {
		const struct json *each[] = { json_get(score, "cvss_v3"), json_get(score, "cvss_v2") };
		for (size_t i = 0; i < 2; i++) {
			if (!each[i])
				continue;
			struct score s = score_of(each[i], i == 1);
			if (s.base <= out->cvss)
				continue;
			out->cvss = s.base;
			out->cvss_vector = s.vector;
			out->severity = s.severity;
		}
	}
}

static void statuses_read(struct csaf_reader *r, const struct json *status, struct csaf_vulnerability *out)
{
	VEC(struct csaf_product_status) all = {};
	for (unsigned i = 0; i < CSAF_STATUS_COUNT; i++) {
		struct csaf_indices found = {};
		csaf_names_begin(r);
		const struct json *ids = json_get(status, csaf_status_names[i]);
		json_each (id, ids)
			if (!csaf_products_named(r, json_str(id), &found)) /* some issuers name groups here */
				csaf_group_named(r, json_str(id), &found);
		vec_each (index, &found)
			*vec_push(r->a, &all) = (struct csaf_product_status){ *index, (enum csaf_status)i };
	}
	out->statuses = all.at;
	out->n_statuses = all.n;
}

static void remediations_read(struct csaf_reader *r, const struct json *list, struct csaf_vulnerability *out)
{
	out->remediations = arena_array(r->a, struct csaf_remediation, json_count_(list));
	json_each (item, list) {
		if (item->type != JSON_OBJECT)
			continue;
		struct csaf_remediation *m = &out->remediations[out->n_remediations++];
		m->category = json_get_str(item, "category");
		m->details = json_get_str(item, "details");
		m->url = json_get_str(item, "url");
		struct csaf_indices found = {};
		csaf_names_begin(r);
		const struct json *ids = json_get(item, "product_ids"), *groups = json_get(item, "group_ids");
		json_each (id, ids)
			if (!csaf_products_named(r, json_str(id), &found))
				csaf_group_named(r, json_str(id), &found);
		json_each (id, groups)
			csaf_group_named(r, json_str(id), &found);
		m->products = found.at;
		m->n_products = found.n;
	}
}

static void vulnerability_read(struct csaf_reader *r, const struct json *v, size_t number, struct csaf_vulnerability *out)
{
	out->id = json_get_str(v, "cve");
	const struct json *ids = json_get(v, "ids");
	json_each (id, ids)
		if (!out->id.len)
			out->id = json_get_str(id, "text");
	if (!out->id.len)
		out->id = arena_printf(r->a, "#%zu", number);
	out->title = json_get_str(v, "title");
	out->cwe = json_get_str(json_get(v, "cwe"), "id");
	out->cvss_vector = out->severity = S("");
	out->summary = summary_of(json_get(v, "notes"));
	scores_read(json_get(v, "scores"), out);
	statuses_read(r, json_get(v, "product_status"), out);
	remediations_read(r, json_get(v, "remediations"), out);
}

bool csaf_read(struct arena *a, const struct json *root, struct csaf_document *out, struct err *err)
{
	*out = (struct csaf_document){};
	head_read(json_get(root, "document"), out);
	const struct {
		struct str value;
		const char *name;
	} needed[] = { { out->tracking_id, "tracking.id" }, { out->publisher_namespace, "publisher.namespace" },
		{ out->version, "tracking.version" } };
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!needed[i].value.len)
			return err_fail(err, E_INVALID, "this is no CSAF document: document.%s is missing", needed[i].name);
	struct csaf_reader r = csaf_products_read(a, json_get(root, "product_tree"), out);
	const struct json *list = json_get(root, "vulnerabilities");
	out->vulnerabilities = arena_array(a, struct csaf_vulnerability, json_count_(list));
	json_each (v, list) {
		if (v->type == JSON_OBJECT)
			vulnerability_read(&r, v, (size_t)(v - list->items) + 1, &out->vulnerabilities[out->n_vulnerabilities++]);
		if (r.too_many)
			return err_fail(err, E_INVALID, "the statuses and remediations of %.*s unfold into too many products",
			        STR(out->tracking_id));
	}
	return true;
}
