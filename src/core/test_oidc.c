/* SPDX-License-Identifier: Apache-2.0
 *
 * ID tokens, signed here by OpenSSL: the good one of each algorithm, and one for each way to be wrong.
 */
#include "base/base64.h"
#include "base/hash.h"
#include "base/test.h"
#include "core/oidc_token.h"
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

static const int64_t now_s = 1790000000;

struct signer {
	EVP_PKEY *key;
	const char *algorithm;
};

static struct str bytes_of(struct arena *a, EVP_PKEY *key, const char *name, size_t n)
{
	BIGNUM *v = NULL;
	unsigned char *out = (unsigned char *)arena_bytes(a, 512);
	EVP_PKEY_get_bn_param(key, name, &v);
	n = n ? n : (size_t)BN_num_bytes(v);
	BN_bn2binpad(v, out, (int)n);
	BN_free(v);
	return base64url(a, out, n);
}

static struct str jwk(struct arena *a, const struct signer *s, const char *more)
{
	if (EVP_PKEY_is_a(s->key, "RSA"))
		return arena_printf(a, "{\"kty\":\"RSA\",\"n\":\"%.*s\",\"e\":\"%.*s\"%s}", STR(bytes_of(a, s->key, OSSL_PKEY_PARAM_RSA_N, 0)),
			STR(bytes_of(a, s->key, OSSL_PKEY_PARAM_RSA_E, 0)), more);
	return arena_printf(a, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%.*s\",\"y\":\"%.*s\"%s}", STR(bytes_of(a, s->key, OSSL_PKEY_PARAM_EC_PUB_X, 32)),
		STR(bytes_of(a, s->key, OSSL_PKEY_PARAM_EC_PUB_Y, 32)), more);
}

static struct str sign(struct arena *a, const struct signer *s, struct str text)
{
	unsigned char *out = (unsigned char *)arena_bytes(a, 600);
	size_t n = 600;
	EVP_PKEY_CTX *how;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_DigestSignInit(ctx, &how, EVP_sha256(), NULL, s->key);
	if (str_eq(str_c(s->algorithm), S("PS256"))) {
		EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING);
		EVP_PKEY_CTX_set_rsa_pss_saltlen(how, 32);
	}
	EVP_DigestSign(ctx, out, &n, (const unsigned char *)text.ptr, text.len);
	EVP_MD_CTX_free(ctx);
	if (EVP_PKEY_is_a(s->key, "EC")) { /* JOSE wants r and s as they are */
		const unsigned char *p = out;
		ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &p, (long)n);
		unsigned char *raw = (unsigned char *)arena_bytes(a, 64);
		BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, 32);
		BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + 32, 32);
		ECDSA_SIG_free(sig);
		return base64url(a, raw, 64);
	}
	return base64url(a, out, n);
}

static struct str head_and_body(struct arena *a, const char *algorithm, const char *more, struct str claims)
{
	struct str head = arena_printf(a, "{\"alg\":\"%s\"%s}", algorithm, more);
	return arena_printf(a, "%.*s.%.*s", STR(base64url(a, head.ptr, head.len)), STR(base64url(a, claims.ptr, claims.len)));
}

static struct str token(struct arena *a, const struct signer *s, const char *more, struct str claims)
{
	struct str covered = head_and_body(a, s->algorithm, more, claims);
	return arena_printf(a, "%.*s.%.*s", STR(covered), STR(sign(a, s, covered)));
}

#define GOOD_ISS "\"iss\":\"https://op.example\","
#define GOOD_AUD "\"aud\":\"desk\","
#define GOOD_TIME "\"exp\":1790000300,\"iat\":1789999990,"
#define GOOD_NONCE "\"nonce\":\"n0\","
#define GOOD_SUB "\"sub\":\"Anna-1\""
#define GOOD "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB "}"

static struct oidc_expect expect(struct str keys)
{
	return (struct oidc_expect){ .issuer = S("https://op.example"), .client_id = S("desk"), .nonce = S("n0"), .access_token = S("access"), .keys = keys, .claim = S("sub"),
		.now_us = now_s * 1000000 };
}

static struct str key_set(struct arena *a, const struct signer *s, const char *more)
{
	return arena_printf(a, "{\"keys\":[%.*s]}", STR(jwk(a, s, more)));
}

TEST(each_algorithm)
{
	struct arena a = {};
	EVP_PKEY *rsa = EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048), *ec = EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	const struct signer signers[] = { { rsa, "RS256" }, { rsa, "PS256" }, { ec, "ES256" } };
	for (unsigned i = 0; i < 3; i++) {
		struct str subject = {};
		const char *why = NULL;
		struct oidc_expect e = expect(key_set(&a, &signers[i], ",\"kid\":\"k1\",\"use\":\"sig\""));
		struct str t = token(&a, &signers[i], ",\"kid\":\"k1\"", S(GOOD));
		CHECK(oidc_token_check(&a, t, &e, &subject, &why) == OIDC_GOOD);
		CHECK_STR(subject, S("Anna-1"));
		/* Not one letter of it may change. */
		for (size_t at = 0; at < t.len; at += 7) {
			struct str bent = arena_str(&a, t);
			((char *)bent.ptr)[at] = bent.ptr[at] == 'A' ? 'B' : 'A';
			CHECK(oidc_token_check(&a, bent, &e, &subject, &why) != OIDC_GOOD);
		}
		CHECK(oidc_token_check(&a, str_slice(t, 0, t.len - 1), &e, &subject, &why) != OIDC_GOOD);
		CHECK(oidc_token_check(&a, arena_printf(&a, "%.*s.x", STR(t)), &e, &subject, &why) != OIDC_GOOD);
	}
	EVP_PKEY_free(rsa);
	EVP_PKEY_free(ec);
	arena_end(&a);
}

TEST(claims_that_are_wrong)
{
	struct arena a = {};
	struct signer s = { EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"), "ES256" };
	struct oidc_expect e = expect(key_set(&a, &s, ""));
	static const struct {
		const char *claims, *why; /* why NULL = good */
	} rows[] = { { GOOD, NULL },
		{ "{" GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB "}", "issuer" },
		{ "{\"iss\":\"https://op.example/\"," GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB "}", "issuer" },
		{ "{" GOOD_ISS GOOD_TIME GOOD_NONCE GOOD_SUB "}", "audience" },
		{ "{" GOOD_ISS "\"aud\":\"other\"," GOOD_TIME GOOD_NONCE GOOD_SUB "}", "audience" },
		{ "{" GOOD_ISS "\"aud\":[]," GOOD_TIME GOOD_NONCE GOOD_SUB "}", "audience" },
		{ "{" GOOD_ISS "\"aud\":[\"desk\"]," GOOD_TIME GOOD_NONCE GOOD_SUB "}", NULL },
		{ "{" GOOD_ISS "\"aud\":[\"desk\",\"other\"]," GOOD_TIME GOOD_NONCE GOOD_SUB "}", "audience" },
		{ "{" GOOD_ISS "\"aud\":[\"desk\",\"other\"],\"azp\":\"desk\"," GOOD_TIME GOOD_NONCE GOOD_SUB "}", NULL },
		{ "{" GOOD_ISS "\"aud\":[\"desk\",\"other\"],\"azp\":\"other\"," GOOD_TIME GOOD_NONCE GOOD_SUB "}", "audience" },
		{ "{" GOOD_ISS GOOD_AUD "\"azp\":\"other\"," GOOD_TIME GOOD_NONCE GOOD_SUB "}", "audience" },
		{ "{" GOOD_ISS GOOD_AUD "\"exp\":1789999940,\"iat\":1789999900," GOOD_NONCE GOOD_SUB "}", "expiry" },
		{ "{" GOOD_ISS GOOD_AUD "\"exp\":1789999941,\"iat\":1789999900," GOOD_NONCE GOOD_SUB "}", NULL },
		{ "{" GOOD_ISS GOOD_AUD "\"exp\":\"1790000300\",\"iat\":1789999990," GOOD_NONCE GOOD_SUB "}", "expiry" },
		{ "{" GOOD_ISS GOOD_AUD "\"iat\":1789999990," GOOD_NONCE GOOD_SUB "}", "expiry" },
		{ "{" GOOD_ISS GOOD_AUD "\"exp\":1790000300," GOOD_NONCE GOOD_SUB "}", "time of issue" },
		{ "{" GOOD_ISS GOOD_AUD "\"exp\":1790000300,\"iat\":1790000061," GOOD_NONCE GOOD_SUB "}", "time of issue" },
		{ "{" GOOD_ISS GOOD_AUD "\"exp\":1790000300,\"iat\":1789999399," GOOD_NONCE GOOD_SUB "}", "time of issue" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME "\"nbf\":1790000061," GOOD_NONCE GOOD_SUB "}", "time of issue" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_SUB "}", "nonce" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME "\"nonce\":\"n1\"," GOOD_SUB "}", "nonce" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME "\"nonce\":[\"n0\"]," GOOD_SUB "}", "nonce" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE "\"sub\":\"\"}", "subject" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE "\"sub\":7}", "subject" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE "\"at_hash\":\"AAAAAAAAAAAAAAAAAAAAAA\"," GOOD_SUB "}", "access token's hash" },
		{ "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE "\"at_hash\":1," GOOD_SUB "}", "access token's hash" },
		{ "{" GOOD_ISS GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB "}", "issuer" }, /* a name twice: no JSON of ours */
		{ "[]", "issuer" } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str subject;
		const char *why = NULL;
		enum oidc_verdict v = oidc_token_check(&a, token(&a, &s, "", str_c(rows[i].claims)), &e, &subject, &why);
		if ((v == OIDC_GOOD) != !rows[i].why || (rows[i].why && strcmp(rows[i].why, why) != 0))
			test_failed(__FILE__, __LINE__, rows[i].claims);
	}
	struct sha256 h = sha256(S("access"));
	struct str subject, with = arena_printf(&a, "{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE "\"at_hash\":\"%.*s\"," GOOD_SUB "}", STR(base64url(&a, h.bytes, 16)));
	const char *why;
	CHECK(oidc_token_check(&a, token(&a, &s, "", with), &e, &subject, &why) == OIDC_GOOD);
	/* By e-mail only when the provider has verified it; its case does not matter. */
	e.claim = S("email");
	CHECK(oidc_token_check(&a, token(&a, &s, "", S("{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB ",\"email\":\"Anna@Example.ORG\",\"email_verified\":true}")), &e, &subject, &why) == OIDC_GOOD);
	CHECK_STR(subject, S("anna@example.org"));
	CHECK(oidc_token_check(&a, token(&a, &s, "", S("{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB ",\"email\":\"anna@example.org\"}")), &e, &subject, &why) == OIDC_BAD);
	CHECK(oidc_token_check(&a, token(&a, &s, "", S("{" GOOD_ISS GOOD_AUD GOOD_TIME GOOD_NONCE GOOD_SUB ",\"email\":\"anna@example.org\",\"email_verified\":\"true\"}")), &e, &subject, &why) == OIDC_BAD);
	EVP_PKEY_free(s.key);
	arena_end(&a);
}

TEST(keys_and_algorithms_that_are_wrong)
{
	struct arena a = {};
	struct str subject;
	const char *why = NULL;
	struct signer rsa = { EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)2048), "RS256" }, ec = { EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"), "ES256" },
		      weak = { EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)1024), "RS256" }, other = { EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"), "ES256" };
	struct str n = bytes_of(&a, rsa.key, OSSL_PKEY_PARAM_RSA_N, 0), keys = key_set(&a, &rsa, ",\"kid\":\"k1\"");
	struct oidc_expect e = expect(keys);
	/* No signature, and the public key taken as the secret of a MAC. */
	static const char *const never[] = { "none", "None", "HS256", "HS384", "HS512", "RS512", "ES384", "RSA-OAEP", "dir", "" };
	for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
		struct str covered = head_and_body(&a, never[i], ",\"kid\":\"k1\"", S(GOOD));
		unsigned char mac[64];
		unsigned mac_bytes = 0;
		HMAC(EVP_sha256(), n.ptr, (int)n.len, (const unsigned char *)covered.ptr, covered.len, mac, &mac_bytes);
		CHECK(oidc_token_check(&a, arena_printf(&a, "%.*s.%.*s", STR(covered), STR(base64url(&a, mac, mac_bytes))), &e, &subject, &why) == OIDC_BAD);
		CHECK(strcmp(why, "algorithm") == 0);
		CHECK(oidc_token_check(&a, arena_printf(&a, "%.*s.", STR(covered)), &e, &subject, &why) == OIDC_BAD);
	}
	CHECK(oidc_token_check(&a, token(&a, &rsa, ",\"kid\":\"k2\"", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN);
	CHECK(oidc_token_check(&a, token(&a, &rsa, ",\"crit\":[\"exp\"]", S(GOOD)), &e, &subject, &why) == OIDC_BAD);
	CHECK(oidc_token_check(&a, token(&a, &ec, ",\"kid\":\"k1\"", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN); /* an EC signature never meets an RSA key */
	e.keys = key_set(&a, &rsa, ",\"use\":\"enc\"");
	CHECK(oidc_token_check(&a, token(&a, &rsa, "", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN);
	e.keys = key_set(&a, &rsa, ",\"alg\":\"PS256\"");
	CHECK(oidc_token_check(&a, token(&a, &rsa, "", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN);
	e.keys = key_set(&a, &weak, "");
	CHECK(oidc_token_check(&a, token(&a, &weak, "", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN);
	e.keys = key_set(&a, &other, "");
	CHECK(oidc_token_check(&a, token(&a, &ec, "", S(GOOD)), &e, &subject, &why) == OIDC_BAD && strcmp(why, "signature") == 0);
	e.keys = arena_printf(&a, "{\"keys\":[%.*s,%.*s]}", STR(jwk(&a, &ec, "")), STR(jwk(&a, &other, "")));
	CHECK(oidc_token_check(&a, token(&a, &ec, "", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN); /* which of the two is not said */
	static const char *const sets[] = { "", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[1,null,[]]}", "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}" };
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		e.keys = str_c(sets[i]);
		CHECK(oidc_token_check(&a, token(&a, &ec, "", S(GOOD)), &e, &subject, &why) == OIDC_KEY_UNKNOWN);
	}
	static const char *const tokens[] = { "", ".", "..", "a.b.c", "e30.e30.e30", "e30.e30", "....", "eyJhbGciOiJFUzI1NiJ9.e30." };
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		CHECK(oidc_token_check(&a, str_c(tokens[i]), &e, &subject, &why) != OIDC_GOOD);
	EVP_PKEY_free(rsa.key);
	EVP_PKEY_free(ec.key);
	EVP_PKEY_free(weak.key);
	EVP_PKEY_free(other.key);
	arena_end(&a);
}
