/* SPDX-License-Identifier: Apache-2.0
 *
 * The adaptor over libmicrohttpd: turns the library's re-entrant callback into one call of the handler after the request was read whole, and starts and
 * ends the threads. Only net/server*.c know the library.
 */
#include "net/server_inside.h"
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CONNECTION_BYTES = 16 << 10, /* request line and header together */
	STOP_SECONDS_MAX = 5,
};

unsigned server_worker(struct server *s)
{
	pthread_t self = pthread_self();
	for (unsigned i = 0; i < s->opts.workers; i++) {
		pthread_t seen = atomic_load_explicit(&s->workers[i].thread, memory_order_relaxed), nobody = 0;
		if (seen == self || (seen == 0 && atomic_compare_exchange_strong(&s->workers[i].thread, &nobody, self)))
			return i;
	}
	assert(false && "more threads than workers");
	return 0;
}

static enum MHD_Result answer(struct exchange *x, struct MHD_Connection *connection)
{
	struct server *s = x->server;
	if (x->refused)
		return answer_refuse(x, connection, x->refused, x->refused == MHD_HTTP_SERVICE_UNAVAILABLE ? too_many_uploads
			: arena_printf(&x->arena, "the body has more than %zu bytes", x->body_max).ptr);
	enum server_pace pace = s->opts.pace ? s->opts.pace(s->opts.app, &x->req) : SERVER_QUICK;
	link_phase(x->link, PHASE_WORK);
	x->answered = true;
	atomic_fetch_add(&s->running, 1);
	if (pace != SERVER_QUICK)
		return slow_take(x, pace) ? MHD_YES : answer_refuse(x, connection, MHD_HTTP_SERVICE_UNAVAILABLE,
			"too many sign-ins and uploads at the same time; try again in a minute");
	unsigned worker = server_worker(s);
	exchange_run(x, worker);
	x->ready = true;
	return hold(x) ? MHD_YES : answer_send(x, connection, worker);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
        const char *upload_data, size_t *upload_data_size, void **con_cls)
{
	(void)cls, (void)url, (void)version;
	struct exchange *x = *con_cls;
	if (!x)
		return MHD_NO;
	if (!x->begun)
		return exchange_begin(x, connection, method);
	if (*upload_data_size)
		return exchange_take_body(x, upload_data, upload_data_size);
	return x->ready ? answer_send(x, connection, server_worker(x->server)) : answer(x, connection);
}

/* Addresses are decoded by form.c, which knows what an encoded slash is. */
static size_t leave_encoded(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls, (void)connection;
	return strlen(text);
}

/* ---- start and stop ---- */
static struct MHD_Daemon *start_daemon(struct server *s, int fd)
{
	const struct server_options *o = &s->opts;
	/* A pool of one is no pool to the library. */
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO | MHD_ALLOW_SUSPEND_RESUME, pool = o->workers > 1 ? o->workers : 0;
	/* The callback cannot stand in an array; without TLS the options end before it. */
	enum MHD_OPTION priorities = o->tls ? MHD_OPTION_HTTPS_PRIORITIES : MHD_OPTION_END;
	flags |= o->tls ? MHD_USE_TLS : 0;
	return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, /* then options */
	        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, pool, MHD_OPTION_URI_LOG_CALLBACK, exchange_on_line, s,
	        MHD_OPTION_NOTIFY_COMPLETED, exchange_on_completed, NULL, MHD_OPTION_NOTIFY_CONNECTION, watch_on_connection, s,
	        MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL, MHD_OPTION_CONNECTION_LIMIT, o->connections_max,
	        MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->per_address_max, MHD_OPTION_CONNECTION_TIMEOUT, o->idle_s,
	        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1, priorities, TLS_PRIORITIES,
	        MHD_OPTION_HTTPS_CERT_CALLBACK, tls_certificate_giver(), MHD_OPTION_END);
}

static void fill_defaults(struct server_options *o)
{
	o->workers = o->workers == 0 ? 2 : o->workers > WORKERS_MAX ? WORKERS_MAX : o->workers;
	o->slow_threads = !o->pace ? 0 : o->slow_threads == 0 ? 2 : o->slow_threads > SLOW_MAX ? SLOW_MAX : o->slow_threads;
	o->slow_waiting_max = o->slow_waiting_max ? o->slow_waiting_max : 64;
	o->bodies_bytes_max = o->bodies_bytes_max ? o->bodies_bytes_max : 256u << 20;
	o->connections_max = o->connections_max ? o->connections_max : 1000;
	o->idle_s = o->idle_s ? o->idle_s : 30;
	o->header_s = o->header_s ? o->header_s : 10;
}

struct server *server_start(const struct server_options *opts, struct err *err)
{
	struct server *s = calloc(1, sizeof *s);
	if (!s) {
		err_fail(err, E_BROKEN, "no memory for the server");
		return NULL;
	}
	s->opts = *opts;
	fill_defaults(&s->opts);
	pthread_mutex_init(&s->pool_lock, NULL);
	pthread_mutex_init(&s->links_lock, NULL);
	pthread_mutex_init(&s->held_lock, NULL);
	pthread_mutex_init(&s->slow.lock, NULL);
	pthread_cond_init(&s->slow.come, NULL);
	struct server_listener own = { .fd = -1 };
	if (opts->listener)
		own = *opts->listener;
	else
		server_listen(opts->listen ? opts->listen : "127.0.0.1:8080", &own, err);
	s->opts.listener = NULL;
	snprintf(s->address, sizeof s->address, "%s://%s", opts->tls ? "https" : "http", own.at);
	bool good = own.fd >= 0 && slow_start(s, err) && watch_start(s, err);
	s->daemon = good ? start_daemon(s, own.fd) : NULL;
	if (s->daemon)
		return s;
	if (good)
		err_fail(err, E_BROKEN, "the HTTP server does not start: %s", strerror(errno));
	if (own.fd >= 0)
		close(own.fd);
	server_stop(s);
	return NULL;
}

void server_rest(struct server *s)
{
	for (struct exchange *x; (x = exchange_pooled(s)) != NULL;) {
		arena_end(&x->arena);
		free(x);
	}
}

/* Nothing new comes; what runs may end in time; then what waits is refused, for the library must not end with connections suspended. */
static void end_daemon(struct server *s)
{
	MHD_socket fd = MHD_quiesce_daemon(s->daemon);
	for (int waits = 0; atomic_load(&s->running) && waits < STOP_SECONDS_MAX * 100; waits++)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	slow_end(s);
	hold_give_up(s, 0);
	MHD_stop_daemon(s->daemon);
	if (fd != MHD_INVALID_SOCKET)
		close(fd);
}

void server_stop(struct server *s)
{
	if (!s)
		return;
	watch_end(s);
	if (s->daemon)
		end_daemon(s);
	else
		slow_end(s);
	for (unsigned i = 0; i < WORKERS_MAX; i++)
		gzip_close(s->workers[i].gzip);
	server_rest(s);
	pthread_mutex_destroy(&s->pool_lock);
	pthread_mutex_destroy(&s->links_lock);
	pthread_mutex_destroy(&s->held_lock);
	pthread_mutex_destroy(&s->slow.lock);
	pthread_cond_destroy(&s->slow.come);
	free(s);
}

struct str server_address(const struct server *s)
{
	return str_c(s->address);
}
