/* SPDX-License-Identifier: Apache-2.0
 *
 * A running desk into which advisories arrive one by one, each committed before the next: the matcher and its index are kept between them, as in the server.
 *   arrivals DESK each LIST               milliseconds from bytes to commit for each file of a list (a path a line): median, 95th percentile, largest
 *   arrivals DESK pace PER_SECOND SECONDS small new advisories at a steady pace; prints "TIME_US REVISION" after each commit
 */
#include "advisory/advisory.h"
#include "app/app.h"
#include "base/cache.h"
#include "base/rng.h"
#include "core/desk.h"
#include "core/who.h"
#include "sys/file.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t clock_us(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool told(void *arg, const struct advisory_reading *reading)
{
	*(enum advisory_state *)arg = reading->state;
	return true;
}

/* One unit of work, as a request is: its own memory, the desk's kept matcher. */
static bool read_one(struct cx *cx, struct str name, struct str bytes, int64_t *took_us)
{
	enum advisory_state state = ADVISORY_SKIPPED;
	int64_t from = clock_us(CLOCK_MONOTONIC);
	struct advisory_session *s = advisory_begin(cx, told, &state);
	advisory_read_bytes(s, name, bytes);
	bool good = advisory_end(s);
	*took_us = clock_us(CLOCK_MONOTONIC) - from;
	return good;
}

struct arrival {
	int64_t took_us;
	struct str file;
};
VEC_TYPE(arrival_vec, struct arrival);

static int by_time(const void *a, const void *b)
{
	int64_t x = ((const struct arrival *)a)->took_us, y = ((const struct arrival *)b)->took_us;
	return (x > y) - (x < y);
}

static bool next_unit(struct cx *cx)
{
	struct db *db = cx->db;
	cache_let_go(cx);
	arena_reset(&cx->a);
	*cx = (struct cx){ .a = cx->a, .db = db, .cache = cx->cache, .jail = cx->jail, .now_us = clock_us(CLOCK_REALTIME) };
	return who_act_as(cx, S("desk"));
}

static bool each(struct cx *cx, const char *list)
{
	struct arena keep = {}, one = {};
	struct arrival_vec all = {};
	struct str paths, bytes;
	if (!file_read(&keep, list, 64 << 20, &paths, &cx->err))
		return false;
	while (paths.len) {
		struct arrival *x = vec_push(&keep, &all);
		x->file = arena_str(&keep, str_cut(&paths, '\n'));
		if (!next_unit(cx) || !file_read(&one, x->file.ptr, 64 << 20, &bytes, &cx->err) || !read_one(cx, x->file, bytes, &x->took_us))
			break;
		arena_reset(&one);
	}
	if (ok(cx) && all.n < 2)
		fail(cx, E_INVALID, "%s: names fewer than two files", list);
	if (ok(cx)) {
		/* The first one makes the kept matcher: a running desk has it. */
		struct arrival *x = all.at + 1;
		size_t n = all.n - 1;
		qsort(x, n, sizeof *x, by_time);
		printf("one new advisory, commit included: median %.1f ms, 95 %% %.1f ms, largest %.1f ms (%s; %zu documents; the first, which loads the index, %.0f ms)\n",
			(double)x[n / 2].took_us / 1e3, (double)x[n * 95 / 100].took_us / 1e3, (double)x[n - 1].took_us / 1e3, basename(x[n - 1].file.ptr), n,
			(double)all.at[0].took_us / 1e3);
	}
	arena_end(&one);
	arena_end(&keep);
	return ok(cx);
}

static struct str small_advisory(struct arena *a, int64_t number)
{
	return arena_printf(a,
		"{\"document\":{\"category\":\"csaf_security_advisory\",\"csaf_version\":\"2.0\",\"title\":\"Bench advisory %lld\","
		"\"notes\":[{\"category\":\"summary\",\"text\":\"made by the bench\"}],\"references\":[{\"category\":\"self\",\"summary\":\"self\",\"url\":\"https://bench.example/%lld\"}],"
		"\"publisher\":{\"category\":\"vendor\",\"name\":\"Bench Works\",\"namespace\":\"https://bench.example\"},"
		"\"tracking\":{\"id\":\"BENCH-%lld\",\"status\":\"final\",\"version\":\"1\",\"initial_release_date\":\"2026-08-01T00:00:00Z\",\"current_release_date\":\"2026-08-01T00:00:00Z\","
		"\"revision_history\":[{\"date\":\"2026-08-01T00:00:00Z\",\"number\":\"1\",\"summary\":\"first\"}]}},"
		"\"product_tree\":{\"branches\":[{\"category\":\"vendor\",\"name\":\"Bench Works\",\"branches\":[{\"category\":\"product_name\",\"name\":\"Millrace %lld\","
		"\"branches\":[{\"category\":\"product_version_range\",\"name\":\"vers:generic/<2.0\",\"product\":{\"name\":\"Millrace <2.0\",\"product_id\":\"P1\"}}]}]}]},"
		"\"vulnerabilities\":[{\"title\":\"a fault\",\"notes\":[{\"category\":\"summary\",\"text\":\"a fault\"}],\"cve\":\"CVE-2026-900001\",\"product_status\":{\"known_affected\":[\"P1\"]}}]}",
		(long long)number, (long long)number, (long long)number, (long long)number);
}

static bool pace(struct cx *cx, int64_t per_second, int64_t seconds)
{
	int64_t start = clock_us(CLOCK_MONOTONIC), base = clock_us(CLOCK_REALTIME);
	for (int64_t i = 0; i < per_second * seconds; i++) {
		int64_t took, wait = start + i * 1000000 / per_second - clock_us(CLOCK_MONOTONIC);
		if (wait > 0)
			nanosleep(&(struct timespec){ .tv_sec = wait / 1000000, .tv_nsec = wait % 1000000 * 1000 }, NULL);
		if (!next_unit(cx) || !read_one(cx, S("bench.json"), small_advisory(&cx->a, base + i), &took))
			return false;
		printf("%lld %lld\n", (long long)clock_us(CLOCK_REALTIME), (long long)desk_revision(cx));
		fflush(stdout);
	}
	return true;
}

int main(int argc, char **argv)
{
	static struct cx cx;
	if (argc < 4)
		return 2;
	cx.jail = jail_start(readers, READER_COUNT, 2, NULL, &cx.err);
	cx.cache = cache_make();
	cx.now_us = clock_us(CLOCK_REALTIME);
	bool good = cx.jail && db_open(&cx, str_c(argv[1]), false);
	if (good && str_eq(str_c(argv[2]), S("each")))
		good = each(&cx, argv[3]);
	else if (good && argc == 5)
		good = pace(&cx, atoll(argv[3]), atoll(argv[4]));
	if (!good)
		fprintf(stderr, "arrivals: %s\n", cx.err.text);
	db_close(&cx);
	jail_end(cx.jail);
	return !good;
}
