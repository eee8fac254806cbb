/* SPDX-License-Identifier: Apache-2.0
 *
 * Threads of long work that a server has begun beside its requests: how many there are, and that they are to end.
 */
#pragma once
#include <stdatomic.h>
#include <stdbool.h>

struct tasks {
	atomic_int running; /* a thread adds itself before it is started and takes itself away when it has closed everything */
	atomic_bool stopping; /* whoever works looks at it a few times a second and ends with an error */
};
