/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of the registry.
 */
#include "registry/labels.h"
#include "registry/registry.h"

extern const struct db_schema registry_schema;
extern const struct command registry_commands[];
extern const struct page registry_pages[];

static const struct job jobs[] = { { "register-label", (int64_t)86400 * 1000000, registry_relabel_job }, {} };

const struct feature feature_registry = {
	.name = "registry",
	.schema = &registry_schema,
	.pages = registry_pages,
	.commands = registry_commands,
	.jobs = jobs,
	.subjects = registry_subjects,
};
