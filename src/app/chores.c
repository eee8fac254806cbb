/* SPDX-License-Identifier: Apache-2.0
 *
 * What every way into the program stands on, command or server: the clock, the schemas of all features, the events and jobs that are due.
 */
#include "app/app.h"
#include "core/dataset.h"
#include "core/desk.h"
#include "core/checkpoint.h"
#include "core/event.h"
#include "core/ledger_tree.h"
#include "core/stamp.h"
#include "core/who.h"
#include "base/time.h"
#include <time.h>

int64_t app_now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

bool app_settle(struct cx *cx)
{
	/* Jobs run even when a listener fails: a backup does not wait for it to be mended. */
	bool heard = events_run(cx, features);
	struct err why = cx->err;
	if (!heard)
		err_clear(&cx->err);
	bool ran = jobs_run(cx, features);
	if (!heard)
		cx->err = why;
	return heard && ran;
}

bool app_sweep(struct cx *cx)
{
	struct hold_vec holds = {};
	struct dataset_count_vec counts = {};
	if (!holds_list(cx, true, &holds))
		return false;
	/* What a hold may cover goes only by the rule of its data set, which knows which rows it does not cover. */
	bool held = hold_over(&holds, &(struct erasable){ .dataset = S("sessions"), .made_us = TIME_NONE });
	return (held || who_sessions_sweep(cx)) && dataset_expire(cx, false, &counts);
}

static const struct job core_jobs[] = {
	{ "ledger-sequence", 1000000, ledger_sequence },
	{ "ledger-checkpoint", (int64_t)3600 * 1000000, checkpoint_job },
	{ "sweep", (int64_t)86400 * 1000000, app_sweep },
	{},
};

static const struct setting *const core_settings[] = { &setting_origin, &setting_ledger_origin, &setting_ledger_witnesses, &setting_ledger_tsa_url, &setting_ledger_tsa_ca, NULL };

extern const struct db_schema core_schema;
const struct feature feature_core = { .name = "core", .schema = &core_schema, .jobs = core_jobs, .settings = core_settings, .datasets = core_datasets };
