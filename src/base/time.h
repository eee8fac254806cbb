/* SPDX-License-Identifier: Apache-2.0
 *
 * Times are int64_t microseconds since 1970-01-01T00:00:00Z; outside they are RFC 3339 in UTC. Pure: the clock is read in app/ only.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

#define TIME_NONE INT64_MIN
enum { TIME_TEXT_MAX = 40 };

/* Reads an RFC 3339 date-time (any offset, up to 9 fraction digits, 't'/'z' and space allowed) or a bare date YYYY-MM-DD (midnight UTC).
 * Years 1–9999, real calendar days; second 60 is read as 59.999999. false when it is not one. */
bool time_parse(struct str s, int64_t *out_us);
/* "2026-08-01T12:34:56Z", with ".ffffff" only when microseconds are not 0. TIME_NONE gives "". */
struct str time_text(struct arena *a, int64_t us);
/* "2026-08-01" (UTC). */
struct str time_date(struct arena *a, int64_t us);
/* As time_text, into out, NUL-terminated; gives the length. For those who have no arena. */
size_t time_print(char out[TIME_TEXT_MAX], int64_t us);
