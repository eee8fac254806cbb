/* SPDX-License-Identifier: Apache-2.0
 *
 * bench_sign_in [SECONDS]: whole sign-ins (limits, argon2id at 64 MiB with t=2, session, leaf) from two threads on one desk, beside the bare hash from two threads:
 * what signing in costs beyond the hash. Wanted: at least 20 a second on 2 cores.
 */
#include "core/desk.h"
#include "core/who_sign_in.h"
#include "db/db.h"
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

extern const struct db_schema core_schema;
enum { THREADS = 2 };
static const char password[] = "correct horse battery";

struct run {
	char where[64];
	char hash[crypto_pwhash_STRBYTES];
	bool whole;
	double until;
	_Atomic long done, failed;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void *work(void *arg)
{
	struct run *r = arg;
	struct cx cx = {};
	struct who_from from = { .address = S("192.0.2.1"), .agent = S("bench"), .device = S("") };
	if (r->whole)
		db_open(&cx, str_c(r->where), false);
	cx.from = &from;
	while (now() < r->until && ok(&cx)) {
		struct who_answer answer = {};
		struct timespec t;
		clock_gettime(CLOCK_REALTIME, &t);
		cx.now_us = (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
		bool good = r->whole ? who_sign_in(&cx, S("anna"), str_c(password), &answer) && answer.what == WHO_OPEN
		                     : crypto_pwhash_str_verify(r->hash, password, strlen(password)) == 0;
		atomic_fetch_add(good ? &r->done : &r->failed, 1);
		arena_reset(&cx.a);
	}
	if (!ok(&cx))
		fprintf(stderr, "bench_sign_in: %s\n", cx.err.text);
	if (r->whole)
		db_close(&cx);
	arena_end(&cx.a);
	return NULL;
}

static double cpu(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A second of the clock; *by_cpu: a second of both cores' work, which tells the same on a machine that is busy with other things. */
static double rate(struct run *r, bool whole, double seconds, double *by_cpu)
{
	pthread_t threads[THREADS];
	r->whole = whole;
	r->done = r->failed = 0;
	double begun = now(), cpu_begun = cpu();
	r->until = begun + seconds;
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, work, r);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	*by_cpu = THREADS * (double)r->done / (cpu() - cpu_begun);
	return (double)r->done / (now() - begun);
}

int main(int argc, char **argv)
{
	static struct run r;
	static const struct db_schema *const schemas[] = { &core_schema, NULL };
	double seconds = argc > 1 ? atof(argv[1]) : 8;
	char folder[] = "/tmp/bench-sign-in-XXXXXX";
	struct cx cx = { .now_us = 1790000000000000 };
	if (!mkdtemp(folder) || crypto_pwhash_str(r.hash, password, strlen(password), 2, 64u << 20))
		return 1;
	snprintf(r.where, sizeof r.where, "%s/desk.db", folder);
	bool made = db_open(&cx, str_c(r.where), true) && db_migrate(&cx, schemas);
	if (made) {
		AUTO(db_tx) tx = db_begin(&cx);
		made = desk_create(&cx, S("Bench"), S("XA")) && db_commit(&tx);
	}
	made = made && who_create(&cx, &(struct person){ .id = S("anna"), .name = S("Anna"), .role = ROLE_DESK }, str_c(password));
	if (!made)
		fprintf(stderr, "bench_sign_in: %s\n", cx.err.text);
	double bare_cpu = 0, whole_cpu = 0;
	double bare = made ? rate(&r, false, seconds, &bare_cpu) : 0, whole = made ? rate(&r, true, seconds, &whole_cpu) : 0;
	printf("sign-in: %.1f/s whole, %.1f/s the bare hash (argon2id, 64 MiB, t=2; %d threads); by CPU time of two cores %.1f/s and "
	       "%.1f/s: ratio %.2f; refused %ld\n",
	        whole, bare, THREADS, whole_cpu, bare_cpu, bare_cpu > 0 ? whole_cpu / bare_cpu : 0, (long)r.failed);
	db_close(&cx);
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	for (int i = 0; i < 3; i++)
		unlink(arena_printf(&cx.a, "%s%s", r.where, suffixes[i]).ptr);
	rmdir(folder);
	arena_end(&cx.a);
	return made && whole > 0 ? 0 : 1;
}
