/* SPDX-License-Identifier: Apache-2.0
 *
 * The way in: passwords (argon2id by libsodium).
 */
#pragma once
#include "core/who.h"

/* argon2id text of a password: 64 MiB, t=2. E_BUSY when there is not enough memory. */
bool who_password_hash(struct cx *cx, struct str password, struct str *out);
/* Checks a password and opens a session. E_DENIED, in constant shape, when name or password are wrong. */
bool who_sign_in(struct cx *cx, struct str id, struct str password, int64_t lifetime_us, struct str *token);
/* A fresh password of 20 letters (99 random bits) in five groups, for printing once. */
struct str who_make_password(struct arena *a);
