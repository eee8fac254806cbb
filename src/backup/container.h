/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of a backup, whatever is in it: compressed (Zstandard), encrypted in chunks (libsodium's secretstream, XChaCha20-Poly1305), with a head that
 * may be read by anyone and is authenticated with every chunk, and a SHA-256 of the whole at its end. docs/adr/0025 has the layout.
 * Memory: a few MiB, whatever the size.
 */
#pragma once
#include "base/cx.h"
#include "base/hash.h"
#include "sys/file.h"
#include "sys/stream.h"
#include <sodium.h>
#include <zstd.h>

enum { CONTAINER_KEY_BYTES = crypto_secretstream_xchacha20poly1305_KEYBYTES, CONTAINER_HEAD_MAX = 1 << 20 };

struct container_writer {
	struct cx *cx;
	struct file_stream file;
	struct sha256_state *sum; /* of all bytes written */
	struct sha256 head; /* of what stands before the first chunk: goes into every chunk */
	crypto_secretstream_xchacha20poly1305_state crypt;
	ZSTD_CCtx *zstd;
	char *plain, *sealed; /* one chunk */
	size_t n; /* bytes in plain */
	int64_t bytes; /* of the file */
};
/* Begins the file at path, which must not be there. AUTO(container_writer) w = {}; leaves nothing unless it was done. */
bool container_begin(
        struct cx *cx, struct container_writer *w, const char *path, struct str head, const unsigned char key[CONTAINER_KEY_BYTES]);
bool container_put(struct container_writer *w, struct str bytes);
/* Ends the file: whole, on the disk, under its name. */
bool container_done(struct container_writer *w);
void container_writer_end_(struct container_writer *w);

struct container_reader {
	struct cx *cx;
	const char *path;
	int fd;
	struct str head; /* as written; not authenticated before container_unlock and the first read */
	struct sha256_state *sum;
	struct sha256 head_sum;
	crypto_secretstream_xchacha20poly1305_state crypt;
	unsigned char crypt_head[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	ZSTD_DCtx *zstd;
	char *plain, *sealed, *out;
	ZSTD_inBuffer in;
	size_t out_at, out_n;
	bool last; /* the final chunk was read and the end of the file is right */
	int64_t bytes; /* read so far */
};
/* Opens a file and reads its head. E_INVALID when it is no backup. AUTO(container_reader) r = {}; closes itself. */
bool container_open(struct cx *cx, struct container_reader *r, const char *path);
bool container_unlock(struct container_reader *r, const unsigned char key[CONTAINER_KEY_BYTES]);
/* The next n bytes, exactly. E_BROKEN when the file was changed or cut, or there are not as many. */
bool container_get(struct container_reader *r, void *to, size_t n);
/* At the end of what was put: reads the rest, which must be none. E_BROKEN when anything of the file is not as it was written. */
bool container_finish(struct container_reader *r);
void container_reader_end_(struct container_reader *r);
/* Without any key: whether all bytes are as they were written, by the SHA-256 at the end (says nothing of who wrote them). */
bool container_sound(struct cx *cx, const char *path);
