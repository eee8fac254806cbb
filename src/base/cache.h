/* SPDX-License-Identifier: Apache-2.0
 *
 * What several requests can share: values made once per version (a revision of what they are made from), in memory of their own. One process' own;
 * several processes stay right because the version is read from the database.
 */
#pragma once
#include "base/cx.h"

struct cache;
/* Makes an empty cache; the process' own until it ends. */
struct cache *cache_make(void);

/* The value called name at this version, made by make when it is not there; make fills *value from memory of the cx it is given (own arena, the caller's
 * database and cache, viewer NULL: what is cached is the desk's whole truth, release comes after). Valid until cache_let_go(cx) — the end of the unit of work. NULL with cx->err
 * set on failure. Without a cache in cx (a command) the value is made in cx's own arena. name is static. */
const void *cache_hold(struct cx *cx, const char *name, int64_t version, bool (*make)(struct cx *cx, void **value));
/* Lets go of everything this unit of work holds. */
void cache_let_go(struct cx *cx);

/* Forgets everything when no unit of work has asked for anything since before_us (by its clock, cx->now_us): what is asked for later is made anew.
 * Values may stand on each other, so none goes alone. Any thread. */
void cache_forget(struct cache *c, int64_t before_us);

/* A value of size bytes that one unit of work at a time uses and may change: kept while the process runs. Others wait until cache_return. When it was
 * made for another version it is ended and made anew; NULL with cx->err set on failure. Needs a cache in cx. */
void *cache_borrow(struct cx *cx, const char *name, int64_t version, size_t size, bool (*make)(struct cx *cx, void *value), void (*end)(void *value));
/* Gives it back; spoiled: it is ended and made anew next time. */
void cache_return(struct cx *cx, const char *name, bool spoiled);
