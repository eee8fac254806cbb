/* SPDX-License-Identifier: Apache-2.0
 *
 * Files and folders for all rooms above. Must never follow a symbolic link to a folder, nor leave half a file under its final name.
 */
#include "sys/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Says what the system said, with what to do where that is known. */
static bool path_fail(struct err *err, const char *what, const char *path)
{
	int e = errno;
	if (e == ENOENT || e == ENOTDIR)
		return err_fail(err, E_MISSING, "%s: there is no such file or folder; check the spelling", path);
	if (e == EACCES || e == EPERM)
		return err_fail(err, E_DENIED, "%s: the system does not let this user %s it; check its owner and mode", path, what);
	if (e == ENOSPC || e == EDQUOT)
		return err_fail(err, E_BROKEN, "%s: the disk is full; make room and try again", path);
	return err_fail(err, E_BROKEN, "%s: cannot %s it: %s", path, what, strerror(e));
}

int file_open(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	if (fd < 0) {
		path_fail(err, "read", path);
		return -1;
	}
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		err_fail(err, E_INVALID, "%s: is a folder, a file was expected", path);
		return -1;
	}
	return fd;
}

/* Reads to the end of fd. A file that grows while it is read is read as far as max_bytes. */
static bool read_all(struct arena *a, int fd, const char *path, size_t max_bytes, struct str *out, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st) < 0)
		return path_fail(err, "read", path);
	size_t cap = S_ISREG(st.st_mode) && (uint64_t)st.st_size <= max_bytes ? (size_t)st.st_size + 1
	             : max_bytes < 65536                                      ? max_bytes + 1
	                                                                      : 65536;
	if (S_ISREG(st.st_mode) && (uint64_t)st.st_size > max_bytes)
		return err_fail(err, E_INVALID, "%s: is larger than %zu bytes", path, max_bytes);
	char *p = arena_bytes(a, cap + 1);
	size_t n = 0;
	for (;;) {
		ssize_t k = read(fd, p + n, cap - n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return path_fail(err, "read", path);
		n += (size_t)k;
		if (n > max_bytes)
			return err_fail(err, E_INVALID, "%s: is larger than %zu bytes", path, max_bytes);
		if (k == 0)
			break;
		if (n == cap) {
			char *larger = arena_bytes(a, cap * 2 + 1);
			memcpy(larger, p, n);
			p = larger;
			cap *= 2;
		}
	}
	p[n] = 0;
	*out = (struct str){ p, n };
	return true;
}

int file_of_bytes(struct str bytes, struct err *err)
{
	int fd = memfd_create("bytes", MFD_CLOEXEC);
	for (size_t at = 0; fd >= 0 && at < bytes.len;) {
		ssize_t n = pwrite(fd, bytes.ptr + at, bytes.len - at, (off_t)at);
		if (n <= 0) {
			close(fd);
			fd = -1;
		}
		at += n > 0 ? (size_t)n : 0;
	}
	if (fd < 0)
		err_fail(err, E_BROKEN, "no memory for %zu bytes: %s", bytes.len, strerror(errno));
	return fd;
}

bool file_read(struct arena *a, const char *path, size_t max_bytes, struct str *out, struct err *err)
{
	int fd = file_open(path, err);
	if (fd < 0)
		return false;
	bool good = read_all(a, fd, path, max_bytes, out, err);
	close(fd);
	return good;
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t k = write(fd, bytes.ptr, bytes.len);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		bytes = str_slice(bytes, (size_t)k, bytes.len);
	}
	return true;
}

/* The folder a path lies in: what stands before its last slash. */
static bool folder_of(const char *path, char folder[PATH_MAX])
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	if (n >= PATH_MAX) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(folder, path, n);
	folder[n] = 0;
	if (!slash || n == 0)
		strcpy(folder, slash ? "/" : ".");
	return true;
}

static bool sync_folder(const char *path)
{
	char folder[PATH_MAX];
	int fd = folder_of(path, folder) ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (fd < 0)
		return false;
	bool good = fsync(fd) == 0 || errno == EINVAL; /* some file systems cannot sync a folder */
	close(fd);
	return good;
}

static bool put_in_place(const char *beside, const char *path, bool is_new)
{
	return is_new ? link(beside, path) == 0 && unlink(beside) == 0 : rename(beside, path) == 0;
}

static bool write_whole(const char *path, struct str bytes, unsigned mode, bool is_new, struct err *err)
{
	char beside[PATH_MAX];
	if (snprintf(beside, sizeof beside, "%s.%ld.new", path, (long)getpid()) >= (int)sizeof beside) {
		errno = ENAMETOOLONG;
		return path_fail(err, "write", path);
	}
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd < 0)
		return path_fail(err, "write", path);
	bool good = write_all(fd, bytes) && fsync(fd) == 0;
	int e = errno;
	good = close(fd) == 0 && good;
	if (good && put_in_place(beside, path, is_new))
		return sync_folder(path) || path_fail(err, "sync the folder of", path);
	e = good ? errno : e;
	unlink(beside);
	if (is_new && e == EEXIST)
		return err_fail(err, E_CONFLICT, "%s is there already: move it away first", path);
	errno = e;
	return path_fail(err, "write", path);
}

bool file_write(const char *path, struct str bytes, unsigned mode, struct err *err)
{
	return write_whole(path, bytes, mode, false, err);
}

bool file_write_new(const char *path, struct str bytes, unsigned mode, struct err *err)
{
	return write_whole(path, bytes, mode, true, err);
}

enum file_kind file_kind(const char *path)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return FILE_NONE;
	return S_ISREG(st.st_mode) ? FILE_REGULAR : S_ISDIR(st.st_mode) ? FILE_FOLDER : FILE_OTHER;
}

static bool walk(struct arena *a, const char *folder, unsigned depth, struct file_list *out, struct err *err);

static bool walk_entry(
        struct arena *a, DIR *dir, const char *folder, const char *name, unsigned depth, struct file_list *out, struct err *err)
{
	struct stat st, target;
	const char *slash = *folder && folder[strlen(folder) - 1] == '/' ? "" : "/";
	struct str path = arena_printf(a, "%s%s%s", folder, slash, name);
	if (name[0] == '.')
		return true;
	if (fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT || path_fail(err, "look at", path.ptr); /* removed meanwhile */
	if (S_ISDIR(st.st_mode))
		return walk(a, path.ptr, depth + 1, out, err);
	bool to_file = S_ISLNK(st.st_mode) && fstatat(dirfd(dir), name, &target, 0) == 0 && S_ISREG(target.st_mode);
	if (!to_file && !S_ISREG(st.st_mode))
		return true;
	if (out->n == FILE_WALK_MAX)
		return err_fail(err, E_INVALID, "%s: holds more than %d files; give parts of it", folder, FILE_WALK_MAX);
	*vec_push(a, out) = path;
	return true;
}

static bool walk(struct arena *a, const char *folder, unsigned depth, struct file_list *out, struct err *err)
{
	if (depth > FILE_DEPTH_MAX)
		return err_fail(err, E_INVALID, "%s: lies deeper than %d folders", folder, FILE_DEPTH_MAX);
	DIR *dir = opendir(folder);
	if (!dir)
		return path_fail(err, "read", folder);
	bool good = true;
	for (struct dirent *e; good && (e = readdir(dir)) != NULL;)
		good = walk_entry(a, dir, folder, e->d_name, depth, out, err);
	closedir(dir);
	return good;
}

static int by_path(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

bool file_walk(struct arena *a, const char *folder, struct file_list *out, struct err *err)
{
	*out = (struct file_list){};
	if (!walk(a, folder, 0, out, err))
		return false;
	if (out->n)
		qsort(out->at, out->n, sizeof *out->at, by_path);
	return true;
}

bool file_make_folder(const char *path, struct err *err)
{
	char upto[PATH_MAX];
	size_t n = strlen(path);
	if (n >= sizeof upto) {
		errno = ENAMETOOLONG;
		return path_fail(err, "make", path);
	}
	for (size_t i = 1; i <= n; i++) {
		if (path[i] && path[i] != '/')
			continue;
		memcpy(upto, path, i);
		upto[i] = 0;
		if (mkdir(upto, 0777) < 0 && errno != EEXIST)
			return path_fail(err, "make", upto);
	}
	return file_kind(path) == FILE_FOLDER || err_fail(err, E_CONFLICT, "%s: is there and is no folder", path);
}

static const char *temporary_place(void)
{
	const char *under = getenv("TMPDIR");
	return under && *under ? under : "/tmp";
}

bool file_make_temporary(struct arena *a, struct str *path, struct err *err)
{
	struct str name = arena_printf(a, "%s/mainstay-XXXXXX", temporary_place());
	if (!mkdtemp((char *)(uintptr_t)name.ptr))
		return path_fail(err, "make a temporary folder like", name.ptr);
	*path = name;
	return true;
}

/* Empties the folder behind fd, which it closes. */
static bool remove_inside(int fd, const char *path, unsigned depth, struct err *err)
{
	DIR *dir = depth <= FILE_DEPTH_MAX ? fdopendir(fd) : NULL;
	if (!dir) {
		close(fd);
		return path_fail(err, "empty", path);
	}
	bool good = true;
	for (struct dirent *e; good && (e = readdir(dir)) != NULL;) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		int below = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		good = below < 0 || remove_inside(below, path, depth + 1, err);
		if (good && unlinkat(fd, e->d_name, below < 0 ? 0 : AT_REMOVEDIR) < 0)
			good = path_fail(err, "empty", path);
	}
	closedir(dir);
	return good;
}

bool file_remove_folder(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return path_fail(err, "remove", path);
	return remove_inside(fd, path, 0, err) && (rmdir(path) == 0 || path_fail(err, "remove", path));
}

/* ---- folders that do not outlive their process ---- */
int flock(int fd, int operation); /* of <sys/file.h>, which our own header hides */
#define LOCKED_PREFIX "mainstay-held-"

static bool still_there(int fd, const char *path)
{
	struct stat held, now;
	return fstat(fd, &held) == 0 && lstat(path, &now) == 0 && held.st_ino == now.st_ino && held.st_dev == now.st_dev;
}

bool file_temporary_make(struct file_temporary *out, struct err *err)
{
	enum { TRIES = 8 };
	for (int i = 0; i < TRIES; i++) {
		*out = (struct file_temporary){};
		int n = snprintf(out->path, sizeof out->path, "%s/" LOCKED_PREFIX "XXXXXX", temporary_place());
		if (n < 0 || (size_t)n >= sizeof out->path)
			return err_fail(err, E_BROKEN, "the name of the folder for temporary files is too long: set TMPDIR to a shorter one");
		if (!mkdtemp(out->path))
			return path_fail(err, "make a temporary folder like", out->path);
		out->lock = open(out->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		/* Another process may have swept it away before it was locked. */
		if (out->lock >= 0 && flock(out->lock, LOCK_EX) == 0 && still_there(out->lock, out->path))
			return true;
		if (out->lock >= 0)
			close(out->lock);
	}
	*out = (struct file_temporary){};
	return err_fail(err, E_BROKEN, "cannot make and lock a folder for temporary files under %s", temporary_place());
}

void file_temporary_end_(struct file_temporary *t)
{
	if (!t->path[0])
		return;
	file_remove_folder(t->path, &(struct err){});
	close(t->lock);
	*t = (struct file_temporary){};
}

void file_temporary_sweep(void)
{
	DIR *dir = opendir(temporary_place());
	if (!dir)
		return;
	for (struct dirent *e; (e = readdir(dir)) != NULL;) {
		char path[PATH_MAX];
		struct stat st;
		if (strncmp(e->d_name, LOCKED_PREFIX, strlen(LOCKED_PREFIX)) != 0 ||
		        (size_t)snprintf(path, sizeof path, "%s/%s", temporary_place(), e->d_name) >= sizeof path)
			continue;
		int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0)
			file_remove_folder(path, &(struct err){});
		close(fd);
	}
	closedir(dir);
}
