/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of the registry: import and export of the register.
 */
#include "core/ledger.h"
#include "registry/registry.h"
#include "base/json.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINES_BYTES_MAX = 1 << 28 };

static void put_change_json(struct buf *b, const struct registry_change *c)
{
	static const char *const what[] = { "create", "update", "delete" };
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "change", str_c(what[c->what]));
	jo_kstr(&o, "record", str_c(c->record));
	jo_kstr(&o, "id", c->id);
	if (c->field) {
		jo_kstr(&o, "field", str_c(c->field));
		jo_kstr(&o, "was", c->was);
		jo_kstr(&o, "now", c->now);
	}
	jo_object_end(&o);
	buf_char(b, '\n');
}

static void put_change(struct buf *b, const struct registry_change *c)
{
	if (c->what == CHANGE_UPDATE)
		buf_printf(b, "~ %s %.*s: %s '%.*s' -> '%.*s'\n", c->record, STR(c->id), c->field, STR(c->was), STR(c->now));
	else
		buf_printf(b, "%c %s %.*s\n", c->what == CHANGE_CREATE ? '+' : '-', c->record, STR(c->id));
}

static void put_counts(struct buf *b, const struct registry_import *im, bool json)
{
	for (unsigned i = 0; i < im->n_counts; i++) {
		const struct registry_count *c = &im->counts[i];
		if (!c->present && !c->created && !c->updated && !c->deleted)
			continue;
		if (!json) {
			buf_printf(b, "%-14s %7zu new  %7zu changed  %7zu removed  %7zu same\n", c->record, c->created, c->updated, c->deleted, c->same);
			continue;
		}
		struct json_out o = json_out(b);
		jo_object(&o);
		jo_kstr(&o, "record", str_c(c->record));
		jo_kint(&o, "created", (int64_t)c->created);
		jo_kint(&o, "updated", (int64_t)c->updated);
		jo_kint(&o, "deleted", (int64_t)c->deleted);
		jo_kint(&o, "same", (int64_t)c->same);
		jo_object_end(&o);
		buf_char(b, '\n');
	}
}

static void put_shifts(struct buf *b, const struct registry_import *im, bool json)
{
	vec_each (s, &im->shifts) {
		if (!json) {
			buf_printf(b, "%-40.*s gains %zu, loses %zu: %.*s\n", STR(s->who), s->gains, s->loses, STR(s->why));
			continue;
		}
		struct json_out o = json_out(b);
		jo_object(&o);
		jo_kstr(&o, "who", s->who);
		jo_kstr(&o, "role", role_text(s->role));
		jo_kint(&o, "gains", (int64_t)s->gains);
		jo_kint(&o, "loses", (int64_t)s->loses);
		jo_kstr(&o, "why", s->why);
		jo_object_end(&o);
		buf_char(b, '\n');
	}
}

static const struct option import_options[] = {
	{ "--dry-run", NULL, "show what would change, row by row, and change nothing" },
	{ "--who", NULL, "with --dry-run: who would gain or lose sight of records, and why" },
	{ "--replace", NULL, "delete rows that a present file does not name" },
	{},
};

/* ---- progress: one line on a terminal, written over and wiped at the end; nothing in a pipe or a log ---- */
struct progress_line {
	double shown_s; /* when it was last written */
	bool written;
};

static double clock_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void show_progress(void *arg, const char *step, const char *what, size_t done, size_t all)
{
	static const double pause_s = 0.1; /* faster nobody reads, and a terminal costs time */
	struct progress_line *line = arg;
	double now = clock_s();
	if (now - line->shown_s < pause_s)
		return;
	fprintf(stderr, "\r\033[Kimport: %s%s%s", step, *what ? " " : "", what);
	if (all)
		fprintf(stderr, ", %zu of %zu", done, all);
	else if (done)
		fprintf(stderr, ", %zu", done);
	fflush(stderr);
	line->shown_s = now;
	line->written = true;
}

static bool import_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	bool dry_run = command_option(line, import_options, "--dry-run").ptr != NULL;
	bool replace = command_option(line, import_options, "--replace").ptr != NULL;
	struct registry_import im;
	struct progress_line shown = { .shown_s = clock_s() };
	struct registry_progress progress = { show_progress, &shown };
	bool good = registry_import_told(cx, line->words[0], dry_run, replace, dry_run, isatty(STDERR_FILENO) ? &progress : NULL, &im);
	if (shown.written)
		fputs("\r\033[K", stderr);
	if (!good)
		return false;
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	vec_each (c, &im.changes)
		line->json ? put_change_json(&b, c) : put_change(&b, c);
	if (command_option(line, import_options, "--who").ptr)
		put_shifts(&b, &im, line->json);
	put_counts(&b, &im, line->json);
	command_print(&b);
	return true;
}

static const struct option export_options[] = {
	{ "--json-lines", NULL, "write .jsonl instead of .csv" },
	{ "--redacted", NULL, "for handing on: each record as the redaction of its data set leaves it; cannot be imported" },
	{},
};

static bool export_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct registry_import ex;
	bool json_lines = command_option(line, export_options, "--json-lines").ptr != NULL, redacted = command_option(line, export_options, "--redacted").ptr != NULL;
	/* In the ledger before the first byte leaves. */
	if (!ledger_export(cx, S("register"), redacted ? S("{\"what\":\"register\",\"redacted\":true}") : S("{\"what\":\"register\"}"), 0))
		return false;
	struct map shown = map_make(&cx->a);
	cx->shown = &shown;
	if (!(redacted ? registry_export_redacted : registry_export)(cx, line->words[0], json_lines, &ex) || !ledger_export_rows(cx, S("register")))
		return false;
	cx->shown = NULL;
	for (unsigned i = 0; i < ex.n_counts; i++) {
		if (line->json)
			printf("{\"record\":\"%s\",\"rows\":%zu}\n", ex.counts[i].record, ex.counts[i].same);
		else
			printf("%-14s %7zu rows\n", ex.counts[i].record, ex.counts[i].same);
	}
	return true;
}

const struct command registry_commands[] = {
	{ "import", "DIR", 1, 1, DESK_OPEN, RIGHT_REGISTER, import_command, "Import a register from a folder, an archive or one file",
		"DIR holds any of sectors, organizations, contacts, services, assets, components, dependencies, as .csv or .jsonl,\n"
		"and coast.geojson, the country's outline for the maps.\n"
		"The import is one transaction: rows are added or changed by id, absent rows and columns stay, an empty cell clears.\n\n"
		"Examples:\n"
		"  mainstay import register/ --dry-run     show the difference\n"
		"  mainstay import register.zip\n"
		"  mainstay import assets.csv --replace    assets.csv is the whole list of assets\n",
		import_options },
	{ "export", "DIR", 1, 1, DESK_OPEN, RIGHT_READ, export_command, "Export the register as far as it is released to you",
		"Imported again, the files give the same state.\n\nExample:\n  mainstay export /tmp/register\n", export_options },
	{},
};
