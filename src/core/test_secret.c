/* SPDX-License-Identifier: Apache-2.0
 *
 * What is sealed opens with its key and purpose only; a key file that others may read, or that is none, is refused.
 */
#include "base/test.h"
#include "core/secret.h"
#include "sys/file.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool opens(struct cx *cx, struct str purpose, struct str sealed)
{
	struct str plain;
	err_clear(&cx->err);
	return secret_open(cx, purpose, sealed, &plain);
}

TEST(what_is_sealed_opens_only_there)
{
	AUTO(file_temporary) folder = {};
	struct cx cx = {};
	CHECK(file_temporary_make(&folder, &cx.err));
	struct str path = arena_printf(&cx.a, "%s/desk.key", folder.path), sealed = {}, again = {}, plain = {};
	struct secrets keys = {}, read = {}, other = {};
	CHECK(!secret_seal(&cx, S("totp/1"), S("x"), &sealed) && cx.err.kind == E_MISSING); /* no key */
	err_clear(&cx.err);
	CHECK(secrets_create(&cx, path.ptr, &keys) && secrets_read(&cx, path.ptr, &read));
	CHECK(memcmp(keys.key, read.key, sizeof keys.key) == 0);
	cx.secrets = &read;
	CHECK(secret_seal(&cx, S("totp/1"), S("seed"), &sealed) && secret_seal(&cx, S("totp/1"), S("seed"), &again));
	CHECK(sealed.len == 4 + SECRET_EXTRA_BYTES && !str_eq(sealed, again)); /* a nonce of its own each time */
	CHECK(secret_open(&cx, S("totp/1"), sealed, &plain) && str_eq(plain, S("seed")));
	CHECK(!opens(&cx, S("totp/2"), sealed) && cx.err.kind == E_BROKEN);
	CHECK(!opens(&cx, S("totp/1"), S("")));
	for (size_t i = 0; i < sealed.len; i++) { /* any byte changed, any length cut */
		struct str bad = arena_str(&cx.a, sealed);
		((char *)(uintptr_t)bad.ptr)[i] ^= 1;
		CHECK(!opens(&cx, S("totp/1"), bad) && !opens(&cx, S("totp/1"), str_slice(sealed, 0, i)));
	}
	err_clear(&cx.err);
	CHECK(!secrets_create(&cx, path.ptr, &other) && cx.err.kind == E_CONFLICT); /* never over another key */
	err_clear(&cx.err);
	unsigned char one[SECRET_KEY_BYTES], same[SECRET_KEY_BYTES], two[SECRET_KEY_BYTES];
	CHECK(secret_derive(&cx, S("a"), one) && secret_derive(&cx, S("a"), same) && secret_derive(&cx, S("b"), two));
	CHECK(memcmp(one, same, sizeof one) == 0 && memcmp(one, two, sizeof one) != 0);
	CHECK(chmod(path.ptr, 0640) == 0 && !secrets_read(&cx, path.ptr, &other) && cx.err.kind == E_INVALID);
	err_clear(&cx.err);
	if (geteuid() == 0 && chown(path.ptr, 65534, (gid_t)-1) == 0) { /* handed over by another user, as systemd does: the group's bits are the bound of an entry for us */
		CHECK(chmod(path.ptr, 0440) == 0 && secrets_read(&cx, path.ptr, &other) && memcmp(other.key, read.key, sizeof read.key) == 0);
		CHECK(chmod(path.ptr, 0444) == 0 && !secrets_read(&cx, path.ptr, &other) && cx.err.kind == E_INVALID);
		err_clear(&cx.err);
		CHECK(chmod(path.ptr, 0460) == 0 && !secrets_read(&cx, path.ptr, &other) && cx.err.kind == E_INVALID);
		err_clear(&cx.err);
	}
	CHECK(file_write(path.ptr, S("mainstay-key-1:00"), 0600, &cx.err) && !secrets_read(&cx, path.ptr, &other) &&
	        cx.err.kind == E_INVALID);
	err_clear(&cx.err);
	CHECK(unlink(path.ptr) == 0 && !secrets_read(&cx, path.ptr, &other) && cx.err.kind == E_MISSING);
	arena_end(&cx.a);
}
