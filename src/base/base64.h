/* SPDX-License-Identifier: Apache-2.0
 *
 * base64url without padding (RFC 4648 §5), as WebAuthn and JOSE write bytes.
 */
#pragma once
#include "base/arena.h"
#include "base/str.h"

/* The text of n bytes. */
struct str base64url(struct arena *a, const void *bytes, size_t n);
/* The bytes of a text, into a. false when it is none: other letters, padding, a length that cannot be, or bits left over that are not 0, so that each
 * sequence of bytes has one text only. */
bool base64url_read(struct arena *a, struct str text, struct str *out);
