/* SPDX-License-Identifier: Apache-2.0
 *
 * The reading half of the journal of page reads: groups that hold become leaves of the ledger. Must never append a note twice or pass over one that was
 * acknowledged: how far a file has been read is written in the transaction that appends what was read.
 */
#include "base/json.h"
#include "base/log.h"
#include "base/wire.h"
#include "core/ledger.h"
#include "core/reads_inner.h"
#include "core/release.h"
#include "core/store_ledger.h"
#include "sys/file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH_NOTES = 20000, BATCH_BYTES = 8 << 20 };

VEC_TYPE(entry_vec, struct ledger_entry);

struct reading {
	int fd;
	const char *path;
	struct str name;
	int64_t at, end; /* bytes */
	struct sha256 check; /* of what lies before at */
	bool torn; /* what stands at at is no group */
};

static bool read_at(int fd, char *to, size_t n, int64_t at)
{
	while (n > 0) {
		ssize_t got = pread(fd, to, n, (off_t)at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		to += got;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

static bool take_notes(struct arena *a, struct str payload, uint32_t notes, struct entry_vec *out)
{
	struct wire w = { .rest = payload };
	for (uint32_t i = 0; i < notes && !w.bad; i++) {
		struct ledger_entry *e = vec_push(a, out);
		e->given = true;
		e->at_us = wire_int(&w);
		uint64_t mode = wire_uint(&w);
		e->mode = mode <= MODE_TEST ? (enum mode)mode : MODE_TEST;
		e->actor = wire_str(&w);
		e->kind = wire_str(&w);
		e->subject = wire_str(&w);
		e->content = wire_str(&w);
		e->class_key = wire_int(&w);
	}
	return !w.bad && !w.rest.len;
}

/* The next group's notes behind out. false when there is none up to the end, or what is there is none: then torn. */
static bool read_group(struct arena *a, struct reading *f, struct entry_vec *out)
{
	if (f->at >= f->end)
		return false;
	f->torn = true;
	char head[READS_GROUP_HEAD_BYTES];
	if (f->end - f->at < (int64_t)sizeof head || !read_at(f->fd, head, sizeof head, f->at))
		return false;
	uint32_t length = reads_number(head), notes = reads_number(head + 4);
	int64_t whole = (int64_t)sizeof head + length + READS_CHECK_BYTES;
	if (!length || length > READS_GROUP_BYTES_MAX || whole > f->end - f->at)
		return false;
	char *bytes = arena_bytes(a, (size_t)length + READS_CHECK_BYTES);
	if (!read_at(f->fd, bytes, (size_t)length + READS_CHECK_BYTES, f->at + (int64_t)sizeof head))
		return false;
	struct str payload = { bytes, length };
	struct sha256 check = reads_check(&f->check, (struct str){ head, sizeof head }, payload);
	if (memcmp(check.bytes, bytes + length, sizeof check.bytes) != 0)
		return false;
	size_t before = out->n;
	if (!take_notes(a, payload, notes, out)) {
		out->n = before;
		return false;
	}
	f->torn = false;
	f->check = check;
	f->at += whole;
	return true;
}

/* The head as it must be by the file's name, and its check. */
static bool head_check(struct str name, char head[READS_HEAD_BYTES], struct sha256 *check)
{
	memcpy(head, READS_MAGIC, sizeof READS_MAGIC - 1);
	if (!unhex(name, head + sizeof READS_MAGIC - 1, READS_ID_BYTES))
		return false;
	*check = sha256((struct str){ head, READS_HEAD_BYTES });
	return true;
}

/* Goes to where the ledger has read to; position 0 = nowhere yet. */
static bool go_to(struct reading *f, int64_t position, struct str check)
{
	char head[READS_HEAD_BYTES], there[READS_HEAD_BYTES];
	f->torn = true;
	f->at = position;
	if (!head_check(f->name, head, &f->check))
		return false;
	if (position && !unhex(check, f->check.bytes, sizeof f->check.bytes))
		return false;
	if (!read_at(f->fd, there, sizeof there, 0) || memcmp(head, there, sizeof head) != 0 || position > f->end)
		return false;
	if (!position)
		f->at = READS_HEAD_BYTES;
	f->torn = false;
	return true;
}

static bool note_torn(struct cx *cx, const struct reading *f)
{
	log_line(LOG_WARN, "%s does not hold from byte %lld on: not acknowledged when the machine stopped, or changed", f->path,
	        (long long)f->at);
	struct str content = arena_printf(&cx->a, "{\"journal\":\"%.*s\",\"at\":%lld,\"bytes\":%lld}", STR(f->name), (long long)f->at,
	        (long long)(f->end > f->at ? f->end - f->at : 0));
	return ledger_append_one(cx, S("reads.torn"), f->name, content, release_class(cx, &(struct labels){ .tlp = TLP_RED }));
}

static struct str place_of(struct cx *cx, const char *folder)
{
	char host[256] = "", real[4096];
	gethostname(host, sizeof host - 1);
	return arena_printf(&cx->a, "%s:%s", host, realpath(folder, real) ? real : folder);
}

/* Which classes the pages showed, from their contents: so that whoever owns the records can ask. first: the key of the first entry. */
static bool note_shown(struct cx *cx, const struct entry_vec *entries, int64_t first)
{
	struct store_shown_vec shown = {};
	for (size_t i = 0; i < entries->n; i++) {
		struct err none = {};
		const struct json *rows = json_get(json_parse(&cx->a, entries->at[i].content, (struct json_limits){}, &none), "rows");
		for (uint32_t k = 0; rows && rows->type == JSON_OBJECT && k < rows->n; k++) {
			struct store_shown one = { .leaf = first + (int64_t)i };
			if (str_int(rows->members[k].key, &one.class_key) && one.class_key > 0 &&
			        json_int(&rows->members[k].value, &one.rows) && one.rows > 0)
				*vec_push(&cx->a, &shown) = one;
		}
	}
	return store_shown_insert(cx, &shown);
}

/* One transaction: some groups of the file. left: nobody writes it any more, so all of it is read, and it is done. */
static bool drain_some(struct cx *cx, struct reading *f, struct str place, bool left, bool *more)
{
	int64_t position = 0;
	struct str check = {};
	bool done = false;
	struct entry_vec entries = {};
	AUTO(db_tx) tx = db_begin(cx);
	*more = false;
	if (!store_reads_hold(cx, f->name, place, &position, &check, &done))
		return false;
	if (done)
		return db_commit(&tx);
	int64_t from = 0;
	if (go_to(f, position, check)) {
		from = f->at;
		while (entries.n < BATCH_NOTES && f->at - from < BATCH_BYTES && read_group(&cx->a, f, &entries)) {
		}
	}
	*more = !f->torn && f->at < f->end;
	if (!ledger_append(cx, entries.at, entries.n) || !note_shown(cx, &entries, store_leaf_counter(cx) - (int64_t)entries.n + 1) ||
	        (left && f->torn && !note_torn(cx, f)))
		return false;
	return store_reads_move(cx, f->name, f->at, hex(&cx->a, f->check.bytes, sizeof f->check.bytes), left && !*more) && db_commit(&tx);
}

static bool drain_file(struct cx *cx, struct reading *f, struct str place, bool left)
{
	bool more = true;
	while (more && drain_some(cx, f, place, left, &more)) {
	}
	return ok(cx);
}

static bool drain_own(struct cx *cx, struct reads *r)
{
	pthread_mutex_lock(&r->lock);
	struct reads_file own = r->file;
	bool known = own.fd >= 0 && strcmp(r->drained_of, own.name) == 0 && r->drained >= own.durable;
	pthread_mutex_unlock(&r->lock);
	if (own.fd < 0 || known || own.durable <= READS_HEAD_BYTES)
		return ok(cx);
	struct reading f = { .fd = open(own.path, O_RDONLY | O_CLOEXEC), .path = own.path, .name = str_c(own.name), .end = own.durable };
	if (f.fd < 0) { /* between: left over, and drained by another; or taken away, which verify tells */
		pthread_mutex_lock(&r->lock);
		r->turn = true;
		pthread_mutex_unlock(&r->lock);
		return ok(cx);
	}
	drain_file(cx, &f, place_of(cx, r->folder), false);
	close(f.fd);
	pthread_mutex_lock(&r->lock);
	if (ok(cx)) {
		memcpy(r->drained_of, own.name, sizeof own.name);
		r->drained = own.durable;
	}
	r->turn = r->turn || f.torn;
	pthread_mutex_unlock(&r->lock);
	return ok(cx);
}

static bool drain_left_one(struct cx *cx, const char *folder, struct str path)
{
	int fd = open(path.ptr, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return ok(cx); /* gone meanwhile */
	struct stat st;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && st.st_nlink > 0) {
		struct str name =
		        str_slice(path, path.len - (sizeof READS_SUFFIX - 1) - 2 * READS_ID_BYTES, path.len - (sizeof READS_SUFFIX - 1));
		struct reading f = { .fd = fd, .path = path.ptr, .name = arena_str(&cx->a, name), .end = st.st_size };
		if (drain_file(cx, &f, place_of(cx, folder), true))
			unlink(path.ptr);
	}
	close(fd);
	return ok(cx);
}

static bool is_journal(const char *folder, struct str path)
{
	unsigned char id[READS_ID_BYTES];
	size_t at = strlen(folder) + 1, n = 2 * READS_ID_BYTES;
	return path.len == at + n + sizeof READS_SUFFIX - 1 && str_ends(path, S(READS_SUFFIX)) &&
	       unhex(str_slice(path, at, at + n), id, sizeof id);
}

static bool journals(struct cx *cx, const char *folder, struct file_list *out)
{
	struct file_list all = {};
	if (file_kind(folder) != FILE_FOLDER)
		return ok(cx);
	if (!file_walk(&cx->a, folder, &all, &cx->err))
		return false;
	vec_each (path, &all)
		if (is_journal(folder, *path))
			*vec_push(&cx->a, out) = *path;
	return ok(cx);
}

bool reads_drain_left(struct cx *cx, const char *folder)
{
	struct file_list files = {};
	if (!journals(cx, folder, &files))
		return false;
	vec_each (path, &files)
		if (!drain_left_one(cx, folder, *path))
			return false;
	return ok(cx);
}

bool reads_drain(struct cx *cx, struct reads *r)
{
	return ok(cx) && drain_own(cx, r) && reads_drain_left(cx, r->folder);
}

static bool verify_one(struct cx *cx, struct str path, int64_t *notes)
{
	int64_t position = 0;
	struct str check = {};
	bool done = false;
	struct stat st;
	struct str name = str_slice(path, path.len - (sizeof READS_SUFFIX - 1) - 2 * READS_ID_BYTES, path.len - (sizeof READS_SUFFIX - 1));
	struct reading f = { .fd = open(path.ptr, O_RDONLY | O_CLOEXEC), .path = path.ptr, .name = name };
	/* The end first: what is appended after it is not looked at. A group that is being written right now may lie at the very end, so a locked file is judged
	 * once more after a moment. */
	bool there = f.fd >= 0 && fstat(f.fd, &st) == 0 && st.st_nlink > 0;
	for (int tries = 0; there && tries < 20; tries++) {
		f.end = st.st_size;
		struct entry_vec entries = {};
		if (!store_reads_of(cx, name, &position, &check, &done) && !ok(cx))
			break;
		if (done)
			break; /* about to be removed */
		if (go_to(&f, position, check))
			while (read_group(&cx->a, &f, &entries)) {
			}
		*notes += f.torn ? 0 : (int64_t)entries.n;
		if (!f.torn || flock(f.fd, LOCK_SH | LOCK_NB) == 0)
			break;
		usleep(50000);
		there = fstat(f.fd, &st) == 0 && st.st_nlink > 0;
	}
	if (f.fd >= 0)
		close(f.fd);
	if (there && f.torn && ok(cx))
		return fail(cx, E_BROKEN,
		        "page reads: %.*s does not hold from byte %lld on: it was changed, or the machine stopped while it was written",
		        STR(path), (long long)f.at);
	return ok(cx);
}

bool reads_verify(struct cx *cx, const char *folder, int64_t *files, int64_t *notes)
{
	struct file_list list = {};
	struct store_names begun = {};
	*files = *notes = 0;
	if (!store_reads_begun(cx, place_of(cx, folder), &begun) || !journals(cx, folder, &list))
		return false;
	vec_each (path, &list)
		if (++*files, !verify_one(cx, *path, notes))
			return false;
	vec_each (name, &begun) {
		int64_t position;
		struct str check;
		bool done = false;
		struct str path = arena_printf(&cx->a, "%s/%.*s" READS_SUFFIX, folder, STR(*name));
		if (file_kind(path.ptr) == FILE_NONE && store_reads_of(cx, *name, &position, &check, &done) && !done)
			return fail(cx, E_BROKEN, "page reads: %.*s is gone, and the ledger had not read it to its end", STR(path));
	}
	return ok(cx);
}

bool reads_folder(struct cx *cx, struct str where, struct str *folder)
{
	*folder = S("");
	if (str_eq(str_c(db_engine(cx->db)), S("sqlite"))) {
		*folder = arena_printf(&cx->a, "%.*s.reads", STR(where));
		return true;
	}
	char host[256] = "";
	gethostname(host, sizeof host - 1);
	struct str prefix = arena_printf(&cx->a, "%s:", host), place = {};
	if (store_reads_place(cx, prefix, &place))
		*folder = arena_str(&cx->a, str_slice(place, prefix.len, place.len));
	return ok(cx);
}
