/* SPDX-License-Identifier: Apache-2.0
 *
 * The sticky error and the one table that gives each kind its exit code, HTTP status and name.
 * Must never allocate: an error about memory has to be reportable.
 */
#include "base/err.h"
#include "base/str.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *name;
	int exit_code, http_status;
} kinds[] = {
	[E_NONE] = { "ok", 0, 200 },
	[E_INVALID] = { "invalid", 3, 422 },
	[E_MISSING] = { "missing", 4, 404 },
	[E_CONFLICT] = { "conflict", 5, 409 },
	[E_DENIED] = { "denied", 6, 403 },
	[E_BUSY] = { "busy", 7, 503 },
	[E_BROKEN] = { "broken", 8, 500 },
};

bool err_set(struct err *e, enum err_kind kind, const char *file, int line, const char *fmt, ...)
{
	if (e->kind)
		return false;
	e->kind = kind;
	e->file = file;
	e->line = line;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
	e->text[str_one_line(e->text, strlen(e->text))] = 0;
	return false;
}

void err_clear(struct err *e)
{
	*e = (struct err){};
}

int err_exit_code(enum err_kind kind)
{
	return kinds[kind].exit_code;
}

int err_http_status(enum err_kind kind)
{
	return kinds[kind].http_status;
}

const char *err_name(enum err_kind kind)
{
	return kinds[kind].name;
}
