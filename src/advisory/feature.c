/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of the advisory room.
 */
#include "advisory/advisory.h"
#include "advisory/marks.h"
#include "advisory/store.h"
#include "core/dataset.h"
#include "page/catalogue.h"

extern const struct db_schema advisory_schema;
extern const struct command advisory_commands[];
extern const struct page advisory_pages[];

static bool register_changed(struct cx *cx, const struct event *event)
{
	(void)event;
	return advisory_rematch(cx, false);
}

static bool alias_changed(struct cx *cx, const struct event *event)
{
	(void)event;
	return advisory_rematch(cx, true);
}

static const struct hear hears[] = { { "register.changed", register_changed }, { "alias.changed", alias_changed }, {} };

static const char *const advisory_tables[] = { "advisory", "advisory_revision", "alias", NULL };
static const char *const finding_tables[] = { "finding", "product_key", "match_state", NULL };
static const char *const quarantine_tables[] = { "quarantine", NULL };
static const struct dataset datasets[] = {
	{ "advisories", tr_later("Advisories"), tr_later("Security advisories as they were published, and what names stand for one another"), advisory_tables,
		.shown = SHOWN_OPERATORS | SHOWN_REGULATORS | SHOWN_PARTNERS | SHOWN_PUBLIC, .basis = "A/RES/58/199, annex, 1" },
	{ "findings", tr_later("Findings"), tr_later("Which advisory hits what is installed where"), finding_tables, .shown = SHOWN_OPERATORS, .recipe = "drop id, component, asset, organization",
		.basis = "A/RES/58/199, annex, 1" },
	{ "quarantine", tr_later("Quarantine"), tr_later("Documents that were sent in and could not be read"), quarantine_tables, .floor = "AMBER", .max_days = 365, .ages = tr_later("their arrival"),
		.expire = store_expire_quarantine },
	{},
};

const struct feature feature_advisory = { .name = "advisory", .schema = &advisory_schema, .pages = advisory_pages, .commands = advisory_commands, .hears = hears, .datasets = datasets,
	.subjects = advisory_subjects };
