/* SPDX-License-Identifier: Apache-2.0
 *
 * Ten thousand connections on which nothing is said (as many as this system's descriptors allow), from another process: others are answered quickly, and each costs
 * little memory.
 */
#include "base/cx.h"
#include "base/test.h"
#include "net/server.h"
#include <arpa/inet.h>
#include <malloc.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WANTED = 10000, ASKED = 300, BYTES_EACH_MAX = 24 << 10 };

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	(void)app, (void)worker, (void)req;
	buf_put(&res->body, S("here\n"));
	return true;
}

static long resident_bytes(void)
{
	long pages = 0, all = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	if (f && fscanf(f, "%ld %ld", &all, &pages) != 2)
		pages = 0;
	if (f)
		fclose(f);
	return pages * sysconf(_SC_PAGESIZE);
}

static int connect_to(const struct sockaddr_in *at)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)at, sizeof *at) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Opens n connections, and holds them until it is ended. */
static pid_t hold_open(const struct sockaddr_in *at, unsigned n)
{
	pid_t pid = fork();
	if (pid == 0) {
		for (unsigned i = 0; i < n; i++)
			if (connect_to(at) < 0)
				_exit(1);
		for (;;)
			pause();
	}
	return pid;
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static double ask_ms(const struct sockaddr_in *at)
{
	struct timespec from, to;
	char some[2048];
	clock_gettime(CLOCK_MONOTONIC, &from);
	int fd = connect_to(at);
	CHECK(fd >= 0);
	static const char request[] = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
	CHECK(send(fd, request, sizeof request - 1, MSG_NOSIGNAL) == sizeof request - 1);
	CHECK(recv(fd, some, sizeof some, 0) > 12 && !memcmp(some, "HTTP/1.1 200", 12));
	close(fd);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

TEST(silent_connections_keep_nobody_out)
{
	struct rlimit r;
	CHECK(getrlimit(RLIMIT_NOFILE, &r) == 0);
	r.rlim_cur = r.rlim_max;
	setrlimit(RLIMIT_NOFILE, &r);
	unsigned n = r.rlim_cur >= WANTED + 300 ? WANTED : r.rlim_cur > 600 ? (unsigned)r.rlim_cur - 300 : 300;
	struct server_listener listener;
	struct err err = {};
	int64_t port = 0;
	CHECK(server_listen("127.0.0.1:0", &listener, &err) && listener.loopback);
	CHECK(str_int(str_slice(str_c(listener.at), 10, strlen(listener.at)), &port));
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct server *s = server_start(&(struct server_options){ .listener = &listener, .handle = handle, .connections_max = n + 2000, .idle_s = 120 }, &err);
	CHECK(s != NULL);
	ask_ms(&at);
	long before = resident_bytes();
	pid_t holder = hold_open(&at, n);
	for (int i = 0; i < 3000 && server_connections(s) < n; i++)
		usleep(10000);
	CHECK(server_connections(s) >= n);
	double took[ASKED];
	for (unsigned i = 0; i < ASKED; i++)
		took[i] = ask_ms(&at);
	qsort(took, ASKED, sizeof *took, by_number);
	long each = (resident_bytes() - before) / (long)n;
	printf("# %u silent connections, %ld bytes each; others are answered in %.2f ms, p99 %.2f ms\n", n, each, took[ASKED / 2], took[ASKED * 99 / 100]);
	CHECK(each < BYTES_EACH_MAX);
	CHECK(took[ASKED / 2] < 50 && took[ASKED * 99 / 100] < 500); /* bounds for a machine that does much else meanwhile */
	kill(holder, SIGKILL);
	waitpid(holder, NULL, 0);
	for (int i = 0; i < 3000 && server_connections(s) > 1; i++)
		usleep(10000);
	CHECK(server_connections(s) <= 1);
	server_stop(s);
}

TEST(an_address_may_be_bounded)
{
	struct server_listener listener;
	struct err err = {};
	int64_t port = 0;
	char some[64];
	CHECK(server_listen("127.0.0.1:0", &listener, &err));
	CHECK(str_int(str_slice(str_c(listener.at), 10, strlen(listener.at)), &port));
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct server *s = server_start(&(struct server_options){ .listener = &listener, .handle = handle, .per_address_max = 3 }, &err);
	CHECK(s != NULL);
	int fds[4];
	for (unsigned i = 0; i < 3; i++)
		CHECK((fds[i] = connect_to(&at)) >= 0);
	for (int i = 0; i < 500 && server_connections(s) < 3; i++)
		usleep(10000);
	fds[3] = connect_to(&at);
	CHECK(recv(fds[3], some, sizeof some, 0) <= 0); /* closed at once */
	close(fds[0]);
	for (int i = 0; i < 500 && server_connections(s) > 2; i++)
		usleep(10000);
	ask_ms(&at);
	for (unsigned i = 1; i < 4; i++)
		close(fds[i]);
	server_stop(s);
}
