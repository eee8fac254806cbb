/* SPDX-License-Identifier: Apache-2.0
 *
 * A folder of a certain name for work that nobody may take for done: one process at a time, swept when that was killed. Inside the room.
 */
#pragma once
#include "base/cx.h"

struct scratch {
	struct str path;
	int lock; /* 0 = none */
};
/* Makes the folder, anew when what stands there was left by a process that has ended. E_BUSY when one is at work there. AUTO(scratch) removes it. */
bool scratch_make(struct cx *cx, struct str path, struct scratch *out);
void scratch_end_(struct scratch *s);
/* "folder/" of a path, or "" . */
struct str folder_of(struct str path);
/* Microseconds of a clock that nobody sets: for durations. */
int64_t steady_us(void);
