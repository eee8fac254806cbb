/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of backup.
 */
#include "backup/backup.h"

extern const struct db_schema backup_schema;
extern const struct command backup_commands[];
extern const struct page backup_pages[];

static const struct job jobs[] = {
	{ .name = "backup", .every_us = (int64_t)60 * 1000000, .run_all = backup_job },
	{},
};

const struct feature feature_backup = {
	.name = "backup",
	.schema = &backup_schema,
	.pages = backup_pages,
	.commands = backup_commands,
	.jobs = jobs,
	.settings = backup_settings,
};
