/* SPDX-License-Identifier: Apache-2.0
 *
 * What goes on beside the answers: hot pages are kept fresh, events and jobs run, page reads move into the ledger, certificates are looked after, and
 * memory goes back when nobody asks.
 */
#include "app/desk_server.h"
#include "base/log.h"
#include "certificate/certificate.h"
#include "core/desk.h"
#include "core/who.h"
#include "net/form.h"
#include <malloc.h>
#include <time.h>

enum { FRESH_EVERY_MS = 100, SETTLE_EVERY_MS = 1000, PAGE_BYTES_MAX = 4 << 20 };
static const int64_t rest_after_us = 3000000, forget_after_us = (int64_t)1800 * 1000000;

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
		kept_keep(s->pages, req, server_shared_make(&res), made.actor, made.revision, made.known_us, made.until_us);
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

void serve_rest_worker(struct worker *w)
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
	for (unsigned i = 0; i < WORKERS + s->options.slow_threads; i++)
		serve_rest_worker(&s->workers[i]);
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

void *serve_keep_fresh(void *arg)
{
	struct desk_server *s = arg;
	bool rested = true;
	while (!s->stopping) {
		bool idle = is_idle(s, app_now_us());
		if (idle && !rested)
			serve_rest_worker(&s->fresh);
		rested = idle;
		look_at_pages(s, &s->fresh.cx);
		pause_ms(s, FRESH_EVERY_MS);
	}
	serve_rest_worker(&s->fresh);
	return NULL;
}

bool serve_load_certificates(struct desk_server *s, struct cx *cx)
{
	struct certificate_set set;
	int64_t version = certificate_version(cx);
	if (version == s->tls_version || !ok(cx))
		return ok(cx);
	bool loaded = certificate_read(cx, &set) && tls_load(s->tls, set.chain, set.key, set.anchors, &cx->err);
	certificate_forget(&set);
	if (loaded)
		s->tls_version = version;
	return loaded;
}

/* What is due each second. */
static void settle_once(struct desk_server *s, struct cx *cx, bool *swept)
{
	if (!cx->db && !db_open(cx, s->where, false)) {
		log_line(LOG_ERROR, "%s", cx->err.text);
		return;
	}
	if (!((*swept || app_sweep(cx)) && app_settle(cx)))
		log_line(LOG_ERROR, "events and jobs: %s", cx->err.text);
	*swept = true; /* at the start; after that it is a daily job */
	err_clear(&cx->err);
	if (!reads_drain(cx, s->reads))
		log_line(LOG_ERROR, "page reads: %s", cx->err.text);
	err_clear(&cx->err);
	if (s->tls && !serve_load_certificates(s, cx))
		log_line(LOG_ERROR, "certificates: %s", cx->err.text);
	err_clear(&cx->err);
}

void *serve_settle(void *arg)
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
		settle_once(s, cx, &swept);
		cache_forget(s->cache, now_us - forget_after_us);
		if (idle && !rested) {
			serve_rest_worker(&s->settle);
			rest(s);
		}
		rested = idle;
		pause_ms(s, SETTLE_EVERY_MS);
	}
	serve_rest_worker(&s->settle);
	return NULL;
}

