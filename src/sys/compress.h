/* SPDX-License-Identifier: Apache-2.0
 *
 * Compression of stored documents with Zstandard (RFC 8878).
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* bytes as one Zstandard frame that knows its content size. level 1 (fast) … 19; 3 is the usual one. The library cannot fail here. */
struct str compress_zstd(struct arena *a, struct str bytes, int level);
/* The content of one whole frame. E_INVALID when it is no frame, is damaged, does not say its size, or would be larger than max_bytes. */
bool decompress_zstd(struct arena *a, struct str frame, size_t max_bytes, struct str *out, struct err *err);
