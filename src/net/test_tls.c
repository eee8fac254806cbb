/* SPDX-License-Identifier: Apache-2.0
 *
 * Certificates made, read, loaded and refused. Handshakes are made by OpenSSL's own client.
 */
#include "base/cx.h"
#include "base/test.h"
#include "net/server.h"
#include "net/tls.h"
#include "sys/child.h"
#include "sys/file.h"
#include <time.h>

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
	struct str name = S("localhost"), pem = {}, key = {}, other = {}, other_key = {};
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

/* ---- handshakes ---- */
static int64_t clock_us(void) /* OpenSSL compares with the clock */
{
	return (int64_t)time(NULL) * 1000000;
}

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	(void)app, (void)worker;
	buf_printf(&res->body, "secure=%d certificate=%.*s der=%zu\n", req->secure, STR(req->certificate), req->certificate_der.len);
	return true;
}

/* What OpenSSL's client is told when it asks for / with these options; its own account of the handshake with it. */
static struct str ask(struct arena *a, const char *at, const char *const options[])
{
	/* The library ends a connection without a last word (close_notify), which OpenSSL's client counts as a failure; lengths are told, so nothing can be cut. */
	const char *argv[32] = { "sh", "-c", "openssl s_client \"$@\"; true", "sh", "-connect", at, "-ign_eof" };
	struct str out = {};
	struct err err = {};
	for (unsigned i = 0; options && options[i]; i++)
		argv[7 + i] = options[i];
	child_run(a, argv, S("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), 1 << 20, 10000, &out, &err);
	return out;
}

static bool has(struct str text, const char *part)
{
	return str_find(text, str_c(part)) >= 0;
}

/* openssl with these words; true when it succeeds. */
static bool openssl(struct arena *a, const char *const argv[])
{
	struct str out;
	struct err err = {};
	return child_run(a, argv, S(""), 1 << 20, 20000, &out, &err);
}

#define IN(folder, name) arena_printf(&a, "%s/" name, (folder).path).ptr

TEST(handshakes)
{
	struct arena a = {};
	struct err err = {};
	AUTO(file_temporary) f = {};
	struct server_listener listener;
	struct str name = S("localhost"), pem = {}, key = {}, second = {}, second_key = {}, anchor = {};
	CHECK(file_temporary_make(&f, &err) && tls_make(&a, &name, 1, clock_us(), clock_us() + 825 * day_us, &pem, &key, &err) &&
		tls_make(&a, &name, 1, clock_us(), clock_us() + 825 * day_us, &second, &second_key, &err));
	CHECK(file_write(IN(f, "server.pem"), pem, 0600, &err) && file_write(IN(f, "second.pem"), second, 0600, &err));
	/* An authority, a machine it knows, one whose certificate is for servers only, and one it does not know. */
	const char *ca_key = IN(f, "ca.key"), *ca = IN(f, "ca.pem"), *csr = IN(f, "csr"), *good_key = IN(f, "good.key"), *good = IN(f, "good.pem"), *wrong = IN(f, "wrong.pem"), *ext = IN(f, "ext"),
		   *other_key = IN(f, "other.key"), *other = IN(f, "other.pem");
	CHECK(openssl(&a, (const char *const[]){ "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=CA", "-keyout", ca_key, "-out", ca, NULL }));
	CHECK(openssl(&a, (const char *const[]){ "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=agent", "-keyout", good_key, "-out", csr, NULL }));
	CHECK(file_write(ext, S("extendedKeyUsage=clientAuth"), 0600, &err));
	CHECK(openssl(&a, (const char *const[]){ "openssl", "x509", "-req", "-in", csr, "-CA", ca, "-CAkey", ca_key, "-days", "30", "-extfile", ext, "-out", good, NULL }));
	CHECK(file_write(ext, S("extendedKeyUsage=serverAuth"), 0600, &err));
	CHECK(openssl(&a, (const char *const[]){ "openssl", "x509", "-req", "-in", csr, "-CA", ca, "-CAkey", ca_key, "-days", "30", "-extfile", ext, "-out", wrong, NULL }));
	CHECK(openssl(&a, (const char *const[]){ "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=stranger", "-keyout", other_key, "-out", other, NULL }));
	CHECK(file_read(&a, ca, TLS_PEM_BYTES_MAX, &anchor, &err));

	struct tls *tls = tls_open(&err);
	CHECK(tls_load(tls, pem, key, S(""), &err) && server_listen("127.0.0.1:0", &listener, &err));
	struct server *s = server_start(&(struct server_options){ .listener = &listener, .tls = tls, .handle = handle }, &err);
	CHECK(s && str_starts(server_address(s), S("https://127.0.0.1:")));
	const char *at = listener.at;
	struct str t = ask(&a, at, (const char *const[]){ "-CAfile", IN(f, "server.pem"), "-verify_return_error", "-verify_hostname", "localhost", NULL });
	CHECK(has(t, "TLSv1.3") && has(t, "secure=1 certificate= der=0\n") && has(t, "Strict-Transport-Security: ") && has(t, "Verify return code: 0"));
	CHECK(!has(ask(&a, at, (const char *const[]){ "-tls1_2", NULL }), "HTTP/1.1"));
	CHECK(!has(ask(&a, at, (const char *const[]){ "-CAfile", IN(f, "second.pem"), "-verify_return_error", NULL }), "HTTP/1.1"));
	/* Nobody is asked for a certificate while there is no anchor. */
	CHECK(has(ask(&a, at, (const char *const[]){ "-cert", good, "-key", good_key, NULL }), "certificate= der=0"));

	CHECK(tls_load(tls, second, second_key, anchor, &err)); /* while it runs */
	CHECK(has(ask(&a, at, (const char *const[]){ "-CAfile", IN(f, "second.pem"), "-verify_return_error", NULL }), "secure=1 certificate= der=0"));
	struct tls_certificate c;
	CHECK(file_read(&a, good, TLS_PEM_BYTES_MAX, &anchor, &err) && tls_read(&a, anchor, &c, &err));
	t = ask(&a, at, (const char *const[]){ "-cert", good, "-key", good_key, NULL });
	CHECK(has(t, arena_printf(&a, "certificate=%.*s der=", STR(c.fingerprint)).ptr) && !has(t, "der=0"));
	CHECK(has(ask(&a, at, (const char *const[]){ "-cert", wrong, "-key", good_key, NULL }), "certificate= der=0"));
	CHECK(has(ask(&a, at, (const char *const[]){ "-cert", other, "-key", other_key, NULL }), "certificate= der=0"));
	server_stop(s);
	tls_close(tls);
	arena_end(&a);
}
