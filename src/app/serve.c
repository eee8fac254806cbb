/* SPDX-License-Identifier: Apache-2.0
 *
 * mainstay serve: the HTTP server over the router, the thread that keeps hot pages fresh, the thread that runs events and jobs.
 * Ends on SIGINT or SIGTERM with everything under way finished.
 */
#include "app/desk_server.h"
#include "base/log.h"
#include "certificate/certificate.h"
#include "core/desk.h"
#include "sys/confine.h"
#include "sys/file.h"
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_BYTES_MAX = 4 << 20, CONNECTIONS = 12000, FILES_BESIDE = 256 };

static void make_assets(struct desk_server *s)
{
	for (unsigned i = 0; page_asset_at(i) && i < sizeof s->assets / sizeof *s->assets; i++) {
		const struct page_asset *asset = page_asset_at(i);
		struct arena a = {};
		struct response res = { .content_type = str_c(asset->content_type), .body = buf_make(&a, PAGE_BYTES_MAX), .cacheable = true, .secure = s->tls || s->options.behind_proxy };
		buf_put(&res.body, asset->bytes);
		s->assets[i] = server_shared_make(&res);
		arena_end(&a);
	}
}

/* ---- before anything else: the socket and the user ---- */
bool app_serve_begin(struct cx *cx, struct command_line *line, const struct serve_options *o)
{
	struct server_listener *listener = arena_new(&cx->a, struct server_listener);
	const char *listen = o->listen.len ? arena_str(&cx->a, o->listen).ptr : o->plain ? "127.0.0.1:8080" : "127.0.0.1:8443";
	if (!server_listen(listen, listener, &cx->err))
		return false;
	line->begun = listener;
	if (o->plain && !listener->loopback)
		return fail(cx, E_INVALID, "--plain is for addresses of this machine (127.0.0.1, [::1]) with a proxy in front: leave it out to serve %s over TLS", listen);
	return !o->user.len || confine_user(arena_str(&cx->a, o->user).ptr, &cx->err);
}

/* As many connections as were asked for, if the system gives the descriptors. */
static unsigned connections(const struct serve_options *o)
{
	unsigned wanted = o->connections_max ? o->connections_max : CONNECTIONS;
	struct rlimit r;
	if (getrlimit(RLIMIT_NOFILE, &r) == 0) {
		rlim_t all = (rlim_t)wanted + FILES_BESIDE;
		r.rlim_cur = r.rlim_max == RLIM_INFINITY || r.rlim_max > all ? all : r.rlim_max;
		setrlimit(RLIMIT_NOFILE, &r);
		if (r.rlim_cur < all) {
			wanted = r.rlim_cur > 2 * FILES_BESIDE ? (unsigned)r.rlim_cur - FILES_BESIDE : FILES_BESIDE;
			log_line(LOG_WARN, "this system gives %llu file descriptors: %u connections at most (ulimit -n, LimitNOFILE)", (unsigned long long)r.rlim_cur, wanted);
		}
	}
	return wanted;
}

/* ---- what the desk gives: certificates, the class of page reads, the folder of their journal ---- */
VEC_TYPE(path_vec, struct str);

/* A setting whose name ends in .folder names one that the server writes, in .file one that it reads: they stay within reach. */
static void read_paths(struct cx *cx, struct desk_server *s)
{
	struct path_vec folders = {}, files = {};
	for (const struct feature *const *f = features; *f; f++)
		for (const struct setting *const *set = (*f)->settings; set && *set; set++) {
			struct str name = str_c((*set)->name);
			bool folder = str_ends(name, S(".folder")), file = str_ends(name, S(".file"));
			struct str value = folder || file ? setting_read(cx, *set) : S("");
			if (value.len)
				*vec_push(&cx->a, folder ? &folders : &files) = arena_str(&cx->a, value);
		}
	*vec_push(&cx->a, &folders) = *vec_push(&cx->a, &files) = (struct str){};
	s->folders = folders.at;
	s->files = files.at;
	s->where_is_file = str_eq(str_c(db_engine(cx->db)), S("sqlite"));
}

static bool read_desk(struct cx *cx, struct desk_server *s, struct str *state)
{
	AUTO(db_tx) tx = db_begin(cx);
	s->reads_class = release_class(cx, &(struct labels){ TLP_RED, S("") });
	read_paths(cx, s);
	if (!db_commit(&tx) || !app_state_folder(cx, s->where, s->options.state, state))
		return false;
	if (s->options.plain)
		return true;
	if (!cx->secrets)
		return fail(cx, E_MISSING, "this desk has no key file, so no certificate: 'mainstay upgrade' makes both (or serve with --plain behind a proxy)");
	s->tls = tls_open(&cx->err);
	s->tls_version = -1;
	return s->tls && certificate_ensure(cx) && serve_load_certificates(s, cx);
}

static void told_durable(void *arg, uint64_t ticket)
{
	struct desk_server *s = arg;
	struct server *server = atomic_load(&s->server);
	atomic_store(&s->durable, ticket);
	if (server)
		server_durable(server, ticket);
}

static void wait_for_signal(struct desk_server *s, const sigset_t *set)
{
	int sig;
	while (sigwait(set, &sig) == 0 && sig == SIGHUP)
		atomic_store(&s->reload, true); /* they are looked at each second anyway */
}

static void stop(struct desk_server *s, pthread_t *threads, unsigned n)
{
	s->stopping = true;
	for (unsigned i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	s->tasks.stopping = true; /* a backup that is half-written goes; the next server makes it */
	while (s->tasks.running)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	server_stop(s->server);
	reads_close(s->reads);
	tls_close(s->tls);
	if (s->pages)
		kept_end(s->pages);
	for (unsigned i = 0; i < sizeof s->assets / sizeof *s->assets; i++)
		server_shared_drop(s->assets[i]);
	for (unsigned i = 0; i < WORKERS + s->options.slow_threads; i++)
		serve_rest_worker(&s->workers[i]);
	cache_forget(s->cache, INT64_MAX);
}

/* The last reads are in the ledger when the server ends in order. */
static void drain_last(struct desk_server *s, struct cx *cx, struct str state)
{
	cx->now_us = app_now_us();
	if (ok(cx) && db_open(cx, s->where, false))
		reads_drain_left(cx, state.ptr);
}

static struct desk_server *make(struct cx *cx, const struct command_line *line, const struct serve_options *o)
{
	struct desk_server *s = arena_new(&cx->a, struct desk_server);
	*s = (struct desk_server){ .options = *o, .where = line->desk, .cache = cache_make(), .jail = cx->jail, .secrets = cx->secrets,
		.pages = o->keep_pages ? kept_make() : NULL };
	for (unsigned i = 0; i < sizeof s->workers / sizeof *s->workers; i++)
		pthread_mutex_init(&s->workers[i].busy, NULL);
	pthread_mutex_init(&s->fresh.busy, NULL);
	pthread_mutex_init(&s->settle.busy, NULL);
	return s;
}

/* Signals come to sigwait only; large blocks go back to the system when they are freed; few heaps: threads come and go with small things only. */
static void set_process(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
	pthread_sigmask(SIG_BLOCK, set, NULL); /* before any thread: they inherit it */
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
	mallopt(M_ARENA_MAX, 2);
}

static bool start(struct cx *cx, struct desk_server *s, const struct server_listener *listener, struct str state)
{
	const struct serve_options *o = &s->options;
	unsigned connections_max = connections(o);
	if (!file_make_folder(state.ptr, &cx->err) || !serve_confine(cx, s, state))
		return false;
	file_temporary_sweep(); /* uploads of a server that was killed */
	s->reads = reads_open(state.ptr, told_durable, s, &cx->err);
	if (!s->reads)
		return false;
	s->server = server_start(&(struct server_options){ .listener = listener, .workers = WORKERS, .slow_threads = o->slow_threads, .connections_max = connections_max,
		.per_address_max = o->per_address_max, .tls = s->tls, .behind_proxy = o->behind_proxy, .app = s, .handle = serve_handle,
		.body_limit = serve_body_limit, .pace = serve_pace }, &cx->err);
	if (!s->server)
		return false;
	server_durable(s->server, atomic_load(&s->durable)); /* told before the server was known */
	return true;
}

bool app_serve(struct cx *cx, const struct command_line *line, const struct serve_options *o)
{
	struct desk_server *s = make(cx, line, o);
	struct str state = {};
	pthread_t threads[2];
	unsigned n = 0;
	sigset_t set;
	set_process(&set);
	if (!read_desk(cx, s, &state))
		return false;
	make_assets(s);
	db_close(cx);
	if (!start(cx, s, line->begun, state)) {
		reads_close(s->reads);
		return false;
	}
	if (s->pages)
		pthread_create(&threads[n++], NULL, serve_keep_fresh, s);
	pthread_create(&threads[n++], NULL, serve_settle, s);
	printf(line->json ? "{\"address\":\"%.*s\"}\n" : "Serving the desk at %.*s\n", STR(server_address(s->server)));
	fflush(stdout);
	malloc_trim(0);
	wait_for_signal(s, &set);
	stop(s, threads, n);
	drain_last(s, cx, state);
	return ok(cx);
}
