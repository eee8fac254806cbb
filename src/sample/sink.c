/* SPDX-License-Identifier: Apache-2.0
 *
 * The sink: a file, a buffer, and one error. Must never report success for bytes that did not reach the file.
 */
#include "sample/write.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { SINK_FLUSH_BYTES = 1 << 20, SINK_BYTES_MAX = 1 << 30 };

static void sink_fault(struct sink *s, const char *what)
{
	fail(s->cx, E_BROKEN, "cannot %s %.*s: %s", what, STR(s->path), strerror(errno));
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

struct sink sink_open(struct cx *cx, struct str path)
{
	struct sink s = { .cx = cx, .path = arena_str(&cx->a, path), .buf = buf_make(&cx->a, SINK_BYTES_MAX) };
	s.fd = open(s.path.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (s.fd < 0)
		sink_fault(&s, "create");
	return s;
}

void sink_flush(struct sink *s, bool force)
{
	if (!force && s->buf.len < SINK_FLUSH_BYTES)
		return;
	struct str rest = buf_str(&s->buf);
	while (s->fd >= 0 && rest.len) {
		ssize_t n = write(s->fd, rest.ptr, rest.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			sink_fault(s, "write");
		else
			rest = str_slice(rest, (size_t)n, rest.len);
	}
	if (s->buf.overflow) {
		errno = EFBIG;
		sink_fault(s, "write");
	}
	buf_clear(&s->buf);
}

bool sink_close(struct sink *s)
{
	sink_flush(s, true);
	if (s->fd >= 0 && close(s->fd) != 0) {
		s->fd = -1;
		sink_fault(s, "close");
		return false;
	}
	bool good = s->fd >= 0;
	s->fd = -1;
	return good;
}
