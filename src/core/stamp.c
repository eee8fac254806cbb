/* SPDX-License-Identifier: Apache-2.0
 *
 * Time stamps of RFC 3161. Must never keep a reply whose signature, imprint or nonce was not checked.
 */
#include "core/stamp.h"
#include "base/hash.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include "core/secret.h"
#include "core/store_ledger.h"
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <string.h>

const struct setting setting_ledger_tsa_url = { "ledger.tsa-url", "",
	"address of a time-stamping authority (RFC 3161) that is asked each day; empty: none", NULL };
const struct setting setting_ledger_tsa_ca = { "ledger.tsa-ca", "",
	"file with the certificates (PEM) that the authority's certificate must lead to", NULL };

/* The reply's time in the shape of RFC 3339. */
static int64_t time_of(const TS_TST_INFO *info)
{
	struct tm tm;
	const ASN1_GENERALIZEDTIME *when = TS_TST_INFO_get_time(info);
	if (!when || ASN1_TIME_to_tm(when, &tm) != 1)
		return 0;
	char text[64];
	int64_t us = 0;
	int n = snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	        tm.tm_min, tm.tm_sec);
	return n > 0 && time_parse((struct str){ text, (size_t)n }, &us) ? us : 0;
}

static X509_STORE *store_of(struct str pem, int64_t at_us)
{
	X509_STORE *store = X509_STORE_new();
	BIO *in = BIO_new_mem_buf(pem.ptr, (int)pem.len);
	unsigned n = 0;
	for (X509 *cert; store && in && (cert = PEM_read_bio_X509(in, NULL, NULL, NULL)); X509_free(cert))
		n += X509_STORE_add_cert(store, cert) == 1;
	BIO_free(in);
	if (store && n) {
		X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)(at_us / 1000000));
		return store;
	}
	X509_STORE_free(store);
	return NULL;
}

/* The whole check; nonce may be NULL: then it is not looked at. */
static bool verify(struct str note, TS_RESP *resp, struct str pem, const ASN1_INTEGER *nonce, int64_t *at_us, struct err *err)
{
	ASN1_INTEGER *status = resp ? (ASN1_INTEGER *)(uintptr_t)TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(resp)) : NULL;
	TS_TST_INFO *info = resp ? TS_RESP_get_tst_info(resp) : NULL;
	if (!resp)
		return err_fail(err, E_INVALID, "this is no reply of a time-stamping authority (RFC 3161)");
	if (!info)
		return err_fail(
		        err, E_INVALID, "the time-stamping authority refused (status %ld)", status ? ASN1_INTEGER_get(status) : -1L);
	*at_us = time_of(info);
	const X509_ALGOR *algorithm = TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info));
	if (!*at_us || !algorithm || OBJ_obj2nid(algorithm->algorithm) != NID_sha256)
		return err_fail(err, E_INVALID, "the time stamp has no time, or is not over a SHA-256");
	if (nonce && (!TS_TST_INFO_get_nonce(info) || ASN1_INTEGER_cmp(TS_TST_INFO_get_nonce(info), nonce) != 0))
		return err_fail(err, E_INVALID, "the time stamp answers another request (its nonce differs)");
	X509_STORE *store = store_of(pem, *at_us);
	if (!store)
		return err_fail(err, E_INVALID, "no certificate of the authority in PEM was given");
	struct sha256 sum = sha256(note);
	unsigned char *imprint = OPENSSL_memdup(sum.bytes, sizeof sum.bytes);
	TS_VERIFY_CTX *ctx = TS_VERIFY_CTX_new();
	TS_VERIFY_CTX_set_flags(ctx, TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_SIGNATURE | TS_VFY_IMPRINT);
	TS_VERIFY_CTX_set_store(ctx, store);
	TS_VERIFY_CTX_set_imprint(ctx, imprint, sizeof sum.bytes);
	ERR_clear_error();
	bool good = TS_RESP_verify_response(ctx, resp) == 1;
	const char *why = ERR_reason_error_string(ERR_peek_last_error()); /* static */
	TS_VERIFY_CTX_free(ctx); /* and with it store and imprint */
	ERR_clear_error();
	return good || err_fail(err, E_INVALID, "the time stamp does not hold: %s", why ? why : "no reason given");
}

static TS_RESP *read_reply(struct str reply)
{
	const unsigned char *p = (const unsigned char *)reply.ptr;
	if (reply.len > STAMP_BYTES_MAX)
		return NULL;
	TS_RESP *resp = d2i_TS_RESP(NULL, &p, (long)reply.len);
	if (resp && p != (const unsigned char *)reply.ptr + reply.len) { /* something behind its end */
		TS_RESP_free(resp);
		return NULL;
	}
	return resp;
}

bool stamp_verify(struct str note, struct str reply, struct str authority_pem, int64_t *at_us, struct err *err)
{
	TS_RESP *resp = read_reply(reply);
	bool good = verify(note, resp, authority_pem, NULL, at_us, err);
	TS_RESP_free(resp);
	return good;
}

static ASN1_INTEGER *nonce_of(struct cx *cx, int64_t size)
{
	unsigned char key[SECRET_KEY_BYTES];
	if (!secret_derive(cx, arena_printf(&cx->a, "ledger/stamp/%lld", (long long)size), key))
		return NULL;
	key[0] = (unsigned char)((key[0] & 0x7f) | 0x40); /* positive, and always of eight bytes */
	BIGNUM *bn = BN_bin2bn(key, 8, NULL);
	ASN1_INTEGER *nonce = BN_to_ASN1_INTEGER(bn, NULL);
	BN_free(bn);
	return nonce;
}

static bool encode(struct cx *cx, const struct sha256 *sum, ASN1_INTEGER *nonce, struct str *der)
{
	TS_REQ *req = TS_REQ_new();
	TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
	X509_ALGOR *algorithm = X509_ALGOR_new();
	X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL);
	unsigned char digest[32], *out = NULL;
	memcpy(digest, sum->bytes, sizeof digest);
	bool good = TS_MSG_IMPRINT_set_algo(imprint, algorithm) && TS_MSG_IMPRINT_set_msg(imprint, digest, sizeof digest) &&
	            TS_REQ_set_version(req, 1) && TS_REQ_set_msg_imprint(req, imprint) && TS_REQ_set_nonce(req, nonce) &&
	            TS_REQ_set_cert_req(req, 1);
	int n = good ? i2d_TS_REQ(req, &out) : -1;
	if (n > 0)
		*der = arena_str(&cx->a, (struct str){ (const char *)out, (size_t)n });
	OPENSSL_free(out);
	X509_ALGOR_free(algorithm);
	TS_MSG_IMPRINT_free(imprint);
	TS_REQ_free(req);
	return n > 0 || fail(cx, E_BROKEN, "OpenSSL could not make a time-stamp request");
}

static bool checkpoint_of(struct cx *cx, int64_t size, struct store_checkpoint *out)
{
	return store_checkpoint(cx, size, out) ||
	       (ok(cx) && fail(cx, E_MISSING, "there is no such checkpoint: make one with 'mainstay ledger checkpoint'"));
}

bool stamp_request(struct cx *cx, int64_t *size, struct str *der)
{
	struct store_checkpoint kept;
	if (!checkpoint_of(cx, *size, &kept))
		return false;
	*size = kept.size;
	ASN1_INTEGER *nonce = nonce_of(cx, kept.size);
	struct sha256 sum = sha256(kept.note);
	bool good = nonce && encode(cx, &sum, nonce, der);
	ASN1_INTEGER_free(nonce);
	return good;
}

bool stamp_keep(struct cx *cx, int64_t size, struct str reply, struct str authority_pem, int64_t *at_us)
{
	struct store_checkpoint kept;
	struct store_stamp_vec there = {};
	if (!checkpoint_of(cx, size, &kept) || !store_stamps(cx, kept.size, &there))
		return false;
	if (there.n)
		return fail(cx, E_CONFLICT, "the checkpoint of %lld leaves has a time stamp already", (long long)kept.size);
	ASN1_INTEGER *nonce = nonce_of(cx, kept.size);
	TS_RESP *resp = nonce ? read_reply(reply) : NULL;
	bool good = nonce && verify(kept.note, resp, authority_pem, nonce, at_us, &cx->err);
	TS_RESP_free(resp);
	ASN1_INTEGER_free(nonce);
	if (!good)
		return false;
	AUTO(db_tx) tx = db_begin(cx);
	store_stamp_put(cx, &(struct store_stamp){ kept.size, *at_us, authority_pem, reply });
	struct str content = arena_printf(&cx->a, "{\"size\":%lld,\"at\":\"%.*s\"}", (long long)kept.size, STR(time_text(&cx->a, *at_us)));
	ledger_append_one(cx, S("ledger.stamp"), S("checkpoint"), content, release_class(cx, &(struct labels){ .tlp = TLP_CLEAR }));
	return db_commit(&tx);
}
