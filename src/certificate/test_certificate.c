/* SPDX-License-Identifier: Apache-2.0
 *
 * Certificates of the desk on both engines: made, renewed in time, imported, sealed, authorities kept.
 */
#include "base/test.h"
#include "certificate/certificate.h"
#include "certificate/store.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include "core/secret.h"
#include "db/test_desk.h"

extern const struct db_schema core_schema, certificate_schema;
static const struct db_schema *const schemas[] = { &core_schema, &certificate_schema, NULL };
static const struct secrets keys = { .key = { 1, 2, 3 } };
static const int64_t day_us = (int64_t)86400 * 1000000;

static void make_desk(struct cx *cx)
{
	cx->now_us = 1790000000000000;
	cx->secrets = &keys;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

static struct str chain_now(struct cx *cx)
{
	struct store_certificate row = {};
	CHECK(store_certificate(cx, &row));
	return row.chain;
}

DESK_TEST(a_certificate_is_made_once_and_renewed_in_time)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	CHECK(setting_write(cx, &setting_origin, S("https://desk.example:8443")));
	CHECK(certificate_ensure(cx));
	struct str first = chain_now(cx);
	int64_t version = certificate_version(cx);
	struct tls_certificate c;
	CHECK(tls_read(&cx->a, first, &c, &cx->err));
	CHECK_STR(c.names, S("desk.example localhost 127.0.0.1 ::1"));
	CHECK(c.until_us == cx->now_us + 825 * day_us);
	cx->now_us += 794 * day_us;
	CHECK(certificate_ensure(cx) && str_eq(chain_now(cx), first) && certificate_version(cx) == version);
	cx->now_us += 2 * day_us;
	CHECK(certificate_ensure(cx) && !str_eq(chain_now(cx), first) && certificate_version(cx) > version);
	struct ledger_line_vec lines = {};
	struct viewer viewer = { .profile = release_profile(cx, &(struct clearance){ ROLE_DESK, S("") }, NULL) };
	cx->viewer = &viewer;
	CHECK(ledger_history(cx, S("certificate"), &lines) && lines.n == 2);
	cx->viewer = NULL;
}

DESK_TEST(the_key_is_sealed_and_belongs_to_the_chain)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	CHECK(certificate_ensure(cx));
	struct store_certificate row = {};
	CHECK(store_certificate(cx, &row) && row.made && str_find(row.sealed_key, S("PRIVATE")) < 0);
	struct certificate_set set;
	CHECK(certificate_read(cx, &set) && str_starts(set.key, S("-----BEGIN PRIVATE KEY-----")));
	struct tls *t = tls_open(&cx->err);
	CHECK(tls_load(t, set.chain, set.key, set.anchors, &cx->err));
	tls_close(t);
	certificate_forget(&set);
	cx->secrets = NULL; /* without the key file nothing is served with it */
	CHECK(!certificate_read(cx, &set) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
}

DESK_TEST(an_imported_certificate_stays)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	struct str name = S("desk.example"), pem, key, old, old_key;
	CHECK(tls_make(&cx->a, &name, 1, cx->now_us, cx->now_us + 10 * day_us, &pem, &key, &cx->err));
	CHECK(tls_make(&cx->a, &name, 1, cx->now_us - 9 * day_us, cx->now_us - day_us, &old, &old_key, &cx->err));
	CHECK(certificate_import(cx, pem, key));
	CHECK(!certificate_import(cx, pem, old_key) && cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	CHECK(!certificate_import(cx, old, old_key) && cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	CHECK(certificate_ensure(cx) && str_eq(chain_now(cx), pem)); /* although it ends soon */
	struct str fingerprint;
	CHECK(certificate_trust(cx, old, &fingerprint) && fingerprint.len == 64);
	CHECK(!certificate_trust(cx, arena_printf(&cx->a, "%.*s%.*s", STR(old), STR(pem)), &fingerprint) && cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	struct certificate_set set;
	CHECK(certificate_read(cx, &set) && str_find(set.anchors, old) >= 0 && !set.made);
	CHECK(certificate_distrust(cx, fingerprint));
	CHECK(certificate_read(cx, &set) && !set.anchors.len);
	CHECK(!certificate_distrust(cx, fingerprint) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	CHECK(certificate_renew(cx) && !str_eq(chain_now(cx), pem));
}
