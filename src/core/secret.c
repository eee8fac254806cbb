/* SPDX-License-Identifier: Apache-2.0
 *
 * The desk's key file and what is sealed with it. Must never put a key or an opened secret into a message or a log.
 */
#include "core/secret.h"
#include "sys/file.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "mainstay-key-1:"
enum {
	NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	FORMAT = 1,
	TEXT_BYTES = sizeof HEAD - 1 + 2 * SECRET_KEY_BYTES
};
_Static_assert(1 + NONCE_BYTES + TAG_BYTES == SECRET_EXTRA_BYTES, "the sealed form of secret.h");

bool secrets_create(struct cx *cx, const char *path, struct secrets *out)
{
	randombytes_buf(out->key, sizeof out->key);
	return secrets_write(cx, path, out);
}

bool secrets_write(struct cx *cx, const char *path, const struct secrets *key)
{
	char text[TEXT_BYTES + 2] = HEAD;
	sodium_bin2hex(text + sizeof HEAD - 1, 2 * SECRET_KEY_BYTES + 1, key->key, sizeof key->key);
	text[TEXT_BYTES] = '\n';
	bool good = file_write_new(path, (struct str){ text, TEXT_BYTES + 1 }, 0600, &cx->err);
	sodium_memzero(text, sizeof text);
	return good;
}

static bool read_text(int fd, struct secrets *out)
{
	char text[TEXT_BYTES + 2];
	ssize_t n = read(fd, text, sizeof text);
	size_t len = 0;
	bool good = (n == TEXT_BYTES || (n == TEXT_BYTES + 1 && text[TEXT_BYTES] == '\n')) && memcmp(text, HEAD, sizeof HEAD - 1) == 0 &&
	            sodium_hex2bin(out->key, sizeof out->key, text + sizeof HEAD - 1, 2 * SECRET_KEY_BYTES, NULL, &len, NULL) == 0 &&
	            len == sizeof out->key;
	sodium_memzero(text, sizeof text);
	return good;
}

bool secrets_read(struct cx *cx, const char *path, struct secrets *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0 || fstat(fd, &st)) {
		int why = errno;
		if (fd >= 0)
			close(fd);
		return fail(cx, why == ENOENT ? E_MISSING : E_BROKEN,
		        "cannot read the desk's key file %s: %s; bring it back from its safe place", path, strerror(why));
	}
	/* Who is not its owner was let in by the group's bits, or by an entry for themselves that these bits bound: so systemd hands over a credential. */
	bool open_to_others = st.st_mode & (st.st_uid == geteuid() ? 077 : 037), good = !open_to_others && read_text(fd, out);
	close(fd);
	if (open_to_others)
		return fail(cx, E_INVALID, "others than its owner may read the key file %s: run chmod 600 on it", path);
	return good || fail(cx, E_INVALID, "%s is no key file of a desk", path);
}

static bool has_key(struct cx *cx)
{
	return cx->secrets ||
	       fail(cx, E_MISSING,
	               "this needs the desk's key file: name it with MAINSTAY_KEY_FILE, or run \"mainstay upgrade\" to make one");
}

bool secret_seal(struct cx *cx, struct str purpose, struct str plain, struct str *sealed)
{
	if (!has_key(cx))
		return false;
	if (plain.len > SECRET_BYTES_MAX)
		return fail(cx, E_INVALID, "a secret may have %d bytes", SECRET_BYTES_MAX);
	unsigned char *out = (unsigned char *)arena_bytes(&cx->a, plain.len + SECRET_EXTRA_BYTES), *nonce = out + 1;
	out[0] = FORMAT;
	randombytes_buf(nonce, NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NONCE_BYTES, NULL, (const unsigned char *)plain.ptr, plain.len,
	        (const unsigned char *)purpose.ptr, purpose.len, NULL, nonce, cx->secrets->key);
	*sealed = (struct str){ (char *)out, plain.len + SECRET_EXTRA_BYTES };
	return true;
}

bool secret_open(struct cx *cx, struct str purpose, struct str sealed, struct str *plain)
{
	if (!has_key(cx))
		return false;
	const unsigned char *in = (const unsigned char *)sealed.ptr;
	if (sealed.len >= SECRET_EXTRA_BYTES && in[0] == FORMAT) {
		size_t n = sealed.len - SECRET_EXTRA_BYTES;
		unsigned char *out = (unsigned char *)arena_bytes(&cx->a, n + 1);
		if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, in + 1 + NONCE_BYTES, sealed.len - 1 - NONCE_BYTES,
		            (const unsigned char *)purpose.ptr, purpose.len, in + 1, cx->secrets->key) == 0) {
			*plain = (struct str){ (char *)out, n };
			return true;
		}
	}
	return fail(cx, E_BROKEN,
	        "a secret of the desk (%.*s) does not open with this key file: it was sealed with another, or was changed", STR(purpose));
}

bool secret_derive(struct cx *cx, struct str purpose, unsigned char out[SECRET_KEY_BYTES])
{
	return has_key(cx) && crypto_generichash(out, SECRET_KEY_BYTES, (const unsigned char *)purpose.ptr, purpose.len, cx->secrets->key,
	                              SECRET_KEY_BYTES) == 0;
}
