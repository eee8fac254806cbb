/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys on both engines, with an authenticator in software: each algorithm comes in; whatever is bent is refused, with one answer at sign-in; a copied
 * passkey is found by its counter.
 */
#include "base/test.h"
#include "core/ledger.h"
#include "core/readers.h"
#include "core/store_credential.h"
#include "core/desk.h"
#include "db/test_desk.h"
#include "formats/test_webauthn.h"
#include "sys/jail.h"

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
static const int64_t hour_us = (int64_t)3600 * 1000000;
static int64_t who; /* whom the last answer let in */

static struct jail *jail(void)
{
	static const struct jail_reader readers[READER_COUNT] = { [READER_WEBAUTHN] = { .name = "passkey answer", .read = webauthn_read } };
	static struct jail *one;
	struct err err = {};
	if (!one)
		one = jail_start(readers, READER_COUNT, 1, NULL, &err);
	CHECK(one != NULL);
	return one;
}

static void make_desk(struct cx *cx)
{
	static const struct viewer nobody;
	cx->now_us = 1790000000000000;
	cx->jail = jail();
	CHECK(db_migrate(cx, schemas));
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(desk_create(cx, S("Test desk"), S("XA")) && db_commit(&tx));
	}
	CHECK(who_create(cx, &(struct person){ .id = S("anna"), .name = S("Anna"), .role = ROLE_DESK }, S("")));
	CHECK(who_create(
	        cx, &(struct person){ .id = S("olga"), .name = S("Olga"), .organization = S("aqua"), .role = ROLE_OPERATOR }, S("")));
	cx->viewer = &nobody;
}

/* The value of "name":"…" in options. */
static struct str value(struct str json, const char *name)
{
	char key[40];
	snprintf(key, sizeof key, "\"%s\":\"", name);
	ptrdiff_t at = str_find(json, str_c(key));
	struct str rest = str_slice(json, at < 0 ? json.len : (size_t)at + strlen(key), json.len);
	return str_cut(&rest, '"');
}

/* The handle stands in "user":{"id":"…"}. */
static struct str handle_in(struct cx *cx, struct str options)
{
	struct str raw = {};
	ptrdiff_t at = str_find(options, S("\"user\":"));
	CHECK(at > 0 && base64url_read(&cx->a, value(str_slice(options, (size_t)at, options.len), "id"), &raw));
	return raw;
}

static bool adds(struct cx *cx, struct soft_passkey *p)
{
	struct str options = {};
	CHECK(passkey_ask_new(cx, &options));
	p->handle = handle_in(cx, options);
	bool good = passkey_add(cx, S("my key"), soft_creates(&cx->a, p, value(options, "challenge")));
	CHECK(good == ok(cx));
	return good;
}

static enum err_kind signs_in(struct cx *cx, const struct soft_passkey *p, struct str *token)
{
	struct str options = {};
	CHECK(passkey_ask(cx, &options));
	CHECK_STR(value(options, "rpId"), S("localhost"));
	passkey_sign_in(cx, soft_uses(&cx->a, p, value(options, "challenge")), hour_us, &who, token);
	enum err_kind kind = cx->err.kind;
	if (kind)
		CHECK_STR(str_c(cx->err.text), S("this passkey was not accepted: try again, or sign in another way"));
	err_clear(&cx->err);
	return kind;
}

static int64_t leaves(struct cx *cx, const char *kind, const char *has)
{
	int64_t n = 0;
	AUTO(db_rows)
	rows = db_query(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = $1 AND content LIKE $2", DB(str_c(kind)),
	        DB(arena_printf(&cx->a, "%%%s%%", has)));
	return db_next(&rows, TO(&n)) ? n : -1;
}

DESK_TEST(passkeys_of_each_algorithm_sign_in)
{
	static const int64_t algorithms[] = { WEBAUTHN_ES256, WEBAUTHN_EDDSA, WEBAUTHN_RS256 };
	static const char *const ids[] = { "one", "two", "three" };
	struct cx *cx = &d->cx;
	make_desk(cx);
	CHECK(who_act_as(cx, S("anna")));
	const struct viewer *anna = cx->viewer;
	for (unsigned i = 0; i < 3; i++) {
		struct soft_passkey p = soft_passkey(algorithms[i], ids[i]);
		struct str token = {};
		struct viewer viewer;
		p.format = "packed"; /* kept, not trusted */
		cx->viewer = anna;
		CHECK(adds(cx, &p));
		cx->viewer = NULL;
		CHECK(signs_in(cx, &p, &token) == E_NONE);
		CHECK(who_session(cx, token, &viewer) && str_eq(viewer.person, S("anna")));
		CHECK(signs_in(cx, &p, &token) == E_NONE); /* an authenticator without a counter stays at 0 */
		EVP_PKEY_free(p.key);
	}
	struct passkey_vec list = {};
	CHECK(passkeys_of(cx, anna->key, &list) && list.n == 3);
	CHECK_STR(list.at[0].name, S("my key"));
	CHECK(leaves(cx, "passkey.add", "") == 3 && leaves(cx, "person.sign-in", "passkey") == 6);
}

DESK_TEST(a_copied_passkey_is_found_by_its_counter)
{
	struct cx *cx = &d->cx;
	struct str token;
	make_desk(cx);
	CHECK(who_act_as(cx, S("anna")));
	struct soft_passkey p = soft_passkey(WEBAUTHN_ES256, "one");
	p.counter = 5;
	CHECK(adds(cx, &p));
	cx->viewer = NULL;
	CHECK(signs_in(cx, &p, &token) == E_DENIED);
	p.counter = 6;
	CHECK(signs_in(cx, &p, &token) == E_NONE);
	p.counter = 0xffffffff;
	CHECK(signs_in(cx, &p, &token) == E_NONE);
	p.counter = 7;
	CHECK(signs_in(cx, &p, &token) == E_DENIED);
	p.counter = 0;
	CHECK(signs_in(cx, &p, &token) == E_DENIED);
	CHECK(leaves(cx, "passkey.refuse", "\"why\":\"counter\"") == 3);
	EVP_PKEY_free(p.key);
}

DESK_TEST(what_is_bent_at_sign_in_is_refused_with_one_answer)
{
	struct cx *cx = &d->cx;
	struct str token, options, answer;
	make_desk(cx);
	CHECK(who_act_as(cx, S("olga")));
	struct soft_passkey olga = soft_passkey(WEBAUTHN_ES256, "olga's");
	CHECK(adds(cx, &olga));
	CHECK(who_act_as(cx, S("anna")));
	const struct viewer *anna = cx->viewer;
	struct soft_passkey p = soft_passkey(WEBAUTHN_ES256, "one"), bent = {}, other = soft_passkey(WEBAUTHN_ES256, "one");
	CHECK(adds(cx, &p));
	cx->viewer = NULL;
	const struct {
		const char *why, *origin, *rp, *type;
		unsigned flags;
		bool cross;
	} rows[] = { { "origin", "https://localhost:8444", NULL, NULL, 5, false },
		{ "origin", "http://localhost:8443", NULL, NULL, 5, false },
		{ "origin", "https://localhost:8443.evil.example", NULL, NULL, 5, false },
		{ "origin", "https://localhost", NULL, NULL, 5, false }, { "origin", NULL, NULL, NULL, 5, true },
		{ "relying party", NULL, "evil.example", NULL, 5, false }, { "user presence", NULL, NULL, NULL, 4, false },
		{ "user verification", NULL, NULL, NULL, 1, false }, { "backup flags", NULL, NULL, NULL, 5 | 16, false },
		{ NULL, NULL, NULL, "webauthn.create", 5, false } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bent = p;
		bent.origin = rows[i].origin ? rows[i].origin : p.origin;
		bent.rp = rows[i].rp ? rows[i].rp : p.rp;
		bent.type = rows[i].type;
		bent.flags = rows[i].flags;
		bent.cross = rows[i].cross;
		int64_t before = rows[i].why ? leaves(cx, "passkey.refuse", rows[i].why) : 0;
		CHECK(signs_in(cx, &bent, &token) == E_DENIED);
		CHECK(!rows[i].why || leaves(cx, "passkey.refuse", rows[i].why) == before + 1);
	}
	other.handle = p.handle; /* another key under the same id */
	CHECK(signs_in(cx, &other, &token) == E_DENIED && leaves(cx, "passkey.refuse", "signature") == 1);
	bent = p;
	bent.handle = olga.handle;
	CHECK(signs_in(cx, &bent, &token) == E_DENIED && leaves(cx, "passkey.refuse", "user handle") == 1);
	bent = p;
	bent.id = S("unknown");
	int64_t refused = leaves(cx, "passkey.refuse", "");
	CHECK(signs_in(cx, &bent, &token) == E_DENIED);
	/* A question is answered once, in time, and not by another's. */
	CHECK(passkey_ask(cx, &options));
	answer = soft_uses(&cx->a, &p, value(options, "challenge"));
	CHECK(passkey_sign_in(cx, answer, hour_us, &who, &token));
	CHECK(!passkey_sign_in(cx, answer, hour_us, &who, &token) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	CHECK(passkey_ask(cx, &options));
	answer = soft_uses(&cx->a, &p, value(options, "challenge"));
	cx->now_us += passkey_challenge_us;
	CHECK(!passkey_sign_in(cx, answer, hour_us, &who, &token) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	CHECK(passkey_sweep(cx));
	CHECK(!passkey_sign_in(cx, soft_uses(&cx->a, &p, S("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")), hour_us, &who, &token) &&
	        cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	CHECK(!passkey_sign_in(cx, S("{\"no\":1}"), hour_us, &who, &token) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	cx->viewer = anna;
	CHECK(passkey_ask_new(cx, &options));
	cx->viewer = NULL;
	CHECK(!passkey_sign_in(cx, soft_uses(&cx->a, &p, value(options, "challenge")), hour_us, &who, &token) &&
	        cx->err.kind == E_DENIED); /* asked of Anna's new key */
	err_clear(&cx->err);
	CHECK(leaves(cx, "passkey.refuse", "") == refused); /* strangers and repetitions write nothing */
	/* Nor after it ended, nor when its person did. */
	struct person person;
	CHECK(who_find(cx, S("anna"), &person));
	CHECK(signs_in(cx, &p, &token) == E_NONE);
	CHECK(passkeys_end(cx, &person, 0) && signs_in(cx, &p, &token) == E_DENIED);
	CHECK(!passkeys_end(cx, &person, 4711) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	CHECK(signs_in(cx, &olga, &token) == E_NONE);
	CHECK(db_exec(cx, "UPDATE person SET state = 'suspended' WHERE id = 'olga'"));
	CHECK(signs_in(cx, &olga, &token) == E_DENIED);
	EVP_PKEY_free(p.key);
	EVP_PKEY_free(other.key);
	EVP_PKEY_free(olga.key);
}

static void add_refused(struct cx *cx, const struct soft_passkey *p, enum err_kind kind, const char *why)
{
	struct str options = {};
	CHECK(passkey_ask_new(cx, &options));
	CHECK(!passkey_add(cx, S("my key"), soft_creates(&cx->a, p, value(options, "challenge"))) && cx->err.kind == kind);
	if (str_find(str_c(cx->err.text), str_c(why)) < 0)
		test_failed(__FILE__, __LINE__, cx->err.text);
	err_clear(&cx->err);
}

DESK_TEST(what_is_bent_when_one_is_added)
{
	struct cx *cx = &d->cx;
	struct str options, answer;
	make_desk(cx);
	CHECK(!passkey_ask_new(cx, &options) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	CHECK(who_act_as(cx, S("anna")));
	struct soft_passkey p = soft_passkey(WEBAUTHN_ES256, "one"), bent;
	bent = p, bent.origin = "https://desk.example";
	add_refused(cx, &bent, E_DENIED, "origin");
	bent = p, bent.rp = "desk.example";
	add_refused(cx, &bent, E_DENIED, "relying party");
	bent = p, bent.flags = WEBAUTHN_UP;
	add_refused(cx, &bent, E_DENIED, "user verification");
	bent = p, bent.type = "webauthn.get";
	add_refused(cx, &bent, E_DENIED, "type");
	CHECK(adds(cx, &p));
	add_refused(cx, &p, E_CONFLICT, "known here already");
	CHECK(passkey_ask_new(cx, &options) &&
	        str_find(options, S("\"excludeCredentials\":[{\"type\":\"public-key\",\"id\":\"b25l\"}]")) > 0);
	/* Asked of Anna, answered by Olga. */
	struct soft_passkey q = soft_passkey(WEBAUTHN_ES256, "two");
	answer = soft_creates(&cx->a, &q, value(options, "challenge"));
	CHECK(who_act_as(cx, S("olga")));
	CHECK(!passkey_add(cx, S("x"), answer) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	CHECK(!passkey_add(cx, S("two\nlines"), answer) && cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	/* In a browser's session only when the proof is fresh. */
	struct viewer stale = *cx->viewer;
	struct who_from from = { .address = S("192.0.2.1") };
	stale.fresh_us = cx->now_us;
	cx->viewer = &stale;
	cx->from = &from;
	CHECK(!passkey_ask_new(cx, &options) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	stale.fresh_us = cx->now_us + 1;
	CHECK(adds(cx, &q));
	EVP_PKEY_free(p.key);
	EVP_PKEY_free(q.key);
}
