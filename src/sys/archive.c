/* SPDX-License-Identifier: Apache-2.0
 *
 * Archives by libarchive, as a stream reader of the jail. Must never write to the disk, open an archive in an archive, or hold more than
 * one entry in memory.
 */
#include "sys/archive.h"
#include "base/wire.h"
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 64 << 10, RATIO_FREE_BYTES = 16 << 20 };

/* ---- inside ---- */

struct source { /* where libarchive reads from */
	int fd;
	uint64_t taken_bytes;
	char block[BLOCK_BYTES];
};

static la_ssize_t give_block(struct archive *ar, void *ctx, const void **block)
{
	struct source *s = ctx;
	ssize_t n = read(s->fd, s->block, sizeof s->block);
	if (n < 0)
		archive_set_error(ar, EIO, "the file cannot be read");
	*block = s->block;
	s->taken_bytes += n > 0 ? (uint64_t)n : 0;
	return n;
}

static la_int64_t seek_source(struct archive *ar, void *ctx, la_int64_t offset, int whence)
{
	(void)ar;
	const struct source *s = ctx;
	off_t at = lseek(s->fd, offset, whence);
	return at < 0 ? ARCHIVE_FATAL : at;
}

static struct archive *open_source(struct source *s, struct err *err)
{
	struct archive *ar = archive_read_new();
	if (!ar) {
		err_fail(err, E_INVALID, "not enough memory to read this archive");
		return NULL;
	}
	archive_read_support_filter_gzip(ar);
	archive_read_support_filter_xz(ar);
	archive_read_support_filter_zstd(ar);
	archive_read_support_format_tar(ar);
	archive_read_support_format_zip(ar);
	archive_read_set_read_callback(ar, give_block);
	if (lseek(s->fd, 0, SEEK_CUR) >= 0) /* a pipe is read straight through */
		archive_read_set_seek_callback(ar, seek_source);
	archive_read_set_callback_data(ar, s);
	return ar;
}

/* The name made harmless; an entry whose name libarchive cannot give gets its number. */
static struct str clean_name(struct arena *a, const char *raw, unsigned number)
{
	if (!raw || !*raw)
		return arena_printf(a, "(entry %u without a name)", number);
	struct str name = arena_str(a, str_slice(str_c(raw), 0, ARCHIVED_NAME_BYTES_MAX));
	name.len = str_one_line((char *)(uintptr_t)name.ptr, name.len);
	return name;
}

/* Why an entry is not read, before its content is looked at; NULL when it is a file like any other. */
static const char *unreadable(struct archive_entry *e)
{
	if (archive_entry_hardlink(e))
		return "is a link to another entry";
	switch (archive_entry_filetype(e)) {
	case AE_IFREG: break;
	case AE_IFLNK: return "is a symbolic link";
	default: return "is no regular file";
	}
	if (archive_entry_is_encrypted(e))
		return "is encrypted";
	if (archive_entry_size_is_set(e) && archive_entry_size(e) > ARCHIVED_FILE_BYTES_MAX)
		return "is larger than 64 MiB";
	return NULL;
}

struct reading {
	struct source source;
	struct archive *ar;
	struct jail_out *out;
	uint64_t sum_bytes;
	unsigned n;
	/* An entry whose content broke off: its name and why, until it is known whether the archive goes on after it. */
	struct arena kept;
	struct str broken, why;
};

static bool put_skipped(struct reading *r, struct arena *a, struct str name, struct str reason)
{
	struct buf record = buf_make(a, 2 * ARCHIVED_NAME_BYTES_MAX);
	buf_char(&record, 's');
	wire_put_str(&record, name);
	wire_put_str(&record, reason);
	return jail_put(r->out, buf_str(&record));
}

/* What libarchive says of its last fault, made harmless. */
static struct str fault(struct reading *r, struct arena *a)
{
	return clean_name(a, archive_error_string(r->ar), r->n);
}

/* Checks the two bounds against bombs after more bytes have come out. */
static bool bounded(const struct reading *r, struct err *err)
{
	if (r->sum_bytes > ARCHIVED_SUM_BYTES_MAX)
		return err_fail(err, E_INVALID, "this archive unpacks to more than %d MiB; split it", (int)(ARCHIVED_SUM_BYTES_MAX >> 20));
	if (r->sum_bytes > RATIO_FREE_BYTES && r->sum_bytes / ARCHIVED_RATIO_MAX > r->source.taken_bytes)
		return err_fail(err, E_INVALID, "this archive unpacks to more than %d times its size, which no honest one does",
		        ARCHIVED_RATIO_MAX);
	return true;
}

enum outcome { ENTRY_SENT, NOBODY_LISTENS, ARCHIVE_BAD };

/* Reads the content of one regular file and sends it. */
static enum outcome send_file(struct reading *r, struct arena *a, struct str name, struct err *err)
{
	struct buf record = buf_make(a, ARCHIVED_FILE_BYTES_MAX + 2 * ARCHIVED_NAME_BYTES_MAX + BLOCK_BYTES);
	buf_char(&record, 'f');
	wire_put_str(&record, name);
	size_t head_bytes = record.len;
	for (;;) {
		if (record.len - head_bytes > ARCHIVED_FILE_BYTES_MAX || record.overflow)
			return put_skipped(r, a, name, S("is larger than 64 MiB")) ? ENTRY_SENT : NOBODY_LISTENS;
		char *space = buf_space(&record, BLOCK_BYTES);
		la_ssize_t n = space ? archive_read_data(r->ar, space, BLOCK_BYTES) : 0;
		if (n == ARCHIVE_RETRY || !space) {
			record.overflow = !space;
			continue;
		}
		if (n == 0)
			break;
		if (n == ARCHIVE_FATAL) {
			r->broken = arena_str(&r->kept, name);
			r->why = arena_str(&r->kept, fault(r, a));
			return ENTRY_SENT;
		}
		if (n < 0)
			return put_skipped(r, a, name, fault(r, a)) ? ENTRY_SENT : NOBODY_LISTENS;
		buf_add(&record, (size_t)n);
		r->sum_bytes += (uint64_t)n;
		if (!bounded(r, err))
			return ARCHIVE_BAD;
	}
	return jail_put(r->out, buf_str(&record)) ? ENTRY_SENT : NOBODY_LISTENS;
}

/* The archive does not go on: where and why. */
static bool cut_short(struct reading *r, struct err *err)
{
	const char *why = archive_error_string(r->ar);
	if (r->broken.len)
		return err_fail(err, E_INVALID, "this archive is damaged or cut short at %.*s: %.*s", STR(str_slice(r->broken, 0, 200)), STR(r->why));
	if (r->n)
		return err_fail(err, E_INVALID, "this archive is damaged or cut short after entry %u: %s", r->n, why ? why : "no reason is known");
	return err_fail(err, E_INVALID, "this is no readable zip or tar archive: %s", why ? why : "no reason is known");
}

/* The archive goes on after an entry that broke off (in a .zip each entry stands for itself): only that entry is lost. */
static bool put_broken(struct reading *r, struct arena *a)
{
	bool heard = !r->broken.len || put_skipped(r, a, r->broken, r->why);
	r->broken = r->why = S("");
	arena_reset(&r->kept);
	return heard;
}

/* One entry after the other until the end. */
static bool read_entries(struct reading *r, struct arena *a, struct err *err)
{
	for (;;) {
		struct archive_entry *e;
		int k = archive_read_next_header(r->ar, &e);
		if (k == ARCHIVE_RETRY)
			continue;
		if (k == ARCHIVE_FATAL)
			return cut_short(r, err);
		arena_reset(a);
		if (!put_broken(r, a))
			return false;
		if (k == ARCHIVE_EOF)
			return true;
		if (++r->n > ARCHIVED_FILES_MAX)
			return err_fail(err, E_INVALID, "this archive holds more than %d entries; split it", ARCHIVED_FILES_MAX);
		if (archive_entry_filetype(e) == AE_IFDIR)
			continue;
		struct str name = clean_name(a, archive_entry_pathname(e), r->n);
		const char *reason = unreadable(e);
		if (k == ARCHIVE_FAILED || reason) {
			if (!put_skipped(r, a, name, k == ARCHIVE_FAILED ? fault(r, a) : str_c(reason)))
				return false;
			continue;
		}
		if (send_file(r, a, name, err) != ENTRY_SENT)
			return false;
	}
}

bool archive_read_stream(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	struct reading *r = calloc(1, sizeof *r); /* beside the arena, which is emptied for each entry */
	if (!r)
		return err_fail(err, E_INVALID, "not enough memory to read this archive");
	r->source.fd = fd;
	r->out = out;
	r->ar = open_source(&r->source, err);
	bool good = r->ar != NULL;
	if (good && archive_read_open1(r->ar) != ARCHIVE_OK)
		good = err_fail(err, E_INVALID, "this is no readable zip or tar archive: %s", archive_error_string(r->ar));
	good = good && read_entries(r, a, err);
	if (good && r->n == 0 && r->source.taken_bytes == 0)
		good = err_fail(err, E_INVALID, "this archive is empty: the file has no bytes");
	if (r->ar)
		archive_read_free(r->ar);
	arena_end(&r->kept);
	free(r);
	return good;
}

/* libarchive asks the locale how names are encoded. Only the jail's process for streams says so, once; the program itself has no locale. */
void archive_warm(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	tzset();
	struct archive *ar = archive_read_new();
	if (!ar)
		return;
	archive_read_support_filter_gzip(ar);
	archive_read_support_filter_xz(ar);
	archive_read_support_filter_zstd(ar);
	archive_read_support_format_tar(ar);
	archive_read_support_format_zip(ar);
	archive_read_free(ar);
}

/* ---- outside ---- */

bool archive_named(struct str name)
{
	static const char *const endings[] = { ".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst" };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str ending = str_c(endings[i]);
		if (name.len > ending.len && str_eq_fold(str_slice(name, name.len - ending.len, name.len), ending))
			return true;
	}
	return false;
}

bool archive_take(struct str record, struct archived *entry)
{
	*entry = (struct archived){ .bytes = S(""), .skipped = S("") };
	char kind = record.len ? record.ptr[0] : 0;
	struct wire w = { .rest = str_slice(record, 1, record.len) };
	entry->name = wire_str(&w);
	if (kind == 's')
		entry->skipped = wire_str(&w);
	else
		entry->bytes = w.rest;
	return !w.bad && (kind == 'f' || (kind == 's' && entry->skipped.len && w.rest.len == 0));
}

struct handing {
	bool (*each)(void *ctx, const struct archived *entry);
	void *ctx;
	unsigned n;
	uint64_t sum_bytes;
	bool malformed;
};

/* The bounds are checked here again: inside, the reader may have been taken over. */
static bool hand_over(void *ctx, struct str record)
{
	struct handing *h = ctx;
	struct archived entry;
	h->malformed = !archive_take(record, &entry) || ++h->n > ARCHIVED_FILES_MAX;
	h->sum_bytes += entry.bytes.len;
	h->malformed |= entry.bytes.len > ARCHIVED_FILE_BYTES_MAX || h->sum_bytes > ARCHIVED_SUM_BYTES_MAX;
	return !h->malformed && h->each(h->ctx, &entry);
}

bool archive_each(struct jail *j, unsigned reader, int fd, struct str name, bool (*each)(void *ctx, const struct archived *entry),
        void *ctx, struct err *err)
{
	struct handing h = { .each = each, .ctx = ctx };
	struct err inner = {};
	if (!jail_stream(j, reader, fd, hand_over, &h, &inner))
		return err_fail(err, inner.kind, "%.*s: %s", STR(name), inner.text);
	return !h.malformed ||
	       err_fail(err, E_INVALID, "%.*s: this archive could not be read safely (what its reader said makes no sense)", STR(name));
}
