/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal of page reads: what its writer (reads.c) and its reader (reads_drain.c) share. Stays inside the room.
 */
#pragma once
#include "base/buf.h"
#include "base/hash.h"
#include "core/reads.h"
#include <pthread.h>

enum {
	READS_ID_BYTES = 16,
	READS_HEAD_BYTES = 17 + READS_ID_BYTES,
	READS_GROUP_HEAD_BYTES = 8,
	READS_CHECK_BYTES = 32,
	READS_WAIT_BYTES_MAX = 4 << 20, /* who notes more has to wait */
	READS_GROUP_BYTES_MAX = READS_WAIT_BYTES_MAX + (80 << 10), /* and one note more */
	READS_TEXT_MAX = 16 << 10,
	READS_FILE_BYTES = 1 << 20, /* a longer file is left over and another begun */
};
#define READS_MAGIC "mainstay reads 1\n"
#define READS_SUFFIX ".reads"

struct reads_file {
	int fd; /* locked while it is ours */
	char path[512], name[2 * READS_ID_BYTES + 1];
	struct sha256 check; /* of the last group that is durable, or of the head */
	int64_t durable; /* bytes on the disk */
};

struct reads {
	pthread_mutex_t lock;
	pthread_cond_t work, room; /* there is something to write; there is room to note again */
	pthread_t thread;
	char folder[400];
	void (*durable)(void *arg, uint64_t ticket);
	void *arg;
	struct arena memory;
	struct buf waiting; /* notes as wire, of group in front */
	uint64_t noted; /* last ticket given */
	uint32_t waiting_notes;
	struct reads_file file;
	int64_t drained; /* bytes of file that are in the ledger, as far as this process knows */
	char drained_of[2 * READS_ID_BYTES + 1];
	bool ending, stuck, turn; /* turn: begin another file */
	/* only the thread's */
	struct buf writing;
};

int flock(int fd, int operation); /* of <sys/file.h>, which our own header hides */

/* check of a group after the check before it. head: length and notes. */
struct sha256 reads_check(const struct sha256 *before, struct str head, struct str payload);
static inline uint32_t reads_number(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}
