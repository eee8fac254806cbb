/* SPDX-License-Identifier: Apache-2.0
 *
 * ID tokens of OpenID Connect: is this signed by that issuer, for this client, now, and in answer to this question? Inside core; pure. Signatures by cjose
 * (RS256, PS256, ES256); cjose is given keys and a header that base/json has read and bounded before. JSON is read here, not in the jail: it comes over TLS from
 * the one issuer that the desk's settings name, in at most 64 KiB, through the same strict and fuzzed reader that runs in the jail.
 */
#pragma once
#include "base/cx.h"
#include "base/json.h"

enum { OIDC_TOKEN_BYTES_MAX = 16 << 10, OIDC_JSON_BYTES_MAX = 64 << 10, OIDC_JSON_DEPTH_MAX = 12, OIDC_KEYS_MAX = 50, OIDC_SUBJECT_BYTES_MAX = 255 };

struct oidc_expect {
	struct str issuer, client_id, nonce;
	struct str access_token; /* for at_hash */
	struct str keys;	 /* the issuer's JWKS, JSON */
	struct str claim;	 /* "sub", or "email" (which must be verified) */
	int64_t now_us;
};
enum oidc_verdict { OIDC_GOOD, OIDC_KEY_UNKNOWN /* the issuer may have a new key: fetch and ask again */, OIDC_BAD };

/* subject: the claim's value, into a (an e-mail address in lower case); why: one phrase when it is not good, static. */
enum oidc_verdict oidc_token_check(struct arena *a, struct str token, const struct oidc_expect *expect, struct str *subject, const char **why);
