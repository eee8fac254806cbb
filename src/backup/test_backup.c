/* SPDX-License-Identifier: Apache-2.0
 *
 * Backups, restores and drills on both engines, and across them; keys; which backups stay.
 */
#include "backup/contents.h"
#include "backup/inner.h"
#include "backup/store.h"
#include "base/rng.h"
#include "base/time.h"
#include "core/desk.h"
#include "db/test_desk.h"
#include "sys/file.h"

extern const struct db_schema core_schema, backup_schema;
static const struct db_step own_steps[] = {
	{ 1, "0001-thing",
	        "CREATE TABLE thing (\n\tkey bigint PRIMARY KEY,\n\tname text,\n\tsize double precision,\n\tbytes bytea\n);\nCREATE INDEX "
	        "thing_name ON thing (name);\n" },
	{},
};
static const struct db_schema own_schema = { "own", own_steps };
static const struct db_schema *const schemas[] = { &core_schema, &own_schema, &backup_schema, NULL };

static struct str key_folder;
static bool key_path(struct cx *cx, struct str where, struct str desk_id, struct str *path)
{
	(void)where;
	(void)desk_id;
	*path = arena_printf(&cx->a, "%.*s/placed.key", STR(key_folder));
	return true;
}

static void make_desk(struct cx *cx, struct secrets *keys)
{
	struct rng rng = rng_make(11);
	CHECK(file_make_temporary(&cx->a, &key_folder, &cx->err));
	CHECK(db_migrate(cx, schemas) && secrets_create(cx, arena_printf(&cx->a, "%.*s/own.key", STR(key_folder)).ptr, keys));
	cx->secrets = keys;
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("A desk"), S("AA")));
	char blob[600];
	for (int i = 1; i <= 5000; i++) {
		for (size_t k = 0; k < sizeof blob; k++)
			blob[k] = (char)rng_next(&rng);
		double real = i == 7 ? -0.0 : i == 8 ? 1e308 : i / 3.0;
		db_exec(cx, "INSERT INTO thing (key, name, size, bytes) VALUES ($1, $2, $3, $4)",
		        DB(i == 9         ? INT64_MIN
		                : i == 10 ? INT64_MAX
		                          : i),
		        DB(i % 5 ? db_value_text(arena_printf(&cx->a, "имя %d \"'\\\n", i)) : DB_NULL),
		        DB(i % 7 ? db_value_real(real) : DB_NULL),
		        DB(i % 3 ? DB_BLOB(((struct str){ blob, (size_t)i % sizeof blob })) : DB_NULL));
	}
	CHECK(db_commit(&tx));
}

static const char *in(struct cx *cx, const char *name)
{
	return arena_printf(&cx->a, "%.*s/%s", STR(key_folder), name).ptr;
}

static bool back_up(struct cx *cx, const char *path, struct backup_run *run)
{
	struct backup_order order = { .schemas = schemas, .file = path };
	return backup_begin_run(cx, "backup", false, run) && backup_make(cx, &order, run);
}

static int64_t number(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	db_next(&rows, TO(&n));
	return n;
}

static bool restore_to(struct cx *cx, const char *file, struct str where, const char *key, struct backup_run *run)
{
	struct cx other = { .now_us = cx->now_us + 60000000 };
	struct restore_order order = { .schemas = schemas, .file = file, .where = where, .key_file = str_c(key), .key_path = key_path };
	bool good = backup_restore(&other, &order, run);
	if (!good)
		fail(cx, other.err.kind, "%s", other.err.text);
	run->digest = arena_str(&cx->a, run->digest);
	arena_end(&other.a);
	return good;
}

static void check_restored(struct cx *cx, const struct str where, const struct backup_run *made)
{
	struct cx it = { .now_us = cx->now_us };
	struct desk desk, was;
	CHECK(db_open(&it, where, false) && db_check_schema(&it, schemas) && desk_read(&it, &desk) && desk_read(cx, &was));
	CHECK_STR(desk.id, was.id);
	CHECK(number(&it, "SELECT count(*) FROM thing") == 5000 &&
	        number(&it, "SELECT count(*) FROM ledger_content WHERE kind = 'desk.restore'") == 1);
	CHECK(number(&it, "SELECT count(*) FROM session") == 0);
	CHECK(number(&it, "SELECT count(*) FROM backup_run WHERE state = 0") == 0 && made->rows > 5000);
	/* Row for row the same. */
	struct str a, b;
	int64_t x, y;
	double r, s;
	AUTO(db_rows) left = db_query(cx, "SELECT key, name, size FROM thing ORDER BY key");
	AUTO(db_rows) right = db_query(&it, "SELECT key, name, size FROM thing ORDER BY key");
	size_t different = 0;
	while (db_next(&left, TO(&x), TO(&a), TO(&r)))
		different += !db_next(&right, TO(&y), TO(&b), TO(&s)) || x != y || !str_eq(a, b) || memcmp(&r, &s, sizeof r) != 0;
	CHECK(different == 0);
	db_rows_end_(&right);
	db_close(&it);
	arena_end(&it.a);
}

DESK_TEST(a_backup_restores_on_either_engine)
{
	struct cx *cx = &d->cx;
	struct secrets keys;
	struct backup_run made, restored;
	make_desk(cx, &keys);
	const char *file = in(cx, "one.backup"), *own_key = in(cx, "own.key");
	CHECK(back_up(cx, file, &made) && made.state == BACKUP_GOOD && made.bytes > 100000);
	CHECK(number(cx, "SELECT count(*) FROM ledger_content WHERE kind = 'desk.backup'") == 1);
	CHECK(!back_up(cx, file, &restored) && cx->err.kind == E_CONFLICT); /* never written over, and entered as failed */
	err_clear(&cx->err);
	CHECK(number(cx, "SELECT count(*) FROM backup_run WHERE state = 2") == 1);
	struct str place = str_c(in(cx, "new.db"));
	CHECK(restore_to(cx, file, place, own_key, &restored));
	CHECK_STR(restored.digest, made.digest);
	check_restored(cx, place, &made);
	CHECK(!restore_to(cx, file, place, own_key, &restored) && cx->err.kind == E_CONFLICT);
	err_clear(&cx->err);
	if (getenv("MAINSTAY_TEST_PG")) {
		struct test_desk other;
		test_desk_begin(&other, true);
		CHECK(restore_to(cx, file, str_c(other.where), own_key, &restored));
		CHECK_STR(restored.digest, made.digest);
		check_restored(cx, str_c(other.where), &made);
		CHECK(!restore_to(cx, file, str_c(other.where), own_key, &restored) && cx->err.kind == E_CONFLICT);
		err_clear(&cx->err);
		test_desk_end(&other);
	}
	CHECK(file_remove_folder(key_folder.ptr, &cx->err));
}

DESK_TEST(a_drill_measures_and_leaves_nothing)
{
	struct cx *cx = &d->cx;
	struct secrets keys;
	struct backup_run made, drilled;
	make_desk(cx, &keys);
	const char *file = in(cx, "one.backup");
	CHECK(back_up(cx, file, &made));
	cx->now_us += 7200000000;
	struct backup_order order = { .schemas = schemas, .file = file };
	CHECK(backup_begin_run(cx, "drill", false, &drilled) && backup_drill(cx, &order, &drilled));
	CHECK(drilled.age_us == 7200000000 && drilled.took_us > 0 && drilled.state == BACKUP_GOOD && drilled.rows == made.rows);
	CHECK_STR(drilled.digest, made.digest);
	CHECK(number(cx, "SELECT count(*) FROM backup_run WHERE kind = 'drill' AND state = 1") == 1);
	CHECK(file_kind(in(cx, ".mainstay-drill")) == FILE_NONE);
	if (d->postgres)
		CHECK(number(cx, "SELECT count(*) FROM pg_namespace WHERE nspname = 'mainstay_drill'") == 0);
	/* A damaged one fails, is entered, and the desk stays as it is. */
	struct str bytes;
	CHECK(file_read(&cx->a, file, 64 << 20, &bytes, &cx->err));
	((char *)bytes.ptr)[bytes.len / 2] ^= 1;
	CHECK(file_write(file, bytes, 0600, &cx->err));
	CHECK(backup_begin_run(cx, "drill", false, &drilled) && !backup_drill(cx, &order, &drilled) && cx->err.kind == E_BROKEN);
	err_clear(&cx->err);
	CHECK(number(cx, "SELECT count(*) FROM backup_run WHERE kind = 'drill' AND state = 2") == 1 &&
	        number(cx, "SELECT count(*) FROM thing") == 5000);
	CHECK(file_remove_folder(key_folder.ptr, &cx->err));
}

DESK_TEST(a_recipient_restores_the_desk_with_its_key)
{
	struct cx *cx = &d->cx;
	struct secrets keys, placed;
	struct backup_run made, restored;
	struct str text, sealed, plain;
	make_desk(cx, &keys);
	CHECK(recipient_create(cx, in(cx, "ministry.key"), &text) && recipient_create(cx, in(cx, "stranger.key"), &plain));
	unsigned char public_key[RECIPIENT_BYTES];
	CHECK(recipient_parse(cx, text, public_key) && !recipient_parse(cx, S("mainstay-backup-public-1:00"), public_key) &&
	        cx->err.kind == E_INVALID);
	err_clear(&cx->err);
	{
		AUTO(db_tx) tx = desk_begin(cx);
		CHECK(store_recipient_insert(cx, 1, S("ministry"), (struct str){ (char *)public_key, sizeof public_key }) &&
		        db_commit(&tx));
	}
	CHECK(secret_seal(cx, S("test"), S("a seed"), &sealed));
	const char *file = in(cx, "one.backup");
	CHECK(back_up(cx, file, &made));
	struct str place = str_c(in(cx, "new.db"));
	CHECK(!restore_to(cx, file, place, in(cx, "stranger.key"), &restored) && cx->err.kind == E_DENIED);
	err_clear(&cx->err);
	CHECK(file_kind(place.ptr) == FILE_NONE);
	CHECK(restore_to(cx, file, place, in(cx, "ministry.key"), &restored));
	/* The key came with it: what is sealed in the desk opens. */
	CHECK(secrets_read(cx, in(cx, "placed.key"), &placed) && memcmp(&placed, &keys, sizeof keys) == 0);
	cx->secrets = &placed;
	CHECK(secret_open(cx, S("test"), sealed, &plain) && str_eq(plain, S("a seed")));
	/* Neither the file's key nor the desk's stands in the file. */
	struct str bytes;
	CHECK(file_read(&cx->a, file, 64 << 20, &bytes, &cx->err));
	CHECK(str_find(bytes, (struct str){ (char *)keys.key, 16 }) < 0 && str_find(bytes, S("a seed")) < 0 &&
	        str_find(bytes, S("thing_name")) < 0);
	cx->secrets = NULL;
	CHECK(back_up(cx, in(cx, "two.backup"), &made)); /* without a key file, for the recipient alone */
	CHECK(restore_to(cx, in(cx, "two.backup"), str_c(in(cx, "second.db")), in(cx, "ministry.key"), &restored));
	CHECK(file_remove_folder(key_folder.ptr, &cx->err));
}

DESK_TEST(nobody_could_open_it)
{
	struct cx *cx = &d->cx;
	struct secrets keys;
	struct backup_run made;
	make_desk(cx, &keys);
	cx->secrets = NULL;
	CHECK(!back_up(cx, in(cx, "one.backup"), &made) && cx->err.kind == E_MISSING);
	err_clear(&cx->err);
	CHECK(file_kind(in(cx, "one.backup")) == FILE_NONE);
	CHECK(file_remove_folder(key_folder.ptr, &cx->err));
}

TEST(the_ladder)
{
	static const char *const times[] = { "2026-11-22T10:00:00Z", "2026-11-22T04:00:00Z", "2026-11-21T10:00:00Z", "2026-11-20T10:00:00Z",
		"2026-11-16T00:00:00Z", "2026-11-15T23:59:00Z", "2026-11-14T10:00:00Z", "2026-11-01T00:00:00Z", "2026-10-31T23:00:00Z",
		"2026-09-30T10:00:00Z", "2025-12-31T10:00:00Z" };
	enum { N = sizeof times / sizeof *times };
	int64_t at[N];
	bool keep[N];
	char got[N + 1] = {};
	for (size_t i = 0; i < N; i++)
		CHECK(time_parse(str_c(times[i]), &at[i]));
	struct backup_ladder ladders[] = { { 2, 0, 0 }, { 0, 2, 0 }, { 0, 0, 3 }, { 2, 2, 9 }, {} };
	const char *wanted[] = { "x.x........", "x....x.....", "x.......xx.", "x.x..x..xxx", "x.........." };
	for (size_t k = 0; k < 5; k++) {
		backup_keep(at, N, &ladders[k], keep);
		for (size_t i = 0; i < N; i++)
			got[i] = keep[i] ? 'x' : '.';
		CHECK_STR(str_c(got), str_c(wanted[k]));
	}
}
