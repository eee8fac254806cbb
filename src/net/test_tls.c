/* SPDX-License-Identifier: Apache-2.0
 *
 * Certificates made, read, loaded and refused. The handshake itself is tried from outside with OpenSSL (tests/scenario/serve_tls.t).
 */
#include "base/test.h"
#include "net/tls.h"

static const int64_t day_us = (int64_t)86400 * 1000000, now_us = (int64_t)1790000000 * 1000000;

TEST(a_certificate_says_what_was_asked_for)
{
	struct arena a = {};
	struct err err = {};
	struct str names[] = { S("localhost"), S("127.0.0.1"), S("::1"), S("desk.example") }, pem, key;
	CHECK(tls_make(&a, names, 4, now_us, now_us + 825 * day_us, &pem, &key, &err));
	struct tls_certificate c;
	CHECK(tls_read(&a, pem, &c, &err));
	CHECK_STR(c.names, S("localhost 127.0.0.1 ::1 desk.example"));
	CHECK_STR(c.subject, S("CN=localhost"));
	CHECK(c.self_signed && str_eq(c.subject, c.issuer) && c.fingerprint.len == 64);
	CHECK(c.from_us == now_us - 3600 * (int64_t)1000000 && c.until_us == now_us + 825 * day_us);
	CHECK(str_starts(key, S("-----BEGIN PRIVATE KEY-----")));
	struct str other_pem, other_key;
	CHECK(tls_make(&a, names, 1, now_us, now_us + day_us, &other_pem, &other_key, &err));
	struct tls_certificate d;
	CHECK(tls_read(&a, other_pem, &d, &err) && !str_eq(c.fingerprint, d.fingerprint) && !str_eq(key, other_key));
	arena_end(&a);
}

TEST(what_does_not_fit_is_refused_and_the_old_stays)
{
	struct arena a = {};
	struct err err = {};
	struct str name = S("localhost"), pem, key, other, other_key;
	struct tls_certificate c;
	struct tls *t = tls_open(&err);
	CHECK(tls_make(&a, &name, 1, now_us, now_us + day_us, &pem, &key, &err) && tls_make(&a, &name, 1, now_us, now_us + day_us, &other, &other_key, &err));
	CHECK(tls_load(t, pem, key, S(""), &err));
	CHECK(!tls_load(t, pem, other_key, S(""), &err) && err.kind == E_INVALID && str_find(str_c(err.text), S("not that of")) >= 0);
	err_clear(&err);
	CHECK(!tls_load(t, S("nothing"), key, S(""), &err) && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(!tls_load(t, pem, S("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), S(""), &err) && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(!tls_load(t, pem, key, S("no anchor"), &err) && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(!tls_read(&a, S("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), &c, &err) && err.kind == E_INVALID);
	err_clear(&err);
	struct str both = arena_printf(&a, "%.*s%.*s", STR(pem), STR(other));
	CHECK(tls_load(t, both, key, other, &err));
	tls_close(t);
	arena_end(&a);
}
