/* SPDX-License-Identifier: Apache-2.0
 *
 * When backups and drills are made: the settings, and the job of a running server that starts what is due in a thread of its own, so that nothing else
 * waits for it. Must never start a second one while one is under way.
 */
#include "backup/contents.h"
#include "backup/inner.h"
#include "backup/store.h"
#include "base/log.h"
#include <pthread.h>

static const int64_t hour_us = (int64_t)3600 * 1000000, day_us = (int64_t)24 * 3600 * 1000000;

static bool check_folder(struct cx *cx, struct str value)
{
	return value.ptr[0] == '/' || fail(cx, E_INVALID, "'%.*s' is no folder's path from the root: it begins with /", STR(value));
}

static bool check_hours(struct cx *cx, struct str value)
{
	int64_t n;
	return (str_int(value, &n) && n >= 1 && n <= 8760) ||
	       fail(cx, E_INVALID, "'%.*s' is no number of hours from 1 to 8760", STR(value));
}

static bool parse_ladder(struct str text, struct backup_ladder *out)
{
	int64_t *steps[] = { &out->days, &out->weeks, &out->months };
	for (int i = 0; i < 3; i++) {
		struct str part = str_trim(str_cut(&text, ','));
		if (!str_int(part, steps[i]) || *steps[i] < 0 || *steps[i] > 1000)
			return false;
	}
	return text.ptr == NULL;
}

static bool check_ladder(struct cx *cx, struct str value)
{
	struct backup_ladder l;
	return parse_ladder(value, &l) || fail(cx, E_INVALID, "'%.*s' is not three numbers like 7,5,12: days, weeks, months", STR(value));
}

const struct setting setting_backup_folder = { "backup.folder", "",
	"folder of the backups, best on another machine's disk; empty = none are made by themselves", check_folder };
const struct setting setting_backup_every = { "backup.every", "24", "hours between backups", check_hours };
const struct setting setting_backup_keep = { "backup.keep", "7,5,12",
	"how many backups stay: of so many days, weeks and months the newest of each", check_ladder };
const struct setting setting_backup_drill = { "backup.drill", "30", "days between restore drills; 0 = none by themselves",
	setting_check_int };
const struct setting *const backup_settings[] = { &setting_backup_folder, &setting_backup_every, &setting_backup_keep,
	&setting_backup_drill, NULL };

bool backup_ladder_read(struct cx *cx, struct backup_ladder *out)
{
	struct str text = setting_read(cx, &setting_backup_keep);
	return ok(cx) && (parse_ladder(text, out) || fail(cx, E_INVALID, "the setting backup.keep cannot be read: set it anew"));
}

/* Is one due, every so often? A failed one is tried again after an hour; one under way is waited for; a clock that was set back does not stop it. */
static bool is_due(struct cx *cx, const char *kind, int64_t every_us)
{
	struct backup_run last;
	if (!store_run_newest(cx, str_c(kind), -1, &last))
		return ok(cx);
	int64_t wait_us = last.state == BACKUP_RUNNING                        ? RUN_LOST_US
	                  : last.state == BACKUP_FAILED && hour_us < every_us ? hour_us
	                                                                      : every_us;
	/* A minute early is not early: the job looks once a minute. */
	return cx->now_us - last.at_us >= wait_us - 30 * 1000000 || last.at_us > cx->now_us + hour_us;
}

/* ---- the thread ---- */

struct task {
	struct cx cx;
	struct backup_order order;
	struct backup_run run;
	struct contents_watch watch;
	bool drill;
};

static void report(struct task *t)
{
	struct cx *cx = &t->cx;
	const char *what = t->drill ? "restore drill" : "backup";
	if (!ok(cx))
		log_line(cx->err.kind == E_BUSY ? LOG_WARN : LOG_ERROR, "%s: %s", what, cx->err.text);
	else
		log_line(LOG_INFO, "%s: %s, %lld rows, %.1f s", what, t->order.file, (long long)t->run.rows, (double)t->run.took_us / 1e6);
}

static void *work(void *arg)
{
	struct task *t = arg;
	struct cx *cx = &t->cx;
	if (t->drill) {
		backup_drill(cx, &t->order, &t->run);
	} else if (backup_make(cx, &t->order, &t->run)) {
		backup_prune(cx);
	}
	report(t);
	db_close(cx);
	/* The task stands in its own arena. */
	struct arena own = cx->a;
	struct tasks *tasks = t->watch.tasks;
	arena_end(&own);
	tasks->running--;
	return NULL;
}

static bool start(struct cx *cx, const char *file, bool drill)
{
	struct arena own = {};
	struct task *t = arena_new(&own, struct task);
	*t = (struct task){
		.cx = { .now_us = cx->now_us, .secrets = cx->secrets, .viewer = NULL, .mode = cx->mode, .features = cx->features },
		.drill = drill
	};
	bool good = backup_begin_run(cx, drill ? "drill" : "backup", true, &t->run);
	t->cx.a = own;
	t->order = (struct backup_order){ .schemas = feature_schemas(&t->cx.a, cx->features),
		.file = arena_str(&t->cx.a, str_c(file)).ptr,
		.scheduled = true,
		.watch = &t->watch };
	t->watch.tasks = cx->tasks;
	pthread_t thread;
	cx->tasks->running++;
	if (good && db_open_same(&t->cx, cx->db) && pthread_create(&thread, NULL, work, t) == 0) {
		pthread_detach(thread);
		return true;
	}
	cx->tasks->running--;
	if (good && !ok(&t->cx))
		fail(cx, t->cx.err.kind, "%s", t->cx.err.text);
	db_close(&t->cx);
	own = t->cx.a;
	arena_end(&own);
	return fail(cx, E_BROKEN, "no thread for a backup");
}

bool backup_job(struct cx *cx)
{
	struct str folder = setting_read(cx, &setting_backup_folder);
	if (!ok(cx) || !folder.len)
		return ok(cx);
	if (is_due(cx, "backup", setting_read_int(cx, &setting_backup_every) * hour_us))
		return ok(cx) && start(cx, backup_name(cx, folder).ptr, false);
	struct backup_run newest;
	int64_t days = setting_read_int(cx, &setting_backup_drill);
	if (!days || !is_due(cx, "drill", days * day_us) || !store_run_newest(cx, S("backup"), BACKUP_GOOD, &newest))
		return ok(cx);
	return start(cx, newest.file.ptr, true);
}
