/* SPDX-License-Identifier: Apache-2.0
 *
 * Shared values with a version. One maker at a time for each name; who comes while it works waits for it, since making it twice would cost more.
 */
#include "base/cache.h"
#include <pthread.h>
#include <stdlib.h>

enum { NAMES_MAX = 16 };

struct cached {
	struct cx cx; /* its memory */
	void *value;
	int64_t version;
	unsigned holders; /* the cache's own hold included */
};

struct slot {
	const char *name;
	struct cached *now;
	pthread_mutex_t making;
	/* of a borrowed value; under making */
	void *own;
	int64_t own_version;
	void (*end)(void *value);
};

struct cache {
	pthread_mutex_t lock;
	struct slot slots[NAMES_MAX];
	unsigned n;
	int64_t asked_us; /* the clock of the last unit of work that came */
};

struct cache_hold { /* what one unit of work holds; a list in its arena */
	struct cached *cached;
	struct cache_hold *next;
};

struct cache *cache_make(void)
{
	struct cache *c = calloc(1, sizeof *c);
	if (!c)
		abort();
	pthread_mutex_init(&c->lock, NULL);
	for (unsigned i = 0; i < NAMES_MAX; i++)
		pthread_mutex_init(&c->slots[i].making, NULL);
	return c;
}

/* Under the lock. A value may itself hold others (it was made from them). */
static void drop(struct cached *v)
{
	if (!v || --v->holders)
		return;
	for (struct cache_hold *h = v->cx.held; h; h = h->next)
		drop(h->cached);
	arena_end(&v->cx.a);
	free(v);
}

static struct slot *slot_of(struct cx *cx, const char *name)
{
	struct cache *c = cx->cache;
	pthread_mutex_lock(&c->lock);
	unsigned i = 0;
	while (i < c->n && !str_eq(str_c(c->slots[i].name), str_c(name)))
		i++;
	if (i == NAMES_MAX)
		abort(); /* names are few and static */
	if (i == c->n)
		c->slots[c->n++].name = name;
	if (c->asked_us < cx->now_us)
		c->asked_us = cx->now_us;
	pthread_mutex_unlock(&c->lock);
	return &c->slots[i];
}

static const void *hold(struct cx *cx, struct slot *s, int64_t version)
{
	pthread_mutex_lock(&cx->cache->lock);
	struct cached *v = s->now;
	bool good = v && v->version == version;
	if (good) {
		struct cache_hold *h = arena_new(&cx->a, struct cache_hold);
		*h = (struct cache_hold){ v, cx->held };
		cx->held = h;
		v->holders++;
	}
	pthread_mutex_unlock(&cx->cache->lock);
	return good ? v->value : NULL;
}

static bool make_anew(struct cx *cx, struct slot *s, int64_t version, bool (*make)(struct cx *cx, void **value))
{
	struct cached *v = calloc(1, sizeof *v);
	if (!v)
		abort();
	v->cx = (struct cx){ .db = cx->db, .cache = cx->cache, .now_us = cx->now_us };
	v->version = version;
	v->holders = 1;
	if (!make(&v->cx, &v->value)) {
		cx->err = v->cx.err;
		pthread_mutex_lock(&cx->cache->lock);
		drop(v);
		pthread_mutex_unlock(&cx->cache->lock);
		return false;
	}
	v->cx.db = NULL;
	pthread_mutex_lock(&cx->cache->lock);
	drop(s->now);
	s->now = v;
	pthread_mutex_unlock(&cx->cache->lock);
	return true;
}

const void *cache_hold(struct cx *cx, const char *name, int64_t version, bool (*make)(struct cx *cx, void **value))
{
	if (!cx->cache) {
		void *value = NULL;
		return make(cx, &value) ? value : NULL;
	}
	struct slot *s = slot_of(cx, name);
	const void *value = hold(cx, s, version);
	if (value)
		return value;
	pthread_mutex_lock(&s->making);
	value = hold(cx, s, version);
	if (!value && make_anew(cx, s, version, make))
		value = hold(cx, s, version);
	pthread_mutex_unlock(&s->making);
	return value;
}

void cache_let_go(struct cx *cx)
{
	if (!cx->held)
		return;
	pthread_mutex_lock(&cx->cache->lock);
	for (struct cache_hold *h = cx->held; h; h = h->next)
		drop(h->cached);
	pthread_mutex_unlock(&cx->cache->lock);
	cx->held = NULL;
}

/* Under making. */
static void end_own(struct slot *s)
{
	if (s->own) {
		s->end(s->own);
		free(s->own);
	}
	s->own = NULL;
}

void cache_forget(struct cache *c, int64_t before_us)
{
	pthread_mutex_lock(&c->lock);
	unsigned n = c->asked_us < before_us ? c->n : 0;
	for (unsigned i = 0; i < n; i++) {
		drop(c->slots[i].now);
		c->slots[i].now = NULL;
	}
	pthread_mutex_unlock(&c->lock);
	for (unsigned i = 0; i < n; i++)
		if (pthread_mutex_trylock(&c->slots[i].making) == 0) { /* else somebody has come for it just now */
			end_own(&c->slots[i]);
			pthread_mutex_unlock(&c->slots[i].making);
		}
}

void *cache_borrow(struct cx *cx, const char *name, int64_t version, size_t size, bool (*make)(struct cx *cx, void *value), void (*end)(void *value))
{
	struct slot *s = slot_of(cx, name);
	pthread_mutex_lock(&s->making);
	if (s->own_version != version)
		end_own(s);
	if (!s->own) {
		void *value = calloc(1, size);
		if (!value)
			abort();
		if (!make(cx, value)) {
			end(value);
			free(value);
			pthread_mutex_unlock(&s->making);
			return NULL;
		}
		s->own = value;
		s->own_version = version;
		s->end = end;
	}
	return s->own;
}

void cache_return(struct cx *cx, const char *name, bool spoiled)
{
	struct slot *s = slot_of(cx, name);
	if (spoiled)
		end_own(s);
	pthread_mutex_unlock(&s->making);
}
