/* SPDX-License-Identifier: Apache-2.0
 *
 * The commands of people. Must never take a password from the command line: others on the machine can read that.
 */
#include "base/json.h"
#include "base/time.h"
#include "people/web.h"
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const struct option place_options[] = {
	{ "--organization", "ID", "the organization the person belongs to" },
	{ "--role", "ROLE", "guest, operator, regulator, partner, auditor, administrator, desk or approver (default: operator)" },
	{ "--name", "TEXT", "name for people" },
	{ "--sectors", "IDS", "of a regulator: ids of sectors, blanks between them" },
	{ "--email", "ADDRESS", "where the person can be reached" },
	{},
};

static struct str given(const struct command_line *line, const struct option *options, const char *name)
{
	struct str value = command_option(line, options, name);
	return value.ptr ? value : S("");
}

static bool read_role(struct cx *cx, struct str text, enum role *out)
{
	return role_parse(text, out) ||
	       fail(cx, E_INVALID,
	               "--role '%.*s' is not one of guest, operator, regulator, partner, auditor, administrator, desk, approver",
	               STR(text));
}

static bool read_person(struct cx *cx, const struct command_line *line, struct person *out)
{
	struct str role = given(line, place_options, "--role"), name = given(line, place_options, "--name");
	*out = (struct person){ .id = line->words[0],
		.name = name.len ? name : line->words[0],
		.organization = given(line, place_options, "--organization"),
		.sectors = given(line, place_options, "--sectors"),
		.email = given(line, place_options, "--email"),
		.role = ROLE_OPERATOR };
	return !role.len || read_role(cx, role, &out->role);
}

static bool find(struct cx *cx, struct str id, struct person *out)
{
	return who_find(cx, id, out) || (ok(cx) && fail(cx, E_MISSING, "there is no person '%.*s': see 'mainstay user list'", STR(id)));
}

/* ---- adding and inviting ---- */
static bool add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p;
	if (!read_person(cx, line, &p))
		return false;
	if (!(cx->viewer->rights & RIGHT_MACHINE) && !who_may_give(cx->viewer->clearance.role, p.role))
		return fail(cx, E_DENIED,
		        "'%.*s' may not make somebody %.*s alone: use 'mainstay user invite', which a second person confirms",
		        STR(cx->viewer->person), STR(role_text(p.role)));
	struct str password = who_make_password(&cx->a);
	if (!who_create(cx, &p, password))
		return false;
	if (line->json)
		printf("{\"login\":\"%.*s\",\"password\":\"%.*s\"}\n", STR(p.id), STR(password));
	else
		printf("%.*s may sign in with the password %.*s\nIt is shown this once.\n", STR(p.id), STR(password));
	return true;
}

/* What came of an act: a link, a request that waits, or nothing more to say. */
static bool tell(struct cx *cx, const struct command_line *line, struct str id, const struct who_done *done, const char *kind)
{
	struct str link = {};
	if (done->token.len && !people_address(cx, NULL, arena_printf(&cx->a, "/%s/%.*s", kind, STR(done->token)), &link))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 16);
	if (line->json) {
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "login", id);
		jo_kbool(&o, "waits", done->waits);
		if (done->waits)
			jo_kint(&o, "request", done->request);
		if (link.len)
			jo_kstr(&o, "link", link);
		jo_object_end(&o);
		buf_char(&b, '\n');
	} else if (done->waits) {
		buf_printf(&b, "Request %lld waits for a second person: mainstay --as SOMEBODY user confirm %lld\n",
		        (long long)done->request, (long long)done->request);
	} else if (link.len) {
		buf_printf(&b, "%.*s\nThis link is shown once and opens once: give it to %.*s by a way you trust.\n", STR(link), STR(id));
	} else {
		buf_put(&b, S("Done.\n"));
	}
	return command_print(&b);
}

static bool invite_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p, had;
	struct who_done done;
	bool again = who_find(cx, line->words[0], &had) && had.state == WHO_INVITED;
	return ok(cx) && read_person(cx, line, &p) && (again ? who_invite_again(cx, &had, &done) : who_invite(cx, &p, &done)) &&
	       tell(cx, line, p.id, &done, "invite");
}

/* ---- looking ---- */
static void put_person(struct buf *b, const struct person *p)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "login", p->id);
	jo_kstr(&o, "role", role_text(p->role));
	jo_kstr(&o, "organization", p->organization);
	jo_kstr(&o, "name", p->name);
	jo_kstr(&o, "state", who_state_text(p->state));
	jo_kstr(&o, "sectors", p->sectors);
	jo_kstr(&o, "email", p->email);
	jo_kbool(&o, "one_time_codes", p->has_totp);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static bool list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person_vec people = {};
	int64_t total;
	if (!who_people(cx, &(struct who_filter){ .n = 1000000 }, &people, &total))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 26);
	vec_each (p, &people) {
		size_t from = b.len;
		if (line->json) {
			put_person(&b, p);
			continue;
		}
		buf_printf(&b, "%-20.*s %-14.*s %-24.*s %-9.*s %.*s", STR(p->id), STR(role_text(p->role)), STR(p->organization),
		        STR(who_state_text(p->state)), STR(p->name));
		buf_one_line(&b, from);
		buf_char(&b, '\n');
	}
	return command_print(&b);
}

static bool show_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p;
	struct buf b = buf_make(&cx->a, 1 << 16);
	if (!find(cx, line->words[0], &p))
		return false;
	if (line->json) {
		put_person(&b, &p);
		return command_print(&b);
	}
	const struct {
		const char *term;
		struct str text;
	} facts[] = { { "login", p.id }, { "name", p.name }, { "role", role_text(p.role) }, { "state", who_state_text(p.state) },
		{ "organization", p.organization }, { "sectors", p.sectors }, { "e-mail", p.email }, { "language", p.lang },
		{ "password", p.has_password ? S("set") : S("none") }, { "one-time codes", p.has_totp ? S("set") : S("none") },
		{ "since", time_text(&cx->a, p.created_us) } };
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		size_t from = b.len;
		buf_printf(&b, "%-16s %.*s", facts[i].term, STR(facts[i].text));
		buf_one_line(&b, from);
		buf_char(&b, '\n');
	}
	return command_print(&b);
}

static const struct option session_options[] = {
	{ "--end", "KEY", "end this session, or 'all'" },
	{},
};

static bool sessions_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p;
	struct session_vec list = {};
	struct str end = command_option(line, session_options, "--end");
	int64_t key = 0;
	if (end.ptr && !str_eq(end, S("all")) && (!str_int(end, &key) || key <= 0))
		return fail(cx, E_INVALID, "--end '%.*s' is neither a session's number nor 'all'", STR(end));
	if (!find(cx, line->words[0], &p) || (end.ptr && !who_sessions_end(cx, &p, key, 0)) || !who_sessions(cx, p.key, &list))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 22);
	vec_each (s, &list) {
		size_t from = b.len;
		if (!line->json) {
			buf_printf(&b, "%-8lld %.*s  %-26.*s %-24.*s %.*s", (long long)s->key, STR(time_text(&cx->a, s->created_us)),
			        STR(s->how), STR(s->address), STR(s->agent));
			buf_one_line(&b, from);
			buf_char(&b, '\n');
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kint(&o, "session", s->key);
		jo_kstr(&o, "since", time_text(&cx->a, s->created_us));
		jo_kstr(&o, "used", time_text(&cx->a, s->used_us));
		jo_kstr(&o, "how", s->how);
		jo_kstr(&o, "address", s->address);
		jo_kstr(&o, "browser", s->agent);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	return command_print(&b);
}

/* ---- changing ---- */
static bool set_state(struct cx *cx, const struct command_line *line, enum who_state state)
{
	struct person p;
	return find(cx, line->words[0], &p) && who_set_state(cx, &p, state) && tell(cx, line, p.id, &(struct who_done){}, "");
}

static bool end_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return set_state(cx, line, WHO_ENDED);
}

static bool suspend_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return set_state(cx, line, WHO_SUSPENDED);
}

static bool resume_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return set_state(cx, line, WHO_ACTIVE);
}

static const struct option role_options[] = {
	{ "--organization", "ID", "the organization the person belongs to (default: as before)" },
	{ "--sectors", "IDS", "of a regulator: ids of sectors, blanks between them (default: as before)" },
	{},
};

static bool role_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p;
	enum role role;
	struct who_done done;
	struct str organization = command_option(line, role_options, "--organization"),
	           sectors = command_option(line, role_options, "--sectors");
	return find(cx, line->words[0], &p) && read_role(cx, line->words[1], &role) &&
	       who_role(cx, &p, role, organization.ptr ? organization : p.organization, sectors.ptr ? sectors : p.sectors, &done) &&
	       tell(cx, line, p.id, &done, "");
}

static bool recover_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p;
	struct who_done done;
	return find(cx, line->words[0], &p) && who_recover(cx, &p, &done) && tell(cx, line, p.id, &done, "recover");
}

static bool waiting_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct who_request_vec list = {};
	if (!who_requests(cx, NULL, true, &list))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 22);
	vec_each (r, &list) {
		size_t from = b.len;
		if (!line->json) {
			buf_printf(&b, "%-8lld %-8.*s %-20.*s %-14.*s %-14.*s %.*s%sasked for by %.*s", (long long)r->key, STR(r->kind),
			        STR(r->person), STR(r->role), STR(r->organization), STR(r->sectors), r->sectors.len ? " " : "", STR(r->asked_by));
			buf_one_line(&b, from);
			buf_char(&b, '\n');
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kint(&o, "request", r->key);
		jo_kstr(&o, "kind", r->kind);
		jo_kstr(&o, "login", r->person);
		jo_kstr(&o, "role", r->role);
		jo_kstr(&o, "organization", r->organization);
		jo_kstr(&o, "sectors", r->sectors);
		jo_kstr(&o, "asked_by", r->asked_by);
		jo_kstr(&o, "at", time_text(&cx->a, r->asked_us));
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	return command_print(&b);
}

static bool answer(struct cx *cx, const struct command_line *line, bool confirm)
{
	struct who_done done;
	struct who_request_vec list = {};
	struct str person = S("");
	const char *kind = "invite";
	int64_t key;
	if (!str_int(line->words[0], &key))
		return fail(cx, E_INVALID, "'%.*s' is no number of a request: see 'mainstay user waiting'", STR(line->words[0]));
	who_requests(cx, NULL, true, &list);
	vec_each (r, &list)
		if (r->key == key) {
			person = r->person;
			kind = str_eq(r->kind, S("recover")) ? "recover" : "invite";
		}
	return who_answer_request(cx, key, confirm, &done) && tell(cx, line, person, &done, kind);
}

static bool confirm_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return answer(cx, line, true);
}

static bool refuse_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return answer(cx, line, false);
}

static const struct option password_options[] = {
	{ "--generate", NULL, "make one and print it, instead of reading one line from standard input" },
	{},
};

/* One line from standard input; a terminal does not show it. */
static bool read_password(struct cx *cx, struct str *out)
{
	char text[PASSWORD_BYTES_MAX + 2];
	struct termios before, silent;
	bool terminal = isatty(STDIN_FILENO) && !tcgetattr(STDIN_FILENO, &before);
	if (terminal) {
		silent = before;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		fputs("New password: ", stderr);
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	}
	char *line = fgets(text, sizeof text, stdin);
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	if (!line)
		return fail(cx, E_INVALID, "no password on standard input");
	*out = arena_str(&cx->a, str_slice(str_c(text), 0, strcspn(text, "\r\n")));
	return true;
}

static bool password_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person p;
	bool generate = command_option(line, password_options, "--generate").ptr;
	struct str password = generate ? who_make_password(&cx->a) : S("");
	if (!find(cx, line->words[0], &p) || (!generate && !read_password(cx, &password)) || !who_password_set(cx, &p, password))
		return false;
	if (!generate)
		return tell(cx, line, p.id, &(struct who_done){}, "");
	if (line->json)
		printf("{\"login\":\"%.*s\",\"password\":\"%.*s\"}\n", STR(p.id), STR(password));
	else
		printf("%.*s may sign in with the password %.*s\nIt is shown this once.\n", STR(p.id), STR(password));
	return true;
}

const struct command people_commands[] = {
	{ "user add", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, add_command, "Add a person who may sign in",
	        "The password is printed once. An invitation is better: then nobody but the person knows it.\n\n"
	        "Example:\n  mainstay user add anna --organization northgrid --role operator\n",
	        place_options },
	{ "user invite", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, invite_command, "Invite a person by a link that opens once",
	        "What gives more than who invites may give alone waits for a second person. For somebody who is invited already: a new "
	        "link.\n\n"
	        "Example:\n  mainstay user invite anna --organization northgrid --role operator\n",
	        place_options },
	{ "user list", "", 0, 0, DESK_OPEN, RIGHT_PEOPLE, list_command, "List the people of the desk", "Example:\n  mainstay user list\n",
	        NULL },
	{ "user show", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, show_command, "Show one person", "Example:\n  mainstay user show anna\n",
	        NULL },
	{ "user role", "ID ROLE", 2, 2, DESK_OPEN, RIGHT_PEOPLE, role_command, "Give a person another role",
	        "Example:\n  mainstay user role anna desk\n", role_options },
	{ "user suspend", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, suspend_command,
	        "Let a person in no more, for a while; sessions end at once", "Example:\n  mainstay user suspend anna\n", NULL },
	{ "user resume", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, resume_command, "Let a suspended person in again",
	        "Example:\n  mainstay user resume anna\n", NULL },
	{ "user end", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, end_command, "Let a person in no more, for ever",
	        "Example:\n  mainstay user end anna\n", NULL },
	{ "user recover", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, recover_command, "Ask for a link by which a person gets back their account",
	        "A second person confirms it. On the desk's machine, without --as, the link is made at once.\n\nExample:\n  mainstay user "
	        "recover anna\n",
	        NULL },
	{ "user waiting", "", 0, 0, DESK_OPEN, RIGHT_PEOPLE, waiting_command, "List what waits for a second person",
	        "Example:\n  mainstay user waiting\n", NULL },
	{ "user confirm", "REQUEST", 1, 1, DESK_OPEN, RIGHT_PEOPLE, confirm_command, "Confirm what another asked for",
	        "Example:\n  mainstay user confirm 3 --as vera\n", NULL },
	{ "user refuse", "REQUEST", 1, 1, DESK_OPEN, RIGHT_PEOPLE, refuse_command, "Refuse what another asked for, or take back one's own",
	        "Example:\n  mainstay user refuse 3 --as vera\n", NULL },
	{ "user sessions", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, sessions_command, "List where a person is signed in, or end it",
	        "Example:\n  mainstay user sessions anna --end all\n", session_options },
	{ "user password", "ID", 1, 1, DESK_OPEN, RIGHT_MACHINE, password_command, "Set a person's password, read from standard input",
	        "Never from the command line. All sessions of the person end.\n\nExample:\n  mainstay user password anna --generate\n",
	        password_options },
	{},
};
