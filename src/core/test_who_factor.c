/* SPDX-License-Identifier: Apache-2.0
 *
 * The second factor where the desk requires one; limits on what strangers may begin; a sign-in at a provider that is void when the settings change; on both engines.
 */
#include "core/store_credential.h"
#include "core/test_who.h"
#include "core/who_inner.h"
#include "core/who_limit.h"
#include "core/who_oidc.h"
#include "core/who_token.h"

static const int64_t second_us = 1000000;

static void open_as(struct cx *cx, const struct person *p, enum who_factor how, struct viewer *v)
{
	struct str session;
	cx->viewer = NULL;
	CHECK(who_session_open(cx, p->key, how, who_session_us, &session) && who_session(cx, session, v));
	cx->viewer = v;
}

static int64_t passkey(struct cx *cx, const struct person *p)
{
	AUTO(db_tx) tx = db_begin(cx);
	store_passkey_insert(cx, &(struct store_passkey){ .p = { .key = 9, .id = S("id"), .person = p->key, .name = S("k") },
	                                 .public_key = S("x"),
	                                 .aaguid = S(""),
	                                 .format = S("none"),
	                                 .attestation = S("x") });
	CHECK(db_commit(&tx));
	return 9;
}

DESK_TEST(a_desk_may_require_more_than_a_password)
{
	struct cx *cx = &d->cx;
	struct who_from at = { S("192.0.2.1"), S("Test/1"), S("") };
	struct str codes[RECOVERY_CODES], text;
	struct viewer v;
	static const enum role asked[] = { ROLE_DESK, ROLE_APPROVER, ROLE_ADMIN, ROLE_AUDITOR };
	who_desk(cx);
	cx->from = &at;
	struct person dora = who_add(cx, "dora", ROLE_DESK, "correct horse battery"), olga = who_add(cx, "olga", ROLE_OPERATOR, "");
	CHECK(!setting_write(cx, &setting_second_factor, S("yes")) && denied(cx, E_INVALID));
	open_as(cx, &dora, WHO_BY_PASSWORD, &v);
	CHECK(v.rights == who_rights(ROLE_DESK) && !v.wants_factor);
	CHECK(setting_write(cx, &setting_second_factor, S("required")));
	for (enum role role = ROLE_NONE; (int)role < ROLE_COUNT; role++) {
		bool wanted = false;
		for (unsigned i = 0; i < 4; i++)
			wanted |= role == asked[i];
		CHECK(who_needs_factor(cx, role) == wanted);
	}
	/* By a password or a link: one's own account only; by more: all. */
	for (enum who_factor how = WHO_BY_PASSWORD; how <= WHO_BY_OIDC; how++) {
		bool less = how == WHO_BY_PASSWORD || how == WHO_BY_LINK;
		open_as(cx, &dora, how, &v);
		CHECK(v.wants_factor == less && v.rights == (less ? RIGHT_ANYONE | RIGHT_SELF : who_rights(ROLE_DESK)) && who_is_fresh(cx));
	}
	open_as(cx, &olga, WHO_BY_PASSWORD, &v);
	CHECK(!v.wants_factor && v.rights == who_rights(ROLE_OPERATOR));
	/* Meanwhile nothing is made that may more. */
	open_as(cx, &dora, WHO_BY_PASSWORD, &v);
	CHECK(!token_add(cx, &dora, S("x"), RIGHT_READ, 1, &text) && denied(cx, E_DENIED));
	/* Enrolled, the same session is a full one; and the codes are not put away again. */
	enrol(cx, codes);
	struct session_vec list = {};
	CHECK(who_sessions(cx, dora.key, &list) && list.n == 1);
	CHECK_STR(list.at[0].how, who_factor_text(WHO_BY_PASSWORD_TOTP));
	CHECK(!who_totp_remove(cx) && denied(cx, E_CONFLICT));
	/* Who has a passkey does not add another way in by the password alone, nor by proving the password again. */
	struct person vera = who_add(cx, "vera", ROLE_APPROVER, "correct horse battery");
	passkey(cx, &vera);
	struct who_seed seed;
	struct who_answer a;
	bool right;
	open_as(cx, &vera, WHO_BY_PASSWORD, &v);
	CHECK(v.wants_factor && !who_is_fresh(cx) && who_totp_offer(cx, S("Desk"), &seed));
	CHECK(!who_totp_confirm(cx, seed.sealed, S("000000"), &right, codes) && denied(cx, E_DENIED));
	CHECK(who_prove(cx, S("correct horse battery"), S(""), &a) && a.what == WHO_OPEN && who_session(cx, a.token, &v) &&
	        v.wants_factor && !who_is_fresh(cx));
}

DESK_TEST(strangers_begin_only_so_much)
{
	struct cx *cx = &d->cx;
	struct who_from here = { S("192.0.2.1"), S(""), S("") }, there = { S("198.51.100.1"), S(""), S("") };
	struct person p;
	struct str options;
	int64_t wait_us = 0, n = 0;
	who_desk(cx);
	struct person root = who_add(cx, "root", ROLE_ADMIN, "");
	CHECK(who_act_as_machine(cx));
	struct who_done done;
	CHECK(who_invite(cx, &(struct person){ .id = S("gast"), .role = ROLE_GUEST }, &done));
	cx->viewer = NULL;
	cx->from = &here;
	/* Links that are none: slowed; a right one from here then waits too, from elsewhere it opens. */
	int looked = 0;
	for (int i = 0; i < 30; i++) {
		CHECK(!who_link_asked(cx, S("feed"), WHO_LINK_INVITE, &p, &wait_us) && ok(cx));
		looked += !wait_us;
	}
	CHECK(looked == 21 && !who_link_asked(cx, done.token, WHO_LINK_INVITE, &p, &wait_us) && wait_us > 0);
	cx->from = &there;
	for (int i = 0; i < 30; i++)
		CHECK(who_link_asked(cx, done.token, WHO_LINK_INVITE, &p, &wait_us) && !wait_us);
	/* Who came a moment before another elsewhere does not wait for them. */
	CHECK(who_link_asked(cx, done.token, WHO_LINK_INVITE, &p, &wait_us));
	cx->now_us -= 1000;
	CHECK(who_link_asked(cx, done.token, WHO_LINK_INVITE, &p, &wait_us) && !wait_us);
	cx->now_us += 1000;
	/* Questions to authenticators: slowed by address, and what has expired goes with the next. */
	int asked = 0;
	for (int i = 0; i < 80; i++) {
		asked += passkey_ask(cx, &options);
		CHECK(ok(cx) || denied(cx, E_BUSY));
	}
	CHECK(asked == 61);
	cx->from = &here;
	CHECK(passkey_ask(cx, &options));
	cx->now_us += 3600 * second_us;
	CHECK(passkey_ask(cx, &options));
	AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) FROM passkey_challenge");
	CHECK(db_next(&rows, TO(&n)) && n == 1);
	(void)root;
}

DESK_TEST(codes_are_not_guessed_from_many_addresses)
{
	struct cx *cx = &d->cx;
	struct who_from at = { S(""), S(""), S("") };
	struct str codes[RECOVERY_CODES], device;
	struct who_answer a, b;
	struct viewer v;
	int judged = 0;
	who_desk(cx);
	struct person anna = who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	open_as(cx, &anna, WHO_BY_PASSWORD, &v);
	enrol(cx, codes);
	cx->viewer = NULL;
	cx->from = &at;
	CHECK(who_device_remember(cx, anna.key, &device));
	for (int i = 0; i < 60; i++) { /* each from another address */
		at.address = arena_printf(&cx->a, "192.0.2.%d", i);
		CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_WANTS_CODE);
		CHECK(who_sign_in_code(cx, a.token, S("123456"), &b));
		judged += b.what == WHO_REFUSED;
	}
	CHECK(judged == 21);
	/* Her own browser is not slowed by it. */
	at.device = device;
	CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && who_sign_in_code(cx, a.token, codes[0], &b) &&
	        b.what == WHO_OPEN);
}

/* Leaves that say a provider was asked and refused. */
static int64_t asked(struct cx *cx)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'oidc.refuse'");
	CHECK(db_next(&rows, TO(&n)));
	return n;
}

/* Begins a sign-in; what the provider would send back. */
static struct oidc_return begun(struct cx *cx)
{
	struct oidc_return came = { .code = S("c") };
	struct str location = {};
	CHECK(oidc_begin(cx, S("/"), &location, &came.browser));
	ptrdiff_t at = str_find(location, S("&state="));
	CHECK(at > 0);
	struct str rest = str_slice(location, (size_t)at + 7, location.len);
	came.state = str_cut(&rest, '&');
	CHECK(str_find(location, S("redirect_uri=https%3A%2F%2Fdesk.example%2Flogin%2Foidc%2Fanswer&")) > 0);
	return came;
}

DESK_TEST(a_sign_in_is_void_when_provider_or_client_change)
{
	struct cx *cx = &d->cx;
	struct who_from at = { S("192.0.2.1"), S(""), S("") };
	struct str issuer = S("http://127.0.0.1:1"), token, back, location, browser;
	int64_t person;
	who_desk(cx);
	CHECK(who_act_as_machine(cx) && setting_write(cx, &setting_oidc_issuer, issuer) &&
	        setting_write(cx, &setting_oidc_client_id, S("desk")) && setting_write(cx, &setting_origin, S("https://desk.example")) &&
	        setting_write(cx, &setting_oidc_private, S("yes")) && oidc_secret_set(cx, S("secret")));
	cx->viewer = NULL;
	cx->from = &at;
	/* Nobody answers there: the second is told at once, the third after a while asks again. */
	CHECK(!oidc_begin(cx, S("/"), &location, &browser) && strstr(cx->err.text, "gave no answer") && denied(cx, E_BUSY));
	CHECK(!oidc_begin(cx, S("/"), &location, &browser) && strstr(cx->err.text, "a moment ago") && denied(cx, E_BUSY));
	cx->now_us += 17 * second_us;
	CHECK(!oidc_begin(cx, S("/"), &location, &browser) && strstr(cx->err.text, "gave no answer") && denied(cx, E_BUSY));
	{
		AUTO(db_tx) tx = db_begin(cx);
		store_oidc_provider_put(cx, issuer,
		        S("{\"issuer\":\"http://127.0.0.1:1\",\"authorization_endpoint\":\"http://127.0.0.1:1/"
		          "a\",\"token_endpoint\":\"http://127.0.0.1:1/t\"}"),
		        S("{\"keys\":[]}"));
		CHECK(db_commit(&tx));
	}
	/* As it was begun: the provider's token endpoint is asked. */
	struct oidc_return came = begun(cx);
	CHECK(!oidc_finish(cx, &came, second_us, &person, &token, &back) && denied(cx, E_DENIED) && asked(cx) == 1);
	CHECK(!oidc_finish(cx, &came, second_us, &person, &token, &back) && denied(cx, E_DENIED) && asked(cx) == 1); /* once */
	/* In another browser, or for another client, or another issuer since: nobody is sent the code. */
	came = begun(cx);
	came.browser = S("another");
	CHECK(!oidc_finish(cx, &came, second_us, &person, &token, &back) && denied(cx, E_DENIED) && asked(cx) == 1);
	came = begun(cx);
	CHECK(setting_write(cx, &setting_oidc_client_id, S("other")));
	CHECK(!oidc_finish(cx, &came, second_us, &person, &token, &back) && denied(cx, E_DENIED) && asked(cx) == 1);
	CHECK(setting_write(cx, &setting_oidc_client_id, S("desk")) && setting_write(cx, &setting_oidc_issuer, S("http://127.0.0.1:2")));
	CHECK(!oidc_finish(cx, &came, second_us, &person, &token, &back) && denied(cx, E_DENIED) && asked(cx) == 1);
	CHECK(setting_write(cx, &setting_oidc_issuer, issuer) && !oidc_finish(cx, &came, second_us, &person, &token, &back) &&
	        denied(cx, E_DENIED) && asked(cx) == 2);
}
