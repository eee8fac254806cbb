/* SPDX-License-Identifier: Apache-2.0
 *
 * cx: one unit of work (a request, command, job or event): its memory, its error, its database handle, who acts, and the time.
 * First parameter of everything above the engines. Time is an input: nothing below app/ reads a clock.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct db; /* db/db.h */
struct jail;   /* sys/jail.h */
struct cache;  /* base/cache.h */
struct tasks;  /* base/tasks.h */
struct cache_hold;
struct secrets; /* core/secret.h */
struct who_from; /* core/who.h: where a request came from */
struct feature; /* core/feature.h: the door plate of a room */
struct map; /* base/map.h */
struct viewer; /* core/release.h: who acts and what they are cleared for */

enum mode { MODE_REAL, MODE_EXERCISE, MODE_TEST }; /* travels inside every event, notice and signature */

struct cx {
	struct arena a;
	struct err err;
	struct db *db;
	struct cache *cache; /* base/cache.h; NULL in commands */
	struct cache_hold *held; /* what of it this unit of work holds */
	struct jail *jail; /* where foreign bytes are read; started by app/ before anything else is open */
	const struct secrets *secrets; /* the desk's key, for what is sealed in the database; NULL when this process has none */
	const struct feature *const *features; /* every capability of the program, NULL-ended; NULL = none is known (tests of lower rooms) */
	const struct viewer *viewer; /* NULL = nobody: every release is denied */
	struct map *shown; /* rows that the page being made shows, by release class (release_shown); NULL: nobody counts */
	const struct who_from *from; /* NULL = a command on the desk's own machine */
	int64_t now_us; /* microseconds since 1970, UTC */
	int64_t clock_us; /* the clock's time where now_us may be another (--at): what release is decided at; 0 = now_us */
	enum mode mode;
	struct tasks *tasks; /* base/tasks.h: in a server's own chores, where long work may be begun in threads; else NULL */
};

/* Records the first failure of this unit of work and returns false. */
#define fail(cx, kind, ...) err_set(&(cx)->err, (kind), __FILE__, __LINE__, __VA_ARGS__)
#define ok(cx) (!(cx)->err.kind)

/* A handle that closes itself when its name goes out of scope: AUTO(db_tx) tx = db_begin(cx); needs db_tx_end_(struct db_tx *). */
#define AUTO(T) __attribute__((cleanup(T##_end_), unused)) struct T
