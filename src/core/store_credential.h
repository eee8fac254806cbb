/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of passkeys, certificates, API tokens and OpenID Connect; stays inside core. As store.h: each function is one statement; false or 0 with cx->err
 * set on failure, without it when absent.
 */
#pragma once
#include "core/who_certificate.h"
#include "core/who_passkey.h"
#include "core/who_token.h"

/* ---- passkeys ---- */
struct store_passkey {
	struct passkey p;
	struct str public_key, format, attestation, aaguid;
	int64_t algorithm, flags;
};
bool store_passkey_handle(struct cx *cx, int64_t person, struct str *handle);
bool store_passkey_handle_insert(struct cx *cx, int64_t person, struct str handle);
/* The hash goes in; what has expired goes out with store_challenges_sweep. */
bool store_challenge_insert(struct cx *cx, struct str hash, int64_t person, int64_t expires_us);
/* Takes a question that still stands, for good; false when there is none. */
bool store_challenge_take(struct cx *cx, struct str hash, int64_t person);
bool store_challenges_sweep(struct cx *cx);
bool store_passkey_insert(struct cx *cx, const struct store_passkey *p);
/* Ended ones too (ended_us). */
bool store_passkey(struct cx *cx, struct str id, struct store_passkey *out);
bool store_passkeys(struct cx *cx, int64_t person, struct passkey_vec *out);
/* The counter rises, or both are 0; db_changes tells whether it did. */
bool store_passkey_used(struct cx *cx, int64_t key, int64_t counter, int64_t flags);
/* key 0 = all of the person's. */
bool store_passkeys_end(struct cx *cx, int64_t person, int64_t key);

/* ---- certificates ---- */
bool store_certificate_insert(struct cx *cx, const struct certificate *c);
bool store_client_certificate(struct cx *cx, struct str fingerprint, struct certificate *out);
/* The person to whom a public key was ever given; 0 when nobody. */
int64_t store_certificate_pin(struct cx *cx, struct str pin);
bool store_certificates(struct cx *cx, int64_t person, struct certificate_vec *out);
bool store_certificate_used(struct cx *cx, int64_t key);
bool store_certificates_end(struct cx *cx, int64_t person, struct str fingerprint);

/* ---- tokens ---- */
bool store_token_insert(struct cx *cx, struct str hash, const struct api_token *t);
bool store_token(struct cx *cx, struct str hash, struct api_token *out);
bool store_tokens(struct cx *cx, int64_t person, struct api_token_vec *out);
bool store_token_used(struct cx *cx, int64_t key);
bool store_tokens_end(struct cx *cx, int64_t person, int64_t key);

/* ---- OpenID Connect ---- */
bool store_oidc_secret(struct cx *cx, struct str *sealed);
bool store_oidc_secret_put(struct cx *cx, struct str sealed);
bool store_oidc_provider(struct cx *cx, struct str issuer, struct str *configuration, struct str *keys, int64_t *fetched_us);
bool store_oidc_provider_put(struct cx *cx, struct str issuer, struct str configuration, struct str keys);
struct store_oidc_flow {
	struct str browser, nonce, verifier, back;
	int64_t expires_us;
};
bool store_oidc_flow_insert(struct cx *cx, struct str state, const struct store_oidc_flow *f);
/* Takes it, for good, expired or not. */
bool store_oidc_flow_take(struct cx *cx, struct str state, struct store_oidc_flow *out);
bool store_oidc_flows_sweep(struct cx *cx);
bool store_oidc_link_insert(struct cx *cx, struct str issuer, struct str claim, struct str subject, int64_t person);
/* 0 when nobody is linked. */
int64_t store_oidc_link(struct cx *cx, struct str issuer, struct str claim, struct str subject);
bool store_oidc_links_delete(struct cx *cx, int64_t person);
