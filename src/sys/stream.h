/* SPDX-License-Identifier: Apache-2.0
 *
 * A large new file, written piece by piece: it appears under its name when it is whole and on the disk, never before.
 */
#pragma once
#include "base/err.h"
#include "base/str.h"
#include <limits.h>

struct file_stream {
	int fd; /* under a name of its own beside path, locked while this process lives; 0 = not begun */
	char path[PATH_MAX], beside[PATH_MAX];
};
/* Begins path, which must not be there (E_CONFLICT). Closes itself: AUTO(file_stream) f = {}; leaves nothing unless file_stream_done was called. */
bool file_stream_begin(struct file_stream *f, const char *path, unsigned mode, struct err *err);
/* E_BROKEN when the disk is full (or a limit reached), in one line that says so. */
bool file_stream_put(struct file_stream *f, struct str bytes, struct err *err);
/* Syncs it, and gives it its name. */
bool file_stream_done(struct file_stream *f, struct err *err);
void file_stream_end_(struct file_stream *f);
/* Removes what processes that were killed have left half-written in the folder. */
void file_stream_sweep(const char *folder);

/* Locks an open file (opened for writing) for this descriptor alone until it is closed, however the process ends; false when another has it. */
bool file_lock(int fd);
/* Bytes that this user may still write on the file system of path; -1 when it cannot be told. */
int64_t file_free_bytes(const char *path);
/* Size of a file; 0 when there is none. */
int64_t file_bytes(const char *path);
/* Makes sure that the bytes of an existing file are on the disk. */
bool file_sync(const char *path, struct err *err);
/* Gives the file at from the name to, which must not be there (E_CONFLICT); on the disk when it returns. */
bool file_move_new(const char *from, const char *to, struct err *err);
