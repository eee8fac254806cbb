/* SPDX-License-Identifier: Apache-2.0
 *
 * Many rows into one table of PostgreSQL: COPY … FROM STDIN in binary, sent in pieces of 64 KB. Must never let a value into a column of
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
