/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside app/: the running server. Workers answer; one thread keeps hot pages fresh; one runs events and jobs.
 */
#pragma once
#include "app/app.h"
#include "base/cache.h"
#include "base/tasks.h"
#include "core/release.h"
#include "net/kept.h"
#include "net/server.h"
#include <pthread.h>
#include <stdatomic.h>

enum { WORKERS = 2 };

struct worker {
	pthread_mutex_t busy; /* held while it works: who rests a worker waits for it */
	struct cx cx;	      /* reset for each request; db is the worker's own */
};

struct desk_server {
	struct str where;	/* the database */
	struct cache *cache;
	struct jail *jail;
	const struct secrets *secrets;
	struct kept_pages *pages; /* NULL = every page is made anew */
	struct server *server;
	struct worker workers[WORKERS], fresh, settle;
	_Atomic int64_t asked_us; /* when the last request came */
	struct server_shared *assets[8];
	atomic_bool stopping;
	struct tasks tasks; /* backups and drills under way */
};

/* ---- router.c: one request → one page ---- */
/* Answers req for whoever its session says. made: when not NULL, tells under which revision the page was made and whether it may be kept. */
struct page_made {
	int64_t revision, known_us, until_us; /* until_us: when what the viewer is cleared for may end */
	bool may_keep;
};
bool route_answer(struct desk_server *s, struct worker *w, struct request *req, struct response *res, struct page_made *made);
