/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of core. Stays inside the room. Each function is one statement; false or 0 with cx->err set on failure, without it when absent.
 */
#pragma once
#include "base/map.h"
#include "base/vec.h"
#include "core/desk.h"
#include "core/feature.h"

bool store_desk(struct cx *cx, struct desk *out);
bool store_desk_insert(struct cx *cx, struct str id, struct str name, struct str country);
bool store_desk_country(struct cx *cx, struct str country);
bool store_desk_bump(struct cx *cx);
int64_t store_desk_revision(struct cx *cx);
int64_t store_keys(struct cx *cx, struct str counter, int64_t n);

struct store_profile {
	int64_t key;
	struct str role, organization;
};
VEC_TYPE(store_profile_vec, struct store_profile);
struct store_class {
	int64_t key;
	struct str tlp, owner;
};
VEC_TYPE(store_class_vec, struct store_class);
int64_t store_release_class(struct cx *cx, struct str tlp, struct str owner);
bool store_release_class_insert(struct cx *cx, int64_t key, struct str tlp, struct str owner);
bool store_classes(struct cx *cx, struct store_class_vec *out);
int64_t store_profile(struct cx *cx, struct str role, struct str organization);
bool store_profile_insert(struct cx *cx, int64_t key, struct str role, struct str organization);
bool store_profiles(struct cx *cx, struct store_profile_vec *out);
bool store_clearance_insert(struct cx *cx, int64_t profile, int64_t class_key, int64_t decision);
int64_t store_clearance(struct cx *cx, int64_t profile, int64_t class_key);
bool store_cleared(struct cx *cx, int64_t profile, struct map *out);

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

struct store_leaf {
	int64_t key, at_us, class_key;
	struct str leaf, salt, kind, actor, subject, content;
};
bool store_leaves_insert(struct cx *cx, const struct store_leaf *leaves, size_t n);
bool store_leaves_wait(struct cx *cx);
bool store_leaves_sequence(struct cx *cx);
VEC_TYPE(store_leaf_vec, struct store_leaf);
/* Of one subject, oldest first, released to profile. */
bool store_leaves_of(struct cx *cx, int64_t profile, struct str subject, struct store_leaf_vec *out);

/* Keys rise from key. */
bool store_events_insert(struct cx *cx, int64_t key, struct str name, const struct str *subjects, size_t n);
/* Leases the oldest event that is not done for lease_us; false without error when there is none. */
bool store_event_lease(struct cx *cx, int64_t lease_us, struct event *out);
VEC_TYPE(store_names, struct str);
/* Names of the events that are not done. */
bool store_event_names(struct cx *cx, struct store_names *out);
/* Marks all events of a name done. */
bool store_events_pass(struct cx *cx, struct str name);
bool store_event_waits(struct cx *cx);
bool store_event_done(struct cx *cx, int64_t key);
/* Deletes up to limit events that were done before before_us; db_changes tells how many. */
bool store_events_sweep(struct cx *cx, int64_t before_us, int64_t limit);
/* Is it worth asking for the lease? A job never run is due. */
bool store_job_due(struct cx *cx, struct str name);
bool store_job_lease(struct cx *cx, struct str name, int64_t every_us, int64_t lease_us);
bool store_job_done(struct cx *cx, struct str name, int64_t next_us);
