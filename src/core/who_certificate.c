/* SPDX-License-Identifier: Apache-2.0
 *
 * Client certificates. The PEM file comes from whoever runs the desk's commands and is read by OpenSSL here, as the TLS server reads the same bytes in every
 * handshake. Must never trust a certificate for who issued it.
 */
#include "core/who_certificate.h"
#include "base/hash.h"
#include "base/json.h"
#include "core/credential.h"
#include "core/desk.h"
#include "core/store_credential.h"
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <time.h>

enum { RSA_BITS_MIN = 2048, EC_BITS_MIN = 256, SUBJECT_BYTES_MAX = 300 };
static const int64_t use_step_us = (int64_t)3600 * 1000000;

static struct str digest(struct arena *a, unsigned char *der, int n)
{
	struct sha256 h = sha256((struct str){ (const char *)der, n > 0 ? (size_t)n : 0 });
	OPENSSL_free(der);
	return hex(a, h.bytes, sizeof h.bytes);
}

static bool read_time(const ASN1_TIME *t, int64_t *out_us)
{
	struct tm tm = {};
	if (!ASN1_TIME_to_tm(t, &tm))
		return false;
	*out_us = (int64_t)timegm(&tm) * 1000000;
	return true;
}

static struct str subject_of(struct arena *a, X509 *x)
{
	char *text = NULL;
	BIO *b = BIO_new(BIO_s_mem());
	long n = b && X509_NAME_print_ex(b, X509_get_subject_name(x), 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) >= 0
	                 ? BIO_get_mem_data(b, &text)
	                 : 0;
	struct buf out = buf_make(a, 1 << 20);
	buf_put(&out, str_slice((struct str){ text, n > 0 ? (size_t)n : 0 }, 0, SUBJECT_BYTES_MAX));
	buf_one_line(&out, 0);
	BIO_free(b);
	size_t bad;
	struct str s = buf_str(&out);
	return str_utf8(s, &bad) ? s : str_slice(s, 0, bad);
}

static bool strong(EVP_PKEY *key)
{
	switch (key ? EVP_PKEY_get_base_id(key) : EVP_PKEY_NONE) {
	case EVP_PKEY_RSA: return EVP_PKEY_get_bits(key) >= RSA_BITS_MIN;
	case EVP_PKEY_EC: return EVP_PKEY_get_bits(key) >= EC_BITS_MIN;
	case EVP_PKEY_ED25519:
	case EVP_PKEY_ED448: return true;
	default: return false;
	}
}

static bool take_apart(struct cx *cx, X509 *x, struct certificate *out)
{
	unsigned char *der = NULL, *key = NULL;
	int n = i2d_X509(x, &der), m = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x), &key);
	bool good = n > 0 && m > 0 && read_time(X509_get0_notBefore(x), &out->from_us) && read_time(X509_get0_notAfter(x), &out->until_us);
	out->fingerprint = digest(&cx->a, der, n);
	out->pin = digest(&cx->a, key, m);
	out->subject = subject_of(&cx->a, x);
	if (!good)
		return fail(cx, E_INVALID, "this certificate cannot be read");
	if (!strong(X509_get0_pubkey(x)))
		return fail(cx, E_INVALID, "the key of this certificate is too weak: RSA from 2048 bits, EC from 256, Ed25519 or Ed448");
	return out->until_us > cx->now_us || fail(cx, E_INVALID, "this certificate has expired");
}

static bool read_pem(struct cx *cx, struct str pem, struct certificate *out)
{
	BIO *b = pem.len && pem.len <= CERTIFICATE_PEM_BYTES_MAX ? BIO_new_mem_buf(pem.ptr, (int)pem.len) : NULL;
	X509 *x = b ? PEM_read_bio_X509(b, NULL, NULL, NULL) : NULL, *more = x ? PEM_read_bio_X509(b, NULL, NULL, NULL) : NULL;
	bool good = x && !more && take_apart(cx, x, out);
	if (!x || more)
		fail(cx, E_INVALID, "this file must hold one certificate in PEM form (-----BEGIN CERTIFICATE-----)");
	X509_free(more);
	X509_free(x);
	BIO_free(b);
	return good;
}

bool certificate_add(struct cx *cx, const struct person *person, struct str pem, struct certificate *out)
{
	struct certificate known = {};
	*out = (struct certificate){ .person = person->key };
	if (!read_pem(cx, pem, out))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	int64_t owner = store_certificate_pin(cx, out->pin);
	if (store_client_certificate(cx, out->fingerprint, &known))
		return fail(cx, E_CONFLICT, "this certificate is known here already%s: make a new one",
		        known.ended_us ? ", and was ended" : "");
	if (owner && owner != person->key)
		return fail(cx, E_CONFLICT, "the key of this certificate is another person's: make a new key");
	out->key = desk_keys(cx, S("certificate"), 1);
	store_certificate_insert(cx, out);
	credential_note(cx, person, S("certificate.add"), arena_printf(&cx->a, "{\"fingerprint\":\"%.*s\"}", STR(out->fingerprint)));
	return db_commit(&tx);
}

bool certificates_of(struct cx *cx, int64_t person_key, struct certificate_vec *out)
{
	return store_certificates(cx, person_key, out);
}

bool certificates_end(struct cx *cx, const struct person *person, struct str fingerprint)
{
	AUTO(db_tx) tx = desk_begin(cx);
	store_certificates_end(cx, person->key, fingerprint);
	int64_t n = db_changes(cx);
	if (ok(cx) && fingerprint.len && !n)
		return fail(cx, E_MISSING, "'%.*s' has no such certificate", STR(person->id));
	struct buf b = buf_make(&cx->a, 4096);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "fingerprint", fingerprint);
	jo_kint(&o, "ended", n);
	jo_object_end(&o);
	if (n)
		credential_note(cx, person, S("certificate.end"), buf_str(&b));
	return db_commit(&tx);
}

bool who_by_certificate(struct cx *cx, struct str fingerprint, struct viewer *out)
{
	struct certificate c = {};
	struct viewer viewer;
	if (!fingerprint.len || !store_client_certificate(cx, fingerprint, &c) || c.ended_us || c.from_us > cx->now_us ||
	        c.until_us <= cx->now_us || !who_viewer(cx, c.person, &viewer))
		return false;
	*out = viewer;
	out->rights &= ~(unsigned)RIGHT_SELF; /* a machine makes no credentials */
	if (c.used_us < cx->now_us - use_step_us) {
		AUTO(db_tx) tx = db_begin_soft(cx);
		store_certificate_used(cx, c.key);
		if (!db_commit(&tx) && cx->err.kind == E_BUSY)
			err_clear(&cx->err);
	}
	return ok(cx);
}
