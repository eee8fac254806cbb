/* SPDX-License-Identifier: Apache-2.0
 *
 * Secrets at rest: what the database must hold but nobody may read from a copy of it (seeds of one-time codes, signing keys, tokens of other services) is
 * sealed with the desk's key file. XChaCha20-Poly1305 by libsodium; the purpose is authenticated with it, so that a sealed text moved to another row or
 * column does not open there. Sealed form: byte 1 · nonce[24] · ciphertext with tag.
 */
#pragma once
#include "base/cx.h"

enum { SECRET_KEY_BYTES = 32, SECRET_EXTRA_BYTES = 1 + 24 + 16, SECRET_BYTES_MAX = 1 << 20 };

struct secrets { /* the desk's key in memory; lives as long as the process */
	unsigned char key[SECRET_KEY_BYTES];
};

/* Writes a new key file (mode 0600, on the disk before it returns) and reads it. E_CONFLICT when there is a file already. */
bool secrets_create(struct cx *cx, const char *path, struct secrets *out);
/* Writes a key that is known already (from a backup) into a new file, in the same way. */
bool secrets_write(struct cx *cx, const char *path, const struct secrets *key);
/* Reads a key file. E_MISSING when there is none, E_INVALID when it is none or others may read it than its owner and, where another user owns it, whom
 * that one let in. */
bool secrets_read(struct cx *cx, const char *path, struct secrets *out);
/* Seals plain for this purpose ("totp/42"); into cx's arena. E_MISSING when this process has no key, E_INVALID beyond SECRET_BYTES_MAX. */
bool secret_seal(struct cx *cx, struct str purpose, struct str plain, struct str *sealed);
/* Opens what secret_seal made for the same purpose. E_BROKEN when it was changed, or sealed with another key or for another purpose. */
bool secret_open(struct cx *cx, struct str purpose, struct str sealed, struct str *plain);
/* 32 bytes that stand for the purpose alone (keyed BLAKE2b of it): keys that need not be kept anywhere. E_MISSING when this process has no key. */
bool secret_derive(struct cx *cx, struct str purpose, unsigned char out[SECRET_KEY_BYTES]);
