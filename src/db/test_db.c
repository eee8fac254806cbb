/* SPDX-License-Identifier: Apache-2.0
 *
 * The contract of db.h: values, cursors, transactions, bulk and errors, on SQLite always and on PostgreSQL when MAINSTAY_TEST_PG is set.
 */
#include "db/driver.h"
#include "db/test_desk.h"
#include <math.h>

static void make_t(struct test_desk *d)
{
	d->cx.db->driver->run(&d->cx, "CREATE TABLE t (k bigint PRIMARY KEY, s text, r double precision, b bytea)");
}

static int64_t count(struct cx *cx)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, "SELECT count(*) FROM t");
	db_next(&rows, TO(&n));
	return n;
}

/* The error that is expected, taken away so that the test can go on. */
static bool took(struct cx *cx, enum err_kind kind)
{
	bool good = cx->err.kind == kind;
	if (!good)
		printf("# wanted %s, got %s: %s\n", err_name(kind), err_name(cx->err.kind), cx->err.text);
	err_clear(&cx->err);
	return good;
}

DESK_TEST(values_round_trip)
{
	struct cx *cx = &d->cx;
	make_t(d);
	const char bytes[] = { 0, 1, (char)0xff, 0, 'x' };
	struct str blob = { bytes, sizeof bytes },
	           unicode = S("\xe6\xb0\xb4 \xd0\xb2\xd0\xbe\xd0\xb4\xd0\xb0 \xf0\x9f\x92\xa7 it's \\ \"q\" %s $1");
	db_exec(cx, "INSERT INTO t (k, s, r, b) VALUES ($1, $2, $3, $4)", DB(INT64_MIN), DB(unicode), DB(-0.1), DB_BLOB(blob));
	db_exec(cx, "INSERT INTO t (k, s, r, b) VALUES ($1, $2, $3, $4)", DB(INT64_MAX), DB(S("")), DB(1e308), DB_BLOB(S("")));
	db_exec(cx, "INSERT INTO t (k, s, r, b) VALUES ($1, $2, $3, $4)", DB(0), DB_NULL, DB_NULL, DB_NULL);
	CHECK(db_changes(cx) == 1);
	struct got {
		int64_t k, null_s, null_b;
		struct str s, b;
		double r;
	} want[] = { { INT64_MIN, 0, 0, unicode, blob, -0.1 }, { 0, 1, 1, S(""), S(""), 0 }, { INT64_MAX, 0, 0, S(""), S(""), 1e308 } },
	  got;
	AUTO(db_rows) rows = db_query(cx, "SELECT k, s, r, b, CASE WHEN s IS NULL THEN 1 ELSE 0 END, b IS NULL FROM t ORDER BY k");
	for (size_t i = 0; i < 3; i++) {
		CHECK(db_next(&rows, TO(&got.k), TO(&got.s), TO(&got.r), TO(&got.b), TO(&got.null_s), TO(&got.null_b)));
		CHECK(got.k == want[i].k && got.r == want[i].r && got.null_s == want[i].null_s && got.null_b == want[i].null_b);
		CHECK_STR(got.s, want[i].s);
		CHECK_STR(got.b, want[i].b);
	}
	CHECK(!db_next(&rows, TO(&got.k), TO(&got.s), TO(&got.r), TO(&got.b), TO(&got.null_s), TO(&got.null_b)) && ok(cx));
	CHECK(!db_next(&rows, TO(&got.k), TO(&got.s), TO(&got.r), TO(&got.b), TO(&got.null_s), TO(&got.null_b)) && ok(cx));
}

DESK_TEST(slots_convert_and_refuse)
{
	struct cx *cx = &d->cx;
	int32_t small = 7;
	bool truth = false;
	double real = 0;
	struct str text = {};
	int64_t big = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT 5, 1, 2, CAST(9 AS bigint), 3 = 3, CAST(NULL AS bigint)");
	bool other;
	int64_t null = 3;
	CHECK(db_next(&rows, TO(&small), TO(&truth), TO(&real), TO(&big), TO(&other), TO(&null)));
	CHECK(small == 5 && truth && real == 2 && big == 9 && other && null == 0);
	AUTO(db_rows) wide = db_query(cx, "SELECT CAST($1 AS bigint)", DB(INT64_C(1) << 40));
	CHECK(!db_next(&wide, TO(&small)) && took(cx, E_BROKEN));
	AUTO(db_rows) number = db_query(cx, "SELECT CAST($1 AS text)", DB(S("12")));
	CHECK(!db_next(&number, TO(&big)) && took(cx, E_BROKEN));
	AUTO(db_rows) words = db_query(cx, "SELECT CAST(12 AS bigint)");
	CHECK(!db_next(&words, TO(&text)) && took(cx, E_BROKEN));
}

/* PostgreSQL sums bigint to numeric. */
DESK_TEST(sums_read_as_integers)
{
	struct cx *cx = &d->cx;
	make_t(d);
	const int64_t keys[] = { 1, -20000, 30000000, 12345678901234, 0 };
	for (size_t i = 0; i < 5; i++)
		db_exec(cx, "INSERT INTO t (k, r) VALUES ($1, $2)", DB(keys[i]), DB(0.5));
	int64_t sum = 0, least = 0;
	double real = 0;
	AUTO(db_rows) rows = db_query(cx, "SELECT sum(k), sum(r), min(k) FROM t");
	CHECK(db_next(&rows, TO(&sum), TO(&real), TO(&least)));
	CHECK(sum == INT64_C(12345708881235) && real == 2.5 && least == -20000);
	for (int64_t i = 0; i < 4; i++) { /* whole powers of 10,000 have no trailing digits in numeric */
		int64_t power = i == 0 ? 1 : i == 1 ? 10000 : i == 2 ? -100000000 : INT64_C(20000000000000);
		AUTO(db_rows) one = db_query(cx, "SELECT sum(v) FROM (SELECT CAST($1 AS bigint) AS v) AS x", DB(power));
		CHECK(db_next(&one, TO(&sum)) && sum == power);
	}
}

DESK_TEST(parameters_by_name)
{
	struct cx *cx = &d->cx;
	struct str first, second, third;
	AUTO(db_rows) rows = db_query(cx, "SELECT CAST($2 AS text), CAST($1 AS text), CAST($2 AS text)", DB(S("one")), DB(S("two")));
	CHECK(db_next(&rows, TO(&first), TO(&second), TO(&third)));
	CHECK_STR(first, S("two"));
	CHECK_STR(second, S("one"));
	CHECK_STR(third, S("two"));
	int64_t sum;
	AUTO(db_rows)
	ten = db_query(cx,
	        "SELECT CAST($12 AS bigint) * 100 + CAST($1 AS bigint) * 10 + CAST($2 AS bigint) + CAST($3 AS bigint) + CAST($4 AS bigint)"
	        " + CAST($5 AS bigint) + CAST($6 AS bigint) + CAST($7 AS bigint) + CAST($8 AS bigint) + CAST($9 AS bigint) + CAST($10 AS "
	        "bigint)"
	        " + CAST($11 AS bigint)",
	        DB(1), DB(2), DB(0), DB(0), DB(0), DB(0), DB(0), DB(0), DB(0), DB(0), DB(0), DB(3));
	CHECK(db_next(&ten, TO(&sum)) && sum == 312);
	db_exec(cx, "SELECT ?");
	CHECK(took(cx, E_BROKEN));
	db_exec(cx, "SELECT CAST($1 AS bigint)::text", DB(1));
	CHECK(took(cx, E_BROKEN));
}

/* One text with NULL first and then values of each kind: prepared anew where the kinds ask for it. */
DESK_TEST(kinds_change_between_calls)
{
	struct cx *cx = &d->cx;
	make_t(d);
	for (int64_t i = 0; i < 6; i++)
		db_exec(cx, "INSERT INTO t (k, s, r, b) VALUES ($1, $2, $3, $4)", DB(i), i % 2 ? DB(S("x")) : DB_NULL,
		        i % 3 ? DB(0.5) : DB_NULL, i % 3 ? DB_NULL : DB_BLOB(S("y")));
	db_exec(cx, "UPDATE t SET r = $1 WHERE k = 1", DB(2.5));
	db_exec(cx, "UPDATE t SET r = $1 WHERE k = 2", DB(2));
	CHECK(db_changes(cx) == 1);
	int64_t texts, blobs;
	double sum;
	AUTO(db_rows) rows = db_query(cx, "SELECT count(s), sum(r), count(b) FROM t");
	CHECK(db_next(&rows, TO(&texts), TO(&sum), TO(&blobs)) && texts == 3 && blobs == 2 && sum == 5.5);
	for (int i = 0; i < 3; i++) {
		int64_t n = -1;
		AUTO(db_rows)
		found = db_query(cx, "SELECT count(*) FROM t WHERE CAST($1 AS text) IS NULL OR s = $1", i ? DB(S("x")) : DB_NULL);
		CHECK(db_next(&found, TO(&n)) && n == (i ? 3 : 6));
	}
}

static int64_t below(struct cx *cx, int64_t key, int depth)
{
	int64_t n = 0, next;
	AUTO(db_rows) rows = db_query(cx, "SELECT k FROM t WHERE k > $1 AND k <= $1 + 2 ORDER BY k", DB(key));
	while (db_next(&rows, TO(&next)))
		n += 1 + (depth ? below(cx, next, depth - 1) : 0);
	return n;
}

DESK_TEST(cursors_nest)
{
	struct cx *cx = &d->cx;
	make_t(d);
	for (int64_t i = 0; i < 20; i++)
		db_exec(cx, "INSERT INTO t (k) VALUES ($1)", DB(i));
	CHECK(below(cx, 0, 3) == 2 + 4 + 8 + 16);
	/* Writing while reading, and leaving a cursor in the middle. */
	int64_t k;
	AUTO(db_tx) tx = db_begin(cx);
	AUTO(db_rows) rows = db_query(cx, "SELECT k FROM t ORDER BY k");
	for (int i = 0; i < 5 && db_next(&rows, TO(&k)); i++)
		db_exec(cx, "UPDATE t SET s = $2 WHERE k = $1", DB(k), DB(S("seen")));
	CHECK(db_commit(&tx));
	AUTO(db_rows) seen = db_query(cx, "SELECT count(*) FROM t WHERE s = 'seen'");
	CHECK(db_next(&seen, TO(&k)) && k == 5);
}

DESK_TEST(borrowed_rows)
{
	struct cx *cx = &d->cx;
	make_t(d);
	for (int64_t i = 0; i < 300; i++)
		db_exec(cx, "INSERT INTO t (k, s) VALUES ($1, $2)", DB(i), DB(arena_printf(&cx->a, "text %lld", (long long)i)));
	size_t before = cx->a.used_bytes, bytes = 0;
	struct str s;
	AUTO(db_rows) rows = db_query(cx, "SELECT s FROM t WHERE k >= 100 ORDER BY k");
	for (int64_t i = 100; db_next_borrowed(&rows, TO(&s)); i++)
		bytes += s.len;
	CHECK(bytes == 200 * 8 && cx->a.used_bytes == before);
}

DESK_TEST(returning_happens_unread)
{
	struct cx *cx = &d->cx;
	make_t(d);
	{
		AUTO(db_rows) rows = db_query(cx, "INSERT INTO t (k) VALUES ($1), ($1 + 1) RETURNING k", DB(7));
	}
	CHECK(ok(cx) && count(cx) == 2);
	int64_t k = 0;
	{
		AUTO(db_rows) rows = db_query(cx, "UPDATE t SET s = 'a' WHERE k = $1 RETURNING k", DB(8));
		CHECK(db_next(&rows, TO(&k)) && k == 8);
	}
	db_exec(cx, "INSERT INTO t (k, s) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET s = excluded.s", DB(8), DB(S("b")));
	CHECK(db_changes(cx) == 1);
	db_exec(cx, "DELETE FROM t WHERE k > 100");
	CHECK(db_changes(cx) == 0);
	db_exec(cx, "DELETE FROM t");
	CHECK(db_changes(cx) == 2);
}

/* Byte order whatever the database's own collation, and LIKE that tells letters apart. */
DESK_TEST(one_collation)
{
	struct cx *cx = &d->cx;
	static const struct db_step steps[] = {
		{ 1, "0001-c", "CREATE TABLE c (s text PRIMARY KEY, n text);\nALTER TABLE c ADD COLUMN t text;\n" }, {}
	};
	static const struct db_schema schema = { "c", steps }, *const schemas[] = { &schema, NULL };
	CHECK(db_migrate(cx, schemas));
	const char *const words[] = { "b", "B", "a", "_", "\xc3\xa4", "a b", "aB", "Z", "" };
	for (size_t i = 0; i < 9; i++)
		db_exec(cx, "INSERT INTO c (s, n, t) VALUES ($1, $1, $1)", DB(str_c(words[i])));
	struct str s, t, before_s = S(""), before_t = S("");
	AUTO(db_rows) rows = db_query(cx, "SELECT s FROM c ORDER BY s");
	AUTO(db_rows) added = db_query(cx, "SELECT t FROM c ORDER BY t");
	int n = 0;
	for (; db_next(&rows, TO(&s)) && db_next(&added, TO(&t)); n++, before_s = s, before_t = t)
		CHECK(str_cmp(before_s, s) <= 0 && str_cmp(before_t, t) <= 0);
	CHECK(n == 9);
	int64_t like = 0;
	AUTO(db_rows) small = db_query(cx, "SELECT count(*) FROM c WHERE s LIKE 'b%'");
	CHECK(db_next(&small, TO(&like)) && like == 1);
}

DESK_TEST(errors_have_kinds)
{
	struct cx *cx = &d->cx;
	make_t(d);
	d->cx.db->driver->run(cx, "CREATE TABLE child (k bigint PRIMARY KEY, t bigint NOT NULL REFERENCES t (k))");
	db_exec(cx, "INSERT INTO t (k, s) VALUES ($1, $2)", DB(1), DB(S("secret")));
	db_exec(cx, "INSERT INTO t (k, s) VALUES ($1, $2)", DB(1), DB(S("secret")));
	CHECK(str_find(str_c(cx->err.text), S("secret")) < 0);
	CHECK(took(cx, E_CONFLICT));
	db_exec(cx, "INSERT INTO child (k, t) VALUES ($1, $2)", DB(1), DB(5));
	CHECK(took(cx, E_CONFLICT));
	db_exec(cx, "INSERT INTO child (k, t) VALUES ($1, $2)", DB(1), DB(1));
	db_exec(cx, "DELETE FROM t WHERE k = 1");
	CHECK(took(cx, E_CONFLICT));
	db_exec(cx, "INSERT INTO child (k, t) VALUES ($1, $2)", DB(2), DB_NULL);
	CHECK(took(cx, E_BROKEN));
	db_exec(cx, "SELECT nothing FROM nowhere");
	CHECK(took(cx, E_BROKEN));
	db_exec(cx, "SELEKT 1");
	CHECK(took(cx, E_BROKEN));
	db_exec(cx, "SELECT \"no such name\" FROM t");
	CHECK(took(cx, E_BROKEN));
	db_exec(cx, "DELETE FROM t WHERE k = 9; DELETE FROM t");
	CHECK(took(cx, E_BROKEN));
	db_exec(cx, "UPDATE t SET s = $1", DB(((struct str){ "a\0b", 3 })));
	CHECK(took(cx, E_INVALID));
	/* Sticky: nothing happens after the first error. */
	fail(cx, E_DENIED, "first");
	db_exec(cx, "DELETE FROM child");
	AUTO(db_rows) rows = db_query(cx, "SELECT k FROM t");
	int64_t k;
	CHECK(!db_next(&rows, TO(&k)));
	CHECK_STR(str_c(cx->err.text), S("first"));
	CHECK(took(cx, E_DENIED) && count(cx) == 1);
}

DESK_TEST(many_statements)
{
	struct cx *cx = &d->cx;
	make_t(d);
	int64_t k = 0, kept = 0, got;
	db_exec(cx, "INSERT INTO t (k) VALUES (1)");
	AUTO(db_rows) open = db_query(cx, "SELECT k FROM t");
	for (int i = 0; i < 3 * DB_STATEMENTS_MAX; i++) {
		/* The same memory with another text, as SQL made in a buffer would be. */
		static char sql[64];
		snprintf(sql, sizeof sql, "SELECT CAST(%d AS bigint)", i);
		AUTO(db_rows) rows = db_query(cx, sql);
		kept += db_next(&rows, TO(&got)) && got == i;
	}
	CHECK(kept == 3 * DB_STATEMENTS_MAX);
	CHECK(db_next(&open, TO(&k)) && k == 1);
}

DESK_TEST(bulk_hundred_thousand)
{
	enum { ROWS = 100000 };
	struct cx *cx = &d->cx;
	make_t(d);
	char text[32] = "";
	AUTO(db_tx) tx = db_begin(cx);
	{
		AUTO(db_bulk) b = db_bulk_begin(cx, "t", "k, s, r, b");
		for (int64_t i = 0; i < ROWS; i++) {
			int n = snprintf(text, sizeof text, "row %lld \xc3\xa9", (long long)i);
			struct str s = { text, (size_t)n };
			db_bulk_row(&b, DB(i), DB(s), i % 7 ? DB((double)i / 2) : DB_NULL, i % 5 ? DB_BLOB(s) : DB_NULL);
		}
		CHECK(db_bulk_done(&b));
		CHECK(db_changes(cx) == ROWS);
	}
	CHECK(db_commit(&tx));
	int64_t n, reals, blobs, wrong = 0, k;
	AUTO(db_rows) rows = db_query(cx, "SELECT count(*), count(r), count(b) FROM t");
	CHECK(db_next(&rows, TO(&n), TO(&reals), TO(&blobs)) && n == ROWS && reals == ROWS - 14286 && blobs == ROWS - 20000);
	struct str s;
	AUTO(db_rows) all = db_query(cx, "SELECT k, s FROM t ORDER BY k");
	for (n = 0; db_next_borrowed(&all, TO(&k), TO(&s)); n++) {
		snprintf(text, sizeof text, "row %lld \xc3\xa9", (long long)n);
		wrong += k != n || !str_eq(s, str_c(text));
	}
	CHECK(n == ROWS && wrong == 0);
}

DESK_TEST(bulk_large_values_and_failures)
{
	struct cx *cx = &d->cx;
	make_t(d);
	size_t big = 300000; /* larger than one piece on its way */
	char *bytes = arena_bytes(&cx->a, big);
	memset(bytes, 'x', big);
	{
		AUTO(db_tx) tx = db_begin(cx);
		AUTO(db_bulk) b = db_bulk_begin(cx, "t", "s, k, b");
		for (int i = 0; i < 3; i++)
			db_bulk_row(&b, DB(((struct str){ bytes, big - (size_t)i })), DB(i), DB_BLOB(((struct str){ bytes, (size_t)i })));
		CHECK(db_bulk_done(&b) && db_commit(&tx));
	}
	int64_t n;
	AUTO(db_rows) rows = db_query(cx, "SELECT sum(length(s)) FROM t");
	CHECK(db_next(&rows, TO(&n)) && n == 3 * (int64_t)big - 3);
	{ /* a key twice */
		AUTO(db_tx) tx = db_begin(cx);
		AUTO(db_bulk) b = db_bulk_begin(cx, "t", "k");
		db_bulk_row(&b, DB(50));
		db_bulk_row(&b, DB(1));
		CHECK(!db_bulk_done(&b) && took(cx, E_CONFLICT));
		CHECK(!db_commit(&tx) && took(cx, E_BROKEN));
	}
	{ /* left in the middle: the transaction cannot be committed any more */
		AUTO(db_tx) tx = db_begin(cx);
		{
			AUTO(db_bulk) b = db_bulk_begin(cx, "t", "k");
			db_bulk_row(&b, DB(60));
		}
		CHECK(ok(cx) && !db_commit(&tx) && took(cx, E_BROKEN));
	}
	{
		AUTO(db_tx) tx = db_begin(cx);
		AUTO(db_bulk) b = db_bulk_begin(cx, "nowhere", "k");
		CHECK(!db_bulk_done(&b) && took(cx, E_BROKEN));
	}
	if (d->postgres) {
		AUTO(db_tx) tx = db_begin(cx);
		AUTO(db_bulk) b = db_bulk_begin(cx, "t", "k, s");
		CHECK(!db_bulk_row(&b, DB(70), DB(1)) && took(cx, E_BROKEN));
	}
	CHECK(count(cx) == 3);
}

TEST(a_server_elsewhere_proves_itself)
{
	static const struct {
		const char *uri;
		bool proof;
	} cases[] = {
		{ "postgresql:///mainstay", false },
		{ "postgresql:///mainstay?host=/run/postgresql", false },
		{ "postgresql://localhost/mainstay", false },
		{ "postgresql://127.0.0.1,[::1]/mainstay", false },
		{ "postgresql://db.example/mainstay", true },
		{ "postgresql://127.db.example/mainstay", true },
		{ "postgresql://localhost,db.example/mainstay", true },
		{ "postgresql://localhost/mainstay?hostaddr=192.0.2.1", true },
		{ "postgresql://db.example/mainstay?sslmode=verify-ca", false },
		{ "postgresql://db.example/mainstay?sslmode=disable", false },
	};
	unsetenv("PGSSLMODE");
	unsetenv("PGHOST");
	unsetenv("PGHOSTADDR");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (postgres_needs_proof(cases[i].uri) != cases[i].proof)
			test_failed(__FILE__, __LINE__, cases[i].uri);
	setenv("PGSSLMODE", "require", 1);
	CHECK(!postgres_needs_proof("postgresql://db.example/mainstay"));
	setenv("PGHOST", "db.example", 1);
	CHECK(!postgres_needs_proof("postgresql:///mainstay"));
	unsetenv("PGSSLMODE");
	CHECK(postgres_needs_proof("postgresql:///mainstay") && !postgres_needs_proof("postgresql://localhost/mainstay"));
	unsetenv("PGHOST");
}
