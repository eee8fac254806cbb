/* SPDX-License-Identifier: Apache-2.0
 *
 * The writing half of the journal of page reads. Must never tell a ticket durable before fdatasync has returned for its group, and never leave a group in the
 * file that it will write again elsewhere.
 */
#include "core/reads_inner.h"
#include "base/log.h"
#include "base/wire.h"
#include "sys/file.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct sha256 reads_check(const struct sha256 *before, struct str head, struct str payload)
{
	struct sha256_state *st = sha256_begin();
	sha256_add(st, (struct str){ (const char *)before->bytes, sizeof before->bytes });
	sha256_add(st, head);
	sha256_add(st, payload);
	return sha256_end(st);
}

static bool write_all(int fd, struct iovec *parts, int n)
{
	while (n > 0) {
		ssize_t did = writev(fd, parts, n);
		if (did < 0 && errno == EINTR)
			continue;
		if (did <= 0)
			return false;
		for (; n > 0 && (size_t)did >= parts->iov_len; parts++, n--)
			did -= (ssize_t)parts->iov_len;
		if (n > 0) {
			parts->iov_base = (char *)parts->iov_base + did;
			parts->iov_len -= (size_t)did;
		}
	}
	return true;
}

static bool sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return done;
}

/* A new file, locked before it gets its name: nobody can take it for left over. errno tells why not. */
static bool file_begin(const char *folder, struct reads_file *out)
{
	unsigned char id[READS_ID_BYTES];
	char head[READS_HEAD_BYTES] = READS_MAGIC, hidden[sizeof out->path + 16];
	random_bytes(id, sizeof id);
	memcpy(head + sizeof READS_MAGIC - 1, id, sizeof id);
	*out = (struct reads_file){ .fd = -1, .durable = READS_HEAD_BYTES, .check = sha256((struct str){ head, sizeof head }) };
	for (size_t i = 0; i < sizeof id; i++)
		snprintf(out->name + 2 * i, 3, "%02x", id[i]);
	snprintf(out->path, sizeof out->path, "%s/%s" READS_SUFFIX, folder, out->name);
	snprintf(hidden, sizeof hidden, "%s/.%s.new", folder, out->name);
	out->fd = open(hidden, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_APPEND, 0600);
	if (out->fd < 0)
		return false;
	if (flock(out->fd, LOCK_EX | LOCK_NB) == 0 && write_all(out->fd, &(struct iovec){ head, sizeof head }, 1) &&
	        fdatasync(out->fd) == 0 && rename(hidden, out->path) == 0 && sync_folder(folder))
		return true;
	int why = errno;
	unlink(hidden);
	close(out->fd);
	out->fd = -1;
	errno = why;
	return false;
}

/* One group behind what is durable. */
static bool file_append(struct reads_file *f, struct str payload, uint32_t notes)
{
	uint32_t length = (uint32_t)payload.len;
	char head[READS_GROUP_HEAD_BYTES];
	for (unsigned i = 0; i < 4; i++) {
		head[i] = (char)(length >> 8 * i);
		head[4 + i] = (char)(notes >> 8 * i);
	}
	struct sha256 check = reads_check(&f->check, (struct str){ head, sizeof head }, payload);
	struct iovec parts[] = { { head, sizeof head }, { (char *)(uintptr_t)payload.ptr, payload.len },
		{ check.bytes, sizeof check.bytes } };
	if (!write_all(f->fd, parts, 3) || fdatasync(f->fd) != 0)
		return false;
	f->check = check;
	f->durable += (int64_t)(sizeof head + payload.len + sizeof check.bytes);
	return true;
}

/* Leaves the present file to whoever drains it. What is not durable of it is cut off: it will be written again. */
static void file_leave(struct reads *r, struct reads_file *f)
{
	if (f->fd < 0)
		return;
	if (ftruncate(f->fd, f->durable) != 0)
		log_line(LOG_WARN,
		        "the journal of page reads %s could not be cut to its last whole group: a page read may stand in the ledger twice",
		        f->path);
	close(f->fd);
	pthread_mutex_lock(&r->lock);
	f->fd = -1;
	pthread_mutex_unlock(&r->lock);
}

static void pause_a_second(struct reads *r)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec++;
	pthread_mutex_lock(&r->lock);
	while (!r->ending && pthread_cond_timedwait(&r->work, &r->lock, &until) != ETIMEDOUT) {
	}
	pthread_mutex_unlock(&r->lock);
}

static void set_stuck(struct reads *r, bool stuck, const char *why)
{
	pthread_mutex_lock(&r->lock);
	bool was = r->stuck;
	r->stuck = stuck;
	pthread_mutex_unlock(&r->lock);
	if (stuck && !was)
		log_line(LOG_ERROR, "page reads cannot be noted in %s (%s): nothing is shown until they can", r->folder, why);
	if (!stuck && was)
		log_line(LOG_INFO, "page reads are noted again in %s", r->folder);
}

/* Writes the group, however long the disk refuses. false when the journal ends and the disk still refuses. */
static bool write_group(struct reads *r, uint32_t notes)
{
	for (;;) {
		struct reads_file f = r->file; /* only this thread changes it */
		bool turn = f.fd < 0 || r->turn || f.durable > READS_FILE_BYTES;
		bool done = true;
		if (turn) {
			file_leave(r, &r->file);
			done = file_begin(r->folder, &f);
		}
		done = done && file_append(&f, buf_str(&r->writing), notes);
		int why = errno;
		pthread_mutex_lock(&r->lock);
		r->file = f;
		if (turn && f.fd >= 0)
			r->turn = false;
		bool ending = r->ending;
		pthread_mutex_unlock(&r->lock);
		set_stuck(r, !done, strerror(why));
		if (done)
			return true;
		file_leave(r, &r->file);
		if (ending)
			return false;
		pause_a_second(r);
	}
}

static void *write_groups(void *arg)
{
	struct reads *r = arg;
	for (bool good = true; good;) {
		pthread_mutex_lock(&r->lock);
		while (!r->waiting_notes && !r->ending)
			pthread_cond_wait(&r->work, &r->lock);
		uint32_t notes = r->waiting_notes;
		uint64_t ticket = r->noted;
		struct buf filled = r->waiting;
		r->waiting = r->writing;
		buf_clear(&r->waiting);
		r->writing = filled;
		r->waiting_notes = 0;
		pthread_cond_broadcast(&r->room);
		pthread_mutex_unlock(&r->lock);
		if (!notes)
			break; /* ending, and nothing waits */
		good = write_group(r, notes);
		if (good && r->durable)
			r->durable(r->arg, ticket);
	}
	return NULL;
}

struct reads *reads_open(const char *folder, void (*durable)(void *arg, uint64_t ticket), void *arg, struct err *err)
{
	if (strlen(folder) + 64 > sizeof((struct reads *)0)->folder) {
		err_fail(err, E_INVALID, "the folder for the journal of page reads has too long a name: %s", folder);
		return NULL;
	}
	if (file_kind(folder) == FILE_NONE && !file_make_folder(folder, err))
		return NULL;
	chmod(folder, 0700);
	struct arena memory;
	arena_init(&memory, 0);
	struct reads *r = arena_new(&memory, struct reads);
	r->memory = memory;
	snprintf(r->folder, sizeof r->folder, "%s", folder);
	r->durable = durable;
	r->arg = arg;
	pthread_mutex_init(&r->lock, NULL);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&r->work, &monotonic);
	pthread_cond_init(&r->room, &monotonic);
	pthread_condattr_destroy(&monotonic);
	r->waiting = buf_make(&r->memory, READS_GROUP_BYTES_MAX);
	r->writing = buf_make(&r->memory, READS_GROUP_BYTES_MAX);
	if (!file_begin(folder, &r->file))
		err_fail(err, E_BROKEN,
		        "cannot write the journal of page reads in %s (%s): give the program the right to write there, and space", folder,
		        strerror(errno));
	else if (pthread_create(&r->thread, NULL, write_groups, r) != 0)
		err_fail(err, E_BROKEN, "no thread for the journal of page reads: raise the limit of threads");
	else
		return r;
	if (r->file.fd >= 0)
		close(r->file.fd);
	memory = r->memory;
	arena_end(&memory);
	return NULL;
}

/* As the database takes texts: UTF-8 without U+0000, bounded. */
static void put_clean(struct buf *b, struct str text)
{
	char clean[READS_TEXT_MAX];
	size_t n = text.len < sizeof clean ? text.len : sizeof clean, bad;
	if (n)
		memcpy(clean, text.ptr, n);
	for (char *zero; n && (zero = memchr(clean, 0, n));)
		*zero = '?';
	for (size_t from = 0; !str_utf8((struct str){ clean + from, n - from }, &bad); from += bad + 1)
		clean[from + bad] = '?';
	wire_put_str(b, (struct str){ clean, n });
}

uint64_t reads_note(struct reads *r, const struct read_note *note)
{
	pthread_mutex_lock(&r->lock);
	while (r->waiting.len > READS_WAIT_BYTES_MAX && !r->ending)
		pthread_cond_wait(&r->room, &r->lock);
	wire_put_int(&r->waiting, note->at_us);
	wire_put_uint(&r->waiting, (uint64_t)note->mode);
	put_clean(&r->waiting, note->actor);
	put_clean(&r->waiting, note->kind);
	put_clean(&r->waiting, note->subject);
	put_clean(&r->waiting, note->content);
	wire_put_int(&r->waiting, note->class_key);
	uint64_t ticket = ++r->noted;
	if (r->waiting_notes++ == 0)
		pthread_cond_signal(&r->work);
	pthread_mutex_unlock(&r->lock);
	return ticket;
}

bool reads_stuck(struct reads *r)
{
	pthread_mutex_lock(&r->lock);
	bool stuck = r->stuck;
	pthread_mutex_unlock(&r->lock);
	return stuck;
}

void reads_close(struct reads *r)
{
	if (!r)
		return;
	pthread_mutex_lock(&r->lock);
	r->ending = true;
	pthread_cond_broadcast(&r->work);
	pthread_cond_broadcast(&r->room);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	if (r->file.fd >= 0)
		close(r->file.fd);
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->work);
	pthread_cond_destroy(&r->room);
	struct arena memory = r->memory;
	arena_end(&memory);
}
