/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the desk row, events and jobs. Stays inside the room. Each function is one statement; false or 0 with cx->err set on failure, without it when absent.
 */
#pragma once
#include "base/vec.h"
#include "core/desk.h"
#include "core/feature.h"

bool store_desk(struct cx *cx, struct desk *out);
bool store_desk_insert(struct cx *cx, struct str id, struct str name, struct str country);
bool store_desk_country(struct cx *cx, struct str country);
bool store_desk_bump(struct cx *cx);
int64_t store_desk_revision(struct cx *cx);
int64_t store_keys(struct cx *cx, struct str counter, int64_t n);
bool store_setting(struct cx *cx, struct str name, struct str *value);
bool store_setting_put(struct cx *cx, struct str name, struct str value);
bool store_setting_remove(struct cx *cx, struct str name);

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
/* Is it worth asking for the lease? A job never run is due, and so is one whose time is further away than it can be: then the clock was set back. */
bool store_job_due(struct cx *cx, struct str name, int64_t every_us, int64_t lease_us);
bool store_job_lease(struct cx *cx, struct str name, int64_t every_us, int64_t lease_us);
bool store_job_done(struct cx *cx, struct str name, int64_t next_us);
