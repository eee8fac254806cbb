/* SPDX-License-Identifier: Apache-2.0
 *
 * What the jail costs: a folder of documents goes through a trivial reader, beside the same reader run bare. Prints both and the cost a
 * document. bench_jail [DIR] [WORKERS]: without DIR, 2,000 documents of 28 kB made here.
 */
#include "base/arena.h"
#include "base/vec.h"
#include "sys/file.h"
#include "sys/jail.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static bool read_sum(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	uint64_t sum = 0;
	for (size_t i = 0; i + 8 <= bytes.len; i += 8) {
		uint64_t w;
		memcpy(&w, bytes.ptr + i, 8);
		sum += w;
	}
	buf_printf(out, "%zu %llu", bytes.len, (unsigned long long)sum);
	return true;
}

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

VEC_TYPE(documents, struct str);

static struct documents gather(struct arena *a, const char *folder, struct err *err)
{
	struct documents d = {};
	if (!folder) {
		for (int i = 0; i < 2000; i++)
			*vec_push(a, &d) = (struct str){ memset(arena_bytes(a, 28000), 'a' + i % 26, 28000), 28000 };
		return d;
	}
	struct file_list files;
	if (!file_walk(a, folder, &files, err))
		return d;
	vec_each (path, &files) {
		struct str bytes;
		if (str_ends(*path, S(".json")) && file_read(a, path->ptr, JAIL_INPUT_BYTES_MAX, &bytes, err))
			*vec_push(a, &d) = bytes;
	}
	return d;
}

static size_t run_jailed(struct jail *j, const struct documents *d)
{
	size_t good = 0, sent = 0;
	struct jail_answer answer;
	while (sent < d->n || jail_pending(j)) {
		if (sent < d->n && jail_has_room(j)) {
			jail_submit(j, 0, d->at[sent], sent);
			sent++;
		} else if (jail_collect(j, &answer)) {
			good += answer.good;
		}
	}
	return good;
}

int main(int argc, char **argv)
{
	static const char *const libraries[] = { NULL };
	static const struct jail_reader reader = { .name = "document", .read = read_sum, .libraries = libraries };
	struct err err = {};
	unsigned workers = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 2;
	double t0 = now_s();
	struct jail *j = jail_start(&reader, 1, workers, NULL, &err);
	double start_s = now_s() - t0;
	struct arena a;
	arena_init(&a, 0);
	struct documents d = gather(&a, argc > 1 && *argv[1] ? argv[1] : NULL, &err);
	if (err.kind || !j) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	struct arena scratch;
	arena_init(&scratch, 0);
	t0 = now_s();
	size_t bytes = 0;
	for (size_t i = 0; i < d.n; i++) {
		struct buf out = buf_make(&scratch, 1000);
		read_sum(&scratch, d.at[i], &out, &err);
		bytes += d.at[i].len;
		arena_reset(&scratch);
	}
	double bare_s = now_s() - t0, best_s = 1e9;
	size_t good = 0;
	for (int round = 0; round < 5; round++) {
		t0 = now_s();
		good = run_jailed(j, &d);
		double s = now_s() - t0;
		best_s = s < best_s ? s : best_s;
	}
	printf("jail: start %.1f ms; %zu of %zu documents, %.1f MB, %u workers: bare %.3f s, jailed %.3f s (best of 5), %.0f us a document "
	       "more\n",
	        start_s * 1e3, good, d.n, (double)bytes / 1e6, workers, bare_s, best_s, (best_s - bare_s) / (double)d.n * 1e6);
	jail_end(j);
	arena_end(&a);
	return good == d.n ? 0 : 1;
}
