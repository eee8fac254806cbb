/* SPDX-License-Identifier: Apache-2.0
 *
 * Walls around a process that serves. Must never report a wall that does not stand.
 */
#include "sys/confine.h"
#include "sys/jail_inside.h"
#include <asm/termbits.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- user ---- */
bool confine_user(const char *name, struct err *err)
{
	char room[16384];
	struct passwd p, *found = NULL;
	getpwnam_r(name, &p, room, sizeof room, &found);
	if (!found)
		return err_fail(err, E_MISSING, "there is no user '%s' on this system", name);
	if (geteuid() == p.pw_uid && getuid() == p.pw_uid)
		return true;
	if (geteuid() != 0)
		return err_fail(err, E_DENIED, "only root can become the user '%s': start as root, or as that user", name);
	if (p.pw_uid == 0)
		return err_fail(err, E_INVALID, "the user '%s' is root: name one without privileges", name);
	if (initgroups(name, p.pw_gid) || setresgid(p.pw_gid, p.pw_gid, p.pw_gid) || setresuid(p.pw_uid, p.pw_uid, p.pw_uid))
		return err_fail(err, E_BROKEN, "cannot become the user '%s': %s", name, strerror(errno));
	if (setuid(0) == 0 || setgid(0) == 0 || getuid() != p.pw_uid || geteuid() != p.pw_uid || getegid() != p.pw_gid)
		return err_fail(err, E_BROKEN, "this system lets '%s' become root again", name);
	return true;
}

/* ---- files ---- */
/* Newer than the headers of Debian 12: from the kernel's documentation of Landlock. */
enum { ACCESS_REFER = 1 << 13, ACCESS_TRUNCATE = 1 << 14, ACCESS_IOCTL_DEV = 1 << 15 };
enum {
	ACCESS_OF_FILES = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | ACCESS_TRUNCATE | ACCESS_IOCTL_DEV,
	ACCESS_TO_READ = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	ACCESS_TO_WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |
		LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
		LANDLOCK_ACCESS_FS_MAKE_FIFO | ACCESS_REFER | ACCESS_TRUNCATE,
};

static unsigned long long handled(long abi)
{
	unsigned long long all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; /* the first version's */
	return all | (abi >= 2 ? ACCESS_REFER : 0) | (abi >= 3 ? ACCESS_TRUNCATE : 0) | (abi >= 5 ? ACCESS_IOCTL_DEV : 0);
}

static bool allow_path(int rules, const struct confine_path *p, unsigned long long known)
{
	struct stat st;
	int fd = open(p->path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == EACCES || errno == ENOTDIR; /* what cannot be reached needs no rule */
	struct landlock_path_beneath_attr rule = { .parent_fd = fd, .allowed_access = (p->write ? ACCESS_TO_WRITE : ACCESS_TO_READ) & known };
	bool good = fstat(fd, &st) == 0;
	if (!S_ISDIR(st.st_mode))
		rule.allowed_access &= ACCESS_OF_FILES;
	good = good && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
	close(fd);
	return good;
}

bool confine_files(const struct confine_path *paths, unsigned n, bool *walls, struct err *err)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	*walls = abi >= 1;
	if (!*walls)
		return true;
	struct landlock_ruleset_attr all = { .handled_access_fs = handled(abi) };
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
	bool good = rules >= 0;
	for (unsigned i = 0; i < n && good; i++)
		good = allow_path(rules, &paths[i], all.handled_access_fs);
	good = good && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	int why = errno;
	if (rules >= 0)
		close(rules);
	*walls = good;
	return good || err_fail(err, E_BROKEN, "the files of this process cannot be confined (Landlock): %s", strerror(why));
}

/* ---- system calls ---- */
/* What a server does: memory, threads, time, files, sockets, waiting, child programs. */
static const int allowed[] = {
	/* memory */ SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mincore), SCMP_SYS(msync), SCMP_SYS(mlock), SCMP_SYS(munlock),
	SCMP_SYS(memfd_create),
	/* threads and processes */ SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(membarrier), SCMP_SYS(set_tid_address),
	SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getpgrp), SCMP_SYS(getpgid), SCMP_SYS(getsid), SCMP_SYS(vfork), SCMP_SYS(fork), SCMP_SYS(execve), SCMP_SYS(exit),
	SCMP_SYS(exit_group), SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_send_signal), SCMP_SYS(kill), SCMP_SYS(tgkill), SCMP_SYS(arch_prctl),
	SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_setaffinity), SCMP_SYS(sched_getparam), SCMP_SYS(sched_getscheduler),
	SCMP_SYS(sched_get_priority_max), SCMP_SYS(sched_get_priority_min), SCMP_SYS(getpriority), SCMP_SYS(setpriority), SCMP_SYS(getcpu), SCMP_SYS(prlimit64),
	SCMP_SYS(getrlimit), SCMP_SYS(setrlimit), SCMP_SYS(getrusage), SCMP_SYS(times), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(restart_syscall),
	SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getresuid), SCMP_SYS(getresgid), SCMP_SYS(getgroups), SCMP_SYS(capget),
	/* signals */ SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigtimedwait), SCMP_SYS(rt_sigpending),
	SCMP_SYS(rt_sigsuspend), SCMP_SYS(sigaltstack), SCMP_SYS(pause),
	/* time and chance */ SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
	SCMP_SYS(alarm), SCMP_SYS(setitimer), SCMP_SYS(getitimer), SCMP_SYS(getrandom),
	/* files */ SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(creat), SCMP_SYS(close), SCMP_SYS(close_range), SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev),
	SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(preadv), SCMP_SYS(pwritev), SCMP_SYS(preadv2), SCMP_SYS(pwritev2), SCMP_SYS(lseek), SCMP_SYS(dup), SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(fcntl),
	SCMP_SYS(flock), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(sync_file_range), SCMP_SYS(syncfs), SCMP_SYS(fallocate), SCMP_SYS(truncate), SCMP_SYS(ftruncate), SCMP_SYS(fadvise64),
	SCMP_SYS(readahead), SCMP_SYS(copy_file_range), SCMP_SYS(sendfile), SCMP_SYS(splice), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
	SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(getdents), SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(chdir), SCMP_SYS(fchdir),
	SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat),
	SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(fchown), SCMP_SYS(umask), SCMP_SYS(utimensat), SCMP_SYS(utime), SCMP_SYS(utimes),
	SCMP_SYS(pipe), SCMP_SYS(pipe2),
	/* sockets and waiting */ SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(shutdown), SCMP_SYS(sendto),
	SCMP_SYS(recvfrom), SCMP_SYS(sendmsg), SCMP_SYS(recvmsg), SCMP_SYS(sendmmsg), SCMP_SYS(recvmmsg), SCMP_SYS(getsockname), SCMP_SYS(getpeername), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt),
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(epoll_create), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait),
	SCMP_SYS(epoll_pwait), SCMP_SYS(epoll_pwait2), SCMP_SYS(eventfd2), SCMP_SYS(timerfd_create), SCMP_SYS(timerfd_settime), SCMP_SYS(timerfd_gettime), SCMP_SYS(inotify_init1),
	SCMP_SYS(inotify_add_watch), SCMP_SYS(inotify_rm_watch),
#if INSIDE_SANITIZED /* its search for leaks at the end; such builds are for tests only */
	SCMP_SYS(ptrace), SCMP_SYS(prctl), SCMP_SYS(personality), SCMP_SYS(process_vm_readv),
#endif
};

/* What a server never does, and somebody who has taken it over tries first. */
static const int deadly[] = {
#if !INSIDE_SANITIZED
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(personality),
#endif
	SCMP_SYS(process_vm_writev), SCMP_SYS(kcmp), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(move_mount), SCMP_SYS(open_tree),
	SCMP_SYS(fsopen), SCMP_SYS(fsmount), SCMP_SYS(mount_setattr), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
	SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime), SCMP_SYS(acct), SCMP_SYS(quotactl), SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(modify_ldt), SCMP_SYS(open_by_handle_at), SCMP_SYS(name_to_handle_at),
};

/* Only with these values of an argument: (argument & mask) == value. */
static const struct narrowed {
	int call;
	unsigned argument;
	uint64_t mask, value;
} narrowed[] = {
	{ SCMP_SYS(mmap), 2, PROT_WRITE | PROT_EXEC, 0 }, { SCMP_SYS(mmap), 2, PROT_WRITE | PROT_EXEC, PROT_WRITE }, { SCMP_SYS(mmap), 2, PROT_WRITE | PROT_EXEC, PROT_EXEC },
	{ SCMP_SYS(mprotect), 2, PROT_WRITE | PROT_EXEC, 0 }, { SCMP_SYS(mprotect), 2, PROT_WRITE | PROT_EXEC, PROT_WRITE }, { SCMP_SYS(mprotect), 2, PROT_WRITE | PROT_EXEC, PROT_EXEC },
	{ SCMP_SYS(clone), 0, CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET, 0 },
	{ SCMP_SYS(socket), 0, UINT32_MAX, AF_UNIX }, { SCMP_SYS(socket), 0, UINT32_MAX, AF_INET }, { SCMP_SYS(socket), 0, UINT32_MAX, AF_INET6 },
	{ SCMP_SYS(socket), 0, UINT32_MAX, AF_NETLINK }, /* how names of hosts are looked up asks which addresses there are */
	{ SCMP_SYS(ioctl), 1, UINT32_MAX, FIONREAD }, { SCMP_SYS(ioctl), 1, UINT32_MAX, FIONBIO }, { SCMP_SYS(ioctl), 1, UINT32_MAX, TCGETS }, { SCMP_SYS(ioctl), 1, UINT32_MAX, TIOCGWINSZ },
	{ SCMP_SYS(ioctl), 1, UINT32_MAX, FIOCLEX },
#if !INSIDE_SANITIZED
	{ SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_NAME }, { SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_PDEATHSIG }, { SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_NO_NEW_PRIVS },
	{ SCMP_SYS(prctl), 0, UINT32_MAX, PR_GET_DUMPABLE }, { SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_DUMPABLE }, { SCMP_SYS(prctl), 0, UINT32_MAX, PR_SET_VMA },
	{ SCMP_SYS(prctl), 0, UINT32_MAX, PR_GET_NO_NEW_PRIVS },
#endif
};

static bool add_rules(scmp_filter_ctx ctx)
{
	bool good = true;
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed && good; i++)
		good = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly && good; i++)
		good = seccomp_rule_add(ctx, SCMP_ACT_KILL_PROCESS, deadly[i], 0) == 0;
	for (size_t i = 0; i < sizeof narrowed / sizeof *narrowed && good; i++) {
		struct scmp_arg_cmp with = { .arg = narrowed[i].argument, .op = SCMP_CMP_MASKED_EQ, .datum_a = narrowed[i].mask, .datum_b = narrowed[i].value };
		good = seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, narrowed[i].call, 1, &with) == 0;
	}
	/* Its flags lie in memory, where no filter sees them: threads are made the older way. */
	return good && seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

bool confine_calls(struct err *err)
{
	/* Its memory holds passwords and the desk's key: no core file, and nobody but root looks in. */
	static const struct rlimit no_core;
	setrlimit(RLIMIT_CORE, &no_core);
	if (!INSIDE_SANITIZED) /* their search for leaks looks in */
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool good = ctx && seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 && seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) == 0 &&
		add_rules(ctx);
	if (good)
		seccomp_attr_set(ctx, SCMP_FLTATR_CTL_LOG, 1); /* where the kernel can */
	int e = good ? seccomp_load(ctx) : -EINVAL; /* sets no_new_privs too */
	if (ctx)
		seccomp_release(ctx);
	return e == 0 || err_fail(err, E_BROKEN, "the system calls of this process cannot be confined (seccomp): %s", strerror(-e));
}
