/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk: its one row, its revision, integer keys, and the way every write begins.
 */
#pragma once
#include "base/cx.h"
#include "core/setting.h"
#include "db/db.h"

struct desk {
	struct str id, name, country; /* country: ISO 3166-1 alpha-2; "" = not said, then no organization counts as foreign */
	int64_t revision, changed_us, created_us;
};

/* Makes the desk row. E_CONFLICT when there is one. Inside a transaction. */
bool desk_create(struct cx *cx, struct str name, struct str country);
/* Reads the desk row; E_MISSING with what to do when the database holds no desk. */
bool desk_read(struct cx *cx, struct desk *out);
/* Only the revision: what every cache asks. -1 on error. */
int64_t desk_revision(struct cx *cx);
/* Sets the country code. */
bool desk_set_country(struct cx *cx, struct str country);
/* "https://desk.example:8443": where browsers reach the desk. Passkeys are bound to its host; links in invitations begin with it. */
extern const struct setting setting_origin;
/* Begins a writing transaction and bumps the revision: writers queue here, in one order, on both engines. */
struct db_tx desk_begin(struct cx *cx);
/* Reserves n integer keys of a counter and gives the first; 0 on error. Inside a writing transaction. */
int64_t desk_keys(struct cx *cx, struct str counter, int64_t n);
