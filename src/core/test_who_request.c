/* SPDX-License-Identifier: Apache-2.0
 *
 * The administration of people on both engines: who may give what alone, what waits for a second, recovery by two, links that open once, suspension at once.
 */
#include "core/test_who.h"
#include "core/ledger.h"
#include "core/store_credential.h"
#include "core/who_certificate.h"
#include "core/who_passkey.h"
#include "core/who_token.h"

static struct viewer acting; /* of the test that runs */

static void act(struct cx *cx, const struct person *p)
{
	CHECK(who_viewer(cx, p->key, &acting));
	cx->viewer = &acting;
}

static bool invite(struct cx *cx, const char *id, enum role role, struct who_done *done)
{
	return who_invite(cx, &(struct person){ .id = str_c(id), .name = str_c(id), .role = role, .organization = S("north") }, done);
}

TEST(who_may_give_what)
{
	static const struct {
		enum role giver;
		unsigned alone; /* bits of roles */
	} rows[] = { { ROLE_ADMIN, 1 << ROLE_GUEST },
		{ ROLE_DESK, 1 << ROLE_GUEST | 1 << ROLE_OPERATOR | 1 << ROLE_REGULATOR | 1 << ROLE_PARTNER },
		{ ROLE_APPROVER, 1 << ROLE_GUEST | 1 << ROLE_OPERATOR | 1 << ROLE_REGULATOR | 1 << ROLE_PARTNER }, { ROLE_OPERATOR, 0 },
		{ ROLE_AUDITOR, 0 }, { ROLE_GUEST, 0 } };
	for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++)
		for (enum role role = ROLE_NONE; role <= ROLE_APPROVER; role++)
			CHECK(who_may_give(rows[i].giver, role) == (rows[i].alone >> role & 1));
}

DESK_TEST(an_invitation_opens_once)
{
	struct cx *cx = &d->cx;
	struct who_done done;
	struct person desk, newcomer;
	struct str session;
	struct viewer v;
	who_desk(cx);
	desk = who_add(cx, "dora", ROLE_DESK, "");
	act(cx, &desk);
	CHECK(invite(cx, "olga", ROLE_OPERATOR, &done) && !done.waits && done.token.len);
	struct str token = done.token;
	CHECK(!invite(cx, "olga", ROLE_OPERATOR, &done) && denied(cx, E_CONFLICT));
	CHECK(!invite(cx, "rights", ROLE_OPERATOR, &done) && denied(cx, E_INVALID));
	CHECK(!who_invite(cx, &(struct person){ .id = S("otto"), .role = ROLE_OPERATOR }, &done) && denied(cx, E_INVALID));
	CHECK(!who_act_as(cx, S("olga")) && denied(cx, E_MISSING)); /* invited is not active */
	cx->viewer = NULL;
	CHECK(who_link(cx, token, WHO_LINK_INVITE, &newcomer) && str_eq(newcomer.id, S("olga")) && newcomer.role == ROLE_OPERATOR);
	CHECK(!who_link(cx, token, WHO_LINK_RECOVER, &newcomer) && !who_link(cx, S("0"), WHO_LINK_INVITE, &newcomer) && ok(cx));
	CHECK(!who_link_use(cx, token, WHO_LINK_INVITE, S("short"), &session) && denied(cx, E_INVALID));
	CHECK(who_link_use(cx, token, WHO_LINK_INVITE, S("a fine long password"), &session) && who_session(cx, session, &v) &&
	        str_eq(v.person, S("olga")));
	CHECK(!who_link_use(cx, token, WHO_LINK_INVITE, S("a fine long password"), &session) && denied(cx, E_MISSING));
	/* A second link voids the first; a week ends it. */
	act(cx, &desk);
	CHECK(invite(cx, "otto", ROLE_GUEST, &done));
	token = done.token;
	CHECK(who_find(cx, S("otto"), &newcomer) && who_invite_again(cx, &newcomer, &done));
	CHECK(!who_link(cx, token, WHO_LINK_INVITE, &newcomer) && who_link(cx, done.token, WHO_LINK_INVITE, &newcomer));
	cx->now_us += (int64_t)7 * 86400 * 1000000;
	CHECK(!who_link(cx, done.token, WHO_LINK_INVITE, &newcomer) && ok(cx));
}

DESK_TEST(more_than_one_has_waits_for_a_second)
{
	struct cx *cx = &d->cx;
	struct who_done done, answer;
	struct person root, vera, dora, p;
	who_desk(cx);
	root = who_add(cx, "root", ROLE_ADMIN, "");
	vera = who_add(cx, "vera", ROLE_APPROVER, "");
	dora = who_add(cx, "dora", ROLE_DESK, "");
	act(cx, &root);
	CHECK(invite(cx, "olga", ROLE_OPERATOR, &done) && done.waits && !done.token.len);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED)); /* not who asked */
	act(cx, &dora);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED)); /* not without the right */
	CHECK(who_find(cx, S("olga"), &p) && !who_invite_again(cx, &p, &answer) && denied(cx, E_CONFLICT)); /* no way around */
	act(cx, &vera);
	CHECK(who_answer_request(cx, done.request, true, &answer) && answer.token.len && who_link(cx, answer.token, WHO_LINK_INVITE, &p));
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED));
	/* An approver does not make approvers alone, nor confirm their own. */
	CHECK(invite(cx, "zora", ROLE_APPROVER, &done) && done.waits);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED));
	CHECK(who_answer_request(cx, done.request, false, &answer) && who_find(cx, S("zora"), &p) &&
	        p.state == WHO_ENDED); /* but takes it back */
	/* A role: nobody raises themself, and the session ends with the change. */
	struct str session;
	CHECK(!who_role(cx, &vera, ROLE_ADMIN, S(""), S(""), &done) && denied(cx, E_DENIED));
	CHECK(who_session_open(cx, dora.key, WHO_BY_PASSKEY, who_session_us, &session));
	act(cx, &root);
	CHECK(who_role(cx, &dora, ROLE_APPROVER, S(""), S(""), &done) && done.waits && who_session_lives(cx, session));
	CHECK(!who_role(cx, &dora, ROLE_GUEST, S(""), S(""), &answer) && denied(cx, E_CONFLICT));
	act(cx, &dora);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED));
	act(cx, &vera);
	CHECK(who_answer_request(cx, done.request, true, &answer) && !answer.token.len && !who_session_lives(cx, session));
	CHECK(who_find(cx, S("dora"), &p) && p.role == ROLE_APPROVER);
	/* Nobody without the right to people does any of it. */
	struct person olga = who_add(cx, "otto", ROLE_OPERATOR, "");
	act(cx, &olga);
	CHECK(!invite(cx, "x", ROLE_GUEST, &done) && denied(cx, E_DENIED) && !who_recover(cx, &dora, &done) && denied(cx, E_DENIED));
	CHECK(!who_set_state(cx, &dora, WHO_SUSPENDED) && denied(cx, E_DENIED) && !who_answer_request(cx, 1, true, &done) &&
	        denied(cx, E_DENIED));
	/* Whoever runs the machine needs no second. */
	CHECK(who_act_as_machine(cx) && invite(cx, "adam", ROLE_ADMIN, &done) && !done.waits && done.token.len);
}

DESK_TEST(recovery_takes_two_others)
{
	struct cx *cx = &d->cx;
	struct who_done done, answer;
	struct str session, fresh;
	struct viewer v;
	struct who_answer a;
	struct person root, dora, vera, p;
	who_desk(cx);
	root = who_add(cx, "root", ROLE_ADMIN, "");
	dora = who_add(cx, "dora", ROLE_DESK, "the old password");
	vera = who_add(cx, "vera", ROLE_APPROVER, "");
	CHECK(who_session_open(cx, dora.key, WHO_BY_PASSWORD, who_session_us, &session));
	act(cx, &dora);
	CHECK(!who_recover(cx, &dora, &done) && denied(cx, E_DENIED)); /* nobody recovers themself */
	act(cx, &root);
	CHECK(who_recover(cx, &dora, &done) && done.waits && !done.token.len);
	CHECK(!who_recover(cx, &dora, &answer) && denied(cx, E_CONFLICT));
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED));
	act(cx, &dora);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED)); /* nor confirms it */
	act(cx, &vera);
	CHECK(who_answer_request(cx, done.request, true, &answer) && answer.token.len);
	CHECK(who_session_lives(cx, session)); /* a link alone ends nothing */
	cx->viewer = NULL;
	CHECK(who_link(cx, answer.token, WHO_LINK_RECOVER, &p) && str_eq(p.id, S("dora")));
	CHECK(who_link_use(cx, answer.token, WHO_LINK_RECOVER, S("the new password"), &fresh) && who_session(cx, fresh, &v));
	CHECK(!who_session_lives(cx, session));
	CHECK(who_sign_in(cx, S("dora"), S("the old password"), &a) && a.what == WHO_REFUSED &&
	        who_sign_in(cx, S("dora"), S("the new password"), &a) && a.what == WHO_OPEN);
	CHECK(!who_link_use(cx, answer.token, WHO_LINK_RECOVER, S("another password"), &fresh) && denied(cx, E_MISSING));
	/* Each step is a leaf, and no leaf holds a name. */
	act(cx, &vera);
	struct ledger_line_vec lines = {};
	CHECK(ledger_history(cx, S("dora"), &lines));
	static const char *const kinds[] = { "person.create", "person.sign-in", "person.recover-ask", "person.recover", "person.recovered",
		"person.sign-in", "person.sign-in" };
	CHECK(lines.n == sizeof kinds / sizeof *kinds);
	for (size_t i = 0; i < lines.n && i < sizeof kinds / sizeof *kinds; i++)
		CHECK(lines.at[i].holds && str_eq(lines.at[i].kind, str_c(kinds[i])));
}

DESK_TEST(who_is_suspended_is_out_at_once)
{
	struct cx *cx = &d->cx;
	struct person root, dora;
	struct str session;
	struct viewer v;
	struct who_answer a;
	who_desk(cx);
	root = who_add(cx, "root", ROLE_ADMIN, "");
	dora = who_add(cx, "dora", ROLE_DESK, "correct horse battery");
	struct cx other = other_begin(d); /* another process */
	other.now_us = cx->now_us;
	CHECK(who_session_open(cx, dora.key, WHO_BY_PASSWORD, who_session_us, &session) && who_session(&other, session, &v));
	act(cx, &root);
	CHECK(!who_set_state(cx, &root, WHO_SUSPENDED) && denied(cx, E_DENIED));
	CHECK(who_set_state(cx, &dora, WHO_SUSPENDED) && !who_session(&other, session, &v) && !who_session_lives(&other, session) &&
	        ok(&other));
	CHECK(who_sign_in(cx, S("dora"), S("correct horse battery"), &a) && a.what == WHO_REFUSED);
	CHECK(!who_session_open(cx, dora.key, WHO_BY_PASSKEY, who_session_us, &session) && denied(cx, E_DENIED));
	CHECK(!who_set_state(cx, &dora, WHO_ACTIVE) && denied(cx, E_CONFLICT)); /* from a picture of before */
	CHECK(who_find(cx, S("dora"), &dora) && who_set_state(cx, &dora, WHO_ACTIVE));
	CHECK(who_sign_in(cx, S("dora"), S("correct horse battery"), &a) && a.what == WHO_OPEN);
	act(cx, &root);
	CHECK(who_find(cx, S("dora"), &dora) && who_set_state(cx, &dora, WHO_ENDED) && !who_session_lives(cx, a.token));
	CHECK(who_find(cx, S("dora"), &dora) && !who_set_state(cx, &dora, WHO_ACTIVE) && denied(cx, E_CONFLICT));
	other_end(&other);
}

DESK_TEST(the_first_person_of_a_desk)
{
	struct cx *cx = &d->cx;
	struct str token, session;
	struct person none;
	struct viewer v;
	who_desk(cx);
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(who_setup_make(cx, &token) && db_commit(&tx));
	}
	struct person first = { .id = S("anna"), .name = S("Anna") };
	CHECK(!who_link(cx, S("12"), WHO_LINK_SETUP, &none) && who_link(cx, token, WHO_LINK_SETUP, &none));
	CHECK(who_setup_use(cx, token, &first, S("a fine long password"), &session) && who_session(cx, session, &v) &&
	        v.clearance.role == ROLE_APPROVER);
	CHECK(!who_link(cx, token, WHO_LINK_SETUP, &none) && !who_setup_use(cx, token, &first, S("a fine long password"), &session) &&
	        denied(cx, E_MISSING));
	CHECK(who_act_as_machine(cx) && str_eq(cx->viewer->person, S("machine")) && (cx->viewer->rights & RIGHT_MACHINE));
}

/* ---- what lets somebody act besides a session ---- */
static struct str give_keys(struct cx *cx, const struct person *p, int64_t n)
{
	struct str text = {};
	CHECK(token_add(cx, p, S("job"), RIGHT_READ, 9, &text));
	AUTO(db_tx) tx = db_begin(cx);
	store_certificate_insert(cx, &(struct certificate){ .key = n, .fingerprint = arena_printf(&cx->a, "f%lld", (long long)n), .pin = S("pin"),
	                                     .person = p->key, .subject = S("CN=x"), .from_us = cx->now_us - 1, .until_us = cx->now_us + 1000 });
	store_passkey_insert(cx, &(struct store_passkey){ .p = { .key = n, .id = arena_printf(&cx->a, "id%lld", (long long)n), .person = p->key, .name = S("k") },
	                                 .public_key = S("x"), .aaguid = S(""), .format = S("none"), .attestation = S("x") });
	store_oidc_link_insert(cx, S("https://idp.example"), S("sub"), arena_printf(&cx->a, "s%lld", (long long)n), p->key);
	CHECK(db_commit(&tx));
	return text;
}

/* Bits: token, certificate, passkey, link. */
static unsigned keys_of(struct cx *cx, const struct person *p, struct str token, int64_t n)
{
	struct viewer v;
	struct passkey_vec passkeys = {};
	CHECK(passkeys_of(cx, p->key, &passkeys));
	unsigned bits = (unsigned)who_by_token(cx, token, &v) | (unsigned)who_by_certificate(cx, arena_printf(&cx->a, "f%lld", (long long)n), &v) << 1 |
	                (unsigned)(passkeys.n > 0) << 2 |
	                (unsigned)(store_oidc_link(cx, S("https://idp.example"), S("sub"), arena_printf(&cx->a, "s%lld", (long long)n)) > 0) << 3;
	CHECK(ok(cx));
	return bits;
}

DESK_TEST(keys_end_with_what_they_were_given_for)
{
	struct cx *cx = &d->cx;
	struct who_done done;
	struct str session;
	who_desk(cx);
	struct person vera = who_add(cx, "vera", ROLE_APPROVER, ""), dora = who_add(cx, "dora", ROLE_OPERATOR, ""),
	              olga = who_add(cx, "olga", ROLE_OPERATOR, ""), otto = who_add(cx, "otto", ROLE_OPERATOR, "");
	struct str doras = give_keys(cx, &dora, 1), olgas = give_keys(cx, &olga, 2), ottos = give_keys(cx, &otto, 3);
	CHECK(keys_of(cx, &dora, doras, 1) == 15 && keys_of(cx, &olga, olgas, 2) == 15 && keys_of(cx, &otto, ottos, 3) == 15);
	act(cx, &vera);
	/* Who is suspended acts by none of them, and has them again afterwards. */
	CHECK(who_set_state(cx, &dora, WHO_SUSPENDED) && keys_of(cx, &dora, doras, 1) == 12);
	CHECK(who_find(cx, S("dora"), &dora) && who_set_state(cx, &dora, WHO_ACTIVE) && keys_of(cx, &dora, doras, 1) == 15);
	/* Another place: what acts by itself ends; how one signs in stays. */
	CHECK(who_role(cx, &otto, ROLE_OPERATOR, S("south"), S(""), &done) && !done.waits && keys_of(cx, &otto, ottos, 3) == 12);
	/* For ever. */
	CHECK(who_find(cx, S("dora"), &dora) && who_set_state(cx, &dora, WHO_ENDED) && keys_of(cx, &dora, doras, 1) == 0);
	/* Let in anew: only what is made from then on. */
	CHECK(who_act_as_machine(cx) && who_recover(cx, &olga, &done) && keys_of(cx, &olga, olgas, 2) == 15);
	cx->viewer = NULL;
	CHECK(who_link_use(cx, done.token, WHO_LINK_RECOVER, S("a fine long password"), &session) && keys_of(cx, &olga, olgas, 2) == 0);
}

DESK_TEST(no_way_around_the_second_person)
{
	struct cx *cx = &d->cx;
	struct who_done done, answer;
	struct person p, root, rita, vera, viktor, dora, nora, olga;
	who_desk(cx);
	root = who_add(cx, "root", ROLE_ADMIN, "");
	rita = who_add(cx, "rita", ROLE_ADMIN, "");
	vera = who_add(cx, "vera", ROLE_APPROVER, "");
	viktor = who_add(cx, "viktor", ROLE_APPROVER, "");
	dora = who_add(cx, "dora", ROLE_DESK, "");
	/* A confirmed invitation gives its link to who confirmed; who asked does not get another alone. */
	act(cx, &root);
	CHECK(invite(cx, "nora", ROLE_APPROVER, &done) && done.waits);
	act(cx, &vera);
	CHECK(who_answer_request(cx, done.request, true, &answer) && answer.token.len && who_find(cx, S("nora"), &nora));
	act(cx, &root);
	CHECK(who_invite_again(cx, &nora, &done) && done.waits && !done.token.len);
	CHECK(!who_answer_request(cx, done.request, true, &done) && denied(cx, E_DENIED) && who_link(cx, answer.token, WHO_LINK_INVITE, &p));
	/* Nor by a guest who is invited alone, and then made more while the link is out. */
	CHECK(invite(cx, "gast", ROLE_GUEST, &answer) && answer.token.len && who_find(cx, S("gast"), &p));
	CHECK(who_role(cx, &p, ROLE_DESK, S(""), S(""), &done) && done.waits);
	act(cx, &vera);
	CHECK(who_answer_request(cx, done.request, true, &done) && !who_link(cx, answer.token, WHO_LINK_INVITE, &p) && ok(cx));
	/* Two administrators do not let themselves in as somebody who reads; a desk officer and an administrator neither, as an approver. */
	olga = who_add(cx, "olga", ROLE_OPERATOR, "");
	act(cx, &root);
	CHECK(who_recover(cx, &olga, &done) && done.waits);
	act(cx, &rita);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED));
	act(cx, &dora); /* who may make operators alone */
	CHECK(who_answer_request(cx, done.request, true, &answer) && answer.token.len);
	act(cx, &root);
	CHECK(who_recover(cx, &viktor, &done));
	act(cx, &dora);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED));
	act(cx, &vera);
	CHECK(who_answer_request(cx, done.request, true, &answer) && answer.token.len);
	/* Nobody makes an approver a guest alone; what waits about somebody who ends is over. */
	act(cx, &root);
	CHECK(who_role(cx, &viktor, ROLE_GUEST, S(""), S(""), &done) && done.waits && who_set_state(cx, &viktor, WHO_ENDED));
	act(cx, &vera);
	CHECK(!who_answer_request(cx, done.request, true, &answer) && denied(cx, E_DENIED) && who_find(cx, S("viktor"), &p) &&
	        p.role == ROLE_APPROVER);
	/* The machine's commands are not whoever was given the name 'desk'. */
	who_add(cx, "desk", ROLE_GUEST, "");
	CHECK(who_act_as_machine(cx) && str_eq(cx->viewer->person, S("machine")) && (cx->viewer->rights & RIGHT_REGISTER));
}
