/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz target: the archive reader, bare. Every record it sends must be one that the receiving side accepts, within the bounds.
 */
#include "sys/archive.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool check(struct jail_out *out, struct str record)
{
	struct archived entry;
	size_t *left = out->ctx;
	if (!archive_take(record, &entry) || record.len > out->answer_bytes || !str_utf8(entry.name, NULL))
		abort();
	/* Bombs are for the unit tests: here they would only take the time. */
	*left -= record.len < *left ? record.len : *left;
	return *left > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int fd = -1;
	if (fd < 0) {
		archive_warm();
		fd = memfd_create("fuzz", 0);
	}
	struct arena a = {};
	struct err err = {};
	size_t left = 1 << 20;
	struct jail_out out = { .send = check, .ctx = &left, .answer_bytes = ARCHIVED_FILE_BYTES_MAX + JAIL_RECORD_HEAD_BYTES };
	if (ftruncate(fd, 0) < 0 || pwrite(fd, data, size, 0) != (ssize_t)size || lseek(fd, 0, SEEK_SET) != 0)
		return 0;
	archive_read_stream(&a, fd, &out, &err);
	arena_end(&a);
	return 0;
}
