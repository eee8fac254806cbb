/* SPDX-License-Identifier: Apache-2.0
 *
 * Calls out under the desk's settings.
 */
#include "core/outside.h"

static bool check_proxy(struct cx *cx, struct str value)
{
	bool good = str_starts(value, S("http://")) || str_starts(value, S("https://"));
	return good || fail(cx, E_INVALID, "'%.*s' is no proxy like http://proxy.example:3128", STR(value));
}

static bool check_path(struct cx *cx, struct str value)
{
	return str_starts(value, S("/")) || fail(cx, E_INVALID, "'%.*s' is no path from / on", STR(value));
}

const struct setting setting_proxy = { "net.proxy", "", "proxy for calls out; empty = none", check_proxy };
const struct setting setting_ca_file = { "net.ca-file", "", "PEM file of the authorities that calls out trust; empty = the system's", check_path };

bool outside_call(struct cx *cx, struct client_call call, struct client_answer *out)
{
	call.proxy = setting_read(cx, &setting_proxy);
	call.ca_file = setting_read(cx, &setting_ca_file);
	return ok(cx) && client_call(&cx->a, &call, out, &cx->err);
}
