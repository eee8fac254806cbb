/* SPDX-License-Identifier: Apache-2.0
 *
 * Archives of every kind, made here by libarchive's writer, honest and hostile, read inside the jail.
 */
#include "base/rng.h"
#include "base/test.h"
#include "base/vec.h"
#include "sys/archive.h"
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { READER };
static const struct jail_reader readers[] = { [READER] = ARCHIVE_READER };

static struct jail *start(void)
{
	struct err err = {};
	struct jail *j = jail_start(readers, 1, 1, NULL, &err);
	CHECK(j != NULL);
	return j;
}

/* ---- writing ---- */

struct writing {
	struct archive *ar;
	int fd;
};

static struct writing begin(const char *format, const char *filter, const char *options)
{
	struct writing w = { archive_write_new(), memfd_create("archive", 0) };
	archive_write_set_format_by_name(w.ar, format);
	if (filter)
		archive_write_add_filter_by_name(w.ar, filter);
	if (options)
		CHECK(archive_write_set_options(w.ar, options) == ARCHIVE_OK);
	archive_write_set_passphrase(w.ar, "secret");
	archive_write_open_fd(w.ar, w.fd);
	return w;
}

static void add(struct writing *w, const char *name, unsigned type, const char *link, struct str bytes)
{
	struct archive_entry *e = archive_entry_new();
	archive_entry_set_pathname(e, name);
	archive_entry_set_filetype(e, type);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_size(e, (la_int64_t)bytes.len);
	if (link && type == AE_IFLNK)
		archive_entry_set_symlink(e, link);
	else if (link)
		archive_entry_set_hardlink(e, link);
	CHECK(archive_write_header(w->ar, e) >= ARCHIVE_WARN);
	if (bytes.len)
		archive_write_data(w->ar, bytes.ptr, bytes.len);
	archive_entry_free(e);
}

static int end(struct writing *w)
{
	archive_write_close(w->ar);
	archive_write_free(w->ar);
	lseek(w->fd, 0, SEEK_SET);
	return w->fd;
}

/* ---- reading ---- */

struct seen {
	struct arena a;
	struct buf list; /* "name=bytes;" or "name!reason;" */
	size_t n, sum_bytes, stop_after;
};

static bool see(void *ctx, const struct archived *e)
{
	struct seen *s = ctx;
	s->n++;
	s->sum_bytes += e->bytes.len;
	if (e->skipped.len)
		buf_printf(&s->list, "%.*s!%.*s;", STR(e->name), STR(e->skipped));
	else
		buf_printf(&s->list, "%.*s=%.*s;", STR(e->name), e->bytes.len > 40 ? 3 : (int)e->bytes.len,
		        e->bytes.len > 40 ? "..." : e->bytes.ptr);
	return s->n != s->stop_after;
}

static struct seen nothing_seen(void)
{
	return (struct seen){ .n = 0 };
}

static bool look(struct jail *j, int fd, struct seen *s, struct err *err)
{
	err_clear(err);
	s->list = buf_make(&s->a, 1 << 20);
	bool good = archive_each(j, READER, fd, S("test"), see, s, err);
	close(fd);
	return good;
}

static const struct {
	const char *format, *filter;
} kinds[] = { { "zip", NULL }, { "pax", NULL }, { "gnutar", "gzip" }, { "ustar", "xz" }, { "pax", "zstd" } };

TEST(all_kinds)
{
	struct jail *j = start();
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct writing w = begin(kinds[i].format, kinds[i].filter, NULL);
		add(&w, "folder/", AE_IFDIR, NULL, S(""));
		add(&w, "folder/one.json", AE_IFREG, NULL, S("{}"));
		add(&w, "empty", AE_IFREG, NULL, S(""));
		add(&w, "../../etc/passwd", AE_IFREG, NULL, S("dots"));
		add(&w, "/etc/passwd", AE_IFREG, NULL, S("root"));
		add(&w, "folder/one.json", AE_IFREG, NULL, S("again"));
		struct seen s = nothing_seen();
		struct err err = {};
		CHECK(look(j, end(&w), &s, &err));
		CHECK_STR(str_c(err.text), S(""));
		CHECK_STR(buf_str(&s.list), S("folder/one.json={};empty=;../../etc/passwd=dots;/etc/passwd=root;folder/one.json=again;"));
		arena_end(&s.a);
	}
	jail_end(j);
}

TEST(links_and_secrets_are_named_not_read)
{
	struct jail *j = start();
	struct writing w = begin("pax", NULL, NULL);
	add(&w, "link", AE_IFLNK, "/etc/passwd", S(""));
	add(&w, "one", AE_IFREG, NULL, S("1"));
	add(&w, "hard", AE_IFREG, "one", S(""));
	add(&w, "pipe", AE_IFIFO, NULL, S(""));
	struct seen s = nothing_seen();
	struct err err = {};
	CHECK(look(j, end(&w), &s, &err));
	CHECK_STR(buf_str(&s.list), S("link!is a symbolic link;one=1;hard!is a link to another entry;pipe!is no regular file;"));
	arena_end(&s.a);

	w = begin("zip", NULL, "zip:encryption=aes256");
	add(&w, "sealed", AE_IFREG, NULL, S("never seen"));
	s = nothing_seen();
	CHECK(look(j, end(&w), &s, &err));
	CHECK_STR(buf_str(&s.list), S("sealed!is encrypted;"));
	arena_end(&s.a);
	jail_end(j);
}

TEST(names_are_made_harmless)
{
	struct jail *j = start();
	struct writing w = begin("ustar", NULL, NULL);
	add(&w, "caf\xc3\xa9 \xd9\x86", AE_IFREG, NULL, S("1"));
	add(&w, "bad\xff\033[2J\nname", AE_IFREG, NULL, S("2"));
	struct seen s = nothing_seen();
	struct err err = {};
	CHECK(look(j, end(&w), &s, &err));
	CHECK_STR(buf_str(&s.list), S("caf\xc3\xa9 \xd9\x86=1;bad??[2J name=2;"));
	arena_end(&s.a);
	jail_end(j);
}

/* A zip with the UTF-8 flag and no library's help: one stored file. */
TEST(zip_names_in_utf8)
{
	static const char zip[] =
	        "PK\3\4\24\0\0\10\0\0\0\0\0\0\xc7\xb2\x4a\x78\1\0\0\0\1\0\0\0\2\0\0\0\xd9\x86"
	        "A"
	        "PK\1\2\24\0\24\0\0\10\0\0\0\0\0\0\xc7\xb2\x4a\x78\1\0\0\0\1\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xd9\x86"
	        "PK\5\6\0\0\0\0\1\0\1\0\60\0\0\0\41\0\0\0\0\0";
	struct jail *j = start();
	int fd = memfd_create("zip", 0);
	CHECK(write(fd, zip, sizeof zip - 1) == sizeof zip - 1);
	lseek(fd, 0, SEEK_SET);
	struct seen s = nothing_seen();
	struct err err = {};
	look(j, fd, &s, &err);
	CHECK(str_find(buf_str(&s.list), S("\xd9\x86")) == 0); /* whatever the checksum says, the name is whole */
	arena_end(&s.a);
	jail_end(j);
}

/* Cut at every step of a few bytes: what is handed over is right, and the end is told from a cut. */
TEST(cut_short)
{
	struct jail *j = start();
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct writing w = begin(kinds[i].format, kinds[i].filter, NULL);
		char text[3000];
		struct rng rng = rng_make(7);
		for (size_t k = 0; k < sizeof text; k++)
			text[k] = (char)rng_below(&rng, 256);
		add(&w, "one", AE_IFREG, NULL, S("1"));
		add(&w, "two", AE_IFREG, NULL, (struct str){ text, sizeof text });
		int fd = end(&w);
		off_t bytes = lseek(fd, 0, SEEK_END);
		for (off_t n = 0; n < 2000; n += 191) {
			int part = dup(fd);
			char *all = mmap(NULL, (size_t)bytes, PROT_READ, MAP_SHARED, fd, 0);
			close(part);
			part = memfd_create("part", 0);
			CHECK(write(part, all, (size_t)n) == n);
			munmap(all, (size_t)bytes);
			lseek(part, 0, SEEK_SET);
			struct seen s = nothing_seen();
			struct err err = {};
			bool good = look(j, part, &s, &err);
			CHECK(s.n <= 1);
			CHECK(good ? n >= 1024 : err.kind == E_INVALID); /* a tar cut between two entries looks whole */
			CHECK(s.n == 0 || str_eq(buf_str(&s.list), S("one=1;")));
			arena_end(&s.a);
		}
		close(fd);
	}
	jail_end(j);
}

/* In a .zip each entry is packed by itself: one that is damaged costs no other. */
TEST(a_damaged_entry_costs_no_other)
{
	struct jail *j = start();
	for (unsigned damaged = 0; damaged < 3; damaged++) {
		struct writing w = begin("zip", NULL, "compression=deflate");
		for (unsigned i = 0; i < 3; i++)
			add(&w, (char[]){ (char)('a' + i), 0 }, AE_IFREG, NULL, S("the quick brown fox jumps over the lazy dog, again and again"));
		int fd = end(&w);
		char all[4096];
		ssize_t n = pread(fd, all, sizeof all, 0);
		off_t at = 0;
		for (unsigned i = 0; i <= damaged; i++) /* behind the head of this entry */
			at = (char *)memmem(all + at, (size_t)(n - at), "PK\003\004", 4) - all + 4;
		uint16_t name, extra;
		memcpy(&name, all + at + 22, 2);
		memcpy(&extra, all + at + 24, 2);
		CHECK(pwrite(fd, "\377\377\377\377\377\377\377\377", 8, at + 26 + name + extra) == 8);
		struct seen s = nothing_seen();
		struct err err = {};
		CHECK(look(j, fd, &s, &err));
		struct str list = buf_str(&s.list), lost = str_slice(list, (size_t)str_find(list, S("!")) - 1, list.len);
		CHECK(s.n == 3 && str_starts(lost, (struct str){ (char[]){ (char)('a' + damaged), '!' }, 2 }));
		CHECK(str_find(str_slice(lost, 2, lost.len), S("!")) < 0);
		arena_end(&s.a);
	}
	jail_end(j);
}

TEST(no_archive_at_all)
{
	struct jail *j = start();
	struct str bad[] = { S(""), S("x"), S("{\"document\": {}}"), S("PK\3\4"), S("\x1f\x8b\x08"), S("\x28\xb5\x2f\xfd"),
		S("\xfd"
		  "7zXZ") };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int fd = memfd_create("bad", 0);
		CHECK(write(fd, bad[i].ptr, bad[i].len) == (ssize_t)bad[i].len);
		lseek(fd, 0, SEEK_SET);
		struct seen s = nothing_seen();
		struct err err = {};
		CHECK(!look(j, fd, &s, &err));
		CHECK(err.kind == E_INVALID && s.n == 0 && strstr(err.text, "archive"));
		arena_end(&s.a);
	}
	jail_end(j);
}

/* Three files of 16 MiB of zeros: a few kB on the disk each. */
TEST(bombs)
{
	struct jail *j = start();
	size_t bytes = 16 << 20;
	char *zeros = calloc(1, bytes);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (!kinds[i].filter && i)
			continue;
		struct writing w = begin(kinds[i].format, kinds[i].filter, NULL);
		for (int k = 0; k < 3; k++)
			add(&w, "zeros", AE_IFREG, NULL, (struct str){ zeros, bytes });
		struct seen s = nothing_seen();
		struct err err = {};
		CHECK(!look(j, end(&w), &s, &err));
		CHECK(err.kind == E_INVALID && strstr(err.text, "times its size"));
		CHECK(s.sum_bytes <= 48u << 20);
		arena_end(&s.a);
	}
	free(zeros);
	jail_end(j);
}

TEST(large_files_are_named_not_read)
{
	struct jail *j = start();
	size_t bytes = (64 << 20) + 1;
	char *text = malloc(bytes);
	struct rng rng = rng_make(3);
	for (size_t i = 0; i < bytes; i += 8)
		memcpy(text + i, &(uint64_t){ rng_next(&rng) }, bytes - i < 8 ? bytes - i : 8);
	struct writing w = begin("pax", NULL, NULL);
	add(&w, "large", AE_IFREG, NULL, (struct str){ text, bytes });
	add(&w, "just", AE_IFREG, NULL, (struct str){ text, bytes - 1 });
	struct seen s = nothing_seen();
	struct err err = {};
	CHECK(look(j, end(&w), &s, &err));
	CHECK_STR(str_c(err.text), S(""));
	CHECK_STR(buf_str(&s.list), S("large!is larger than 64 MiB;just=...;"));
	CHECK(s.sum_bytes == bytes - 1);
	arena_end(&s.a);
	free(text);
	jail_end(j);
}

TEST(too_many_entries)
{
	struct jail *j = start();
	struct writing w = begin("ustar", "zstd", NULL);
	for (int i = 0; i <= ARCHIVED_FILES_MAX; i++)
		add(&w, "x", AE_IFREG, NULL, S(""));
	struct seen s = nothing_seen();
	struct err err = {};
	CHECK(!look(j, end(&w), &s, &err));
	CHECK(s.n == ARCHIVED_FILES_MAX && strstr(err.text, "more than 100000 entries"));
	arena_end(&s.a);
	jail_end(j);
}

TEST(an_archive_in_an_archive_is_a_file)
{
	struct jail *j = start();
	struct writing w = begin("zip", NULL, NULL);
	add(&w, "inner.zip", AE_IFREG, NULL, S("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"));
	struct seen s = nothing_seen();
	struct err err = {};
	CHECK(look(j, end(&w), &s, &err));
	CHECK(s.n == 1 && s.sum_bytes == 22);
	arena_end(&s.a);
	jail_end(j);
}

TEST(the_caller_may_stop)
{
	struct jail *j = start();
	struct writing w = begin("pax", "gzip", NULL);
	for (int i = 0; i < 100; i++)
		add(&w, "x", AE_IFREG, NULL, S("1"));
	struct seen s = { .stop_after = 3 };
	struct err err = {};
	CHECK(look(j, end(&w), &s, &err));
	CHECK(s.n == 3);
	arena_end(&s.a);
	jail_end(j);
}

TEST(named_like_an_archive)
{
	CHECK(archive_named(S("a.zip")) && archive_named(S("dir/A.TAR.XZ")) && archive_named(S("x.tgz")) && archive_named(S("x.tar.zst")));
	CHECK(!archive_named(S("zip")) && !archive_named(S("a.json")) && !archive_named(S("a.gz")) && !archive_named(S(".zip")));
}

TEST(bent_records_are_refused)
{
	struct archived e;
	CHECK(!archive_take(S(""), &e) && !archive_take(S("x"), &e) && !archive_take(S("f"), &e) && !archive_take(S("f\5abc"), &e));
	CHECK(!archive_take(S("s\1a"), &e) && !archive_take(S("s\1a\1bc"), &e));
	CHECK(archive_take(S("f\1abc"), &e));
	CHECK_STR(e.bytes, S("bc"));
}
