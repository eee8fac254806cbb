/* SPDX-License-Identifier: Apache-2.0
 *
 * SQL of people and sessions; stays inside core. As store.h.
 */
#pragma once
#include "core/who.h"

struct store_person {
	int64_t key, created_us, totp_step;
	struct str id, name, organization, role, lang, password, email, state, sectors, totp;
};
VEC_TYPE(store_person_vec, struct store_person);
/* In whatever state. */
bool store_person(struct cx *cx, struct str id, struct store_person *out);
bool store_person_by_key(struct cx *cx, int64_t key, struct store_person *out);
/* All who are active, by id. */
bool store_people(struct cx *cx, struct store_person_vec *out);
bool store_person_insert(struct cx *cx, const struct store_person *p);
/* Empty takes the password away. */
bool store_person_password(struct cx *cx, int64_t key, struct str password);
bool store_person_state(struct cx *cx, int64_t key, struct str state);

struct store_session {
	struct session session;
	int64_t person, fresh_us;
};
VEC_TYPE(store_session_vec, struct store_session);
bool store_session_insert(struct cx *cx, struct str token, const struct store_session *s);
bool store_session(struct cx *cx, struct str token, struct store_session *out);
bool store_session_used(struct cx *cx, int64_t key);
bool store_session_fresh(struct cx *cx, int64_t key, int64_t until_us);
bool store_sessions(struct cx *cx, int64_t person, struct session_vec *out);
/* key 0 = all of the person's, but keep. */
bool store_sessions_delete(struct cx *cx, int64_t person, int64_t key, int64_t keep);
/* What ended before idle_us without use, or by its own end. */
bool store_sessions_sweep(struct cx *cx, int64_t idle_us);
