/* SPDX-License-Identifier: Apache-2.0
 *
 * The folder of the backups: what lies there, how a new one is named, which ones stay. Must never remove what is no backup of this desk, nor the newest.
 */
#include "backup/container.h"
#include "backup/head.h"
#include "backup/inner.h"
#include "base/time.h"
#include "core/desk.h"
#include "sys/file.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUFFIX ".backup"
static const int64_t day_us = (int64_t)86400 * 1000000;

struct str backup_name(struct cx *cx, struct str folder)
{
	struct buf b = buf_make(&cx->a, 8192);
	struct str time = time_text(&cx->a, cx->now_us - cx->now_us % 1000000);
	buf_printf(&b, "%.*s%smainstay-", STR(folder), folder.len && folder.ptr[folder.len - 1] != '/' ? "/" : "");
	for (size_t i = 0; i < time.len; i++)
		if (time.ptr[i] != ':' && time.ptr[i] != '-')
			buf_char(&b, time.ptr[i]);
	buf_printf(&b, "-r%lld" SUFFIX, (long long)desk_revision(cx));
	return arena_str(&cx->a, buf_str(&b));
}

static int newest_first(const void *x, const void *y)
{
	const struct backup_file *a = x, *b = y;
	if (a->at_us != b->at_us)
		return a->at_us > b->at_us ? -1 : 1;
	return str_cmp(b->path, a->path);
}

bool backup_files(struct cx *cx, struct str folder, struct backup_file_vec *out)
{
	struct file_list files = {};
	struct desk desk;
	if (!desk_read(cx, &desk) || !file_walk(&cx->a, arena_str(&cx->a, folder).ptr, &files, &cx->err))
		return false;
	vec_each (f, &files) {
		struct cx one = { .now_us = cx->now_us };
		struct backup_head head;
		AUTO(container_reader) r = {};
		/* Another's file, or one that cannot be read, is no reason to hide the rest. */
		if (str_ends(*f, S(SUFFIX)) && container_open(&one, &r, f->ptr) && backup_head_parse(&one, r.head, &head))
			*vec_push(&cx->a, out) = (struct backup_file){ *f, arena_str(&cx->a, head.desk_id), arena_str(&cx->a, head.engine),
				head.at_us, head.revision, file_bytes(f->ptr), str_eq(head.desk_id, desk.id) };
		container_reader_end_(&r);
		arena_end(&one.a);
	}
	if (out->n)
		qsort(out->at, out->n, sizeof *out->at, newest_first);
	return ok(cx);
}

/* Months since year 0 of a time, by its date. */
static int64_t month_of(int64_t us)
{
	int64_t days = us / day_us - (us % day_us < 0);
	/* Civil from days: era of 400 years from 1 March of year 0 (Howard Hinnant, chrono-compatible low-level date algorithms). */
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100),
	        mp = (5 * doy + 2) / 153;
	return (yoe + era * 400) * 12 + mp; /* months counted from March */
}

static int64_t week_of(int64_t us)
{
	return (us / day_us + 3) / 7; /* 1970-01-01 was a Thursday */
}

static void keep_newest_of(const int64_t *at_us, size_t n, int64_t count, int64_t (*place)(int64_t us), bool *keep)
{
	int64_t last = INT64_MIN;
	for (size_t i = 0; i < n && count > 0; i++) {
		int64_t here = place(at_us[i]);
		if (here == last)
			continue;
		keep[i] = true;
		last = here;
		count--;
	}
}

static int64_t day_of(int64_t us)
{
	return us / day_us;
}

void backup_keep(const int64_t *at_us, size_t n, const struct backup_ladder *ladder, bool *keep)
{
	for (size_t i = 0; i < n; i++)
		keep[i] = i == 0;
	keep_newest_of(at_us, n, ladder->days, day_of, keep);
	keep_newest_of(at_us, n, ladder->weeks, week_of, keep);
	keep_newest_of(at_us, n, ladder->months, month_of, keep);
}

int64_t backup_prune(struct cx *cx)
{
	struct backup_file_vec files = {};
	struct backup_ladder ladder;
	struct str folder = setting_read(cx, &setting_backup_folder);
	int64_t removed = 0;
	size_t own = 0;
	if (!ok(cx) || !folder.len)
		return ok(cx) ? fail(cx, E_MISSING, "no folder is set: mainstay setting set backup.folder FOLDER"), -1 : -1;
	if (!backup_ladder_read(cx, &ladder) || !backup_files(cx, folder, &files))
		return -1;
	int64_t *at = arena_array(&cx->a, int64_t, files.n + 1);
	const char **paths = arena_array(&cx->a, const char *, files.n + 1);
	bool *keep = arena_array(&cx->a, bool, files.n + 1);
	vec_each (f, &files)
		if (f->own) {
			at[own] = f->at_us;
			paths[own++] = f->path.ptr;
		}
	backup_keep(at, own, &ladder, keep);
	for (size_t i = 0; i < own; i++)
		if (!keep[i]) {
			if (unlink(paths[i]) && errno != ENOENT)
				return fail(cx, E_BROKEN, "cannot remove the old backup %s: %s", paths[i], strerror(errno)), -1;
			removed++;
		}
	return removed;
}
