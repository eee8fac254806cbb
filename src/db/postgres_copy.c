/* SPDX-License-Identifier: Apache-2.0
 *
 * Many rows into one table of PostgreSQL, COPY … FROM STDIN in binary, sent in pieces of 64 KB; and all rows out of one, COPY … TO STDOUT. Must never let a value into a column of
 * another type: COPY would store the raw bytes. Serves postgres.c.
 */
#include "db/postgres.h"
#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 64 << 10 };

struct copy_target {
	struct copy_target *next;
	char *select; /* "SELECT columns FROM table": the key */
	Oid types[DB_PARAMETERS_MAX];
};

struct copy {
	const struct copy_target *target;
	const char *table;
	size_t len;
	char bytes[PIECE];
};

void postgres_copy_forget(struct postgres *p)
{
	for (struct copy_target *t; (t = p->targets);) {
		p->targets = t->next;
		free(t->select);
		free(t);
	}
}

/* The types of the columns, asked once a handle. */
static const struct copy_target *target_get(struct cx *cx, const char *table, const char *columns, size_t n)
{
	struct postgres *p = postgres_of(cx);
	const char *select = arena_printf(&cx->a, "SELECT %s FROM %s", columns, table).ptr;
	for (struct copy_target *t = p->targets; t; t = t->next)
		if (strcmp(t->select, select) == 0)
			return t;
	PGresult *res = PQprepare(p->conn, "", select, 0, NULL);
	if (PQresultStatus(res) == PGRES_COMMAND_OK) {
		PQclear(res);
		res = PQdescribePrepared(p->conn, "");
	}
	struct copy_target *t = NULL;
	if (PQresultStatus(res) != PGRES_COMMAND_OK) {
		postgres_refuse(cx, res);
	} else {
		assert((size_t)PQnfields(res) == n);
		t = calloc(1, sizeof *t);
		char *copy = strdup(select);
		if (!t || !copy)
			abort();
		*t = (struct copy_target){ .next = p->targets, .select = copy };
		for (size_t i = 0; i < n; i++)
			t->types[i] = PQftype(res, (int)i);
		p->targets = t;
	}
	PQclear(res);
	return t;
}

static bool send_piece(struct cx *cx, struct copy *c)
{
	PGconn *conn = postgres_of(cx)->conn;
	int sent = c->len ? PQputCopyData(conn, c->bytes, (int)c->len) : 1;
	c->len = 0;
	return sent == 1 || fail(cx, E_BUSY, "the connection to the database server was lost: try again");
}

static bool add(struct cx *cx, struct copy *c, const void *bytes, size_t n)
{
	for (const char *p = bytes; n;) {
		size_t part = n < PIECE - c->len ? n : PIECE - c->len;
		memcpy(c->bytes + c->len, p, part);
		c->len += part;
		p += part;
		n -= part;
		if (c->len == PIECE && !send_piece(cx, c))
			return false;
	}
	return true;
}

bool postgres_bulk_begin(struct db_bulk *b, const char *table, const char *columns)
{
	struct cx *cx = b->cx;
	const struct copy_target *target = target_get(cx, table, columns, b->columns);
	if (!target)
		return false;
	PGresult *res = PQexec(postgres_of(cx)->conn, arena_printf(&cx->a, "COPY %s (%s) FROM STDIN (FORMAT binary)", table, columns).ptr);
	bool good = PQresultStatus(res) == PGRES_COPY_IN || postgres_refuse(cx, res);
	PQclear(res);
	if (!good)
		return false;
	struct copy *c = malloc(sizeof *c);
	if (!c)
		abort();
	c->target = target;
	c->table = table;
	c->len = 0;
	b->impl = c;
	/* Signature, flags, length of the header's extension. */
	static const char header[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";
	return add(cx, c, header, sizeof header);
}

/* One field: length and bytes. A value of another kind than the column's is misuse, told with its place. */
static bool add_value(struct cx *cx, struct copy *c, size_t column, struct db_value v)
{
	static const char *const kinds[] = { "NULL", "an integer", "a real number", "text", "bytes" };
	Oid type = c->target->types[column];
	if (v.kind == DB_KIND_INT && type == POSTGRES_FLOAT8)
		v = db_value_real((double)v.i);
	bool number = (v.kind == DB_KIND_INT && type == POSTGRES_INT8) || (v.kind == DB_KIND_REAL && type == POSTGRES_FLOAT8);
	bool bytes = (v.kind == DB_KIND_TEXT && type == POSTGRES_TEXT) || (v.kind == DB_KIND_BLOB && type == POSTGRES_BYTEA);
	struct {
		uint32_t len;
		char bytes[8];
	} field;
	if (number) {
		uint64_t raw;
		memcpy(&raw, v.kind == DB_KIND_INT ? (const void *)&v.i : &v.r, 8);
		raw = htobe64(raw);
		field.len = htobe32(8);
		memcpy(field.bytes, &raw, 8);
		return add(cx, c, &field, 12);
	}
	if (bytes) {
		assert(v.s.len < INT32_MAX);
		field.len = htobe32((uint32_t)v.s.len);
		return add(cx, c, &field, 4) && add(cx, c, v.s.ptr, v.s.len);
	}
	if (v.kind != DB_KIND_NULL)
		return fail(cx, E_BROKEN, "database: column %zu of a bulk into %s does not take %s", column + 1, c->table, kinds[v.kind]);
	field.len = UINT32_MAX;
	return add(cx, c, &field, 4);
}

bool postgres_bulk_row(struct db_bulk *b, const struct db_value *values)
{
	struct copy *c = b->impl;
	uint16_t count = htobe16((uint16_t)b->columns);
	if (!add(b->cx, c, &count, sizeof count))
		return false;
	for (size_t i = 0; i < b->columns; i++)
		if (!add_value(b->cx, c, i, values[i]))
			return false;
	return true;
}

bool postgres_bulk_end(struct db_bulk *b, bool good)
{
	struct cx *cx = b->cx;
	struct copy *c = b->impl;
	PGconn *conn = postgres_of(cx)->conn;
	static const char trailer[2] = "\377\377";
	good = good && add(cx, c, trailer, sizeof trailer) && send_piece(cx, c);
	free(c);
	if (PQputCopyEnd(conn, good ? NULL : "left in the middle") != 1)
		good = fail(cx, E_BUSY, "the connection to the database server was lost: try again");
	/* All results must be taken before the next statement; the first that failed tells why. */
	for (PGresult *res; (res = PQgetResult(conn)); PQclear(res)) {
		if (PQresultStatus(res) == PGRES_COMMAND_OK)
			(void)str_int(str_c(PQcmdTuples(res)), &cx->db->changes);
		else
			good = postgres_refuse(cx, res);
	}
	return good;
}

/* ---- out ---- */

static uint64_t big_endian(const char *p, size_t bytes)
{
	uint64_t v = 0;
	for (size_t i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

static bool cut(struct str *rest, size_t n, const char **at)
{
	if (rest->len < n)
		return false;
	*at = rest->ptr;
	*rest = (struct str){ rest->ptr + n, rest->len - n };
	return true;
}

/* One row of the binary form: count of fields, then length and bytes of each. 0: the trailer, no row. */
static bool row_of(struct str rest, const struct db_table *t, struct db_value *values, bool *is_row)
{
	const char *p;
	if (!cut(&rest, 2, &p))
		return false;
	*is_row = big_endian(p, 2) != 0xffff;
	if (!*is_row)
		return true;
	if (big_endian(p, 2) != t->columns.n)
		return false;
	for (size_t i = 0; i < t->columns.n; i++) {
		if (!cut(&rest, 4, &p))
			return false;
		uint32_t n = (uint32_t)big_endian(p, 4);
		if (n == UINT32_MAX) {
			values[i] = DB_NULL;
			continue;
		}
		enum db_kind kind = t->columns.at[i].kind;
		bool number = kind == DB_KIND_INT || kind == DB_KIND_REAL;
		if (!cut(&rest, n, &p) || (number && n != 8))
			return false;
		uint64_t bits = number ? big_endian(p, 8) : 0;
		values[i] = (struct db_value){ .kind = kind };
		if (kind == DB_KIND_INT)
			values[i].i = (int64_t)bits;
		else if (number)
			memcpy(&values[i].r, &bits, 8);
		else
			values[i].s = (struct str){ p, n };
	}
	return true;
}

/* Takes what is left of the copy, so that the handle can be used again; tells the server to stop when the end was not reached. */
static bool copy_ends(struct cx *cx, bool whole)
{
	PGconn *conn = postgres_of(cx)->conn;
	PGcancel *cancel = whole ? NULL : PQgetCancel(conn);
	char text[256], *bytes;
	if (cancel)
		PQcancel(cancel, text, sizeof text);
	PQfreeCancel(cancel);
	while (!whole && PQgetCopyData(conn, &bytes, 0) > 0)
		PQfreemem(bytes);
	bool good = true;
	for (PGresult *res; (res = PQgetResult(conn)); PQclear(res))
		if (PQresultStatus(res) != PGRES_COMMAND_OK)
			good = ok(cx) ? postgres_refuse(cx, res) : false;
	return good;
}

bool postgres_scan(struct cx *cx, const char *select, const struct db_table *table, db_row row, void *arg)
{
	static const size_t header = 19; /* stands before the first row */
	struct db_value values[DB_PARAMETERS_MAX];
	PGconn *conn = postgres_of(cx)->conn;
	PGresult *res = PQexec(conn, arena_printf(&cx->a, "COPY (%s) TO STDOUT (FORMAT binary)", select).ptr);
	bool good = PQresultStatus(res) == PGRES_COPY_OUT || postgres_refuse(cx, res), is_row = true;
	PQclear(res);
	if (!good)
		return false;
	char *bytes;
	int n;
	for (bool first = true; good && (n = PQgetCopyData(conn, &bytes, 0)) > 0; first = false) {
		struct str rest = { bytes, (size_t)n };
		const char *p;
		if ((first && !cut(&rest, header, &p)) || (is_row && rest.len && !row_of(rest, table, values, &is_row)))
			good = fail(cx, E_BROKEN, "database: the server's rows of %.*s cannot be read", STR(table->name));
		else if (is_row && rest.len)
			good = row(arg, values, table->columns.n);
		PQfreemem(bytes);
	}
	if (good && n == -2)
		good = fail(cx, E_BUSY, "the connection to the database server was lost: try again");
	return copy_ends(cx, good) && good;
}
