/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of the advisory room.
 */
#include "advisory/advisory.h"

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

const struct feature feature_advisory = { .name = "advisory", .schema = &advisory_schema, .pages = advisory_pages, .commands = advisory_commands, .hears = hears };
