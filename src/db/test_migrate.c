/* SPDX-License-Identifier: Apache-2.0
 *
 * Migrations: in order, once, whole or not at all, and what is said about desks of other versions.
 */
#include "db/test_desk.h"
#include <pthread.h>

static const struct db_step a_steps[] = { { 1, "0001-a",
	                                          "-- first;\nCREATE TABLE a (\n\tkey bigint PRIMARY KEY,\n\tname text NOT NULL DEFAULT "
	                                          "'x;\ny'\n);\nINSERT INTO a (key) VALUES (1);\n" },
	{ 2, "0002-more", "ALTER TABLE a ADD COLUMN more bigint;\nCREATE INDEX a_name ON a (name);\n" }, {} };
static const struct db_step b_steps[] = { { 1, "0001-b",
	                                          "CREATE TABLE b (a bigint NOT NULL REFERENCES a (key), c bigint NOT NULL, PRIMARY KEY "
	                                          "(a, c)) -- sqlite: WITHOUT ROWID\n;\n" },
	{} };
static const struct db_schema a = { "a", a_steps }, b = { "b", b_steps };
static const struct db_schema *const both[] = { &a, &b, NULL };

static int64_t one(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	db_next(&rows, TO(&n));
	return n;
}

static bool took(struct cx *cx, enum err_kind kind)
{
	bool good = cx->err.kind == kind;
	if (!good)
		printf("# wanted %s, got %s: %s\n", err_name(kind), err_name(cx->err.kind), cx->err.text);
	err_clear(&cx->err);
	return good;
}

DESK_TEST(migrate_once)
{
	struct cx *cx = &d->cx;
	CHECK(!db_check_schema(cx, both) && took(cx, E_MISSING));
	CHECK(db_migrate(cx, both) && db_check_schema(cx, both));
	CHECK(db_migrate(cx, both) && db_check_schema(cx, both));
	CHECK(one(cx, "SELECT count(*) FROM schema_step WHERE applied_us = 1700000000000000") == 3);
	CHECK(one(cx, "SELECT count(*) FROM a WHERE more IS NULL") == 1);
	db_exec(cx, "INSERT INTO b (a, c) VALUES ($1, $2)", DB(2), DB(1));
	CHECK(took(cx, E_CONFLICT));
	/* Only a room of the program is asked for: a desk that knows more is newer. */
	const struct db_schema *const fewer[] = { &a, NULL };
	CHECK(!db_check_schema(cx, fewer) && took(cx, E_CONFLICT));
	CHECK(!db_migrate(cx, fewer) && took(cx, E_CONFLICT));
}

DESK_TEST(migrate_grows)
{
	struct cx *cx = &d->cx;
	const struct db_schema *const first[] = { &a, NULL };
	CHECK(db_migrate(cx, first));
	CHECK(!db_check_schema(cx, both) && took(cx, E_CONFLICT));
	CHECK(db_migrate(cx, both) && db_check_schema(cx, both));
}

DESK_TEST(migrate_changed_step)
{
	struct cx *cx = &d->cx;
	CHECK(db_migrate(cx, both));
	const struct db_step other[] = { a_steps[0], { 2, "0002-more", "ALTER TABLE a ADD COLUMN more text;\n" }, {} };
	const struct db_schema changed = { "a", other };
	const struct db_schema *const schemas[] = { &changed, &b, NULL };
	CHECK(!db_check_schema(cx, schemas) && took(cx, E_BROKEN));
	CHECK(!db_migrate(cx, schemas) && took(cx, E_BROKEN));
}

DESK_TEST(migrate_step_is_whole)
{
	struct cx *cx = &d->cx;
	const struct db_step wrong[] = { a_steps[0],
		{ 2, "0002-wrong", "CREATE TABLE w (k bigint);\nINSERT INTO w VALUES (1);\nCREATE TABLE oops (;\n" }, {} };
	const struct db_schema bad = { "a", wrong };
	const struct db_schema *const schemas[] = { &bad, NULL };
	CHECK(!db_migrate(cx, schemas));
	CHECK(str_starts(str_c(cx->err.text), S("schema step a/0002-wrong: ")) && took(cx, E_BROKEN));
	CHECK(one(cx, "SELECT count(*) FROM schema_step") == 1);
	CHECK(one(cx, "SELECT count(*) FROM w") == -1 && took(cx, E_BROKEN));
	CHECK(db_migrate(cx, both));
}

DESK_TEST(migrate_fault_at_every_call)
{
	struct cx *cx = &d->cx;
	for (int n = 1; n < 100; n++) {
		db_fault_after(cx->db, n, E_BUSY);
		bool good = db_migrate(cx, both);
		db_fault_after(cx->db, 0, E_NONE);
		if (good)
			break;
		CHECK(took(cx, E_BUSY));
	}
	CHECK(db_check_schema(cx, both));
}

static void *migrant(void *arg)
{
	struct cx cx = other_begin(arg);
	bool good = db_migrate(&cx, both) && db_check_schema(&cx, both);
	if (!good)
		printf("# migrant: %s\n", cx.err.text);
	other_end(&cx);
	return good ? arg : NULL;
}

DESK_TEST(migrate_by_two_at_once)
{
	for (int round = 0; round < 3; round++) {
		pthread_t threads[2];
		for (size_t i = 0; i < 2; i++)
			CHECK(pthread_create(&threads[i], NULL, migrant, d) == 0);
		for (size_t i = 0; i < 2; i++) {
			void *good = NULL;
			pthread_join(threads[i], &good);
			CHECK(good);
		}
	}
	CHECK(one(&d->cx, "SELECT count(*) FROM a") == 1);
}
