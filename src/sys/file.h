/* SPDX-License-Identifier: Apache-2.0
 *
 * Files and folders: read whole with a bound, walked in order, written whole or not at all. Every error names the path and what to do.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

/* The bytes of a regular file (or pipe) of at most max_bytes, NUL-terminated behind their end. E_MISSING when there is none, E_DENIED when it
 * may not be read, E_INVALID when it is a folder or longer. */
bool file_read(struct arena *a, const char *path, size_t max_bytes, struct str *out, struct err *err);
/* Opens a regular file for reading; the caller closes the descriptor. -1 with *err set, as file_read. */
int file_open(const char *path, struct err *err);
/* A nameless file in memory that holds bytes, at its beginning; the caller closes it. For what reads descriptors. -1 with *err set (E_BROKEN). */
int file_of_bytes(struct str bytes, struct err *err);
/* Writes bytes under path so that a reader, or a crash at any moment, sees the old file or the new one whole: beside it, synced, renamed.
 * mode as for open(2), 0644 or 0600. */
bool file_write(const char *path, struct str bytes, unsigned mode, struct err *err);
/* The same for a file that must not be there yet: E_CONFLICT when it is, and it stays as it was. */
bool file_write_new(const char *path, struct str bytes, unsigned mode, struct err *err);

enum file_kind { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_OTHER };
/* What stands at path, symbolic links followed. */
enum file_kind file_kind(const char *path);

VEC_TYPE(file_list, struct str); /* paths, NUL-terminated */
enum { FILE_WALK_MAX = 1000000, FILE_DEPTH_MAX = 32 };
/* All regular files under a folder, each as folder/…/name, sorted by bytes of the path. Symbolic links to files are followed, to folders not,
 * so there are no loops; names that begin with a dot are left out. E_INVALID above FILE_WALK_MAX files or FILE_DEPTH_MAX levels. */
bool file_walk(struct arena *a, const char *folder, struct file_list *out, struct err *err);

/* Makes the folder and those above it where they are missing. */
bool file_make_folder(const char *path, struct err *err);
/* A new empty folder for this process (mode 0700), under $TMPDIR or /tmp. */
bool file_make_temporary(struct arena *a, struct str *path, struct err *err);
/* A new empty folder (mode 0700) under $TMPDIR or /tmp that belongs to this process: it is locked, and when the process has ended, however it did, any
 * other finds it unlocked and may remove it. AUTO(file_temporary) removes it. E_BROKEN when it cannot be made. */
struct file_temporary {
	char path[256];
	int lock; /* descriptor; the zeroed struct is no folder */
};
bool file_temporary_make(struct file_temporary *out, struct err *err);
void file_temporary_end_(struct file_temporary *t);
/* Removes those that processes of this user have left behind. */
void file_temporary_sweep(void);
/* Removes a folder with all in it; symbolic links are removed, not followed. */
bool file_remove_folder(const char *path, struct err *err);
