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
bool store_session_how(struct cx *cx, int64_t key, struct str how);
bool store_session_fresh(struct cx *cx, int64_t key, int64_t until_us);
bool store_sessions(struct cx *cx, int64_t person, struct session_vec *out);
/* key 0 = all of the person's, but keep. */
bool store_sessions_delete(struct cx *cx, int64_t person, int64_t key, int64_t keep);
/* What ended before idle_us without use, or by its own end. */
bool store_sessions_sweep(struct cx *cx, int64_t idle_us);

/* ---- one-time codes ---- */
/* Both empty and 0 take them away. */
bool store_person_totp(struct cx *cx, int64_t key, struct str sealed, int64_t step);
/* Takes a step once: db_changes is 1 when it rose. */
bool store_person_totp_step(struct cx *cx, int64_t key, int64_t step);
bool store_recovery_codes_delete(struct cx *cx, int64_t person);
bool store_recovery_code_insert(struct cx *cx, int64_t person, struct str hash);
/* db_changes is 1 when it was good until now. */
bool store_recovery_code_use(struct cx *cx, int64_t person, struct str hash);
int64_t store_recovery_codes_left(struct cx *cx, int64_t person);

/* ---- administration ---- */
bool store_person_role(struct cx *cx, int64_t key, struct str role, struct str organization, struct str sectors);
bool store_person_profile(struct cx *cx, int64_t key, struct str name, struct str lang, struct str email);
/* Those that fit: q in id or name ("" = all), role, state ("" = any). By id; n from first on; *total of all. */
struct who_filter;
bool store_people_page(struct cx *cx, const struct who_filter *f, struct store_person_vec *out, int64_t *total);
int64_t store_people_count(struct cx *cx);

/* ---- known devices ---- */
bool store_device_insert(struct cx *cx, struct str token, int64_t person, int64_t expires_us);
bool store_device_known(struct cx *cx, struct str token, struct str person_id);
bool store_devices_delete(struct cx *cx, int64_t person);

/* ---- links ---- */
struct store_link {
	int64_t person, expires_us, tries;
};
bool store_link_insert(struct cx *cx, struct str token, struct str kind, int64_t person, int64_t expires_us);
/* That is good now. */
bool store_link(struct cx *cx, struct str token, struct str kind, struct store_link *out);
/* db_changes is 1 when it was good until now. */
bool store_link_use(struct cx *cx, struct str token, struct str kind);
bool store_link_tried(struct cx *cx, struct str token);
bool store_links_delete(struct cx *cx, int64_t person);
/* What has ended, of all that ends by itself. */
bool store_links_sweep(struct cx *cx);
bool store_devices_sweep(struct cx *cx);
bool store_buckets_sweep(struct cx *cx, int64_t before_us);

/* ---- requests ---- */
struct who_request;
struct who_request_vec;
bool store_request_insert(struct cx *cx, const struct who_request *r, int64_t person);
bool store_request(struct cx *cx, int64_t key, struct who_request *out, int64_t *person);
/* Of one person (0: all) in a state ("": any), newest first. */
bool store_requests(struct cx *cx, int64_t person, struct str state, struct who_request_vec *out);
/* db_changes is 1 when it waited until now. */
bool store_request_answer(struct cx *cx, int64_t key, struct str state, struct str by);
/* All that waits about a person. */
bool store_requests_refuse(struct cx *cx, int64_t person, struct str by);

/* ---- buckets ---- */
struct store_bucket {
	double level;
	int64_t at_us, until_us;
};
/* Makes the bucket when there is none and keeps others from it until the transaction ends. */
bool store_bucket_lock(struct cx *cx, struct str name, struct store_bucket *out);
bool store_bucket_put(struct cx *cx, struct str name, const struct store_bucket *b);
