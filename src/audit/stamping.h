/* SPDX-License-Identifier: Apache-2.0
 *
 * Stays inside the room.
 */
#pragma once
#include "base/cx.h"

/* Asks the authority of the settings to stamp the newest checkpoint, or that of *size, and keeps the stamp. Errors of stamp_request, client_call, stamp_keep;
 * E_MISSING when no authority is set. */
bool audit_stamp_ask(struct cx *cx, int64_t *size, int64_t *at_us);
/* The daily job: stamps the newest checkpoint when an authority is set and it has no stamp. */
bool audit_stamp_job(struct cx *cx);
