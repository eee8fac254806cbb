/* SPDX-License-Identifier: Apache-2.0
 *
 * gzip of whole answers (RFC 1952) by zlib, with a state that is kept between answers.
 */
#pragma once
#include "base/arena.h"

struct gzip; /* one a worker: never used by two threads at once */
/* Level 1–9. NULL when there is no memory. */
struct gzip *gzip_open(int level);
void gzip_close(struct gzip *g);
/* The compressed bytes, in the arena; empty (ptr NULL) when it failed or saved nothing. */
struct str gzip_whole(struct gzip *g, struct arena *a, struct str bytes);
