/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of who share; stays inside core.
 */
#pragma once
#include "core/store_who.h"
#include "core/who.h"

/* Does the password fit the argon2id text? An empty text is answered false after the same time. false on error. */
bool password_verify(struct cx *cx, struct str hash, struct str password, bool *right);
/* Was this text made with other parameters than today's? */
bool password_is_old(struct str hash);
/* SHA-256 of a token in hexadecimal: what is kept of it. */
struct str token_hash(struct arena *a, struct str token);
/* A fresh token of 192 random bits. */
struct str token_make(struct arena *a);
/* What cx's viewer has just enrolled counts for the session it was enrolled in. Inside a transaction. */
void session_raised(struct cx *cx, enum who_factor how);
/* A leaf about a person, marked RED of their organization; by themself when nobody else acts. Inside a transaction. */
void who_note(struct cx *cx, struct str kind, struct str id, struct str organization, struct str content);
/* The row of a known, active person; E_DENIED otherwise. */
bool who_self(struct cx *cx, struct store_person *out);
/* A row as a person. E_BROKEN when role or state are unknown. */
bool person_of(struct cx *cx, const struct store_person *r, struct person *out);
/* May this be a person's id? E_INVALID with the reason. */
bool person_id_check(struct cx *cx, struct str id);
