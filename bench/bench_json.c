/* SPDX-License-Identifier: Apache-2.0
 *
 * Benchmark of the JSON reader: MB/s on a document it makes itself (advisories of fictional vendors) and on the .json files of a folder
 * when one is given. When libjansson.so.4 is there (Debian: libjansson4), it reads the same bytes in the same run and the ratio is printed.
 * jansson is loaded by dlopen, never linked: it has functions of the same names as ours.
 * Usage: bench_json [FOLDER]
 */
#include "base/json.h"
#include "base/json_prepass.h"
#include "base/rng.h"
#include "base/vec.h"
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, DOCUMENTS = 200 };
VEC_TYPE(str_vec, struct str);

/* jansson's json_loadb and json_delete; NULL when it is not installed. */
struct peer {
	void *(*load)(const char *bytes, size_t n, size_t flags, void *error);
	void (*end)(void *value);
};
enum { PEER_REJECT_DUPLICATES = 1 };

struct bench {
	struct str_vec docs;
	struct peer peer;
};

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void put_product(struct json_out *o, struct rng *r, unsigned i)
{
	char text[80];
	jo_object(o);
	snprintf(text, sizeof text, "PRODUCT-%05u", i);
	jo_kstr(o, "product_id", str_c(text));
	snprintf(text, sizeof text, "Pump controller %u, firmware \"%u.%u\"", i, (unsigned)rng_below(r, 9), (unsigned)rng_below(r, 99));
	jo_kstr(o, "name", str_c(text));
	jo_key(o, "score");
	jo_real(o, (double)rng_below(r, 100) / 10);
	jo_kbool(o, "affected", rng_next(r) & 1);
	jo_key(o, "status");
	jo_array(o);
	for (uint64_t n = rng_below(r, 8); n; n--)
		jo_str(o, S("known_affected"));
	jo_array_end(o);
	jo_kstr(o, "note",
	        S("Die Steuerung nimmt \xc3\xbc"
	          "ber das Netz\nBefehle an, ohne den Absender zu pr\xc3\xbc"
	          "fen. \xe6\xb0\xb4\xe5\xba\x93"));
	jo_object_end(o);
}

static struct str made_document(struct arena *a, uint64_t seed)
{
	struct rng r = rng_make(seed);
	struct buf b = buf_make(a, 64 << 20);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "publisher", S("Vendor of Examplia"));
	jo_kint(&o, "number", (int64_t)seed);
	jo_key(&o, "products");
	jo_array(&o);
	for (unsigned i = 0; i < 1000; i++)
		put_product(&o, &r, i);
	jo_array_end(&o);
	jo_object_end(&o);
	return buf_str(&b);
}

static void load(struct arena *a, struct str_vec *docs, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0) {
		char *p = arena_bytes(a, (size_t)st.st_size);
		if (read(fd, p, (size_t)st.st_size) == st.st_size)
			*vec_push(a, docs) = (struct str){ p, (size_t)st.st_size };
	}
	if (fd >= 0)
		close(fd);
}

static void load_folder(struct arena *a, struct str_vec *docs, struct str folder)
{
	DIR *d = opendir(folder.ptr);
	for (struct dirent *entry; d && (entry = readdir(d));) {
		struct str path = arena_printf(a, "%s/%s", folder.ptr, entry->d_name);
		if (entry->d_type == DT_DIR && entry->d_name[0] != '.')
			load_folder(a, docs, path);
		else if (str_ends(path, S(".json")))
			load(a, docs, path.ptr);
	}
	if (d)
		closedir(d);
}

static size_t ours(const struct bench *bench)
{
	const struct str_vec *docs = &bench->docs;
	struct arena a = {};
	size_t bad = 0;
	for (size_t i = 0; i < docs->n; i++) {
		struct err e = {};
		bad += !json_parse(&a, docs->at[i], (struct json_limits){}, &e);
		arena_reset(&a);
	}
	arena_end(&a);
	return bad;
}

static size_t prepass(const struct bench *bench)
{
	const struct str_vec *docs = &bench->docs;
	size_t bad = 0, at;
	const char *why;
	for (size_t i = 0; i < docs->n; i++)
		bad += !json_prepass(docs->at[i], &at, &why);
	return bad;
}

static size_t theirs(const struct bench *bench)
{
	const struct str_vec *docs = &bench->docs;
	size_t bad = 0;
	for (size_t i = 0; i < docs->n; i++) {
		void *v = bench->peer.load(docs->at[i].ptr, docs->at[i].len, PEER_REJECT_DUPLICATES, NULL);
		bad += !v;
		if (v)
			bench->peer.end(v); /* the only reference is ours */
	}
	return bad;
}

/* Best of several rounds, in seconds; prints one line. */
static double measure(const char *name, size_t (*run)(const struct bench *), const struct bench *bench, size_t bytes)
{
	double best = 1e9;
	size_t bad = 0;
	for (int i = 0; i < ROUNDS; i++) {
		double start = seconds();
		bad = run(bench);
		double took = seconds() - start;
		if (took < best)
			best = took;
	}
	printf("%-12s %8.1f ms  %7.0f MB/s  %zu refused\n", name, best * 1e3, (double)bytes / best / 1e6, bad);
	return best;
}

static void compare(const char *title, const struct bench *bench)
{
	size_t bytes = 0;
	for (size_t i = 0; i < bench->docs.n; i++)
		bytes += bench->docs.at[i].len;
	printf("# %s: %zu documents, %.1f MB\n", title, bench->docs.n, (double)bytes / 1e6);
	measure("pre-pass", prepass, bench, bytes);
	double own = measure("json_parse", ours, bench, bytes);
	if (bench->peer.load)
		printf("ratio jansson / json_parse: %.2f\n", measure("jansson", theirs, bench, bytes) / own);
}

static struct peer peer_open(void)
{
	struct peer p = {};
	void *lib = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);
	if (lib) {
		*(void **)&p.load = dlsym(lib, "json_loadb");
		*(void **)&p.end = dlsym(lib, "json_delete");
	}
	if (!p.load || !p.end) {
		p = (struct peer){};
		printf("# libjansson.so.4 is not installed: no ratio\n");
	}
	return p;
}

int main(int argc, char **argv)
{
	struct arena a = {};
	struct bench made = { .peer = peer_open() }, real = { .peer = made.peer };
	for (uint64_t seed = 0; seed < DOCUMENTS; seed++)
		*vec_push(&a, &made.docs) = made_document(&a, seed);
	compare("made", &made);
	if (argc > 1) {
		load_folder(&a, &real.docs, str_c(argv[1]));
		compare(argv[1], &real);
	}
	arena_end(&a);
	return 0;
}
