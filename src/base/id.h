/* SPDX-License-Identifier: Apache-2.0
 *
 * Ids of records that Mainstay makes itself: UUID version 7 (RFC 9562), and the rules for the keepers' own ids.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

/* A UUIDv7 of the given time: 36 characters. */
struct str id_uuid7(struct arena *a, int64_t now_us);
/* A keeper's id: 1–200 bytes of UTF-8 without white space, control characters, or any of  " < > \ ` { } | ^  and not "." or "..". */
bool id_valid(struct str id);
