/* SPDX-License-Identifier: Apache-2.0
 *
 * The walls of the serving process: which files it can still reach. Must name every folder that a handler, a job or a library needs, and no other.
 */
#include "app/desk_server.h"
#include "base/log.h"
#include "sys/confine.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { PATHS_MAX = 64 };

struct paths {
	struct confine_path at[PATHS_MAX]; /* beyond it a path is left out: the walls are then too narrow, never too wide */
	unsigned n;
};

static void add(struct paths *p, const char *path, bool write)
{
	if (path && *path && p->n < PATHS_MAX)
		p->at[p->n++] = (struct confine_path){ path, write };
}

/* The folder that holds this file: databases make files beside theirs. */
static const char *folder_of(struct cx *cx, struct str file)
{
	struct str whole = arena_str(&cx->a, file);
	while (whole.len && whole.ptr[whole.len - 1] != '/')
		whole.len--;
	return whole.len ? arena_str(&cx->a, whole).ptr : ".";
}

static const char *in_home(struct cx *cx, const char *name)
{
	const char *home = getenv("HOME");
	return home && *home ? arena_printf(&cx->a, "%s/%s", home, name).ptr : NULL;
}

bool serve_confine(struct cx *cx, const struct desk_server *s, struct str state_folder)
{
	static const char *const readable[] = { "/usr", "/bin", "/lib", "/lib64", "/etc", "/proc", "/sys/devices/system/cpu", "/dev/urandom", "/dev/random", "/var/cache/fontconfig",
		"/var/lib/fontconfig", "/run/systemd/resolve", "/run/resolvconf", "/nix/store", "/opt" };
	struct paths p = {};
	const char *temporary = getenv("TMPDIR");
	bool walls = false;
	for (unsigned i = 0; i < sizeof readable / sizeof *readable; i++)
		add(&p, readable[i], false);
	add(&p, "/dev/null", true);
	add(&p, temporary && *temporary ? temporary : "/tmp", true);
	add(&p, state_folder.ptr, true);
	if (s->where_is_file)
		add(&p, folder_of(cx, s->where), true);
	add(&p, in_home(cx, ".postgresql"), false);
	add(&p, in_home(cx, ".pgpass"), false);
	add(&p, in_home(cx, ".pg_service.conf"), false);
	add(&p, getenv("PGPASSFILE"), false);
	add(&p, getenv("PGSERVICEFILE"), false);
	for (const struct str *path = s->files; path && path->ptr; path++)
		add(&p, path->ptr, false);
	for (const struct str *path = s->folders; path && path->ptr; path++)
		add(&p, path->ptr, true);
	if (!confine_files(p.at, p.n, &walls, &cx->err))
		return false;
	if (!walls)
		log_line(LOG_WARN, "this kernel has no Landlock: the server's files are not confined");
	return confine_calls(&cx->err);
}
