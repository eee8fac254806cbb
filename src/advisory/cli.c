/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of the advisory room: read, list, show, findings, affected, alias.
 */
#include "advisory/advisory.h"
#include "advisory/alias.h"
#include "base/json.h"
#include "base/time.h"
#include <stdio.h>

enum { LINE_BYTES_MAX = 1 << 26, EXIT_QUARANTINED = 9 };

static void print(struct buf *b)
{
	command_print(b);
	buf_clear(b);
}

/* ---- read ---- */
struct told {
	struct buf line;
	bool json;
	size_t counts[5];
	bool told; /* any finding */
};

static bool tell_reading(void *arg, const struct advisory_reading *r)
{
	struct told *t = arg;
	t->counts[r->state]++;
	if (t->json) {
		struct json_out o = json_out(&t->line);
		jo_object(&o);
		jo_kstr(&o, "file", r->name);
		jo_kstr(&o, "state", str_c(advisory_state_names[r->state]));
		if (r->tracking.len) {
			jo_kstr(&o, "publisher", r->publisher);
			jo_kstr(&o, "advisory", r->tracking);
			jo_kstr(&o, "version", r->version);
			jo_kint(&o, "products", (int64_t)r->products);
			jo_kint(&o, "vulnerabilities", (int64_t)r->vulnerabilities);
			jo_kint(&o, "findings", (int64_t)r->findings);
			jo_kint(&o, "affected", (int64_t)r->affected);
		}
		if (r->supersedes.len)
			jo_kstr(&o, "supersedes", r->supersedes);
		if (r->reason.len)
			jo_kstr(&o, "reason", r->reason);
		jo_object_end(&o);
	} else {
		size_t from = t->line.len;
		bool told = r->tracking.len && r->state != ADVISORY_UNCHANGED; /* what is unchanged is known by its file: many may hold the same bytes */
		buf_printf(&t->line, "%-11s %.*s", advisory_state_names[r->state], STR(told ? r->tracking : r->name));
		if (told)
			buf_printf(&t->line, " %.*s  %zu products, %zu vulnerabilities, %zu affected", STR(r->version), r->products, r->vulnerabilities, r->affected);
		if (r->supersedes.len)
			buf_printf(&t->line, ", replaces %.*s", STR(r->supersedes));
		if (r->reason.len)
			buf_printf(&t->line, ": %.*s", STR(r->reason));
		buf_one_line(&t->line, from);
	}
	buf_char(&t->line, '\n');
	print(&t->line);
	return fflush(stdout) == 0; /* what is told has been committed; a reader that has gone away ends the work */
}

static bool read_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct told t = { .line = buf_make(&cx->a, LINE_BYTES_MAX), .json = line->json };
	struct advisory_session *s = advisory_begin(cx, tell_reading, &t);
	for (unsigned i = 0; i < line->n && ok(cx); i++)
		advisory_read_path(s, line->words[i]);
	if (!advisory_end(s))
		return false;
	/* On the other stream: it is about no document. */
	if (advisory_passed_over(s))
		fprintf(stderr, "mainstay: %zu other files passed over: only names that end in .json are documents\n", advisory_passed_over(s));
	if (t.counts[ADVISORY_QUARANTINED])
		*exit_code = EXIT_QUARANTINED;
	return true;
}

/* ---- list and show ---- */
static void put_head_json(struct buf *b, const struct advisory_head *h, struct arena *a)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "advisory", h->tracking);
	jo_kstr(&o, "publisher", h->publisher);
	jo_kstr(&o, "version", h->version);
	jo_kstr(&o, "state", h->state);
	jo_kstr(&o, "title", h->title);
	jo_kstr(&o, "tlp", h->tlp);
	jo_kstr(&o, "released", time_text(a, h->released_us));
	jo_kint(&o, "products", h->products);
	jo_kint(&o, "vulnerabilities", h->vulnerabilities);
	jo_kint(&o, "affected", h->affected);
	jo_kint(&o, "possible", h->possible);
	if (h->reason.len)
		jo_kstr(&o, "reason", h->reason);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static bool list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct advisory_head_vec heads = {};
	if (!advisories(cx, true, 0, 0, &heads))
		return false;
	struct buf b = buf_make(&cx->a, LINE_BYTES_MAX);
	vec_each (h, &heads) {
		size_t from = b.len;
		if (line->json) {
			put_head_json(&b, h, &cx->a);
			continue;
		}
		buf_printf(&b, "%.*s  %-22.*s %-11.*s %5lld affected %5lld possible  %.*s", STR(time_date(&cx->a, h->released_us)), STR(h->tracking),
			STR(h->state), (long long)h->affected, (long long)h->possible, STR(h->title));
		buf_one_line(&b, from);
		buf_char(&b, '\n');
	}
	print(&b);
	return true;
}

static void put_products(struct buf *b, const struct csaf_document *doc)
{
	for (size_t i = 0; i < doc->n_products; i++)
		buf_printf(b, "  %-18.*s %.*s\n", STR(doc->products[i].id), STR(doc->products[i].name));
}

static void put_document_json(struct buf *b, const struct advisory_head *h, const struct csaf_document *doc, struct arena *a)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "advisory", h->tracking);
	jo_kstr(&o, "publisher", h->publisher);
	jo_kstr(&o, "version", h->version);
	jo_kstr(&o, "state", h->state);
	jo_kstr(&o, "title", h->title);
	jo_kstr(&o, "released", time_text(a, h->released_us));
	jo_key(&o, "products");
	jo_array(&o);
	for (size_t i = 0; i < doc->n_products; i++) {
		const struct csaf_product *p = &doc->products[i];
		jo_object(&o);
		jo_kstr(&o, "product_id", p->id);
		jo_kstr(&o, "name", p->name);
		jo_kstr(&o, "vendor", p->vendor);
		jo_kstr(&o, "product", p->product);
		jo_kstr(&o, "version", p->version);
		jo_object_end(&o);
	}
	jo_array_end(&o);
	jo_key(&o, "vulnerabilities");
	jo_array(&o);
	for (size_t v = 0; v < doc->n_vulnerabilities; v++) {
		const struct csaf_vulnerability *x = &doc->vulnerabilities[v];
		jo_object(&o);
		jo_kstr(&o, "id", x->id);
		jo_kstr(&o, "title", x->title);
		jo_key(&o, "cvss");
		x->cvss < 0 ? jo_null(&o) : jo_real(&o, x->cvss);
		jo_key(&o, "statuses");
		jo_array(&o);
		for (size_t s = 0; s < x->n_statuses; s++) {
			jo_object(&o);
			jo_kstr(&o, "product_id", doc->products[x->statuses[s].product].id);
			jo_kstr(&o, "status", str_c(csaf_status_names[x->statuses[s].status]));
			jo_object_end(&o);
		}
		jo_array_end(&o);
		jo_object_end(&o);
	}
	jo_array_end(&o);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static bool show_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct advisory_head h;
	struct csaf_document doc;
	if (!advisory_find(cx, line->words[0], &h) || !advisory_document(cx, h.revision, &doc))
		return false;
	struct buf b = buf_make(&cx->a, LINE_BYTES_MAX);
	if (line->json) {
		put_document_json(&b, &h, &doc, &cx->a);
	} else {
		buf_printf(&b, "%.*s %.*s  %.*s\n%.*s\npublished by %.*s, released %.*s, TLP:%.*s\n", STR(h.tracking), STR(h.version), STR(h.state), STR(h.title),
			STR(h.publisher_name), STR(time_text(&cx->a, h.released_us)), STR(h.tlp.len ? h.tlp : S("not marked")));
		if (h.reason.len)
			buf_printf(&b, "quarantined: %.*s\n", STR(h.reason));
		buf_put(&b, S("\nProducts\n"));
		put_products(&b, &doc);
		buf_put(&b, S("\nVulnerabilities\n"));
		for (size_t v = 0; v < doc.n_vulnerabilities; v++)
			buf_printf(&b, "  %-18.*s %.*s\n", STR(doc.vulnerabilities[v].id), STR(doc.vulnerabilities[v].title));
	}
	print(&b);
	return true;
}

/* ---- findings ---- */
static bool tell_finding(void *arg, const struct finding *f)
{
	struct told *t = arg;
	t->told = true;
	if (t->json) {
		struct json_out o = json_out(&t->line);
		jo_object(&o);
		jo_kstr(&o, "advisory", f->advisory);
		jo_kstr(&o, "publisher", f->publisher);
		jo_kstr(&o, "asset", f->asset);
		jo_kstr(&o, "component", f->component);
		jo_kstr(&o, "product_id", f->product_id);
		jo_kstr(&o, "vulnerability", f->vulnerability);
		jo_kstr(&o, "verdict", str_c(match_verdict_names[f->verdict]));
		jo_kint(&o, "confidence", f->confidence);
		jo_kstr(&o, "reason", f->reason);
		jo_object_end(&o);
	} else {
		size_t from = t->line.len;
		buf_printf(&t->line, "%-20.*s %-24.*s %-19s %3d  %-16.*s %.*s", STR(f->advisory), STR(f->asset), match_verdict_names[f->verdict], f->confidence,
			STR(f->vulnerability), STR(f->reason));
		buf_one_line(&t->line, from);
	}
	buf_char(&t->line, '\n');
	if (t->line.len > 1 << 16)
		print(&t->line);
	return !ferror(stdout);
}

static const struct option findings_options[] = {
	{ "--advisory", "ID", "only this advisory (tracking id, or namespace|tracking id)" },
	{ "--asset", "ID", "only this asset" },
	{},
};

static struct str given(struct str value)
{
	return value.ptr ? value : S("");
}

/* No finding of an asset is good news only when there is such an asset. */
static bool known_asset(struct cx *cx, struct str id)
{
	struct registry_node_vec nodes = {};
	struct map cleared = release_classes(cx);
	if (!registry_nodes(cx, &nodes))
		return false;
	vec_each (n, &nodes)
		if (str_eq(n->id, id) && map_find_int(&cleared, n->class_key))
			return true;
	return fail(cx, E_MISSING, "there is no asset '%.*s'", STR(id));
}

static bool findings_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct told t = { .line = buf_make(&cx->a, LINE_BYTES_MAX), .json = line->json };
	struct str asset = given(command_option(line, findings_options, "--asset"));
	if (!findings_each(cx, given(command_option(line, findings_options, "--advisory")), asset, tell_finding, &t))
		return false;
	print(&t.line);
	return t.told || !asset.len || known_asset(cx, asset);
}

/* ---- affected ---- */
static void put_nodes(struct cx *cx, struct json_out *o, const struct affected_answer *answer, const uint32_t *nodes, size_t n, bool path, const struct affected_seen *seen)
{
	jo_array(o);
	for (size_t i = 0; i < n; i++)
		jo_str(o, affected_node_name(cx, answer, nodes[i], path && i == 0, seen));
	jo_array_end(o);
}

static void put_affected_json(struct cx *cx, struct buf *b, const struct affected_answer *answer, const struct affected *r, const struct affected_seen *seen)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "organization", r->organization->id);
	jo_kbool(&o, "possible", r->possible);
	jo_key(&o, "direct");
	jo_array(&o);
	vec_each (d, &r->direct)
		jo_str(&o, affected_node_name(cx, answer, d->node, true, seen));
	jo_array_end(&o);
	jo_key(&o, "through");
	jo_array(&o);
	vec_each (t, &r->through) {
		jo_object(&o);
		jo_kstr(&o, "node", affected_node_name(cx, answer, t->node, false, seen));
		jo_key(&o, "path");
		put_nodes(cx, &o, answer, t->path, t->n_path, true, seen);
		jo_kint(&o, "level", t->level);
		jo_kint(&o, "after_min", t->after_min);
		jo_kstr(&o, "reason", t->text);
		jo_object_end(&o);
	}
	jo_array_end(&o);
	jo_key(&o, "services");
	put_nodes(cx, &o, answer, r->services.at, r->services.n, false, seen);
	jo_kint(&o, "users", r->users);
	jo_key(&o, "contacts");
	jo_array(&o);
	for (size_t i = 0; i < r->n_contacts; i++)
		if (map_find_int(&seen->cleared, r->contacts[i]->class_key))
			jo_str(&o, r->contacts[i]->id);
	jo_array_end(&o);
	jo_key(&o, "advisories");
	jo_array(&o);
	vec_each (revision, &r->revisions) {
		const struct advisory_head *h = &answer->heads.at[*map_find_int(&answer->advisories, *revision)];
		if (map_find_int(&seen->cleared, h->class_key))
			jo_str(&o, h->tracking);
	}
	jo_array_end(&o);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static void put_affected(struct cx *cx, struct buf *b, const struct affected_answer *answer, const struct affected *r, const struct affected_seen *seen, bool detail)
{
	size_t contacts = 0, advisories = 0;
	for (size_t i = 0; i < r->n_contacts; i++)
		contacts += map_find_int(&seen->cleared, r->contacts[i]->class_key) != NULL;
	vec_each (revision, &r->revisions)
		advisories += map_find_int(&seen->cleared, answer->heads.at[*map_find_int(&answer->advisories, *revision)].class_key) != NULL;
	buf_printf(b, "%-9s %-26.*s %4zu direct %5zu through others %4zu services %10lld users  %2zu contacts  %3zu advisories\n",
		r->possible ? "possible" : "affected", STR(r->organization->id), r->direct.n, r->through.n, r->services.n, (long long)r->users, contacts,
		advisories);
	if (!detail)
		return;
	contacts = 0;
	for (size_t i = 0; i < r->n_contacts; i++)
		if (map_find_int(&seen->cleared, r->contacts[i]->class_key))
			buf_printf(b, "  contact %zu: %.*s, %.*s %.*s %.*s\n", ++contacts, STR(r->contacts[i]->name), STR(r->contacts[i]->role), STR(r->contacts[i]->channel),
			STR(r->contacts[i]->address));
	vec_each (d, &r->direct) {
		const struct advisory_head *h = &answer->heads.at[*map_find_int(&answer->advisories, d->revision)];
		buf_printf(b, "  direct  %.*s by %.*s\n", STR(affected_node_name(cx, answer, d->node, true, seen)),
			STR(map_find_int(&seen->cleared, h->class_key) ? h->tracking : S("an advisory")));
	}
	vec_each (t, &r->through) {
		buf_put(b, S("  through "));
		for (uint32_t i = 0; i < t->n_path; i++)
			buf_printf(b, "%s%.*s", i ? " > " : "", STR(affected_node_name(cx, answer, t->path[i], i == 0, seen)));
		buf_printf(b, "  after %lld min: %.*s\n", (long long)t->after_min, STR(t->text));
	}
}

static const struct option affected_options[] = {
	{ "--advisory", "ID", "only this advisory" },
	{ "--organization", "ID", "only this organization, with contacts, reasons and paths" },
	{},
};

static bool affected_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct affected_answer answer;
	struct str organization = given(command_option(line, affected_options, "--organization"));
	struct affected_seen seen;
	if (!affected_compute(cx, given(command_option(line, affected_options, "--advisory")), &answer) || !affected_seen_open(cx, &answer, &seen))
		return false;
	struct buf b = buf_make(&cx->a, LINE_BYTES_MAX);
	/* Paths and reasons are made for the rows that are shown. */
	struct affected_vec shown = {};
	vec_each (r, &answer.rows) {
		const struct affected *row = organization.len && !str_eq(organization, r->organization->id) ? NULL : affected_released(cx, &answer, &seen, r);
		if (row)
			*vec_push(&cx->a, &shown) = *row;
	}
	/* Nothing to say of a known organization is good news; of one that is not there, or not theirs to know, it would be a mistake. */
	if (organization.len && !shown.n) {
		bool known = false;
		vec_each (o, &answer.organizations)
			known |= str_eq(o->id, organization) && map_find_int(&seen.cleared, o->class_key) != NULL;
		if (!known)
			return fail(cx, E_MISSING, "there is no organization '%.*s'", STR(organization));
	}
	if ((line->json || organization.len) && !affected_explain(cx, &answer, shown.at, shown.n))
		return false;
	vec_each (r, &shown) {
		if (line->json)
			put_affected_json(cx, &b, &answer, r, &seen);
		else
			put_affected(cx, &b, &answer, r, &seen, organization.len != 0);
		if (b.len > 1 << 20)
			print(&b);
	}
	print(&b);
	return true;
}

/* ---- aliases ---- */
static const struct option alias_options[] = {
	{ "--vendor", "NAME", "the canonical vendor, for an alias of a product" },
	{},
};

static bool alias_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return alias_put(cx, &(struct alias){ .kind = line->words[0], .vendor = given(command_option(line, alias_options, "--vendor")), .alias = line->words[1],
					    .canonical = line->words[2] });
}

static bool alias_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct alias_vec all = {};
	if (!aliases_list(cx, &all))
		return false;
	struct buf b = buf_make(&cx->a, LINE_BYTES_MAX);
	vec_each (x, &all) {
		if (!line->json) {
			buf_printf(&b, "%lld  %-8.*s %.*s%s'%.*s' = '%.*s'\n", (long long)x->key, STR(x->kind), STR(x->vendor), x->vendor.len ? ": " : "", STR(x->alias),
				STR(x->canonical));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kint(&o, "key", x->key);
		jo_kstr(&o, "kind", x->kind);
		jo_kstr(&o, "vendor", x->vendor);
		jo_kstr(&o, "alias", x->alias);
		jo_kstr(&o, "canonical", x->canonical);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	print(&b);
	return true;
}

static bool alias_remove_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t key;
	if (!str_int(line->words[0], &key))
		return fail(cx, E_INVALID, "'%.*s' is not the number of an alias (see 'mainstay alias list')", STR(line->words[0]));
	return alias_remove(cx, key);
}

const struct command advisory_commands[] = {
	{ "advisory read", "PATH...", 1, 4096, DESK_OPEN, RIGHT_TRIAGE, read_command, "Read CSAF 2.0 advisories from files, folders and archives",
		"Each document is read in a confined process, checked against the strict schema and the mandatory tests, and accepted, quarantined with\n"
		"its reason, or kept as an older revision. One line a document, printed after its commit. In folders and archives only files named .json\n"
		"are documents. One that cannot be read, and an archive that is damaged, is quarantined too; the others are read.\n"
		"Exit code 9: some are in quarantine. Bytes that have come before are unchanged, unless they stand in quarantine: then their line is the\n"
		"same again, and so is the exit code.\n\n"
		"Examples:\n  mainstay advisory read advisories/\n  mainstay advisory read csaf.tar.zst one.json --json\n",
		NULL },
	{ "advisory list", "", 0, 0, DESK_OPEN, RIGHT_READ, list_command, "List the current advisories, newest first", "Examples:\n  mainstay advisory list\n  mainstay advisory list --json\n", NULL },
	{ "advisory show", "ID", 1, 1, DESK_OPEN, RIGHT_READ, show_command, "Show one advisory with its products and vulnerabilities",
		"ID is the tracking id, or 'publisher namespace|tracking id'.\n\nExample:\n  mainstay advisory show ABC-2026-001\n", NULL },
	{ "findings", "", 0, 0, DESK_OPEN, RIGHT_READ, findings_command, "Which components meet which advisories, with verdict and reason",
		"Verdicts: affected, not_affected, fixed, under_investigation, undecidable. Confidence 0 to 100.\n\n"
		"Examples:\n  mainstay findings --asset pump-house-3\n  mainstay findings --advisory ABC-2026-001 --json\n",
		findings_options },
	{ "affected", "", 0, 0, DESK_OPEN, RIGHT_WARN, affected_command, "Who must be warned, and why",
		"One row an organization: what is affected directly, what is reached through others and along which path, services and people behind it,\n"
		"contacts in order. Rows marked possible come from undecidable findings and those under investigation.\n\n"
		"Examples:\n  mainstay affected\n  mainstay affected --organization northgrid\n  mainstay affected --advisory ABC-2026-001 --json\n",
		affected_options },
	{ "alias list", "", 0, 0, DESK_OPEN, RIGHT_TRIAGE, alias_list_command, "List the aliases of vendors and products", "Example:\n  mainstay alias list\n", NULL },
	{ "alias add", "KIND ALIAS NAME", 3, 3, DESK_OPEN, RIGHT_TRIAGE, alias_add_command, "Say that two names mean one vendor or product",
		"Example:\n  mainstay alias add vendor \"Borealis Automation\" \"Borealis\"\n  mainstay alias add product \"RTU gateway\" \"Gridlink 200\" --vendor Borealis\n",
		alias_options },
	{ "alias remove", "NUMBER", 1, 1, DESK_OPEN, RIGHT_TRIAGE, alias_remove_command, "Remove an alias", "NUMBER is the first column of 'mainstay alias list'.\n\nExample:\n  mainstay alias remove 3\n", NULL },
	{},
};
