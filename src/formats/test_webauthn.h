/* SPDX-License-Identifier: Apache-2.0
 *
 * For tests: an authenticator in software, with real keys and signatures by OpenSSL, and the browser's JSON around what it says. Each field can be bent.
 */
#pragma once
#include "base/base64.h"
#include "base/hash.h"
#include "formats/webauthn.h"
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <string.h>

struct soft_passkey {
	EVP_PKEY *key;
	int64_t algorithm;
	struct str id, handle;
	const char *rp, *origin, *type; /* type NULL = the right one */
	unsigned flags; /* UP and UV unless set otherwise */
	uint32_t counter;
	bool extensions, cross;
	const char *format; /* of the attestation; NULL = "none" */
};

static inline struct soft_passkey soft_passkey(int64_t algorithm, const char *id)
{
	EVP_PKEY *key = algorithm == WEBAUTHN_RS256 ? EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048) :
	                algorithm == WEBAUTHN_EDDSA ? EVP_PKEY_Q_keygen(NULL, NULL, "ED25519") :
	                                              EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	return (struct soft_passkey){ .key = key, .algorithm = algorithm, .id = str_c(id), .handle = S("handle"), .rp = "localhost", .origin = "https://localhost:8443",
		.flags = WEBAUTHN_UP | WEBAUTHN_UV };
}

static inline void soft_head(struct buf *b, unsigned major, uint64_t n)
{
	if (n < 24) {
		buf_char(b, (char)(major << 5 | n));
	} else if (n < 256) {
		buf_char(b, (char)(major << 5 | 24));
		buf_char(b, (char)n);
	} else {
		buf_char(b, (char)(major << 5 | 25));
		buf_char(b, (char)(n >> 8));
		buf_char(b, (char)n);
	}
}
static inline void soft_text(struct buf *b, const char *s)
{
	soft_head(b, 3, strlen(s));
	buf_put(b, str_c(s));
}
static inline void soft_bytes(struct buf *b, struct str s)
{
	soft_head(b, 2, s.len);
	buf_put(b, s);
}

static inline struct str soft_number(struct arena *a, const EVP_PKEY *key, const char *name, size_t n)
{
	BIGNUM *v = NULL;
	char *out = arena_bytes(a, n);
	EVP_PKEY_get_bn_param(key, name, &v);
	BN_bn2binpad(v, (unsigned char *)out, (int)n);
	BN_free(v);
	return (struct str){ out, n };
}

/* COSE_Key of the public half. */
static inline void soft_cose(struct arena *a, struct buf *b, const struct soft_passkey *p)
{
	size_t n = 32;
	unsigned char raw[32];
	soft_head(b, 5, p->algorithm == WEBAUTHN_ES256 ? 5 : 4);
	soft_head(b, 0, 1), soft_head(b, 0, p->algorithm == WEBAUTHN_ES256 ? 2 : p->algorithm == WEBAUTHN_EDDSA ? 1 : 3);
	soft_head(b, 0, 3), soft_head(b, 1, (uint64_t)(-1 - p->algorithm));
	soft_head(b, 1, 0);
	if (p->algorithm == WEBAUTHN_ES256) {
		soft_head(b, 0, 1);
		soft_head(b, 1, 1), soft_bytes(b, soft_number(a, p->key, OSSL_PKEY_PARAM_EC_PUB_X, 32));
		soft_head(b, 1, 2), soft_bytes(b, soft_number(a, p->key, OSSL_PKEY_PARAM_EC_PUB_Y, 32));
	} else if (p->algorithm == WEBAUTHN_EDDSA) {
		EVP_PKEY_get_raw_public_key(p->key, raw, &n);
		soft_head(b, 0, 6);
		soft_head(b, 1, 1), soft_bytes(b, arena_str(a, (struct str){ (const char *)raw, n }));
	} else {
		soft_bytes(b, soft_number(a, p->key, OSSL_PKEY_PARAM_RSA_N, 256));
		soft_head(b, 1, 1), soft_bytes(b, soft_number(a, p->key, OSSL_PKEY_PARAM_RSA_E, 3));
	}
}

static inline struct str soft_auth_data(struct arena *a, const struct soft_passkey *p, bool creates)
{
	struct buf b = buf_make(a, 4096);
	struct sha256 rp = sha256(str_c(p->rp));
	buf_put(&b, (struct str){ (const char *)rp.bytes, 32 });
	buf_char(&b, (char)(p->flags | (creates ? WEBAUTHN_AT : 0) | (p->extensions ? WEBAUTHN_ED : 0)));
	for (int i = 24; i >= 0; i -= 8)
		buf_char(&b, (char)(p->counter >> i));
	if (creates) {
		buf_put(&b, S("0123456789abcdef"));
		buf_char(&b, (char)(p->id.len >> 8));
		buf_char(&b, (char)p->id.len);
		buf_put(&b, p->id);
		soft_cose(a, &b, p);
	}
	if (p->extensions) {
		soft_head(&b, 5, 1);
		soft_text(&b, "credProtect");
		soft_head(&b, 0, 2);
	}
	return buf_str(&b);
}

static inline struct str soft_client_data(struct arena *a, const struct soft_passkey *p, bool creates, struct str challenge)
{
	return arena_printf(a, "{\"type\":\"%s\",\"challenge\":\"%.*s\",\"origin\":\"%s\",\"crossOrigin\":%s}",
	        p->type ? p->type : creates ? "webauthn.create" : "webauthn.get", STR(challenge), p->origin, p->cross ? "true" : "false");
}

static inline struct str soft_64(struct arena *a, struct str s)
{
	return base64url(a, s.ptr, s.len);
}

static inline struct str soft_attestation(struct arena *a, const struct soft_passkey *p)
{
	struct buf b = buf_make(a, 8192);
	soft_head(&b, 5, 3);
	soft_text(&b, "fmt"), soft_text(&b, p->format ? p->format : "none");
	soft_text(&b, "attStmt"), soft_head(&b, 5, 0);
	soft_text(&b, "authData"), soft_bytes(&b, soft_auth_data(a, p, true));
	return buf_str(&b);
}

/* What the browser sends after navigator.credentials.create; challenge as base64url. */
static inline struct str soft_creates(struct arena *a, const struct soft_passkey *p, struct str challenge)
{
	struct str id = soft_64(a, p->id), client = soft_64(a, soft_client_data(a, p, true, challenge)), attestation = soft_64(a, soft_attestation(a, p));
	return arena_printf(a, "{\"id\":\"%.*s\",\"rawId\":\"%.*s\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"%.*s\",\"attestationObject\":\"%.*s\"}}", STR(id), STR(id),
	        STR(client), STR(attestation));
}

/* After navigator.credentials.get. */
static inline struct str soft_uses(struct arena *a, const struct soft_passkey *p, struct str challenge)
{
	struct str client = soft_client_data(a, p, false, challenge), data = soft_auth_data(a, p, false);
	struct sha256 hash = sha256(client);
	struct buf b = buf_make(a, 1024);
	buf_put(&b, data);
	buf_put(&b, (struct str){ (const char *)hash.bytes, 32 });
	struct str covered = buf_str(&b);
	unsigned char signature[512];
	size_t n = sizeof signature;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_DigestSignInit(ctx, NULL, p->algorithm == WEBAUTHN_EDDSA ? NULL : EVP_sha256(), NULL, p->key);
	EVP_DigestSign(ctx, signature, &n, (const unsigned char *)covered.ptr, covered.len);
	EVP_MD_CTX_free(ctx);
	return arena_printf(a,
	        "{\"id\":\"%.*s\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"%.*s\",\"authenticatorData\":\"%.*s\",\"signature\":\"%.*s\",\"userHandle\":\"%.*s\"}}",
	        STR(soft_64(a, p->id)), STR(soft_64(a, client)), STR(soft_64(a, data)), STR(base64url(a, signature, n)), STR(soft_64(a, p->handle)));
}
