/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside app/: the running server. Workers answer; slow work has threads of its own; one thread keeps hot pages fresh; one runs events and jobs and moves the
 * journal of page reads into the ledger.
 */
#pragma once
#include "app/app.h"
#include "base/cache.h"
#include "base/tasks.h"
#include "core/reads.h"
#include "core/release.h"
#include "net/kept.h"
#include "net/server.h"
#include "net/tls.h"
#include <pthread.h>
#include <stdatomic.h>

enum { WORKERS = 2, SLOW_THREADS = 2, SLOW_THREADS_MAX = 8 };

struct worker {
	pthread_mutex_t busy; /* held while it works: who rests a worker waits for it */
	struct cx cx;	      /* reset for each request; db is the worker's own */
};

struct serve_options { /* as the command line says */
	struct str listen, user, state;
	bool plain, behind_proxy, keep_pages;
	unsigned slow_threads, connections_max, per_address_max;
};

struct desk_server {
	struct serve_options options;
	struct str where;	/* the database */
	bool where_is_file;
	const struct str *folders, *files; /* that settings name; ended by ptr NULL */
	struct cache *cache;
	struct jail *jail;
	const struct secrets *secrets;
	struct kept_pages *pages; /* NULL = every page is made anew */
	struct server *_Atomic server;
	struct tls *tls; /* NULL = plain HTTP */
	int64_t tls_version; /* of what it holds (certificate_version) */
	atomic_bool reload;  /* look for other certificates now */
	struct reads *reads;
	int64_t reads_class; /* release class of their leaves */
	_Atomic uint64_t durable; /* what reads told before the server stood */
	struct worker workers[WORKERS + SLOW_THREADS_MAX], fresh, settle;
	_Atomic int64_t asked_us; /* when the last request came */
	struct server_shared *assets[8];
	atomic_bool stopping;
	struct tasks tasks; /* backups and drills under way */
};

/* ---- router.c: one request → one page ---- */
/* Answers req for whoever its session says. made: when not NULL, tells under which revision the page was made, whether it may be kept, and for whom. */
struct page_made {
	int64_t revision, known_us, until_us; /* until_us: when what the viewer is cleared for may end */
	bool may_keep;
	bool denied;	   /* there is such a page, but not for this person */
	char actor[KEPT_ACTOR_BYTES]; /* whom it was answered to; "" = nobody who is known. A longer id is cut */
};
bool route_answer(struct desk_server *s, struct worker *w, struct request *req, struct response *res, struct page_made *made);
/* The rights of whoever asks, by token, session or certificate as route_answer finds them; w is held by the caller. */
unsigned route_rights(struct desk_server *s, struct worker *w, const struct request *req);
/* A target or path as it may be written down: without the token of a link, or the code of an identity provider. In a, or target itself. */
struct str route_shown(struct arena *a, struct str target);

/* ---- serve_answer.c: what the workers do ---- */
bool serve_handle(void *app, unsigned worker, const struct request *req, struct response *res);
size_t serve_body_limit(void *app, unsigned worker, const struct request *head);
enum server_pace serve_pace(void *app, const struct request *head);

/* ---- serve_chores.c: what goes on beside the answers ---- */
void *serve_keep_fresh(void *arg);
void *serve_settle(void *arg);
/* Takes the certificates of the desk when they are others than those that are served. */
bool serve_load_certificates(struct desk_server *s, struct cx *cx);
void serve_rest_worker(struct worker *w);

/* ---- serve_walls.c: what the process may still do ---- */
bool serve_confine(struct cx *cx, const struct desk_server *s, struct str state_folder);
