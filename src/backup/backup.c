/* SPDX-License-Identifier: Apache-2.0
 *
 * Backups: from one snapshot, read back before they count. Must never call a backup good that was not read back whole. Who restores them: restore.c.
 */
#include "backup/contents.h"
#include "backup/inner.h"
#include "backup/store.h"
#include "base/json.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include <string.h>
#include <unistd.h>

#ifndef MAINSTAY_VERSION
#define MAINSTAY_VERSION "0.0.0"
#endif

enum { SPARE_BYTES = 16 << 20 };

/* ---- what is entered ---- */

bool backup_begin_run(struct cx *cx, const char *kind, bool scheduled, struct backup_run *run)
{
	*run = (struct backup_run){ .kind = str_c(kind), .at_us = cx->now_us, .scheduled = scheduled };
	AUTO(db_tx) tx = desk_begin(cx);
	store_runs_give_up(cx, cx->now_us - RUN_LOST_US);
	run->key = desk_keys(cx, S("backup_run"), 1);
	store_run_insert(cx, run);
	return db_commit(&tx);
}

struct str backup_leaf(struct cx *cx, const struct backup_run *run)
{
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "file", run->file);
	jo_kbool(&o, "good", run->state == BACKUP_GOOD);
	jo_kint(&o, "bytes", run->bytes);
	jo_kint(&o, "rows", run->rows);
	jo_kstr(&o, "sha256", run->digest);
	jo_kint(&o, "took_ms", run->took_us / 1000);
	if (run->age_us)
		jo_kint(&o, "age_s", run->age_us / 1000000);
	if (run->error.len)
		jo_kstr(&o, "error", run->error);
	jo_object_end(&o);
	return arena_str(&cx->a, buf_str(&b));
}

bool backup_enter(struct cx *cx, const struct backup_run *run)
{
	static const int64_t kept_us = (int64_t)1000 * 86400 * 1000000;
	struct desk desk;
	AUTO(db_tx) tx = desk_begin(cx);
	if (!desk_read(cx, &desk))
		return false;
	store_run_update(cx, run);
	store_runs_sweep(cx, cx->now_us - kept_us);
	ledger_append_one(cx, arena_printf(&cx->a, "desk.%.*s", STR(run->kind)), desk.id, backup_leaf(cx, run),
	        release_class(cx, &(struct labels){ TLP_RED, S("") }));
	return db_commit(&tx);
}

/* A failure is entered too; its own error stays the one to read. */
bool backup_end_run(struct cx *cx, struct backup_run *run, bool good, int64_t since_us)
{
	struct err why = cx->err;
	run->took_us = steady_us() - since_us;
	run->state = good ? BACKUP_GOOD : BACKUP_FAILED;
	if (!good) {
		run->error = arena_str(&cx->a, str_c(why.text));
		err_clear(&cx->err);
	}
	bool entered = backup_enter(cx, run);
	if (!good)
		cx->err = why;
	return good && entered;
}

/* ---- making ---- */

static bool fill_head(struct cx *cx, struct backup_head *head)
{
	struct desk desk;
	if (!desk_read(cx, &desk) || !db_recorded_steps(cx, &head->steps))
		return false;
	head->version = S(MAINSTAY_VERSION);
	head->desk_id = desk.id;
	head->desk_name = desk.name;
	head->engine = str_c(db_engine(cx->db));
	head->at_us = cx->now_us;
	head->revision = desk.revision;
	head->leaves = store_leaves_count(cx);
	int64_t size;
	store_newest_checkpoint(cx, &size, &head->ledger);
	return ok(cx);
}

/* A disk that fills up takes the desk with it: what the backup will need is asked for before, from the size of the last one or of the desk. */
static bool has_room(struct cx *cx, const char *path)
{
	struct backup_run last;
	struct str folder = folder_of(str_c(path));
	int64_t free_bytes = file_free_bytes(folder.len ? arena_str(&cx->a, folder).ptr : "."), needed;
	bool known = store_run_newest(cx, S("backup"), BACKUP_GOOD, &last);
	needed = (known ? last.bytes + last.bytes / 4 : db_bytes(cx) / 2) + SPARE_BYTES;
	if (!ok(cx) || free_bytes < 0 || free_bytes >= needed)
		return ok(cx);
	return fail(cx, E_BROKEN,
	        "no room for a backup in %.*s: it needs about %lld MB, %lld MB are free; make room or name another folder",
	        STR(folder.len ? folder : S(".")), (long long)(needed >> 20), (long long)(free_bytes >> 20));
}

static bool write_backup(struct cx *cx, const struct backup_order *order, struct backup_head *head, struct backup_keys *keys,
        struct contents_sums *sums, int64_t *bytes)
{
	struct backup_recipient_vec recipients = {};
	AUTO(db_tx) tx = db_begin_read(cx);
	if (!store_recipients(cx, &recipients) || !fill_head(cx, head) || !backup_seal(cx, &recipients, head, keys))
		return false;
	AUTO(container_writer) w = {};
	bool good = container_begin(cx, &w, order->file, backup_head_bytes(cx, head), keys->file) &&
	            contents_write(cx, order->schemas, &w, order->watch, sums) && container_done(&w);
	*bytes = w.bytes;
	return good && db_commit(&tx);
}

static bool read_back(struct cx *cx, const char *path, const struct backup_keys *keys, const struct contents_watch *watch,
        const struct contents_sums *written)
{
	struct contents_sums read;
	AUTO(container_reader) r = {};
	if (!container_open(cx, &r, path) || !container_unlock(&r, keys->file) || !contents_read(cx, &r, NULL, NULL, watch, &read))
		return false;
	bool same = read.rows == written->rows && memcmp(&read.digest, &written->digest, sizeof read.digest) == 0;
	return same || fail(cx, E_BROKEN, "the backup %s was not written as it should be: look at that disk", path);
}

static bool make(struct cx *cx, const struct backup_order *order, struct backup_run *run)
{
	struct backup_head head = {};
	struct backup_keys keys = {};
	struct contents_sums sums = {};
	run->file = str_c(order->file);
	bool written = has_room(cx, order->file) && write_backup(cx, order, &head, &keys, &sums, &run->bytes);
	bool good =
	        written && read_back(cx, order->file, &keys, order->watch, &sums) && (!order->full || backup_try(cx, order, &keys, &sums, NULL));
	if (written && !good)
		unlink(order->file); /* what was not found whole is not to be taken for a backup */
	sodium_memzero(&keys, sizeof keys);
	run->rows = sums.rows;
	run->digest = hex(&cx->a, sums.digest.bytes, sizeof sums.digest.bytes);
	return good;
}

bool backup_make(struct cx *cx, const struct backup_order *order, struct backup_run *run)
{
	int64_t since_us = steady_us();
	file_stream_sweep(arena_printf(&cx->a, "%.*s.", STR(folder_of(str_c(order->file)))).ptr);
	return backup_end_run(cx, run, make(cx, order, run), since_us);
}
