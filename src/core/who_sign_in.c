/* SPDX-License-Identifier: Apache-2.0
 *
 * Passwords and signing in with them. Must never keep a password in clear, nor tell whether a name exists.
 */
#include "core/who_sign_in.h"
#include "core/store_who.h"
#include <sodium.h>

/* libsodium is made ready before main, so no later call races for it. */
__attribute__((constructor)) static void ready(void)
{
	if (sodium_init() < 0)
		__builtin_trap();
}

bool who_password_hash(struct cx *cx, struct str password, struct str *out)
{
	char text[crypto_pwhash_STRBYTES];
	if (crypto_pwhash_str(text, password.ptr, password.len, 2, 64u << 20))
		return fail(cx, E_BUSY, "not enough memory to hash a password: try again in a moment");
	*out = arena_str(&cx->a, str_c(text));
	return true;
}

bool who_sign_in(struct cx *cx, struct str id, struct str password, int64_t lifetime_us, struct str *token)
{
	/* A hash of nothing anybody knows: a wrong name costs the same time as a wrong password. */
	static const char no_one[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RBnxfwVHAqc9ePzZRvBJ+YQz6LCKYXUdQSUyZk6Yl0k";
	struct store_person p = {};
	bool found = store_person(cx, id, &p) && p.password.len && str_eq(p.state, S("active"));
	if (!ok(cx))
		return false;
	struct str hash = found ? p.password : str_c(no_one);
	bool right = crypto_pwhash_str_verify(arena_str(&cx->a, hash).ptr, password.ptr, password.len) == 0;
	if (!found || !right)
		return fail(cx, E_DENIED, "name or password is wrong");
	return who_session_open(cx, p.key, WHO_BY_PASSWORD, lifetime_us, token);
}

struct str who_make_password(struct arena *a)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* 31, none that look alike */
	struct buf b = buf_make(a, 64);
	for (unsigned i = 0; i < 20; i++) {
		if (i && i % 4 == 0)
			buf_char(&b, '-');
		buf_char(&b, letters[randombytes_uniform(sizeof letters - 1)]);
	}
	return buf_str(&b);
}
