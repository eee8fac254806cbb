/* SPDX-License-Identifier: Apache-2.0
 *
 * External programs. Must never go through a shell, nor wait longer than the caller allowed.
 */
#include "sys/child.h"
#include "base/buf.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MEMORY_BYTES = 1 << 30, COMPLAINT_BYTES = 300 };

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct running {
	pid_t pid;
	int in, out, complaints; /* our ends; -1 once closed */
	struct str input; /* not yet fed */
	struct buf *output;
	char complaint[COMPLAINT_BYTES];
	size_t complaint_bytes;
};

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int spawn(struct running *r, const char *const argv[], int in, int out, int complaints)
{
	static const char *const environment[] = { "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_adddup2(&actions, in, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, complaints, 2);
	posix_spawn_file_actions_addclosefrom_np(&actions, 3);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	int e = posix_spawnp(
	        &r->pid, argv[0], &actions, &attributes, (char *const *)(uintptr_t)argv, (char *const *)(uintptr_t)environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return e;
}

static void bound(pid_t pid, unsigned timeout_ms)
{
	struct rlimit memory = { MEMORY_BYTES, MEMORY_BYTES }, no_core = { 0, 0 };
	struct rlimit cpu = { timeout_ms / 1000 + 1, timeout_ms / 1000 + 2 };
	/* The program may have ended already: failure is no fault. */
	prlimit(pid, RLIMIT_AS, &memory, NULL);
	prlimit(pid, RLIMIT_CORE, &no_core, NULL);
	prlimit(pid, RLIMIT_CPU, &cpu, NULL);
}

static void feed(struct running *r)
{
	/* A socket, so that MSG_NOSIGNAL spares the process SIGPIPE when the program does not read on. */
	ssize_t k = r->input.len ? send(r->in, r->input.ptr, r->input.len, MSG_NOSIGNAL | MSG_DONTWAIT) : 0;
	if (k > 0)
		r->input = str_slice(r->input, (size_t)k, r->input.len);
	if (r->input.len == 0 || (k < 0 && errno != EAGAIN && errno != EINTR))
		shut(&r->in);
}

static void gather(struct running *r)
{
	char z[16384];
	ssize_t k = read(r->out, z, sizeof z);
	if (k > 0)
		buf_put(r->output, (struct str){ z, (size_t)k });
	else if (k == 0 || errno != EINTR)
		shut(&r->out);
}

static void listen_to_complaints(struct running *r)
{
	char z[4096];
	ssize_t k = read(r->complaints, z, sizeof z);
	if (k == 0 || (k < 0 && errno != EINTR))
		shut(&r->complaints);
	for (ssize_t i = 0; i < k && r->complaint_bytes < COMPLAINT_BYTES - 1; i++)
		r->complaint[r->complaint_bytes++] = z[i];
}

/* Moves bytes until the program has closed its outputs; false when the time is over or it said too much. */
static bool converse(struct running *r, int64_t deadline_ms)
{
	while (r->out >= 0 || r->complaints >= 0) {
		struct pollfd p[3] = { { .fd = r->in, .events = POLLOUT }, { .fd = r->out, .events = POLLIN },
			{ .fd = r->complaints, .events = POLLIN } };
		int64_t left = deadline_ms - clock_ms();
		if (left <= 0 || r->output->overflow)
			return false;
		if (poll(p, 3, (int)left) < 0)
			continue;
		if (p[0].revents)
			feed(r);
		if (p[1].revents)
			gather(r);
		if (p[2].revents)
			listen_to_complaints(r);
	}
	return true;
}

/* Waits for the end, which is near: both outputs are closed, or the program was killed. A program that closed them and lingers is killed. */
static int reap(pid_t pid, int64_t deadline_ms)
{
	int status = 0;
	pid_t k;
	while ((k = waitpid(pid, &status, WNOHANG)) == 0 || (k < 0 && errno == EINTR)) {
		if (clock_ms() >= deadline_ms)
			kill(pid, SIGKILL);
		struct timespec pause = { .tv_nsec = 500000 };
		nanosleep(&pause, NULL);
	}
	return status;
}

bool child_run(struct arena *a, const char *const argv[], struct str input, size_t output_bytes_max, unsigned timeout_ms, struct str *out,
        struct err *err)
{
	int in[2] = { -1, -1 }, back[2] = { -1, -1 }, complaints[2] = { -1, -1 };
	struct buf output = buf_make(a, output_bytes_max);
	struct running r = { .input = input, .output = &output };
	int64_t deadline_ms = clock_ms() + timeout_ms;
	bool piped = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) == 0 && pipe2(back, O_CLOEXEC) == 0 &&
	             pipe2(complaints, O_CLOEXEC) == 0;
	int e = piped ? spawn(&r, argv, in[1], back[1], complaints[1]) : errno;
	shut(&in[1]);
	shut(&back[1]);
	shut(&complaints[1]);
	r.in = in[0];
	r.out = back[0];
	r.complaints = complaints[0];
	bool in_time = false;
	int status = 0;
	if (e == 0) {
		bound(r.pid, timeout_ms);
		in_time = converse(&r, deadline_ms);
		if (!in_time)
			kill(r.pid, SIGKILL);
		status = reap(r.pid, deadline_ms);
	}
	shut(&r.in);
	shut(&r.out);
	shut(&r.complaints);
	if (e == ENOENT)
		return err_fail(err, E_MISSING, "the program %s is not installed", argv[0]);
	if (e)
		return err_fail(err, E_BROKEN, "the program %s cannot be started: %s", argv[0], strerror(e));
	if (output.overflow)
		return err_fail(err, E_BROKEN, "the program %s gave more than %zu bytes", argv[0], output_bytes_max);
	if (!in_time)
		return err_fail(err, E_BROKEN, "the program %s took longer than %u ms", argv[0], timeout_ms);
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		return err_fail(err, E_BROKEN, "the program %s failed (%s %d): %.*s", argv[0], WIFEXITED(status) ? "code" : "signal",
		        WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), (int)strcspn(r.complaint, "\n"), r.complaint);
	*out = buf_str(&output);
	return true;
}
