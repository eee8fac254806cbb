/* SPDX-License-Identifier: Apache-2.0
 *
 * The journal of page reads: every note that was told durable becomes one leaf, once, whatever ends the process; a changed or torn file is told.
 */
#include "base/test.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/ledger_look.h"
#include "core/release.h"
#include "core/reads.h"
#include "db/test_desk.h"
#include "sys/file.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };

static void make_desk(struct cx *cx)
{
	cx->now_us = 1790000000000000;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

static int64_t count(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	return db_next(&rows, TO(&n)) ? n : -1;
}

static void told(void *arg, uint64_t ticket)
{
	atomic_store((_Atomic uint64_t *)arg, ticket);
}

static struct read_note note_of(struct str subject)
{
	return (struct read_note){ .at_us = 1790000000000001,
		.actor = S("anna"),
		.kind = S("page.read"),
		.subject = subject,
		.content = S("{\"rows\":3}"),
		.class_key = 1 };
}

static void await(_Atomic uint64_t *durable, uint64_t ticket)
{
	for (int i = 0; i < 5000 && atomic_load(durable) < ticket; i++)
		usleep(1000);
	CHECK(atomic_load(durable) >= ticket);
}

DESK_TEST(each_note_is_one_leaf)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	AUTO(file_temporary) folder = {};
	_Atomic uint64_t durable = 0;
	CHECK(file_temporary_make(&folder, &cx->err));
	struct reads *r = reads_open(folder.path, told, &durable, &cx->err);
	CHECK(r != NULL);
	uint64_t ticket = 0;
	for (int i = 0; i < 1000; i++) {
		struct read_note note = note_of(arena_printf(&cx->a, "/assets/%d", i));
		ticket = reads_note(r, &note);
	}
	CHECK(ticket == 1000);
	struct read_note foreign = note_of((struct str){ "/\xff\0x\xc3", 5 });
	await(&durable, reads_note(r, &foreign));
	int64_t revision = desk_revision(cx);
	CHECK(reads_drain(cx, r) && reads_drain(cx, r));
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_leaf") == 1001 &&
	        count(cx, "SELECT COUNT(DISTINCT subject) FROM ledger_content") == 1001);
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE subject = '/??x?' AND actor = 'anna' AND at_us = 1790000000000001") ==
	        1);
	CHECK(desk_revision(cx) == revision); /* reading changes nothing that pages show */
	struct read_note late = note_of(S("/late"));
	reads_note(r, &late);
	reads_close(r); /* writes what waits */
	CHECK(atomic_load(&durable) == 1002);
	int64_t files, notes;
	CHECK(reads_verify(cx, folder.path, &files, &notes) && files == 1 && notes == 1);
	CHECK(reads_drain_left(cx, folder.path) && reads_drain_left(cx, folder.path));
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_leaf") == 1002 &&
	        count(cx, "SELECT COUNT(*) FROM ledger_reads WHERE done_us IS NULL") == 0);
	CHECK(reads_verify(cx, folder.path, &files, &notes) && files == 0 && notes == 0);
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'reads.torn'") == 0);
}

struct noter {
	struct reads *r;
	pthread_t thread;
};

static void *note_many(void *arg)
{
	struct noter *n = arg;
	struct read_note note = note_of(S("/many"));
	for (int i = 0; i < 20000; i++)
		reads_note(n->r, &note);
	return NULL;
}

DESK_TEST(many_threads_note_while_two_drain_one_folder)
{
	struct cx *cx = &d->cx, second = other_begin(d);
	second.now_us = 1790000000000000;
	make_desk(cx);
	AUTO(file_temporary) folder = {};
	CHECK(file_temporary_make(&folder, &cx->err));
	struct reads *r = reads_open(folder.path, NULL, NULL, &cx->err), *other = reads_open(folder.path, NULL, NULL, &cx->err);
	struct noter noters[4] = { { r }, { r }, { other }, { other } };
	for (int i = 0; i < 4; i++)
		pthread_create(&noters[i].thread, NULL, note_many, &noters[i]);
	for (int i = 0; i < 10; i++) /* longer than 1 MiB: files turn while they are drained */
		CHECK(reads_drain(cx, r) && reads_drain(&second, other));
	for (int i = 0; i < 4; i++)
		pthread_join(noters[i].thread, NULL);
	reads_close(other);
	reads_close(r);
	CHECK(reads_drain_left(cx, folder.path));
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'page.read'") == 80000 &&
	        count(cx, "SELECT COUNT(*) FROM ledger_content") == 80000);
	other_end(&second);
}

/* A child that notes, drains and tells what is durable, until it is killed. */
static void child_notes(const char *where, const char *folder, int round, int out)
{
	struct cx cx = {};
	_Atomic uint64_t durable = 0;
	cx.now_us = 1790000000000000;
	db_open(&cx, str_c(where), false);
	struct reads *r = reads_open(folder, told, &durable, &cx.err);
	for (uint64_t said = 0, i = 0; r; i++) {
		char subject[64];
		snprintf(subject, sizeof subject, "/killed/%d/%llu", round, (unsigned long long)i);
		struct read_note note = note_of(str_c(subject));
		reads_note(r, &note);
		if (i % 300 == 299 && !reads_drain(&cx, r))
			break;
		uint64_t now = atomic_load(&durable);
		if (now != said && write(out, &now, sizeof now) != sizeof now)
			break;
		said = now;
	}
	_exit(1);
}

DESK_TEST(kill_9_loses_nothing_that_was_durable_and_doubles_nothing)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	AUTO(file_temporary) folder = {};
	CHECK(file_temporary_make(&folder, &cx->err));
	int64_t before = 0;
	for (int round = 0; round < 8; round++) {
		int pipe_[2];
		CHECK(pipe(pipe_) == 0);
		pid_t pid = fork();
		if (pid == 0) {
			close(pipe_[0]);
			child_notes(d->where, folder.path, round, pipe_[1]);
		}
		close(pipe_[1]);
		usleep(20000 + (useconds_t)round * 9371);
		kill(pid, SIGKILL);
		int status;
		waitpid(pid, &status, 0);
		CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		uint64_t durable = 0, last;
		while (read(pipe_[0], &last, sizeof last) == sizeof last)
			durable = last;
		close(pipe_[0]);
		CHECK(reads_drain_left(cx, folder.path));
		int64_t now = count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'page.read'");
		CHECK(now - before >= (int64_t)durable);
		CHECK(count(cx, "SELECT COUNT(DISTINCT subject) FROM ledger_content WHERE kind = 'page.read'") == now);
		before = now;
	}
	CHECK(before > 0);
}

/* The bytes of the one journal file of a folder. */
static struct str journal_of(struct cx *cx, const char *folder, struct str *bytes)
{
	struct file_list files = {};
	CHECK(file_walk(&cx->a, folder, &files, &cx->err) && files.n == 1);
	if (files.n)
		CHECK(file_read(&cx->a, files.at[0].ptr, 1 << 24, bytes, &cx->err));
	return files.n ? files.at[0] : S("");
}

DESK_TEST(a_changed_journal_is_told)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	AUTO(file_temporary) folder = {};
	CHECK(file_temporary_make(&folder, &cx->err));
	_Atomic uint64_t durable = 0;
	struct reads *r = reads_open(folder.path, told, &durable, &cx->err);
	for (int i = 0; i < 3; i++) { /* three groups */
		struct read_note note = note_of(S("/x"));
		await(&durable, reads_note(r, &note));
	}
	reads_close(r);
	struct str bytes = {};
	struct str path = journal_of(cx, folder.path, &bytes);
	int64_t files, notes;
	CHECK(reads_verify(cx, folder.path, &files, &notes) && notes == 3);
	for (size_t i = 0; i < bytes.len; i++) {
		char *changed = arena_bytes(&cx->a, bytes.len);
		memcpy(changed, bytes.ptr, bytes.len);
		changed[i] ^= (char)(1 << i % 8);
		CHECK(file_write(path.ptr, (struct str){ changed, bytes.len }, 0600, &cx->err));
		CHECK(!reads_verify(cx, folder.path, &files, &notes) && cx->err.kind == E_BROKEN);
		err_clear(&cx->err);
	}
	for (size_t cut = 1; cut < 40; cut++) { /* a torn tail */
		CHECK(file_write(path.ptr, str_slice(bytes, 0, bytes.len - cut), 0600, &cx->err));
		CHECK(!reads_verify(cx, folder.path, &files, &notes));
		err_clear(&cx->err);
	}
	/* What holds is drained all the same, and the rest leaves its trace. */
	CHECK(reads_drain_left(cx, folder.path));
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'page.read'") == 2 &&
	        count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'reads.torn'") == 1);
	/* A file that is read in part and then taken away is missed. */
	r = reads_open(folder.path, told, &durable, &cx->err);
	struct read_note note = note_of(S("/y"));
	uint64_t ticket = reads_note(r, &note);
	atomic_store(&durable, 0);
	await(&durable, ticket);
	CHECK(reads_drain(cx, r) && reads_verify(cx, folder.path, &files, &notes) && files == 1);
	path = journal_of(cx, folder.path, &bytes);
	reads_close(r);
	CHECK(unlink(path.ptr) == 0 && !reads_verify(cx, folder.path, &files, &notes) && str_find(str_c(cx->err.text), S("is gone")) > 0);
	err_clear(&cx->err);
}

DESK_TEST(an_organization_learns_what_of_its_own_was_read)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	AUTO(file_temporary) folder = {};
	CHECK(file_temporary_make(&folder, &cx->err));
	int64_t north, south, page;
	{
		AUTO(db_tx) tx = desk_begin(cx);
		north = release_class(cx, &(struct labels){ TLP_AMBER, S("north") });
		south = release_class(cx, &(struct labels){ TLP_AMBER, S("south") });
		page = release_class(cx, &(struct labels){ .tlp = TLP_RED });
		CHECK(db_commit(&tx));
	}
	struct reads *r = reads_open(folder.path, NULL, NULL, &cx->err);
	struct read_note both = note_of(S("/register/nodes/pump-7")), none = note_of(S("/watch")), broken = note_of(S("/odd"));
	both.class_key = page;
	both.content = arena_printf(&cx->a, "{\"rows\":{\"%lld\":3,\"%lld\":40}}", (long long)north, (long long)south);
	none.content = S("{\"rows\":{}}");
	broken.content = S("not json");
	reads_note(r, &none);
	reads_note(r, &both);
	reads_note(r, &broken);
	reads_close(r);
	CHECK(reads_drain_left(cx, folder.path));
	struct ledger_read_vec reads = {};
	CHECK(ledger_reads_about(cx, S("north"), 0, 10, &reads) && reads.n == 1 && reads.at[0].rows == 3 && reads.at[0].key == 2);
	CHECK_STR(reads.at[0].actor, S("anna"));
	CHECK_STR(reads.at[0].address, S("/register\xe2\x80\xa6")); /* whose page it was is not released: only its first part */
	reads.n = 0;
	CHECK(ledger_reads_about(cx, S("south"), 0, 10, &reads) && reads.n == 1 && reads.at[0].rows == 40);
	reads.n = 0;
	CHECK(ledger_reads_about(cx, S("west"), 0, 10, &reads) && reads.n == 0);
}
