/* SPDX-License-Identifier: Apache-2.0
 *
 * The folder of what a serving process keeps outside the database: the journal of page reads. Named by --state, or beside the file of an SQLite desk, or
 * under the user's state folder by the id of a desk on PostgreSQL.
 */
#include "app/app.h"
#include "core/desk.h"
#include "sys/file.h"
#include <stdlib.h>

static struct str from_env(struct arena *a, const char *name, const char *under)
{
	const char *value = getenv(name);
	return value && *value ? arena_printf(a, "%s%s", value, under) : (struct str){};
}

bool app_state_folder(struct cx *cx, struct str where, struct str given, struct str *folder)
{
	struct desk desk;
	*folder = given.len ? arena_str(&cx->a, given) : from_env(&cx->a, "MAINSTAY_STATE", "");
	if (folder->ptr)
		return true;
	if (str_eq(str_c(db_engine(cx->db)), S("sqlite"))) {
		*folder = arena_printf(&cx->a, "%.*s.reads", STR(where));
		return true;
	}
	if (!desk_read(cx, &desk))
		return false;
	struct str above = from_env(&cx->a, "XDG_STATE_HOME", "/mainstay");
	if (!above.ptr)
		above = from_env(&cx->a, "HOME", "/.local/state/mainstay");
	if (!above.ptr)
		return fail(cx, E_MISSING, "where may this server keep its journal of page reads? Name a folder with --state");
	*folder = arena_printf(&cx->a, "%.*s/%.*s", STR(above), STR(desk.id));
	return true;
}
