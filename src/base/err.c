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
	size_t n = strlen(e->text), bad;
	/* A text that filled its room may end in the middle of a UTF-8 sequence: drop the last character. */
	if (n == sizeof e->text - 1) {
		while (n > 0 && ((unsigned char)e->text[n - 1] & 0xc0) == 0x80)
			n--;
		if (n > 0 && (unsigned char)e->text[n - 1] >= 0xc0)
			n--;
		e->text[n] = 0;
	}
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)e->text[i] < 0x20 || e->text[i] == 0x7f)
			e->text[i] = '?';
	for (struct str rest = { e->text, n }; !str_utf8(rest, &bad); rest = str_slice(rest, bad + 1, rest.len))
		e->text[(size_t)(rest.ptr - e->text) + bad] = '?';
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
