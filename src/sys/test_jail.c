/* SPDX-License-Identifier: Apache-2.0
 *
 * The jail against readers that were taken over: every planted exploit is contained, costs its own document only, and the next document
 * is read right.
 */
#include "base/test.h"
#include "base/err.h"
#include "sys/jail.h"
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* ---- readers ---- */

static bool read_length(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	uint64_t sum = 0;
	for (size_t i = 0; i < bytes.len; i++)
		sum = sum * 31 + (unsigned char)bytes.ptr[i];
	buf_printf(out, "%zu %llu", bytes.len, (unsigned long long)sum);
	return true;
}

static bool read_refuse(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)out;
	return err_fail(err, E_CONFLICT, "line 3: %.*s", STR(bytes));
}

/* An exploit may write the error text past err_set. */
static bool read_lie(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)out;
	err->kind = E_DENIED;
	memcpy(err->text, bytes.ptr, bytes.len < ERR_TEXT_MAX - 1 ? bytes.len : ERR_TEXT_MAX - 1);
	return false;
}

static bool read_open(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	int fd = open("/etc/passwd", O_RDONLY);
	buf_printf(out, "escaped: %d", fd);
	return true;
}

static bool read_socket(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(80), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	buf_printf(out, "escaped: %d", connect(fd, (struct sockaddr *)&to, sizeof to));
	return true;
}

static bool read_connect(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	struct sockaddr_in to = { .sin_family = AF_INET };
	buf_printf(out, "escaped: %d", connect(3, (struct sockaddr *)&to, sizeof to));
	return true;
}

static bool read_fork(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	buf_printf(out, "escaped: %d", (int)fork());
	return true;
}

static bool read_exec(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	char *argv[] = { "/bin/true", NULL };
	buf_printf(out, "escaped: %d", execv(argv[0], argv));
	return true;
}

static bool read_ptrace(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	int64_t pid = 1;
	str_int(bytes, &pid);
	buf_printf(out, "escaped: %ld", ptrace(PTRACE_ATTACH, (pid_t)pid, 0, 0));
	return true;
}

static bool read_vm(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	int64_t pid = 1;
	str_int(bytes, &pid);
	char z[16];
	struct iovec mine = { z, sizeof z }, theirs = { (void *)(uintptr_t)bytes.ptr, sizeof z };
	buf_printf(out, "escaped: %zd", process_vm_readv((pid_t)pid, &mine, 1, &theirs, 1, 0));
	return true;
}

/* The process to kill is in the document: the parent, the zygote, a sibling. */
static bool read_kill(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	int64_t pid = 0;
	str_int(bytes, &pid);
	buf_printf(out, "escaped: %d", kill((pid_t)pid, SIGKILL));
	return true;
}

/* abort's own way of sending a signal, aimed at somebody else. */
static bool read_tgkill(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	int64_t pid = 0;
	str_int(bytes, &pid);
	buf_printf(out, "escaped: %ld", syscall(SYS_tgkill, pid, pid, SIGABRT));
	return true;
}

static bool read_all_fds(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	for (int fd = 0; fd < 1024; fd++)
		if (fd != 3 && write(fd, "planted", 7) > 0)
			buf_printf(out, "escaped: %d", fd);
	return true;
}

static bool read_own_fds(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	char z[8];
	for (int fd = 0; fd < 1024; fd++)
		buf_printf(out, "%d ", (int)read(fd, z, sizeof z));
	return true;
}

static bool read_for_ever(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)out;
	(void)err;
	for (volatile size_t i = 0; bytes.len; i = i + 1)
		;
	return true;
}

static bool read_all_memory(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)out;
	(void)err;
	while (bytes.len)
		memset(arena_bytes(a, 1 << 20), 1, 1 << 20);
	return true;
}

static bool read_all_malloc(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	size_t mib = 0;
	for (char *p; (p = malloc(1 << 20)) != NULL; mib++)
		memset(p, 1, 1 << 20);
	buf_printf(out, "%d", mib < 600);
	return true;
}

static bool read_too_much(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)bytes;
	(void)err;
	char *p = arena_alloc(a, 1 << 20);
	while (!out->overflow)
		buf_put(out, (struct str){ p, 1 << 20 });
	return true;
}

/* The same past the out-stream: straight into the pipe. */
static bool read_flood(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)bytes;
	(void)out;
	(void)err;
	char *p = arena_alloc(a, 1 << 20);
	while (write(3, p, 1 << 20) > 0)
		;
	return true;
}

static bool read_smash(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)out;
	(void)err;
	*(volatile char *)(uintptr_t)(bytes.len + 16) = 1;
	return true;
}

static bool read_change_document(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	mprotect((void *)((uintptr_t)bytes.ptr & ~4095ul), 4096, PROT_READ | PROT_WRITE);
	*(char *)(uintptr_t)bytes.ptr = 'X';
	buf_put(out, S("escaped"));
	return true;
}

static char left_behind[64];

static bool read_leave(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	buf_printf(out, "[%s]", left_behind);
	memcpy(left_behind, bytes.ptr, bytes.len < 63 ? bytes.len : 63);
	return true;
}

/* Looks for what other documents left in the shared memory of its own. */
static bool read_neighbours(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)err;
	size_t found = 0;
	for (size_t i = bytes.len; i < JAIL_INPUT_BYTES_MAX; i++)
		found += bytes.ptr[i] != 0;
	buf_printf(out, "%zu", found);
	return true;
}

static bool read_environment(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	extern char **environ;
	buf_printf(out, "%d %d", environ && *environ && strncmp(*environ, "TZ=", 3) ? 1 : 0, getenv("PATH") != NULL);
	return true;
}

static bool read_executable_memory(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)bytes;
	(void)err;
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	buf_printf(out, "escaped: %p", p);
	return true;
}

/* Ends as if the jail itself had failed, which would stop the whole run. */
static bool read_pretend(struct arena *a, struct str bytes, struct buf *out, struct err *err)
{
	(void)a;
	(void)out;
	(void)err;
	int64_t code = 0;
	str_int(bytes, &code);
	_exit((int)code);
}

static bool stream_lines(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	char *all = arena_bytes(a, 1 << 20);
	ssize_t n = read(fd, all, 1 << 20);
	struct str rest = { all, n > 0 ? (size_t)n : 0 };
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');
		if (str_eq(line, S("bad")))
			return err_fail(err, E_INVALID, "a bad line");
		if (str_eq(line, S("crash")))
			raise(SIGKILL);
		if (!jail_put(out, line))
			return false;
	}
	return true;
}

static bool stream_flood(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	(void)fd;
	(void)err;
	char *p = arena_alloc(a, 1 << 20);
	while (jail_put(out, (struct str){ p, 1 << 20 }))
		;
	return true;
}

static bool stream_lie(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	(void)a;
	(void)fd;
	(void)out;
	(void)err;
	uint64_t n = 1ull << 40;
	return write(3, &n, sizeof n) > 0 && write(3, "x", 1) > 0;
}

static bool stream_write_input(struct arena *a, int fd, struct jail_out *out, struct err *err)
{
	(void)a;
	(void)err;
	ssize_t n = write(fd, "planted", 7);
	return jail_put(out, n > 0 ? S("escaped") : S("held"));
}

enum {
	LENGTH,
	REFUSE,
	LIE,
	OPEN,
	SOCKET,
	CONNECT,
	FORK,
	EXEC,
	PTRACE,
	VM,
	KILL,
	TGKILL,
	ALL_FDS,
	OWN_FDS,
	FOR_EVER,
	ALL_MEMORY,
	ALL_MALLOC,
	TOO_MUCH,
	FLOOD,
	SMASH,
	CHANGE_DOCUMENT,
	LEAVE,
	NEIGHBOURS,
	ENVIRONMENT,
	EXECUTABLE_MEMORY,
	PRETEND,
	LINES,
	STREAM_FLOOD,
	STREAM_LIE,
	WRITE_INPUT
};

static const char *const none[] = { NULL };
#define READER(f) \
	{ \
		.name = "test document", .read = f, .libraries = none \
	}
static const struct jail_reader readers[] = {
	[LENGTH] = READER(read_length),
	[REFUSE] = READER(read_refuse),
	[LIE] = READER(read_lie),
	[OPEN] = READER(read_open),
	[SOCKET] = READER(read_socket),
	[CONNECT] = READER(read_connect),
	[FORK] = READER(read_fork),
	[EXEC] = READER(read_exec),
	[PTRACE] = READER(read_ptrace),
	[VM] = READER(read_vm),
	[KILL] = READER(read_kill),
	[TGKILL] = READER(read_tgkill),
	[ALL_FDS] = READER(read_all_fds),
	[OWN_FDS] = READER(read_own_fds),
	[FOR_EVER] = READER(read_for_ever),
	[ALL_MEMORY] = READER(read_all_memory),
	[ALL_MALLOC] = READER(read_all_malloc),
	[TOO_MUCH] = READER(read_too_much),
	[FLOOD] = READER(read_flood),
	[SMASH] = READER(read_smash),
	[CHANGE_DOCUMENT] = READER(read_change_document),
	[LEAVE] = READER(read_leave),
	[NEIGHBOURS] = READER(read_neighbours),
	[ENVIRONMENT] = READER(read_environment),
	[EXECUTABLE_MEMORY] = READER(read_executable_memory),
	[PRETEND] = READER(read_pretend),
	[LINES] = { .name = "test stream", .stream = stream_lines },
	[STREAM_FLOOD] = { .name = "test stream", .stream = stream_flood },
	[STREAM_LIE] = { .name = "test stream", .stream = stream_lie },
	[WRITE_INPUT] = { .name = "test stream", .stream = stream_write_input },
};
enum { N_READERS = sizeof readers / sizeof *readers };

/* ---- set-up ---- */

static struct jail *start(unsigned workers, const struct jail_limits *limits)
{
	struct err err = {};
	struct jail *j = jail_start(readers, N_READERS, workers, limits, &err);
	if (!j)
		printf("# %s\n", err.text);
	return j;
}

/* Gives one document to reader and hands back its answer. */
static struct jail_answer ask(struct jail *j, unsigned reader, struct str bytes)
{
	struct jail_answer answer;
	jail_submit(j, reader, bytes, 7);
	CHECK(jail_collect(j, &answer));
	CHECK(answer.tag == 7);
	return answer;
}

static void check_still_works(struct jail *j)
{
	for (int i = 0; i < 3; i++) {
		struct jail_answer next = ask(j, LENGTH, S("abc"));
		CHECK(next.good);
		CHECK_STR(next.bytes, S("3 96354"));
	}
}

/* The planted exploit in reader ends with a signal whose name is part of the text, and costs its own document only. */
static void check_killed(struct jail *j, unsigned reader, struct str bytes, const char *text)
{
	struct jail_answer answer = ask(j, reader, bytes);
	CHECK(!answer.good);
	CHECK(answer.err.kind == E_INVALID);
	CHECK(answer.bytes.len == 0);
	CHECK(strstr(answer.err.text, text) != NULL);
	if (!strstr(answer.err.text, text))
		printf("# reader %u: %s\n", reader, answer.err.text);
	check_still_works(j);
}

/* ---- tests ---- */

TEST(documents_come_back_in_order)
{
	struct jail *j = start(3, NULL);
	struct arena a;
	arena_init(&a, 0);
	char *text = arena_alloc(&a, 3 << 20);
	memset(text, 'a', 3 << 20);
	unsigned sent = 0, got = 0;
	while (got < 60) {
		if (sent < 60 && jail_has_room(j)) {
			jail_submit(j, LENGTH, (struct str){ text, (size_t)(sent * 51) << 10 }, sent);
			sent++;
			continue;
		}
		struct jail_answer answer;
		CHECK(jail_collect(j, &answer));
		CHECK(answer.good);
		CHECK(answer.tag == got);
		struct buf b = buf_make(&a, 1000);
		struct err err = {};
		read_length(&a, (struct str){ text, (size_t)(got * 51) << 10 }, &b, &err);
		CHECK_STR(answer.bytes, buf_str(&b));
		got++;
	}
	struct jail_answer answer;
	CHECK(!jail_collect(j, &answer));
	arena_end(&a);
	jail_end(j);
}

TEST(refusals_are_the_readers_words_made_harmless)
{
	struct jail *j = start(1, NULL);
	struct jail_answer answer = ask(j, REFUSE, S("no such sector"));
	CHECK(!answer.good);
	CHECK(answer.err.kind == E_INVALID); /* whatever kind the reader says */
	CHECK_STR(str_c(answer.err.text), S("line 3: no such sector"));
	answer = ask(j, LIE,
	        S("a\nb\033[2Jc\xff\xc2\x9b"
	          "d\xe2\x80\xae"
	          "e"));
	CHECK(answer.err.kind == E_INVALID);
	CHECK(str_utf8(str_c(answer.err.text), NULL));
	CHECK(strpbrk(answer.err.text, "\n\033") == NULL);
	CHECK(strstr(answer.err.text, "\xe2\x80\xae") == NULL);
	CHECK(strstr(answer.err.text, "\xc2\x9b") == NULL);
	answer = ask(j, LIE, S(""));
	CHECK(answer.err.text[0] != 0);
	jail_end(j);
}

TEST(nothing_can_be_opened_connected_or_started)
{
	struct jail *j = start(2, NULL);
	check_killed(j, OPEN, S("x"), "killed by SIGSYS");
	check_killed(j, SOCKET, S("x"), "killed by SIGSYS");
	check_killed(j, CONNECT, S("x"), "killed by SIGSYS");
	check_killed(j, FORK, S("x"), "killed by SIGSYS");
	check_killed(j, EXEC, S("x"), "killed by SIGSYS");
	check_killed(j, EXECUTABLE_MEMORY, S("x"), "killed by SIGSYS");
	jail_end(j);
}

TEST(no_other_process_can_be_reached)
{
	struct jail *j = start(2, NULL);
	struct arena a;
	arena_init(&a, 0);
	pid_t pids[] = { getpid(), 1, getpid() + 1, getpid() + 2, -1, 0, 2,
		3 }; /* parent, zygote (by either numbering), all, group, siblings */
	for (size_t i = 0; i < sizeof pids / sizeof *pids; i++) {
		struct str pid = arena_printf(&a, "%d", pids[i]);
		jail_submit(j, FOR_EVER, S(""), 1); /* a sibling at work */
		struct jail_answer answer;
		jail_submit(j, KILL, pid, 2);
		CHECK(jail_collect(j, &answer) && answer.good);
		CHECK(jail_collect(j, &answer) && !answer.good && strstr(answer.err.text, "SIGSYS"));
		check_killed(j, PTRACE, pid, "killed by SIGSYS");
		check_killed(j, VM, pid, "killed by SIGSYS");
	}
	check_killed(j, TGKILL, arena_printf(&a, "%d", getpid()), "killed by SIGSYS");
	check_killed(j, TGKILL, S("1"), "killed by SIGSYS");
	arena_end(&a);
	jail_end(j);
}

TEST(no_descriptor_besides_the_answer)
{
	struct jail *j = start(1, NULL);
	check_killed(j, ALL_FDS, S("x"), "killed by SIGSYS");
	check_killed(j, OWN_FDS, S("x"), "killed by SIGSYS");
	jail_end(j);
}

TEST(endless_loops_end)
{
	struct jail *j = start(2, &(struct jail_limits){ .wall_ms = 300 });
	check_killed(j, FOR_EVER, S("x"), "took longer than 1 s");
	jail_end(j);
	j = start(2, &(struct jail_limits){ .cpu_s = 1 });
	check_killed(j, FOR_EVER, S("x"), "killed by SIGXCPU");
	jail_end(j);
}

TEST(memory_ends)
{
	struct jail *j = start(1, NULL);
	check_killed(j, ALL_MEMORY, S("x"), "killed by SIGABRT");
	if (!SANITIZED) {
		struct jail_answer answer = ask(j, ALL_MALLOC, S("x"));
		CHECK(answer.good);
		CHECK_STR(answer.bytes, S("1"));
		check_still_works(j);
	}
	jail_end(j);
}

TEST(answers_end)
{
	struct jail *j = start(2, &(struct jail_limits){ .answer_bytes = 8 << 20 });
	check_killed(j, TOO_MUCH, S("x"), "what was made of it is too large");
	check_killed(j, FLOOD, S("x"), "what was made of it is too large");
	jail_end(j);
}

TEST(crashes_cost_one_document)
{
	struct jail *j = start(1, NULL);
	check_killed(j, SMASH, S("x"), SANITIZED ? "could not be read safely" : "killed by SIGSEGV");
	check_killed(j, CHANGE_DOCUMENT, S("x"), SANITIZED ? "could not be read safely" : "killed by SIGSEGV");
	jail_end(j);
}

TEST(no_end_of_a_reader_stops_the_others)
{
	struct jail *j = start(1, NULL);
	struct arena a;
	arena_init(&a, 0);
	for (int code = 1; code < 256; code += code < 8 ? 1 : 61) {
		struct jail_answer answer = ask(j, PRETEND, arena_printf(&a, "%d", code));
		CHECK(!answer.good && answer.err.kind == E_INVALID);
	}
	check_still_works(j);
	arena_end(&a);
	jail_end(j);
}

TEST(nothing_is_left_for_the_next_document)
{
	struct jail *j = start(1, NULL);
	for (int i = 0; i < 3; i++)
		CHECK_STR(ask(j, LEAVE, S("planted")).bytes, S("[]"));
	jail_end(j);
}

TEST(other_documents_cannot_be_seen)
{
	struct jail *j = start(2, NULL);
	struct arena a;
	arena_init(&a, 0);
	size_t sizes[] = { 100, 6 << 20, 3 << 20, 70000 };
	char *text = arena_alloc(&a, 6 << 20);
	memset(text, 's', 6 << 20);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (unsigned k = 0; k < 2; k++)
			jail_submit(j, LENGTH, (struct str){ text, sizes[i] }, k);
		struct jail_answer answer;
		CHECK(jail_collect(j, &answer) && answer.good);
		jail_submit(j, NEIGHBOURS, S("short"), 2);
		CHECK(jail_collect(j, &answer) && answer.good);
		CHECK(jail_collect(j, &answer) && answer.good);
		CHECK_STR(answer.bytes, S("0"));
	}
	arena_end(&a);
	jail_end(j);
}

TEST(secrets_of_the_environment_are_gone)
{
	struct jail *j = start(1, NULL);
	CHECK_STR(ask(j, ENVIRONMENT, S("")).bytes, S("0 0"));
	CHECK(getenv("PATH") != NULL); /* in the zygote only */
	jail_end(j);
}

TEST(a_document_may_be_empty_or_too_large)
{
	struct jail *j = start(1, NULL);
	struct arena a;
	arena_init(&a, 0);
	CHECK_STR(ask(j, LENGTH, (struct str){}).bytes, S("0 0"));
	char *text = arena_alloc(&a, JAIL_INPUT_BYTES_MAX + 1);
	CHECK(ask(j, LENGTH, (struct str){ text, JAIL_INPUT_BYTES_MAX }).good);
	struct jail_answer answer = ask(j, LENGTH, (struct str){ text, JAIL_INPUT_BYTES_MAX + 1 });
	CHECK(!answer.good && answer.err.kind == E_INVALID && strstr(answer.err.text, "larger than 64 MiB"));
	check_still_works(j);
	arena_end(&a);
	jail_end(j);
}

TEST(a_lost_zygote_is_the_jails_fault_and_others_go_on)
{
	struct jail *j = start(2, NULL);
	check_still_works(j);
	char path[64], children[256] = "";
	snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
	int fd = open(path, O_RDONLY);
	CHECK(fd >= 0 && read(fd, children, sizeof children - 1) > 0);
	close(fd);
	pid_t first = (pid_t)strtol(children, NULL, 10);
	CHECK(first > 1 && kill(first, SIGKILL) == 0);
	unsigned broken = 0;
	for (int i = 0; i < 6; i++) {
		struct jail_answer answer = ask(j, LENGTH, S("abc"));
		broken += !answer.good && answer.err.kind == E_BROKEN;
	}
	CHECK(broken <= 1);
	check_still_works(j);
	jail_end(j);
}

TEST(one_document_in_one_call)
{
	struct jail *j = start(1, NULL);
	struct arena a;
	arena_init(&a, 0);
	struct err err = {};
	struct str out = {};
	CHECK(jail_read(j, LENGTH, &a, S("abc"), &out, &err));
	CHECK_STR(out, S("3 96354"));
	CHECK(!jail_read(j, OPEN, &a, S("abc"), &out, &err));
	CHECK(err.kind == E_INVALID);
	arena_end(&a);
	jail_end(j);
}

struct seen {
	struct jail *j;
	size_t n, bytes;
	unsigned stop_after;
	char last[100];
};

static bool see(void *ctx, struct str record)
{
	struct seen *s = ctx;
	s->n++;
	s->bytes += record.len;
	snprintf(s->last, sizeof s->last, "%.*s", STR(record));
	if (s->j) { /* documents are read while the stream goes on */
		struct jail_answer answer;
		jail_submit(s->j, LENGTH, S("abc"), 1);
		CHECK(jail_collect(s->j, &answer) && answer.good);
	}
	return s->n != s->stop_after;
}

static int file_of(struct str bytes)
{
	int fd = memfd_create("test", 0);
	CHECK(write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

TEST(streams_come_record_by_record)
{
	struct jail *j = start(1, NULL);
	struct err err = {};
	struct seen s = { .j = j };
	int fd = file_of(S("one\n\nthree\nfour"));
	CHECK(jail_stream(j, LINES, fd, see, &s, &err));
	CHECK(s.n == 4 && s.bytes == 12);
	CHECK_STR(str_c(s.last), S("four"));
	close(fd);

	fd = file_of(S("one\nbad\nthree"));
	s = (struct seen){};
	CHECK(!jail_stream(j, LINES, fd, see, &s, &err));
	CHECK(s.n == 1 && err.kind == E_INVALID);
	CHECK_STR(str_c(err.text), S("a bad line"));
	close(fd);

	err_clear(&err);
	fd = file_of(S("one\ntwo\ncrash\nfour"));
	s = (struct seen){};
	CHECK(!jail_stream(j, LINES, fd, see, &s, &err));
	CHECK(s.n == 2 && err.kind == E_INVALID && strstr(err.text, "killed by SIGSYS"));
	close(fd);

	err_clear(&err);
	fd = file_of(S("one\ntwo\nthree\nfour"));
	s = (struct seen){ .stop_after = 2 };
	CHECK(jail_stream(j, LINES, fd, see, &s, &err));
	CHECK(s.n == 2);
	check_still_works(j);
	close(fd);
	jail_end(j);
}

TEST(streams_are_bounded_and_harmless)
{
	struct jail *j = start(1, &(struct jail_limits){ .stream_bytes = 20 << 20 });
	struct err err = {};
	struct seen s = {};
	int fd = file_of(S("kept"));
	CHECK(!jail_stream(j, STREAM_FLOOD, fd, see, &s, &err));
	CHECK(s.n == 20 && strstr(err.text, "too large"));
	err_clear(&err);
	s = (struct seen){};
	CHECK(!jail_stream(j, STREAM_LIE, fd, see, &s, &err));
	CHECK(s.n == 0 && err.kind == E_INVALID);
	err_clear(&err);
	CHECK(!jail_stream(j, WRITE_INPUT, fd, see, &s, &err));
	char z[8] = "";
	CHECK(pread(fd, z, sizeof z, 0) == 4 && memcmp(z, "kept", 4) == 0);
	check_still_works(j);
	close(fd);
	jail_end(j);
}
