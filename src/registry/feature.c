/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of the registry.
 */
#include "core/dataset.h"
#include "page/catalogue.h"
#include "registry/labels.h"
#include "registry/registry.h"

extern const struct db_schema registry_schema;
extern const struct command registry_commands[];
extern const struct page registry_pages[];

static const char *const sector_tables[] = { "sector", "outline", NULL };
static const char *const organization_tables[] = { "organization", NULL };
static const char *const contact_tables[] = { "contact", NULL };
static const char *const asset_tables[] = { "service", "asset", "node", NULL };
static const char *const component_tables[] = { "component", "product", NULL };
static const char *const dependency_tables[] = { "dependency", "registry_state", NULL };

/* Named like the files of the exchange format; services share a data set with assets (records.c). */
static const struct dataset datasets[] = {
	{ "sectors", tr_later("Sectors and outline"), tr_later("The branches of what a country needs, and the outline of its maps"), sector_tables,
		.shown = SHOWN_OPERATORS | SHOWN_REGULATORS | SHOWN_PARTNERS | SHOWN_PUBLIC, .basis = "A/RES/58/199, annex, 3" },
	{ "organizations", tr_later("Organizations"), tr_later("Who runs, regulates or supplies critical infrastructure"), organization_tables, .shown = SHOWN_OPERATORS | SHOWN_REGULATORS,
		.recipe = "sector name; drop id, parent, confirmed_by, source", .basis = "A/RES/58/199, annex, 2" },
	{ "contacts", tr_later("Contacts"), tr_later("Names, telephone numbers and addresses of the people who are called in an emergency"), contact_tables, .floor = "AMBER",
		.shown = SHOWN_OPERATORS, .recipe = "drop id, name, address, hours, carried_by, confirmed_by, source", .basis = "A/RES/58/199, annex, 5" },
	{ "assets", tr_later("Services and assets"), tr_later("What is critical, where it stands and how many people it serves"), asset_tables, .shown = SHOWN_OPERATORS | SHOWN_REGULATORS,
		.recipe = "sector name; drop id, organization, area, confirmed_by, source; grid lat, lon; bands users", .basis = "A/RES/58/199, annex, 3" },
	{ "components", tr_later("Components"), tr_later("Which product is installed where, in which version"), component_tables, .shown = SHOWN_OPERATORS,
		.recipe = "drop id, asset, version, serial, exposure, confirmed_by, source", .basis = "A/RES/58/199, annex, 3" },
	{ "dependencies", tr_later("Dependencies"), tr_later("What needs what, and how long it can do without"), dependency_tables, .shown = SHOWN_OPERATORS | SHOWN_REGULATORS,
		.recipe = "drop dependent, group, supplier, confirmed_by, source", .basis = "A/RES/58/199, annex, 3" },
	{},
};

/* A rule's floor may have changed: rows take the class that it makes now. (After an upgrade the job does.) */
static bool dataset_changed(struct cx *cx, const struct event *event)
{
	for (const struct dataset *d = datasets; d->id; d++)
		if (str_eq(str_c(d->id), event->subject))
			return registry_relabel_job(cx);
	return true;
}

static const struct job jobs[] = { { "register-label", (int64_t)86400 * 1000000, registry_relabel_job }, {} };
static const struct hear hears[] = { { "dataset.changed", dataset_changed }, {} };

const struct feature feature_registry = {
	.name = "registry",
	.schema = &registry_schema,
	.pages = registry_pages,
	.commands = registry_commands,
	.hears = hears,
	.jobs = jobs,
	.subjects = registry_subjects,
	.datasets = datasets,
};
