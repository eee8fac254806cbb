/* SPDX-License-Identifier: Apache-2.0
 *
 * What serves once, asked for by several at the same moment, each with a connection of its own as other processes have: one of them gets it, on both engines.
 */
#include "core/store_credential.h"
#include "core/test_who.h"
#include "core/who_inner.h"
#include <pthread.h>

enum { AT_ONCE = 4 };

struct racer {
	const struct test_desk *desk;
	pthread_barrier_t *line;
	bool (*run)(struct cx *cx, unsigned i);
	unsigned i;
	bool won;
	pthread_t thread;
};

static struct str texts[AT_ONCE], shared; /* what the race that runs is about */
static int64_t number, now_us;

static void *race_one(void *arg)
{
	struct racer *r = arg;
	struct cx cx = other_begin(r->desk);
	cx.now_us = now_us;
	cx.secrets = &test_secrets;
	pthread_barrier_wait(r->line);
	r->won = r->run(&cx, r->i);
	if (!r->won && cx.err.kind == E_BROKEN)
		printf("# %s\n", cx.err.text);
	other_end(&cx);
	return NULL;
}

/* How many of them got it. */
static int race(const struct test_desk *d, bool (*run)(struct cx *cx, unsigned i))
{
	struct racer r[AT_ONCE];
	pthread_barrier_t line;
	int won = 0;
	now_us = d->cx.now_us;
	pthread_barrier_init(&line, NULL, AT_ONCE);
	for (unsigned i = 0; i < AT_ONCE; i++) {
		r[i] = (struct racer){ .desk = d, .line = &line, .run = run, .i = i };
		CHECK(pthread_create(&r[i].thread, NULL, race_one, &r[i]) == 0);
	}
	for (unsigned i = 0; i < AT_ONCE; i++) {
		pthread_join(r[i].thread, NULL);
		won += r[i].won;
	}
	pthread_barrier_destroy(&line);
	return won;
}

static bool code_with_own_link(struct cx *cx, unsigned i)
{
	struct who_answer a;
	return who_sign_in_code(cx, texts[i], shared, &a) && a.what == WHO_OPEN;
}

static bool own_code_with_one_link(struct cx *cx, unsigned i)
{
	struct who_answer a;
	return who_sign_in_code(cx, shared, texts[i], &a) && a.what == WHO_OPEN;
}

static bool use_link(struct cx *cx, unsigned i)
{
	struct str session;
	return who_link_use(cx, shared, WHO_LINK_INVITE, texts[i], &session);
}

static bool take_challenge(struct cx *cx, unsigned i)
{
	(void)i;
	AUTO(db_tx) tx = db_begin(cx);
	bool taken = store_challenge_take(cx, shared, 0);
	return db_commit(&tx) && taken;
}

static bool take_flow(struct cx *cx, unsigned i)
{
	struct store_oidc_flow f;
	(void)i;
	AUTO(db_tx) tx = db_begin(cx);
	bool taken = store_oidc_flow_take(cx, shared, &f);
	return db_commit(&tx) && taken;
}

static bool confirm(struct cx *cx, unsigned i)
{
	struct who_done done;
	(void)i;
	return who_act_as(cx, S("vera")) && who_answer_request(cx, number, true, &done) && done.token.len;
}

static void first_steps(struct cx *cx)
{
	cx->viewer = NULL;
	for (unsigned i = 0; i < AT_ONCE; i++) {
		struct who_answer a;
		CHECK(who_sign_in(cx, S("anna"), S("correct horse battery"), &a) && a.what == WHO_WANTS_CODE);
		texts[i] = a.token;
	}
}

DESK_TEST(what_serves_once_serves_one)
{
	struct cx *cx = &d->cx;
	struct str session, codes[RECOVERY_CODES];
	struct viewer v;
	struct who_done done;
	who_desk(cx);
	struct person anna = who_add(cx, "anna", ROLE_DESK, "correct horse battery");
	who_add(cx, "vera", ROLE_APPROVER, "");
	who_add(cx, "root", ROLE_ADMIN, "");
	CHECK(who_session_open(cx, anna.key, WHO_BY_PASSWORD, who_session_us, &session) && who_session(cx, session, &v));
	cx->viewer = &v;
	struct str seed = enrol(cx, codes);
	/* One one-time code, four first steps. */
	cx->now_us += 60 * 1000000;
	first_steps(cx);
	shared = arena_printf(&cx->a, "%06u", totp_code(seed, TOTP_SHA1, totp_step(cx->now_us), 6));
	CHECK(race(d, code_with_own_link) == 1);
	/* One recovery code. */
	cx->now_us += (int64_t)6 * 3600 * 1000000;
	first_steps(cx);
	shared = codes[0];
	CHECK(race(d, code_with_own_link) == 1 && who_recovery_codes_left(cx, anna.key) == RECOVERY_CODES - 1);
	/* One first step, four recovery codes. */
	cx->now_us += (int64_t)6 * 3600 * 1000000;
	first_steps(cx);
	shared = texts[0];
	for (unsigned i = 0; i < AT_ONCE; i++)
		texts[i] = codes[i + 1];
	CHECK(race(d, own_code_with_one_link) == 1);
	/* One request, confirmed four times; its invitation, accepted four times. */
	CHECK(who_act_as(cx, S("root")) && who_invite(cx, &(struct person){ .id = S("dora"), .role = ROLE_DESK }, &done) && done.waits);
	number = done.request;
	CHECK(race(d, confirm) == 1);
	CHECK(who_act_as_machine(cx) && who_invite(cx, &(struct person){ .id = S("gast"), .role = ROLE_GUEST }, &done) && done.token.len);
	shared = done.token;
	for (unsigned i = 0; i < AT_ONCE; i++)
		texts[i] = arena_printf(&cx->a, "a fine long password %u", i);
	CHECK(race(d, use_link) == 1);
	/* One question to an authenticator, one state of an identity provider. */
	shared = S("a hash");
	{
		AUTO(db_tx) tx = db_begin(cx);
		store_challenge_insert(cx, shared, 0, cx->now_us + 1);
		store_oidc_flow_insert(cx, shared, &(struct store_oidc_flow){ S("b"), S("n"), S("v"), S("/"), cx->now_us + 1 });
		CHECK(db_commit(&tx));
	}
	CHECK(race(d, take_challenge) == 1 && race(d, take_flow) == 1);
}
