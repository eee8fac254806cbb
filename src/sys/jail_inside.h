/* SPDX-License-Identifier: Apache-2.0
 *
 * Between the halves of the jail (jail.c: the parent; jail_inside.c: zygote and child;
 * jail_slim.c: its libraries; jail_words.c: what is said). Not for other rooms or files.
 */
#pragma once
#include "sys/jail.h"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>

/* Whether AddressSanitizer's runtime lives in the children too: for tests only. */
#if defined(__SANITIZE_ADDRESS__)
#define INSIDE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define INSIDE_SANITIZED 1
#endif
#endif
#ifndef INSIDE_SANITIZED
#define INSIDE_SANITIZED 0
#endif

/* Descriptors inside, after the zygote has put its house in order. */
enum { INSIDE_OUT = 3, INSIDE_IN = 4, INSIDE_CONTROL = 5 };

enum { ASK_READ, ASK_KILL };
struct ask { /* parent → zygote, one packet; a stream's input travels with it */
	uint32_t what, reader;
	uint64_t bytes;
};
struct told { /* zygote → parent, one packet: the child is gone; or, first of all, the zygote is ready */
	int32_t ready, status; /* status as of waitpid */
};

enum { CHILD_GOOD = 0, CHILD_REFUSED = 1, CHILD_TOO_MUCH = 2, CHILD_UNHEARD = 3 }; /* exit codes of a child */
/* How a child ends that could not confine itself. Behind the walls nothing can raise it, so a reader that was taken over cannot pretend. */
#define NO_WALLS_SIGNAL SIGALRM

enum { FILTER_STEPS_MAX = 256, FILTER_SELF_PID = 0x5e1f01d };
struct filter {
	struct sock_filter steps[FILTER_STEPS_MAX]; /* FILTER_SELF_PID stands where the child puts its own process id */
	unsigned short n;
};

struct inside { /* all that a zygote knows */
	const struct jail_reader *readers;
	unsigned n_readers, number; /* the how manieth worker this is */
	bool streams; /* serves streams, else documents */
	struct jail_limits limits;
	const struct filter *filter;
	int control, out, input; /* as inherited: control socket, answer pipe, shared document (or -1) */
};

/* The life of a zygote; called in the forked process. Never returns. */
_Noreturn void inside_run(const struct inside *in);
/* Makes the allow-list of system calls, by libseccomp. false with *err set when that fails. */
bool inside_filter(struct filter *f, bool streams, struct err *err);
/* Why a reader gets this signal, in words; static. */
const char *inside_signal_meaning(int number);
/* The reader's own words about what is wrong, made harmless: the bytes come from a process that foreign bytes may have taken over. */
void inside_clean_text(struct str raw, char text[ERR_TEXT_MAX]);
/* Takes the libraries that no reader needs out of this process; see jail_slim.c. */
void inside_slim(const struct inside *in);
