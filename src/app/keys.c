/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the desk's key file is: named by MAINSTAY_KEY_FILE, or handed over by systemd (LoadCredential=desk.key), or beside the file of an SQLite desk, or
 * under the user's data folder by the id of a desk on PostgreSQL. Never in the database, never in its backup.
 */
#include "app/app.h"
#include "core/desk.h"
#include "core/secret.h"
#include "sys/file.h"
#include <stdlib.h>
#include <string.h>

static struct str from_env(struct arena *a, const char *name, const char *under)
{
	const char *value = getenv(name);
	return value && *value ? arena_printf(a, "%s%s", value, under) : (struct str){};
}

bool app_keys_path(struct cx *cx, struct str where, struct str desk_id, struct str *path)
{
	struct desk desk;
	*path = from_env(&cx->a, "MAINSTAY_KEY_FILE", "");
	if (!path->ptr)
		*path = from_env(&cx->a, "CREDENTIALS_DIRECTORY", "/desk.key");
	if (path->ptr)
		return true;
	if (!str_starts(where, S("postgresql://")) && !str_starts(where, S("postgres://"))) {
		*path = arena_printf(&cx->a, "%.*s.key", STR(where));
		return true;
	}
	struct str folder = from_env(&cx->a, "XDG_DATA_HOME", "/mainstay");
	if (!folder.ptr)
		folder = from_env(&cx->a, "HOME", "/.local/share/mainstay");
	if (!folder.ptr)
		return fail(cx, E_MISSING, "where is the desk's key file? Name it with MAINSTAY_KEY_FILE");
	if (!desk_id.len && !desk_read(cx, &desk))
		return false;
	*path = arena_printf(&cx->a, "%.*s/%.*s.key", STR(folder), STR(desk_id.len ? desk_id : desk.id));
	return true;
}

bool app_keys_read(struct cx *cx, struct str where)
{
	struct str path;
	if (!app_keys_path(cx, where, (struct str){}, &path))
		return false;
	if (file_kind(path.ptr) == FILE_NONE)
		return true;
	struct secrets *keys = arena_new(&cx->a, struct secrets);
	if (!secrets_read(cx, path.ptr, keys))
		return false;
	cx->secrets = keys;
	return true;
}

bool app_keys_make(struct cx *cx, struct str where)
{
	struct str path;
	if (cx->secrets)
		return true;
	if (!app_keys_path(cx, where, (struct str){}, &path))
		return false;
	if (file_kind(path.ptr) != FILE_NONE)
		return app_keys_read(cx, where);
	struct str folder = path;
	while (folder.len && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	struct secrets *keys = arena_new(&cx->a, struct secrets);
	if ((folder.len > 1 && !file_make_folder(arena_str(&cx->a, folder).ptr, &cx->err)) || !secrets_create(cx, path.ptr, keys))
		return false;
	cx->secrets = keys;
	return true;
}
