/* SPDX-License-Identifier: Apache-2.0
 *
 * The event outbox: what has to travel up. Written in the transaction of the change; heard later, at least once, in order, by the rooms whose
 * tables name the event. Handlers are idempotent. And the jobs: leased, so that one process runs each.
 */
#pragma once
#include "core/feature.h"

/* Writes an event; inside the transaction of the change. */
bool event_emit(struct cx *cx, struct str name, struct str subject);
/* The same for many subjects of one kind. */
bool events_emit(struct cx *cx, struct str name, const struct str *subjects, size_t n);
/* Runs all events that are not done through the hearers of these features (NULL-ended). Each in its own transactions. */
bool events_run(struct cx *cx, const struct feature *const *features);
/* Runs the jobs that are due. */
bool jobs_run(struct cx *cx, const struct feature *const *features);
