/* SPDX-License-Identifier: Apache-2.0
 *
 * Transactions, retry, several handles at once, opening, and what is left behind when something fails.
 */
#include "db/test_desk.h"
#include <pthread.h>
#include <sys/stat.h>
#include <time.h>

static int64_t one(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	db_next(&rows, TO(&n));
	return n;
}

static void make_t(struct test_desk *d)
{
	d->cx.db->driver->run(&d->cx, "CREATE TABLE t (k bigint PRIMARY KEY, n bigint NOT NULL DEFAULT 0)");
	db_exec(&d->cx, "INSERT INTO t (k, n) VALUES (1, 0)");
}

static bool took(struct cx *cx, enum err_kind kind)
{
	bool good = cx->err.kind == kind;
	if (!good)
		printf("# wanted %s, got %s: %s\n", err_name(kind), err_name(cx->err.kind), cx->err.text);
	err_clear(&cx->err);
	return good;
}

/* Seconds of waiting for a lock are made milliseconds. */
static void impatient(struct cx *cx)
{
	cx->db->driver->run(cx, strcmp(db_engine(cx->db), "sqlite") == 0 ? "PRAGMA busy_timeout = 20" : "SET lock_timeout = '20ms'");
}

DESK_TEST(rollback_on_leave)
{
	struct cx *cx = &d->cx;
	make_t(d);
	{
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 5");
		CHECK(one(cx, "SELECT n FROM t") == 5);
	}
	CHECK(one(cx, "SELECT n FROM t") == 0);
	{
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 6");
		CHECK(db_commit(&tx));
	}
	CHECK(one(cx, "SELECT n FROM t") == 6);
}

/* 2: commits wait for the disk; 1: they do not. */
static int64_t firmness(struct cx *cx)
{
	bool sqlite = strcmp(db_engine(cx->db), "sqlite") == 0;
	return one(cx, sqlite ? "PRAGMA synchronous" : "SELECT CASE current_setting('synchronous_commit') WHEN 'off' THEN 1 ELSE 2 END");
}

DESK_TEST(only_a_soft_transaction_is_soft)
{
	struct cx *cx = &d->cx;
	make_t(d);
	CHECK(firmness(cx) == 2);
	for (int commits = 0; commits < 2; commits++) {
		{
			AUTO(db_tx) tx = db_begin_soft(cx);
			CHECK(firmness(cx) == 1);
			db_exec(cx, "UPDATE t SET n = 5");
			CHECK(!commits || db_commit(&tx));
		}
		CHECK(firmness(cx) == 2 && one(cx, "SELECT n FROM t") == commits * 5);
		AUTO(db_tx) tx = db_begin(cx);
		CHECK(firmness(cx) == 2);
	}
	{
		AUTO(db_tx) tx = db_begin_soft(cx);
		db_exec(cx, "INSERT INTO t (k) VALUES (1)");
		CHECK(!db_commit(&tx) && took(cx, E_CONFLICT));
	}
	CHECK(firmness(cx) == 2);
}

/* A failed statement spoils its transaction on both engines, even when the error is cleared. */
DESK_TEST(spoiled_transaction)
{
	struct cx *cx = &d->cx;
	make_t(d);
	{
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 5");
		db_exec(cx, "INSERT INTO t (k) VALUES (1)");
		CHECK(!db_commit(&tx) && took(cx, E_CONFLICT));
		db_exec(cx, "UPDATE t SET n = 7");
		CHECK(took(cx, E_BROKEN));
		CHECK(!db_commit(&tx) && took(cx, E_BROKEN));
	}
	CHECK(one(cx, "SELECT n FROM t") == 0);
}

static bool three_writes(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	for (int64_t k = 2; k < 5; k++)
		db_exec(cx, "INSERT INTO t (k, n) VALUES ($1, 1)", DB(k));
	int64_t k;
	AUTO(db_rows) rows = db_query(cx, "SELECT k FROM t ORDER BY k");
	while (db_next(&rows, TO(&k)))
		;
	{
		AUTO(db_bulk) b = db_bulk_begin(cx, "t", "k, n");
		for (k = 10; k < 13; k++)
			db_bulk_row(&b, DB(k), DB(2));
		db_bulk_done(&b);
	}
	return db_commit(&tx);
}

/* Every call fails once; nothing may stay behind, and the handle goes on. */
DESK_TEST(faults_roll_back)
{
	struct cx *cx = &d->cx;
	make_t(d);
	int failed = 0;
	for (int n = 1; n < 100; n++) {
		db_fault_after(cx->db, n, E_BROKEN);
		bool good = three_writes(cx);
		db_fault_after(cx->db, 0, E_NONE);
		if (good)
			break;
		failed++;
		CHECK(took(cx, E_BROKEN));
		CHECK(one(cx, "SELECT count(*) FROM t") == 1);
	}
	/* begin, 3 writes, query, 4 rows and the end, bulk begin, 3 rows, commit */
	CHECK(failed == 15);
	CHECK(one(cx, "SELECT count(*) FROM t") == 7);
}

DESK_TEST(read_snapshot)
{
	struct cx *cx = &d->cx, other = other_begin(d);
	make_t(d);
	{
		AUTO(db_tx) tx = db_begin_read(cx);
		/* The snapshot is of the beginning, not of the first query. */
		db_exec(&other, "UPDATE t SET n = 9");
		CHECK(ok(&other));
		CHECK(one(cx, "SELECT n FROM t") == 0);
		CHECK(one(&other, "SELECT n FROM t") == 9);
		CHECK(one(cx, "SELECT n FROM t") == 0);
		db_exec(cx, "UPDATE t SET n = 1");
		CHECK(took(cx, E_BROKEN));
	}
	{
		AUTO(db_tx) tx = db_begin_read(cx);
		CHECK(one(cx, "SELECT n FROM t") == 9);
		CHECK(db_commit(&tx));
	}
	db_exec(cx, "UPDATE t SET n = 2");
	CHECK(one(&other, "SELECT n FROM t") == 2);
	other_end(&other);
}

/* Opening and closing another handle must not drop the lock that a transaction of this process holds. */
DESK_TEST(locks_outlive_other_handles)
{
	struct cx *cx = &d->cx;
	make_t(d);
	AUTO(db_tx) tx = db_begin(cx);
	db_exec(cx, "UPDATE t SET n = 1");
	for (int i = 0; i < 3; i++) {
		struct cx other = other_begin(d);
		impatient(&other);
		AUTO(db_tx) second = db_begin(&other);
		db_exec(&other, "UPDATE t SET n = 2");
		CHECK(took(&other, E_BUSY));
		db_tx_end_(&second);
		other_end(&other);
	}
	CHECK(db_commit(&tx));
}

struct contest {
	struct db_tx *holder; /* commits at the third try */
	int tries;
};

static bool increment(struct cx *cx, void *arg)
{
	struct contest *c = arg;
	if (c && ++c->tries == 3)
		CHECK(db_commit(c->holder));
	AUTO(db_tx) tx = db_begin(cx);
	db_exec(cx, "UPDATE t SET n = n + 1 WHERE k = 1");
	return db_commit(&tx);
}

DESK_TEST(work_waits_for_the_lock)
{
	struct cx *cx = &d->cx, other = other_begin(d);
	make_t(d);
	impatient(&other);
	{
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 40");
		struct contest c = { .holder = &tx };
		CHECK(db_work(&other, increment, &c) && ok(&other) && c.tries == 3);
	}
	CHECK(one(cx, "SELECT n FROM t") == 41);
	{ /* held for good: given up after 8 tries */
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 40");
		struct contest c = { .tries = 100 };
		CHECK(!db_work(&other, increment, &c) && c.tries == 108 && took(&other, E_BUSY));
	}
	other_end(&other);
}

static bool always_busy(struct cx *cx, void *arg)
{
	++*(int *)arg;
	return *(int *)arg < 4 ? fail(cx, E_BUSY, "busy") : fail(cx, E_INVALID, "no");
}

DESK_TEST(work_stops_at_other_errors)
{
	int tries = 0;
	CHECK(!db_work(&d->cx, always_busy, &tries) && tries == 4 && took(&d->cx, E_INVALID));
}

static void *contender(void *arg)
{
	struct cx cx = other_begin(arg);
	for (int i = 0; i < 100; i++)
		db_work(&cx, increment, NULL);
	bool good = ok(&cx);
	if (!good)
		printf("# contender: %s\n", cx.err.text);
	other_end(&cx);
	return good ? arg : NULL;
}

DESK_TEST(two_handles_contend)
{
	make_t(d);
	pthread_t threads[2];
	for (size_t i = 0; i < 2; i++)
		CHECK(pthread_create(&threads[i], NULL, contender, d) == 0);
	for (size_t i = 0; i < 2; i++) {
		void *good = NULL;
		pthread_join(threads[i], &good);
		CHECK(good);
	}
	CHECK(one(&d->cx, "SELECT n FROM t") == 200);
}

static void kill_backend(struct cx *victim, struct cx *killer)
{
	int64_t pid = one(victim, "SELECT CAST(pg_backend_pid() AS bigint)");
	db_exec(killer, "SELECT pg_terminate_backend(CAST($1 AS integer))", DB(pid));
	CHECK(ok(killer));
	nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
}

DESK_TEST(killed_connection)
{
	if (!d->postgres)
		return;
	struct cx *cx = &d->cx, other = other_begin(d);
	make_t(d);
	kill_backend(cx, &other);
	db_exec(cx, "UPDATE t SET n = 1");
	CHECK(took(cx, E_BUSY));
	db_exec(cx, "UPDATE t SET n = 2"); /* on a new connection */
	CHECK(ok(cx) && one(&other, "SELECT n FROM t") == 2);
	{
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 3");
		kill_backend(cx, &other);
		db_exec(cx, "UPDATE t SET n = 4");
		CHECK(!db_commit(&tx) && took(cx, E_BUSY));
	}
	CHECK(one(&other, "SELECT n FROM t") == 2);
	{ /* lost at the commit itself: whether it was stored cannot be known, so it is not tried again */
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE t SET n = 5");
		kill_backend(cx, &other);
		CHECK(!db_commit(&tx) && took(cx, E_BROKEN));
	}
	{
		AUTO(db_tx) tx = db_begin(cx);
		AUTO(db_bulk) b = db_bulk_begin(cx, "t", "k, n");
		CHECK(ok(cx));
		int64_t pid;
		AUTO(db_rows) rows = db_query(&other, "SELECT CAST(max(pid) AS bigint) FROM pg_stat_activity WHERE query LIKE 'COPY%'");
		CHECK(db_next(&rows, TO(&pid)));
		db_exec(&other, "SELECT pg_terminate_backend(CAST($1 AS integer))", DB(pid));
		for (int64_t k = 100; ok(cx) && k < 1000000; k++)
			db_bulk_row(&b, DB(k), DB(k));
		CHECK(!db_bulk_done(&b) && took(cx, E_BUSY));
	}
	kill_backend(cx, &other);
	CHECK(db_work(cx, increment, NULL) && one(&other, "SELECT n FROM t") == 3);
	other_end(&other);
}

static void open_fails(struct str where, bool create, enum err_kind kind)
{
	struct cx cx = {};
	arena_init(&cx.a, 0);
	CHECK(!db_open(&cx, where, create) && !cx.db);
	CHECK(str_find(str_c(cx.err.text), S("hunter2")) < 0);
	CHECK(took(&cx, kind));
	db_close(&cx);
	arena_end(&cx.a);
}

DESK_TEST(opening)
{
	struct cx *cx = &d->cx;
	if (d->postgres) {
		open_fails(S("postgresql://me:hunter2@127.0.0.1:1/desk"), false, E_BUSY);
		open_fails(S("postgresql://me:hunter2@127.0.0.1:notaport/desk"), false, E_BUSY);
		open_fails(S("postgresql://me:hunter2@[half/desk?x=hunter2"), false, E_INVALID);
		open_fails(arena_printf(&cx->a, "%s&dbname=nowhere&password=hunter2", d->where), false, E_BROKEN);
		return;
	}
	struct stat st;
	CHECK(stat(d->where, &st) == 0 && (st.st_mode & 0777) == 0600);
	open_fails(arena_printf(&cx->a, "%s/absent.db", d->name), false, E_MISSING);
	open_fails(arena_printf(&cx->a, "%s/no/folder.db", d->name), true, E_BROKEN);
	open_fails(str_c(d->name), true, E_BROKEN);
	open_fails(S(""), true, E_INVALID);
	struct str path = arena_printf(&cx->a, "%s/notes.txt", d->name);
	FILE *f = fopen(path.ptr, "w");
	for (int i = 0; i < 1000; i++)
		fputs("This is a text and no database.\n", f);
	fclose(f);
	open_fails(path, true, E_INVALID);
	unlink(path.ptr);
	struct str synchronous = {}, mode = {};
	int64_t n = one(cx, "SELECT synchronous FROM pragma_synchronous") * 10 + one(cx, "SELECT foreign_keys FROM pragma_foreign_keys");
	AUTO(db_rows) rows = db_query(cx, "SELECT journal_mode, 'x' FROM pragma_journal_mode");
	CHECK(n == 21 && db_next(&rows, TO(&mode), TO(&synchronous)));
	CHECK_STR(mode, S("wal"));
}

/* ---- figures, printed for people ---- */

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

DESK_TEST(figures)
{
	enum { BULK = 100000, SINGLE = 5000, COMMITS = 100 };
	struct cx *cx = &d->cx;
	static const struct db_step steps[] = { { 1, "0001-f", "CREATE TABLE f (k bigint PRIMARY KEY, a bigint, b bigint, s text)" }, {} };
	static const struct db_schema f = { "f", steps }, *const schemas[] = { &f, NULL };
	CHECK(db_migrate(cx, schemas));
	double start = seconds(), bulk, insert, select, scan, commit;
	{
		AUTO(db_tx) tx = db_begin(cx);
		AUTO(db_bulk) b = db_bulk_begin(cx, "f", "k, a, b, s");
		for (int64_t i = 0; i < BULK; i++)
			db_bulk_row(&b, DB(i), DB(i * 7), DB_NULL, DB(S("twenty-four bytes of it.")));
		CHECK(db_bulk_done(&b) && db_commit(&tx));
		bulk = seconds() - start;
	}
	start = seconds();
	{
		AUTO(db_tx) tx = db_begin(cx);
		for (int64_t i = 0; i < SINGLE; i++)
			db_exec(cx, "INSERT INTO f (k, a, b, s) VALUES ($1, $2, $3, $4)", DB(BULK + i), DB(i), DB_NULL,
			        DB(S("twenty-four bytes of it.")));
		CHECK(db_commit(&tx));
		insert = seconds() - start;
	}
	start = seconds();
	for (int64_t i = 0, k; i < SINGLE; i++) {
		struct str s;
		AUTO(db_rows) rows = db_query(cx, "SELECT a, s FROM f WHERE k = $1", DB(i * 17));
		CHECK(db_next_borrowed(&rows, TO(&k), TO(&s)) && k == i * 17 * 7);
	}
	select = seconds() - start;
	start = seconds();
	int64_t n = 0, k, a;
	struct str s;
	AUTO(db_rows) rows = db_query(cx, "SELECT k, a, s FROM f");
	while (db_next_borrowed(&rows, TO(&k), TO(&a), TO(&s)))
		n++;
	scan = seconds() - start;
	CHECK(n == BULK + SINGLE);
	db_exec(cx, "ANALYZE");
	start = seconds();
	for (int i = 0; i < COMMITS; i++) {
		AUTO(db_tx) tx = db_begin(cx);
		db_exec(cx, "UPDATE f SET a = a + 1 WHERE k = 5");
		CHECK(db_commit(&tx));
	}
	commit = seconds() - start;
	printf("# %s: bulk %.0f rows/s, insert %.1f us, select %.1f us, scan %.0f rows/s, transaction %.0f us\n", db_engine(cx->db),
	        BULK / bulk, insert / SINGLE * 1e6, select / SINGLE * 1e6, (double)n / scan, commit / COMMITS * 1e6);
}
