/* SPDX-License-Identifier: Apache-2.0
 *
 * Signing in by OpenID Connect, for ministries that have a provider: authorization code with PKCE (S256), state, nonce; the provider's description and keys
 * are fetched from the issuer named in the settings and kept for an hour. Nobody gets an account this way: it is one more proof for a person who exists and
 * was linked by whoever looks after people. OpenID Connect Core 1.0, Discovery 1.0, RFC 7636, RFC 9207, RFC 9700.
 */
#pragma once
#include "core/outside.h"
#include "core/who.h"

extern const struct setting setting_oidc_issuer, setting_oidc_client_id, setting_oidc_claim, setting_oidc_private;

/* Is there an issuer, a client id and a secret? */
bool oidc_on(struct cx *cx);
/* Keeps the client's secret, sealed with the desk's key. Own transaction, with its leaf. */
bool oidc_secret_set(struct cx *cx, struct str secret);

/* Begins a sign-in: location is the provider's page, browser a value for a cookie that ties what follows to this browser. back: where the person wanted to go.
 * May fetch: slow. E_MISSING when it is not set up, E_BUSY when the provider is not there. Own transaction. */
bool oidc_begin(struct cx *cx, struct str back, struct str *location, struct str *browser);
static const int64_t oidc_flow_us = (int64_t)600 * 1000000;

struct oidc_return { /* what the provider sent the browser back with */
	struct str state, code, error, iss;
	struct str browser; /* the cookie */
};
/* Checks what came back, exchanges the code, checks the ID token, and opens a session. Each state is taken once. E_DENIED with one text, but when the
 * provider vouched for somebody nobody here is linked with: their own subject is told them. Slow. A refusal after the provider was asked is a leaf. */
bool oidc_finish(
        struct cx *cx, const struct oidc_return *came, int64_t lifetime_us, int64_t *person_key, struct str *token, struct str *back);

/* Links a person with the subject that the provider of the settings knows them by. E_CONFLICT when it is linked. Own transaction, with its leaf. */
bool oidc_link(struct cx *cx, const struct person *person, struct str subject);
/* Takes a person's links away. Own transaction, with its leaf. E_MISSING when there is none. */
bool oidc_unlink(struct cx *cx, const struct person *person);
/* Deletes the sign-ins that nobody finished. Own transaction. */
bool oidc_sweep(struct cx *cx);
