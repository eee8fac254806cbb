/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of the program as a whole: init, history, routes, version, serve, and what is made from the tables (manual, completion).
 */
#include "app/desk_server.h"
#include "base/json.h"
#include "base/time.h"
#include "certificate/certificate.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/who_request.h"
#include "core/who_sign_in.h"
#include <stdio.h>

#ifndef MAINSTAY_VERSION
#define MAINSTAY_VERSION "0.0.0"
#endif

static const struct option init_options[] = {
	{ "--name", "TEXT", "name of the desk" },
	{ "--country", "CC", "the desk's State, two capital letters (ISO 3166-1)" },
	{ "--setup", NULL, "make no login but a link that opens once, where the first person makes their own" },
	{},
};

static bool make_desk(struct cx *cx, struct str name, struct str country)
{
	AUTO(db_tx) tx = db_begin(cx);
	return desk_create(cx, name, country) && db_commit(&tx);
}

static bool print_setup(struct cx *cx, const struct command_line *line)
{
	struct str token, origin = setting_read(cx, &setting_origin);
	AUTO(db_tx) tx = db_begin(cx);
	if (!who_setup_make(cx, &token) || !db_commit(&tx))
		return false;
	if (line->json)
		printf("{\"desk\":\"%.*s\",\"setup\":\"/setup/%.*s\"}\n", STR(line->desk), STR(token));
	else
		printf("The desk is ready. Serve it and open, where the desk is reached in place of %.*s:\n%.*s/setup/%.*s\nThis link is shown once and opens once, within seven days.\n",
			STR(origin), STR(origin), STR(token));
	return true;
}

static bool init_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str name = command_option(line, init_options, "--name"), country = command_option(line, init_options, "--country");
	if (country.ptr && (country.len != 2 || country.ptr[0] < 'A' || country.ptr[0] > 'Z' || country.ptr[1] < 'A' || country.ptr[1] > 'Z'))
		return fail(cx, E_INVALID, "--country '%.*s' is not two capital letters", STR(country));
	if (!db_migrate(cx, feature_schemas(&cx->a, features)) || !make_desk(cx, name.ptr ? name : S("National coordinator's desk"), country.ptr ? country : S("")) ||
		!app_keys_make(cx, line->desk) || !certificate_ensure(cx))
		return false;
	if (command_option(line, init_options, "--setup").ptr)
		return print_setup(cx, line);
	struct str password = who_make_password(&cx->a);
	struct person person = { .id = S("desk"), .name = S("Desk officer"), .role = ROLE_DESK };
	if (!who_create(cx, &person, password))
		return false;
	if (line->json)
		printf("{\"desk\":\"%.*s\",\"login\":\"desk\",\"password\":\"%.*s\"}\n", STR(line->desk), STR(password));
	else
		printf("The desk is ready. Sign in as 'desk' with the password %.*s\nIt is shown this once: keep it safe.\n", STR(password));
	return true;
}

static bool upgrade_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct desk desk;
	(void)exit_code;
	return db_migrate(cx, feature_schemas(&cx->a, features)) && desk_read(cx, &desk) && app_keys_make(cx, line->desk) && certificate_ensure(cx) && printf("The desk '%.*s' is up to date.\n", STR(desk.name)) > 0;
}

static bool history_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct ledger_line_vec lines = {};
	if (!ledger_history(cx, line->words[0], &lines))
		return false;
	if (!lines.n)
		return fail(cx, E_MISSING, "nothing is known of '%.*s'", STR(line->words[0]));
	struct buf b = buf_make(&cx->a, 1 << 26);
	vec_each (l, &lines) {
		if (!line->json) {
			buf_printf(&b, "%.*s  %-20.*s  %-12.*s  %.*s%s\n", STR(time_text(&cx->a, l->at_us)), STR(l->kind), STR(l->actor), STR(l->content),
				l->holds ? "" : "  (DOES NOT MATCH ITS LEAF)");
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "at", time_text(&cx->a, l->at_us));
		jo_kstr(&o, "kind", l->kind);
		jo_kstr(&o, "actor", l->actor);
		jo_kstr(&o, "subject", l->subject);
		jo_kstr(&o, "content", l->content);
		jo_kbool(&o, "holds", l->holds);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

/* One column for each role, in their order; "-" where the row asks nobody. */
static void put_roles(struct buf *b, enum right right, bool asks, bool json)
{
	bool first = true;
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++) {
		bool may = !asks || (who_rights(role) & right);
		if (!json)
			buf_put(b, may ? S(" x") : S(" ."));
		else if (may)
			buf_printf(b, "%s\"%.*s\"", first ? "" : ",", STR(role_text(role)));
		first &= !may;
	}
}

static bool routes_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct buf b = buf_make(&cx->a, 1 << 20);
	if (!line->json)
		buf_put(&b, S("      columns: guest, operator, regulator, partner, auditor, administrator, desk, approver\n"));
	for (const struct feature *const *f = features; *f; f++)
		for (const struct page *p = (*f)->pages; p && p->path; p++) {
			const char *method = p->method == HTTP_POST ? "POST" : "GET";
			if (line->json) {
				buf_printf(&b, "{\"method\":\"%s\",\"path\":\"%s\",\"right\":\"%s\",\"feature\":\"%s\",\"sentence\":\"%s\",\"roles\":[", method, p->path,
					who_right_name(p->right), (*f)->name, p->sentence);
				put_roles(&b, p->right, true, true);
				buf_put(&b, S("]}\n"));
				continue;
			}
			buf_printf(&b, "%-5s %-34s %-9s", method, p->path, who_right_name(p->right));
			put_roles(&b, p->right, true, false);
			buf_printf(&b, "  %s\n", p->sentence);
		}
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			/* A command that opens no desk asks nobody. */
			bool asks = c->desk == DESK_OPEN;
			const char *right = asks ? who_right_name(c->right) : "-";
			if (line->json) {
				buf_printf(&b, "{\"command\":\"%s\",\"arguments\":\"%s\",\"right\":\"%s\",\"feature\":\"%s\",\"sentence\":\"%s\",\"roles\":[", c->name,
					c->arguments, right, (*f)->name, c->sentence);
				put_roles(&b, c->right, asks, true);
				buf_put(&b, S("]}\n"));
				continue;
			}
			buf_printf(&b, "%-5s %-34s %-9s", "run", c->name, right);
			put_roles(&b, c->right, asks, false);
			buf_printf(&b, "  %s\n", c->sentence);
		}
	command_print(&b);
	return true;
}

static bool version_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)cx;
	(void)exit_code;
	printf(line->json ? "{\"version\":\"%s\"}\n" : "mainstay %s\n", MAINSTAY_VERSION);
	return true;
}

static bool manual_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)line;
	(void)exit_code;
	struct buf b = buf_make(&cx->a, 1 << 20);
	app_manual(&b);
	command_print(&b);
	return true;
}

static bool completion_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	if (!str_eq(line->words[0], S("bash")))
		return fail(cx, E_INVALID, "completion for '%.*s' is not known: bash is", STR(line->words[0]));
	struct buf b = buf_make(&cx->a, 1 << 20);
	app_completion_bash(&b);
	command_print(&b);
	return true;
}

static const struct option serve_options[] = {
	{ "--listen", "ADDR:PORT", "where to listen (default: 127.0.0.1:8443; with --plain 127.0.0.1:8080)" },
	{ "--plain", NULL, "without TLS: only on an address of this machine, for a proxy in front" },
	{ "--behind-proxy", NULL, "believe X-Forwarded-Proto and X-Forwarded-For: a proxy in front sets them" },
	{ "--user", "NAME", "started as root: become this user once the address is bound" },
	{ "--state", "DIR", "folder of the journal of page reads (default: beside the desk's file, or ~/.local/state/mainstay)" },
	{ "--connections", "N", "the most connections at once (default: 12000)" },
	{ "--per-address", "N", "the most connections of one address (default: as many as of all)" },
	{ "--slow-threads", "N", "threads for sign-ins and uploads, 1 to 8 (default: 2)" },
	{ "--no-page-cache", NULL, "make every page anew (for measuring)" },
	{},
};

static bool serve_number(struct cx *cx, const struct command_line *line, const char *name, int64_t least, int64_t most, unsigned *out)
{
	struct str text = command_option(line, serve_options, name);
	int64_t n;
	if (!text.ptr)
		return true;
	if (!str_int(text, &n) || n < least || n > most)
		return fail(cx, E_INVALID, "%s '%.*s' is no number from %lld to %lld", name, STR(text), (long long)least, (long long)most);
	*out = (unsigned)n;
	return true;
}

static bool read_serve_options(struct cx *cx, const struct command_line *line, struct serve_options *o)
{
	*o = (struct serve_options){ .listen = command_option(line, serve_options, "--listen"), .user = command_option(line, serve_options, "--user"),
		.state = command_option(line, serve_options, "--state"), .plain = command_option(line, serve_options, "--plain").ptr,
		.behind_proxy = command_option(line, serve_options, "--behind-proxy").ptr, .keep_pages = !command_option(line, serve_options, "--no-page-cache").ptr,
		.slow_threads = SLOW_THREADS };
	return serve_number(cx, line, "--connections", 16, 1000000, &o->connections_max) && serve_number(cx, line, "--per-address", 1, 1000000, &o->per_address_max) &&
		serve_number(cx, line, "--slow-threads", 1, SLOW_THREADS_MAX, &o->slow_threads);
}

static bool serve_before(struct cx *cx, struct command_line *line)
{
	struct serve_options o;
	return read_serve_options(cx, line, &o) && app_serve_begin(cx, line, &o);
}

static bool serve_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct serve_options o;
	(void)exit_code;
	return read_serve_options(cx, line, &o) && app_serve(cx, line, &o);
}

static bool settle_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)line;
	(void)exit_code;
	return app_settle(cx);
}

static const struct setting *find_setting(struct cx *cx, struct str name)
{
	for (const struct feature *const *f = features; *f; f++)
		for (const struct setting *const *s = (*f)->settings; s && *s; s++)
			if (str_eq(str_c((*s)->name), name))
				return *s;
	fail(cx, E_MISSING, "there is no setting '%.*s': see 'mainstay setting list'", STR(name));
	return NULL;
}

static bool setting_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct buf b = buf_make(&cx->a, 1 << 20);
	for (const struct feature *const *f = features; *f; f++)
		for (const struct setting *const *s = (*f)->settings; s && *s; s++) {
			struct str value = setting_read(cx, *s);
			if (!line->json) {
				buf_printf(&b, "%-28s %-32.*s %s\n", (*s)->name, STR(value), (*s)->sentence);
				continue;
			}
			struct json_out o = json_out(&b);
			jo_object(&o);
			jo_kstr(&o, "name", str_c((*s)->name));
			jo_kstr(&o, "value", value);
			jo_kstr(&o, "standard", str_c((*s)->standard));
			jo_kstr(&o, "sentence", str_c((*s)->sentence));
			jo_object_end(&o);
			buf_char(&b, '\n');
		}
	command_print(&b);
	return ok(cx);
}

static bool setting_set_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	const struct setting *setting = find_setting(cx, line->words[0]);
	return setting && setting_write(cx, setting, line->words[1]);
}

static const struct command app_commands[] = {
	{ "init", "", 0, 0, DESK_CREATE, RIGHT_NOBODY, init_command, "Make a new desk and its first login",
		"The login 'desk' and its password are printed once.\n\nExamples:\n"
		"  mainstay init --name \"CIIP desk\" --country XA\n"
		"  mainstay init --desk postgresql:///mainstay\n",
		init_options },
	{ "upgrade", "", 0, 0, DESK_UPGRADE, RIGHT_NOBODY, upgrade_command, "Bring a desk made by an older release up to date",
		"Make a copy of the desk first.\n\nExample:\n  mainstay upgrade --desk /var/lib/mainstay/desk.db\n", NULL },
	{ "setting list", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, setting_list_command, "List the desk's settings with their values", "Example:\n  mainstay setting list\n",
		NULL },
	{ "setting set", "NAME VALUE", 2, 2, DESK_OPEN, RIGHT_MACHINE, setting_set_command, "Change a setting; an empty value brings the standard back",
		"Example:\n  mainstay setting set sign-in.origin https://desk.example\n", NULL },
	{ "history", "ID", 1, 1, DESK_OPEN, RIGHT_READ, history_command, "Print what happened to one thing, from the ledger",
		"Example:\n  mainstay history northgrid-substation-7\n", NULL },
	{ "serve", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, serve_command, "Serve the desk's pages",
		"TLS 1.3 with the desk's certificate ('mainstay certificate'). What people read is recorded in the ledger before it leaves. The process keeps only the files\n"
		"and system calls it needs. SIGTERM ends it with everything under way finished.\n\nExamples:\n  mainstay serve\n  mainstay serve --listen 0.0.0.0:443 --user mainstay\n"
		"  mainstay serve --plain --behind-proxy --listen 127.0.0.1:8080\n",
		serve_options, serve_before },
	{ "settle", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, settle_command, "Run the events and jobs that are due, once", "Example:\n  mainstay settle\n", NULL },
	{ "routes", "", 0, 0, DESK_NONE, RIGHT_ANYONE, routes_command, "Print every page and command with the right it needs", "Example:\n  mainstay routes\n", NULL },
	{ "manual", "", 0, 0, DESK_NONE, RIGHT_ANYONE, manual_command, "Print the manual page (roff)", "Example:\n  mainstay manual | man -l -\n", NULL },
	{ "completion", "SHELL", 1, 1, DESK_NONE, RIGHT_ANYONE, completion_command, "Print the shell's completion script (bash)",
		"Example:\n  mainstay completion bash > /etc/bash_completion.d/mainstay\n", NULL },
	{ "version", "", 0, 0, DESK_NONE, RIGHT_ANYONE, version_command, "Print the version", "Example:\n  mainstay version\n", NULL },
	{},
};

extern const struct page app_pages[];
const struct feature feature_app = { .name = "app", .commands = app_commands, .pages = app_pages };
