/* SPDX-License-Identifier: Apache-2.0
 *
 * API tokens: "mst_", 43 letters of base62 that are 32 random bytes, 6 that are the CRC-32 of what stands before (so that a scanner for leaked secrets, and
 * a reader who mistyped one, need not ask the desk). Only the SHA-256 is kept. A token may do what its person may and its scope names, never more; it
 * has no session and no cookie.
 */
#pragma once
#include "core/who.h"

enum { TOKENS_MAX = 50 /* living ones of one person */, TOKEN_DAYS_MAX = 366 };

struct api_token {
	int64_t key, person, created_us, expires_us, used_us, ended_us; /* used_us, ended_us: 0 = never */
	unsigned scope; /* enum right bits */
	struct str name;
};
VEC_TYPE(api_token_vec, struct api_token);

/* "read,warn" → rights. E_INVALID for a name that is no right, or one no token may have (self, machine: a token makes no credentials). */
bool token_scope_parse(struct cx *cx, struct str text, unsigned *out);
struct str token_scope_text(struct arena *a, unsigned scope);
/* Makes a token of this person; text is shown once and kept nowhere. days 1..TOKEN_DAYS_MAX. E_DENIED when the scope is more than the person may, or the
 * viewer's proof is not fresh; E_INVALID, E_CONFLICT beyond TOKENS_MAX. Own transaction, with its leaf. */
bool token_add(struct cx *cx, const struct person *person, struct str name, unsigned scope, int64_t days, struct str *text);
/* The living tokens of a person, oldest first; those that have expired stand there until they are ended. */
bool tokens_of(struct cx *cx, int64_t person_key, struct api_token_vec *out);
/* Ends one of a person's (key 0: all, which may be none). E_MISSING when key names none of theirs. Own transaction, with its leaf. */
bool tokens_end(struct cx *cx, const struct person *person, int64_t key);
/* Has this text the form of a token, with the right checksum? */
bool token_formed(struct str text);
/* The viewer of a token: its person with the rights that both have. false without error when it is none, has expired or ended, or its person is not
 * active: the caller answers all of these the same. Use is written down once in ten minutes. */
bool who_by_token(struct cx *cx, struct str text, struct viewer *out);
