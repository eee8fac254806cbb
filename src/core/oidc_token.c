/* SPDX-License-Identifier: Apache-2.0
 *
 * ID tokens (OpenID Connect Core 1.0 §3.1.3.7, RFC 7519, RFC 8725). Must never take the algorithm's word for the kind of key, nor any algorithm that is not
 * a public-key signature.
 */
#include "core/oidc_token.h"
#include "base/base64.h"
#include "base/hash.h"
#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

enum { SKEW_S = 60, AGE_MAX_S = 600, RSA_BYTES_MIN = 256, RSA_BYTES_MAX = 1024 };
static const struct json_limits limits = { OIDC_JSON_BYTES_MAX, OIDC_JSON_DEPTH_MAX };

static const struct json *parse(struct arena *a, struct str text)
{
	struct err err = {};
	const struct json *root = json_parse(a, text, limits, &err);
	return root && root->type == JSON_OBJECT ? root : NULL;
}

/* ---- keys ---- */

static bool number(struct arena *a, const struct json *key, const char *name, struct str *out)
{
	struct str text = json_get_str(key, name);
	return text.len && base64url_read(a, text, out);
}

static cjose_jwk_t *read_key(struct arena *a, const struct json *key, struct str type)
{
	struct str x, y;
	cjose_err err;
	if (str_eq(type, S("RSA"))) {
		if (!number(a, key, "n", &x) || !number(a, key, "e", &y) || x.len < RSA_BYTES_MIN || x.len > RSA_BYTES_MAX || y.len > 4)
			return NULL;
		cjose_jwk_rsa_keyspec spec = { .n = (uint8_t *)x.ptr, .nlen = x.len, .e = (uint8_t *)y.ptr, .elen = y.len };
		return cjose_jwk_create_RSA_spec(&spec, &err);
	}
	if (!str_eq(json_get_str(key, "crv"), S("P-256")) || !number(a, key, "x", &x) || !number(a, key, "y", &y) || x.len != 32 || y.len != 32)
		return NULL;
	cjose_jwk_ec_keyspec spec = { .crv = CJOSE_JWK_EC_P_256, .x = (uint8_t *)x.ptr, .xlen = x.len, .y = (uint8_t *)y.ptr, .ylen = y.len };
	return cjose_jwk_create_EC_spec(&spec, &err);
}

/* The one key of the set that fits: of the algorithm's kind, with the header's kid when it names one, made for signatures. */
static cjose_jwk_t *find_key(struct arena *a, struct str keys, struct str algorithm, struct str kid)
{
	const struct json *fits = NULL, *root = parse(a, keys);
	struct str type = str_eq(algorithm, S("ES256")) ? S("EC") : S("RSA");
	unsigned n = 0, n_fit = 0;
	json_each (key, json_get(root, "keys")) {
		struct str use = json_get_str(key, "use"), alg = json_get_str(key, "alg");
		if (n++ == OIDC_KEYS_MAX)
			break;
		if (!str_eq(json_get_str(key, "kty"), type) || (use.len && !str_eq(use, S("sig"))) || (alg.len && !str_eq(alg, algorithm)) ||
			(kid.len && !str_eq(json_get_str(key, "kid"), kid)))
			continue;
		fits = key;
		n_fit++;
	}
	return n_fit == 1 ? read_key(a, fits, type) : NULL;
}

/* ---- the signature ---- */

static enum oidc_verdict check_signature(struct arena *a, struct str token, struct str keys, struct str *payload, const char **why)
{
	struct str rest = token, head = str_cut(&rest, '.'), raw;
	struct str body = rest.ptr ? str_cut(&rest, '.') : S("");
	const struct json *header = token.len <= OIDC_TOKEN_BYTES_MAX && base64url_read(a, head, &raw) ? parse(a, raw) : NULL;
	struct str algorithm = json_get_str(header, "alg");
	*why = "form";
	if (!header || !rest.ptr || str_find(rest, S(".")) >= 0 || !base64url_read(a, body, payload) || json_get(header, "crit") || json_get(header, "b64"))
		return OIDC_BAD;
	*why = "algorithm";
	if (!str_eq(algorithm, S("RS256")) && !str_eq(algorithm, S("PS256")) && !str_eq(algorithm, S("ES256")))
		return OIDC_BAD;
	*why = "key";
	cjose_jwk_t *key = find_key(a, keys, algorithm, json_get_str(header, "kid"));
	if (!key)
		return OIDC_KEY_UNKNOWN;
	cjose_err err;
	cjose_jws_t *jws = cjose_jws_import(token.ptr, token.len, &err);
	*why = "signature";
	bool good = jws && cjose_jws_verify(jws, key, &err);
	/* What is used is what cjose says it has verified. */
	uint8_t *plain = NULL;
	size_t n = 0;
	good = good && cjose_jws_get_plaintext(jws, &plain, &n, &err) && str_eq((struct str){ (const char *)plain, n }, *payload);
	cjose_jws_release(jws);
	cjose_jwk_release(key);
	return good ? OIDC_GOOD : OIDC_BAD;
}

/* ---- the claims ---- */

static bool same(struct str a, struct str b)
{
	return a.len && a.len == b.len && equal_secret(a.ptr, b.ptr, a.len);
}

static bool for_us(const struct json *claims, struct str client_id)
{
	const struct json *aud = json_get(claims, "aud"), *azp = json_get(claims, "azp");
	bool ours = aud && aud->type == JSON_STRING && str_eq(json_str(aud), client_id);
	unsigned n = 0;
	json_each (one, aud) {
		ours |= str_eq(json_str(one), client_id);
		n++;
	}
	return ours && client_id.len && (n < 2 || azp) && (!azp || str_eq(json_str(azp), client_id));
}

static bool at_hash_fits(struct arena *a, const struct json *claims, struct str access_token)
{
	const struct json *at_hash = json_get(claims, "at_hash");
	struct sha256 h = sha256(access_token);
	return !at_hash || same(json_str(at_hash), base64url(a, h.bytes, sizeof h.bytes / 2));
}

static bool in_time(const struct json *claims, int64_t now_us, const char **why)
{
	int64_t exp, iat, nbf = 0, now = now_us / 1000000;
	*why = "expiry";
	if (!json_int(json_get(claims, "exp"), &exp) || exp <= now - SKEW_S)
		return false;
	*why = "time of issue";
	if (!json_int(json_get(claims, "iat"), &iat) || iat > now + SKEW_S || iat < now - AGE_MAX_S)
		return false;
	return !json_get(claims, "nbf") || (json_int(json_get(claims, "nbf"), &nbf) && nbf <= now + SKEW_S);
}

static bool read_subject(struct arena *a, const struct json *claims, struct str claim, struct str *out)
{
	struct str value = arena_str(a, json_get_str(claims, str_eq(claim, S("email")) ? "email" : "sub"));
	const struct json *verified = json_get(claims, "email_verified");
	if (!value.len || value.len > OIDC_SUBJECT_BYTES_MAX)
		return false;
	if (str_eq(claim, S("email"))) {
		if (!verified || verified->type != JSON_BOOL || !verified->truth)
			return false;
		for (char *p = (char *)value.ptr; *p; p++)
			*p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	}
	*out = value;
	return true;
}

enum oidc_verdict oidc_token_check(struct arena *a, struct str token, const struct oidc_expect *expect, struct str *subject, const char **why)
{
	struct str payload = {};
	enum oidc_verdict v = check_signature(a, token, expect->keys, &payload, why);
	const struct json *claims = v == OIDC_GOOD ? parse(a, payload) : NULL;
	if (v != OIDC_GOOD)
		return v;
	*why = "issuer";
	if (!expect->issuer.len || !str_eq(json_get_str(claims, "iss"), expect->issuer))
		return OIDC_BAD;
	*why = "audience";
	if (!for_us(claims, expect->client_id))
		return OIDC_BAD;
	if (!in_time(claims, expect->now_us, why))
		return OIDC_BAD;
	*why = "nonce";
	if (!same(json_get_str(claims, "nonce"), expect->nonce))
		return OIDC_BAD;
	*why = "access token's hash";
	if (!at_hash_fits(a, claims, expect->access_token))
		return OIDC_BAD;
	*why = "subject";
	return read_subject(a, claims, expect->claim, subject) ? OIDC_GOOD : OIDC_BAD;
}
