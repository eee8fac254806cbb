/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of a backup. Must never hand out a byte that was not authenticated, nor write one that is not encrypted (the head aside).
 * Layout: magic[8] · head bytes (4, little-endian) · head · secretstream header[24] · chunks (length[4] · ciphertext) · SHA-256[32] of all before.
 */
#include "backup/container.h"
#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char magic[8] = { 'M', 'S', 'B', 'A', 'C', 'K', 'U', '1' };
enum { CHUNK = 1 << 20, SEALED = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES, LEVEL = 3 };

/* ---- writing ---- */

static bool put_raw(struct container_writer *w, const void *bytes, size_t n)
{
	struct str s = { bytes, n };
	sha256_add(w->sum, s);
	w->bytes += (int64_t)n;
	return file_stream_put(&w->file, s, &w->cx->err);
}

static struct sha256 head_sum(struct str head, const unsigned char *crypt_head)
{
	struct sha256_state *st = sha256_begin();
	sha256_add(st, (struct str){ magic, sizeof magic });
	sha256_add(st, head);
	sha256_add(st, (struct str){ (const char *)crypt_head, crypto_secretstream_xchacha20poly1305_HEADERBYTES });
	return sha256_end(st);
}

bool container_begin(
        struct cx *cx, struct container_writer *w, const char *path, struct str head, const unsigned char key[CONTAINER_KEY_BYTES])
{
	unsigned char crypt_head[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	uint32_t n = htole32((uint32_t)head.len);
	assert(head.len <= CONTAINER_HEAD_MAX);
	w->cx = cx;
	if (!ok(cx) || !file_stream_begin(&w->file, path, 0600, &cx->err))
		return false;
	w->sum = sha256_begin();
	w->plain = arena_bytes(&cx->a, CHUNK);
	w->sealed = arena_bytes(&cx->a, SEALED);
	w->zstd = ZSTD_createCCtx();
	assert(w->zstd && "memory for the compressor");
	ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_nbWorkers, 1); /* beside the reading; where the library has no threads, without */
	crypto_secretstream_xchacha20poly1305_init_push(&w->crypt, crypt_head, key);
	w->head = head_sum(head, crypt_head);
	return put_raw(w, magic, sizeof magic) && put_raw(w, &n, 4) && put_raw(w, head.ptr, head.len) &&
	       put_raw(w, crypt_head, sizeof crypt_head);
}

static bool put_chunk(struct container_writer *w, bool last)
{
	unsigned long long n;
	unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
	crypto_secretstream_xchacha20poly1305_push(
	        &w->crypt, (unsigned char *)w->sealed, &n, (const unsigned char *)w->plain, w->n, w->head.bytes, sizeof w->head.bytes, tag);
	uint32_t len = htole32((uint32_t)n);
	w->n = 0;
	return put_raw(w, &len, 4) && put_raw(w, w->sealed, (size_t)n);
}

static bool compress(struct container_writer *w, struct str bytes, ZSTD_EndDirective how)
{
	ZSTD_inBuffer in = { bytes.ptr, bytes.len, 0 };
	for (;;) {
		ZSTD_outBuffer out = { w->plain, CHUNK, w->n };
		size_t left = ZSTD_compressStream2(w->zstd, &out, &in, how);
		if (ZSTD_isError(left))
			return fail(w->cx, E_BROKEN, "the backup cannot be compressed: %s", ZSTD_getErrorName(left));
		w->n = out.pos;
		if (w->n == CHUNK && !put_chunk(w, false))
			return false;
		if (how == ZSTD_e_end ? left == 0 : in.pos == in.size)
			return true;
	}
}

bool container_put(struct container_writer *w, struct str bytes)
{
	return ok(w->cx) && compress(w, bytes, ZSTD_e_continue);
}

bool container_done(struct container_writer *w)
{
	if (!ok(w->cx) || !compress(w, S(""), ZSTD_e_end) || !put_chunk(w, true))
		return false;
	struct sha256 whole = sha256_end(w->sum);
	w->sum = NULL;
	w->bytes += (int64_t)sizeof whole.bytes;
	return file_stream_put(&w->file, (struct str){ (const char *)whole.bytes, sizeof whole.bytes }, &w->cx->err) &&
	       file_stream_done(&w->file, &w->cx->err);
}

void container_writer_end_(struct container_writer *w)
{
	if (w->sum)
		sha256_end(w->sum);
	w->sum = NULL;
	ZSTD_freeCCtx(w->zstd);
	w->zstd = NULL;
	sodium_memzero(&w->crypt, sizeof w->crypt);
	file_stream_end_(&w->file);
}

/* ---- reading ---- */

static bool damaged(struct container_reader *r, const char *how)
{
	return fail(r->cx, E_BROKEN, "the backup %s is damaged (%s): take another one", r->path, how);
}

/* Up to n bytes: fewer only at the end of the file. */
static bool read_up_to(struct container_reader *r, void *to, size_t n, size_t *got)
{
	char *p = to;
	for (*got = 0; *got < n;) {
		ssize_t k = read(r->fd, p + *got, n - *got);
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return fail(r->cx, E_BROKEN, "cannot read %s: %s", r->path, strerror(errno));
		if (k == 0)
			break;
		*got += (size_t)k;
	}
	return true;
}

static bool get_raw(struct container_reader *r, void *to, size_t n)
{
	size_t got;
	if (!read_up_to(r, to, n, &got))
		return false;
	if (got < n)
		return damaged(r, "it is cut short");
	sha256_add(r->sum, (struct str){ to, n });
	r->bytes += (int64_t)n;
	return true;
}

bool container_open(struct cx *cx, struct container_reader *r, const char *path)
{
	char begin[sizeof magic];
	uint32_t n;
	size_t got;
	*r = (struct container_reader){ .cx = cx, .path = path, .fd = -1 };
	if (!ok(cx))
		return false;
	r->fd = file_open(path, &cx->err);
	if (r->fd < 0 || !read_up_to(r, begin, sizeof begin, &got))
		return false;
	if (got < sizeof begin || memcmp(begin, magic, sizeof magic) != 0)
		return fail(cx, E_INVALID, "%s is no backup of a desk", path);
	r->sum = sha256_begin();
	sha256_add(r->sum, (struct str){ begin, sizeof begin });
	if (!get_raw(r, &n, 4))
		return false;
	n = le32toh(n);
	if (n > CONTAINER_HEAD_MAX)
		return damaged(r, "its head cannot be read");
	char *head = arena_bytes(&cx->a, n + 1);
	if (!get_raw(r, head, n) || !get_raw(r, r->crypt_head, sizeof r->crypt_head))
		return false;
	r->head = (struct str){ head, n };
	r->head_sum = head_sum(r->head, r->crypt_head);
	return true;
}

bool container_unlock(struct container_reader *r, const unsigned char key[CONTAINER_KEY_BYTES])
{
	if (!ok(r->cx))
		return false;
	if (crypto_secretstream_xchacha20poly1305_init_pull(&r->crypt, r->crypt_head, key))
		return damaged(r, "its head cannot be read");
	r->plain = arena_bytes(&r->cx->a, CHUNK);
	r->sealed = arena_bytes(&r->cx->a, SEALED);
	r->out = arena_bytes(&r->cx->a, CHUNK);
	r->zstd = ZSTD_createDCtx();
	assert(r->zstd && "memory for the decompressor");
	return true;
}

static bool end_is_right(struct container_reader *r)
{
	struct sha256 said, is = sha256_end(r->sum);
	char more;
	size_t got, beyond;
	r->sum = NULL;
	if (!read_up_to(r, said.bytes, sizeof said.bytes, &got) || !read_up_to(r, &more, 1, &beyond))
		return false;
	r->last = got == sizeof said.bytes && beyond == 0 && memcmp(&said, &is, sizeof is) == 0;
	return r->last || damaged(r, "its end is not right");
}

static bool next_chunk(struct container_reader *r)
{
	uint32_t n;
	unsigned long long plain;
	unsigned char tag;
	if (!get_raw(r, &n, 4))
		return false;
	n = le32toh(n);
	if (n < crypto_secretstream_xchacha20poly1305_ABYTES || n > SEALED)
		return damaged(r, "a length is not right");
	if (!get_raw(r, r->sealed, n))
		return false;
	if (crypto_secretstream_xchacha20poly1305_pull(&r->crypt, (unsigned char *)r->plain, &plain, &tag, (const unsigned char *)r->sealed,
	            n, r->head_sum.bytes, sizeof r->head_sum.bytes))
		return damaged(r, "its contents are not as they were written");
	r->in = (ZSTD_inBuffer){ r->plain, (size_t)plain, 0 };
	return tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL || end_is_right(r);
}

/* More bytes into out; none at the end. */
static bool refill(struct container_reader *r)
{
	r->out_at = r->out_n = 0;
	while (!r->out_n) {
		ZSTD_outBuffer out = { r->out, CHUNK, 0 };
		size_t left = ZSTD_decompressStream(r->zstd, &out, &r->in);
		if (ZSTD_isError(left))
			return damaged(r, "it does not unpack");
		r->out_n = out.pos;
		if (r->out_n || (r->in.pos == r->in.size && r->last))
			return true;
		if (r->in.pos == r->in.size && !next_chunk(r))
			return false;
	}
	return true;
}

bool container_get(struct container_reader *r, void *to, size_t n)
{
	char *p = to;
	while (n) {
		if (r->out_at == r->out_n && (!ok(r->cx) || !refill(r)))
			return false;
		if (!r->out_n)
			return damaged(r, "it ends too early");
		size_t part = n < r->out_n - r->out_at ? n : r->out_n - r->out_at;
		memcpy(p, r->out + r->out_at, part);
		r->out_at += part;
		p += part;
		n -= part;
	}
	return ok(r->cx);
}

bool container_finish(struct container_reader *r)
{
	if (!ok(r->cx) || (r->out_at == r->out_n && !refill(r)))
		return false;
	return (r->out_at == r->out_n && r->last) || damaged(r, "it goes on behind its end");
}

void container_reader_end_(struct container_reader *r)
{
	if (r->sum)
		sha256_end(r->sum);
	r->sum = NULL;
	ZSTD_freeDCtx(r->zstd);
	r->zstd = NULL;
	sodium_memzero(&r->crypt, sizeof r->crypt);
	if (r->fd > 0)
		close(r->fd);
	r->fd = 0;
}

bool container_sound(struct cx *cx, const char *path)
{
	/* The last 32 bytes are held back until it is known that they are the last. */
	enum { SUM = 32 };
	AUTO(container_reader) r = {};
	if (!container_open(cx, &r, path))
		return false;
	char *buffer = arena_bytes(&cx->a, CHUNK + SUM);
	size_t held = 0, got;
	do {
		if (!read_up_to(&r, buffer + held, CHUNK, &got))
			return false;
		size_t all = held + got, keep = all < SUM ? all : SUM;
		sha256_add(r.sum, (struct str){ buffer, all - keep });
		memmove(buffer, buffer + all - keep, keep);
		held = keep;
	} while (got);
	struct sha256 is = sha256_end(r.sum);
	r.sum = NULL;
	return (held == SUM && memcmp(buffer, is.bytes, SUM) == 0) || damaged(&r, "its bytes are not as they were written");
}
