/* SPDX-License-Identifier: Apache-2.0
 *
 * The outside of the jail: hands documents to the zygotes, gathers the answers, and ends what takes too long or sends too much.
 * Must never trust a byte that comes out: lengths are bounded while they arrive, error texts are cleaned, kinds are set here.
 */
#include "sys/jail_inside.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20, KEEP_BYTES = 4 << 20, READ_STEP = 256 << 10, KILL_GRACE_MS = 3000 };

struct slot {
	pid_t zygote;
	int control, answers; /* -1 once the zygote is lost */
	int input_fd;
	char *input; /* shared with the zygote, which sees it read-only */
	size_t dirty_bytes; /* of input that are not zero */
	bool busy, done, killed, too_much, too_long, document_too_big;
	unsigned reader;
	int status;
	uint64_t tag;
	int64_t deadline_ms;
	char *got;
	size_t n, cap;
};

struct jail {
	const struct jail_reader *readers;
	unsigned n_readers, workers;
	struct jail_limits limits;
	struct filter document_filter, stream_filter;
	struct slot slots[JAIL_WORKERS_MAX + 1]; /* the last of workers + 1 serves streams */
	unsigned queue[JAIL_WORKERS_MAX], pending; /* slots in order of submission */
	int last; /* slot whose answer is still borrowed, or -1 */
	pthread_mutex_t turn;
};

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- start and end ---- */

static bool make_input(struct slot *s, int *read_only)
{
	char path[64];
	size_t bytes = JAIL_INPUT_BYTES_MAX + 4096;
	s->input_fd = memfd_create("document", MFD_CLOEXEC);
	if (s->input_fd < 0 || ftruncate(s->input_fd, (off_t)bytes) < 0)
		return false;
	s->input = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, s->input_fd, 0);
	if (s->input == MAP_FAILED) {
		s->input = NULL;
		return false;
	}
	/* No process forked later inherits a writable view, neither a zygote nor any other child. */
	if (madvise(s->input, bytes, MADV_DONTFORK) < 0)
		return false;
	snprintf(path, sizeof path, "/proc/self/fd/%d", s->input_fd);
	*read_only = open(path, O_RDONLY | O_CLOEXEC);
	return *read_only >= 0;
}

/* A new process in namespaces of its own: no network, no other process to name, nobody's user. Where the kernel or the container
 * forbids that, a plain fork: the system-call list is the wall, this is the moat. */
static pid_t fork_apart(void)
{
	long pid = syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWPID | SIGCHLD, 0, 0, 0, 0);
	return pid >= 0 ? (pid_t)pid : fork();
}

static bool start_slot(struct jail *j, struct slot *s, bool streams)
{
	int control[2] = { -1, -1 }, pipes[2] = { -1, -1 }, input = -1;
	bool good = socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) == 0 && pipe2(pipes, O_CLOEXEC) == 0 &&
	            (streams || make_input(s, &input));
	if (good) {
		fcntl(pipes[1], F_SETPIPE_SZ, PIPE_BYTES); /* only a saving */
		struct inside in = { j->readers, j->n_readers, (unsigned)(s - j->slots), streams, j->limits,
			streams ? &j->stream_filter : &j->document_filter, control[1], pipes[1], input };
		s->zygote = fork_apart();
		if (s->zygote == 0)
			inside_run(&in);
		good = s->zygote > 0 && fcntl(pipes[0], F_SETFL, O_NONBLOCK) == 0;
	}
	s->control = control[0];
	s->answers = pipes[0];
	if (control[1] >= 0)
		close(control[1]);
	if (pipes[1] >= 0)
		close(pipes[1]);
	if (input >= 0)
		close(input);
	return good;
}

static void end_slot(struct slot *s)
{
	if (s->control >= 0)
		close(s->control);
	if (s->answers >= 0)
		close(s->answers);
	if (s->input)
		munmap(s->input, JAIL_INPUT_BYTES_MAX + 4096);
	if (s->input_fd >= 0)
		close(s->input_fd);
	if (s->zygote > 0) {
		kill(s->zygote, SIGKILL);
		while (waitpid(s->zygote, NULL, 0) < 0 && errno == EINTR)
			;
	}
	free(s->got);
}

static struct jail_limits with_defaults(const struct jail_limits *given)
{
	struct jail_limits l = given ? *given : (struct jail_limits){};
	l.memory_bytes = l.memory_bytes ? l.memory_bytes : 512u << 20;
	l.cpu_s = l.cpu_s ? l.cpu_s : 20;
	l.wall_ms = l.wall_ms ? l.wall_ms : 30000;
	l.answer_bytes = l.answer_bytes ? l.answer_bytes : 64u << 20;
	l.stream_bytes = l.stream_bytes ? l.stream_bytes : (1u << 30) + (64u << 20);
	return l;
}

struct jail *jail_start(
        const struct jail_reader *readers, unsigned n_readers, unsigned workers, const struct jail_limits *limits, struct err *err)
{
	assert(workers >= 1 && workers <= JAIL_WORKERS_MAX);
	uint32_t action = SECCOMP_RET_KILL_PROCESS;
	if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) < 0) {
		err_fail(err, E_BROKEN,
		        "this kernel cannot confine a process (seccomp filters are missing), so foreign documents cannot be read safely");
		return NULL;
	}
	struct jail *j = calloc(1, sizeof *j);
	if (!j) {
		err_fail(err, E_BROKEN, "out of memory while starting the jail");
		return NULL;
	}
	j->readers = readers;
	j->n_readers = n_readers;
	j->workers = workers;
	j->limits = with_defaults(limits);
	j->last = -1;
	pthread_mutexattr_t again; /* a stream's records are handed to documents of the same thread */
	pthread_mutexattr_init(&again);
	pthread_mutexattr_settype(&again, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&j->turn, &again);
	pthread_mutexattr_destroy(&again);
	for (unsigned i = 0; i <= workers; i++)
		j->slots[i] = (struct slot){ .control = -1, .answers = -1, .input_fd = -1 };
	bool good = inside_filter(&j->document_filter, false, err) && inside_filter(&j->stream_filter, true, err);
	for (unsigned i = 0; good && i <= workers; i++)
		if (!start_slot(j, &j->slots[i], i == workers))
			good = err_fail(err, E_BROKEN, "the jail's worker %u cannot be started: %s", i + 1, strerror(errno));
	if (!good) {
		jail_end(j);
		return NULL;
	}
	return j;
}

void jail_end(struct jail *j)
{
	if (!j)
		return;
	for (unsigned i = 0; i <= j->workers; i++)
		end_slot(&j->slots[i]);
	pthread_mutex_destroy(&j->turn);
	free(j);
}

/* ---- one slot ---- */

/* The zygote is lost: this slot never works again. */
static void lose(struct slot *s)
{
	if (s->control >= 0)
		close(s->control);
	s->control = -1;
	s->done = true;
}

static void kill_child(struct slot *s)
{
	struct ask ask = { .what = ASK_KILL };
	if (!s->killed && s->control >= 0)
		send(s->control, &ask, sizeof ask, MSG_NOSIGNAL | MSG_DONTWAIT); /* when it fails, overdue() ends the zygote */
	s->killed = true;
	s->deadline_ms = clock_ms() + KILL_GRACE_MS;
}

static bool make_space(struct slot *s, size_t n)
{
	if (s->cap - s->n >= n)
		return true;
	size_t cap = s->cap ? s->cap : READ_STEP;
	while (cap - s->n < n)
		cap *= 2;
	char *p = realloc(s->got, cap);
	if (!p)
		return false;
	s->got = p;
	s->cap = cap;
	return true;
}

/* One read from the pipe. More than most bytes in the buffer end the child, and what comes after that is thrown away. Returns the bytes
 * read, 0 when there are none now. */
static size_t take_step(struct slot *s, size_t most)
{
	char waste[4096];
	bool keep = !s->killed && make_space(s, READ_STEP);
	ssize_t k;
	do
		k = read(s->answers, keep ? s->got + s->n : waste, keep ? READ_STEP : sizeof waste);
	while (k < 0 && errno == EINTR);
	if (k <= 0)
		return 0;
	if (keep)
		s->n += (size_t)k;
	if (s->n > most && !s->killed) {
		s->too_much = true;
		kill_child(s);
	}
	return (size_t)k;
}

/* Takes all that is in the pipe now; true when there was something. */
static bool take(struct slot *s, size_t most)
{
	bool some = false;
	while (take_step(s, most))
		some = true;
	return some;
}

/* Reads the zygote's word. true when the child is gone (or the zygote itself). */
static bool hear(struct slot *s)
{
	struct told told;
	ssize_t k = recv(s->control, &told, sizeof told, MSG_DONTWAIT);
	if (k < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (k != sizeof told) {
		lose(s);
		return true;
	}
	if (told.ready)
		return false;
	s->status = told.status;
	s->done = true;
	return true;
}

static void overdue(struct slot *s)
{
	if (!s->killed) {
		s->too_long = true;
		kill_child(s);
	} else { /* the zygote itself does not answer */
		kill(s->zygote, SIGKILL);
		lose(s);
	}
}

/* Turns how the child ended into the answer's error; false when it ended well. reader_text is what it left on the pipe. */
static bool fault(const struct jail *j, const struct slot *s, struct str reader_text, struct err *err)
{
	const char *name = j->readers[s->reader].name;
	if (s->document_too_big)
		return !err_fail(err, E_INVALID, "this %s is larger than %d MiB", name, JAIL_INPUT_BYTES_MAX >> 20);
	if (s->too_much)
		return !err_fail(err, E_INVALID, "this %s could not be read safely (what was made of it is too large)", name);
	if (s->too_long)
		return !err_fail(err, E_INVALID, "this %s could not be read safely (it took longer than %u s)", name,
		        (j->limits.wall_ms + 999) / 1000);
	if (s->control < 0)
		return !err_fail(err, E_BROKEN, "a worker of the jail was lost while reading this %s; start mainstay again", name);
	if (WIFSIGNALED(s->status) && WTERMSIG(s->status) == NO_WALLS_SIGNAL)
		return !err_fail(err, E_BROKEN, "the jail could not confine a reader; is this kernel too old or a sandbox too narrow?");
	if (WIFSIGNALED(s->status)) {
		int number = WTERMSIG(s->status);
		const char *abbreviation = sigabbrev_np(number);
		return !err_fail(err, E_INVALID, "this %s could not be read safely (killed by SIG%s: %s)", name,
		        abbreviation ? abbreviation : "?", inside_signal_meaning(number));
	}
	char text[ERR_TEXT_MAX];
	switch (WEXITSTATUS(s->status)) {
	case CHILD_GOOD: return false;
	case CHILD_REFUSED:
		inside_clean_text(reader_text, text);
		return !err_fail(err, E_INVALID, "%s", *text ? text : "the reader refused it without a reason");
	case CHILD_TOO_MUCH: return !err_fail(err, E_INVALID, "this %s could not be read safely (what was made of it is too large)", name);
	default:
		return !err_fail(
		        err, E_INVALID, "this %s could not be read safely (its reader ended with code %d)", name, WEXITSTATUS(s->status));
	}
}

/* ---- documents ---- */

/* Polls all busy slots for at most the time until the next deadline and moves each of them on. */
static void pump(struct jail *j)
{
	struct pollfd p[2 * JAIL_WORKERS_MAX];
	struct slot *of[JAIL_WORKERS_MAX];
	nfds_t n = 0;
	int64_t now = clock_ms(), next = now + 60000;
	for (unsigned i = 0; i < j->pending; i++) {
		struct slot *s = &j->slots[j->queue[i]];
		if (s->done)
			continue;
		of[n / 2] = s;
		p[n++] = (struct pollfd){ .fd = s->control, .events = POLLIN };
		p[n++] = (struct pollfd){ .fd = s->answers, .events = POLLIN };
		next = s->deadline_ms < next ? s->deadline_ms : next;
	}
	if (poll(p, n, next > now ? (int)(next - now) : 0) < 0)
		return;
	now = clock_ms();
	for (nfds_t i = 0; i < n; i += 2) {
		struct slot *s = of[i / 2];
		/* What comes shows life; a child that never sleeps is bounded by its processor time. */
		if (p[i + 1].revents && take(s, j->limits.answer_bytes) && !s->killed)
			s->deadline_ms = now + j->limits.wall_ms;
		if (p[i].revents && hear(s))
			take(s, j->limits.answer_bytes); /* all that the child wrote is in the pipe now */
		if (!s->done && now >= s->deadline_ms)
			overdue(s);
	}
}

unsigned jail_pending(const struct jail *j)
{
	return j->pending;
}

/* A free slot, one that works before one that is lost; -1 when there is none. */
static int free_slot(const struct jail *j)
{
	int lost = -1;
	bool all_lost = true;
	for (unsigned i = 0; i < j->workers; i++) {
		const struct slot *s = &j->slots[i];
		if (s->control >= 0 && !s->busy)
			return (int)i;
		all_lost &= s->control < 0;
		if (s->control < 0 && !s->busy)
			lost = (int)i;
	}
	return all_lost ? lost : -1;
}

bool jail_has_room(const struct jail *j)
{
	return free_slot(j) >= 0;
}

static void forget_answer(struct jail *j)
{
	if (j->last < 0)
		return;
	struct slot *s = &j->slots[j->last];
	j->last = -1;
	s->n = 0;
	if (s->cap > KEEP_BYTES) {
		free(s->got);
		s->got = NULL;
		s->cap = 0;
	}
}

/* Puts the document where the zygote sees it, and zeros behind it where the one before was longer. */
static void place_document(struct slot *s, struct str bytes)
{
	if (s->dirty_bytes > KEEP_BYTES &&
	        fallocate(s->input_fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, (off_t)s->dirty_bytes) == 0)
		s->dirty_bytes = 0;
	if (bytes.len)
		memcpy(s->input, bytes.ptr, bytes.len);
	if (s->dirty_bytes > bytes.len)
		memset(s->input + bytes.len, 0, s->dirty_bytes - bytes.len);
	s->dirty_bytes = bytes.len;
}

static void begin(struct jail *j, struct slot *s, unsigned reader, uint64_t tag)
{
	s->busy = true;
	s->done = s->killed = s->too_much = s->too_long = s->document_too_big = false;
	s->reader = reader;
	s->tag = tag;
	s->status = 0;
	s->n = 0;
	s->deadline_ms = clock_ms() + j->limits.wall_ms;
}

void jail_submit(struct jail *j, unsigned reader, struct str bytes, uint64_t tag)
{
	assert(reader < j->n_readers && j->readers[reader].read);
	forget_answer(j);
	int free = free_slot(j);
	assert(free >= 0);
	struct slot *s = &j->slots[free];
	begin(j, s, reader, tag);
	j->queue[j->pending++] = (unsigned)free;
	s->document_too_big = bytes.len > JAIL_INPUT_BYTES_MAX;
	if (s->document_too_big || s->control < 0) {
		s->done = true;
		return;
	}
	place_document(s, bytes);
	struct ask ask = { ASK_READ, reader, bytes.len };
	if (send(s->control, &ask, sizeof ask, MSG_NOSIGNAL) != sizeof ask)
		lose(s);
}

bool jail_collect(struct jail *j, struct jail_answer *answer)
{
	forget_answer(j);
	*answer = (struct jail_answer){};
	if (j->pending == 0)
		return false;
	unsigned first = j->queue[0];
	struct slot *s = &j->slots[first];
	while (!s->done)
		pump(j);
	j->pending--;
	memmove(j->queue, j->queue + 1, j->pending * sizeof *j->queue);
	s->busy = false;
	j->last = (int)first;
	answer->tag = s->tag;
	struct str got = { s->got ? s->got : "", s->n };
	answer->good = !fault(j, s, got, &answer->err);
	answer->bytes = answer->good ? got : S("");
	return true;
}

void jail_take(struct jail *j)
{
	pthread_mutex_lock(&j->turn);
}

void jail_give(struct jail *j)
{
	pthread_mutex_unlock(&j->turn);
}

bool jail_read(struct jail *j, unsigned reader, struct arena *a, struct str bytes, struct str *out, struct err *err)
{
	pthread_mutex_lock(&j->turn);
	assert(j->pending == 0);
	jail_submit(j, reader, bytes, 0);
	struct jail_answer answer;
	jail_collect(j, &answer);
	if (answer.good)
		*out = arena_str(a, answer.bytes);
	forget_answer(j);
	pthread_mutex_unlock(&j->turn);
	return answer.good || err_fail(err, answer.err.kind, "%s", answer.err.text);
}

/* ---- streams ---- */

static bool send_with_fd(int control, const struct ask *ask, int fd)
{
	char room[CMSG_SPACE(sizeof fd)] = {};
	struct iovec iov = { (void *)(uintptr_t)ask, sizeof *ask };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(c), &fd, sizeof fd);
	return sendmsg(control, &m, MSG_NOSIGNAL) == sizeof *ask;
}

struct stream {
	bool (*each)(void *ctx, struct str record);
	void *ctx;
	uint64_t sum_bytes;
	bool ended; /* by each */
	bool refused; /* the end mark came: what follows is the reader's error text */
};

/* Hands over all records that are whole in the slot's buffer and moves the rest to its front. */
static void hand_over(const struct jail *j, struct slot *s, struct stream *st)
{
	size_t at = 0;
	while (!s->killed && !st->refused && s->n - at >= sizeof(uint64_t)) {
		uint64_t n;
		memcpy(&n, s->got + at, sizeof n);
		st->refused = n == UINT64_MAX;
		if (st->refused) {
			at += sizeof n;
			break;
		}
		st->sum_bytes += s->n - at - sizeof n >= n ? n : 0;
		s->too_much = n > j->limits.answer_bytes + JAIL_RECORD_HEAD_BYTES || st->sum_bytes > j->limits.stream_bytes;
		if (s->too_much)
			kill_child(s);
		if (s->too_much || s->n - at - sizeof n < n)
			break;
		at += sizeof n;
		st->ended = !st->each(st->ctx, (struct str){ s->got + at, (size_t)n });
		at += (size_t)n;
		if (st->ended)
			kill_child(s);
	}
	if (at && s->n > at)
		memmove(s->got, s->got + at, s->n - at);
	s->n -= at;
}

static void pump_stream(struct jail *j, struct slot *s, struct stream *st)
{
	/* A record that is not whole yet, its length, and one more read. */
	size_t most = j->limits.answer_bytes + JAIL_RECORD_HEAD_BYTES + sizeof(uint64_t) + READ_STEP;
	struct pollfd p[2] = { { .fd = s->control, .events = POLLIN }, { .fd = s->answers, .events = POLLIN } };
	int n = poll(p, 2, (int)(s->killed ? KILL_GRACE_MS : j->limits.wall_ms));
	if (n == 0)
		overdue(s);
	if (n <= 0)
		return;
	bool gone = p[0].revents && hear(s);
	do /* once while the child lives, so that records are handed over as they come; then until the pipe is empty */
		if (!take_step(s, most))
			gone = false;
		else
			hand_over(j, s, st);
	while (gone);
}

bool jail_stream(struct jail *j, unsigned reader, int fd, bool (*each)(void *ctx, struct str record), void *ctx, struct err *err)
{
	assert(reader < j->n_readers && j->readers[reader].stream);
	jail_take(j);
	struct slot *s = &j->slots[j->workers];
	assert(!s->busy);
	begin(j, s, reader, 0);
	struct stream st = { .each = each, .ctx = ctx };
	struct ask ask = { ASK_READ, reader, 0 };
	if (s->control < 0 || !send_with_fd(s->control, &ask, fd))
		lose(s);
	while (!s->done)
		pump_stream(j, s, &st);
	struct err e = {};
	bool bad = !st.ended && fault(j, s, (struct str){ s->got ? s->got : "", s->n }, &e);
	if (!bad && !st.ended && s->n)
		bad = !err_fail(
		        &e, E_INVALID, "this %s could not be read safely (its reader stopped inside a record)", j->readers[reader].name);
	s->busy = false;
	s->n = 0;
	if (s->cap > KEEP_BYTES) {
		free(s->got);
		s->got = NULL;
		s->cap = 0;
	}
	jail_give(j);
	return !bad || err_fail(err, e.kind, "%s", e.text);
}
