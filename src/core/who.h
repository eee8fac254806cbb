/* SPDX-License-Identifier: Apache-2.0
 *
 * Who acts: people, their roles and rights, passwords (argon2id by libsodium) and sessions.
 */
#pragma once
#include "core/feature.h"
#include "base/vec.h"
#include "core/release.h"

/* Rights of a role: data, one row a role. */
unsigned who_rights(enum role role);
/* "read", "register", … for one bit of enum right. Static. */
const char *who_right_name(enum right right);

struct person {
	struct str id, name, organization, lang;
	enum role role;
};
/* Makes a person; password may be empty (then only --as can act for them). E_CONFLICT when the id is taken. Own transaction. */
bool who_create(struct cx *cx, const struct person *person, struct str password);
VEC_TYPE(person_vec, struct person);
/* Everybody who may sign in, by id. */
bool who_list(struct cx *cx, struct person_vec *out);
/* Makes cx's viewer the person with this id, for a command started on the desk's own machine. E_MISSING when there is none. */
bool who_act_as(struct cx *cx, struct str id);
/* Checks a password and opens a session; token is what the cookie carries (only its hash is stored). E_DENIED, in constant shape, when name or
 * password are wrong. lifetime_us from now. */
bool who_sign_in(struct cx *cx, struct str id, struct str password, int64_t lifetime_us, struct str *token);
/* The viewer of a session token; false without error when there is none or it has ended. */
bool who_session(struct cx *cx, struct str token, struct viewer *out);
/* Deletes the sessions that have ended. Own transaction. */
bool who_sessions_sweep(struct cx *cx);
bool who_sign_out(struct cx *cx, struct str token);
/* A fresh password of 20 letters (99 random bits) in five groups, for printing once. */
struct str who_make_password(struct arena *a);
