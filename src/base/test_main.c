/* SPDX-License-Identifier: Apache-2.0
 *
 * The main of every unit-test program: runs the registered tests in order of registration and prints TAP.
 */
#include "base/test.h"

static struct test *first, **last = &first;
static int failures;

void test_register(struct test *t)
{
	*last = t;
	last = &t->next;
}

void test_failed(const char *file, int line, const char *what)
{
	failures++;
	printf("# %s:%d: not so: %s\n", file, line, what);
}

void test_failed_str(const char *file, int line, struct str got, struct str wanted)
{
	failures++;
	printf("# %s:%d: got \"%.*s\", wanted \"%.*s\"\n", file, line, STR(got), STR(wanted));
}

int main(int argc, char **argv)
{
	int n = 0, bad = 0;
	for (struct test *t = first; t; t = t->next) {
		if (argc > 1 && !strstr(t->name, argv[1]))
			continue;
		int before = failures;
		t->run();
		bool good = failures == before;
		bad += !good;
		printf("%sok %d - %s\n", good ? "" : "not ", ++n, t->name);
		fflush(stdout);
	}
	printf("1..%d\n", n);
	return bad ? 1 : 0;
}
