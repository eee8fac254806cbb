/* SPDX-License-Identifier: Apache-2.0
 *
 * The SQLite driver: one file, write-ahead log, synchronous FULL. Must never put a bound value into an error text. Serves db.c and migrate.c.
 */
#include "db/driver.h"
#include "db/sql.h"
#include "base/buf.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUCKETS = 256 };

struct statement {
	sqlite3_stmt *stmt;
	struct statement *next;
	uint64_t hash; /* of the text */
	bool busy; /* a cursor stands in it */
	bool row; /* a row waits to be read */
	int n; /* parameters */
	/* Index of $i. SQLite numbers parameters by first appearance, so $2 before $1 would be bound crosswise without it. */
	int index[DB_PARAMETERS_MAX + 1];
};

struct sqlite {
	struct db db;
	sqlite3 *conn;
	struct statement *buckets[BUCKETS]; /* by hash of the text */
	unsigned n;
};

static struct sqlite *sqlite_of(struct cx *cx)
{
	return (struct sqlite *)cx->db;
}

static bool refuse(struct cx *cx, sqlite3 *conn, int code)
{
	const char *text = conn ? sqlite3_errmsg(conn) : sqlite3_errstr(code);
	int extended = conn ? sqlite3_extended_errcode(conn) : code;
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED: return fail(cx, E_BUSY, "the database is busy: another process is writing");
	case SQLITE_FULL: return fail(cx, E_BROKEN, "the disk is full: nothing was stored");
	case SQLITE_IOERR: {
		int system = conn ? sqlite3_system_errno(conn) : 0;
		if (system == ENOSPC || system == EDQUOT || system == EFBIG)
			return fail(cx, E_BROKEN, "the disk is full: nothing was stored");
		return fail(cx, E_BROKEN, "the database file cannot be read or written: %s", system ? strerror(system) : text);
	}
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB: return fail(cx, E_BROKEN, "the database file is damaged: restore it from a backup");
	case SQLITE_READONLY: return fail(cx, E_BROKEN, "the database file cannot be written");
	case SQLITE_CONSTRAINT: break;
	default: return fail(cx, E_BROKEN, "database: %s", text);
	}
	switch (extended) {
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_ROWID: return fail(cx, E_CONFLICT, "already there (%s)", text);
	case SQLITE_CONSTRAINT_FOREIGNKEY: return fail(cx, E_CONFLICT, "refers to something that is not there, or is still referred to");
	default: return fail(cx, E_BROKEN, "database: %s", text);
	}
}

/* ---- statements ---- */

static void statement_free(struct statement *s)
{
	sqlite3_finalize(s->stmt);
	free(s);
}

/* Forgets every statement that no cursor stands in. */
static void flush(struct sqlite *q)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct statement **at = &q->buckets[i], *s; (s = *at);) {
			if (s->busy) {
				at = &s->next;
				continue;
			}
			*at = s->next;
			statement_free(s);
			q->n--;
		}
}

static bool prepare(struct cx *cx, const char *sql, unsigned flags, sqlite3_stmt **stmt)
{
	const char *tail = NULL;
	sqlite3 *conn = sqlite_of(cx)->conn;
	int code = sqlite3_prepare_v3(conn, sql, -1, flags, stmt, &tail);
	if (code != SQLITE_OK)
		return refuse(cx, conn, code);
	struct str rest = str_c(tail), more;
	if (*stmt && !sql_statement(&rest, &more))
		return true;
	sqlite3_finalize(*stmt);
	*stmt = NULL;
	return fail(cx, E_BROKEN, "database: not exactly one statement in \"%.60s\"", sql);
}

static struct statement *statement_make(struct cx *cx, const char *sql, uint64_t hash)
{
	const char *fault;
	int n = sql_parameters(str_c(sql), &fault);
	if (n < 0) {
		fail(cx, E_BROKEN, "database: %s in \"%.60s\"", fault, sql);
		return NULL;
	}
	sqlite3_stmt *stmt;
	if (!prepare(cx, sql, SQLITE_PREPARE_PERSISTENT, &stmt))
		return NULL;
	struct sqlite *q = sqlite_of(cx);
	if (q->n >= DB_STATEMENTS_MAX)
		flush(q);
	struct statement *s = calloc(1, sizeof *s);
	if (!s)
		abort();
	*s = (struct statement){ .stmt = stmt, .hash = hash, .n = n, .next = q->buckets[hash % BUCKETS] };
	for (int i = 1; i <= n; i++) {
		char name[8] = { '$', (char)('0' + i / 10), (char)('0' + i % 10) };
		if (i < 10)
			memcpy(name, (char[]){ '$', (char)('0' + i), 0 }, 3);
		s->index[i] = sqlite3_bind_parameter_index(stmt, name);
	}
	q->buckets[hash % BUCKETS] = s;
	q->n++;
	return s;
}

/* The prepared form of sql that no cursor stands in. */
static struct statement *statement_get(struct cx *cx, const char *sql)
{
	uint64_t hash = str_hash(str_c(sql), 0);
	struct statement *s = sqlite_of(cx)->buckets[hash % BUCKETS];
	while (s && (s->busy || s->hash != hash || strcmp(sqlite3_sql(s->stmt), sql) != 0))
		s = s->next;
	return s ? s : statement_make(cx, sql, hash);
}

static bool bind(struct cx *cx, struct statement *s, const struct db_value *values, size_t n, sqlite3_destructor_type keep)
{
	assert((size_t)s->n == n && "as many values as parameters");
	int code = SQLITE_OK;
	for (size_t i = 1; i <= n && code == SQLITE_OK; i++) {
		const struct db_value *v = &values[i - 1];
		int at = s->index[i];
		switch (v->kind) {
		case DB_KIND_NULL: code = sqlite3_bind_null(s->stmt, at); break;
		case DB_KIND_INT: code = sqlite3_bind_int64(s->stmt, at, v->i); break;
		case DB_KIND_REAL: code = sqlite3_bind_double(s->stmt, at, v->r); break;
		case DB_KIND_TEXT: code = sqlite3_bind_text64(s->stmt, at, v->s.len ? v->s.ptr : "", v->s.len, keep, SQLITE_UTF8); break;
		case DB_KIND_BLOB: code = sqlite3_bind_blob64(s->stmt, at, v->s.len ? v->s.ptr : "", v->s.len, keep); break;
		}
	}
	return code == SQLITE_OK || refuse(cx, sqlite_of(cx)->conn, code);
}

/* PostgreSQL refuses to write in a reading transaction; SQLite would do it. */
static bool may_write(struct cx *cx, const struct statement *s)
{
	if (cx->db->read_only && !sqlite3_stmt_readonly(s->stmt))
		return fail(cx, E_BROKEN, "database: a statement writes in a transaction that only reads");
	return true;
}

static bool sqlite_exec(struct cx *cx, const char *sql, const struct db_value *values, size_t n)
{
	struct sqlite *q = sqlite_of(cx);
	struct statement *s = statement_get(cx, sql);
	if (!s || !may_write(cx, s) || !bind(cx, s, values, n, SQLITE_STATIC))
		return false;
	int64_t before = sqlite3_total_changes64(q->conn);
	int code;
	do {
		code = sqlite3_step(s->stmt);
	} while (code == SQLITE_ROW);
	bool good = code == SQLITE_DONE || refuse(cx, q->conn, code);
	sqlite3_reset(s->stmt);
	cx->db->changes = sqlite3_total_changes64(q->conn) == before ? 0 : sqlite3_changes64(q->conn);
	return good;
}

static bool sqlite_run(struct cx *cx, const char *sql)
{
	sqlite3 *conn = sqlite_of(cx)->conn;
	/* A full disk or an I/O error makes SQLite roll back by itself. */
	if (strcmp(sql, "ROLLBACK") == 0 && sqlite3_get_autocommit(conn))
		return true;
	sqlite3_stmt *stmt;
	if (!prepare(cx, sql, 0, &stmt))
		return false;
	int code;
	do {
		code = sqlite3_step(stmt);
	} while (code == SQLITE_ROW);
	bool good = code == SQLITE_DONE || refuse(cx, conn, code);
	sqlite3_finalize(stmt);
	return good;
}

static bool sqlite_check(struct cx *cx, const char *sql)
{
	return statement_get(cx, sql);
}

/* ---- rows ---- */

static bool step(struct db_rows *r)
{
	struct statement *s = r->impl;
	int code = sqlite3_step(s->stmt);
	s->row = code == SQLITE_ROW;
	if (s->row)
		return true;
	if (code != SQLITE_DONE)
		refuse(r->cx, sqlite_of(r->cx)->conn, code);
	/* At the end the read lock must not outlive the last row. */
	sqlite3_reset(s->stmt);
	return false;
}

static bool sqlite_query(struct db_rows *r, const struct db_value *values, size_t n)
{
	struct cx *cx = r->cx;
	struct statement *s = statement_get(cx, r->sql);
	if (!s || !may_write(cx, s) || !bind(cx, s, values, n, SQLITE_TRANSIENT))
		return false;
	s->busy = true;
	r->impl = s;
	/* The first step is taken now: INSERT … RETURNING must happen even if nobody reads its rows, as on PostgreSQL. */
	step(r);
	return ok(cx);
}

static bool put(struct cx *cx, sqlite3_stmt *stmt, int i, const struct db_slot *slot, bool borrow)
{
	size_t column = (size_t)i;
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_NULL: db_slot_put_null(slot); return true;
	case SQLITE_INTEGER: return db_slot_put_int(cx, slot, sqlite3_column_int64(stmt, i), column);
	case SQLITE_FLOAT: return db_slot_put_real(cx, slot, sqlite3_column_double(stmt, i), column);
	}
	const char *p = sqlite3_column_blob(stmt, i); /* of a text too: its bytes without conversion */
	struct str s = { p ? p : "", (size_t)sqlite3_column_bytes(stmt, i) };
	return db_slot_put_str(cx, slot, s, column, borrow);
}

static bool sqlite_next(struct db_rows *r, const struct db_slot *slots, size_t n, bool borrow)
{
	struct statement *s = r->impl;
	if (r->row && s->row)
		step(r);
	r->row = 1;
	if (!s->row)
		return false;
	assert((size_t)sqlite3_column_count(s->stmt) == n && "as many slots as columns");
	for (size_t i = 0; i < n; i++)
		if (!put(r->cx, s->stmt, (int)i, &slots[i], borrow))
			return false;
	return true;
}

static void sqlite_rows_end(struct db_rows *r)
{
	struct statement *s = r->impl;
	/* Outside a transaction a RETURNING statement commits here, and only here can its failure be seen. */
	bool may_fail = s->row && !sqlite3_stmt_readonly(s->stmt);
	int code = sqlite3_reset(s->stmt);
	if (may_fail && code != SQLITE_OK)
		refuse(r->cx, sqlite_of(r->cx)->conn, code);
	s->busy = s->row = false;
}

/* ---- many rows ---- */

static bool sqlite_bulk_begin(struct db_bulk *b, const char *table, const char *columns)
{
	struct arena *a = &b->cx->a;
	struct buf sql = buf_make(a, 4096);
	buf_printf(&sql, "INSERT INTO %s (%s) VALUES (", table, columns);
	for (size_t i = 1; i <= b->columns; i++)
		buf_printf(&sql, "%s$%zu", i > 1 ? ", " : "", i);
	buf_put(&sql, S(")"));
	struct statement *s = statement_get(b->cx, arena_str(a, buf_str(&sql)).ptr);
	if (!s || !may_write(b->cx, s))
		return false;
	s->busy = true;
	b->impl = s;
	return true;
}

static bool sqlite_bulk_row(struct db_bulk *b, const struct db_value *values)
{
	struct statement *s = b->impl;
	if (!bind(b->cx, s, values, b->columns, SQLITE_STATIC))
		return false;
	int code = sqlite3_step(s->stmt);
	bool good = code == SQLITE_DONE || refuse(b->cx, sqlite_of(b->cx)->conn, code);
	sqlite3_reset(s->stmt);
	b->cx->db->changes += good;
	return good;
}

static bool sqlite_bulk_end(struct db_bulk *b, bool good)
{
	struct statement *s = b->impl;
	sqlite3_reset(s->stmt);
	s->busy = false;
	return good;
}

/* A value as it stands in the file, whose types are the rows' own; as its column's kind, or it could not be brought to another engine. */
static bool value_of(struct cx *cx, sqlite3_stmt *stmt, int i, const struct db_table *t, struct db_value *out)
{
	enum db_kind kind = t->columns.at[i].kind;
	int type = sqlite3_column_type(stmt, i);
	bool bytes = type == SQLITE_TEXT || type == SQLITE_BLOB;
	if (type == SQLITE_NULL) {
		*out = DB_NULL;
	} else if (type == SQLITE_INTEGER && kind == DB_KIND_INT) {
		*out = db_value_int(sqlite3_column_int64(stmt, i));
	} else if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) && kind == DB_KIND_REAL) {
		*out = db_value_real(sqlite3_column_double(stmt, i));
	} else if (bytes && (kind == DB_KIND_TEXT || kind == DB_KIND_BLOB)) {
		const char *p = sqlite3_column_blob(stmt, i);
		*out = (struct db_value){ .kind = kind, .s = { p ? p : "", (size_t)sqlite3_column_bytes(stmt, i) } };
	} else {
		return fail(cx, E_BROKEN, "a value in %.*s.%.*s has not the type of its column", STR(t->name), STR(t->columns.at[i].name));
	}
	return true;
}

static bool sqlite_scan(struct cx *cx, const char *select, const struct db_table *table, db_row row, void *arg)
{
	struct db_value values[DB_PARAMETERS_MAX];
	sqlite3_stmt *stmt;
	if (!prepare(cx, select, 0, &stmt))
		return false;
	int code;
	while (ok(cx) && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
		bool good = true;
		for (int i = 0; good && i < (int)table->columns.n; i++)
			good = value_of(cx, stmt, i, table, &values[i]);
		if (!good || !row(arg, values, table->columns.n))
			break;
	}
	if (ok(cx) && code != SQLITE_ROW && code != SQLITE_DONE)
		refuse(cx, sqlite_of(cx)->conn, code);
	sqlite3_finalize(stmt);
	return ok(cx);
}

/* ---- open and close ---- */

static void sqlite_close(struct db *db)
{
	struct sqlite *q = (struct sqlite *)db;
	flush(q);
	int code = sqlite3_close(q->conn);
	assert(code == SQLITE_OK && "a cursor outlives its database");
	(void)code;
	free(q);
}

static const struct db_driver sqlite_driver = {
	.name = "sqlite",
	.begin = "BEGIN IMMEDIATE",
	.begin_read = "BEGIN",
	.soft = "PRAGMA synchronous=NORMAL",
	.firm = "PRAGMA synchronous=FULL",
	.snapshot = "SELECT 1 FROM sqlite_master LIMIT 1",
	.tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
	.has_table = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1",
	.columns = "SELECT s.name, c.name, lower(c.type) FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type = 'table' ORDER BY s.rowid, c.cid",
	.indexes = "SELECT 'DROP INDEX \"' || name || '\"', sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid",
	.bytes = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
	.sound = "SELECT integrity_check FROM pragma_integrity_check",
	.fast = (const char *const[]){ "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA cache_size=-65536", NULL },
	.close = sqlite_close,
	.exec = sqlite_exec,
	.run = sqlite_run,
	.query = sqlite_query,
	.next = sqlite_next,
	.rows_end = sqlite_rows_end,
	.bulk_begin = sqlite_bulk_begin,
	.bulk_row = sqlite_bulk_row,
	.bulk_end = sqlite_bulk_end,
	.scan = sqlite_scan,
	.check = sqlite_check,
};

/* Makes or finds the file: a new desk is its owner's alone, and the reason of a failure is the system's own. An existing file is never opened
 * here: closing it again would drop the locks that other handles of this process hold on it (POSIX locks belong to the process). */
static bool touch(struct cx *cx, const char *path, bool create)
{
	struct stat st;
	if (stat(path, &st) == 0) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : 0;
		return errno == 0 ? true : fail(cx, E_BROKEN, "cannot open the desk %s: %m", path);
	}
	if (errno == ENOENT && !create)
		return fail(cx, E_MISSING, "there is no desk at %s: make one with \"mainstay init\", or name another with --desk", path);
	int fd = errno == ENOENT ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
	if (fd < 0 && errno != EEXIST) /* another program may have made it meanwhile */
		return fail(cx, E_BROKEN, "cannot open the desk %s: %m", path);
	if (fd >= 0)
		close(fd);
	return true;
}

/* LIKE folds letters on SQLite and not on PostgreSQL; a misspelt "name" would be read as text: both are switched off. */
static bool set_up(struct cx *cx, sqlite3 *conn, const char *path)
{
	static const char settings[] =
	        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-6144; PRAGMA mmap_size=67108864;"
	        "PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF; PRAGMA case_sensitive_like=ON;"
	        "PRAGMA journal_size_limit=67108864";
	sqlite3_extended_result_codes(conn, 1);
	sqlite3_busy_timeout(conn, 5000);
	sqlite3_db_config(conn, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(conn, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(conn, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(conn, "PRAGMA journal_mode=WAL", -1, &stmt, NULL);
	if (code == SQLITE_OK)
		code = sqlite3_step(stmt);
	const char *mode = code == SQLITE_ROW ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
	bool wal = mode && (strcmp(mode, "wal") == 0 || strcmp(mode, "memory") == 0);
	sqlite3_finalize(stmt);
	if ((code & 0xff) == SQLITE_NOTADB)
		return fail(cx, E_INVALID, "%s is no Mainstay desk: it is not an SQLite database", path);
	if (code != SQLITE_ROW)
		return refuse(cx, conn, code);
	if (!wal)
		return fail(cx, E_BROKEN, "%s cannot keep a write-ahead log: put the desk on a local, writable file system", path);
	code = sqlite3_exec(conn, settings, NULL, NULL, NULL);
	return code == SQLITE_OK || refuse(cx, conn, code);
}

/* The system's reason where there is one. */
static const char *reason_of(sqlite3 *conn, int code)
{
	int system = conn ? sqlite3_system_errno(conn) : 0;
	return system ? strerror(system) : conn ? sqlite3_errmsg(conn) : sqlite3_errstr(code);
}

bool db_open_sqlite(struct cx *cx, struct str where, bool create)
{
	const char *path = arena_str(&cx->a, where).ptr;
	if (memchr(path, 0, where.len) || where.len == 0)
		return fail(cx, E_INVALID, "the desk's path is empty or holds a zero byte");
	if (strcmp(path, ":memory:") != 0 && !touch(cx, path, create))
		return false;
	sqlite3 *conn = NULL;
	int code = sqlite3_open_v2(path, &conn, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code != SQLITE_OK || !set_up(cx, conn, path)) {
		if (ok(cx))
			fail(cx, E_BROKEN, "cannot open the desk %s: %s", path, reason_of(conn, code));
		sqlite3_close(conn);
		return false;
	}
	struct sqlite *q = calloc(1, sizeof *q);
	if (!q)
		abort();
	q->db.driver = &sqlite_driver;
	q->conn = conn;
	cx->db = &q->db;
	return true;
}
