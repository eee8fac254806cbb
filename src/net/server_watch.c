/* SPDX-License-Identifier: Apache-2.0
 *
 * Connections and their time. The library closes what is silent; this ends what speaks too slowly: a header that has not come within its time, a body
 * below the least rate, an answer that nobody takes. Must never close a descriptor (it is the library's): it only shuts the connection down.
 */
#include "net/server_inside.h"
#include <errno.h>
#include <linux/tcp.h> /* not netinet/tcp.h, whose tcp_info knows no bytes */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	LOOK_EVERY_MS = 500,
	BODY_GRACE_MS = 10000, BODY_BYTES_PER_S = 1024, /* the least rate of a body, once the grace is over */
	BODY_MS_MAX = 300000, ANSWER_MS_MAX = 300000, /* for the whole of it */
	HELD_MS_MAX = 10000, /* a ticket that is not durable by then will not be soon */
};

void watch_on_connection(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
	struct server *s = cls;
	struct link *l = *context;
	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (!l)
			return;
		pthread_mutex_lock(&s->links_lock);
		*(l->prev ? &l->prev->next : &s->links) = l->next;
		if (l->next)
			l->next->prev = l->prev;
		pthread_mutex_unlock(&s->links_lock);
		atomic_fetch_sub(&s->n_links, 1);
		tls_peer_end(l->certificate);
		free(l);
		*context = NULL;
		return;
	}
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	*context = l = calloc(1, sizeof *l);
	if (!l)
		return; /* its requests are refused */
	l->server = s;
	l->fd = info ? info->connect_fd : -1;
	link_phase(l, PHASE_WAITING);
	atomic_fetch_add(&s->n_links, 1);
	pthread_mutex_lock(&s->links_lock);
	l->next = s->links;
	if (l->next)
		l->next->prev = l;
	s->links = l;
	pthread_mutex_unlock(&s->links_lock);
}

static uint64_t received_bytes(int fd)
{
	struct tcp_info info = {};
	socklen_t n = sizeof info;
	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &n) == 0 ? info.tcpi_bytes_received : 0;
}

/* A connection that waits for its next request may be silent; once it has begun one it must end the header in time. */
static bool header_late(struct link *l, int64_t now_ms)
{
	int64_t since = atomic_load(&l->since_ms);
	if (now_ms - since < LOOK_EVERY_MS)
		return false;
	uint64_t known = atomic_load(&l->known_bytes), now = received_bytes(l->fd);
	if (known == UINT64_MAX) { /* the first look after a request */
		atomic_store(&l->known_bytes, now);
		l->first_ms = 0;
		return false;
	}
	if (now > known && !l->first_ms)
		l->first_ms = now_ms;
	return now > known && now_ms - l->first_ms > (int64_t)l->server->opts.header_s * 1000;
}

static bool too_slow(struct link *l, int64_t now_ms)
{
	int64_t took = now_ms - atomic_load(&l->since_ms);
	switch (atomic_load_explicit(&l->phase, memory_order_acquire)) {
	case PHASE_WAITING: return header_late(l, now_ms);
	case PHASE_BODY:
		return took > BODY_MS_MAX ||
			(took > BODY_GRACE_MS && (int64_t)atomic_load(&l->body_bytes) < (took - BODY_GRACE_MS) / 1000 * BODY_BYTES_PER_S);
	case PHASE_WORK: return false;
	case PHASE_ANSWER: return took > ANSWER_MS_MAX;
	}
	return false;
}

static void *watch(void *arg)
{
	struct server *s = arg;
	while (!atomic_load(&s->ending)) {
		int64_t now_ms = clock_ms();
		pthread_mutex_lock(&s->links_lock);
		for (struct link *l = s->links; l; l = l->next)
			if (l->fd >= 0 && too_slow(l, now_ms)) {
				shutdown(l->fd, SHUT_RDWR);
				link_phase(l, PHASE_WORK); /* once is enough: the library sees the end and closes */
			}
		pthread_mutex_unlock(&s->links_lock);
		hold_give_up(s, now_ms - HELD_MS_MAX);
		for (int i = 0; i < LOOK_EVERY_MS / 50 && !atomic_load(&s->ending); i++)
			nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
	}
	return NULL;
}

bool watch_start(struct server *s, struct err *err)
{
	int e = pthread_create(&s->watch, NULL, watch, s);
	s->watching = e == 0;
	return s->watching || err_fail(err, E_BROKEN, "no more threads on this system: %s", strerror(e));
}

void watch_end(struct server *s)
{
	atomic_store(&s->ending, true);
	if (s->watching)
		pthread_join(s->watch, NULL);
	s->watching = false;
}

unsigned server_connections(const struct server *s)
{
	return atomic_load(&s->n_links);
}
