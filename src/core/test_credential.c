/* SPDX-License-Identifier: Apache-2.0
 *
 * API tokens and client certificates on both engines: what they may do, when they end, and that they are kept as hashes only.
 */
#include "base/test.h"
#include "core/desk.h"
#include "core/store_credential.h"
#include "db/test_desk.h"
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
static const int64_t day_us = (int64_t)86400 * 1000000;

static void make_desk(struct cx *cx, struct person *anna)
{
	cx->now_us = 1790000000000000;
	CHECK(db_migrate(cx, schemas));
	{
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(desk_create(cx, S("Test desk"), S("XA")) && db_commit(&tx));
	}
	CHECK(who_create(cx, &(struct person){ .id = S("anna"), .name = S("Anna"), .organization = S("north"), .role = ROLE_OPERATOR }, S("")));
	CHECK(who_find(cx, S("anna"), anna));
}

static enum err_kind token_fails(struct cx *cx, const struct person *p, const char *name, unsigned scope, int64_t days)
{
	struct str text;
	CHECK(!token_add(cx, p, str_c(name), scope, days, &text));
	enum err_kind kind = cx->err.kind;
	err_clear(&cx->err);
	return kind;
}

TEST(scopes)
{
	struct cx cx = {};
	unsigned scope;
	CHECK(token_scope_parse(&cx, S("read,warn"), &scope) && scope == (RIGHT_READ | RIGHT_WARN));
	CHECK(token_scope_parse(&cx, S(" warn , read "), &scope) && scope == (RIGHT_READ | RIGHT_WARN));
	CHECK_STR(token_scope_text(&cx.a, RIGHT_READ | RIGHT_WARN | RIGHT_POLICY), S("read,warn,policy"));
	static const char *const bad[] = { "", "reed", "self", "machine", "anyone", "nobody", "read,,warn", "?", "read warn", "READ" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (token_scope_parse(&cx, str_c(bad[i]), &scope))
			test_failed(__FILE__, __LINE__, bad[i]);
		CHECK(cx.err.kind == E_INVALID);
		err_clear(&cx.err);
	}
	arena_end(&cx.a);
}

TEST(a_token_tells_that_it_was_mistyped)
{
	/* 32 bytes of 0 and of 0xff, and their CRC-32, worked out with other programs. */
	CHECK(token_formed(S("mst_" "0000000000000000000000000000000000000000000" "452r8R")));
	CHECK(token_formed(S("mst_" "yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1" "29CY3z")));
	CHECK(!token_formed(S("mst_" "0000000000000000000000000000000000000000001" "452r8R")));
	CHECK(!token_formed(S("mst_")) && !token_formed(S("")) && !token_formed((struct str){}));
}

DESK_TEST(a_token_may_do_what_its_person_and_its_scope_may)
{
	struct cx *cx = &d->cx;
	struct person anna;
	struct viewer viewer;
	struct str text = {}, other = {};
	struct api_token_vec list = {};
	make_desk(cx, &anna);
	CHECK(token_add(cx, &anna, S("feed"), RIGHT_READ, 90, &text) && token_add(cx, &anna, S("bot"), RIGHT_READ | RIGHT_WARN, 1, &other));
	CHECK(text.len == 53 && token_formed(text) && !str_eq(text, other));
	CHECK(who_by_token(cx, text, &viewer) && viewer.rights == (RIGHT_ANYONE | RIGHT_READ) && str_eq(viewer.person, S("anna")) && viewer.profile && !viewer.session);
	CHECK(who_by_token(cx, other, &viewer) && viewer.rights == (RIGHT_ANYONE | RIGHT_READ | RIGHT_WARN));
	/* A letter changed: refused before the database is asked, or after. */
	for (size_t i = 0; i < text.len; i++) {
		struct str bent = arena_str(&cx->a, text);
		((char *)bent.ptr)[i] = bent.ptr[i] == 'x' ? 'y' : 'x';
		CHECK(!who_by_token(cx, bent, &viewer) && ok(cx));
	}
	CHECK(token_fails(cx, &anna, "x", RIGHT_READ | RIGHT_ADMIN, 1) == E_DENIED && token_fails(cx, &anna, "x", RIGHT_SELF, 1) == E_DENIED);
	CHECK(token_fails(cx, &anna, "x", 0, 1) == E_DENIED && token_fails(cx, &anna, "", RIGHT_READ, 1) == E_INVALID);
	CHECK(token_fails(cx, &anna, "x", RIGHT_READ, 0) == E_INVALID && token_fails(cx, &anna, "x", RIGHT_READ, 367) == E_INVALID);
	/* Whose role shrinks, their tokens shrink with them. */
	CHECK(db_exec(cx, "UPDATE person SET role = 'guest' WHERE id = 'anna'"));
	CHECK(who_by_token(cx, other, &viewer) && viewer.rights == (RIGHT_ANYONE | RIGHT_READ));
	CHECK(tokens_of(cx, anna.key, &list) && list.n == 2 && list.at[0].used_us == cx->now_us);
	cx->now_us += day_us;
	CHECK(!who_by_token(cx, other, &viewer) && ok(cx) && who_by_token(cx, text, &viewer));
	CHECK(tokens_end(cx, &anna, list.at[0].key) && !who_by_token(cx, text, &viewer) && ok(cx));
	CHECK(!tokens_end(cx, &anna, list.at[0].key) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	struct person stranger = { .key = 4711, .id = S("x") };
	CHECK(!tokens_end(cx, &stranger, list.at[1].key) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	int64_t n = -1;
	{
		AUTO(db_rows) rows = db_query(cx, "SELECT COUNT(*) FROM api_token WHERE hash LIKE 'mst%' OR name LIKE 'mst%'");
		CHECK(db_next(&rows, TO(&n)) && n == 0);
	}
	struct str third = {};
	CHECK(token_add(cx, &anna, S("third"), RIGHT_READ, 9, &third) && who_by_token(cx, third, &viewer));
	CHECK(db_exec(cx, "UPDATE person SET state = 'ended' WHERE id = 'anna'"));
	CHECK(!who_by_token(cx, third, &viewer) && ok(cx));
}

DESK_TEST(a_person_has_a_bounded_number_of_tokens)
{
	struct cx *cx = &d->cx;
	struct person anna;
	struct str text;
	make_desk(cx, &anna);
	for (int i = 0; i < TOKENS_MAX; i++)
		CHECK(token_add(cx, &anna, S("x"), RIGHT_READ, 1, &text));
	CHECK(token_fails(cx, &anna, "x", RIGHT_READ, 1) == E_CONFLICT);
	CHECK(tokens_end(cx, &anna, 0) && token_add(cx, &anna, S("x"), RIGHT_READ, 1, &text));
}

/* ---- certificates ---- */

static struct str certificate(struct cx *cx, EVP_PKEY *key, int64_t from_us, int64_t until_us, const char *name)
{
	X509 *x = X509_new();
	char *text;
	X509_set_version(x, X509_VERSION_3);
	ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
	ASN1_TIME_set(X509_getm_notBefore(x), from_us / 1000000);
	ASN1_TIME_set(X509_getm_notAfter(x), until_us / 1000000);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
	X509_set_issuer_name(x, X509_get_subject_name(x));
	X509_set_pubkey(x, key);
	X509_sign(x, key, EVP_sha256());
	BIO *b = BIO_new(BIO_s_mem());
	PEM_write_bio_X509(b, x);
	long n = BIO_get_mem_data(b, &text);
	struct str out = arena_str(&cx->a, (struct str){ text, (size_t)n });
	BIO_free(b);
	X509_free(x);
	return out;
}

DESK_TEST(a_certificate_is_its_person_while_it_lasts)
{
	struct cx *cx = &d->cx;
	struct person anna, bot;
	struct viewer viewer;
	struct certificate c, again;
	struct certificate_vec list = {};
	make_desk(cx, &anna);
	CHECK(who_create(cx, &(struct person){ .id = S("bot"), .name = S("Bot"), .organization = S("north"), .role = ROLE_OPERATOR }, S("")) && who_find(cx, S("bot"), &bot));
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"), *weak = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024);
	int64_t now = cx->now_us;
	struct str pem = certificate(cx, key, now, now + 30 * day_us, "bot\n[north] \xd0\xb1");
	CHECK(certificate_add(cx, &bot, pem, &c) && c.fingerprint.len == 64 && c.pin.len == 64 && c.until_us == now + 30 * day_us);
	CHECK(memchr(c.subject.ptr, '\n', c.subject.len) == NULL && str_starts(c.subject, S("CN=bot")));
	CHECK(who_by_certificate(cx, c.fingerprint, &viewer) && str_eq(viewer.person, S("bot")) && !(viewer.rights & RIGHT_SELF) && (viewer.rights & RIGHT_READ));
	CHECK(!who_by_certificate(cx, S(""), &viewer) && !who_by_certificate(cx, c.pin, &viewer) && ok(cx));
	static const struct {
		const char *what;
		enum err_kind kind;
	} bad[] = { { "known", E_CONFLICT }, { "key of another", E_CONFLICT }, { "expired", E_INVALID }, { "weak", E_INVALID }, { "two", E_INVALID }, { "no PEM", E_INVALID } };
	for (unsigned i = 0; i < 6; i++) {
		struct str other = certificate(cx, key, now, now + 31 * day_us, "x"),
			   texts[] = { pem, other, certificate(cx, key, now - 9 * day_us, now, "x"), certificate(cx, weak, now, now + day_us, "x"), arena_printf(&cx->a, "%.*s%.*s", STR(other), STR(pem)), S("x") };
		bool good = certificate_add(cx, i == 1 ? &anna : &bot, texts[i], &again);
		if (good || cx->err.kind != bad[i].kind)
			test_failed(__FILE__, __LINE__, bad[i].what);
		err_clear(&cx->err);
	}
	/* The same key renewed, by the same person. */
	CHECK(certificate_add(cx, &bot, certificate(cx, key, now + day_us, now + 60 * day_us, "bot"), &again));
	CHECK(!who_by_certificate(cx, again.fingerprint, &viewer) && ok(cx)); /* not yet */
	cx->now_us = now + 30 * day_us;
	CHECK(!who_by_certificate(cx, c.fingerprint, &viewer) && who_by_certificate(cx, again.fingerprint, &viewer));
	CHECK(certificates_of(cx, bot.key, &list) && list.n == 2);
	CHECK(!certificates_end(cx, &anna, again.fingerprint) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	CHECK(certificates_end(cx, &bot, again.fingerprint) && !who_by_certificate(cx, again.fingerprint, &viewer) && ok(cx));
	EVP_PKEY_free(key);
	EVP_PKEY_free(weak);
}
