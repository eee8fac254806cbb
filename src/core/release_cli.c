/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of release: who would see a record and why, the matrix, national levels, what people hold, grants, marks. And the door plate.
 */
#include "base/json.h"
#include "base/time.h"
#include "core/release_grant.h"
#include "core/store_release.h"
#include "core/store_who.h"
#include <stdio.h>

enum { LINES_BYTES_MAX = 1 << 26 };

static bool read_time(struct cx *cx, struct str text, const char *name, int64_t *out)
{
	return !text.len || time_parse(text, out) ||
	       fail(cx, E_INVALID, "%s '%.*s' is not a time like 2026-08-31T12:00:00Z", name, STR(text));
}

/* ---- who, explain ---- */
static const struct option who_options[] = {
	{ "--kind", "KIND", "of several records with this id" },
	{ "--for", "PERSON", "only this person" },
	{ "--tlp", "LABEL", "as if it were marked so" },
	{ "--owner", "ID", "as if it belonged to this organization" },
	{ "--level", "LEVEL", "as if it had this national level" },
	{ "--compartments", "NAMES", "as if it stood in these compartments" },
	{ "--audience", "IDS", "as if it were released to these organizations" },
	{ "--from", "TIME", "as if it were released from then on" },
	{ "--until", "TIME", "as if it were released until then" },
	{},
};

/* What the options say laid over labels; *changed when any does. */
static bool laid_over(struct cx *cx, const struct command_line *line, const struct option *options, struct labels *l, bool *changed)
{
	struct str level = command_option(line, options, "--level"), compartments = command_option(line, options, "--compartments");
	struct str audience = command_option(line, options, "--audience"), from = command_option(line, options, "--from");
	struct str until = command_option(line, options, "--until");
	*changed |= level.ptr || compartments.ptr || audience.ptr || from.ptr || until.ptr;
	if (compartments.ptr)
		l->compartments = names_parse(&cx->a, compartments);
	if (audience.ptr)
		l->audience = names_parse(&cx->a, audience);
	return (!level.ptr || release_level_parse(cx, level, &l->level)) && read_time(cx, from, "--from", &l->from_us) &&
	       read_time(cx, until, "--until", &l->until_us);
}

static void put_seer(
        struct cx *cx, struct buf *b, bool json, const struct labels *before, const struct labels *after, const struct release_seer *s)
{
	static const char *const decisions[] = { "deny", "redact", "allow" };
	struct str name = release_seer_name(&cx->a, s), words = release_words(&cx->a, after, &s->after);
	const char *shift = s->before.decision == s->after.decision ? "" : s->before.decision < s->after.decision ? "gains" : "loses";
	if (!json) {
		buf_printf(b, "%-6s %-40.*s %-14.*s %.*s%s%s\n", decisions[s->after.decision], STR(name), STR(role_text(s->clearance.role)),
		        STR(words), *shift ? ": " : "", shift);
		return;
	}
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "who", name);
	jo_kbool(&o, "person", s->who.len > 0);
	jo_kstr(&o, "role", role_text(s->clearance.role));
	jo_kstr(&o, "organization", s->clearance.organization);
	jo_kstr(&o, "decision", str_c(decisions[s->after.decision]));
	jo_kstr(&o, "reason", str_c(release_reason_name(s->after.reason)));
	jo_kstr(&o, "about", s->after.about);
	jo_kstr(&o, "words", words);
	if (before) {
		jo_kstr(&o, "was", str_c(decisions[s->before.decision]));
		jo_kstr(&o, "was_reason", str_c(release_reason_name(s->before.reason)));
		jo_kstr(&o, "shift", str_c(shift));
	}
	jo_object_end(&o);
	buf_char(b, '\n');
}

static bool who_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct subject_found found;
	struct labels was, now;
	struct release_seer_vec seers = {};
	const char *kind;
	struct str tlp = command_option(line, who_options, "--tlp"), owner = command_option(line, who_options, "--owner");
	struct str only = command_option(line, who_options, "--for");
	bool changed = tlp.ptr || owner.ptr;
	if (!release_find(cx, line->features, command_option(line, who_options, "--kind"), line->words[0], &kind, &found) ||
	        !release_labels(cx, found.class_key, &was))
		return false;
	now = was;
	if (owner.ptr)
		now.owner = owner;
	if (tlp.ptr && !tlp_parse(tlp, &now.tlp))
		return fail(cx, E_INVALID, "--tlp '%.*s' is not one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED", STR(tlp));
	if (!laid_over(cx, line, who_options, &now, &changed) || !release_seers(cx, changed ? &was : NULL, &now, &seers))
		return false;
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	size_t shown = 0;
	vec_each (s, &seers)
		if (!only.ptr || str_eq(only, s->who)) {
			put_seer(cx, &b, line->json, changed ? &was : NULL, &now, s);
			shown++;
		}
	if (!shown)
		return fail(cx, E_MISSING, "there is no person '%.*s': see 'mainstay user list'", STR(only));
	command_print(&b);
	return true;
}

/* ---- the matrix ---- */
static bool matrix_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct buf b = buf_make(&cx->a, 1 << 16);
	if (!line->json)
		buf_put(&b, S("| role | TLP:CLEAR | TLP:GREEN | TLP:AMBER | TLP:AMBER+STRICT | TLP:RED |\n|---|---|---|---|---|---|\n"));
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++) {
		if (!line->json)
			buf_printf(&b, "| %.*s |", STR(role_text(role)));
		for (enum tlp tlp = TLP_CLEAR; tlp <= TLP_RED; tlp++) {
			struct str ways = release_matrix(&cx->a, role, tlp);
			if (line->json)
				buf_printf(&b, "{\"role\":\"%.*s\",\"tlp\":\"%.*s\",\"if\":\"%.*s\"}\n", STR(role_text(role)),
				        STR(tlp_text(tlp)), STR(ways));
			else
				buf_printf(&b, " %.*s |", STR(ways.len ? ways : S("–")));
		}
		if (!line->json)
			buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

/* ---- levels ---- */
static bool level_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct store_level_vec levels = {};
	if (!store_levels(cx, &levels))
		return false;
	vec_each (l, &levels)
		printf(line->json ? "{\"rank\":%lld,\"level\":\"%.*s\"}\n" : "%4lld  %.*s\n", (long long)l->rank, STR(l->name));
	return true;
}

static bool level_set_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t rank = 0;
	if (!str_int(line->words[0], &rank))
		return fail(cx, E_INVALID, "'%.*s' is no rank: a whole number, 1 the lowest", STR(line->words[0]));
	return release_level_set(cx, rank, line->words[1]);
}

/* ---- what people hold ---- */
static const struct option clear_options[] = {
	{ "--level", "LEVEL", "highest national level" },
	{ "--compartments", "NAMES", "all compartments, parted by commas" },
	{ "--sectors", "IDS", "sectors that a regulator regulates, parted by commas" },
	{},
};

static bool clear_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct clearance c = {};
	struct str level = command_option(line, clear_options, "--level"),
	           compartments = command_option(line, clear_options, "--compartments");
	struct str sectors = command_option(line, clear_options, "--sectors");
	store_held(cx, line->words[0], &c);
	if (compartments.ptr)
		c.compartments = names_parse(&cx->a, compartments);
	if (sectors.ptr)
		c.sectors = names_parse(&cx->a, sectors);
	return ok(cx) && (!level.ptr || release_level_parse(cx, level, &c.level)) && release_hold(cx, line->words[0], &c);
}

/* ---- grants ---- */
static const struct option grant_options[] = {
	{ "--owner", "ID", "records of this organization" },
	{ "--sector", "ID", "records of this sector" },
	{ "--all", NULL, "all records" },
	{ "--purpose", "PURPOSE", "read, warn, export, path, share or trace (default: read)" },
	{ "--agreement", "TEXT", "what it rests on" },
	{ "--from", "TIME", "from then on" },
	{ "--until", "TIME", "until then" },
	{},
};

static bool grant_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str owner = command_option(line, grant_options, "--owner"), sector = command_option(line, grant_options, "--sector");
	struct str all = command_option(line, grant_options, "--all"), purpose = command_option(line, grant_options, "--purpose");
	struct grant g = { .kind = owner.ptr    ? GRANT_OWNER
		                   : sector.ptr ? GRANT_SECTOR
		                                : GRANT_ALL,
		.subject = owner.ptr    ? owner
		           : sector.ptr ? sector
		                        : S(""),
		.agreement = command_option(line, grant_options, "--agreement") };
	int64_t key = 0;
	if (!!owner.ptr + !!sector.ptr + !!all.ptr != 1)
		return fail(cx, E_INVALID, "say what is granted: one of --owner, --sector, --all");
	if (purpose.ptr && !purpose_parse(purpose, &g.purpose))
		return fail(cx, E_INVALID, "--purpose '%.*s' is not one of read, warn, export, path, share, trace", STR(purpose));
	if (!read_time(cx, command_option(line, grant_options, "--from"), "--from", &g.from_us) ||
	        !read_time(cx, command_option(line, grant_options, "--until"), "--until", &g.until_us) ||
	        !release_grant_add(cx, line->words[0], &g, &key))
		return false;
	printf(line->json ? "{\"grant\":%lld}\n" : "grant %lld\n", (long long)key);
	return true;
}

static bool grant_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	static const char *const kinds[] = { [GRANT_OWNER] = "owner", [GRANT_SECTOR] = "sector", [GRANT_ALL] = "all" };
	struct store_grant_vec grants = {};
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!store_grants(cx, S(""), &grants))
		return false;
	vec_each (g, &grants) {
		struct str from = g->grant.from_us ? time_text(&cx->a, g->grant.from_us) : S(""),
		           until = g->grant.until_us ? time_text(&cx->a, g->grant.until_us) : S("");
		if (!line->json) {
			buf_printf(&b, "%4lld  %-20.*s %-7s %-20.*s %-6.*s %-20.*s %-20.*s %.*s\n", (long long)g->key, STR(g->organization),
			        kinds[g->grant.kind], STR(g->grant.subject), STR(purpose_text(g->grant.purpose)), STR(from), STR(until),
			        STR(g->grant.agreement));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kint(&o, "grant", g->key);
		jo_kstr(&o, "organization", g->organization);
		jo_kstr(&o, "kind", str_c(kinds[g->grant.kind]));
		jo_kstr(&o, "subject", g->grant.subject);
		jo_kstr(&o, "purpose", purpose_text(g->grant.purpose));
		jo_kstr(&o, "agreement", g->grant.agreement);
		jo_kstr(&o, "from", from);
		jo_kstr(&o, "until", until);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

static bool grant_end_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t key = 0;
	if (!str_int(line->words[0], &key))
		return fail(cx, E_INVALID, "'%.*s' is no number of a grant: see 'mainstay grant list'", STR(line->words[0]));
	return release_grant_end(cx, key);
}

/* ---- marks ---- */
static const struct option mark_options[] = {
	{ "--kind", "KIND", "of several records with this id" },
	{ "--level", "LEVEL", "national level" },
	{ "--compartments", "NAMES", "compartments, parted by commas: who sees it holds all of them" },
	{ "--audience", "IDS", "organizations it is released to by name, parted by commas" },
	{ "--from", "TIME", "released to others from then on" },
	{ "--until", "TIME", "released to others until then" },
	{},
};

static bool mark_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct labels mark = {};
	bool any = false;
	return laid_over(cx, line, mark_options, &mark, &any) &&
	       release_mark_set(cx, line->features, command_option(line, mark_options, "--kind"), line->words[0], &mark);
}

static const struct command release_commands[] = {
	{ "release who", "ID", 1, 1, DESK_OPEN, RIGHT_POLICY, who_command, "Who would see a record, and why",
	        "Every person of the desk and every role in general. With --tlp, --owner, --level … the record as it would be, and who "
	        "gains or loses by it.\n\n"
	        "Examples:\n  mainstay release who northgrid-substation-7\n  mainstay release who northgrid-substation-7 --tlp GREEN "
	        "--json\n",
	        who_options },
	{ "release explain", "ID", 1, 1, DESK_OPEN, RIGHT_POLICY, who_command, "Why one person sees a record or does not",
	        "Example:\n  mainstay release explain northgrid-substation-7 --for anna\n", who_options },
	{ "release mark", "ID", 1, 1, DESK_OPEN, RIGHT_POLICY, mark_command, "Mark a record: level, compartments, audience, time",
	        "A mark stands beside the record's own marking and replaces the mark it had; without options it is taken away. A level or "
	        "compartment binds everybody.\n\n"
	        "Examples:\n  mainstay release mark northgrid-substation-7 --compartments grid --level secret\n"
	        "  mainstay release mark northgrid-substation-7 --audience clinic --until 2026-12-31\n",
	        mark_options },
	{ "release matrix", "", 0, 0, DESK_NONE, RIGHT_ANYONE, matrix_command, "Print which role sees which marking, on what condition",
	        "Example:\n  mainstay release matrix\n", NULL },
	{ "level list", "", 0, 0, DESK_OPEN, RIGHT_POLICY, level_list_command, "List the levels of the national classification",
	        "Example:\n  mainstay level list\n", NULL },
	{ "level set", "RANK NAME", 2, 2, DESK_OPEN, RIGHT_POLICY, level_set_command, "Name a rank of the national classification",
	        "Example:\n  mainstay level set 2 secret\n", NULL },
	{ "user clear", "PERSON", 1, 1, DESK_OPEN, RIGHT_POLICY, clear_command, "Say which level, compartments and sectors a person holds",
	        "What is not named stays. Nobody gives what they do not hold, nor to themselves.\n\nExample:\n  mainstay user clear anna "
	        "--level secret --compartments grid\n",
	        clear_options },
	{ "grant add", "ORGANIZATION", 1, 1, DESK_OPEN, RIGHT_POLICY, grant_add_command,
	        "Let an organization see records of others up to TLP:AMBER, by an agreement",
	        "Example:\n  mainstay grant add clinic --owner aqua --purpose path --agreement \"MoU 2026-4\" --until 2027-01-01\n",
	        grant_options },
	{ "grant list", "", 0, 0, DESK_OPEN, RIGHT_POLICY, grant_list_command, "List the grants that stand",
	        "Example:\n  mainstay grant list\n", NULL },
	{ "grant end", "NUMBER", 1, 1, DESK_OPEN, RIGHT_POLICY, grant_end_command, "Take a grant back",
	        "Example:\n  mainstay grant end 3\n", NULL },
	{},
};

extern const struct page release_pages[];
const struct feature feature_release = { .name = "release", .commands = release_commands, .pages = release_pages };
