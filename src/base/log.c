/* SPDX-License-Identifier: Apache-2.0
 *
 * One line of log on standard error. Must never write more than one kilobyte, never more or less than one line, and never in two pieces:
 * lines of several processes that share the descriptor stay whole. The one place below app/ that reads the clock.
 */
#include "base/log.h"
#include "base/time.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 1024 };

void log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = { [LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_INFO] = "info" };
	char line[LINE_MAX_BYTES], when[TIME_TEXT_MAX];
	struct timespec now;
	int saved = errno;
	clock_gettime(CLOCK_REALTIME, &now);
	time_print(when, (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000);
	int head = snprintf(line, sizeof line, "%s %s ", when, names[level]);
	size_t from = head > 0 ? (size_t)head : 0, room = sizeof line - from; /* vsnprintf's NUL leaves the byte for the line's end */
	va_list ap;
	va_start(ap, fmt);
	errno = saved; /* for %m */
	int n = vsnprintf(line + from, room, fmt, ap);
	va_end(ap);
	size_t len = from + (n < 0 ? 0 : (size_t)n < room ? (size_t)n : room - 1);
	len = from + str_one_line(line + from, len - from);
	line[len++] = '\n';
	/* A log that cannot be written has nobody left to tell. */
	if (write(STDERR_FILENO, line, len) < 0)
		errno = saved;
	errno = saved;
}
