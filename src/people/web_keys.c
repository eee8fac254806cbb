/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages of passkeys, API tokens and the identity provider. The script's four addresses speak JSON; everything else works without a script.
 */
#include "base/json.h"
#include "core/who_certificate.h"
#include "core/who_oidc.h"
#include "core/who_passkey.h"
#include "core/who_token.h"
#include "net/server.h"
#include "page/address.h"
#include "page/asset.h"
#include "people/keys.h"
#include "people/people.h"

enum { FLOW_COOKIE_S = 600, DAYS_STANDARD = 90 };

struct passkey_view people_passkey(struct cx *cx, struct str back)
{
	struct passkey_view v = { .back = http_local_path(back) ? back : S("/"), .script = str_c(page_asset_passkey.path) };
	struct address to = address_begin(&cx->a, S("/login/oidc"));
	if (v.back.len > 1)
		address_add(&to, "back", v.back);
	v.oidc = oidc_on(cx) ? buf_str(&to.b) : S("");
	return v;
}

/* ---- what the script asks ---- */

static bool say(struct page_call *call, int status, struct str json)
{
	call->raw = true;
	call->res->status = status;
	call->res->content_type = S("application/json");
	buf_put(&call->res->body, json);
	return true;
}

/* {"name": text}; a failure that is the asker's own is an answer too. */
static bool say_text(struct cx *cx, struct page_call *call, const char *name, struct str text, int status)
{
	struct buf b = buf_make(&cx->a, 64 << 10);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, name, text);
	jo_object_end(&o);
	return say(call, status, buf_str(&b));
}

static bool say_failed(struct cx *cx, struct page_call *call)
{
	int status = err_http_status(cx->err.kind);
	if (ok(cx) || cx->err.kind == E_BROKEN)
		return false;
	struct str text = arena_str(&cx->a, str_c(cx->err.text));
	err_clear(&cx->err);
	return say_text(cx, call, "error", text, status);
}

static bool use_begin_post(struct cx *cx, struct page_call *call)
{
	struct str options;
	return passkey_ask(cx, &options) ? say(call, 200, options) : say_failed(cx, call);
}

static bool use_post(struct cx *cx, struct page_call *call)
{
	struct str token;
	int64_t person = 0;
	if (!passkey_sign_in(cx, call->req->body, who_session_us, &person, &token))
		return say_failed(cx, call);
	if (!people_signed_in(cx, call, person, token, http_query(call->req, "back")))
		return false;
	struct str location = call->res->location;
	call->res->location = S(""); /* the script goes there itself */
	return say_text(cx, call, "location", location, 200);
}

static bool add_begin_post(struct cx *cx, struct page_call *call)
{
	struct str options;
	return passkey_ask_new(cx, &options) ? say(call, 200, options) : say_failed(cx, call);
}

static bool add_post(struct cx *cx, struct page_call *call)
{
	struct str name = str_trim(http_query(call->req, "name"));
	if (!passkey_add(cx, name.len ? name : S("Passkey"), call->req->body))
		return say_failed(cx, call);
	return say_text(cx, call, "location", S("/account/keys"), 200);
}

/* ---- the identity provider ---- */

static bool oidc_page(struct cx *cx, struct page_call *call)
{
	struct str location, browser, back = http_query(call->req, "back");
	if (!oidc_begin(cx, http_local_path(back) ? back : S("/"), &location, &browser))
		return false;
	call->res->location = location;
	call->res->set_cookie = http_cookie(&cx->a, call->req, SERVER_FLOW_COOKIE, browser, FLOW_COOKIE_S);
	return true;
}

static bool oidc_answer_page(struct cx *cx, struct page_call *call)
{
	const struct request *req = call->req;
	struct oidc_return came = { .state = http_query(req, "state"),
		.code = http_query(req, "code"),
		.error = http_query(req, "error"),
		.iss = http_query(req, "iss"),
		.browser = req->flow };
	struct str token, back;
	int64_t person = 0;
	call->no_cache = true;
	if (!oidc_finish(cx, &came, who_session_us, &person, &token, &back))
		return false;
	return people_signed_in(cx, call, person, token, back);
}

/* ---- one's own keys ---- */

static struct field_view text_field(struct str name, struct str label, struct str value)
{
	return (struct field_view){ .kind = PAGE_FIELD_TEXT, .name = name, .label = label, .value = value };
}

static struct str key_text(struct cx *cx, int64_t key)
{
	return arena_printf(&cx->a, "%lld", (long long)key);
}

static bool fill_rows(struct cx *cx, const struct person *self, struct keys_view *v)
{
	struct passkey_vec passkeys = {};
	struct api_token_vec tokens = {};
	struct certificate_vec certificates = {};
	if (!passkeys_of(cx, self->key, &passkeys) || !tokens_of(cx, self->key, &tokens) || !certificates_of(cx, self->key, &certificates))
		return false;
	vec_each (p, &passkeys)
		*vec_push(&cx->a, &v->passkeys) = (struct key_row){ .name = p->name,
			.key = key_text(cx, p->key),
			.since = { p->created_us },
			.used = { p->used_us },
			.was_used = p->used_us > 0 };
	vec_each (t, &tokens)
		*vec_push(&cx->a, &v->tokens) = (struct key_row){ .name = t->name,
			.key = key_text(cx, t->key),
			.scope = token_scope_text(&cx->a, t->scope),
			.until = { t->expires_us },
			.used = { t->used_us },
			.was_used = t->used_us > 0 };
	vec_each (c, &certificates)
		*vec_push(&cx->a, &v->certificates) = (struct key_row){
			.name = c->subject, .until = { c->until_us }, .used = { c->used_us }, .was_used = c->used_us > 0
		};
	return true;
}

static bool show(struct cx *cx, struct page_call *call, struct str made, struct flash_view flash)
{
	struct page_out *o = &call->main;
	struct keys_view v = { .made = made, .script = str_c(page_asset_passkey.path) };
	struct person self;
	if (!who_find_key(cx, cx->viewer->key, &self))
		return ok(cx) && fail(cx, E_DENIED, "this is for people who are signed in");
	if (!fill_rows(cx, &self, &v))
		return false;
	call->no_cache = true;
	call->frame.title = tr(o, "Passkeys and tokens");
	call->frame.flash = flash;
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = S("/account"), .text = tr(o, "Your account") };
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .text = call->frame.title };
	v.passkey_name = text_field(S("passkey-name"), tr(o, "Name"), S(""));
	v.token_name = text_field(S("name"), tr(o, "Name"), S(""));
	v.token_name.required = true;
	v.token_scope = text_field(S("scope"), tr(o, "May"), S("read"));
	v.token_days = text_field(S("days"), tr(o, "Days"), key_text(cx, DAYS_STANDARD));
	page_keys(o, &v);
	return ok(cx);
}

static bool keys_page(struct cx *cx, struct page_call *call)
{
	return people_fresh(cx, call, S("/account/keys")) ? show(cx, call, S(""), (struct flash_view){}) : ok(cx);
}

static bool change(struct cx *cx, const struct request *req, const struct person *self, struct str *made)
{
	struct str act = http_form(req, "act");
	int64_t key = 0, days = 0;
	unsigned scope = 0;
	if (str_eq(act, S("token-add")))
		return token_scope_parse(cx, http_form(req, "scope"), &scope) &&
		       (str_int(http_form(req, "days"), &days) || fail(cx, E_INVALID, "say how many days")) &&
		       token_add(cx, self, str_trim(http_form(req, "name")), scope, days, made);
	if (!str_int(http_form(req, "key"), &key) || key <= 0)
		return fail(cx, E_MISSING, "there is no such key");
	if (str_eq(act, S("passkey-end")))
		return passkeys_end(cx, self, key);
	if (str_eq(act, S("token-end")))
		return tokens_end(cx, self, key);
	return fail(cx, E_INVALID, "this form was not understood: open the page again");
}

static bool keys_post(struct cx *cx, struct page_call *call)
{
	struct flash_view flash = { .tone = PAGE_GOOD, .text = tr(&call->main, "Done.") };
	struct person self;
	struct str made = {};
	if (!people_fresh(cx, call, S("/account/keys")))
		return ok(cx);
	if (!who_find_key(cx, cx->viewer->key, &self))
		return ok(cx) && fail(cx, E_DENIED, "this is for people who are signed in");
	if (!change(cx, call->req, &self, &made)) {
		if (cx->err.kind == E_BROKEN)
			return false;
		flash = (struct flash_view){
			.tone = PAGE_BAD, .text = tr(&call->main, "That did not work."), .detail = arena_str(&cx->a, str_c(cx->err.text))
		};
		err_clear(&cx->err);
	}
	return show(cx, call, made, flash);
}

static bool keys_sweep(struct cx *cx)
{
	return passkey_sweep(cx) && oidc_sweep(cx);
}

static const struct page pages[] = {
	{ HTTP_POST, "/login/passkey/begin", RIGHT_ANYONE, use_begin_post, "Ask for a passkey" },
	{ HTTP_POST, "/login/passkey", RIGHT_ANYONE, use_post, "Check a passkey" },
	{ HTTP_GET, "/login/oidc", RIGHT_ANYONE, oidc_page, "Go to the identity provider", .slow = true },
	{ HTTP_GET, "/login/oidc/answer", RIGHT_ANYONE, oidc_answer_page, "Come back from the identity provider", .slow = true },
	{ HTTP_GET, "/account/keys", RIGHT_SELF, keys_page, "One's own passkeys and tokens" },
	{ HTTP_POST, "/account/keys", RIGHT_SELF, keys_post, "Make a token; end a passkey or a token" },
	{ HTTP_POST, "/account/passkey/begin", RIGHT_SELF, add_begin_post, "Ask for a new passkey" },
	{ HTTP_POST, "/account/passkey", RIGHT_SELF, add_post, "Add a passkey" },
	{},
};

static const struct setting *const settings[] = { &setting_oidc_issuer, &setting_oidc_client_id, &setting_oidc_claim, &setting_oidc_private,
	&setting_proxy, &setting_ca_file, NULL };
static const struct job jobs[] = { { "keys-sweep", (int64_t)3600 * 1000000, keys_sweep }, {} };
extern const struct command keys_commands[];

const struct feature feature_keys = {
	.name = "keys",
	.pages = pages,
	.commands = keys_commands,
	.settings = settings,
	.jobs = jobs,
};
