/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk row and what hangs on it. Must never hand out a key twice or let a write pass without bumping the revision.
 */
#include "core/desk.h"
#include "base/id.h"
#include "core/store.h"

static bool check_origin(struct cx *cx, struct str value)
{
	bool https = str_starts(value, S("https://")), http = str_starts(value, S("http://localhost:")) || str_eq(value, S("http://localhost"));
	struct str host = str_slice(value, https ? 8 : 7, value.len);
	bool good = (https || http) && host.len && host.len <= 253;
	for (size_t i = 0; i < host.len; i++)
		good &= host.ptr[i] > ' ' && host.ptr[i] < 0x7f && str_find(S("/?#@\\\"<>"), str_slice(host, i, i + 1)) < 0;
	return good || fail(cx, E_INVALID, "'%.*s' is no origin like https://desk.example or https://desk.example:8443", STR(value));
}


const struct setting setting_origin = { "sign-in.origin", "https://localhost:8443", "where browsers reach the desk; passkeys are bound to its host", check_origin };

bool desk_create(struct cx *cx, struct str name, struct str country)
{
	struct desk desk;
	if (store_desk(cx, &desk))
		return fail(cx, E_CONFLICT, "this database already holds the desk '%.*s': use it, or give another place with --desk", STR(desk.name));
	return ok(cx) && store_desk_insert(cx, id_uuid7(&cx->a, cx->now_us), name, country);
}

bool desk_read(struct cx *cx, struct desk *out)
{
	*out = (struct desk){};
	if (store_desk(cx, out))
		return true;
	return fail(cx, E_MISSING, "this database holds no desk yet: run 'mainstay init' first");
}

int64_t desk_revision(struct cx *cx)
{
	return store_desk_revision(cx);
}

bool desk_set_country(struct cx *cx, struct str country)
{
	return store_desk_country(cx, country);
}

struct db_tx desk_begin(struct cx *cx)
{
	struct db_tx tx = db_begin(cx);
	store_desk_bump(cx);
	return tx;
}

int64_t desk_keys(struct cx *cx, struct str counter, int64_t n)
{
	return store_keys(cx, counter, n);
}
