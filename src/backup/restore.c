/* SPDX-License-Identifier: Apache-2.0
 *
 * Restores and drills. Must never write into a place that holds a desk, nor leave a half-filled one that opens.
 */
#include "backup/contents.h"
#include "backup/inner.h"
#include "backup/store.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include <string.h>

static bool on_server(struct str where)
{
	return str_starts(where, S("postgresql://")) || str_starts(where, S("postgres://"));
}

/* Fills an open, empty database with the backup and brings it up to date. */
static bool fill(struct cx *cx, struct cx *into, struct container_reader *r, const struct backup_head *head,
        const struct db_schema *const *schemas, const struct contents_watch *watch, struct contents_sums *sums)
{
	if (!db_fill_begin(into, schemas, &head->steps))
		return fail(cx, into->err.kind, "%s", into->err.text);
	if (!contents_read(cx, r, into, schemas, watch, sums))
		return false;
	return db_fill_migrate(into, schemas) || fail(cx, into->err.kind, "%s", into->err.text);
}

/* ---- drills ---- */

static bool opens(struct cx *into, const struct backup_head *head, const struct db_schema *const *schemas)
{
	struct desk desk;
	{
		AUTO(db_tx) tx = db_begin(into);
		if (!db_fill_done(into) || !db_commit(&tx))
			return false;
	}
	if (!db_check_schema(into, schemas) || !db_check_storage(into) || !desk_read(into, &desk))
		return false;
	return (str_eq(desk.id, head->desk_id) && desk.revision == head->revision && store_leaves_count(into) == head->leaves) ||
	       fail(into, E_BROKEN, "the restored desk is not the one that was backed up");
}

static bool try_in(struct cx *cx, struct cx *into, const struct backup_order *order, const struct backup_keys *keys, struct contents_sums *sums, int64_t *opened_us)
{
	struct backup_head head;
	AUTO(container_reader) r = {};
	if (!container_open(cx, &r, order->file) || !backup_head_parse(cx, r.head, &head) || !container_unlock(&r, keys->file) ||
	        !fill(cx, into, &r, &head, order->schemas, order->watch, sums))
		return false;
	if (!opens(into, &head, order->schemas))
		return fail(cx, into->err.kind, "%s", into->err.text);
	if (opened_us)
		*opened_us = steady_us();
	return true;
}

bool backup_try(struct cx *cx, const struct backup_order *order, const struct backup_keys *keys, struct contents_sums *sums, int64_t *opened_us)
{
	AUTO(scratch) place = {};
	if (!scratch_make(cx, arena_printf(&cx->a, "%.*s.mainstay-drill", STR(folder_of(str_c(order->file)))), &place))
		return false;
	struct cx into = { .now_us = cx->now_us, .mode = cx->mode };
	bool good = db_scratch_begin(&into, cx->db, place.path.ptr) ? try_in(cx, &into, order, keys, sums, opened_us)
	                                                            : fail(cx, into.err.kind, "%s", into.err.text);
	db_scratch_end(&into);
	arena_end(&into.a);
	return good;
}

static bool drill(struct cx *cx, const struct backup_order *order, struct backup_run *run, int64_t *opened_us)
{
	struct backup_head head;
	struct backup_keys keys;
	struct contents_sums sums;
	struct desk desk;
	run->file = str_c(order->file);
	{
		AUTO(container_reader) r = {};
		if (!container_open(cx, &r, order->file) || !backup_head_parse(cx, r.head, &head) || !backup_open_own(cx, &head, &keys))
			return false;
	}
	run->age_us = cx->now_us - head.at_us;
	bool good = desk_read(cx, &desk) &&
	            (str_eq(desk.id, head.desk_id) || fail(cx, E_INVALID, "%s is a backup of another desk", order->file)) &&
	            backup_try(cx, order, &keys, &sums, opened_us);
	if (good) {
		run->bytes = file_bytes(order->file);
		run->rows = sums.rows;
		run->digest = hex(&cx->a, sums.digest.bytes, sizeof sums.digest.bytes);
	}
	sodium_memzero(&keys, sizeof keys);
	return good;
}

bool backup_drill(struct cx *cx, const struct backup_order *order, struct backup_run *run)
{
	int64_t since_us = steady_us(), opened_us = 0;
	bool good = drill(cx, order, run, &opened_us);
	/* What is measured is the time until the desk was open, not until the scratch place was cleared away. */
	int64_t clearing_us = good ? steady_us() - opened_us : 0;
	return backup_end_run(cx, run, good, since_us + clearing_us);
}

/* ---- restoring ---- */

/* The last transaction: from here on it is a desk. */
static bool make_desk(struct cx *into, const struct restore_order *order, const struct backup_head *head, const struct contents_sums *sums,
        struct backup_run *run, int64_t since_us)
{
	AUTO(db_tx) tx = desk_begin(into);
	store_runs_give_up(into, INT64_MAX);
	*run = (struct backup_run){ .kind = S("restore"), .state = BACKUP_GOOD, .at_us = into->now_us, .took_us = steady_us() - since_us };
	run->key = desk_keys(into, S("backup_run"), 1);
	run->age_us = into->now_us - head->at_us;
	run->file = str_c(order->file);
	run->rows = sums->rows;
	run->digest = hex(&into->a, sums->digest.bytes, sizeof sums->digest.bytes);
	store_run_insert(into, run);
	ledger_append_one(
	        into, S("desk.restore"), head->desk_id, backup_leaf(into, run), release_class(into, &(struct labels){ TLP_RED, S("") }));
	db_fill_done(into);
	return db_commit(&tx);
}

static bool fill_and_make(struct cx *cx, struct cx *into, const struct restore_order *order, struct container_reader *r,
        const struct backup_head *head, struct backup_run *run, int64_t since_us)
{
	struct contents_sums sums;
	if (!fill(cx, into, r, head, order->schemas, order->watch, &sums))
		return false;
	bool good = make_desk(into, order, head, &sums, run, since_us) && db_check_schema(into, order->schemas) && db_check_storage(into);
	if (!good)
		return fail(cx, into->err.kind, "%s", into->err.text);
	run->file = arena_str(&cx->a, run->file);
	run->digest = arena_str(&cx->a, run->digest);
	return true;
}

/* The desk's key file at its place: without it what is sealed in the desk stays closed. */
static bool place_key(struct cx *cx, const struct restore_order *order, const struct backup_head *head, const struct backup_keys *keys)
{
	struct str path;
	struct secrets there;
	if (!keys->has_desk)
		return ok(cx);
	if (!order->key_path(cx, order->where, head->desk_id, &path))
		return false;
	if (file_kind(path.ptr) == FILE_NONE) {
		struct str folder = folder_of(path);
		return (folder.len < 2 || file_make_folder(arena_str(&cx->a, folder).ptr, &cx->err)) &&
		       secrets_write(cx, path.ptr, &keys->desk);
	}
	if (!secrets_read(cx, path.ptr, &there))
		return false;
	bool same = equal_secret(there.key, keys->desk.key, sizeof there.key);
	return same || fail(cx, E_CONFLICT, "the key file %s is another desk's: move it away first", path.ptr);
}

static bool restore_file(struct cx *cx, struct cx *into, const struct restore_order *order, struct container_reader *r,
        const struct backup_head *head, const struct backup_keys *keys, struct backup_run *run, int64_t since_us)
{
	const char *path = arena_str(&cx->a, order->where).ptr;
	if (file_kind(path) != FILE_NONE)
		return fail(cx, E_CONFLICT, "%s is there already: restore into an empty place", path);
	AUTO(scratch) place = {};
	if (!scratch_make(cx, arena_printf(&cx->a, "%s.restoring", path), &place))
		return false;
	struct str inside = arena_printf(&cx->a, "%.*s/desk.db", STR(place.path));
	if (!db_open(into, inside, true) || !db_fill_fast(into))
		return fail(cx, into->err.kind, "%s", into->err.text);
	bool good = fill_and_make(cx, into, order, r, head, run, since_us);
	db_close(into);
	return good && file_sync(inside.ptr, &cx->err) && place_key(cx, order, head, keys) && file_move_new(inside.ptr, path, &cx->err);
}

static bool restore_on_server(struct cx *cx, struct cx *into, const struct restore_order *order, struct container_reader *r,
        const struct backup_head *head, const struct backup_keys *keys, struct backup_run *run, int64_t since_us)
{
	if (!db_open(into, order->where, false) || !db_fill_fast(into))
		return fail(cx, into->err.kind, "%s", into->err.text);
	return place_key(cx, order, head, keys) && fill_and_make(cx, into, order, r, head, run, since_us);
}

bool backup_restore(struct cx *cx, const struct restore_order *order, struct backup_run *run)
{
	int64_t since_us = steady_us();
	struct backup_head head;
	struct backup_keys keys = {};
	struct str key_file = order->key_file;
	*run = (struct backup_run){ .kind = S("restore"), .file = str_c(order->file) };
	AUTO(container_reader) r = {};
	if (!container_open(cx, &r, order->file) || !backup_head_parse(cx, r.head, &head))
		return false;
	if (!key_file.len && !order->key_path(cx, order->where, head.desk_id, &key_file))
		return false;
	if (file_kind(key_file.ptr) == FILE_NONE)
		return fail(cx, E_MISSING, "there is no key file at %.*s: give the desk's or a recipient's with --key FILE", STR(key_file));
	if (!backup_open_with(cx, &head, key_file.ptr, &keys) || !container_unlock(&r, keys.file))
		return false;
	struct cx into = { .now_us = cx->now_us, .mode = cx->mode, .secrets = keys.has_desk ? &keys.desk : NULL };
	bool good = on_server(order->where) ? restore_on_server(cx, &into, order, &r, &head, &keys, run, since_us)
	                                    : restore_file(cx, &into, order, &r, &head, &keys, run, since_us);
	db_close(&into);
	arena_end(&into.a);
	sodium_memzero(&keys, sizeof keys);
	run->bytes = r.bytes;
	run->took_us = steady_us() - since_us;
	return good;
}
