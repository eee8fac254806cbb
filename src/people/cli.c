/* SPDX-License-Identifier: Apache-2.0
 *
 * The commands of people.
 */
#include "base/json.h"
#include "core/who_sign_in.h"
#include "people/people.h"
#include <stdio.h>

static const struct option user_options[] = {
	{ "--organization", "ID", "the organization the person belongs to" },
	{ "--role", "ROLE", "guest, operator, regulator, partner, auditor, administrator, desk or approver (default: operator)" },
	{ "--name", "TEXT", "name for people" },
	{},
};

static bool user_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str organization = command_option(line, user_options, "--organization"), role = command_option(line, user_options, "--role");
	struct str name = command_option(line, user_options, "--name");
	struct person p = { .id = line->words[0], .name = name.ptr ? name : line->words[0], .organization = organization.ptr ? organization : S(""), .role = ROLE_OPERATOR };
	if (role.ptr && !role_parse(role, &p.role))
		return fail(cx, E_INVALID, "--role '%.*s' is not one of guest, operator, regulator, partner, auditor, administrator, desk, approver", STR(role));
	struct str password = who_make_password(&cx->a);
	if (!who_create(cx, &p, password))
		return false;
	if (line->json)
		printf("{\"login\":\"%.*s\",\"password\":\"%.*s\"}\n", STR(p.id), STR(password));
	else
		printf("%.*s may sign in with the password %.*s\nIt is shown this once.\n", STR(p.id), STR(password));
	return true;
}

static bool user_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person_vec people = {};
	if (!who_list(cx, &people))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 24);
	vec_each (p, &people) {
		if (!line->json) {
			buf_printf(&b, "%-20.*s %-14.*s %-24.*s %.*s\n", STR(p->id), STR(role_text(p->role)), STR(p->organization), STR(p->name));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "login", p->id);
		jo_kstr(&o, "role", role_text(p->role));
		jo_kstr(&o, "organization", p->organization);
		jo_kstr(&o, "name", p->name);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	fwrite(b.ptr, 1, b.len, stdout);
	return true;
}

const struct command people_commands[] = {
	{ "user add", "ID", 1, 1, DESK_OPEN, RIGHT_PEOPLE, user_add_command, "Add a person who may sign in",
		"Example:\n  mainstay user add anna --organization northgrid --role operator\n", user_options },
	{ "user list", "", 0, 0, DESK_OPEN, RIGHT_PEOPLE, user_list_command, "List the people who may sign in", "Example:\n  mainstay user list\n", NULL },
	{},
};
