/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages made once and sent many times. A page is kept for one session, language and address; it is sent only while the desk's revision it shows was
 * confirmed less than FRESH_US ago. Must never give one session's page to another.
 */
#include "net/kept.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES = 1024, WAYS = 4, KEY_BYTES_MAX = 400, SESSION_BYTES_MAX = 128, FRESH_US = 900000, REMAKE_US = 350000, HOT_US = 1500000, HOT_MAX = 24, COLD_US = 60000000 };

struct entry {
	struct server_shared *page;
	uint64_t hash;
	int64_t revision, known_us, until_us;
	_Atomic int64_t asked_us;
	unsigned session_len, language_len, target_len;
	char actor[KEPT_ACTOR_BYTES];
	char key[KEY_BYTES_MAX]; /* session, language cookie, accept-language, target */
	unsigned key_len, accept_len;
};

struct kept_pages {
	pthread_rwlock_t lock;
	struct entry entries[ENTRIES];
};

struct kept_pages *kept_make(void)
{
	struct kept_pages *c = calloc(1, sizeof *c);
	if (!c)
		abort();
	pthread_rwlock_init(&c->lock, NULL);
	return c;
}

/* The key of a request; 0 bytes when it is none that is kept. */
static unsigned key_of(const struct request *req, char key[KEY_BYTES_MAX])
{
	struct str parts[] = { req->session, req->language, req->accept_language, req->target };
	unsigned n = 0;
	/* What brings a token or a certificate is a program: nothing is kept for it, nor is it given what a session was. */
	if (req->bearer.len || req->certificate.len || req->method != HTTP_GET || !req->session.len || req->session.len > SESSION_BYTES_MAX)
		return 0;
	for (unsigned i = 0; i < 4; i++) {
		if (parts[i].len >= KEY_BYTES_MAX - n)
			return 0;
		if (parts[i].len)
			memcpy(key + n, parts[i].ptr, parts[i].len);
		n += (unsigned)parts[i].len;
		key[n++] = '\n'; /* none of the four holds one */
		if (n >= KEY_BYTES_MAX)
			return 0;
	}
	return n;
}

/* A few places for each key; under the lock. */
static struct entry *find(struct kept_pages *c, const char *key, unsigned n, uint64_t hash)
{
	for (unsigned i = 0; i < WAYS; i++) {
		struct entry *e = &c->entries[(hash + i) % ENTRIES];
		if (e->page && e->hash == hash && e->key_len == n && memcmp(e->key, key, n) == 0)
			return e;
	}
	return NULL;
}

struct server_shared *kept_find(struct kept_pages *c, const struct request *req, int64_t now_us, char actor[KEPT_ACTOR_BYTES])
{
	char key[KEY_BYTES_MAX];
	unsigned n = key_of(req, key);
	struct server_shared *page = NULL;
	if (!n)
		return NULL;
	uint64_t hash = str_hash((struct str){ key, n }, 1);
	pthread_rwlock_rdlock(&c->lock);
	struct entry *e = find(c, key, n, hash);
	if (e) {
		e->asked_us = now_us;
		/* Not what was confirmed later than now either: then the clock was set back. */
		if (e->known_us > now_us - FRESH_US && e->known_us < now_us + FRESH_US && now_us < e->until_us)
			page = server_shared_hold(e->page);
		memcpy(actor, e->actor, KEPT_ACTOR_BYTES);
	}
	pthread_rwlock_unlock(&c->lock);
	return page;
}

void kept_keep(struct kept_pages *c, const struct request *req, struct server_shared *page, const char *actor, int64_t revision, int64_t known_us, int64_t until_us)
{
	char key[KEY_BYTES_MAX];
	unsigned n = key_of(req, key);
	if (!n || !page || strlen(actor) >= KEPT_ACTOR_BYTES) {
		server_shared_drop(page);
		return;
	}
	uint64_t hash = str_hash((struct str){ key, n }, 1);
	pthread_rwlock_wrlock(&c->lock);
	struct entry *e = find(c, key, n, hash);
	bool same = e != NULL;
	if (!e) {
		e = &c->entries[hash % ENTRIES];
		for (unsigned i = 1; i < WAYS && e->page; i++) {
			struct entry *other = &c->entries[(hash + i) % ENTRIES];
			e = !other->page || other->asked_us < e->asked_us ? other : e;
		}
	}
	server_shared_drop(e->page);
	int64_t asked = same ? e->asked_us : known_us;
	*e = (struct entry){ .page = page, .hash = hash, .revision = revision, .known_us = known_us, .until_us = until_us, .asked_us = asked, .key_len = n };
	e->session_len = (unsigned)req->session.len;
	e->language_len = (unsigned)req->language.len;
	e->accept_len = (unsigned)req->accept_language.len;
	e->target_len = (unsigned)req->target.len;
	memcpy(e->key, key, n);
	memcpy(e->actor, actor, strlen(actor) + 1);
	pthread_rwlock_unlock(&c->lock);
}

static void drop(struct entry *e)
{
	server_shared_drop(e->page);
	e->page = NULL;
}

void kept_forget(struct kept_pages *c, struct str session)
{
	pthread_rwlock_wrlock(&c->lock);
	for (struct entry *e = c->entries; e < c->entries + ENTRIES; e++)
		if (e->page && str_eq((struct str){ e->key, e->session_len }, session))
			drop(e);
	pthread_rwlock_unlock(&c->lock);
}

static void request_of(const struct entry *e, char *key, struct request *req)
{
	memcpy(key, e->key, e->key_len);
	*req = (struct request){ .method = HTTP_GET };
	req->session = (struct str){ key, e->session_len };
	req->language = (struct str){ key + e->session_len + 1, e->language_len };
	req->accept_language = (struct str){ req->language.ptr + e->language_len + 1, e->accept_len };
	req->target = (struct str){ req->accept_language.ptr + e->accept_len + 1, e->target_len };
}

void kept_check(struct kept_pages *c, bool (*alive)(void *arg, struct str session), void *arg)
{
	static const unsigned room = ENTRIES;
	char sessions[ENTRIES][SESSION_BYTES_MAX];
	unsigned lens[ENTRIES], n = 0;
	pthread_rwlock_rdlock(&c->lock);
	for (struct entry *e = c->entries; e < c->entries + room; e++) {
		bool known = !e->page || e->session_len > SESSION_BYTES_MAX;
		for (unsigned i = 0; i < n && !known; i++)
			known = lens[i] == e->session_len && memcmp(sessions[i], e->key, lens[i]) == 0;
		if (!known) {
			memcpy(sessions[n], e->key, e->session_len);
			lens[n++] = e->session_len;
		}
	}
	pthread_rwlock_unlock(&c->lock);
	for (unsigned i = 0; i < n; i++)
		if (!alive(arg, (struct str){ sessions[i], lens[i] }))
			kept_forget(c, (struct str){ sessions[i], lens[i] });
}

void kept_freshen(struct kept_pages *c, int64_t revision, int64_t t_us, bool (*make)(void *arg, struct request *req), void *arg)
{
	static const size_t room = HOT_MAX;
	char keys[HOT_MAX][KEY_BYTES_MAX];
	struct request requests[HOT_MAX];
	size_t n = 0;
	pthread_rwlock_wrlock(&c->lock);
	for (struct entry *e = c->entries; e < c->entries + ENTRIES; e++) {
		if (!e->page)
			continue;
		if (e->asked_us < t_us - COLD_US || e->asked_us > t_us + FRESH_US || e->known_us > t_us + FRESH_US)
			drop(e);
		else if (e->revision == revision && t_us < e->until_us)
			e->known_us = t_us;
		else if (e->asked_us < t_us - HOT_US)
			drop(e);
		else if (e->known_us < t_us - REMAKE_US && n < room) {
			request_of(e, keys[n], &requests[n]);
			n++;
		}
	}
	pthread_rwlock_unlock(&c->lock);
	for (size_t i = 0; i < n; i++)
		if (!make(arg, &requests[i]))
			break;
}

void kept_end(struct kept_pages *c)
{
	for (struct entry *e = c->entries; e < c->entries + ENTRIES; e++)
		if (e->page)
			drop(e);
	pthread_rwlock_destroy(&c->lock);
	free(c);
}
