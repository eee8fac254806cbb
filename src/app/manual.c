/* SPDX-License-Identifier: Apache-2.0
 *
 * Help, manual page and shell completion, made from the rows of commands, so that they cannot drift from what runs.
 */
#include "app/app.h"

static const struct {
	int code;
	const char *meaning;
} exit_codes[] = { { 0, "done" }, { 2, "wrong usage" }, { 3, "invalid input" }, { 4, "not found" }, { 5, "conflict" }, { 6, "denied" },
	{ 7, "busy: try again" }, { 8, "broken" }, { 9, "done, with items quarantined" } };

static void help_command(struct buf *out, const struct command *c)
{
	buf_printf(out, "mainstay %s %s\n\n%s.\n", c->name, c->arguments, c->sentence);
	if (c->more)
		buf_printf(out, "\n%s", c->more);
	if (c->options && c->options[0].name)
		buf_put(out, S("\nOptions:\n"));
	for (const struct option *o = c->options; o && o->name; o++)
		buf_printf(out, "  %-14s %-12s %s\n", o->name, o->value ? o->value : "", o->sentence);
	buf_put(out, S("\nEverywhere: --desk, --as, --at, --json (see 'mainstay --help').\n"));
}

void app_help(struct buf *out, const struct command *command)
{
	if (command) {
		help_command(out, command);
		return;
	}
	buf_put(out, S("mainstay: the desk that protects a country's critical information infrastructure\n\nCommands:\n"));
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++)
			buf_printf(out, "  %-16s %-10s %s\n", c->name, c->arguments, c->sentence);
	buf_put(out, S("\nEverywhere:\n"));
	for (const struct option_global *o = app_options; o->name; o++)
		buf_printf(out, "  %-8s %-10s %s\n", o->name, o->value ? o->value : "", o->sentence);
	buf_put(out, S("\nExamples:\n"
		       "  mainstay init                          make ./mainstay.db and its first login\n"
		       "  mainstay import register/              read the register\n"
		       "  mainstay advisory read advisories/     read what vendors say\n"
		       "  mainstay affected                      who must be warned, and why\n"
		       "\nExit codes: 0 done, 2 usage, 3 invalid, 4 missing, 5 conflict, 6 denied, 7 busy, 8 broken, 9 done with items quarantined.\n"));
}

/* One character beyond ASCII as roff names it; gives its length in bytes. The texts are ours: well-formed UTF-8. */
static int put_code_point(struct buf *out, const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	int n = u[0] >= 0xf0 ? 4 : u[0] >= 0xe0 ? 3 : 2;
	unsigned c = u[0] & (0xffu >> (n + 1));
	for (int i = 1; i < n; i++)
		c = c << 6 | (u[i] & 0x3f);
	buf_printf(out, "\\[u%04X]", c);
	return n;
}

/* Text in roff: a leading dot or quote and every backslash would be read as a request. */
static void roff(struct buf *out, const char *text)
{
	bool start = true;
	for (const char *p = text; *p; p++) {
		if (start && (*p == '.' || *p == '\''))
			buf_put(out, S("\\&"));
		if (*p == '\\')
			buf_put(out, S("\\e"));
		else if (*p == '-')
			buf_put(out, S("\\-"));
		else if ((unsigned char)*p < 0x80)
			buf_char(out, *p);
		else if ((unsigned char)*p >= 0xc0)
			p += put_code_point(out, p) - 1;
		start = *p == '\n';
	}
}

void app_manual(struct buf *out)
{
	buf_put(out, S(".TH MAINSTAY 1\n.SH NAME\nmainstay \\- the desk that protects critical information infrastructure\n.SH SYNOPSIS\n.B mainstay\n"
		       "[\\-\\-desk PATH|URI] [\\-\\-as PERSON] [\\-\\-at TIME] [\\-\\-json] COMMAND ...\n.SH COMMANDS\n"));
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			buf_printf(out, ".SS mainstay %s %s\n", c->name, c->arguments);
			roff(out, c->sentence);
			buf_put(out, S(".\n"));
			if (c->more) {
				buf_put(out, S(".PP\n.nf\n"));
				roff(out, c->more);
				buf_put(out, S(".fi\n"));
			}
			for (const struct option *o = c->options; o && o->name; o++) {
				buf_put(out, S(".TP\n.B "));
				roff(out, o->name);
				buf_printf(out, " %s\n", o->value ? o->value : "");
				roff(out, o->sentence);
				buf_char(out, '\n');
			}
		}
	buf_put(out, S(".SH OPTIONS\n"));
	for (const struct option_global *o = app_options; o->name; o++) {
		buf_put(out, S(".TP\n.B "));
		roff(out, o->name);
		buf_printf(out, " %s\n", o->value ? o->value : "");
		roff(out, o->sentence);
		buf_char(out, '\n');
	}
	buf_put(out, S(".SH EXIT STATUS\n"));
	for (unsigned i = 0; i < sizeof exit_codes / sizeof *exit_codes; i++)
		buf_printf(out, ".TP\n.B %d\n%s\n", exit_codes[i].code, exit_codes[i].meaning);
	buf_put(out, S(".SH ENVIRONMENT\n.TP\n.B MAINSTAY_DESK\nthe desk's database when \\-\\-desk is not given\n"));
}

void app_completion_bash(struct buf *out)
{
	buf_put(out, S("# bash completion for mainstay, made by 'mainstay completion bash'\n_mainstay()\n{\n"
		       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} words=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\"\n\tlocal list=''\n\tcase \"$words\" in\n"));
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			if (!c->options || !c->options[0].name)
				continue;
			buf_printf(out, "\t'%s'*) list='", c->name);
			for (const struct option *o = c->options; o->name; o++)
				buf_printf(out, "%s ", o->name);
			buf_put(out, S("' ;;\n"));
		}
	buf_put(out, S("\t'') list='"));
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			struct str rest = str_c(c->name);
			buf_put(out, str_cut(&rest, ' '));
			buf_char(out, ' ');
		}
	buf_put(out, S("' ;;\n"));
	for (const struct feature *const *f = features; *f; f++)
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			struct str rest = str_c(c->name), first = str_cut(&rest, ' ');
			if (rest.len)
				buf_printf(out, "\t'%.*s') list=\"$list %.*s\" ;;&\n", STR(first), STR(rest));
		}
	buf_put(out, S("\tesac\n\tCOMPREPLY=($(compgen -W \"$list --desk --as --at --json --help\" -- \"$cur\") $(compgen -f -- \"$cur\"))\n}\n"
		       "complete -F _mainstay mainstay\n"));
}
