/* SPDX-License-Identifier: Apache-2.0
 *
 * Work that takes long (a password's hash, an import) has threads of its own, so that pages are answered meanwhile. Two queues: what is long by nature
 * never takes the last thread, so that nobody waits for another's import to sign in. Must never let a queue grow without end.
 */
#include "net/server_inside.h"
#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SLOW_NICE = 10 };

static unsigned long_max(const struct slow_pool *p)
{
	return p->n > 1 ? p->n - 1 : 1;
}

/* The next exchange, and whether it is of the long ones; under the lock. */
static struct exchange *next_of(struct slow_pool *p, unsigned *lane)
{
	for (*lane = 0; *lane < 2; ++*lane) {
		struct exchange *x = p->first[*lane];
		if (!x || (*lane == 1 && p->long_running >= long_max(p) && !p->ending))
			continue;
		p->first[*lane] = x->next;
		if (!x->next)
			p->last[*lane] = NULL;
		p->waiting--;
		return x;
	}
	return NULL;
}

static void run_one(struct exchange *x, unsigned worker, bool ending)
{
	if (ending) {
		x->refused = MHD_HTTP_SERVICE_UNAVAILABLE;
		x->why = "the server is ending; try again in a minute";
	} else {
		exchange_run(x, worker);
	}
	x->ready = true;
	if (!hold(x))
		resume(x);
}


static void *work(void *arg)
{
	struct server *s = arg;
	struct slow_pool *p = &s->slow;
	pthread_mutex_lock(&p->lock);
	unsigned number = 0;
	while (!pthread_equal(p->threads[number], pthread_self()))
		number++;
	/* Behind the workers when the processors are busy: a page is more urgent than a hash. */
	setpriority(PRIO_PROCESS, (id_t)syscall(SYS_gettid), SLOW_NICE);
	for (;;) {
		unsigned lane;
		struct exchange *x = next_of(p, &lane);
		if (!x && p->ending)
			break;
		if (!x) {
			pthread_cond_wait(&p->come, &p->lock);
			continue;
		}
		bool ending = p->ending;
		p->long_running += lane;
		pthread_mutex_unlock(&p->lock);
		run_one(x, s->opts.workers + number, ending);
		pthread_mutex_lock(&p->lock);
		p->long_running -= lane;
		pthread_cond_signal(&p->come); /* a long one may have waited for this */
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

bool slow_start(struct server *s, struct err *err)
{
	struct slow_pool *p = &s->slow;
	pthread_mutex_lock(&p->lock); /* threads look for their number when all stand */
	for (p->n = 0; p->n < s->opts.slow_threads; p->n++)
		if (pthread_create(&p->threads[p->n], NULL, work, s) != 0)
			break;
	pthread_mutex_unlock(&p->lock);
	return p->n == s->opts.slow_threads || err_fail(err, E_BROKEN, "no more threads on this system: %s", strerror(errno));
}

bool slow_take(struct exchange *x, enum server_pace pace)
{
	struct slow_pool *p = &x->server->slow;
	unsigned lane = pace == SERVER_LONG;
	pthread_mutex_lock(&p->lock);
	bool room = p->n && p->waiting < x->server->opts.slow_waiting_max && !p->ending;
	if (room) {
		MHD_suspend_connection(x->connection);
		x->suspended = true;
		x->next = NULL;
		if (p->last[lane])
			p->last[lane]->next = x;
		else
			p->first[lane] = x;
		p->last[lane] = x;
		p->waiting++;
		pthread_cond_signal(&p->come);
	}
	pthread_mutex_unlock(&p->lock);
	return room;
}

void slow_end(struct server *s)
{
	struct slow_pool *p = &s->slow;
	pthread_mutex_lock(&p->lock);
	p->ending = true;
	pthread_cond_broadcast(&p->come);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->n; i++)
		pthread_join(p->threads[i], NULL);
	p->n = 0;
}
