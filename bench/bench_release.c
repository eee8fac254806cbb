/* SPDX-License-Identifier: Apache-2.0
 *
 * Benchmark of the release decision: nanoseconds for one on random labels and clearances (grants, compartments, audiences, bounds), beside one SHA-256 of 64
 * bytes in the same run; and of its rows in SQL for a large country, 500 organizations with 5 markings each seen by 600 people: rows, bytes, the time to
 * make a profile, to bring it up to a new class, and to find it current.
 * Usage: bench_release
 */
#include "base/hash.h"
#include "base/rng.h"
#include "core/desk.h"
#include "core/release.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
enum { SAMPLES = 4096, ROUNDS = 500, ORGANIZATIONS = 500, PROFILES = 600 };

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static struct str name(struct arena *a, struct rng *r, const char *kind, unsigned n)
{
	return arena_printf(a, "%s-%u", kind, (unsigned)rng_below(r, n));
}

static struct names some(struct arena *a, struct rng *r, const char *kind, unsigned most)
{
	struct names n = { .n = rng_below(r, most + 1) };
	struct str *at = arena_array(a, struct str, n.n + 1);
	for (size_t i = 0; i < n.n; i++)
		at[i] = name(a, r, kind, 20);
	n.at = at;
	return n;
}

static void decisions(void)
{
	static struct labels labels[SAMPLES];
	static struct clearance people[SAMPLES];
	struct arena a = {};
	struct rng r = rng_make(1);
	for (unsigned i = 0; i < SAMPLES; i++) {
		labels[i] = (struct labels){ .tlp = (enum tlp)rng_below(&r, 6),
			.owner = name(&a, &r, "organization", 20),
			.sectors = some(&a, &r, "sector", 3),
			.level = (int64_t)rng_below(&r, 2),
			.compartments = some(&a, &r, "compartment", 1),
			.audience = some(&a, &r, "organization", 4),
			.until_us = (int64_t)rng_below(&r, 2) * 1000 };
		struct grant *g = arena_array(&a, struct grant, 8);
		people[i] = (struct clearance){ .role = (enum role)rng_below(&r, ROLE_COUNT),
			.organization = name(&a, &r, "organization", 20),
			.level = 1,
			.sectors = some(&a, &r, "sector", 2),
			.compartments = some(&a, &r, "compartment", 4),
			.grants = g,
			.n_grants = rng_below(&r, 9) };
		for (size_t k = 0; k < people[i].n_grants; k++)
			g[k] = (struct grant){ .kind = GRANT_OWNER, .subject = name(&a, &r, "organization", 20), .agreement = S("MoU") };
	}
	unsigned allowed = 0, first = 0;
	char block[64] = { 0 };
	double from = seconds();
	for (unsigned k = 0; k < ROUNDS; k++)
		for (unsigned i = 0; i < SAMPLES; i++)
			allowed += release(&labels[i], &people[(i * 31 + k) % SAMPLES], (enum purpose)(k % PURPOSE_COUNT), k).decision ==
			           RELEASE_ALLOW;
	double decision = (seconds() - from) / ROUNDS / SAMPLES;
	from = seconds();
	for (unsigned i = 0; i < ROUNDS * 200; i++) {
		block[i % 64]++;
		first += sha256((struct str){ block, sizeof block }).bytes[0];
	}
	double hash = (seconds() - from) / (ROUNDS * 200);
	printf("decision: %.0f ns (%.1f %% allowed), SHA-256 of 64 bytes: %.0f ns, ratio %.2f%s\n", decision * 1e9,
	        100.0 * allowed / ((double)ROUNDS * SAMPLES), hash * 1e9, decision / hash, first == 1 ? " " : "");
	arena_end(&a);
}

static int64_t number(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	return db_next(&rows, TO(&n)) ? n : -1;
}

static bool make_classes(struct cx *cx, unsigned from, unsigned to)
{
	AUTO(db_tx) tx = desk_begin(cx);
	for (unsigned o = from; o < to; o++)
		for (enum tlp tlp = TLP_CLEAR; tlp <= TLP_RED; tlp++) {
			struct str sector = arena_printf(&cx->a, "sector-%u", o % 20);
			release_class(
			        cx, &(struct labels){
			                    .tlp = tlp, .owner = arena_printf(&cx->a, "organization-%u", o), .sectors = { &sector, 1 } });
		}
	return db_commit(&tx);
}

static double profiles(struct cx *cx)
{
	static const enum role roles[] = { ROLE_OPERATOR, ROLE_OPERATOR, ROLE_OPERATOR, ROLE_OPERATOR, ROLE_REGULATOR, ROLE_GUEST,
		ROLE_DESK };
	double from = seconds();
	for (unsigned i = 0; i < PROFILES; i++)
		release_profile(cx,
		        &(struct clearance){
		                .role = roles[i % 7], .organization = arena_printf(&cx->a, "organization-%u", i % ORGANIZATIONS) },
		        NULL);
	return (seconds() - from) / PROFILES;
}

static bool expansion(void)
{
	char folder[] = "/tmp/bench-release-XXXXXX", path[64];
	struct cx cx = { .now_us = 1 };
	struct stat st = {};
	if (!mkdtemp(folder))
		return false;
	snprintf(path, sizeof path, "%s/desk.db", folder);
	if (db_open(&cx, str_c(path), true) && db_migrate(&cx, schemas)) {
		AUTO(db_tx) tx = db_begin(&cx);
		desk_create(&cx, S("bench"), S("XA"));
		db_commit(&tx);
	}
	make_classes(&cx, 0, ORGANIZATIONS);
	double made = profiles(&cx), current = profiles(&cx);
	make_classes(&cx, ORGANIZATIONS, ORGANIZATIONS + 1);
	double brought_up = profiles(&cx);
	int64_t rows = number(&cx, "SELECT COUNT(*) FROM clearance"), people = number(&cx, "SELECT COUNT(*) FROM clearance_profile");
	int64_t classes = number(&cx, "SELECT COUNT(*) FROM release_class");
	bool good = ok(&cx);
	if (!good)
		printf("%s\n", cx.err.text);
	db_close(&cx);
	stat(path, &st);
	printf("rows: %lld classes x %lld profiles = %lld rows (%.0f %% of the pairs), the whole file %.1f MB\n", (long long)classes,
	        (long long)people, (long long)rows, 100.0 * (double)rows / (double)(classes * people), (double)st.st_size / 1e6);
	printf("a profile: made in %.2f ms, brought up to 5 new classes in %.3f ms, found current in %.3f ms (ratio made/current %.0f)\n",
	        made * 1e3, brought_up * 1e3, current * 1e3, made / current);
	static const char *const files[] = { "desk.db", "desk.db-wal", "desk.db-shm" };
	for (unsigned i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files[i]);
		unlink(path);
	}
	rmdir(folder);
	arena_end(&cx.a);
	return good;
}

int main(void)
{
	decisions();
	return expansion() ? 0 : 1;
}
