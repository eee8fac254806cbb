/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in by OpenID Connect. Must never make an account, take a state twice, send the secret anywhere but to the provider's token endpoint, or tell a
 * stranger which check failed.
 */
#include "core/who_oidc.h"
#include "base/base64.h"
#include "base/hash.h"
#include "core/credential.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/oidc_token.h"
#include "core/secret.h"
#include "core/store_credential.h"
#include "core/who_limit.h"
#include <sodium.h>

enum { RANDOM_BYTES = 32, SECRET_TEXT_MAX = 512, URL_BYTES_MAX = 8000 };
static const int64_t keep_us = (int64_t)3600 * 1000000, again_us = (int64_t)60 * 1000000;
#define SECRET_PURPOSE S("oidc client secret")
#define RETURN_PATH "/login/oidc/answer"

/* ---- settings ---- */

static bool check_issuer(struct cx *cx, struct str value)
{
	bool good = (str_starts(value, S("https://")) || str_starts(value, S("http://localhost:")) ||
	                    str_starts(value, S("http://127.0.0.1:"))) &&
	            str_find(value, S("?")) < 0 && str_find(value, S("#")) < 0;
	return good || fail(cx, E_INVALID, "'%.*s' is no issuer like https://login.example", STR(value));
}

static bool check_claim(struct cx *cx, struct str value)
{
	return str_eq(value, S("sub")) || str_eq(value, S("email")) || fail(cx, E_INVALID, "oidc.claim is sub or email");
}

static bool check_yes(struct cx *cx, struct str value)
{
	return str_eq(value, S("yes")) || str_eq(value, S("no")) || fail(cx, E_INVALID, "say yes or no");
}

const struct setting setting_oidc_issuer = { "oidc.issuer", "",
	"OpenID Connect: the provider's issuer, such as https://login.example; empty = off", check_issuer };
const struct setting setting_oidc_client_id = { "oidc.client-id", "", "OpenID Connect: what the provider calls this desk", NULL };
const struct setting setting_oidc_claim = { "oidc.claim", "sub", "OpenID Connect: the claim people are linked by: sub, or email (verified)",
	check_claim };
const struct setting setting_oidc_private = { "oidc.private", "no", "OpenID Connect: may the provider be on a private network: yes or no",
	check_yes };

bool oidc_on(struct cx *cx)
{
	struct str sealed;
	return setting_read(cx, &setting_oidc_issuer).len && setting_read(cx, &setting_oidc_client_id).len &&
	       store_oidc_secret(cx, &sealed);
}

bool oidc_secret_set(struct cx *cx, struct str secret)
{
	struct str sealed;
	bool line = secret.len && secret.len <= SECRET_TEXT_MAX;
	for (size_t i = 0; i < secret.len; i++)
		line &= (unsigned char)secret.ptr[i] > ' ' && (unsigned char)secret.ptr[i] < 0x7f;
	if (!line)
		return fail(cx, E_INVALID, "a client's secret is 1 to %d letters, digits and signs on one line", SECRET_TEXT_MAX);
	if (!secret_seal(cx, SECRET_PURPOSE, secret, &sealed))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_oidc_secret_put(cx, sealed);
	ledger_append_one(cx, S("oidc.secret"), S("oidc"), S("{}"), release_class(cx, &(struct labels){ TLP_RED, S("") }));
	return db_commit(&tx);
}

/* ---- the provider ---- */

struct provider {
	struct str issuer, keys;
	const struct json *configuration;
	int64_t fetched_us;
};

static const struct json *parse(struct cx *cx, struct str text, const char *what)
{
	struct err why = {};
	const struct json *root = json_parse(&cx->a, text, (struct json_limits){ OIDC_JSON_BYTES_MAX, OIDC_JSON_DEPTH_MAX }, &why);
	if (root && root->type == JSON_OBJECT)
		return root;
	fail(cx, E_BUSY, "the identity provider's %s cannot be read: tell whoever looks after it", what);
	return NULL;
}

static bool fetch(struct cx *cx, struct str url, struct client_call call, const char *what, struct str *out)
{
	struct client_answer answer;
	call.url = url;
	call.accept = S("application/json");
	call.max_bytes = OIDC_JSON_BYTES_MAX;
	call.private_allowed = str_eq(setting_read(cx, &setting_oidc_private), S("yes"));
	if (!outside_call(cx, call, &answer))
		return false;
	*out = answer.body;
	return answer.status == 200 || fail(cx, E_BUSY, "the identity provider answered %d for its %s", answer.status, what);
}

static bool fetch_provider(struct cx *cx, struct provider *p)
{
	struct str text, base = str_ends(p->issuer, S("/")) ? str_slice(p->issuer, 0, p->issuer.len - 1) : p->issuer;
	if (!fetch(cx, arena_printf(&cx->a, "%.*s/.well-known/openid-configuration", STR(base)), (struct client_call){}, "description",
	            &text) ||
	        !(p->configuration = parse(cx, text, "description")))
		return false;
	if (!str_eq(json_get_str(p->configuration, "issuer"), p->issuer))
		return fail(cx, E_BUSY, "the identity provider calls itself another issuer than the setting oidc.issuer");
	if (!fetch(cx, json_get_str(p->configuration, "jwks_uri"), (struct client_call){}, "keys", &p->keys) || !parse(cx, p->keys, "keys"))
		return false;
	p->fetched_us = cx->now_us;
	AUTO(db_tx) tx = db_begin_soft(cx);
	store_oidc_provider_put(cx, p->issuer, text, p->keys);
	return db_commit(&tx);
}

/* What is kept, unless it is older than age_us: then anew. */
static bool read_provider(struct cx *cx, struct provider *p, int64_t age_us)
{
	struct str text = {};
	*p = (struct provider){ .issuer = setting_read(cx, &setting_oidc_issuer) };
	if (!oidc_on(cx))
		return ok(cx) && fail(cx, E_MISSING, "signing in by an identity provider is not set up here");
	bool kept = store_oidc_provider(cx, p->issuer, &text, &p->keys, &p->fetched_us);
	if (!ok(cx))
		return false;
	if (kept && p->fetched_us >= cx->now_us - age_us)
		return (p->configuration = parse(cx, text, "description")) != NULL;
	/* A provider that does not answer holds a thread for seconds: it is not asked for everybody who comes meanwhile. */
	struct limit limit = limit_provider(cx, p->issuer);
	int64_t wait_us;
	if (!limit_charge(cx, &limit, &wait_us))
		return false;
	if (wait_us && kept)
		return (p->configuration = parse(cx, text, "description")) != NULL;
	if (wait_us)
		return fail(cx, E_BUSY,
		        "the identity provider did not answer a moment ago: try again in %lld seconds, or sign in another way",
		        (long long)(wait_us / 1000000 + 1));
	bool fetched = fetch_provider(cx, p);
	struct err why = cx->err;
	if (!fetched && why.kind == E_BUSY)
		return false;
	err_clear(&cx->err); /* what did not fail by the provider's silence is not held against it */
	if (limit_give_back(cx, &limit))
		cx->err = why;
	return fetched && ok(cx);
}

/* ---- the way there ---- */

static void put_form(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
		        c == '~')
			buf_char(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

static void put_pair(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, "%s=", name);
	put_form(b, value);
}

static struct str random_text(struct arena *a)
{
	unsigned char raw[RANDOM_BYTES];
	random_bytes(raw, sizeof raw);
	return base64url(a, raw, sizeof raw);
}

static struct str hash_of(struct arena *a, struct str s)
{
	struct sha256 h = sha256(s);
	return base64url(a, h.bytes, sizeof h.bytes);
}

/* What a state is kept under: of another provider or client than it was made for it is none, also when the settings changed meanwhile. */
static struct str flow_key(struct cx *cx, struct str state)
{
	struct str issuer = setting_read(cx, &setting_oidc_issuer), id = setting_read(cx, &setting_oidc_client_id);
	return hash_of(&cx->a, arena_printf(&cx->a, "%.*s\n%.*s\n%.*s", STR(state), STR(issuer), STR(id)));
}

static struct str return_address(struct cx *cx)
{
	return arena_printf(&cx->a, "%.*s" RETURN_PATH, STR(setting_read(cx, &setting_origin)));
}

bool oidc_begin(struct cx *cx, struct str back, struct str *location, struct str *browser)
{
	struct provider p;
	struct limit limit = limit_begun(cx);
	int64_t wait_us;
	if (!limit_charge(cx, &limit, &wait_us))
		return false;
	if (wait_us)
		return fail(cx, E_BUSY, "too much was begun from here: wait %lld seconds", (long long)(wait_us / 1000000 + 1));
	if (!read_provider(cx, &p, keep_us))
		return false;
	struct str at = json_get_str(p.configuration, "authorization_endpoint"), state = random_text(&cx->a);
	if (!str_starts(at, S("https://")) && !str_starts(at, S("http://localhost:")) && !str_starts(at, S("http://127.0.0.1:")))
		return fail(cx, E_BUSY, "the identity provider names no page to sign in at");
	*browser = random_text(&cx->a);
	struct store_oidc_flow f = { .browser = hash_of(&cx->a, *browser),
		.nonce = random_text(&cx->a),
		.verifier = random_text(&cx->a),
		.back = back,
		.expires_us = cx->now_us + oidc_flow_us };
	{
		AUTO(db_tx) tx = db_begin_soft(cx);
		store_oidc_flows_sweep(cx);
		store_oidc_flow_insert(cx, flow_key(cx, state), &f);
		if (!db_commit(&tx))
			return false;
	}
	bool email = str_eq(setting_read(cx, &setting_oidc_claim), S("email"));
	struct buf b = buf_make(&cx->a, URL_BYTES_MAX);
	buf_put(&b, at);
	buf_char(&b, str_find(at, S("?")) < 0 ? '?' : '&');
	put_pair(&b, "response_type", S("code"));
	put_pair(&b, "&scope", email ? S("openid email") : S("openid"));
	put_pair(&b, "&client_id", setting_read(cx, &setting_oidc_client_id));
	put_pair(&b, "&redirect_uri", return_address(cx));
	put_pair(&b, "&state", state);
	put_pair(&b, "&nonce", f.nonce);
	put_pair(&b, "&code_challenge", hash_of(&cx->a, f.verifier));
	put_pair(&b, "&code_challenge_method", S("S256"));
	if (cx->viewer && cx->viewer->session) /* who proves again who they are is not let through for having done so this morning */
		put_pair(&b, "&prompt", S("login"));
	*location = buf_str(&b);
	return ok(cx) && (!b.overflow || fail(cx, E_BUSY, "the identity provider's page has too long an address"));
}

/* ---- and back ---- */

static bool refuse(struct cx *cx)
{
	err_clear(&cx->err);
	return fail(cx, E_DENIED, "signing in by the identity provider did not succeed: begin again, or sign in another way");
}

/* The leaf of a refusal after the provider was asked: who it was is not known, or must not be said. */
static bool refuse_noted(struct cx *cx, const char *why)
{
	AUTO(db_tx) tx = db_begin(cx);
	ledger_append_one(cx, S("oidc.refuse"), S("oidc"), arena_printf(&cx->a, "{\"why\":\"%s\"}", why),
	        release_class(cx, &(struct labels){ TLP_RED, S("") }));
	return db_commit(&tx) && refuse(cx);
}

static bool take_flow(struct cx *cx, const struct oidc_return *came, struct store_oidc_flow *f)
{
	struct str key = flow_key(cx, came->state);
	AUTO(db_tx) tx = db_begin(cx);
	bool found = store_oidc_flow_take(cx, key, f);
	struct str browser = hash_of(&cx->a, came->browser);
	return db_commit(&tx) && found && f->expires_us > cx->now_us && browser.len == f->browser.len &&
	       equal_secret(browser.ptr, f->browser.ptr, browser.len);
}

static bool lists(const struct json *array, const char *word)
{
	json_each (one, array)
		if (str_eq(json_str(one), str_c(word)))
			return true;
	return false;
}

/* Exchanges the code (RFC 6749 §4.1.3), as client_secret_basic unless the provider knows only client_secret_post. */
static bool exchange(struct cx *cx, const struct provider *p, struct str code, struct str verifier, const struct json **tokens)
{
	struct str sealed, secret, text, id = setting_read(cx, &setting_oidc_client_id);
	const struct json *methods = json_get(p->configuration, "token_endpoint_auth_methods_supported");
	bool post = methods && !lists(methods, "client_secret_basic");
	if (!store_oidc_secret(cx, &sealed) || !secret_open(cx, SECRET_PURPOSE, sealed, &secret))
		return false;
	struct buf b = buf_make(&cx->a, URL_BYTES_MAX), basic = buf_make(&cx->a, URL_BYTES_MAX);
	put_pair(&b, "grant_type", S("authorization_code"));
	put_pair(&b, "&code", code);
	put_pair(&b, "&redirect_uri", return_address(cx));
	put_pair(&b, "&code_verifier", verifier);
	if (post) {
		put_pair(&b, "&client_id", id);
		put_pair(&b, "&client_secret", secret);
	}
	put_form(&basic, id);
	buf_char(&basic, ':');
	put_form(&basic, secret);
	if (b.overflow || basic.overflow)
		return fail(cx, E_DENIED, "the identity provider's code is too long");
	size_t room = sodium_base64_encoded_len(basic.len, sodium_base64_VARIANT_ORIGINAL);
	char *text64 = arena_bytes(&cx->a, room);
	sodium_bin2base64(text64, room, (const unsigned char *)basic.ptr, basic.len, sodium_base64_VARIANT_ORIGINAL);
	struct client_call call = { .content_type = S("application/x-www-form-urlencoded"), .body = buf_str(&b) };
	if (!post)
		call.authorization = arena_printf(&cx->a, "Basic %s", text64);
	if (!fetch(cx, json_get_str(p->configuration, "token_endpoint"), call, "tokens", &text))
		return false;
	*tokens = parse(cx, text, "tokens");
	return *tokens != NULL;
}

/* The person whom a good ID token speaks for; 0 when nobody is linked. */
static int64_t person_of(
        struct cx *cx, struct provider *p, const struct json *tokens, struct str nonce, struct str *subject, const char **why)
{
	struct oidc_expect expect = { .issuer = p->issuer,
		.client_id = setting_read(cx, &setting_oidc_client_id),
		.nonce = nonce,
		.keys = p->keys,
		.access_token = json_get_str(tokens, "access_token"),
		.claim = setting_read(cx, &setting_oidc_claim),
		.now_us = cx->now_us };
	struct str id_token = arena_str(&cx->a, json_get_str(tokens, "id_token"));
	enum oidc_verdict v = oidc_token_check(&cx->a, id_token, &expect, subject, why);
	if (v == OIDC_KEY_UNKNOWN && read_provider(cx, p, again_us)) { /* it may have changed its keys since; but at most once a minute */
		expect.keys = p->keys;
		v = oidc_token_check(&cx->a, id_token, &expect, subject, why);
	}
	if (v != OIDC_GOOD || !ok(cx))
		return 0;
	*why = NULL;
	return store_oidc_link(cx, p->issuer, expect.claim, *subject);
}

bool oidc_finish(
        struct cx *cx, const struct oidc_return *came, int64_t lifetime_us, int64_t *person_key, struct str *token, struct str *back)
{
	struct provider p;
	struct store_oidc_flow f = {};
	const struct json *tokens = NULL, *says_iss;
	struct str subject = {};
	const char *why = "link";
	if (!take_flow(cx, came, &f))
		return ok(cx) && refuse(cx);
	if (came->error.len || !came->code.len)
		return refuse(cx);
	if (!read_provider(cx, &p, keep_us))
		return false;
	/* RFC 9207: an answer of another provider that was mixed in. */
	says_iss = json_get(p.configuration, "authorization_response_iss_parameter_supported");
	if ((came->iss.len || (says_iss && says_iss->truth)) && !str_eq(came->iss, p.issuer))
		return refuse_noted(cx, "issuer of the answer");
	if (!exchange(cx, &p, came->code, f.verifier, &tokens)) {
		if (cx->err.kind == E_BROKEN || cx->err.kind == E_MISSING)
			return false;
		err_clear(&cx->err);
		return refuse_noted(cx, "code");
	}
	int64_t person = person_of(cx, &p, tokens, f.nonce, &subject, &why);
	if (!ok(cx))
		return false;
	if (why)
		return refuse_noted(cx, why);
	if (!person) {
		refuse_noted(cx, "nobody linked");
		err_clear(&cx->err);
		return fail(cx, E_DENIED,
		        "the identity provider knows you as '%.*s', but nobody here is linked with that: tell it to whoever looks after "
		        "people",
		        STR(subject));
	}
	*back = f.back;
	*person_key = person;
	if (!who_session_open(cx, person, WHO_BY_OIDC, lifetime_us, token))
		return cx->err.kind == E_DENIED && (err_clear(&cx->err), refuse_noted(cx, "person"));
	return true;
}

bool oidc_sweep(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	return store_oidc_flows_sweep(cx) && db_commit(&tx);
}

/* ---- who is who ---- */

bool oidc_link(struct cx *cx, const struct person *person, struct str subject)
{
	struct str issuer = setting_read(cx, &setting_oidc_issuer), claim = setting_read(cx, &setting_oidc_claim),
	           value = arena_str(&cx->a, subject);
	size_t bad;
	if (!issuer.len)
		return ok(cx) && fail(cx, E_MISSING, "name the provider first: mainstay setting set oidc.issuer https://login.example");
	if (!value.len || value.len > OIDC_SUBJECT_BYTES_MAX || !str_utf8(value, &bad))
		return fail(cx, E_INVALID, "a subject has 1 to %d bytes", OIDC_SUBJECT_BYTES_MAX);
	for (char *p = (char *)value.ptr; str_eq(claim, S("email")) && *p; p++)
		*p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	AUTO(db_tx) tx = desk_begin(cx);
	if (store_oidc_link(cx, issuer, claim, value))
		return fail(cx, E_CONFLICT, "this subject is linked already: take that link away first");
	store_oidc_link_insert(cx, issuer, claim, value, person->key);
	credential_note(cx, person, S("oidc.link"), arena_printf(&cx->a, "{\"claim\":\"%.*s\"}", STR(claim)));
	return db_commit(&tx);
}

bool oidc_unlink(struct cx *cx, const struct person *person)
{
	AUTO(db_tx) tx = desk_begin(cx);
	store_oidc_links_delete(cx, person->key);
	if (ok(cx) && !db_changes(cx))
		return fail(cx, E_MISSING, "'%.*s' is not linked", STR(person->id));
	credential_note(cx, person, S("oidc.unlink"), S("{}"));
	return db_commit(&tx);
}
