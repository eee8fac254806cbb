/* SPDX-License-Identifier: Apache-2.0
 *
 * Passkeys (W3C Web Authentication level 2 and 3): resident keys with user verification, ES256, EdDSA or RS256. They are bound to the setting
 * sign-in.origin. What the browser sends is read in the jail; signatures are checked by libfido2 on the few bounded bytes that come out of it.
 * Attestation is not asked for; one that comes is kept and trusted in nothing.
 */
#pragma once
#include "core/who.h"

enum { PASSKEYS_MAX = 20 /* of one person */, CREDENTIAL_NAME_BYTES_MAX = 80 };
static const int64_t passkey_challenge_us = (int64_t)300 * 1000000; /* how long a question may be answered */

struct passkey {
	int64_t key, person, counter, created_us, used_us, ended_us; /* used_us, ended_us: 0 = never */
	struct str id; /* base64url */
	struct str name; /* the person's own word for it */
};
VEC_TYPE(passkey_vec, struct passkey);

/* The options of navigator.credentials.create for cx's viewer as JSON (PublicKeyCredentialCreationOptionsJSON), with a new question: 32 random bytes that
 * are taken once, from this person, within passkey_challenge_us. E_DENIED when the viewer is nobody or their proof is not fresh. Own transaction. */
bool passkey_ask_new(struct cx *cx, struct str *options);
/* What the browser answered becomes a passkey of cx's viewer: the checks of §7.1 in their order. E_DENIED with what was wrong, E_CONFLICT when the
 * credential is known already. Own transaction, with its leaf. */
bool passkey_add(struct cx *cx, struct str name, struct str answer);
/* The options of navigator.credentials.get, for whoever is there. Own transaction. */
bool passkey_ask(struct cx *cx, struct str *options);
/* Checks an answer (§7.2) and opens a session. E_DENIED with one text whatever was wrong, after the same work; a refusal of a known passkey is a leaf that
 * says why (a counter that fell back means that the passkey was copied). */
bool passkey_sign_in(struct cx *cx, struct str answer, int64_t lifetime_us, int64_t *person_key, struct str *token);
/* The living passkeys of a person, oldest first. */
bool passkeys_of(struct cx *cx, int64_t person_key, struct passkey_vec *out);
/* Ends one of a person's (key 0: all, which may be none). E_MISSING when key names none of theirs. Own transaction, with its leaf. */
bool passkeys_end(struct cx *cx, const struct person *person, int64_t key);
/* Deletes the questions nobody answered in time. Own transaction. */
bool passkey_sweep(struct cx *cx);
