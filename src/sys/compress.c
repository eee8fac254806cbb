/* SPDX-License-Identifier: Apache-2.0
 *
 * Zstandard, one frame at a time. Must never allocate what a frame claims before the claim is checked against the caller's bound.
 */
#include "sys/compress.h"
#include <assert.h>
#include <zstd.h>

struct str compress_zstd(struct arena *a, struct str bytes, int level)
{
	size_t cap = ZSTD_compressBound(bytes.len);
	char *p = arena_bytes(a, cap);
	size_t n = ZSTD_compress(p, cap, bytes.ptr, bytes.len, level);
	assert(!ZSTD_isError(n)); /* the space is enough by ZSTD_compressBound; what is left is want of memory */
	return (struct str){ p, n };
}

bool decompress_zstd(struct arena *a, struct str frame, size_t max_bytes, struct str *out, struct err *err)
{
	unsigned long long bytes = ZSTD_getFrameContentSize(frame.ptr, frame.len);
	if (bytes == ZSTD_CONTENTSIZE_ERROR || bytes == ZSTD_CONTENTSIZE_UNKNOWN)
		return err_fail(err, E_INVALID, "these %zu bytes are no Zstandard frame of known size", frame.len);
	if (bytes > max_bytes)
		return err_fail(err, E_INVALID, "unpacked it would have %llu bytes, more than the %zu allowed", bytes, max_bytes);
	char *p = arena_bytes(a, (size_t)bytes + 1);
	size_t n = ZSTD_decompress(p, (size_t)bytes, frame.ptr, frame.len);
	if (ZSTD_isError(n) || n != bytes)
		return err_fail(
		        err, E_INVALID, "the Zstandard frame is damaged: %s", ZSTD_isError(n) ? ZSTD_getErrorName(n) : "it is too short");
	p[n] = 0;
	*out = (struct str){ p, n };
	return true;
}
