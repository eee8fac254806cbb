/* SPDX-License-Identifier: Apache-2.0
 *
 * The files inside an archive (.zip, .tar, .tar.gz, .tar.xz, .tar.zst), unpacked by libarchive inside the jail and handed over one by one.
 * Nothing is ever written to the disk: names are names only, whatever dots and slashes they hold. Archives inside are not opened.
 */
#pragma once
#include "sys/jail.h"

enum { ARCHIVED_FILES_MAX = 100000, ARCHIVED_FILE_BYTES_MAX = 64 << 20, ARCHIVED_NAME_BYTES_MAX = 4096, ARCHIVED_RATIO_MAX = 400 };
#define ARCHIVED_SUM_BYTES_MAX ((uint64_t)1 << 30)

/* One entry. Folders are passed over; all else is handed over, so that nothing is dropped silently. Borrowed for the call. */
struct archived {
	struct str name; /* UTF-8; bytes that are not, and control characters, became '?' */
	struct str bytes; /* content of a regular file */
	struct str skipped; /* why it could not be read ("is a symbolic link"), else empty */
};

/* The row for the table given to jail_start; as all readers it runs bare in fuzzers. */
#define ARCHIVE_READER \
	{ \
		.name = "archive", .stream = archive_read_stream, .warm = archive_warm \
	}
bool archive_read_stream(struct arena *a, int fd, struct jail_out *out, struct err *err);
void archive_warm(void);

/* True for a file name that ends like an archive; letter case does not matter. */
bool archive_named(struct str name);

/* Reads the archive behind fd (from its current place; a regular file is read in any order) and calls each for each entry, in the archive's
 * order, while the rest is still being read; each may use the jail for documents, and ends the reading by returning false. reader is
 * ARCHIVE_READER's place in the jail's table, name what errors call the archive. Entries with the same name are all handed over.
 * An entry whose content is damaged is handed over as skipped when the archive goes on after it. E_INVALID when it is no archive, is damaged or
 * cut short (entries before the damage were handed over; the text says where), holds more than the bounds above in number or sum, or unpacks to more than ARCHIVED_RATIO_MAX times its size. */
bool archive_each(struct jail *j, unsigned reader, int fd, struct str name, bool (*each)(void *ctx, const struct archived *entry),
        void *ctx, struct err *err);

/* Takes one record of archive_read_stream apart; false when it is malformed. For callers that run the reader bare. */
bool archive_take(struct str record, struct archived *entry);
