/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of API tokens, client certificates, passkeys and the identity provider.
 */
#include "base/json.h"
#include "core/who_certificate.h"
#include "core/who_oidc.h"
#include "core/who_passkey.h"
#include "core/who_token.h"
#include "base/time.h"
#include "sys/file.h"
#include <stdio.h>
#include <string.h>

enum { LINES_BYTES_MAX = 1 << 24, SECRET_LINE_MAX = 1024 };

static bool find(struct cx *cx, struct str id, struct person *out)
{
	return who_find(cx, id, out) || (ok(cx) && fail(cx, E_MISSING, "there is no person '%.*s': see 'mainstay user list'", STR(id)));
}

static void put_time(struct cx *cx, struct json_out *o, const char *name, int64_t us)
{
	if (us)
		jo_kstr(o, name, time_text(&cx->a, us));
}

/* ---- tokens ---- */

static const struct option token_options[] = {
	{ "--scope", "RIGHTS", "what it may do, such as read,warn: rights of the person, with commas (default: read)" },
	{ "--days", "N", "how long it is good, 1 to 366 (default: 90)" },
	{ "--name", "TEXT", "what it is for (default: API)" },
	{},
};

static bool token_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str scope_text = command_option(line, token_options, "--scope"), days_text = command_option(line, token_options, "--days"),
	           name = command_option(line, token_options, "--name"), text;
	struct person person;
	unsigned scope = RIGHT_READ;
	int64_t days = 90;
	if (days_text.ptr && !str_int(days_text, &days))
		return fail(cx, E_INVALID, "--days '%.*s' is no number", STR(days_text));
	if ((scope_text.ptr && !token_scope_parse(cx, scope_text, &scope)) || !find(cx, line->words[0], &person) ||
	        !token_add(cx, &person, name.ptr ? name : S("API"), scope, days, &text))
		return false;
	printf(line->json ? "{\"token\":\"%.*s\"}\n" : "%.*s\nIt is shown this once.\n", STR(text));
	return true;
}

static bool token_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	struct api_token_vec tokens = {};
	if (!find(cx, line->words[0], &person) || !tokens_of(cx, person.key, &tokens))
		return false;
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	vec_each (t, &tokens) {
		struct str scope = token_scope_text(&cx->a, t->scope);
		if (!line->json) {
			buf_printf(&b, "%6lld  %-24.*s  until %.*s  %s%.*s  %.*s\n", (long long)t->key, STR(scope),
			        STR(time_date(&cx->a, t->expires_us)), t->used_us ? "used " : "never used",
			        STR(t->used_us ? time_date(&cx->a, t->used_us) : S("")), STR(t->name));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kint(&o, "number", t->key);
		jo_kstr(&o, "name", t->name);
		jo_kstr(&o, "scope", scope);
		put_time(cx, &o, "until", t->expires_us);
		put_time(cx, &o, "used", t->used_us);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

/* A number typed as the second word; without one 0, which means all. */
static bool number_of(struct cx *cx, const struct command_line *line, int64_t *key)
{
	*key = 0;
	return line->n < 2 || (str_int(line->words[1], key) && *key > 0) ||
	       fail(cx, E_INVALID, "'%.*s' is no number of a list", STR(line->words[1]));
}

static bool token_end_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	int64_t key;
	return number_of(cx, line, &key) && find(cx, line->words[0], &person) && tokens_end(cx, &person, key);
}

/* ---- passkeys ---- */

static bool passkey_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	struct passkey_vec list = {};
	if (!find(cx, line->words[0], &person) || !passkeys_of(cx, person.key, &list))
		return false;
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	vec_each (p, &list) {
		if (!line->json) {
			buf_printf(&b, "%6lld  since %.*s  %s%.*s  %.*s\n", (long long)p->key, STR(time_date(&cx->a, p->created_us)),
			        p->used_us ? "used " : "never used", STR(p->used_us ? time_date(&cx->a, p->used_us) : S("")), STR(p->name));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kint(&o, "number", p->key);
		jo_kstr(&o, "name", p->name);
		put_time(cx, &o, "since", p->created_us);
		put_time(cx, &o, "used", p->used_us);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

static bool passkey_end_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	int64_t key;
	return number_of(cx, line, &key) && find(cx, line->words[0], &person) && passkeys_end(cx, &person, key);
}

/* ---- certificates ---- */

static void put_certificate(struct cx *cx, struct buf *b, const struct certificate *c, bool json)
{
	if (!json) {
		buf_printf(b, "%.*s  until %.*s  %.*s\n", STR(c->fingerprint), STR(time_date(&cx->a, c->until_us)), STR(c->subject));
		return;
	}
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "fingerprint", c->fingerprint);
	jo_kstr(&o, "subject", c->subject);
	put_time(cx, &o, "until", c->until_us);
	put_time(cx, &o, "used", c->used_us);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static bool certificate_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	struct certificate_vec list = {};
	struct certificate c;
	struct str pem;
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!find(cx, line->words[0], &person))
		return false;
	if (line->n == 2) {
		if (!file_read(&cx->a, arena_str(&cx->a, line->words[1]).ptr, CERTIFICATE_PEM_BYTES_MAX, &pem, &cx->err) ||
		        !certificate_add(cx, &person, pem, &c))
			return false;
		put_certificate(cx, &b, &c, line->json);
	} else {
		if (!certificates_of(cx, person.key, &list))
			return false;
		vec_each (one, &list)
			put_certificate(cx, &b, one, line->json);
	}
	command_print(&b);
	return true;
}

static bool certificate_end_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	return find(cx, line->words[0], &person) && certificates_end(cx, &person, line->n == 2 ? line->words[1] : S(""));
}

/* ---- the identity provider ---- */

static const struct option link_options[] = {
	{ "--oidc", "SUBJECT", "what the identity provider knows the person by (setting oidc.claim)" },
	{},
};

static bool link_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	struct str subject = command_option(line, link_options, "--oidc");
	struct person person;
	if (!subject.ptr) {
		*exit_code = 2;
		fputs("mainstay: user link needs --oidc SUBJECT\n", stderr);
		return true;
	}
	return find(cx, line->words[0], &person) && oidc_link(cx, &person, subject);
}

static bool unlink_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct person person;
	return find(cx, line->words[0], &person) && oidc_unlink(cx, &person);
}

static bool oidc_set_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	(void)line;
	char text[SECRET_LINE_MAX + 1];
	size_t n = fread(text, 1, sizeof text, stdin);
	bool good = n <= SECRET_LINE_MAX && oidc_secret_set(cx, str_trim((struct str){ text, n }));
	explicit_bzero(text, sizeof text);
	return good || (ok(cx) && fail(cx, E_INVALID, "the secret on standard input is too long"));
}

/* What lets somebody in as a person is for whoever runs the machine, or for the person on their own page: who only looks after people must not become them. */
const struct command keys_commands[] = {
	{ "token add", "PERSON", 1, 1, DESK_OPEN, RIGHT_MACHINE, token_add_command, "Make an API token of a person and print it once",
	        "The token does what both its scope and its person may, and is sent as: Authorization: Bearer TOKEN\n\n"
	        "Example:\n  mainstay token add anna --scope read,warn --days 90 --name 'status board'\n",
	        token_options },
	{ "token list", "PERSON", 1, 1, DESK_OPEN, RIGHT_PEOPLE, token_list_command, "List a person's API tokens",
	        "Example:\n  mainstay token list anna\n", NULL },
	{ "token end", "PERSON [NUMBER]", 1, 2, DESK_OPEN, RIGHT_PEOPLE, token_end_command, "End one of a person's API tokens, or all",
	        "Example:\n  mainstay token end anna 3\n", NULL },
	{ "passkey list", "PERSON", 1, 1, DESK_OPEN, RIGHT_PEOPLE, passkey_list_command, "List a person's passkeys",
	        "Example:\n  mainstay passkey list anna\n", NULL },
	{ "passkey end", "PERSON [NUMBER]", 1, 2, DESK_OPEN, RIGHT_PEOPLE, passkey_end_command, "End one of a person's passkeys, or all",
	        "Example:\n  mainstay passkey end anna 2\n", NULL },
	{ "user certificate", "PERSON [FILE]", 1, 2, DESK_OPEN, RIGHT_MACHINE, certificate_command,
	        "Let whoever holds a client certificate's key act as a person; without FILE list them",
	        "FILE holds one certificate in PEM form. Who issued it does not matter: its SHA-256 fingerprint is what counts.\n\n"
	        "Example:\n  mainstay user certificate scanner scanner.pem\n",
	        NULL },
	{ "user certificate-end", "PERSON [FINGERPRINT]", 1, 2, DESK_OPEN, RIGHT_PEOPLE, certificate_end_command,
	        "End one of a person's client certificates, or all", "Example:\n  mainstay user certificate-end scanner\n", NULL },
	{ "user link", "PERSON", 1, 1, DESK_OPEN, RIGHT_MACHINE, link_command,
	        "Link a person with what the identity provider knows them by", "Example:\n  mainstay user link anna --oidc 7c5f2a\n",
	        link_options },
	{ "user unlink", "PERSON", 1, 1, DESK_OPEN, RIGHT_PEOPLE, unlink_command, "Take a person's links to the identity provider away",
	        "Example:\n  mainstay user unlink anna\n", NULL },
	{ "oidc set", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, oidc_set_command,
	        "Keep the secret of the desk at its identity provider, read from standard input",
	        "It is sealed with the desk's key. The rest are settings: oidc.issuer, oidc.client-id, oidc.claim.\n\n"
	        "Example:\n  mainstay setting set oidc.issuer https://login.example\n  mainstay setting set oidc.client-id desk\n  "
	        "mainstay oidc set <secret.txt\n",
	        NULL },
	{},
};
