/* SPDX-License-Identifier: Apache-2.0
 *
 * Folders for unfinished work. Must never remove one that a living process works in.
 */
#include "backup/scratch.h"
#include "sys/file.h"
#include "sys/stream.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct str folder_of(struct str path)
{
	while (path.len && path.ptr[path.len - 1] != '/')
		path.len--;
	return path;
}

int64_t steady_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int lock_in(struct cx *cx, struct str path)
{
	int fd = open(arena_printf(&cx->a, "%.*s/lock", STR(path)).ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0 && file_lock(fd))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

bool scratch_make(struct cx *cx, struct str path, struct scratch *out)
{
	const char *name = arena_str(&cx->a, path).ptr;
	if (!ok(cx))
		return false;
	for (int i = 0; i < 2; i++) {
		if (mkdir(name, 0700) && errno != EEXIST)
			return fail(cx,
			        errno == ENOENT   ? E_MISSING
			        : errno == EACCES ? E_DENIED
			                          : E_BROKEN,
			        "cannot make the folder %s: %s", name, strerror(errno));
		int fd = lock_in(cx, path);
		if (fd < 0)
			return fail(cx, E_BUSY, "another restore or drill is at work in %s: try again when it is over", name);
		struct stat st;
		bool fresh =
		        i == 1 || (stat(name, &st) == 0 && st.st_nlink <= 2 && !file_kind(arena_printf(&cx->a, "%s/desk.db", name).ptr) &&
		                          !file_kind(arena_printf(&cx->a, "%s/drill.db", name).ptr));
		if (fresh) {
			*out = (struct scratch){ arena_str(&cx->a, path), fd };
			return true;
		}
		/* Of a process that has ended: its lock is ours now. */
		bool gone = file_remove_folder(name, &cx->err);
		close(fd);
		if (!gone)
			return false;
	}
	return false;
}

void scratch_end_(struct scratch *s)
{
	struct err err = {};
	if (!s->lock)
		return;
	file_remove_folder(s->path.ptr, &err);
	close(s->lock);
	s->lock = 0;
}
