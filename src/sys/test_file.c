/* SPDX-License-Identifier: Apache-2.0
 *
 * Files: bounds, order, links, and that a file is written whole or not at all.
 */
#include "base/test.h"
#include "sys/file.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *in(struct arena *a, struct str folder, const char *name)
{
	return arena_printf(a, "%.*s/%s", STR(folder), name).ptr;
}

TEST(write_then_read)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct str folder, out;
	CHECK(file_make_temporary(&a, &folder, &err));
	const char *path = in(&a, folder, "one");
	CHECK(file_write(path, S("first"), 0600, &err) && file_write(path, S("second"), 0600, &err));
	CHECK(file_read(&a, path, 6, &out, &err));
	CHECK_STR(out, S("second"));
	CHECK(out.ptr[6] == 0);
	struct stat st;
	CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	CHECK(!file_read(&a, path, 5, &out, &err) && err.kind == E_INVALID && strstr(err.text, path));
	err_clear(&err);
	CHECK(!file_read(&a, in(&a, folder, "none"), 5, &out, &err) && err.kind == E_MISSING && strstr(err.text, "/none: "));
	err_clear(&err);
	CHECK(!file_read(&a, folder.ptr, 5, &out, &err) && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(!file_write(in(&a, folder, "no/where"), S("x"), 0600, &err) && err.kind == E_MISSING);
	struct file_list files;
	err_clear(&err);
	CHECK(file_walk(&a, folder.ptr, &files, &err) && files.n == 1); /* nothing half-done beside it */
	CHECK(file_read(&a, "/proc/self/status", 1 << 20, &out, &err) && out.len > 100); /* says it has no length */
	CHECK(file_remove_folder(folder.ptr, &err) && file_kind(folder.ptr) == FILE_NONE);
	arena_end(&a);
}

TEST(walk_is_sorted_and_ends)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct str folder;
	CHECK(file_make_temporary(&a, &folder, &err));
	CHECK(file_make_folder(in(&a, folder, "b/deep/er"), &err) && file_make_folder(in(&a, folder, "b/deep/er"), &err));
	const char *names[] = { "c", "b/deep/er/x", "b/a", "a", "b.d", ".hidden" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		CHECK(file_write(in(&a, folder, names[i]), S("x"), 0644, &err));
	CHECK(symlink("..", in(&a, folder, "b/loop")) == 0);
	CHECK(symlink("../c", in(&a, folder, "b/link")) == 0);
	CHECK(symlink("nowhere", in(&a, folder, "b/dangling")) == 0);
	struct file_list files;
	CHECK(file_walk(&a, folder.ptr, &files, &err));
	const char *wanted[] = { "a", "b.d", "b/a", "b/deep/er/x", "b/link", "c" };
	CHECK(files.n == 6);
	for (size_t i = 0; i < files.n && i < 6; i++)
		CHECK_STR(files.at[i], str_c(in(&a, folder, wanted[i])));
	CHECK(file_kind(in(&a, folder, "b")) == FILE_FOLDER && file_kind(in(&a, folder, "b/link")) == FILE_REGULAR);
	CHECK(!file_make_folder(in(&a, folder, "a/below"), &err));
	err_clear(&err);
	CHECK(!file_walk(&a, in(&a, folder, "none"), &files, &err) && err.kind == E_MISSING);
	err_clear(&err);
	CHECK(file_remove_folder(folder.ptr, &err) && file_kind(folder.ptr) == FILE_NONE);
	arena_end(&a);
}

/* A process that makes a folder, writes into it, tells its name, and is killed. */
static void killed_with_folder(char path[256])
{
	int tell[2];
	CHECK(pipe(tell) == 0);
	pid_t child = fork();
	if (child == 0) {
		struct file_temporary t;
		struct arena a = {};
		struct err err = {};
		bool good = file_temporary_make(&t, &err) && file_write(in(&a, str_c(t.path), "secret"), S("x"), 0600, &err);
		if (!good || write(tell[1], t.path, sizeof t.path) != sizeof t.path)
			_exit(1);
		raise(SIGKILL);
	}
	close(tell[1]);
	CHECK(read(tell[0], path, 256) == 256);
	close(tell[0]);
	CHECK(waitpid(child, NULL, 0) == child);
}

TEST(temporary_folders_do_not_outlive_their_process)
{
	struct err err = {};
	struct arena a = {};
	struct str place;
	CHECK(file_make_temporary(&a, &place, &err));
	char before[512] = "";
	if (getenv("TMPDIR"))
		snprintf(before, sizeof before, "%s", getenv("TMPDIR"));
	setenv("TMPDIR", place.ptr, 1);
	struct file_temporary mine = {};
	struct stat st;
	char dead[256];
	CHECK(file_temporary_make(&mine, &err) && stat(mine.path, &st) == 0 && (st.st_mode & 0777) == 0700);
	killed_with_folder(dead);
	const char *other = in(&a, place, "mainstay-held-file"); /* no folder */
	CHECK(file_write(other, S("x"), 0600, &err));
	CHECK(file_kind(dead) == FILE_FOLDER);
	file_temporary_sweep();
	CHECK(file_kind(dead) == FILE_NONE);
	CHECK(file_kind(mine.path) == FILE_FOLDER && file_kind(other) == FILE_REGULAR);
	char path[256];
	memcpy(path, mine.path, sizeof path);
	file_temporary_end_(&mine);
	file_temporary_end_(&mine); /* once is enough */
	CHECK(file_kind(path) == FILE_NONE && mine.lock == 0);
	setenv("TMPDIR", "/no/such/place", 1);
	CHECK(!file_temporary_make(&mine, &err) && err.kind == E_MISSING);
	file_temporary_sweep();
	if (before[0])
		setenv("TMPDIR", before, 1);
	else
		unsetenv("TMPDIR");
	err_clear(&err);
	CHECK(file_remove_folder(place.ptr, &err));
	arena_end(&a);
}
