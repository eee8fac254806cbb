/* SPDX-License-Identifier: Apache-2.0
 *
 * The inside of the jail: the zygote, which only waits and forks, and the child, which puts up its walls and runs one reader.
 * Must never let a child keep a descriptor besides its input and answer, nor run a reader before the filter is in force.
 */
#include "sys/jail_inside.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the allow-list ---- */

struct rule {
	int call;
	bool streams_only;
	struct argument { /* (argument & mask) == value; mask 0 = any */
		unsigned number;
		uint64_t mask, value;
	} arguments[2];
};

/* Whatever is not here ends the child. */
static const struct rule rules[] = {
	{ .call = SCMP_SYS(brk) },
	{ .call = SCMP_SYS(munmap) },
	{ .call = SCMP_SYS(mremap) },
	{ .call = SCMP_SYS(madvise) },
	{ .call = SCMP_SYS(exit) },
	{ .call = SCMP_SYS(exit_group) },
	{ .call = SCMP_SYS(getpid) },
	{ .call = SCMP_SYS(gettid) },
	{ .call = SCMP_SYS(rt_sigprocmask) },
	{ .call = SCMP_SYS(rt_sigreturn) },
	/* Memory without a name and never executable. */
	{ .call = SCMP_SYS(mmap), .arguments = { { 2, PROT_EXEC, 0 }, { 3, MAP_ANONYMOUS | MAP_PRIVATE, MAP_ANONYMOUS | MAP_PRIVATE } } },
	{ .call = SCMP_SYS(mprotect), .arguments = { { 2, PROT_EXEC, 0 } } },
	{ .call = SCMP_SYS(write), .arguments = { { 0, UINT32_MAX, INSIDE_OUT } } },
	/* Descriptor 2 is closed: a library that complains before it aborts gets EBADF and goes on to abort. */
	{ .call = SCMP_SYS(write), .arguments = { { 0, UINT32_MAX, 2 } } },
	{ .call = SCMP_SYS(writev), .arguments = { { 0, UINT32_MAX, 2 } } },
	/* abort() signals its own process and no other. */
	{ .call = SCMP_SYS(tgkill), .arguments = { { 0, UINT32_MAX, FILTER_SELF_PID }, { 2, UINT32_MAX, SIGABRT } } },
	{ .call = SCMP_SYS(read), .streams_only = true, .arguments = { { 0, UINT32_MAX, INSIDE_IN } } },
	{ .call = SCMP_SYS(lseek), .streams_only = true, .arguments = { { 0, UINT32_MAX, INSIDE_IN } } },
#if INSIDE_SANITIZED /* what AddressSanitizer's runtime adds; such builds are for tests only */
	{ .call = SCMP_SYS(sigaltstack) },
	{ .call = SCMP_SYS(sched_yield) },
	{ .call = SCMP_SYS(futex) },
	{ .call = SCMP_SYS(clock_gettime) },
#endif
};

static bool add_rule(scmp_filter_ctx ctx, const struct rule *r)
{
	struct scmp_arg_cmp with[2] = {};
	unsigned n = 0;
	for (; n < 2 && r->arguments[n].mask; n++)
		with[n] = (struct scmp_arg_cmp){ .arg = r->arguments[n].number,
			.op = SCMP_CMP_MASKED_EQ,
			.datum_a = r->arguments[n].mask,
			.datum_b = r->arguments[n].value };
	return seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, r->call, n, with) == 0;
}

static bool add_rules(scmp_filter_ctx ctx, bool streams)
{
	bool good = true;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		good = good && ((rules[i].streams_only && !streams) || add_rule(ctx, &rules[i]));
	return good;
}

bool inside_filter(struct filter *f, bool streams, struct err *err)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int fd = memfd_create("filter", MFD_CLOEXEC);
	bool good = ctx && fd >= 0 && seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
	            add_rules(ctx, streams) && seccomp_export_bpf(ctx, fd) == 0;
	/* The first step loads an argument, which the next one overwrites. A filter that looks at an argument at once is not tried out on every system call
	 * when it is put up, which costs more than the few calls of a child's life gain by it. */
	f->steps[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args));
	ssize_t n = good ? pread(fd, f->steps + 1, sizeof f->steps - sizeof *f->steps, 0) : -1;
	if (ctx)
		seccomp_release(ctx);
	if (fd >= 0)
		close(fd);
	if (n <= 0 || (size_t)n % sizeof *f->steps || (size_t)n == sizeof f->steps - sizeof *f->steps)
		return err_fail(err, E_BROKEN, "the list of system calls of the jail cannot be made; is libseccomp of this system whole?");
	f->n = (unsigned short)((size_t)n / sizeof *f->steps + 1);
	return true;
}

/* ---- the child ---- */

static bool limit(int which, rlim_t v)
{
	struct rlimit r = { v, v };
	return setrlimit((__rlimit_resource_t)which, &r) == 0;
}

static bool put_up_walls(const struct inside *in, struct filter *f)
{
	rlim_t cpu_s = in->limits.cpu_s * (in->streams ? 6u : 1u);
	struct rlimit cpu = { cpu_s, cpu_s + 1 };
	bool good = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && setrlimit(RLIMIT_CPU, &cpu) == 0 && limit(RLIMIT_NPROC, 0) &&
	            limit(RLIMIT_NOFILE, 0) && close_range(0, 2, 0) == 0 &&
	            close_range(in->streams ? INSIDE_IN + 1 : INSIDE_OUT + 1, ~0u, 0) == 0;
	uint32_t self = (uint32_t)getpid();
	for (unsigned i = 0; i < f->n; i++)
		if (f->steps[i].k == FILTER_SELF_PID && BPF_CLASS(f->steps[i].code) == BPF_JMP)
			f->steps[i].k = self;
	struct sock_fprog program = { f->n, f->steps };
	return good && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t k = write(fd, p, n);
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
	}
	return true;
}

/* A record on the pipe: its length as 8 bytes, then itself. The answer that ends a stream has no length before it: all ones, then the text. */
static bool put_record(struct jail_out *out, struct str record)
{
	uint64_t n = record.len;
	return n <= out->answer_bytes && write_all(INSIDE_OUT, (const char *)&n, sizeof n) && write_all(INSIDE_OUT, record.ptr, record.len);
}

_Noreturn static void refuse(const struct inside *in, const struct err *err)
{
	static const uint64_t end_mark = UINT64_MAX;
	if (in->streams)
		write_all(INSIDE_OUT, (const char *)&end_mark, sizeof end_mark);
	write_all(INSIDE_OUT, err->text, strlen(err->text));
	_exit(CHILD_REFUSED);
}

_Noreturn static void child_run_reader(const struct inside *in, const struct ask *ask, const char *document)
{
	struct filter f = *in->filter;
	if (!put_up_walls(in, &f))
		raise(NO_WALLS_SIGNAL);
	const struct jail_reader *r = &in->readers[ask->reader];
	struct arena a;
	struct err err = {};
	arena_init(&a, in->limits.memory_bytes);
	if (in->streams) {
		struct jail_out out = { .send = put_record, .answer_bytes = in->limits.answer_bytes + JAIL_RECORD_HEAD_BYTES };
		if (!r->stream(&a, INSIDE_IN, &out, &err))
			refuse(in, &err);
		_exit(CHILD_GOOD);
	}
	struct buf out = buf_make(&a, in->limits.answer_bytes);
	if (!r->read(&a, (struct str){ document, (size_t)ask->bytes }, &out, &err))
		refuse(in, &err);
	if (out.overflow)
		_exit(CHILD_TOO_MUCH);
	struct str answer = buf_str(&out);
	_exit(write_all(INSIDE_OUT, answer.ptr, answer.len) ? CHILD_GOOD : CHILD_UNHEARD);
}

/* ---- the zygote ---- */

/* Receives one packet and the descriptor that came with it (-1 when none). 0 bytes: the parent is gone. */
static ssize_t receive(int control, struct ask *ask, int *fd)
{
	char room[CMSG_SPACE(sizeof(int))];
	struct iovec iov = { ask, sizeof *ask };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room };
	ssize_t n;
	do
		n = recvmsg(control, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	*fd = -1;
	struct cmsghdr *c = n > 0 ? CMSG_FIRSTHDR(&m) : NULL;
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(c), sizeof *fd);
	return n;
}

static int wait_for(pid_t child, int control)
{
	int status = 0;
	int watch = (int)syscall(SYS_pidfd_open, child, 0);
	struct pollfd p[2] = { { .fd = watch, .events = POLLIN }, { .fd = control, .events = POLLIN } };
	while (watch >= 0 && poll(p, 2, -1) >= 0 && !(p[0].revents & POLLIN)) {
		struct ask ask;
		int fd;
		if (p[1].revents && (receive(control, &ask, &fd) <= 0 || ask.what == ASK_KILL))
			kill(child, SIGKILL);
		if (p[1].revents & POLLHUP)
			break;
	}
	if (watch >= 0)
		close(watch);
	else
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static void serve_one(const struct inside *in, const struct ask *ask, int fd, const char *document)
{
	if (fd >= 0 && fd != INSIDE_IN) {
		dup2(fd, INSIDE_IN);
		close(fd);
	}
	pid_t child = _Fork(); /* without the fork handlers of libraries, which the child does not have and no reader needs */
	if (child == 0)
		child_run_reader(in, ask, document);
	struct told told = { .status = child > 0 ? wait_for(child, INSIDE_CONTROL) : NO_WALLS_SIGNAL };
	if (fd >= 0)
		close(INSIDE_IN);
	if (send(INSIDE_CONTROL, &told, sizeof told, MSG_NOSIGNAL) < 0)
		_exit(1);
}

/* Descriptors 0–2 are the null device, 3 the answer pipe, 5 the control socket, all others closed. */
static bool order_descriptors(const struct inside *in)
{
	int control = fcntl(in->control, F_DUPFD, 64), out = fcntl(in->out, F_DUPFD, 64);
	int null = open("/dev/null", O_RDWR);
	bool good = control >= 0 && out >= 0 && null >= 0;
	for (int i = 0; i < 3; i++)
		good = good && dup2(null, i) == i;
	good = good && dup2(out, INSIDE_OUT) == INSIDE_OUT && dup2(control, INSIDE_CONTROL) == INSIDE_CONTROL;
	close(INSIDE_IN);
	return good && close_range(INSIDE_CONTROL + 1, ~0u, 0) == 0;
}

/* The command line and environment may hold a database password: a reader that was taken over shall not find it in its memory. */
static void forget_environment(void)
{
	extern char **environ;
	char *from = program_invocation_name, *to = from;
	for (char **e = environ; e && *e; e++) {
		char *end = *e + strlen(*e);
		if (*e > from && end > to)
			to = end;
	}
	clearenv();
	/* The kernel lays both out in one run; a range that is not plausible is left alone. */
	if (to > from && to - from < 4 << 20)
		explicit_bzero(from, (size_t)(to - from));
}

/* Each worker on a processor of its own: a fork whose parent has just run elsewhere costs half as much again, for the other processors must be
 * told to forget its memory. */
static void stay_on_one_processor(unsigned number)
{
	cpu_set_t allowed, one;
	if (sched_getaffinity(0, sizeof allowed, &allowed) < 0)
		return;
	unsigned nth = number % (unsigned)CPU_COUNT(&allowed);
	for (unsigned cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET(cpu, &allowed) && nth-- == 0) {
			CPU_ZERO(&one);
			CPU_SET(cpu, &one);
			sched_setaffinity(0, sizeof one, &one); /* only a saving */
			return;
		}
}

/* What was freed so far is joined and put in its place here, once. Else each child's first larger piece of memory would do so, and pay for a copy of every page that holds
 * something free. */
static void tidy_heap(void)
{
	malloc_trim(0);
	void *volatile piece = malloc(64 << 10); /* volatile: the compiler may not leave it out */
	free(piece);
}

/* Address space of this process now, in bytes; the limit is set above it. */
static rlim_t address_space(void)
{
	char z[64] = "";
	int fd = open("/proc/self/statm", O_RDONLY);
	ssize_t n = fd >= 0 ? read(fd, z, sizeof z - 1) : 0;
	if (fd >= 0)
		close(fd);
	return n > 0 ? (rlim_t)strtoull(z, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE) : (rlim_t)1 << 30;
}

static bool confine_zygote(const struct inside *in)
{
	bool good = prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) &&
	            limit(RLIMIT_FSIZE, 0);
	/* AddressSanitizer reserves terabytes of address space; there only the arena's bound holds. */
	if (!INSIDE_SANITIZED)
		good = good && limit(RLIMIT_AS, address_space() + in->limits.memory_bytes);
	return good;
}

static void ignore_signals(void)
{
	static const int ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2 };
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN); /* the parent decides: it closes the control socket */
	signal(SIGCHLD, SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

_Noreturn void inside_run(const struct inside *in)
{
	prctl(PR_SET_NAME, "mainstay-jail");
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	ignore_signals();
	char *document = NULL;
	if (in->input >= 0)
		document = mmap(NULL, JAIL_INPUT_BYTES_MAX + 1, PROT_READ, MAP_SHARED, in->input, 0);
	if (document == MAP_FAILED || !order_descriptors(in))
		_exit(1);
	forget_environment();
	setenv("TZ", "UTC0", 1); /* so that no library looks for the file of the local time zone */
	for (unsigned i = 0; i < in->n_readers; i++)
		if (in->readers[i].warm && (in->readers[i].stream != NULL) == in->streams)
			in->readers[i].warm();
	inside_slim(in);
	stay_on_one_processor(in->number);
	tidy_heap();
	if (!confine_zygote(in))
		_exit(1);
	struct told ready = { .ready = 1 };
	if (send(INSIDE_CONTROL, &ready, sizeof ready, MSG_NOSIGNAL) < 0)
		_exit(1);
	for (;;) {
		struct ask ask = {};
		int fd;
		if (receive(INSIDE_CONTROL, &ask, &fd) != sizeof ask)
			_exit(0);
		if (ask.what == ASK_READ && ask.reader < in->n_readers && ask.bytes <= JAIL_INPUT_BYTES_MAX)
			serve_one(in, &ask, fd, document);
		else if (fd >= 0)
			close(fd); /* a kill that came after its child had ended */
	}
}
