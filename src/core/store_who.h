/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of people and sessions. Stays inside the room. Each function is one statement; false or 0 with cx->err set on failure,
 * without it when absent.
 */
#pragma once
#include "base/vec.h"
#include "db/db.h"

struct store_person {
	int64_t key;
	struct str id, name, organization, role, lang, password;
};
bool store_person(struct cx *cx, struct str id, struct store_person *out);
bool store_person_by_key(struct cx *cx, int64_t key, struct store_person *out);
VEC_TYPE(store_person_vec, struct store_person);
bool store_people(struct cx *cx, struct store_person_vec *out);
bool store_person_insert(struct cx *cx, const struct store_person *p);
bool store_person_password(struct cx *cx, int64_t key, struct str password);
bool store_session_insert(struct cx *cx, struct str token, int64_t person, int64_t expires_us);
bool store_session(struct cx *cx, struct str token, int64_t *person, int64_t *expires_us);
bool store_session_delete(struct cx *cx, struct str token);
bool store_sessions_sweep(struct cx *cx);
