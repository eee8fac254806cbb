/* SPDX-License-Identifier: Apache-2.0
 *
 * The entrance: reads the command line against the rows, opens what the command needs, runs it, and turns its error into one line and an exit code.
 * The only place that reads the environment and the terminal.
 */
#include "app/app.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/who.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { EXIT_USAGE = 2 };

const struct option_global app_options[] = {
	{ "--desk", "PATH|URI", "the desk's database: a file, or postgresql://… (default: MAINSTAY_DESK, then ./mainstay.db)" },
	{ "--as", "PERSON", "act for this person: sees and may do what they may (default: desk)" },
	{ "--at", "TIME", "act at this time, RFC 3339 (default: now)" },
	{ "--json", NULL, "print JSON Lines for programs" },
	{ "--help", NULL, "show help with examples" },
	{},
};

struct start {
	struct str as, at, desk;
	bool help;
	struct str words[4096];
	unsigned n;
};

static bool same_words(struct str name, const struct str *words, unsigned n, unsigned *used)
{
	unsigned i = 0;
	while (name.ptr && name.len) {
		struct str part = str_cut(&name, ' ');
		if (i == n || !str_eq(part, words[i]))
			return false;
		i++;
	}
	*used = i;
	return true;
}

const struct command *app_command(const struct str *words, unsigned n, unsigned *used)
{
	const struct command *best = NULL;
	*used = 0;
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			unsigned k;
			if (same_words(str_c(c->name), words, n, &k) && k > *used) {
				best = c;
				*used = k;
			}
		}
	return best;
}

static int usage(const char *fmt, struct str what)
{
	fprintf(stderr, fmt, STR(what));
	fputs(" (see 'mainstay --help')\n", stderr);
	return EXIT_USAGE;
}

/* Global options may stand anywhere; "--x=v" and "--x v" are alike. Command options are read against the row later. */
static int read_options(int argc, char **argv, struct start *s, struct command_line *line, const struct command *command)
{
	for (int i = 1; i < argc; i++) {
		struct str arg = str_c(argv[i]), name = arg;
		if (str_eq(arg, S("--"))) {
			while (++i < argc && s->n < 4096)
				s->words[s->n++] = str_c(argv[i]);
			break;
		}
		if (!str_starts(arg, S("-")) || arg.len == 1) {
			if (s->n == 4096)
				return usage("mainstay: more than 4096 arguments at '%.*s'", arg);
			s->words[s->n++] = arg;
			continue;
		}
		struct str value = { NULL, 0 };
		ptrdiff_t eq = str_find(arg, S("="));
		if (eq > 0) {
			name = str_slice(arg, 0, (size_t)eq);
			value = str_slice(arg, (size_t)eq + 1, arg.len);
		}
		struct str *into = NULL;
		bool flag = false;
		if (str_eq(name, S("--desk")))
			into = &s->desk;
		else if (str_eq(name, S("--as")))
			into = &s->as;
		else if (str_eq(name, S("--at")))
			into = &s->at;
		else if (str_eq(name, S("--json")))
			line->json = flag = true;
		else if (str_eq(name, S("--help")) || str_eq(name, S("-h")))
			s->help = flag = true;
		else if (!command)
			continue; /* first round: the command is not known yet */
		for (unsigned k = 0; !into && !flag && command && command->options && command->options[k].name; k++)
			if (str_eq(name, str_c(command->options[k].name))) {
				flag = !command->options[k].value;
				into = flag ? NULL : &line->option_values[k];
				if (flag)
					line->option_values[k] = S("");
			}
		if (!into && !flag)
			return usage("mainstay: unknown option '%.*s'", name);
		if (flag && value.ptr)
			return usage("mainstay: option '%.*s' takes no value", name);
		if (into && !value.ptr) {
			if (++i == argc)
				return usage("mainstay: option '%.*s' needs a value", name);
			value = str_c(argv[i]);
		}
		if (into)
			*into = value;
	}
	return 0;
}

/* The values of options in the first round are taken for words, so the command is searched among prefixes of what is no option. */
static const struct command *find_command(int argc, char **argv)
{
	struct str words[8] = {};
	unsigned n = 0, used;
	for (int i = 1; i < argc && n < 8; i++) {
		struct str arg = str_c(argv[i]);
		bool takes_value = str_eq(arg, S("--desk")) || str_eq(arg, S("--as")) || str_eq(arg, S("--at"));
		if (takes_value)
			i++;
		else if (!str_starts(arg, S("-")))
			words[n++] = arg;
	}
	return app_command(words, n, &used);
}

static bool prepare(struct cx *cx, const struct start *s, const struct command *command, const struct command_line *line)
{
	cx->now_us = cx->clock_us = app_now_us();
	cx->features = features;
	if (s->at.ptr && !time_parse(s->at, &cx->now_us))
		return fail(cx, E_INVALID, "--at '%.*s' is not a time like 2026-08-31T12:00:00Z", STR(s->at));
	if (command->desk == DESK_NONE)
		return true;
	if (!db_open(cx, line->desk, command->desk == DESK_CREATE))
		return false;
	if (command->desk != DESK_OPEN)
		return true;
	struct desk desk;
	if (!db_check_schema(cx, feature_schemas(&cx->a, features)) || !desk_read(cx, &desk) || !app_keys_read(cx, line->desk) ||
		!(s->as.ptr ? who_act_as(cx, s->as) : who_act_as_machine(cx)))
		return false;
	if (!(cx->viewer->rights & command->right)) {
		ledger_refusal(cx, S("command"), str_c(command->name));
		err_clear(&cx->err); /* whether or not it could be noted, the answer is the same */
		return fail(cx, E_DENIED, "'%.*s' may not run '%s': it needs the right '%s'", STR(cx->viewer->person), command->name,
		        who_right_name(command->right));
	}
	return true;
}

static int finish(struct cx *cx, int exit_code)
{
	/* A reader that has gone away (… | head) is no fault. */
	if ((fflush(stdout) || ferror(stdout)) && errno != EPIPE)
		fail(cx, E_BROKEN, "could not write to standard output");
	if (!ok(cx)) {
		fprintf(stderr, "mainstay: %s\n", cx->err.text);
		exit_code = err_exit_code(cx->err.kind);
	}
	return exit_code;
}

static int run(struct cx *cx, const struct start *s, const struct command *command, struct command_line *line)
{
	int exit_code = 0;
	if (command->before)
		command->before(cx, line);
	cx->jail = command->desk == DESK_NONE || !ok(cx) ? NULL : jail_start(readers, READER_COUNT, 2, NULL, &cx->err);
	if (ok(cx) && prepare(cx, s, command, line))
		command->handler(cx, line, &exit_code);
	/* What a change set off in rooms above is done before the command ends. */
	if (ok(cx) && command->desk == DESK_OPEN && (command->right & (RIGHT_REGISTER | RIGHT_TRIAGE)))
		app_settle(cx);
	exit_code = finish(cx, exit_code);
	db_close(cx);
	if (cx->jail)
		jail_end(cx->jail);
	arena_end(&cx->a);
	return exit_code;
}

static int help(const struct command *command, bool asked)
{
	struct cx cx = {};
	struct buf b = buf_make(&cx.a, 1 << 20);
	app_help(&b, command);
	fwrite(b.ptr, 1, b.len, asked ? stdout : stderr);
	arena_end(&cx.a);
	return asked ? 0 : EXIT_USAGE;
}

int main(int argc, char **argv)
{
	static struct start s; /* large: not on the stack */
	static struct command_line line;
	static struct cx cx;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is met as a full disk is */
	const struct command *command = find_command(argc, argv);
	int bad = read_options(argc, argv, &s, &line, command);
	if (bad)
		return bad;
	if (s.help || !s.n)
		return help(command, s.help);
	if (!command)
		return usage("mainstay: unknown command '%.*s'", s.words[0]);
	unsigned used;
	if (app_command(s.words, s.n, &used) != command)
		return usage("mainstay: unknown command '%.*s'", s.words[0]);
	line.n = s.n - used;
	memcpy(line.words, s.words + used, line.n * sizeof *line.words);
	if (line.n < command->words_min || line.n > command->words_max) {
		fprintf(stderr, "mainstay: usage: mainstay %s %s (see 'mainstay %s --help')\n", command->name, command->arguments,
		        command->name);
		return EXIT_USAGE;
	}
	const char *from_env = getenv("MAINSTAY_DESK");
	line.desk = s.desk.ptr ? s.desk : from_env && *from_env ? str_c(from_env) : S("./mainstay.db");
	line.colours = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	line.features = features;
	line.key_path = app_keys_path;
	return run(&cx, &s, command, &line);
}
