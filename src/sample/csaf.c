/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes an advisory as a CSAF 2.0 document. Must stay valid under the strict schema and the 43 mandatory tests of section 6.1.
 */
#include "base/time.h"
#include "sample/csaf.h"
#include <string.h>

/* ---- vulnerabilities ---- */
static void put_note(struct writing *w, const char *category, const char *title, struct str text)
{
	jo_object(&w->o);
	jo_kstr(&w->o, "category", str_c(category));
	jo_kstr(&w->o, "text", text);
	jo_kstr(&w->o, "title", str_c(title));
	jo_object_end(&w->o);
}

static const char *severity_name(unsigned tenths)
{
	return tenths >= 90 ? "CRITICAL" : tenths >= 70 ? "HIGH" : tenths >= 40 ? "MEDIUM" : tenths ? "LOW" : "NONE";
}

static void put_score(struct writing *w, const struct weakness_row *row, unsigned v)
{
	if (!put_ids(w, NULL, VERDICT_AFFECTED, v, PART_ALL))
		return;
	unsigned tenths = cvss_base_tenths(row->vector);
	jo_key(&w->o, "scores");
	jo_array(&w->o);
	jo_object(&w->o);
	jo_key(&w->o, "cvss_v3");
	jo_object(&w->o);
	jo_key(&w->o, "baseScore");
	jo_real(&w->o, tenths / 10.0);
	jo_kstr(&w->o, "baseSeverity", str_c(severity_name(tenths)));
	jo_kstr(&w->o, "vectorString", arena_printf(w->c->arena, "CVSS:3.1/%s", row->vector));
	jo_kstr(&w->o, "version", S("3.1"));
	jo_object_end(&w->o);
	put_ids(w, "products", VERDICT_AFFECTED, v, PART_ALL);
	jo_object_end(&w->o);
	jo_array_end(&w->o);
}

static void put_status(struct writing *w, unsigned v)
{
	jo_key(&w->o, "product_status");
	jo_object(&w->o);
	put_ids(w, "fixed", VERDICT_FIXED, v, PART_ALL);
	put_ids(w, "known_affected", VERDICT_AFFECTED, v, PART_BUT_LAST);
	put_ids(w, "known_not_affected", VERDICT_NOT_AFFECTED, v, PART_ALL);
	put_ids(w, "last_affected", VERDICT_AFFECTED, v, PART_LAST);
	if (w->adv->ordinal % 3 == 0)
		put_ids(w, "recommended", VERDICT_FIXED, v, PART_ALL);
	put_ids(w, "under_investigation", VERDICT_UNDER_INVESTIGATION, v, PART_ALL);
	jo_object_end(&w->o);
}

static void put_remediation(struct writing *w, const char *category, struct str details, unsigned v, bool group)
{
	jo_object(&w->o);
	jo_kstr(&w->o, "category", str_c(category));
	jo_kstr(&w->o, "details", details);
	if (group) {
		jo_key(&w->o, "group_ids");
		jo_array(&w->o);
		jo_str(&w->o, S("CSAFGID-0001"));
		jo_array_end(&w->o);
	} else {
		put_ids(w, "product_ids", VERDICT_AFFECTED, v, PART_ALL);
	}
	jo_object_end(&w->o);
}

/* What its vendor does about one product. */
static void put_fix(struct writing *w, const struct leaf *l, unsigned v)
{
	const struct product *p = &w->c->products[l->what];
	w->only = l->what + 1u;
	if (l->to == ALL_RELEASES) {
		put_remediation(w, "no_fix_planned", S("The product has reached its end of life. No update is planned."), v, false);
	} else if (put_ids(w, NULL, VERDICT_FIXED, v, PART_ALL) || put_ids(w, NULL, VERDICT_NOT_AFFECTED, v, PART_ALL)) {
		struct str fix = version_text(w->c->arena, p, p->releases[l->to]);
		put_remediation(
		        w, "vendor_fix", arena_printf(w->c->arena, "Update %s to %.*s or later.", p->row->name, STR(fix)), v, false);
	} else {
		put_remediation(w, "none_available", S("An update is being prepared."), v, false);
	}
	w->only = 0;
}

static void put_remediations(struct writing *w, unsigned v)
{
	static const char *const workarounds[] = { "Allow access to the maintenance ports from the engineering network only.",
		"Switch the web interface off where it is not needed.",
		"Put the device behind a firewall and watch for unexpected connections.",
		"Change passwords and restrict remote access to named stations." };
	const struct advisory *adv = w->adv;
	if (!put_ids(w, NULL, VERDICT_AFFECTED, v, PART_ALL))
		return;
	jo_key(&w->o, "remediations");
	jo_array(&w->o);
	put_remediation(w, "workaround", str_c(workarounds[(adv->ordinal + v) % 4]), v, v == 0 && has_group(w));
	for (unsigned i = 0; i < adv->n_leaves; i++) {
		bool first = adv->leaves[i].status == VERDICT_AFFECTED && (adv->leaves[i].vulnerabilities >> v & 1);
		for (unsigned k = 0; k < i; k++)
			first &= adv->leaves[k].what != adv->leaves[i].what || adv->leaves[k].status != VERDICT_AFFECTED;
		if (first)
			put_fix(w, &adv->leaves[i], v);
	}
	jo_array_end(&w->o);
}

static void put_threats(struct writing *w, unsigned v)
{
	if (w->adv->exploited && v == 0) {
		jo_key(&w->o, "threats");
		jo_array(&w->o);
		jo_object(&w->o);
		jo_kstr(&w->o, "category", S("exploit_status"));
		jo_kstr(&w->o, "details", S("Attacks have been seen."));
		put_ids(w, "product_ids", VERDICT_AFFECTED, v, PART_ALL);
		jo_object_end(&w->o);
		jo_array_end(&w->o);
	}
	if (w->adv->category == CATEGORY_VEX && put_ids(w, NULL, VERDICT_NOT_AFFECTED, v, PART_ALL)) {
		jo_key(&w->o, "flags");
		jo_array(&w->o);
		jo_object(&w->o);
		jo_kstr(&w->o, "label", S("vulnerable_code_not_present"));
		put_ids(w, "product_ids", VERDICT_NOT_AFFECTED, v, PART_ALL);
		jo_object_end(&w->o);
		jo_array_end(&w->o);
	}
}

static void put_vulnerability(struct writing *w, unsigned v)
{
	const struct advisory *adv = w->adv;
	const struct weakness_row *row = &weakness_rows[adv->weaknesses[v]];
	struct arena *a = w->c->arena;
	struct str year = str_slice(time_date(a, w->c->base_us), 0, 4);
	jo_object(&w->o);
	/* numbers far beyond any that are given out */
	jo_kstr(&w->o, "cve", arena_printf(a, "CVE-%.*s-9%05u", STR(year), adv->ordinal * 137 + v * 11 + 20311));
	jo_key(&w->o, "cwe");
	jo_object(&w->o);
	jo_kstr(&w->o, "id", arena_printf(a, "CWE-%u", row->cwe));
	jo_kstr(&w->o, "name", str_c(row->name));
	jo_object_end(&w->o);
	jo_key(&w->o, "notes");
	jo_array(&w->o);
	const char *at = strstr(row->text, "%s");
	const char *name = w->c->products[adv->leaves[0].what].row->name;
	put_note(w, "summary", "Summary", arena_printf(a, "%.*s%s%s", (int)(at - row->text), row->text, name, at + 2));
	jo_array_end(&w->o);
	put_status(w, v);
	put_remediations(w, v);
	put_score(w, row, v);
	put_threats(w, v);
	jo_kstr(&w->o, "title", str_c(row->phrase));
	jo_object_end(&w->o);
}

/* ---- document ---- */
static const char *sectors_text(const struct writing *w)
{
	if (w->adv->vendor < 0)
		return "Drinking water, Waste water";
	if (!w->adv->n_leaves)
		return "Digital infrastructure";
	switch (w->c->products[w->adv->leaves[0].what].row->class) {
	case C_RTU:
	case C_RELAY:
	case C_EMS:
	case C_METER:
	case C_TURBINE: return "Energy";
	case C_PUMP: return "Drinking water, Waste water";
	case C_SCADA:
	case C_PLC:
	case C_HMI:
	case C_HISTORIAN:
	case C_DRIVE:
	case C_FIRMWARE: return "Energy, Drinking water, Food, Chemicals";
	case C_MEDICAL:
	case C_IMAGING:
	case C_LAB: return "Health";
	case C_ATM:
	case C_BANKING:
	case C_PAYMENT: return "Banking, Financial market infrastructures";
	case C_INTERLOCK:
	case C_TERMINAL:
	case C_BAGGAGE:
	case C_RADAR: return "Transport";
	case C_COLD: return "Food";
	default: return "Digital infrastructure, Multiple sectors";
	}
}

static void put_notes(struct writing *w)
{
	struct arena *a = w->c->arena;
	const struct advisory *adv = w->adv;
	jo_key(&w->o, "notes");
	jo_array(&w->o);
	if (adv->category == CATEGORY_INFORMATION)
		put_note(w, "summary", "Summary",
		        S("Management interfaces of network devices should be reachable from a network of their own only. This note "
		          "describes how to set that up."));
	else
		put_note(w, "summary", "Summary",
		        arena_printf(a, "%.*s. The products and versions concerned, and what to do, are listed below.", STR(adv->title)));
	put_note(w, "other", "Critical infrastructure sectors", str_c(sectors_text(w)));
	put_note(w, "other", "Countries/areas deployed", adv->ordinal % 3 ? S("Worldwide") : S("Ismerra, Dalvane, Torrhem"));
	if (adv->vendor >= 0)
		put_note(w, "other", "Company headquarters location", str_c(vendor_rows[adv->vendor].seat));
	put_note(w, "legal_disclaimer", "Fiction",
	        S("Everything in this document is invented: the issuer, the products, the vulnerabilities and their numbers."));
	jo_array_end(&w->o);
}

static struct str space_name(const struct writing *w)
{
	if (w->adv->vendor < 0)
		return S("https://cert-ismerra.example");
	struct str rest = slug(w->c->arena, str_c(vendor_rows[w->adv->vendor].name));
	struct str first = str_cut(&rest, '-');
	return arena_printf(w->c->arena, "https://%.*s.example", STR(first));
}

static void put_publisher(struct writing *w)
{
	struct arena *a = w->c->arena;
	jo_key(&w->o, "publisher");
	jo_object(&w->o);
	if (w->adv->vendor < 0) {
		jo_kstr(&w->o, "category", S("coordinator"));
		jo_kstr(&w->o, "issuing_authority", S("National computer security incident response team of Ismerra"));
		jo_kstr(&w->o, "name", S("CERT Ismerra"));
	} else {
		const struct vendor_row *v = &vendor_rows[w->adv->vendor];
		jo_kstr(&w->o, "category", S("vendor"));
		jo_kstr(&w->o, "name", w->adv->ordinal % 2 ? str_c(v->name) : arena_printf(a, "%s %s", v->name, v->legal));
	}
	jo_kstr(&w->o, "namespace", space_name(w));
	jo_object_end(&w->o);
}

static struct str revision_number(const struct writing *w, unsigned i)
{
	return w->adv->semantic ? arena_printf(w->c->arena, "1.%u.0", i) : arena_printf(w->c->arena, "%u", i + 1);
}

static void put_tracking(struct writing *w)
{
	static const char *const summaries[] = { "Initial version.", "Added affected versions.", "Added a workaround.",
		"Clarified the description." };
	const struct advisory *adv = w->adv;
	struct arena *a = w->c->arena;
	bool open = false;
	for (unsigned i = 0; i < adv->n_leaves; i++)
		open |= adv->leaves[i].status == VERDICT_UNDER_INVESTIGATION;
	jo_key(&w->o, "tracking");
	jo_object(&w->o);
	jo_kstr(&w->o, "current_release_date", time_text(a, adv->dates_us[adv->n_dates - 1]));
	jo_kstr(&w->o, "id", adv->id);
	jo_kstr(&w->o, "initial_release_date", time_text(a, adv->dates_us[0]));
	jo_key(&w->o, "revision_history");
	jo_array(&w->o);
	for (unsigned i = 0; i < adv->n_dates; i++) {
		jo_object(&w->o);
		jo_kstr(&w->o, "date", time_text(a, adv->dates_us[i]));
		jo_kstr(&w->o, "number", revision_number(w, i));
		jo_kstr(&w->o, "summary", str_c(summaries[i]));
		jo_object_end(&w->o);
	}
	jo_array_end(&w->o);
	jo_kstr(&w->o, "status", open ? S("interim") : S("final"));
	jo_kstr(&w->o, "version", revision_number(w, adv->n_dates - 1));
	jo_object_end(&w->o);
}

static void put_reference(struct writing *w, const char *category, const char *summary, struct str url)
{
	jo_object(&w->o);
	jo_kstr(&w->o, "category", str_c(category));
	jo_kstr(&w->o, "summary", str_c(summary));
	jo_kstr(&w->o, "url", url);
	jo_object_end(&w->o);
}

static void put_references(struct writing *w)
{
	struct arena *a = w->c->arena;
	struct str space = space_name(w), year = str_slice(time_date(a, w->adv->dates_us[0]), 0, 4);
	jo_key(&w->o, "references");
	jo_array(&w->o);
	put_reference(
	        w, "self", "This document", arena_printf(a, "%.*s/csaf/%.*s/%.*s", STR(space), STR(year), STR(advisory_file(a, w->adv))));
	put_reference(w, "external", "Product security", arena_printf(a, "%.*s/security", STR(space)));
	jo_array_end(&w->o);
}

static void put_document(struct writing *w)
{
	static const char *const categories[] = { "csaf_security_advisory", "csaf_vex", "csaf_informational_advisory" };
	static const char *const severities[] = { "Low", "Moderate", "Important", "Critical" };
	const struct advisory *adv = w->adv;
	unsigned worst = 0;
	for (unsigned i = 0; i < adv->n_vulnerabilities; i++) {
		unsigned score = cvss_base_tenths(weakness_rows[adv->weaknesses[i]].vector);
		worst = score > worst ? score : worst;
	}
	jo_key(&w->o, "document");
	jo_object(&w->o);
	if (adv->n_vulnerabilities) {
		jo_key(&w->o, "aggregate_severity");
		jo_object(&w->o);
		jo_kstr(&w->o, "text", str_c(severities[worst >= 90 ? 3 : worst >= 70 ? 2 : worst >= 40 ? 1 : 0]));
		jo_object_end(&w->o);
	}
	jo_kstr(&w->o, "category", str_c(categories[adv->category]));
	jo_kstr(&w->o, "csaf_version", S("2.0"));
	jo_key(&w->o, "distribution");
	jo_object(&w->o);
	if (strcmp(adv->tlp, "WHITE") != 0)
		jo_kstr(&w->o, "text", S("For operators that run the products named here."));
	jo_key(&w->o, "tlp");
	jo_object(&w->o);
	jo_kstr(&w->o, "label", str_c(adv->tlp));
	jo_object_end(&w->o);
	jo_object_end(&w->o);
	jo_kstr(&w->o, "lang", S("en"));
	put_notes(w);
	put_publisher(w);
	put_references(w);
	jo_kstr(&w->o, "title", adv->title);
	put_tracking(w);
	jo_object_end(&w->o);
}

void advisory_write(const struct country *c, const struct advisory *adv, struct buf *b)
{
	struct writing w = { c, adv, json_out(b), 0 };
	jo_object(&w.o);
	put_document(&w);
	put_tree(&w);
	if (adv->n_vulnerabilities) {
		jo_key(&w.o, "vulnerabilities");
		jo_array(&w.o);
		for (unsigned v = 0; v < adv->n_vulnerabilities; v++)
			put_vulnerability(&w, v);
		jo_array_end(&w.o);
	}
	jo_object_end(&w.o);
	buf_char(b, '\n');
}
