/* SPDX-License-Identifier: Apache-2.0
 *
 * What every way into the program stands on, command or server: the clock, the schemas of all features, the events and jobs that are due.
 */
#include "app/app.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger_tree.h"
#include "core/who.h"
#include <time.h>

int64_t app_now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

const struct db_schema *const *app_schemas(struct arena *a)
{
	size_t n = 0, m = 0;
	while (features[n])
		n++;
	const struct db_schema **list = arena_array(a, const struct db_schema *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (features[i]->schema)
			list[m++] = features[i]->schema;
	return list;
}

bool app_settle(struct cx *cx)
{
	return events_run(cx, features) && jobs_run(cx, features);
}

bool app_sweep(struct cx *cx)
{
	return who_sessions_sweep(cx) && events_sweep(cx);
}

static const struct job core_jobs[] = {
	{ "ledger-sequence", 1000000, ledger_sequence },
	{ "sweep", (int64_t)86400 * 1000000, app_sweep },
	{},
};

static const struct setting *const core_settings[] = { &setting_origin, NULL };

extern const struct db_schema core_schema;
const struct feature feature_core = { .name = "core", .schema = &core_schema, .jobs = core_jobs, .settings = core_settings };
