/* SPDX-License-Identifier: Apache-2.0
 *
 * mainstay serve: the HTTP server over the router, the thread that keeps hot pages fresh, the thread that runs events and jobs.
 * Ends on SIGINT or SIGTERM with everything under way finished.
 */
#include "app/desk_server.h"
#include "base/log.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/who.h"
#include "net/form.h"
#include "sys/file.h"
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FRESH_EVERY_MS = 100, SETTLE_EVERY_MS = 1000, PAGE_BYTES_MAX = 4 << 20 };
static const int64_t rest_after_us = 3000000, forget_after_us = (int64_t)1800 * 1000000;

static bool send_asset(struct desk_server *s, const struct request *req, struct response *res)
{
	const struct page_asset *asset = page_asset_find(req->path);
	for (unsigned i = 0; asset && page_asset_at(i); i++)
		if (page_asset_at(i) == asset && i < sizeof s->assets / sizeof *s->assets) {
			res->shared = server_shared_hold(s->assets[i]);
			return true;
		}
	return false;
}

/* The answer's texts into the memory of its request, so that the worker's may go before the answer has been sent. */
static void move_texts(struct response *res, struct arena *into)
{
	struct str *texts[] = { &res->content_type, &res->location, &res->set_cookie, &res->set_device, &res->etag };
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i]->len)
			*texts[i] = arena_str(into, *texts[i]);
	if (res->body.arena != into) {
		struct str bytes = buf_str(&res->body);
		bool overflow = res->body.overflow;
		res->body = buf_make(into, bytes.len + 1);
		buf_put(&res->body, bytes);
		res->body.overflow |= overflow;
	}
}

static void answer(struct desk_server *s, struct worker *w, struct request *req, struct response *res, struct page_made *made)
{
	struct arena *of_request = res->body.arena;
	pthread_mutex_lock(&w->busy);
	route_answer(s, w, req, res, made);
	move_texts(res, of_request);
	cache_let_go(&w->cx); /* it may be long until the next request: what is old by then would stay in memory */
	arena_reset(&w->cx.a);
	pthread_mutex_unlock(&w->busy);
}

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	struct desk_server *s = app;
	struct request own = *req;
	int64_t now_us = app_now_us();
	atomic_store_explicit(&s->asked_us, now_us, memory_order_relaxed);
	if (str_starts(req->path, S("/asset/")) && send_asset(s, req, res))
		return true;
	struct server_shared *kept = s->pages ? kept_find(s->pages, req, now_us) : NULL;
	if (kept) {
		res->shared = kept;
		return true;
	}
	struct page_made made = {};
	answer(s, &s->workers[worker], &own, res, &made);
	/* Who has changed something, or left, sees none of the pages made before. */
	if (s->pages && req->method == HTTP_POST)
		kept_forget(s->pages, req->session);
	if (s->pages && made.may_keep) {
		struct server_shared *page = server_shared_make(res);
		if (page) {
			res->shared = server_shared_hold(page);
			kept_keep(s->pages, &own, page, made.revision, made.known_us, made.until_us);
		}
	}
	return true;
}

/* The rights of a session, as the router will see them when the body is there. On a database that does not answer: those of anyone. */
static unsigned rights_of(struct desk_server *s, struct worker *w, struct str session)
{
	struct viewer viewer = { .rights = RIGHT_ANYONE };
	pthread_mutex_lock(&w->busy);
	struct cx *cx = &w->cx;
	struct db *db = cx->db;
	cache_let_go(cx);
	arena_reset(&cx->a);
	*cx = (struct cx){ .a = cx->a, .db = db, .secrets = s->secrets, .features = features, .now_us = app_now_us() };
	atomic_store_explicit(&s->asked_us, cx->now_us, memory_order_relaxed);
	bool known = (cx->db || db_open(cx, s->where, false)) && who_session(cx, session, &viewer);
	unsigned rights = known ? viewer.rights : RIGHT_ANYONE;
	if (!ok(cx))
		log_line(LOG_ERROR, "%s", cx->err.text);
	arena_reset(&cx->a);
	pthread_mutex_unlock(&w->busy);
	return rights;
}

/* A large body only to whoever may open the page it is for: nobody else takes of the room that all uploads share. */
static size_t body_limit(void *app, unsigned worker, const struct request *head)
{
	struct desk_server *s = app;
	if (head->method != HTTP_POST || !head->session.len)
		return SERVER_BODY_BYTES;
	struct request own = *head;
	struct arena a = {};
	size_t limit = SERVER_BODY_BYTES;
	for (const struct feature *const *f = features; *f; f++)
		for (const struct page *p = (*f)->pages; p && p->path; p++)
			if (p->method == HTTP_POST && p->upload_bytes && http_match(&a, p->path, &own) &&
				(rights_of(s, &s->workers[worker], head->session) & p->right))
				limit = p->upload_bytes;
	arena_end(&a);
	return limit;
}

static void pause_ms(struct desk_server *s, long ms)
{
	for (; ms > 0 && !s->stopping; ms -= 100)
		nanosleep(&(struct timespec){ .tv_nsec = (ms < 100 ? ms : 100) * 1000000 }, NULL);
}

/* Makes one kept page anew. */
static bool remake(void *arg, struct request *req)
{
	struct desk_server *s = arg;
	struct arena a = {};
	struct response res = { .body = buf_make(&a, PAGE_BYTES_MAX) };
	struct page_made made = {};
	struct err err = {};
	struct str rest = req->target, path = str_cut(&rest, '?');
	form_decode(&a, path, false, &req->path, &err); /* it was read once already: it cannot fail */
	form_read_pairs(&a, rest, &req->query, &err);
	route_answer(s, &s->fresh, req, &res, &made);
	if (made.may_keep)
		kept_keep(s->pages, req, server_shared_make(&res), made.revision, made.known_us, made.until_us);
	arena_end(&a);
	return !s->stopping;
}

/* Has the session an owner still? On a database that does not answer it counts as ended: its pages are made anew or not at all. */
static bool alive(void *arg, struct str session)
{
	struct cx *cx = arg;
	err_clear(&cx->err);
	return who_session_lives(cx, session);
}

static void rest_worker(struct worker *w)
{
	pthread_mutex_lock(&w->busy);
	cache_let_go(&w->cx);
	db_close(&w->cx);
	arena_end(&w->cx.a);
	pthread_mutex_unlock(&w->busy);
}

static bool is_idle(struct desk_server *s, int64_t now_us)
{
	return atomic_load_explicit(&s->asked_us, memory_order_relaxed) < now_us - rest_after_us;
}

/* Once after each time of work: the memory of the workers and of their databases' pages goes back. They open anew with the next request. */
static void rest(struct desk_server *s)
{
	for (unsigned i = 0; i < WORKERS; i++)
		rest_worker(&s->workers[i]);
	server_rest(s->server);
	malloc_trim(0);
}

static void look_at_pages(struct desk_server *s, struct cx *cx)
{
	int64_t now_us = app_now_us(), revision = -1;
	err_clear(&cx->err);
	if (cx->db || db_open(cx, s->where, false))
		revision = desk_revision(cx);
	arena_reset(&cx->a);
	cx->now_us = now_us;
	kept_check(s->pages, alive, cx);
	if (revision >= 0)
		kept_freshen(s->pages, revision, now_us, remake, s);
	cache_let_go(cx);
}

static void *keep_fresh(void *arg)
{
	struct desk_server *s = arg;
	bool rested = true;
	while (!s->stopping) {
		bool idle = is_idle(s, app_now_us());
		if (idle && !rested)
			rest_worker(&s->fresh);
		rested = idle;
		look_at_pages(s, &s->fresh.cx);
		pause_ms(s, FRESH_EVERY_MS);
	}
	rest_worker(&s->fresh);
	return NULL;
}

static void *settle(void *arg)
{
	struct desk_server *s = arg;
	struct cx *cx = &s->settle.cx;
	bool rested = true, swept = false;
	while (!s->stopping) {
		struct db *db = cx->db;
		int64_t now_us = app_now_us();
		bool idle = is_idle(s, now_us - SETTLE_EVERY_MS * 1000); /* a round after keep_fresh has rested */
		arena_reset(&cx->a);
		*cx = (struct cx){ .a = cx->a, .db = db, .secrets = s->secrets, .features = features, .now_us = now_us, .tasks = &s->tasks };
		if ((cx->db || db_open(cx, s->where, false)) && !((swept || app_sweep(cx)) && app_settle(cx)))
			log_line(LOG_ERROR, "events and jobs: %s", cx->err.text);
		swept = true; /* at the start; after that it is a daily job */
		cache_forget(s->cache, now_us - forget_after_us);
		if (idle && !rested) {
			rest_worker(&s->settle);
			rest(s);
		}
		rested = idle;
		pause_ms(s, SETTLE_EVERY_MS);
	}
	rest_worker(&s->settle);
	return NULL;
}

static void make_assets(struct desk_server *s)
{
	for (unsigned i = 0; page_asset_at(i) && i < sizeof s->assets / sizeof *s->assets; i++) {
		const struct page_asset *asset = page_asset_at(i);
		struct arena a = {};
		struct response res = { .content_type = str_c(asset->content_type), .body = buf_make(&a, PAGE_BYTES_MAX), .cacheable = true };
		buf_put(&res.body, asset->bytes);
		s->assets[i] = server_shared_make(&res);
		arena_end(&a);
	}
}

static void wait_for_signal(const sigset_t *set)
{
	int sig;
	sigwait(set, &sig);
}

static void stop(struct desk_server *s, struct server *server, pthread_t *threads, unsigned n)
{
	s->stopping = true;
	for (unsigned i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	s->tasks.stopping = true; /* a backup that is half-written goes; the next server makes it */
	while (s->tasks.running)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	server_stop(server);
	if (s->pages)
		kept_end(s->pages);
	for (unsigned i = 0; i < sizeof s->assets / sizeof *s->assets; i++)
		server_shared_drop(s->assets[i]);
	for (unsigned i = 0; i < WORKERS; i++)
		rest_worker(&s->workers[i]);
	cache_forget(s->cache, INT64_MAX);
}

bool app_serve(struct cx *cx, const struct command_line *line, struct str listen, bool keep_pages)
{
	struct desk_server *s = arena_new(&cx->a, struct desk_server);
	*s = (struct desk_server){ .where = line->desk, .cache = cache_make(), .jail = cx->jail, .secrets = cx->secrets, .pages = keep_pages ? kept_make() : NULL };
	for (unsigned i = 0; i < WORKERS; i++)
		pthread_mutex_init(&s->workers[i].busy, NULL);
	pthread_mutex_init(&s->fresh.busy, NULL);
	pthread_mutex_init(&s->settle.busy, NULL);
	pthread_t threads[2];
	unsigned n = 0;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL); /* before any thread: they inherit it, the signal comes to sigwait only */
	/* Large blocks go back to the system when they are freed; few heaps: threads come and go with small things only. */
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
	mallopt(M_ARENA_MAX, 2);
	make_assets(s);
	db_close(cx);
	file_temporary_sweep(); /* uploads of a server that was killed */
	struct server *server = s->server = server_start(
		&(struct server_options){ .listen = arena_str(&cx->a, listen).ptr, .workers = WORKERS, .app = s, .handle = handle, .body_limit = body_limit }, &cx->err);
	if (!server)
		return false;
	if (keep_pages)
		pthread_create(&threads[n++], NULL, keep_fresh, s);
	pthread_create(&threads[n++], NULL, settle, s);
	printf(line->json ? "{\"address\":\"%.*s\"}\n" : "Serving the desk at %.*s\n", STR(server_address(server)));
	fflush(stdout);
	malloc_trim(0);
	wait_for_signal(&set);
	stop(s, server, threads, n);
	return ok(cx);
}
