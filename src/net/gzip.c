/* SPDX-License-Identifier: Apache-2.0
 *
 * gzip of whole answers. Must never be asked to inflate anything: foreign archives belong into the jail.
 */
#include "net/gzip.h"
#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW_BITS = 15 + 16 }; /* + 16: gzip's header instead of zlib's */

struct gzip {
	z_stream z;
};

struct gzip *gzip_open(int level)
{
	struct gzip *g = calloc(1, sizeof *g);
	if (g && deflateInit2(&g->z, level, Z_DEFLATED, GZIP_WINDOW_BITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		free(g);
		g = NULL;
	}
	return g;
}

void gzip_close(struct gzip *g)
{
	if (g)
		deflateEnd(&g->z);
	free(g);
}

struct str gzip_whole(struct gzip *g, struct arena *a, struct str bytes)
{
	if (!g || bytes.len > INT_MAX / 2 || deflateReset(&g->z) != Z_OK)
		return (struct str){};
	size_t room = deflateBound(&g->z, (uLong)bytes.len);
	char *out = arena_bytes(a, room);
	g->z.next_in = (z_const Bytef *)bytes.ptr;
	g->z.avail_in = (uInt)bytes.len;
	g->z.next_out = (Bytef *)out;
	g->z.avail_out = (uInt)room;
	if (deflate(&g->z, Z_FINISH) != Z_STREAM_END || g->z.total_out >= bytes.len)
		return (struct str){};
	return (struct str){ out, g->z.total_out };
}
