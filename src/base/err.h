/* SPDX-License-Identifier: Apache-2.0
 *
 * The sticky error. Set once at its origin in one line for the person who will read it; later failures never overwrite it.
 */
#pragma once
#include <stdbool.h>

/* The six kinds. One table (err.c) maps each to an exit code, an HTTP status and a log level. */
enum err_kind { E_NONE, E_INVALID, E_MISSING, E_CONFLICT, E_DENIED, E_BUSY, E_BROKEN };

enum { ERR_TEXT_MAX = 600 };

struct err {
	enum err_kind kind;
	const char *file; /* where it was set; borrowed, static */
	int line;
	char text[ERR_TEXT_MAX]; /* one line, NUL-terminated, control characters replaced */
};

/* Sets *e unless it already holds an error (the first failure wins). The text becomes one harmless line (str_one_line).
 * Always returns false, so that a function can `return err_fail(...)`. */
bool err_set(struct err *e, enum err_kind kind, const char *file, int line, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
#define err_fail(e, kind, ...) err_set((e), (kind), __FILE__, __LINE__, __VA_ARGS__)

/* Forgets the error. */
void err_clear(struct err *e);
/* Exit code of a kind: 0 ok, 3 invalid, 4 missing, 5 conflict, 6 denied, 7 busy, 8 broken. */
int err_exit_code(enum err_kind kind);
/* HTTP status of a kind: 200, 422, 404, 409, 403, 503, 500. */
int err_http_status(enum err_kind kind);
/* "invalid", "missing", …; "ok" for E_NONE. Static. */
const char *err_name(enum err_kind kind);
