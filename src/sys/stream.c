/* SPDX-License-Identifier: Apache-2.0
 *
 * Large files written piece by piece. Must never let a half-written file be taken for a whole one. Serves the room backup.
 */
#include "sys/stream.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define HALF ".half"

static bool trouble(struct err *err, const char *what, const char *path)
{
	int e = errno;
	if (e == ENOSPC || e == EDQUOT || e == EFBIG)
		return err_fail(err, E_BROKEN, "no room left for %s: nothing was kept; make room on that disk", path);
	if (e == EEXIST)
		return err_fail(err, E_CONFLICT, "%s is there already: move it away first", path);
	return err_fail(err,
	        e == EACCES || e == EPERM ? E_DENIED
	        : e == ENOENT             ? E_MISSING
	                                  : E_BROKEN,
	        "cannot %s %s: %s", what, path, strerror(e));
}

/* The folder of path with its slash; the name follows behind. */
static size_t folder_bytes(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? (size_t)(slash - path) + 1 : 0;
}

bool file_lock(int fd)
{
	struct flock all = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	return fcntl(fd, F_OFD_SETLK, &all) == 0;
}

bool file_stream_begin(struct file_stream *f, const char *path, unsigned mode, struct err *err)
{
	size_t folder = folder_bytes(path);
	int n = snprintf(f->beside, sizeof f->beside, "%.*s.%s.%ld" HALF, (int)folder, path, path + folder, (long)getpid());
	if (n < 0 || n >= (int)sizeof f->beside) {
		errno = ENAMETOOLONG;
		return trouble(err, "write", path);
	}
	strcpy(f->path, path);
	if (access(path, F_OK) == 0) {
		errno = EEXIST;
		return trouble(err, "write", path);
	}
	f->fd = open(f->beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (f->fd < 0) {
		f->fd = 0;
		return trouble(err, "write", path);
	}
	file_lock(f->fd); /* who sweeps sees that somebody is at it */
	return true;
}

bool file_stream_put(struct file_stream *f, struct str bytes, struct err *err)
{
	while (bytes.len) {
		ssize_t k = write(f->fd, bytes.ptr, bytes.len);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return trouble(err, "write", f->path);
		bytes = str_slice(bytes, (size_t)k, bytes.len);
	}
	return true;
}

static bool sync_folder(const char *path, struct err *err)
{
	char folder[PATH_MAX];
	size_t n = folder_bytes(path);
	snprintf(folder, sizeof folder, "%.*s", n ? (int)n : 1, n ? path : ".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); /* some file systems cannot sync a folder */
	if (fd >= 0)
		close(fd);
	return good || trouble(err, "sync the folder of", path);
}

bool file_move_new(const char *from, const char *to, struct err *err)
{
	if (link(from, to) || unlink(from))
		return trouble(err, "write", to);
	return sync_folder(to, err);
}

bool file_stream_done(struct file_stream *f, struct err *err)
{
	if (fsync(f->fd))
		return trouble(err, "write", f->path);
	if (!file_move_new(f->beside, f->path, err))
		return false;
	close(f->fd);
	f->fd = 0;
	return true;
}

void file_stream_end_(struct file_stream *f)
{
	if (!f->fd)
		return;
	unlink(f->beside);
	close(f->fd);
	f->fd = 0;
}

static void sweep_one(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return;
	if (file_lock(fd))
		unlink(path);
	close(fd);
}

void file_stream_sweep(const char *folder)
{
	char path[PATH_MAX];
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir && (e = readdir(dir));)
		if (e->d_name[0] == '.' && str_ends(str_c(e->d_name), S(HALF)) &&
		        snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < (int)sizeof path)
			sweep_one(path);
	if (dir)
		closedir(dir);
}

int64_t file_free_bytes(const char *path)
{
	struct statvfs v;
	return statvfs(path, &v) ? -1 : (int64_t)(v.f_bavail * v.f_frsize);
}

int64_t file_bytes(const char *path)
{
	struct stat st;
	return stat(path, &st) ? 0 : (int64_t)st.st_size;
}

bool file_sync(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return good || trouble(err, "write", path);
}
