/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal of page reads: one note a request, appended to a file by any thread, made durable in groups by a thread of its own, and moved into the ledger
 * later. So that a page read waits for one fdatasync that it shares with others, and never for the database's write lock.
 *
 * The folder holds files NAME.reads, NAME = 32 hexadecimal digits drawn at random. A file: "mainstay reads 1\n" · id[16], then groups: length u32 · notes u32 ·
 * payload · check[32], numbers little-endian, check = SHA-256(check before ‖ length ‖ notes ‖ payload), the first "check before" being SHA-256 of the head.
 * Each process locks (flock) the file it writes; an unlocked file is left over, from a rotation or a process that has died, and belongs to whoever drains it.
 */
#pragma once
#include "base/cx.h"

struct reads;

/* content of a page.read: {"rows":{"CLASS":N,…}}, how many rows of which release class (by key) the page showed; other members may stand beside it. */
struct read_note {
	int64_t at_us;
	enum mode mode;
	struct str actor, kind, subject, content; /* as in a leaf; bytes that are not UTF-8 become '?', what is beyond 16 KiB is cut */
	int64_t class_key;
};

/* Opens the journal in this folder (made when absent, mode 0700) and starts its thread. durable(arg, ticket) is called by that thread when every note up to
 * ticket is on the disk. NULL with *err set when the folder or file cannot be made. */
struct reads *reads_open(const char *folder, void (*durable)(void *arg, uint64_t ticket), void *arg, struct err *err);
/* Appends a note (copied). Any thread; cheap, but waits while more than 4 MiB are not written yet. Gives its ticket: 1, 2, … */
uint64_t reads_note(struct reads *r, const struct read_note *note);
/* The disk takes nothing at the moment (full, broken): notes are kept in memory and tried again each second. A server refuses readers meanwhile. */
bool reads_stuck(struct reads *r);
/* Moves what is durable into the ledger as leaves, the left-over files of the folder included; own transactions, which do not bump the desk's revision.
 * Exactly once, whatever crashes when: the transaction that appends the leaves records how far the file has been read. A left-over file is removed when all of
 * it is in the ledger; a tail that does not hold was never acknowledged, or was changed: a leaf "reads.torn" says so. One thread at a time. */
bool reads_drain(struct cx *cx, struct reads *r);
/* Only the left-over files of a folder: for commands. A folder that is not there is empty. */
bool reads_drain_left(struct cx *cx, const char *folder);
/* Where this machine's journal of a desk lies, as far as the desk knows: FILE.reads beside an SQLite desk; on PostgreSQL the folder that was drained last here,
 * "" when none was. where: as for db_open. */
bool reads_folder(struct cx *cx, struct str where, struct str *folder);
/* Checks the files of a folder without changing anything: each group from where the ledger has read to. counts files and notes that wait. E_BROKEN names file
 * and byte at the first fault, and a file of this folder that the ledger had begun to read and that is gone. */
bool reads_verify(struct cx *cx, const char *folder, int64_t *files, int64_t *notes);
/* Writes what waits, makes it durable, ends the thread, leaves the file to the next drain. Accepts NULL. */
void reads_close(struct reads *r);
