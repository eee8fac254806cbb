/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings of the desk: one row declares one, in the table of the feature it belongs to; values stand in the database, so that all processes of a desk
 * agree. Secrets are no settings (core/secret.h).
 */
#pragma once
#include "base/cx.h"

enum { SETTING_BYTES_MAX = 4096 };

struct setting {
	const char *name; /* "sign-in.origin" */
	const char *standard; /* the value while nobody has said another */
	const char *sentence; /* what it is for, with its unit */
	bool (*check)(struct cx *cx, struct str value); /* fails with one line when the value cannot be; NULL = any text of one line */
};

/* The value that stands, or the row's standard; into cx's arena. On error "" with cx->err set. */
struct str setting_read(struct cx *cx, const struct setting *setting);
/* The same as a whole number; 0 when it is none. */
int64_t setting_read_int(struct cx *cx, const struct setting *setting);
/* Checks and keeps a value; "" brings the standard back. Own transaction, one leaf. E_INVALID when the row's check refuses it. */
bool setting_write(struct cx *cx, const struct setting *setting, struct str value);
/* A check for whole numbers from 0 on. */
bool setting_check_int(struct cx *cx, struct str value);
