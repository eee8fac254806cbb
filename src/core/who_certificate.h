/* SPDX-License-Identifier: Apache-2.0
 *
 * Client certificates of machines: whoever proves the private key in the TLS handshake is the person the certificate was given to. Trust is the pin alone:
 * who issued the certificate does not matter. A public key belongs to one person for good; a certificate that ended never comes back.
 */
#pragma once
#include "core/who.h"

enum { CERTIFICATE_PEM_BYTES_MAX = 64 << 10 };

struct certificate {
	int64_t key, person, from_us, until_us, used_us, ended_us; /* used_us, ended_us: 0 = never */
	struct str fingerprint; /* SHA-256 of the DER bytes, hexadecimal */
	struct str pin;		/* SHA-256 of the SubjectPublicKeyInfo (RFC 7469), hexadecimal */
	struct str subject;	/* its distinguished name, one harmless line */
};
VEC_TYPE(certificate_vec, struct certificate);

/* Gives the one certificate in a PEM text to a person. E_INVALID when it is none, has expired, or its key is weak (RSA below 2048 bits, EC below 256);
 * E_CONFLICT when it, or its key at another person, is known. Own transaction, with its leaf. */
bool certificate_add(struct cx *cx, const struct person *person, struct str pem, struct certificate *out);
/* The living certificates of a person, oldest first. */
bool certificates_of(struct cx *cx, int64_t person_key, struct certificate_vec *out);
/* Ends one of a person's by its fingerprint (empty: all, which may be none). E_MISSING when it is none of theirs. Own transaction, with its leaf. */
bool certificates_end(struct cx *cx, const struct person *person, struct str fingerprint);
/* The viewer of a certificate whose private key the TLS handshake proved. false without error when it is not known, not yet or no longer valid, ended, or its
 * person is not active. Use is written down once an hour. */
bool who_by_certificate(struct cx *cx, struct str fingerprint, struct viewer *out);
