/* SPDX-License-Identifier: Apache-2.0
 *
 * The page /backup: how old the last good backup is, whether it restores, what stands against it. Must never show a key.
 */
#include "backup/store.h"
#include "backup/views.h"

enum { ROWS_SHOWN = 50 };
static const int64_t hour_us = (int64_t)3600 * 1000000, day_us = (int64_t)24 * 3600 * 1000000;

static struct str seconds(struct cx *cx, int64_t us)
{
	return arena_printf(&cx->a, "%.1f", (double)us / 1e6);
}

static void add_warning(struct cx *cx, struct backup_view *v, enum page_tone tone, struct str text, struct str detail)
{
	*vec_push(&cx->a, &v->warnings) = (struct flash_view){ tone, text, detail };
}

static void add_when(struct cx *cx, struct backup_view *v, const struct page_out *o, struct str term, int64_t us)
{
	struct page_out part = page_capture(o);
	put(&part, (struct when){ us });
	*vec_push(&cx->a, &v->facts.facts) = (struct fact){ .term = term, .html = page_captured(&part) };
}

static void add_fact(struct cx *cx, struct backup_view *v, struct str term, struct str text)
{
	*vec_push(&cx->a, &v->facts.facts) = (struct fact){ .term = term, .text = text };
}

static void fill_backups(struct cx *cx, const struct page_out *o, struct backup_view *v)
{
	struct backup_run good, last;
	struct backup_recipient_vec recipients = {};
	struct str folder = setting_read(cx, &setting_backup_folder);
	int64_t every_us = setting_read_int(cx, &setting_backup_every) * hour_us;
	bool any = store_run_newest(cx, S("backup"), BACKUP_GOOD, &good), tried = store_run_newest(cx, S("backup"), -1, &last);
	store_recipients(cx, &recipients);
	add_when(cx, v, o, tr(o, "Last good backup"), any ? good.at_us : TIME_NONE);
	add_fact(cx, v, tr(o, "Folder"), folder.len ? folder : S("–"));
	add_fact(cx, v, tr(o, "Hours between backups"), setting_read(cx, &setting_backup_every));
	add_fact(cx, v, tr(o, "Recipients"), arena_printf(&cx->a, "%zu", recipients.n));
	if (!any)
		add_warning(cx, v, PAGE_BAD, tr(o, "There is no backup of this desk."), S(""));
	else if (cx->now_us - good.at_us > 2 * every_us)
		add_warning(cx, v, PAGE_BAD, tr(o, "The last good backup is too old: what happened since would be lost."), S(""));
	if (tried && last.state == BACKUP_FAILED)
		add_warning(cx, v, PAGE_BAD, tr(o, "The last backup failed."), last.error);
	if (!folder.len)
		add_warning(cx, v, PAGE_WARN, tr(o, "No backups are made by themselves: no folder is set."),
		        S("mainstay setting set backup.folder FOLDER"));
	if (!recipients.n)
		add_warning(cx, v, PAGE_WARN, tr(o, "The backups open with the desk's key file only: when it is lost, so are they."),
		        S("mainstay backup recipient add NAME KEY"));
}

static void fill_drills(struct cx *cx, const struct page_out *o, struct backup_view *v)
{
	struct backup_run good, last;
	int64_t every_us = setting_read_int(cx, &setting_backup_drill) * day_us;
	bool any = store_run_newest(cx, S("drill"), BACKUP_GOOD, &good), tried = store_run_newest(cx, S("drill"), -1, &last);
	add_when(cx, v, o, tr(o, "Last restore that was tried and worked"), any ? good.at_us : TIME_NONE);
	if (any) {
		add_fact(cx, v, tr(o, "Seconds until the desk was open (RTO)"), seconds(cx, good.took_us));
		add_fact(cx, v, tr(o, "Minutes of work lost with that backup (RPO)"),
		        arena_printf(&cx->a, "%lld", (long long)((good.age_us + 59999999) / 60000000)));
	}
	if (tried && last.state == BACKUP_FAILED)
		add_warning(cx, v, PAGE_BAD, tr(o, "The last trial restore failed: the backup may be worth nothing."), last.error);
	else if (!any || (every_us && cx->now_us - good.at_us > 2 * every_us))
		add_warning(cx, v, PAGE_WARN, tr(o, "No restore has been tried for long."), S("mainstay restore drill"));
}

static void fill_rows(struct cx *cx, const struct page_out *o, struct backup_view *v)
{
	struct backup_run_vec runs = {};
	store_runs(cx, ROWS_SHOWN, &runs);
	vec_each (r, &runs) {
		struct str kind = str_eq(r->kind, S("backup"))  ? tr(o, "backup")
		                  : str_eq(r->kind, S("drill")) ? tr(o, "trial restore")
		                                                : tr(o, "restore");
		struct str state = r->state == BACKUP_GOOD     ? tr(o, "good")
		                   : r->state == BACKUP_FAILED ? tr(o, "failed")
		                                               : tr(o, "under way");
		*vec_push(&cx->a, &v->rows) = (struct backup_row){ .at = { r->at_us },
			.kind = kind,
			.state = state,
			.file = r->file,
			.took = seconds(cx, r->took_us),
			.error = r->error,
			.rows = r->rows,
			.megabytes = (r->bytes + 999999) / 1000000,
			.bad = r->error.len > 0 };
	}
}

static bool backup_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct backup_view v = {};
	fill_backups(cx, o, &v);
	fill_drills(cx, o, &v);
	fill_rows(cx, o, &v);
	v.nothing = (struct empty_view){ tr(o, "Nothing yet"), tr(o, "Backups, trial restores and restores stand here when there are any."),
		{}, {} };
	call->frame.title = tr(o, "Backups");
	call->frame.lede = tr(o, "What would be left of this desk if its machine burned now.");
	call->no_cache = true; /* it tells how old things are */
	page_backup(&call->main, &v);
	return ok(cx);
}

const struct page backup_pages[] = {
	{ HTTP_GET, "/backup", RIGHT_ADMIN, backup_page, "See how old the last backup is and whether it restores", "Backups" },
	{},
};
