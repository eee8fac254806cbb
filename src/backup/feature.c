/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of backup.
 */
#include "backup/backup.h"
#include "core/dataset.h"
#include "page/catalogue.h"

extern const struct db_schema backup_schema;
extern const struct command backup_commands[];
extern const struct page backup_pages[];

static const struct job jobs[] = {
	{ .name = "backup", .every_us = (int64_t)60 * 1000000, .run = backup_job, .in_server = true },
	{},
};

static const char *const backup_tables[] = { "backup_run", "backup_recipient", NULL };
static const struct dataset datasets[] = {
	{ "backups", tr_later("Backups"), tr_later("Encrypted copies of everything, and the list of them"), backup_tables, "administrator", .floor = "RED",
		.basis = "A/RES/58/199, annex, 8" },
	{},
};

const struct feature feature_backup = {
	.name = "backup",
	.schema = &backup_schema,
	.pages = backup_pages,
	.commands = backup_commands,
	.jobs = jobs,
	.settings = backup_settings,
	.datasets = datasets,
};
