/* SPDX-License-Identifier: Apache-2.0
 *
 * Tests of the log line, read back through a pipe in the place of standard error. A datagram socket shows that each line is one write.
 */
#include "base/log.h"
#include "base/test.h"
#include "base/time.h"
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

static int kept_stderr, ends[2];

static void capture(void)
{
	CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) == 0);
	kept_stderr = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
}

/* What the first write since capture() held. */
static struct str captured(char *z, size_t room)
{
	ssize_t n = recv(ends[0], z, room, MSG_DONTWAIT);
	char more;
	CHECK(recv(ends[0], &more, 1, MSG_DONTWAIT) < 0);
	dup2(kept_stderr, STDERR_FILENO);
	close(kept_stderr);
	close(ends[0]);
	close(ends[1]);
	return (struct str){ z, n > 0 ? (size_t)n : 0 };
}

TEST(log_line_is_one_write)
{
	char z[4000];
	capture();
	errno = ENOENT;
	log_line(LOG_WARN, "pump %d: %m", 7);
	int after = errno;
	struct str line = captured(z, sizeof z), rest = line;
	int64_t us;
	CHECK(after == ENOENT);
	CHECK(time_parse(str_cut(&rest, ' '), &us) && us > 1700000000000000);
	CHECK_STR(rest, S("warn pump 7: No such file or directory\n"));
}

TEST(log_line_names_its_level)
{
	char z[4000];
	capture();
	log_line(LOG_ERROR, "x");
	CHECK(str_ends(captured(z, sizeof z), S("Z error x\n")));
	capture();
	log_line(LOG_INFO, "%s", "");
	CHECK(str_ends(captured(z, sizeof z), S("Z info \n")));
}

TEST(log_line_is_clean)
{
	char z[4000];
	capture();
	log_line(LOG_INFO, "a\nb\r\x1b[2J\x7f\xff\xc2\x9b\xc3\xa9");
	CHECK(str_ends(captured(z, sizeof z), S("Z info a b ?[2J????\xc3\xa9\n")));
}

TEST(log_line_is_at_most_a_kilobyte)
{
	for (int shift = 0; shift < 3; shift++) {
		char z[4000], text[3001];
		for (size_t i = 0; i < sizeof text - 1; i++)
			text[i] = "\xe2\x82\xac"[i % 3];
		text[sizeof text - 1] = 0;
		capture();
		log_line(LOG_INFO, "%.*s%s", shift, "xx", text);
		struct str line = captured(z, sizeof z);
		CHECK(line.len > 1024 - 3 && line.len <= 1024 && str_ends(line, S("\n")) && str_utf8(line, NULL));
		CHECK(str_find(str_slice(line, 0, line.len - 1), S("\n")) == -1);
	}
}
