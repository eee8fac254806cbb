/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside net/: the running server, its connections and exchanges. Only server*.c include it.
 */
#pragma once
#include "net/gzip.h"
#include "net/server.h"
#include "net/tls_inside.h"
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum {
	WORKERS_MAX = 64,
	SLOW_MAX = 16,
	TARGET_INLINE = 256,
	PEER_BYTES = 64,
};

/* Where a connection stands, and so how long it may take. */
enum phase { PHASE_WAITING, PHASE_BODY, PHASE_WORK, PHASE_ANSWER };

struct link { /* one connection, from accept to close */
	struct server *server;
	struct link *next, *prev;
	int fd;
	_Atomic(enum phase) phase;
	_Atomic int64_t since_ms;	  /* when the phase began */
	atomic_size_t body_bytes;	  /* of the request in PHASE_BODY */
	_Atomic uint64_t known_bytes;	  /* received when the last request had ended; UINT64_MAX = to be asked */
	int64_t first_ms;		  /* when bytes of the next request were first seen; 0 = none yet */
	struct tls_peer *certificate;	  /* of a verified client, or NULL */
	bool asked_certificate;
};

struct exchange { /* one request and its answer */
	struct server *server;
	struct exchange *next; /* in the pool, the queue of slow work, or among the held */
	struct link *link;
	struct MHD_Connection *connection;
	struct arena arena;
	char target_inline[TARGET_INLINE], peer[PEER_BYTES];
	char *body; /* malloc'ed: may be large; grows as its bytes arrive */
	size_t body_len, body_cap, body_max;
	int64_t begun_ms;
	bool begun, answered; /* the header is there; the handler has been called, or is about to be */
	bool suspended, ready, good; /* ready: answer whole and to be sent; good: what the handler said */
	unsigned hosts, framings; /* fields of the header that name the host, that tell where the body ends */
	bool ambiguous;
	unsigned refused; /* a status sent instead of the answer, or 0 */
	const char *why;  /* its line; static or of the arena */
	struct request req;
	struct response res;
};

struct worker_state {
	_Atomic(pthread_t) thread; /* 0 = slot free */
	struct gzip *gzip;
};

struct slow_pool {
	pthread_mutex_t lock;
	pthread_cond_t come;
	pthread_t threads[SLOW_MAX];
	unsigned n, waiting, long_running;
	struct exchange *first[2], *last[2]; /* short and long work */
	bool ending;
};

struct server {
	struct MHD_Daemon *daemon;
	struct server_options opts;
	char address[96];
	struct worker_state workers[WORKERS_MAX];
	atomic_size_t bodies_bytes; /* of opts.bodies_bytes_max */
	atomic_uint running; /* exchanges between the call of the handler and the end of the answer */
	pthread_mutex_t pool_lock;
	struct exchange *pool;
	unsigned pooled;
	struct slow_pool slow;
	pthread_mutex_t links_lock;
	struct link *links;
	atomic_uint n_links;
	pthread_t watch;
	bool watching;
	atomic_bool ending;
	pthread_mutex_t held_lock;
	struct exchange *held; /* suspended until their ticket is durable */
	_Atomic uint64_t durable;
};

static inline int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- server.c ---- */
/* The workers are threads of the library: each is given a number when it is first seen. */
unsigned server_worker(struct server *s);

/* ---- server_exchange.c: from the request line to the whole request ---- */
void *exchange_on_line(void *cls, const char *target, struct MHD_Connection *connection);
void exchange_on_completed(void *cls, struct MHD_Connection *connection, void **con_cls, enum MHD_RequestTerminationCode why);
/* First call: the header is there, the body is not. */
enum MHD_Result exchange_begin(struct exchange *x, struct MHD_Connection *connection, const char *method);
enum MHD_Result exchange_take_body(struct exchange *x, const char *bytes, size_t *n);
/* Reads the body as a form and calls the handler, from an HTTP worker or a slow thread. Sets good, or refused and why. */
void exchange_run(struct exchange *x, unsigned worker);
extern const char too_many_uploads[];
/* Takes one of the exchanges that wait for the next request; NULL when none does. */
struct exchange *exchange_pooled(struct server *s);

/* ---- server_answer.c ---- */
enum MHD_Result answer_send(struct exchange *x, struct MHD_Connection *connection, unsigned worker);
/* One clear line, and no more of this request is read. */
enum MHD_Result answer_refuse(struct exchange *x, struct MHD_Connection *connection, unsigned status, const char *text);

/* ---- server_hold.c: answers that wait for their ticket ---- */
/* Suspends the connection until x's ticket is durable; false when it is already. */
bool hold(struct exchange *x);
/* Lets the connection go on: on_request is called again by its worker. */
void resume(struct exchange *x);
/* Refuses those held since before this time (0 = all) with 503. */
void hold_give_up(struct server *s, int64_t before_ms);

/* ---- server_slow.c: work that takes long ---- */
bool slow_start(struct server *s, struct err *err);
/* Suspends the connection and queues x; false when too many wait already. */
bool slow_take(struct exchange *x, enum server_pace pace);
/* Lets what is queued be refused, and waits for what runs. */
void slow_end(struct server *s);

/* ---- server_watch.c: connections and their time ---- */
void watch_on_connection(void *cls, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what);
bool watch_start(struct server *s, struct err *err);
void watch_end(struct server *s);
static inline void link_phase(struct link *l, enum phase phase)
{
	if (!l)
		return;
	atomic_store_explicit(&l->since_ms, clock_ms(), memory_order_relaxed);
	atomic_store_explicit(&l->phase, phase, memory_order_release);
}
