/* SPDX-License-Identifier: Apache-2.0
 *
 * Answers that must not leave before what they tell is on record: the connection is suspended until the app says that its ticket is durable. Must never
 * let an answer go earlier, nor keep a connection for ever when the record cannot be written.
 */
#include "net/server_inside.h"

void resume(struct exchange *x)
{
	MHD_resume_connection(x->connection);
}

bool hold(struct exchange *x)
{
	struct server *s = x->server;
	bool held = false;
	if (!x->res.ticket || x->res.ticket <= atomic_load(&s->durable))
		return false;
	pthread_mutex_lock(&s->held_lock);
	if (x->res.ticket > atomic_load(&s->durable)) { /* it may have become so meanwhile */
		if (!x->suspended)
			MHD_suspend_connection(x->connection);
		x->suspended = held = true;
		x->begun_ms = clock_ms();
		x->next = s->held;
		s->held = x;
	}
	pthread_mutex_unlock(&s->held_lock);
	return held;
}

void server_durable(struct server *s, uint64_t ticket)
{
	struct exchange **at = &s->held, *go = NULL;
	pthread_mutex_lock(&s->held_lock);
	if (ticket > atomic_load(&s->durable))
		atomic_store(&s->durable, ticket);
	while (*at) {
		struct exchange *x = *at;
		if (x->res.ticket > ticket) {
			at = &x->next;
			continue;
		}
		*at = x->next;
		x->next = go;
		go = x;
	}
	pthread_mutex_unlock(&s->held_lock);
	while (go) { /* next is read first: a resumed exchange may be gone at once */
		struct exchange *x = go;
		go = x->next;
		resume(x);
	}
}

void hold_give_up(struct server *s, int64_t before_ms)
{
	struct exchange **at = &s->held, *go = NULL;
	pthread_mutex_lock(&s->held_lock);
	while (*at) {
		struct exchange *x = *at;
		if (before_ms && x->begun_ms >= before_ms) {
			at = &x->next;
			continue;
		}
		*at = x->next;
		x->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		x->why = "what is read here is recorded, and the record cannot be written just now; try again in a minute";
		x->next = go;
		go = x;
	}
	pthread_mutex_unlock(&s->held_lock);
	while (go) {
		struct exchange *x = go;
		go = x->next;
		resume(x);
	}
}
