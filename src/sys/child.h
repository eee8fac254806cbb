/* SPDX-License-Identifier: Apache-2.0
 *
 * One external program (Graphviz' dot) run to its end: no shell, no inherited descriptors, an environment of two lines, bounded in input,
 * output, memory and time. For programs of the system only; foreign bytes go to the jail.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Runs argv[0] (looked up in PATH) with argv (ended by NULL), feeds it input and gathers its standard output, of at most output_bytes_max, into a.
 * Standard error is dropped but for its first line, which becomes part of the error text. false with *err set: E_MISSING when there is no
 * such program, E_BROKEN when it fails, is killed, says too much or takes longer than timeout_ms (it is killed then). */
bool child_run(struct arena *a, const char *const argv[], struct str input, size_t output_bytes_max, unsigned timeout_ms, struct str *out,
        struct err *err);
