/* SPDX-License-Identifier: Apache-2.0
 *
 * TLS by GnuTLS: the certificates of a running server, replaced while it runs, and the making and reading of certificates. Nothing older than TLS 1.3.
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct tls;
/* No certificates yet. NULL and *err when out of memory. */
struct tls *tls_open(struct err *err);
/* From now on new connections get this chain (PEM, the server's own first) with its key (PEM), and clients whose certificate leads to one of the anchors
 * (PEM; empty = clients are not asked for any) are known by it. E_INVALID when one of them is none or the key is another's; then all stays as it was. */
bool tls_load(struct tls *t, struct str chain, struct str key, struct str anchors, struct err *err);
/* After the server has ended. Accepts NULL. */
void tls_close(struct tls *t);

/* ---- certificates ---- */
struct tls_certificate { /* texts in the arena */
	struct str subject, issuer, names; /* names: of its subjectAltName, blanks between */
	struct str fingerprint; /* SHA-256 of its DER form, hexadecimal */
	int64_t from_us, until_us;
	bool self_signed;
};
enum { TLS_PEM_BYTES_MAX = 256 << 10 };
/* Makes a key (ECDSA on P-256) and a certificate signed by itself for these names (DNS names and IP addresses as text; the first is its common name), for
 * TLS servers only, valid from an hour before now until until_us (RFC 5280; basicConstraints CA:FALSE). Both PEM, the key PKCS #8. */
bool tls_make(struct arena *a, const struct str *names, unsigned n, int64_t now_us, int64_t until_us, struct str *certificate, struct str *key, struct err *err);
/* Reads the first certificate of a PEM text. E_INVALID when there is none. */
bool tls_read(struct arena *a, struct str pem, struct tls_certificate *out, struct err *err);
