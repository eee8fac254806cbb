/* SPDX-License-Identifier: Apache-2.0
 *
 * Benchmark of the ledger on SQLite: appends a second, committed in groups to the disk, with everything that makes them provable: salted commitments, leaves,
 * numbering, tree and tiles. Beside it, in the same run: the same rows inserted into one plain table in the same groups (what any audit table costs), and the
 * SHA-256 that the leaves need, done by OpenSSL alone. Then page reads through their journal, and the verification of it all.
 * Usage: bench_ledger [FOLDER [LEAVES [GROUP]]]
 */
#include "base/hash.h"
#include "core/checkpoint.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/ledger_check.h"
#include "core/reads.h"
#include "db/db.h"
#include "sys/file.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };

struct work {
	struct cx cx;
	int64_t leaves, group, revision;
	struct str folder;
};

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double cpu_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int failed(const struct cx *cx)
{
	fprintf(stderr, "bench_ledger: %s\n", cx->err.text);
	return 1;
}

static void texts(struct arena *a, int64_t i, struct ledger_entry *e)
{
	*e = (struct ledger_entry){ S("asset.update"), arena_printf(a, "substation-%06lld", (long long)(i % 100000)),
		arena_printf(a, "{\"name\":[\"Substation %lld\",\"Substation %lld North\"],\"source\":[\"survey\",\"operator\"]}",
		        (long long)i, (long long)i),
		1 };
}

/* Groups of entries, each its own durable transaction; the tree follows every 20 groups, as its job does every second. */
static bool ours(struct work *w)
{
	struct cx *cx = &w->cx;
	struct arena keep = cx->a;
	cx->a = (struct arena){};
	for (int64_t i = 0, groups = 0; i < w->leaves && ok(cx); i += w->group) {
		struct ledger_entry *entries = arena_array(&cx->a, struct ledger_entry, (size_t)w->group);
		for (int64_t k = 0; k < w->group; k++)
			texts(&cx->a, i + k, &entries[k]);
		{
			AUTO(db_tx) tx = db_begin(cx);
			ledger_append(cx, entries, (size_t)w->group);
			db_commit(&tx);
		}
		if (++groups % 20 == 0)
			ledger_sequence(cx);
		arena_reset(&cx->a);
	}
	ledger_sequence(cx);
	arena_end(&cx->a);
	cx->a = keep;
	return ok(cx);
}

static bool plain(struct work *w)
{
	struct cx *cx = &w->cx;
	struct arena keep = cx->a;
	cx->a = (struct arena){};
	db_exec(cx, "CREATE TABLE plain (key bigint PRIMARY KEY, at_us bigint NOT NULL, kind text NOT NULL, actor text NOT NULL, subject "
	            "text NOT NULL, content text NOT NULL)");
	for (int64_t i = 0; i < w->leaves && ok(cx); i += w->group) {
		AUTO(db_tx) tx = db_begin(cx);
		{
			AUTO(db_bulk) bulk = db_bulk_begin(cx, "plain", "key, at_us, kind, actor, subject, content");
			for (int64_t k = 0; k < w->group; k++) {
				struct ledger_entry e;
				texts(&cx->a, i + k, &e);
				db_bulk_row(&bulk, DB(i + k), DB(cx->now_us), DB(e.kind), DB(S("anna")), DB(e.subject), DB(e.content));
			}
			db_bulk_done(&bulk);
		}
		db_commit(&tx);
		arena_reset(&cx->a);
	}
	arena_end(&cx->a);
	cx->a = keep;
	return ok(cx);
}

/* The five hashes of a leaf (three commitments, the leaf, its node), of the lengths they have, and nothing else. */
static void hashes(const struct work *w)
{
	char bytes[256] = "";
	struct sha256_state *st = sha256_begin();
	static const size_t lengths[] = { 16 + 1 + 4, 16 + 1 + 17, 16 + 1 + 95, 1 + 123, 65 };
	for (int64_t i = 0; i < w->leaves; i++)
		for (unsigned k = 0; k < 5; k++) {
			sha256_add(st, (struct str){ bytes, lengths[k] });
			struct sha256 sum = sha256_next(st);
			bytes[0] ^= (char)sum.bytes[0];
		}
	sha256_end(st);
}

static void told(void *arg, uint64_t ticket)
{
	atomic_store((_Atomic uint64_t *)arg, ticket);
}

/* Eight threads as a server's workers, each waiting until its note is durable before the next. */
struct reader {
	pthread_t thread;
	struct reads *r;
	_Atomic uint64_t *durable;
	int64_t n;
};

static void *read_pages(void *arg)
{
	struct reader *me = arg;
	struct read_note note = { .at_us = 1,
		.actor = S("anna"),
		.kind = S("page.read"),
		.subject = S("/assets/substation-000017"),
		.content = S("{\"rows\":{\"17\":40}}"),
		.class_key = 1 };
	for (int64_t i = 0; i < me->n; i++) {
		uint64_t ticket = 0;
		for (int k = 0; k < 64; k++) /* requests that one worker has in hand */
			ticket = reads_note(me->r, &note);
		while (atomic_load(me->durable) < ticket)
			usleep(50);
	}
	return NULL;
}

static bool journal(struct work *w)
{
	enum { READERS = 8, ROUNDS = 200 };
	struct cx *cx = &w->cx;
	_Atomic uint64_t durable = 0;
	struct reader readers[READERS];
	struct str folder = arena_printf(&cx->a, "%.*s/reads", STR(w->folder));
	struct reads *r = reads_open(folder.ptr, told, &durable, &cx->err);
	if (!r)
		return false;
	double began = seconds();
	for (int i = 0; i < READERS; i++) {
		readers[i] = (struct reader){ .r = r, .durable = &durable, .n = ROUNDS };
		pthread_create(&readers[i].thread, NULL, read_pages, &readers[i]);
	}
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i].thread, NULL);
	double noted = seconds() - began;
	began = seconds();
	reads_drain(cx, r);
	double drained = seconds() - began;
	reads_close(r);
	enum { NOTES = READERS * ROUNDS * 64 };
	printf("page reads noted, durable     %10.0f /s\n", NOTES / noted);
	printf("page reads into the ledger    %10.0f /s\n", NOTES / drained);
	return reads_drain_left(cx, folder.ptr) && ok(cx);
}

static bool verify(struct work *w)
{
	struct ledger_check check = {};
	double began = seconds();
	if (!ledger_verify(&w->cx, &check))
		return false;
	double took = seconds() - began;
	printf("leaves verified               %10.0f /s   (%lld in %.2f s)\n", (double)check.leaves / took, (long long)check.leaves, took);
	return true;
}

int main(int argc, char **argv)
{
	static struct work w;
	AUTO(file_temporary) folder = {};
	if (argc < 2 && !file_temporary_make(&folder, &w.cx.err))
		return failed(&w.cx);
	w.folder = str_c(argc > 1 ? argv[1] : folder.path);
	w.leaves = argc > 2 ? atoll(argv[2]) : 400000;
	w.group = argc > 3 ? atoll(argv[3]) : 1000;
	w.cx.now_us = 1790000000000000;
	struct str path = arena_printf(&w.cx.a, "%.*s/desk.db", STR(w.folder));
	if (!db_open(&w.cx, path, true) || !db_migrate(&w.cx, schemas))
		return failed(&w.cx);
	double began = seconds(), cpu = cpu_seconds();
	bool good = ours(&w);
	double mine = seconds() - began, mine_cpu = cpu_seconds() - cpu;
	began = seconds();
	cpu = cpu_seconds();
	good = good && plain(&w);
	double peer = seconds() - began, peer_cpu = cpu_seconds() - cpu;
	began = seconds();
	hashes(&w);
	double sha = seconds() - began;
	double n = (double)w.leaves;
	printf("%lld leaves in groups of %lld, each group committed to the disk, tree included\n", (long long)w.leaves, (long long)w.group);
	printf("ledger appends                %10.0f /s   (%.1f us of processor each)\n", n / mine, mine_cpu / n * 1e6);
	printf("plain rows of one table       %10.0f /s   (%.1f us of processor each)   ratio %.2f\n", n / peer, peer_cpu / n * 1e6,
	        mine / peer);
	printf("their SHA-256 alone           %10.0f /s   ratio %.2f\n", n / sha, mine / sha);
	good = good && journal(&w) && verify(&w);
	if (!good)
		return failed(&w.cx);
	db_close(&w.cx);
	arena_end(&w.cx.a);
	return n / mine >= 40000 ? 0 : 1;
}
