/* SPDX-License-Identifier: Apache-2.0
 *
 * From memory to files: the register, and the sink that every file of the sample goes through. Stays inside the room.
 */
#pragma once
#include "sample/country.h"

/* A file being written through a buffer. The first fault is kept in cx and ends all later writing. */
struct sink {
	struct cx *cx;
	struct str path;
	int fd; /* -1 after a fault */
	struct buf buf;
};
/* Opens path for writing, in place of what was there. A fault shows at sink_close. */
struct sink sink_open(struct cx *cx, struct str path);
/* Writes the buffer out when it has grown large, or when forced. */
void sink_flush(struct sink *s, bool force);
/* Flushes and closes. False on any fault since the opening (E_BROKEN). */
bool sink_close(struct sink *s);
/* Writes the seven files of the exchange format into folder. */
bool register_write(struct cx *cx, const struct country *c, struct str folder);
