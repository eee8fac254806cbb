/* SPDX-License-Identifier: Apache-2.0
 *
 * The PostgreSQL driver over libpq: statements prepared once, parameters and results in binary. Must never let a password or a bound value
 * into an error text. Serves db.c and migrate.c; COPY is in postgres_copy.c.
 */
#include "db/postgres.h"
#include "db/sql.h"
#include <assert.h>
#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 256 };

struct statement {
	struct statement *next;
	char *sql;
	uint64_t hash; /* of the text */
	uint64_t number; /* the server knows it as "s123" */
	size_t n;
	/* What the parameters were prepared as. NULL = left to the server, so a value of known kind wants another statement. */
	enum db_kind kinds[];
};

/* ---- errors ---- */

static bool lost(struct cx *cx, const char *when)
{
	return fail(cx, E_BUSY, "the connection to the database server was lost%s: try again", when);
}

bool postgres_refuse(struct cx *cx, const PGresult *res)
{
	PGconn *conn = postgres_of(cx)->conn;
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	const char *name = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);
	if (PQstatus(conn) != CONNECTION_OK)
		return lost(cx, "");
	if (!state || !text) /* libpq's own complaint; it may quote, so it stays untold */
		return fail(cx, E_BROKEN, "database: the server's answer cannot be used");
	if (strcmp(state, "40001") == 0 || strcmp(state, "40P01") == 0 || strcmp(state, "55P03") == 0)
		return fail(cx, E_BUSY, "the database is busy: another process is writing");
	if (strncmp(state, "57P", 3) == 0) /* the server is going down or coming up */
		return lost(cx, "");
	if (strcmp(state, "23505") == 0)
		return fail(cx, E_CONFLICT, "already there (%s)", name ? name : "unique");
	if (strcmp(state, "23503") == 0)
		return fail(cx, E_CONFLICT, "refers to something that is not there, or is still referred to");
	if (strcmp(state, "22021") == 0 || strcmp(state, "22P05") == 0)
		return fail(cx, E_INVALID, "a text is not UTF-8, which the database does not take");
	if (strcmp(state, "53100") == 0)
		return fail(cx, E_BROKEN, "the disk of the database server is full: nothing was stored");
	if (strncmp(state, "22", 2) == 0) /* these messages quote the value */
		return fail(cx, E_BROKEN, "database: a value does not fit its place (SQLSTATE %s)", state);
	return fail(cx, E_BROKEN, "database: %s (SQLSTATE %s)", text, state);
}

/* ---- statements ---- */

static void flush(struct postgres *p)
{
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct statement *s; (s = p->buckets[i]);) {
			p->buckets[i] = s->next;
			free(s->sql);
			free(s);
		}
	p->n = 0;
}

static bool forget_all(struct cx *cx)
{
	flush(postgres_of(cx));
	PGresult *res = PQexec(postgres_of(cx)->conn, "DEALLOCATE ALL");
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK || postgres_refuse(cx, res);
	PQclear(res);
	return good;
}

static Oid oid_of(enum db_kind kind)
{
	switch (kind) {
	case DB_KIND_NULL: break;
	case DB_KIND_INT: return POSTGRES_INT8;
	case DB_KIND_REAL: return POSTGRES_FLOAT8;
	case DB_KIND_TEXT: return POSTGRES_TEXT;
	case DB_KIND_BLOB: return POSTGRES_BYTEA;
	}
	return 0;
}

static const char *name_of(const struct statement *s, char *z)
{
	snprintf(z, 24, "s%llu", (unsigned long long)s->number);
	return z;
}

static bool prepare(struct cx *cx, const char *sql, const char *name, const struct db_value *values, size_t n)
{
	const char *fault;
	int wanted = sql_parameters(str_c(sql), &fault);
	if (wanted < 0)
		return fail(cx, E_BROKEN, "database: %s in \"%.60s\"", fault, sql);
	assert((!values || (size_t)wanted == n) && "as many values as parameters");
	Oid types[DB_PARAMETERS_MAX];
	for (size_t i = 0; i < n; i++)
		types[i] = oid_of(values[i].kind);
	PGresult *res = PQprepare(postgres_of(cx)->conn, name, sql, (int)n, types);
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK || postgres_refuse(cx, res);
	PQclear(res);
	return good;
}

static struct statement *statement_make(struct cx *cx, const char *sql, uint64_t hash, const struct db_value *values, size_t n)
{
	struct postgres *p = postgres_of(cx);
	if (p->n >= DB_STATEMENTS_MAX && !forget_all(cx))
		return NULL;
	struct statement *s = calloc(1, sizeof *s + n * sizeof s->kinds[0]);
	char *copy = strdup(sql), name[24];
	if (!s || !copy)
		abort();
	*s = (struct statement){ .sql = copy, .hash = hash, .number = ++p->serial, .n = n };
	for (size_t i = 0; i < n; i++)
		s->kinds[i] = values[i].kind;
	if (!prepare(cx, sql, name_of(s, name), values, n)) {
		free(copy);
		free(s);
		return NULL;
	}
	s->next = p->buckets[hash % BUCKETS];
	p->buckets[hash % BUCKETS] = s;
	p->n++;
	return s;
}

static bool fits(const struct statement *s, const char *sql, uint64_t hash, const struct db_value *values, size_t n)
{
	if (s->hash != hash || s->n != n || strcmp(s->sql, sql) != 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (values[i].kind != DB_KIND_NULL && values[i].kind != s->kinds[i])
			return false;
	return true;
}

static struct statement *statement_get(struct cx *cx, const char *sql, const struct db_value *values, size_t n)
{
	uint64_t hash = str_hash(str_c(sql), 0);
	struct statement *s = postgres_of(cx)->buckets[hash % BUCKETS];
	while (s && !fits(s, sql, hash, values, n))
		s = s->next;
	return s ? s : statement_make(cx, sql, hash, values, n);
}

/* Session settings; 5 s of waiting for a lock as on SQLite. JIT costs more than it gives at our sizes. */
static bool set_up(struct cx *cx)
{
	PGresult *res = PQexec(postgres_of(cx)->conn, "SET timezone = 'UTC'; SET standard_conforming_strings = on; SET client_min_messages "
	                                              "= warning; SET lock_timeout = '5s'; SET jit = off");
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK || postgres_refuse(cx, res);
	PQclear(res);
	return good;
}

/* Outside a transaction a lost connection is made anew: nothing was open that could be missed. */
static bool ready(struct cx *cx)
{
	struct postgres *p = postgres_of(cx);
	if (cx->db->in_tx || PQstatus(p->conn) == CONNECTION_OK)
		return true;
	flush(p);
	PQreset(p->conn);
	return PQstatus(p->conn) == CONNECTION_OK ? set_up(cx) : lost(cx, " and cannot be made again");
}

static PGresult *execute(struct cx *cx, const char *sql, const struct db_value *values, size_t n)
{
	if (!ready(cx))
		return NULL;
	struct statement *s = statement_get(cx, sql, values, n);
	if (!s)
		return NULL;
	const char *at[DB_PARAMETERS_MAX];
	int bytes[DB_PARAMETERS_MAX], formats[DB_PARAMETERS_MAX];
	uint64_t numbers[DB_PARAMETERS_MAX];
	for (size_t i = 0; i < n; i++) {
		const struct db_value *v = &values[i];
		bool number = v->kind == DB_KIND_INT || v->kind == DB_KIND_REAL;
		assert(number || v->kind == DB_KIND_NULL || v->s.len < INT32_MAX);
		formats[i] = 1;
		if (number) {
			memcpy(&numbers[i], v->kind == DB_KIND_INT ? (const void *)&v->i : &v->r, 8);
			numbers[i] = htobe64(numbers[i]);
		}
		at[i] = v->kind == DB_KIND_NULL ? NULL : number ? (const char *)&numbers[i] : v->s.len ? v->s.ptr : "";
		bytes[i] = number ? 8 : v->kind == DB_KIND_NULL ? 0 : (int)v->s.len;
	}
	char name[24];
	PGresult *res = PQexecPrepared(postgres_of(cx)->conn, name_of(s, name), (int)n, at, bytes, formats, 1);
	ExecStatusType status = PQresultStatus(res);
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return res;
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	if (state && strcmp(state, "0A000") == 0) { /* "cached plan must not change result type": the schema changed under us */
		flush(postgres_of(cx));
		fail(cx, E_BUSY, "the database's schema changed meanwhile: try again");
	}
	postgres_refuse(cx, res);
	PQclear(res);
	return NULL;
}

static bool postgres_exec(struct cx *cx, const char *sql, const struct db_value *values, size_t n)
{
	PGresult *res = execute(cx, sql, values, n);
	if (res && !str_int(str_c(PQcmdTuples(res)), &cx->db->changes))
		cx->db->changes = 0;
	PQclear(res);
	return res;
}

static bool postgres_run(struct cx *cx, const char *sql)
{
	if (!ready(cx))
		return false;
	PGconn *conn = postgres_of(cx)->conn;
	PGresult *res = PQexecParams(conn, sql, 0, NULL, NULL, NULL, NULL, 1);
	ExecStatusType status = PQresultStatus(res);
	bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, commit = strcmp(sql, "COMMIT") == 0;
	if (!good && commit && PQstatus(conn) != CONNECTION_OK)
		/* Not E_BUSY: a second try could store everything twice. */
		fail(cx, E_BROKEN, "the connection to the database server was lost during the commit: look whether the change was stored");
	else if (!good)
		postgres_refuse(cx, res);
	else if (commit && strcmp(PQcmdStatus(res), "COMMIT") != 0)
		good = fail(cx, E_BROKEN, "database: the server rolled the transaction back");
	PQclear(res);
	return good;
}

static bool postgres_check(struct cx *cx, const char *sql)
{
	return ready(cx) && prepare(cx, sql, "", NULL, 0);
}

/* ---- rows ---- */

static bool postgres_query(struct db_rows *r, const struct db_value *values, size_t n)
{
	PGresult *res = execute(r->cx, r->sql, values, n);
	r->impl = res;
	r->n = res ? PQntuples(res) : 0;
	return res;
}

static uint64_t big_endian(const char *p, int bytes)
{
	uint64_t v = 0;
	for (int i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

/* numeric, which sum() of bigint gives: digits of base 10,000, the weight of the first, a sign. */
static bool put_numeric(struct cx *cx, const struct db_slot *slot, const char *p, size_t column)
{
	int digits = (int)big_endian(p, 2), weight = (int16_t)big_endian(p + 2, 2);
	uint64_t sign = big_endian(p + 4, 2);
	double real = 0;
	int64_t whole = 0;
	bool integer = digits == 0 || (digits <= weight + 1 && weight <= 4);
	for (int i = 0; i < digits; i++) {
		int digit = (int)big_endian(p + 8 + 2 * i, 2);
		real += digit * pow(10000, weight - i);
		int64_t part = sign == 0x4000 ? -digit : digit;
		integer = integer && !__builtin_mul_overflow(whole, 10000, &whole) && !__builtin_add_overflow(whole, part, &whole);
	}
	for (int i = digits; digits && i <= weight && integer; i++)
		integer = !__builtin_mul_overflow(whole, 10000, &whole);
	if (integer)
		return db_slot_put_int(cx, slot, whole, column);
	return db_slot_put_real(cx, slot, sign == 0x4000 ? -real : sign == 0 ? real : (double)NAN, column);
}

static bool put(struct cx *cx, const PGresult *res, int row, int i, const struct db_slot *slot, bool borrow)
{
	const char *p = PQgetvalue(res, row, i);
	int bytes = PQgetlength(res, row, i);
	size_t column = (size_t)i;
	if (PQgetisnull(res, row, i))
		return db_slot_put_null(slot), true;
	uint64_t bits = bytes <= 8 ? big_endian(p, bytes) : 0;
	double real;
	switch (PQftype(res, i)) {
	case POSTGRES_BOOL: return db_slot_put_int(cx, slot, p[0] != 0, column);
	case POSTGRES_INT2: return db_slot_put_int(cx, slot, (int16_t)bits, column);
	case POSTGRES_INT4: return db_slot_put_int(cx, slot, (int32_t)bits, column);
	case POSTGRES_INT8: return db_slot_put_int(cx, slot, (int64_t)bits, column);
	case POSTGRES_FLOAT8: memcpy(&real, &bits, 8); return db_slot_put_real(cx, slot, real, column);
	case POSTGRES_NUMERIC: return put_numeric(cx, slot, p, column);
	case POSTGRES_TEXT:
	case POSTGRES_VARCHAR:
	case POSTGRES_NAME:
	case POSTGRES_BYTEA: return db_slot_put_str(cx, slot, (struct str){ p, (size_t)bytes }, column, borrow);
	default: return fail(cx, E_BROKEN, "column %zu of a query has a type (oid %u) that needs a CAST", column + 1, PQftype(res, i));
	}
}

static bool postgres_next(struct db_rows *r, const struct db_slot *slots, size_t n, bool borrow)
{
	if (r->row >= r->n)
		return false;
	assert((size_t)PQnfields(r->impl) == n && "as many slots as columns");
	int row = (int)r->row++;
	for (size_t i = 0; i < n; i++)
		if (!put(r->cx, r->impl, row, (int)i, &slots[i], borrow))
			return false;
	return true;
}

static void postgres_rows_end(struct db_rows *r)
{
	PQclear(r->impl);
}

/* ---- open and close ---- */

static void postgres_close(struct db *db)
{
	struct postgres *p = (struct postgres *)db;
	flush(p);
	postgres_copy_forget(p);
	PQfinish(p->conn);
	free(p->buckets);
	free(p);
}

static const struct db_driver postgres_driver = {
	.name = "postgresql",
	.begin = "BEGIN",
	.begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	.soft = "SET synchronous_commit TO off",
	.firm = "RESET synchronous_commit",
	.snapshot = "SELECT 1",
	.lock_schema = "SELECT pg_advisory_xact_lock(7023918446)",
	.tables = "SELECT CAST(tablename AS text) COLLATE \"C\" FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1",
	.has_table = "SELECT count(*) FROM pg_class WHERE oid = to_regclass($1)",
	.columns = "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
	           "WHERE c.relkind = 'r' AND c.relnamespace = CAST(current_schema() AS regnamespace) AND a.attnum > 0 AND NOT a.attisdropped "
	           "ORDER BY c.oid, a.attnum",
	.indexes = "SELECT 'DROP INDEX ' || quote_ident(c.relname), pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
	           "WHERE c.relnamespace = CAST(current_schema() AS regnamespace) "
	           "AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) ORDER BY i.indexrelid",
	.bytes = "SELECT pg_database_size(current_database())",
	.fast = (const char *const[]){ "SET maintenance_work_mem = '256MB'", NULL },
	.close = postgres_close,
	.exec = postgres_exec,
	.run = postgres_run,
	.query = postgres_query,
	.next = postgres_next,
	.rows_end = postgres_rows_end,
	.bulk_begin = postgres_bulk_begin,
	.bulk_row = postgres_bulk_row,
	.bulk_end = postgres_bulk_end,
	.scan = postgres_scan,
	.check = postgres_check,
};

static void be_quiet(void *arg, const PGresult *res)
{
	(void)arg;
	(void)res;
}

/* Where the server is, for people: host, port and database of the URI, never user nor password. NULL when it is no URI. */
static const char *place_of(struct arena *a, const char *uri)
{
	PQconninfoOption *options = PQconninfoParse(uri, NULL), *o = options;
	if (!options)
		return NULL;
	const char *host = "the local socket", *port = "", *database = "";
	for (; o->keyword; o++)
		if (o->val && *o->val) {
			host = strcmp(o->keyword, "host") == 0 ? o->val : host;
			port = strcmp(o->keyword, "port") == 0 ? o->val : port;
			database = strcmp(o->keyword, "dbname") == 0 ? o->val : database;
		}
	struct str place = arena_printf(a, "postgresql://%s%s%s/%s", host, *port ? ":" : "", port, database);
	PQconninfoFree(options);
	return place.ptr;
}

static const char *option_of(const PQconninfoOption *o, const char *keyword)
{
	for (; o && o->keyword; o++)
		if (o->val && *o->val && strcmp(o->keyword, keyword) == 0)
			return o->val;
	return NULL;
}

/* A socket of this machine, or its loopback address. */
static bool is_here(struct str host)
{
	return !host.len || host.ptr[0] == '/' || host.ptr[0] == '@' || str_eq(host, S("localhost")) || str_eq(host, S("::1")) || str_eq(host, S("127.0.0.1"));
}

bool postgres_needs_proof(const char *uri)
{
	PQconninfoOption *given = PQconninfoParse(uri, NULL), *defaults = PQconndefaults();
	const char *hosts = option_of(given, "hostaddr"), *mode = option_of(given, "sslmode");
	hosts = hosts ? hosts : option_of(given, "host");
	hosts = hosts ? hosts : option_of(defaults, "hostaddr");
	hosts = hosts ? hosts : option_of(defaults, "host");
	mode = mode ? mode : option_of(defaults, "sslmode"); /* PGSSLMODE, else what libpq was built with */
	bool far = false;
	for (struct str rest = str_c(hosts ? hosts : ""); rest.len;)
		far |= !is_here(str_cut(&rest, ','));
	far &= !mode || strcmp(mode, "prefer") == 0;
	PQconninfoFree(given);
	PQconninfoFree(defaults);
	return far;
}

static bool refuse_open(struct cx *cx, PGconn *conn, const char *const *keywords, const char *const *values, const char *place)
{
	const char *password = PQpass(conn);
	struct str text = str_trim(arena_str(&cx->a, str_c(PQerrorMessage(conn))));
	if (password && *password && str_find(text, str_c(password)) >= 0)
		text = S("the server refused");
	/* A server that answers has refused us for good; one that does not may come up. */
	PGPing ping = PQpingParams(keywords, values, 1);
	enum err_kind kind = ping == PQPING_OK ? E_BROKEN : ping == PQPING_NO_ATTEMPT ? E_INVALID : E_BUSY;
	return fail(cx, kind, "cannot open the desk %s: %.*s", place, STR(text));
}

bool db_open_postgres(struct cx *cx, struct str where)
{
	const char *uri = arena_str(&cx->a, where).ptr, *place = place_of(&cx->a, uri);
	if (!place)
		return fail(cx, E_INVALID, "the desk's postgresql:// address cannot be read");
	/* What stands before the address gives way to it. */
	const char *keywords[] = { "sslmode", "dbname", "fallback_application_name", "client_encoding", "connect_timeout", NULL };
	const char *values[] = { postgres_needs_proof(uri) ? "verify-full" : NULL, uri, "mainstay", "UTF8", "10", NULL };
	PGconn *conn = PQconnectdbParams(keywords, values, 1);
	const char *encoding = PQparameterStatus(conn, "server_encoding");
	if (PQstatus(conn) != CONNECTION_OK)
		refuse_open(cx, conn, keywords, values, place);
	else if (!encoding || strcmp(encoding, "UTF8") != 0)
		fail(cx, E_INVALID, "the database %s must have the encoding UTF8", place);
	if (!ok(cx)) {
		PQfinish(conn);
		return false;
	}
	PQsetNoticeReceiver(conn, be_quiet, NULL);
	struct postgres *p = calloc(1, sizeof *p);
	if (!p || !(p->buckets = calloc(BUCKETS, sizeof *p->buckets)))
		abort();
	p->db.driver = &postgres_driver;
	p->conn = conn;
	cx->db = &p->db;
	if (!set_up(cx))
		db_close(cx);
	return ok(cx);
}
