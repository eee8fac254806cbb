/* SPDX-License-Identifier: Apache-2.0
 *
 * The jail: foreign bytes are parsed by a reader in a child process that can compute and answer, and nothing else.
 *
 * jail_start forks one small zygote per worker before any database or index exists. For every document the zygote forks a fresh child;
 * the child sees the document (read-only) and one pipe for its answer, runs under a seccomp list, resource limits and (where the kernel
 * allows it) in empty user, network, IPC and process namespaces, and is gone before the next document is begun. What comes back is
 * plain bytes or an error text; both are as untrusted as the document, so the receiver reads them with base/wire.h and checks every value.
 * A document that kills its reader costs that document only.
 *
 * One conversation (submit … collect until nothing is pending) belongs to one thread at a time.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct jail;
struct jail_out;

/* One kind of foreign bytes. Exactly one of read and stream is set. The same functions run bare in fuzzers and unit tests. */
struct jail_reader {
	const char *name; /* what it reads, for error texts: "CSAF document" */
	/* Parses bytes and puts the answer into out; false with *err set when they are not acceptable. Pure: no files, no clock. */
	bool (*read)(struct arena *a, struct str bytes, struct buf *out, struct err *err);
	/* Reads a long input from fd (read and lseek only) and answers in records, by jail_put, while it reads. */
	bool (*stream)(struct arena *a, int fd, struct jail_out *out, struct err *err);
	/* Called once in each zygote, outside the walls, so that what the reader's libraries load lazily is loaded; may be NULL. */
	void (*warm)(void);
	/* Parts of the file names of shared libraries that read calls, ended by NULL, besides libc and libm: { "libyajl", NULL }. All other
	 * libraries are left out of the children, which halves the cost of a fork and leaves less code to misuse. NULL keeps them all. */
	const char *const *libraries;
};

/* What one document may use up; a 0 is the default. */
struct jail_limits {
	size_t memory_bytes; /* address space of the child beyond the zygote's own; 512 MiB */
	unsigned cpu_s; /* processor time of one document, 20; of one stream six times as much */
	unsigned wall_ms; /* from submission to answer, 30,000; of a stream: without a record, while the caller waits */
	size_t answer_bytes; /* 64 MiB; of one record of a stream too, besides JAIL_RECORD_HEAD_BYTES */
	uint64_t stream_bytes; /* all records of a stream, 1 GiB + 64 MiB */
};

enum { JAIL_INPUT_BYTES_MAX = 64 << 20, JAIL_RECORD_HEAD_BYTES = 64 << 10, JAIL_WORKERS_MAX = 16 };

/* Starts workers (1..16) zygotes for documents and one for streams. Call it early, from the main thread, with one thread running. readers is
 * borrowed and must live as long as the jail. NULL with *err set (E_BROKEN) when the kernel cannot confine a process: there is no
 * unconfined way to read. */
struct jail *jail_start(
        const struct jail_reader *readers, unsigned n_readers, unsigned workers, const struct jail_limits *limits, struct err *err);
/* Ends the zygotes, and with them whatever is still being read. Accepts NULL. */
void jail_end(struct jail *j);

/* A conversation (submit … collect until nothing is pending) belongs to the thread that took the jail; others wait. May nest. jail_read and
 * jail_stream take it by themselves. */
void jail_take(struct jail *j);
void jail_give(struct jail *j);

/* Documents submitted and not yet collected; and whether one more can be submitted now. */
unsigned jail_pending(const struct jail *j);
bool jail_has_room(const struct jail *j);
/* Hands bytes (copied) to a free worker, for readers[reader]. tag comes back with the answer. Needs jail_has_room. A document above
 * JAIL_INPUT_BYTES_MAX is accepted and answered with E_INVALID, so that callers have one path for faults. */
void jail_submit(struct jail *j, unsigned reader, struct str bytes, uint64_t tag);

struct jail_answer {
	uint64_t tag;
	bool good;
	struct str bytes; /* of a good one; borrowed until the next call on the jail */
	struct err err; /* of a bad one: E_INVALID (the document's fault, killed readers included) or E_BROKEN (the jail's own) */
};
/* Waits for the oldest pending document (answers come in the order of submission) while all workers go on. false when nothing is pending. */
bool jail_collect(struct jail *j, struct jail_answer *answer);

/* One document, from submission to answer, copied into a. Takes turns with other threads that call it. Must not be called while this
 * thread has documents pending. */
bool jail_read(struct jail *j, unsigned reader, struct arena *a, struct str bytes, struct str *out, struct err *err);

/* Runs a stream reader over fd, handing each record to each(ctx, record) as it comes; record is borrowed for the call. each may submit and
 * collect documents; it ends the stream by returning false. true when the reader came to its good end, or each ended it. */
bool jail_stream(struct jail *j, unsigned reader, int fd, bool (*each)(void *ctx, struct str record), void *ctx, struct err *err);

/* ---- for stream readers ---- */
/* Where records go: the pipe to the parent inside the jail, a function outside (fuzzers, tests). */
struct jail_out {
	bool (*send)(struct jail_out *out, struct str record);
	void *ctx;
	size_t answer_bytes; /* largest record */
};
/* Sends one record. false when nobody listens any more: the reader returns. */
static inline bool jail_put(struct jail_out *out, struct str record)
{
	return out->send(out, record);
}
