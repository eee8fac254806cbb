/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of all tables to bytes and back. Must never give a row to a database before its bytes were authenticated, nor say "the same" of what was not
 * counted and hashed row by row. Layout: records (kind[1] · length (4, little-endian) · bytes): T table, R rows, S sum of the table, E end.
 */
#include "backup/contents.h"
#include "base/wire.h"
#include <assert.h>
#include <endian.h>
#include <string.h>

enum { BLOCK = 256 << 10, RECORD_MAX = 1 << 30, COLUMNS_MAX = 32, TELL_EVERY = 4096 };

/* Sessions end with the machine they were on. */
static const char *const left_out[] = { "session" };

static bool is_left_out(struct str table)
{
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (str_eq(table, str_c(left_out[i])))
			return true;
	return false;
}

/* ---- sums ---- */

struct row_sum { /* 256 bits as four lanes, added up: the order of rows does not matter */
	uint64_t lanes[4];
	int64_t rows;
};

static void add_row(struct row_sum *s, struct str row)
{
	uint64_t h[4];
	crypto_generichash((unsigned char *)h, sizeof h, (const unsigned char *)row.ptr, row.len, NULL, 0);
	for (int i = 0; i < 4; i++)
		s->lanes[i] += le64toh(h[i]);
	s->rows++;
}

static void put_sum(struct buf *b, const struct row_sum *s)
{
	uint64_t lanes[4];
	for (int i = 0; i < 4; i++)
		lanes[i] = htole64(s->lanes[i]);
	wire_put_int(b, s->rows);
	wire_put_str(b, (struct str){ (const char *)lanes, sizeof lanes });
}

/* Tables may come in another order from another engine, so theirs are added up too. */
static void add_table(struct arena *a, struct contents_sums *out, struct row_sum *all, struct str table, const struct row_sum *s)
{
	struct buf b = buf_make(a, 4096);
	wire_put_str(&b, table);
	put_sum(&b, s);
	add_row(all, buf_str(&b));
	out->tables++;
	out->rows += s->rows;
}

static struct sha256 digest(struct arena *a, const struct row_sum *all)
{
	struct buf b = buf_make(a, 4096);
	put_sum(&b, all);
	return sha256(buf_str(&b));
}

static void put_row(struct buf *b, const struct db_value *values, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct db_value *v = &values[i];
		buf_char(b, v->kind == DB_KIND_NULL ? 0 : 1);
		switch (v->kind) {
		case DB_KIND_NULL: break;
		case DB_KIND_INT: wire_put_int(b, v->i); break;
		case DB_KIND_REAL: {
			uint64_t bits;
			memcpy(&bits, &v->r, 8);
			bits = htole64(bits);
			buf_put(b, (struct str){ (const char *)&bits, 8 });
			break;
		}
		case DB_KIND_TEXT:
		case DB_KIND_BLOB: wire_put_str(b, v->s); break;
		}
	}
}

/* ---- writing ---- */

struct write_work {
	struct cx *cx;
	struct container_writer *w;
	const struct contents_watch *watch;
	struct contents_sums *out;
	struct row_sum sum, all;
	struct arena a; /* of the block */
	struct buf block;
};

static bool put_record(struct write_work *k, char kind, struct str bytes)
{
	char head[5] = { kind };
	uint32_t n = htole32((uint32_t)bytes.len);
	if (bytes.len > RECORD_MAX)
		return fail(k->cx, E_BROKEN, "a row is larger than a backup takes");
	memcpy(head + 1, &n, 4);
	return container_put(k->w, (struct str){ head, 5 }) && container_put(k->w, bytes);
}

static bool put_block(struct write_work *k)
{
	bool good = !k->block.len || (!k->block.overflow && put_record(k, 'R', buf_str(&k->block)));
	if (k->block.overflow)
		fail(k->cx, E_BROKEN, "a row is larger than a backup takes");
	/* A large value does not keep its memory. */
	arena_reset(&k->a);
	k->block = buf_make(&k->a, RECORD_MAX);
	return good;
}

static bool go_on(struct cx *cx, const struct contents_watch *watch, int64_t rows)
{
	if (!watch || rows % TELL_EVERY)
		return true;
	if (watch->tell)
		watch->tell(watch->arg, rows);
	return !watch->tasks || !watch->tasks->stopping ||
	       fail(cx, E_BUSY, "the server was stopped meanwhile: it begins anew with the next one");
}

static bool write_row(void *arg, const struct db_value *values, size_t n)
{
	struct write_work *k = arg;
	size_t from = k->block.len;
	put_row(&k->block, values, n);
	add_row(&k->sum, (struct str){ k->block.ptr + from, k->block.len - from });
	if (!go_on(k->cx, k->watch, k->out->rows + k->sum.rows))
		return false;
	if (k->w == NULL) {
		buf_clear(&k->block);
		return true;
	}
	return k->block.len < BLOCK || put_block(k);
}

static bool write_table(struct write_work *k, const struct db_table *t)
{
	struct buf b = buf_make(&k->cx->a, 1 << 16);
	wire_put_str(&b, t->name);
	wire_put_uint(&b, t->columns.n);
	vec_each (c, &t->columns) {
		wire_put_str(&b, c->name);
		wire_put_uint(&b, c->kind);
	}
	k->sum = (struct row_sum){};
	if (k->w && !put_record(k, 'T', buf_str(&b)))
		return false;
	if (!db_table_scan(k->cx, t, write_row, k) || (k->w && !put_block(k)))
		return false;
	buf_clear(&b);
	put_sum(&b, &k->sum);
	add_table(&k->cx->a, k->out, &k->all, t->name, &k->sum);
	return !k->w || put_record(k, 'S', buf_str(&b));
}

static bool write_all(struct write_work *k, const struct db_schema *const *schemas)
{
	struct db_table_vec tables = {};
	if (!db_tables(k->cx, schemas, &tables))
		return false;
	vec_each (t, &tables)
		if (!is_left_out(t->name) && !write_table(k, t))
			return false;
	k->out->digest = digest(&k->cx->a, &k->all);
	struct buf b = buf_make(&k->cx->a, 4096);
	wire_put_int(&b, k->out->tables);
	wire_put_int(&b, k->out->rows);
	wire_put_str(&b, (struct str){ (const char *)k->out->digest.bytes, sizeof k->out->digest.bytes });
	return !k->w || put_record(k, 'E', buf_str(&b));
}

bool contents_write(struct cx *cx, const struct db_schema *const *schemas, struct container_writer *w, const struct contents_watch *watch,
        struct contents_sums *out)
{
	*out = (struct contents_sums){};
	struct write_work k = { .cx = cx, .w = w, .watch = watch, .out = out };
	k.block = buf_make(&k.a, RECORD_MAX);
	bool good = ok(cx) && write_all(&k, schemas);
	arena_end(&k.a);
	return good;
}

bool contents_sum(struct cx *cx, const struct db_schema *const *schemas, struct contents_sums *out)
{
	return contents_write(cx, schemas, NULL, NULL, out);
}

/* ---- reading ---- */

struct read_work {
	struct cx *cx, *into;
	struct container_reader *r;
	const struct contents_watch *watch;
	struct contents_sums *out;
	struct row_sum sum, all;
	struct db_table table;
	struct db_table_vec there; /* of the database that is filled */
	struct db_bulk bulk;
	bool in_table;
	struct arena a; /* of the record */
};

static bool bad_contents(struct read_work *k, const char *what)
{
	return fail(k->cx, E_BROKEN, "the backup %s is damaged (%s): take another one", k->r->path, what);
}

static bool get_record(struct read_work *k, char *kind, struct str *bytes)
{
	char head[5];
	uint32_t n;
	arena_reset(&k->a);
	if (!container_get(k->r, head, sizeof head))
		return false;
	memcpy(&n, head + 1, 4);
	n = le32toh(n);
	if (n > RECORD_MAX)
		return bad_contents(k, "a length is not right");
	char *p = arena_bytes(&k->a, (size_t)n + 1);
	*kind = head[0];
	*bytes = (struct str){ p, n };
	return container_get(k->r, p, n);
}

/* The same table of the database that is filled must take these columns. */
static bool fits(struct read_work *k)
{
	vec_each (t, &k->there) {
		if (!str_eq(t->name, k->table.name))
			continue;
		size_t same = 0;
		vec_each (c, &k->table.columns)
			vec_each (d, &t->columns)
				same += str_eq(c->name, d->name) && c->kind == d->kind;
		if (same == k->table.columns.n)
			return true;
	}
	return fail(k->cx, E_CONFLICT, "the backup's table %.*s is not one of this program's", STR(k->table.name));
}

static bool begin_table(struct read_work *k, struct str bytes)
{
	struct arena *a = &k->cx->a;
	struct wire w = { .rest = bytes };
	k->table = (struct db_table){ .name = arena_str(a, wire_str(&w)) };
	for (size_t n = wire_count(&w, 2); n && !w.bad; n--) {
		struct str name = arena_str(a, wire_str(&w));
		uint64_t kind = wire_uint(&w);
		w.bad |= kind < DB_KIND_INT || kind > DB_KIND_BLOB || k->table.columns.n == COLUMNS_MAX;
		if (!w.bad)
			*vec_push(a, &k->table.columns) = (struct db_column){ name, (enum db_kind)kind };
	}
	if (w.bad || w.rest.len || k->in_table)
		return bad_contents(k, "a table cannot be read");
	k->sum = (struct row_sum){};
	k->in_table = true;
	if (!k->into)
		return true;
	if (!fits(k))
		return false;
	k->bulk = db_bulk_begin(k->into, db_fill_table(a, &k->table), db_fill_columns(a, &k->table));
	return ok(k->into);
}

static struct db_value get_value(struct wire *w, enum db_kind kind)
{
	struct db_value v = { .kind = kind };
	uint64_t there = wire_uint(w);
	w->bad |= there > 1;
	if (!there || w->bad)
		return DB_NULL;
	if (kind == DB_KIND_INT) {
		v.i = wire_int(w);
	} else if (kind == DB_KIND_REAL) {
		uint64_t bits = 0;
		w->bad |= w->rest.len < 8;
		if (!w->bad) {
			memcpy(&bits, w->rest.ptr, 8);
			w->rest = str_slice(w->rest, 8, w->rest.len);
		}
		bits = le64toh(bits);
		memcpy(&v.r, &bits, 8);
	} else {
		v.s = wire_bytes(w);
	}
	return v;
}

static bool get_rows(struct read_work *k, struct str bytes)
{
	struct db_value values[COLUMNS_MAX];
	struct wire w = { .rest = bytes };
	size_t n = k->table.columns.n;
	while (k->in_table && w.rest.len) {
		const char *from = w.rest.ptr;
		for (size_t i = 0; i < n; i++)
			values[i] = get_value(&w, k->table.columns.at[i].kind);
		if (w.bad || w.rest.ptr == from)
			break;
		add_row(&k->sum, (struct str){ from, (size_t)(w.rest.ptr - from) });
		if (!go_on(k->cx, k->watch, k->out->rows + k->sum.rows))
			return false;
		if (k->into && !db_bulk_row_(&k->bulk, values, n))
			return false;
	}
	return (!w.rest.len && !w.bad && k->in_table) || bad_contents(k, "a row cannot be read");
}

static bool end_table(struct read_work *k, struct str bytes)
{
	struct buf b = buf_make(&k->a, 4096);
	put_sum(&b, &k->sum);
	if (!k->in_table || !str_eq(buf_str(&b), bytes))
		return bad_contents(k, "the rows of a table are not those that were written");
	k->in_table = false;
	add_table(&k->cx->a, k->out, &k->all, k->table.name, &k->sum);
	return !k->into || db_bulk_done(&k->bulk);
}

static bool end_all(struct read_work *k, struct str bytes)
{
	struct wire w = { .rest = bytes };
	int64_t tables = wire_int(&w), rows = wire_int(&w);
	struct str said = wire_bytes(&w);
	k->out->digest = digest(&k->cx->a, &k->all);
	bool same = !w.bad && tables == k->out->tables && rows == k->out->rows &&
	            str_eq(said, (struct str){ (const char *)k->out->digest.bytes, 32 });
	return (same && !k->in_table) || bad_contents(k, "its contents are not those that were written");
}

static bool read_all(struct read_work *k)
{
	char kind = 0;
	struct str bytes = {};
	while (get_record(k, &kind, &bytes)) {
		bool good;
		switch (kind) {
		case 'T': good = begin_table(k, bytes); break;
		case 'R': good = get_rows(k, bytes); break;
		case 'S': good = end_table(k, bytes); break;
		case 'E': return end_all(k, bytes) && container_finish(k->r);
		default: good = bad_contents(k, "a record cannot be read"); break;
		}
		if (!good)
			return false;
	}
	return false;
}

static bool same_now(struct read_work *k, const struct db_schema *const *schemas)
{
	struct contents_sums now;
	if (!contents_sum(k->into, schemas, &now))
		return false;
	bool same = now.rows == k->out->rows && memcmp(&now.digest, &k->out->digest, sizeof now.digest) == 0;
	return same || fail(k->into, E_BROKEN, "the database does not hold what the backup does: nothing was kept");
}

static bool fill(struct read_work *k, const struct db_schema *const *schemas)
{
	struct db_texts indexes = {};
	AUTO(db_tx) tx = db_begin(k->into);
	bool good = db_tables(k->into, schemas, &k->there) && db_fill_clear(k->into, &k->there, &indexes) && read_all(k);
	db_bulk_end_(&k->bulk);
	return good && db_fill_indexes(k->into, &indexes) && same_now(k, schemas) && db_commit(&tx);
}

bool contents_read(struct cx *cx, struct container_reader *r, struct cx *into, const struct db_schema *const *schemas,
        const struct contents_watch *watch, struct contents_sums *out)
{
	*out = (struct contents_sums){};
	struct read_work k = { .cx = cx, .into = into, .r = r, .watch = watch, .out = out };
	bool good = ok(cx) && (into ? fill(&k, schemas) : read_all(&k));
	arena_end(&k.a);
	if (into && !good && !ok(into)) /* the caller reads one error */
		fail(cx, into->err.kind, "%s", into->err.text);
	return good;
}
