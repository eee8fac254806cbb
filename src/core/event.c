/* SPDX-License-Identifier: Apache-2.0
 *
 * Outbox and jobs. Must never lose an event: it is done only after every hearer has committed. What is noted here about leases and what is done
 * does not wait for the disk: lost, it is done again, which a hearer must bear anyway.
 */
#include "core/event.h"
#include "core/desk.h"
#include "core/store.h"

enum { LEASE_US = 120 * 1000000 };

bool event_emit(struct cx *cx, struct str name, struct str subject)
{
	int64_t key = desk_keys(cx, S("event"), 1);
	return key && store_events_insert(cx, key, name, &subject, 1);
}

bool events_emit(struct cx *cx, struct str name, const struct str *subjects, size_t n)
{
	int64_t key = n ? desk_keys(cx, S("event"), (int64_t)n) : 0;
	return !n ? ok(cx) : key && store_events_insert(cx, key, name, subjects, n);
}

static bool lease(struct cx *cx, struct event *event)
{
	if (!store_event_waits(cx)) /* asked without the write lock: mostly there is none */
		return false;
	AUTO(db_tx) tx = db_begin_soft(cx);
	return store_event_lease(cx, LEASE_US, event) && db_commit(&tx);
}

static bool done(struct cx *cx, const struct event *event)
{
	AUTO(db_tx) tx = db_begin_soft(cx);
	return store_event_done(cx, event->key) && db_commit(&tx);
}

static bool is_heard(struct str name, const struct feature *const *features)
{
	for (const struct feature *const *f = features; *f; f++)
		for (const struct hear *h = (*f)->hears; h && h->event; h++)
			if (str_eq(str_c(h->event), name))
				return true;
	return false;
}

/* What nobody hears is done at once, all of a name together. */
static bool pass_unheard(struct cx *cx, const struct feature *const *features)
{
	struct store_names names = {};
	bool any = false;
	if (!store_event_names(cx, &names))
		return false;
	vec_each (name, &names)
		any |= !is_heard(*name, features);
	if (!any)
		return true;
	AUTO(db_tx) tx = db_begin_soft(cx);
	vec_each (name, &names)
		if (!is_heard(*name, features))
			store_events_pass(cx, *name);
	return db_commit(&tx);
}

bool events_run(struct cx *cx, const struct feature *const *features)
{
	if (!pass_unheard(cx, features))
		return false;
	for (struct event event; lease(cx, &event);) {
		for (const struct feature *const *f = features; *f; f++)
			for (const struct hear *h = (*f)->hears; h && h->event; h++)
				if (str_eq(str_c(h->event), event.name) && !h->handler(cx, &event))
					return false;
		if (!done(cx, &event))
			return false;
	}
	return ok(cx);
}

/* One job, when it is due and nobody else has it. */
static bool run_job(struct cx *cx, const struct job *j)
{
	bool mine = (!j->in_server || cx->tasks) && store_job_due(cx, str_c(j->name), j->every_us, LEASE_US);
	if (mine) {
		AUTO(db_tx) tx = db_begin_soft(cx);
		mine = store_job_lease(cx, str_c(j->name), j->every_us, LEASE_US);
		if (!db_commit(&tx))
			return false;
	}
	if (!mine)
		return ok(cx);
	j->run(cx);
	AUTO(db_tx) tx = db_begin_soft(cx);
	return store_job_done(cx, str_c(j->name), cx->now_us + j->every_us) && db_commit(&tx);
}

bool jobs_run(struct cx *cx, const struct feature *const *features)
{
	struct err first = {};
	for (const struct feature *const *f = features; *f && (ok(cx) || first.kind); f++)
		for (const struct job *j = (*f)->jobs; j && j->name; j++)
			if (!run_job(cx, j)) {
				/* One that fails keeps no other from running; it is due again when its lease has ended. */
				if (!first.kind)
					first = cx->err;
				err_clear(&cx->err);
			}
	if (first.kind)
		cx->err = first;
	return ok(cx);
}
