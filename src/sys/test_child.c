/* SPDX-License-Identifier: Apache-2.0
 *
 * External programs: what they say comes back, what goes wrong is said in one line, and nothing outlives its time.
 */
#include "base/test.h"
#include "sys/child.h"
#include <dirent.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define RUN(input, max, ms, ...) child_run(&a, (const char *const[]){ __VA_ARGS__, NULL }, (input), (max), (ms), &out, &err)

static int open_descriptors(void)
{
	int n = 0;
	DIR *d = opendir("/proc/self/fd");
	while (d && readdir(d))
		n++;
	closedir(d);
	return n;
}

TEST(input_and_output)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct str out = {};
	int before = open_descriptors();
	CHECK(RUN(S("hello"), 100, 5000, "cat"));
	CHECK_STR(out, S("hello"));
	CHECK(RUN(S(""), 100, 5000, "cat"));
	CHECK_STR(out, S(""));
	CHECK(RUN(S("x"), 100, 5000, "printf", "%s", "$HOME; ls"));
	CHECK_STR(out, S("$HOME; ls"));
	char *large = arena_alloc(&a, 5 << 20);
	memset(large, 'x', 5 << 20);
	CHECK(RUN(((struct str){ large, 5 << 20 }), 6 << 20, 20000, "cat"));
	CHECK(out.len == 5 << 20);
	CHECK(RUN(((struct str){ large, 5 << 20 }), 100, 5000, "true")); /* never reads: no SIGPIPE */
	CHECK(open_descriptors() == before);
	arena_end(&a);
}

TEST(faults_are_said)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct str out = {};
	CHECK(!RUN(S(""), 100, 5000, "mainstay-no-such-program") && err.kind == E_MISSING);
	err_clear(&err);
	CHECK(!RUN(S(""), 100, 5000, "sh", "-c", "echo sorry >&2; exit 3") && err.kind == E_BROKEN);
	CHECK(strstr(err.text, "code 3") && strstr(err.text, "sorry"));
	err_clear(&err);
	CHECK(!RUN(S(""), 100, 5000, "yes") && strstr(err.text, "more than 100 bytes"));
	err_clear(&err);
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	CHECK(!RUN(S(""), 100, 200, "sleep", "60") && strstr(err.text, "longer than 200 ms"));
	err_clear(&err);
	CHECK(!RUN(S(""), 100, 200, "sh", "-c", "exec >&- 2>&-; exec sleep 60") && err.kind == E_BROKEN);
	clock_gettime(CLOCK_MONOTONIC, &to);
	CHECK(to.tv_sec - from.tv_sec < 5);
	arena_end(&a);
}

TEST(nothing_is_inherited)
{
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct str out = {};
	setenv("MAINSTAY_SECRET", "planted", 1);
	CHECK(dup2(1, 50) == 50);
	CHECK(RUN(S(""), 10000, 5000, "env"));
	CHECK(str_find(out, S("planted")) < 0);
	CHECK(RUN(S(""), 10000, 5000, "sh", "-c", "ls /proc/self/fd | tr '\\n' ' '"));
	CHECK(str_find(out, S("50")) < 0);
	close(50);
	arena_end(&a);
}
