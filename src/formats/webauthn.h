/* SPDX-License-Identifier: Apache-2.0
 *
 * What a browser answers with when a passkey is made or used: RegistrationResponseJSON and AuthenticationResponseJSON of W3C Web Authentication (level 3,
 * §5.1.8; level 2 means the same bytes), with the CBOR inside (RFC 8949, the CTAP2 canonical part of it). Here is only what stands in the bytes; whether it
 * proves anything is core/who_passkey.h's to say.
 */
#pragma once
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum {
	WEBAUTHN_ID_BYTES_MAX = 1023,
	WEBAUTHN_HANDLE_BYTES_MAX = 64,
	WEBAUTHN_CLIENT_DATA_BYTES_MAX = 4096,
	WEBAUTHN_SIGNATURE_BYTES_MAX = 1024,
	WEBAUTHN_ATTESTATION_BYTES_MAX = 16384,
	WEBAUTHN_AUTH_DATA_BYTES = 37, /* without credential and extensions */
};
enum { WEBAUTHN_UP = 1, WEBAUTHN_UV = 4, WEBAUTHN_BE = 8, WEBAUTHN_BS = 16, WEBAUTHN_AT = 64, WEBAUTHN_ED = 128 }; /* flags */
enum { WEBAUTHN_ES256 = -7, WEBAUTHN_EDDSA = -8, WEBAUTHN_RS256 = -257 }; /* COSE algorithms */

struct webauthn_answer {
	bool creates;	      /* a passkey was made; else one was used */
	struct str id;	      /* of the credential, raw */
	struct str client_data; /* clientDataJSON as the authenticator's signature covers it */
	struct str type, challenge, origin; /* out of it; challenge is raw */
	bool cross_origin;    /* asked from inside another site's page */
	struct str auth_data; /* of a use: the 37 bytes that are signed; extensions nobody asked for are refused */
	struct str rp_id_hash; /* 32 bytes */
	unsigned flags;
	uint32_t counter;
	/* of one made */
	int64_t algorithm;
	struct str key; /* ES256: x, y of 32 each; EdDSA: 32; RS256: n of 256, e of 3 */
	struct str aaguid; /* 16 bytes: the authenticator's model */
	struct str format, attestation; /* the name of the statement's format, and the whole attestation object as it came */
	/* of a use */
	struct str signature, user_handle;
};

/* The jail's reader: the JSON text a browser sent → flat form. E_INVALID when it is not exactly what the standard says. */
bool webauthn_read(struct arena *a, struct str bytes, struct buf *out, struct err *err);
/* The flat form back; trusts nothing. Borrows from bytes. */
bool webauthn_wire_read(struct str bytes, struct webauthn_answer *out, struct err *err);
void webauthn_wire_put(struct buf *out, const struct webauthn_answer *w);
