/* SPDX-License-Identifier: Apache-2.0
 *
 * The walls, tried from inside: a forked child puts them up and then does what it may and what it may not.
 */
#include "base/cx.h"
#include "base/test.h"
#include "sys/child.h"
#include "sys/confine.h"
#include "sys/file.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs work in a child; gives how it ended (waitpid's status). */
static int in_child(int (*work)(void *arg), void *arg)
{
	int status = -1;
	pid_t pid = fork();
	if (pid == 0)
		_exit(work(arg));
	waitpid(pid, &status, 0);
	return status;
}

#define ENDS_WELL(status) (WIFEXITED(status) && WEXITSTATUS(status) == 0)
#define EXPECT(cond)                                                        \
	do {                                                                \
		if (!(cond)) {                                              \
			fprintf(stderr, "# not so (line %d): %s\n", __LINE__, #cond); \
			return __LINE__ & 127 ? __LINE__ & 127 : 1;         \
		}                                                           \
	} while (0)

static int as_another_user(void *arg)
{
	(void)arg;
	struct err err = {};
	gid_t groups[64];
	EXPECT(confine_user("nobody", &err));
	EXPECT(getuid() != 0 && geteuid() != 0 && getgid() != 0 && getegid() != 0);
	int n = getgroups(64, groups);
	for (int i = 0; i < n; i++)
		EXPECT(groups[i] != 0);
	EXPECT(setuid(0) < 0 && seteuid(0) < 0 && setgid(0) < 0 && setgroups(0, NULL) < 0);
	EXPECT(open("/etc/shadow", O_RDONLY | O_CLOEXEC) < 0);
	EXPECT(confine_user("nobody", &err)); /* it is that user already */
	EXPECT(!confine_user("root", &err) && err.kind == E_DENIED);
	return 0;
}

TEST(a_user_is_left_for_good)
{
	struct err err = {};
	CHECK(!confine_user("no-such-user-here", &err) && err.kind == E_MISSING);
	err_clear(&err);
	if (geteuid() != 0) {
		CHECK(!confine_user("nobody", &err) && err.kind == E_DENIED);
		return;
	}
	CHECK(ENDS_WELL(in_child(as_another_user, NULL)));
}

struct places {
	const char *inside, *outside, *read_only;
	bool walls;
};

static bool can_write(const char *folder)
{
	char path[512], other[512];
	snprintf(path, sizeof path, "%s/made", folder);
	snprintf(other, sizeof other, "%s/renamed", folder);
	int fd = open(path, O_CREAT | O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
	bool good = fd >= 0 && write(fd, "x", 1) == 1 && ftruncate(fd, 0) == 0 && rename(path, other) == 0 && unlink(other) == 0;
	if (fd >= 0)
		close(fd);
	return good;
}

static int among_files(void *arg)
{
	struct places *p = arg;
	struct err err = {};
	char path[512];
	struct confine_path paths[] = { { p->inside, true }, { p->read_only, false }, { "/usr", false }, { "/lib", false }, { "/lib64", false }, { "/etc", false },
		{ "/not/there", true } };
	EXPECT(can_write(p->outside) && can_write(p->read_only));
	EXPECT(confine_files(paths, sizeof paths / sizeof *paths, &p->walls, &err));
	if (!p->walls)
		return 77;
	EXPECT(can_write(p->inside));
	EXPECT(!can_write(p->outside) && errno == EACCES);
	snprintf(path, sizeof path, "%s/there", p->read_only);
	EXPECT(open(path, O_RDONLY | O_CLOEXEC) >= 0);
	EXPECT(open(path, O_WRONLY | O_CLOEXEC) < 0 && errno == EACCES);
	EXPECT(truncate(path, 0) < 0 && unlink(path) < 0);
	snprintf(path, sizeof path, "%s/there", p->outside);
	EXPECT(open(path, O_RDONLY | O_CLOEXEC) < 0 && errno == EACCES);
	EXPECT(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC) < 0);
	EXPECT(open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 && open("/etc/passwd", O_WRONLY | O_CLOEXEC) < 0);
	return 0;
}

TEST(files_are_only_those_that_were_named)
{
	AUTO(file_temporary) one = {};
	AUTO(file_temporary) two = {};
	AUTO(file_temporary) three = {};
	struct err err = {};
	CHECK(file_temporary_make(&one, &err) && file_temporary_make(&two, &err) && file_temporary_make(&three, &err));
	char path[300];
	snprintf(path, sizeof path, "%s/there", two.path);
	CHECK(file_write(path, S("x"), 0644, &err));
	snprintf(path, sizeof path, "%s/there", three.path);
	CHECK(file_write(path, S("x"), 0644, &err));
	struct places places = { one.path, two.path, three.path, false };
	int status = in_child(among_files, &places);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		fprintf(stderr, "# this kernel has no Landlock\n");
	else
		CHECK(ENDS_WELL(status));
}

static void *a_thread(void *arg)
{
	return arg;
}

static int what_a_server_does(void *arg)
{
	(void)arg;
	struct err err = {};
	struct arena a = {};
	pthread_t t;
	void *back = NULL;
	EXPECT(confine_calls(&err));
	EXPECT(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	EXPECT(pthread_create(&t, NULL, a_thread, &a) == 0 && pthread_join(t, &back) == 0 && back == &a);
	EXPECT(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0 && socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) >= 0);
	static const char *const cat[] = { "cat", NULL };
	struct str out = {};
	EXPECT(child_run(&a, cat, S("through a child"), 1 << 16, 5000, &out, &err) && str_eq(out, S("through a child")));
	/* what it does not do fails */
	EXPECT(socket(AF_PACKET, SOCK_RAW, 0) < 0 && errno == EPERM);
	EXPECT(socket(AF_ALG, SOCK_SEQPACKET, 0) < 0 && errno == EPERM);
	EXPECT(mmap(NULL, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED && errno == EPERM);
	EXPECT(setuid(1) < 0 && errno == EPERM);
	EXPECT(symlink("a", "/tmp/mainstay-test-confine") < 0 && errno == EPERM);
	EXPECT(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) < 0 && errno == EPERM);
	EXPECT(sethostname("x", 1) < 0 && errno == EPERM);
	EXPECT(mknod("/tmp/mainstay-test-confine", S_IFIFO | 0600, 0) < 0 && errno == EPERM);
	return 0;
}

TEST(system_calls_are_those_of_a_server)
{
	CHECK(ENDS_WELL(in_child(what_a_server_does, NULL)));
}

static int attack(void *arg)
{
	struct err err = {};
	if (!confine_calls(&err))
		return 2;
	switch (*(int *)arg) {
	case 0: syscall(SYS_process_vm_writev, getppid(), NULL, 0, NULL, 0, 0); break;
	case 1: syscall(SYS_unshare, CLONE_NEWUSER); break;
	case 2: syscall(SYS_bpf, 0, NULL, 0); break;
	case 3: syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, NULL); break;
	case 4: syscall(SYS_keyctl, 0, 0); break;
	case 5: syscall(SYS_io_uring_setup, 1, NULL); break;
	case 6: syscall(SYS_kexec_load, 0, 0, NULL, 0); break;
	}
	return 0;
}

TEST(an_attack_ends_the_process)
{
	for (int i = 0; i < 7; i++) {
		int status = in_child(attack, &i);
		CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	}
}
