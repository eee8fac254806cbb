/* SPDX-License-Identifier: Apache-2.0
 *
 * A fresh, empty database for one test: an SQLite file in a folder of its own, or a schema of its own in the PostgreSQL that
 * MAINSTAY_TEST_PG names. Must never touch anything else there.
 */
#pragma once
#include "base/test.h"
#include "db/driver.h"
#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

struct test_desk {
	struct cx cx;
	bool postgres;
	char name[64]; /* folder or schema */
	char where[512]; /* for db_open */
};

/* A second handle on the same database; close it with other_end. */
static inline struct cx other_begin(const struct test_desk *d)
{
	struct cx cx = {};
	arena_init(&cx.a, 0);
	db_open(&cx, str_c(d->where), false);
	return cx;
}
static inline void other_end(struct cx *cx)
{
	db_close(cx);
	arena_end(&cx->a);
}

/* One statement on the server's own database, outside the desk. */
static inline void on_server(struct str sql)
{
	struct cx cx = {};
	arena_init(&cx.a, 0);
	if (db_open(&cx, str_c(getenv("MAINSTAY_TEST_PG")), false))
		cx.db->driver->run(&cx, arena_str(&cx.a, sql).ptr);
	if (!ok(&cx))
		printf("# server: %s\n", cx.err.text);
	other_end(&cx);
}

static inline void test_desk_begin(struct test_desk *d, bool postgres)
{
	static int serial;
	*d = (struct test_desk){ .postgres = postgres };
	arena_init(&d->cx.a, 0);
	d->cx.now_us = 1700000000000000;
	if (postgres) {
		const char *uri = getenv("MAINSTAY_TEST_PG");
		snprintf(d->name, sizeof d->name, "mainstay_test_%d_%d", (int)getpid(), ++serial);
		on_server(arena_printf(&d->cx.a, "CREATE SCHEMA %s", d->name));
		snprintf(d->where, sizeof d->where, "%s%coptions=-csearch_path%%3D%s", uri, strchr(uri, '?') ? '&' : '?', d->name);
	} else {
		snprintf(d->name, sizeof d->name, "/tmp/mainstay-test-XXXXXX");
		bool made = mkdtemp(d->name);
		assert(made);
		(void)made;
		snprintf(d->where, sizeof d->where, "%s/desk.db", d->name);
	}
	db_open(&d->cx, str_c(d->where), true);
	CHECK(ok(&d->cx));
}

static inline void test_desk_end(struct test_desk *d)
{
	db_close(&d->cx);
	if (d->postgres) {
		on_server(arena_printf(&d->cx.a, "DROP SCHEMA %s CASCADE", d->name));
	} else {
		static const char *const suffixes[] = { "", "-wal", "-shm" };
		for (size_t i = 0; i < 3; i++)
			unlink(arena_printf(&d->cx.a, "%s%s", d->where, suffixes[i]).ptr);
		rmdir(d->name);
	}
	arena_end(&d->cx.a);
}

/* Defines a test that runs on a fresh desk of each engine at hand: DESK_TEST(name) { … d->cx … } */
#define DESK_TEST(id) \
	static void desk_test_##id(struct test_desk *d); \
	TEST(id) \
	{ \
		for (int postgres = 0; postgres < (getenv("MAINSTAY_TEST_PG") ? 2 : 1); postgres++) { \
			struct test_desk d; \
			test_desk_begin(&d, postgres); \
			if (ok(&d.cx)) \
				desk_test_##id(&d); \
			if (!ok(&d.cx)) \
				printf("# %s: %s\n", postgres ? "postgresql" : "sqlite", d.cx.err.text); \
			CHECK(ok(&d.cx)); \
			test_desk_end(&d); \
		} \
	} \
	static void desk_test_##id(struct test_desk *d)
