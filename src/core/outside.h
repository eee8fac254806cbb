/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls out (net/client.h) as the desk's settings allow them: through its proxy, trusting its own authority if it has one.
 */
#pragma once
#include "base/cx.h"
#include "core/setting.h"
#include "net/client.h"

extern const struct setting setting_proxy, setting_ca_file;

/* client_call with what the settings net.proxy and net.ca-file say, into cx's arena; errors go to cx. No transaction may be open: it takes seconds. */
bool outside_call(struct cx *cx, struct client_call call, struct client_answer *out);
