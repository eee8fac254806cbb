/* SPDX-License-Identifier: Apache-2.0
 *
 * TLS by GnuTLS. A set of certificates is never changed once it is given out: a new one takes its place, and the old ones live until the end, for handshakes
 * that still use them. Must never give a key away, nor take a client's word for who it is without an anchor.
 */
#include "net/tls.h"
#include "base/hash.h"
#include "net/server_inside.h"
#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

enum { CHAIN_MAX = 8, SERIAL_BYTES = 16, ANCHORS_MAX = 64 };
static const int64_t hour_s = 3600;

struct set { /* certificates in use from one moment on */
	struct set *older;
	gnutls_pcert_st chain[CHAIN_MAX];
	unsigned n;
	gnutls_privkey_t key;
	gnutls_x509_trust_list_t anchors; /* NULL = clients are not asked */
};

struct tls {
	pthread_rwlock_t lock;
	struct set *newest;
};

struct tls_peer {
	char fingerprint[65];
	gnutls_datum_t der;
};

struct tls *tls_open(struct err *err)
{
	struct tls *t = calloc(1, sizeof *t);
	if (t)
		pthread_rwlock_init(&t->lock, NULL);
	else
		err_fail(err, E_BROKEN, "no memory for certificates");
	return t;
}

static void set_end(struct set *s)
{
	for (unsigned i = 0; i < s->n; i++)
		gnutls_pcert_deinit(&s->chain[i]);
	if (s->key)
		gnutls_privkey_deinit(s->key);
	if (s->anchors)
		gnutls_x509_trust_list_deinit(s->anchors, 1);
	free(s);
}

void tls_close(struct tls *t)
{
	if (!t)
		return;
	for (struct set *s = t->newest, *older; s; s = older) {
		older = s->older;
		set_end(s);
	}
	pthread_rwlock_destroy(&t->lock);
	free(t);
}

static gnutls_datum_t datum(struct str s)
{
	return (gnutls_datum_t){ (unsigned char *)(uintptr_t)s.ptr, (unsigned)s.len };
}

static bool load_anchors(struct set *s, struct str pem, struct err *err)
{
	gnutls_datum_t d = datum(pem);
	if (!pem.len)
		return true;
	if (gnutls_x509_trust_list_init(&s->anchors, 0) < 0)
		return err_fail(err, E_BROKEN, "no memory for certificates");
	return gnutls_x509_trust_list_add_trust_mem(s->anchors, &d, NULL, GNUTLS_X509_FMT_PEM, 0, 0) > 0 ||
	       err_fail(err, E_INVALID, "there is no certificate of an authority in PEM form (BEGIN CERTIFICATE)");
}

/* The key's id must be that of the first certificate's key. */
static bool belongs(struct set *s, struct err *err)
{
	unsigned char a[64], b[64];
	size_t n = sizeof a, m = sizeof b;
	gnutls_pubkey_t of_key = NULL;
	bool same = gnutls_pubkey_init(&of_key) >= 0 && gnutls_pubkey_import_privkey(of_key, s->key, 0, 0) >= 0 &&
	            gnutls_pubkey_get_key_id(of_key, GNUTLS_KEYID_USE_SHA256, a, &n) >= 0 &&
	            gnutls_pubkey_get_key_id(s->chain[0].pubkey, GNUTLS_KEYID_USE_SHA256, b, &m) >= 0 && n == m && memcmp(a, b, n) == 0;
	if (of_key)
		gnutls_pubkey_deinit(of_key);
	return same || err_fail(err, E_INVALID, "the key is not that of the (first) certificate");
}

static bool load(struct set *s, struct str chain, struct str key, struct str anchors, struct err *err)
{
	gnutls_datum_t c = datum(chain), k = datum(key);
	unsigned n = CHAIN_MAX;
	if (gnutls_pcert_list_import_x509_raw(s->chain, &n, &c, GNUTLS_X509_FMT_PEM, 0) < 0 || !n)
		return err_fail(err, E_INVALID, "there is no certificate in PEM form (BEGIN CERTIFICATE), or more than %d", CHAIN_MAX);
	s->n = n;
	if (gnutls_privkey_init(&s->key) < 0 || gnutls_privkey_import_x509_raw(s->key, &k, GNUTLS_X509_FMT_PEM, NULL, 0) < 0)
		return err_fail(err, E_INVALID, "there is no private key in PEM form without a password (BEGIN PRIVATE KEY)");
	return belongs(s, err) && load_anchors(s, anchors, err);
}

bool tls_load(struct tls *t, struct str chain, struct str key, struct str anchors, struct err *err)
{
	struct set *s = calloc(1, sizeof *s);
	if (!s)
		return err_fail(err, E_BROKEN, "no memory for certificates");
	if (!load(s, chain, key, anchors, err)) {
		set_end(s);
		return false;
	}
	pthread_rwlock_wrlock(&t->lock);
	s->older = t->newest;
	t->newest = s;
	pthread_rwlock_unlock(&t->lock);
	return true;
}

static struct set *newest(struct tls *t)
{
	pthread_rwlock_rdlock(&t->lock);
	struct set *s = t->newest;
	pthread_rwlock_unlock(&t->lock);
	return s;
}

/* ---- of a connection ---- */
static int give_certificate(gnutls_session_t session, const gnutls_datum_t *authorities, int n_authorities, const gnutls_pk_algorithm_t *algorithms,
	int n_algorithms, gnutls_pcert_st **chain, unsigned *n, gnutls_privkey_t *key)
{
	(void)authorities, (void)n_authorities, (void)algorithms, (void)n_algorithms;
	struct MHD_Connection *connection = gnutls_session_get_ptr(session);
	const union MHD_ConnectionInfo *info = connection ? MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT) : NULL;
	struct link *l = info ? info->socket_context : NULL;
	struct set *s = l && l->server->opts.tls ? newest(l->server->opts.tls) : NULL;
	if (!s)
		return -1;
	if (s->anchors)
		gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUEST);
	*chain = s->chain;
	*n = s->n;
	*key = s->key;
	return 0;
}

intptr_t tls_certificate_giver(void)
{
	return (intptr_t)give_certificate;
}

static void hexadecimal(const unsigned char *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * n] = 0;
}

static bool verified(struct set *s, const gnutls_datum_t *sent, unsigned n)
{
	gnutls_x509_crt_t list[CHAIN_MAX] = {};
	gnutls_typed_vdata_st purpose = { GNUTLS_DT_KEY_PURPOSE_OID, (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT, 0 };
	unsigned status = 1, made = 0;
	bool good = n <= CHAIN_MAX;
	for (; good && made < n; made++)
		good = gnutls_x509_crt_init(&list[made]) >= 0 && gnutls_x509_crt_import(list[made], &sent[made], GNUTLS_X509_FMT_DER) >= 0;
	good = good && gnutls_x509_trust_list_verify_crt2(s->anchors, list, n, &purpose, 1, 0, &status, NULL) >= 0 && status == 0;
	for (unsigned i = 0; i < CHAIN_MAX; i++)
		if (list[i])
			gnutls_x509_crt_deinit(list[i]);
	return good;
}

struct tls_peer *tls_peer_read(struct tls *t, void *session)
{
	unsigned n = 0;
	struct set *s = newest(t);
	const gnutls_datum_t *sent = s && s->anchors ? gnutls_certificate_get_peers(session, &n) : NULL;
	if (!sent || !n || !verified(s, sent, n))
		return NULL;
	struct tls_peer *p = calloc(1, sizeof *p);
	if (!p || !(p->der.data = malloc(sent[0].size))) {
		free(p);
		return NULL;
	}
	unsigned char hash[32];
	memcpy(p->der.data, sent[0].data, sent[0].size);
	p->der.size = sent[0].size;
	gnutls_hash_fast(GNUTLS_DIG_SHA256, sent[0].data, sent[0].size, hash);
	hexadecimal(hash, sizeof hash, p->fingerprint);
	return p;
}

struct str tls_peer_fingerprint(const struct tls_peer *p)
{
	return str_c(p->fingerprint);
}

struct str tls_peer_der(const struct tls_peer *p)
{
	return (struct str){ (const char *)p->der.data, p->der.size };
}

void tls_peer_end(struct tls_peer *p)
{
	if (!p)
		return;
	free(p->der.data);
	free(p);
}

/* ---- making and reading ---- */
static int set_name(gnutls_x509_crt_t c, struct arena *a, struct str name)
{
	unsigned char address[16];
	const char *text = arena_str(a, name).ptr;
	if (inet_pton(AF_INET, text, address) == 1)
		return gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_IPADDRESS, address, 4, GNUTLS_FSAN_APPEND);
	if (inet_pton(AF_INET6, text, address) == 1)
		return gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_IPADDRESS, address, 16, GNUTLS_FSAN_APPEND);
	return gnutls_x509_crt_set_subject_alt_name(c, GNUTLS_SAN_DNSNAME, name.ptr, (unsigned)name.len, GNUTLS_FSAN_APPEND);
}

static bool fill(gnutls_x509_crt_t c, gnutls_x509_privkey_t k, struct arena *a, const struct str *names, unsigned n, int64_t now_us, int64_t until_us)
{
	unsigned char serial[SERIAL_BYTES];
	random_bytes(serial, sizeof serial);
	serial[0] &= 0x7f; /* a positive number */
	serial[0] |= 0x40;
	bool good = n && gnutls_x509_crt_set_version(c, 3) >= 0 && gnutls_x509_crt_set_serial(c, serial, sizeof serial) >= 0 &&
	            gnutls_x509_crt_set_key(c, k) >= 0 &&
	            gnutls_x509_crt_set_dn_by_oid(c, GNUTLS_OID_X520_COMMON_NAME, 0, names[0].ptr, (unsigned)names[0].len) >= 0 &&
	            gnutls_x509_crt_set_activation_time(c, (time_t)(now_us / 1000000 - hour_s)) >= 0 &&
	            gnutls_x509_crt_set_expiration_time(c, (time_t)(until_us / 1000000)) >= 0 &&
	            gnutls_x509_crt_set_basic_constraints(c, 0, -1) >= 0 && gnutls_x509_crt_set_key_usage(c, GNUTLS_KEY_DIGITAL_SIGNATURE) >= 0 &&
	            gnutls_x509_crt_set_key_purpose_oid(c, GNUTLS_KP_TLS_WWW_SERVER, 0) >= 0;
	for (unsigned i = 0; i < n && good; i++)
		good = set_name(c, a, names[i]) >= 0;
	return good;
}

static struct str taken(struct arena *a, gnutls_datum_t *d)
{
	struct str s = arena_str(a, (struct str){ (const char *)d->data, d->size });
	gnutls_memset(d->data, 0, d->size);
	gnutls_free(d->data);
	return s;
}

bool tls_make(struct arena *a, const struct str *names, unsigned n, int64_t now_us, int64_t until_us, struct str *certificate, struct str *key, struct err *err)
{
	gnutls_x509_crt_t c = NULL;
	gnutls_x509_privkey_t k = NULL;
	gnutls_datum_t out = {}, secret = {};
	bool good = gnutls_x509_crt_init(&c) >= 0 && gnutls_x509_privkey_init(&k) >= 0 &&
	            gnutls_x509_privkey_generate(k, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0) >= 0 &&
	            fill(c, k, a, names, n, now_us, until_us) && gnutls_x509_crt_sign2(c, c, k, GNUTLS_DIG_SHA256, 0) >= 0 &&
	            gnutls_x509_crt_export2(c, GNUTLS_X509_FMT_PEM, &out) >= 0 &&
	            gnutls_x509_privkey_export2_pkcs8(k, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &secret) >= 0;
	if (out.data)
		*certificate = taken(a, &out);
	if (secret.data)
		*key = taken(a, &secret);
	if (c)
		gnutls_x509_crt_deinit(c);
	if (k)
		gnutls_x509_privkey_deinit(k);
	return good || err_fail(err, E_BROKEN, "a certificate could not be made; are the names right?");
}

static struct str names_of(gnutls_x509_crt_t c, struct arena *a)
{
	struct buf b = buf_make(a, 64 << 10);
	for (unsigned i = 0;; i++) {
		unsigned char z[512];
		char text[INET6_ADDRSTRLEN];
		size_t n = sizeof z;
		unsigned type = 0, critical;
		int got = gnutls_x509_crt_get_subject_alt_name2(c, i, z, &n, &type, &critical);
		if (got == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || got == GNUTLS_E_SHORT_MEMORY_BUFFER || got < 0)
			break;
		if (type == GNUTLS_SAN_IPADDRESS && (n == 4 || n == 16) && inet_ntop(n == 4 ? AF_INET : AF_INET6, z, text, sizeof text))
			buf_printf(&b, "%s%s", b.len ? " " : "", text);
		else if (type == GNUTLS_SAN_DNSNAME)
			buf_printf(&b, "%s%.*s", b.len ? " " : "", (int)n, (const char *)z);
	}
	return buf_str(&b);
}

bool tls_read(struct arena *a, struct str pem, struct tls_certificate *out, struct err *err)
{
	gnutls_x509_crt_t c = NULL;
	gnutls_datum_t d = datum(pem), subject = {}, issuer = {};
	unsigned char hash[32];
	size_t n = sizeof hash;
	char text[65];
	bool good = gnutls_x509_crt_init(&c) >= 0 && gnutls_x509_crt_import(c, &d, GNUTLS_X509_FMT_PEM) >= 0 &&
	            gnutls_x509_crt_get_fingerprint(c, GNUTLS_DIG_SHA256, hash, &n) >= 0 && gnutls_x509_crt_get_dn3(c, &subject, 0) >= 0 &&
	            gnutls_x509_crt_get_issuer_dn3(c, &issuer, 0) >= 0;
	if (good) {
		hexadecimal(hash, n, text);
		*out = (struct tls_certificate){ .fingerprint = arena_str(a, str_c(text)), .names = names_of(c, a),
			.from_us = (int64_t)gnutls_x509_crt_get_activation_time(c) * 1000000,
			.until_us = (int64_t)gnutls_x509_crt_get_expiration_time(c) * 1000000, .self_signed = gnutls_x509_crt_check_issuer(c, c) };
	}
	if (subject.data)
		out->subject = taken(a, &subject);
	if (issuer.data)
		out->issuer = taken(a, &issuer);
	if (c)
		gnutls_x509_crt_deinit(c);
	return good || err_fail(err, E_INVALID, "there is no certificate in PEM form (BEGIN CERTIFICATE)");
}
