/* SPDX-License-Identifier: Apache-2.0
 *
 * The way in by password and one-time code. Names that do not exist take the same path as wrong passwords: the same buckets, the same hash, the same leaf.
 */
#pragma once
#include "core/who.h"

/* A sorted file of known passwords, as the public lists are (SHA-1 in hexadecimal, ":count"), or of plain passwords sorted by bytes; "" = none. */
extern const struct setting setting_breached;
/* Hash of one-time codes for new enrolments: SHA1 (all telephones) or SHA256. */
extern const struct setting setting_totp;

enum { PASSWORD_CHARACTERS_MIN = 12, PASSWORD_BYTES_MAX = 512, RECOVERY_CODES = 10 };

/* ---- passwords ---- */
/* argon2id text of a password: 64 MiB, t=2. At most two hashes of a process run at once, the others wait; E_BUSY after ten seconds or without memory. */
bool who_password_hash(struct cx *cx, struct str password, struct str *out);
/* May this become a password: long enough, not on the list of known ones (NIST SP 800-63B 5.1.1.2: no rules of composition)? E_INVALID with the reason. */
bool who_password_check(struct cx *cx, struct str password);
/* Does a sorted file hold this password? Binary search; the file is not loaded. E_MISSING, E_BROKEN when it cannot be read. */
bool who_password_breached(struct cx *cx, const char *path, struct str password, bool *found);
/* A fresh password of 20 letters (99 random bits) in five groups, for printing once. */
struct str who_make_password(struct arena *a);
/* Changes the password of cx's viewer, who says the old one (empty when there is none). E_DENIED when it is wrong. Ends the viewer's other sessions. */
bool who_password_change(struct cx *cx, struct str old, struct str fresh);
/* Sets a person's password without the old one, for whoever runs the desk's machine. Ends all their sessions. */
bool who_password_set(struct cx *cx, const struct person *person, struct str fresh);

/* ---- signing in ---- */
struct who_answer {
	enum { WHO_REFUSED, WHO_WAIT, WHO_WANTS_CODE, WHO_OPEN } what;
	int64_t wait_us; /* WHO_WAIT: so long nothing from here is judged */
	int64_t person; /* WHO_OPEN: key */
	struct str token; /* WHO_WANTS_CODE: to be sent back with the code, good for five minutes; WHO_OPEN: the session's */
};
/* Judges name and password. A person with one-time codes gets WHO_WANTS_CODE, never a session. false only on errors. */
bool who_sign_in(struct cx *cx, struct str id, struct str password, struct who_answer *out);
/* The second step: a one-time code, or one of the recovery codes. WHO_REFUSED: try again with the same token, as long as it lives. */
bool who_sign_in_code(struct cx *cx, struct str token, struct str code, struct who_answer *out);
/* Proves the factors of cx's viewer anew (password, and code when there is one): their session ends, a fresh one is in out. */
bool who_prove(struct cx *cx, struct str password, struct str code, struct who_answer *out);

/* Makes this browser known to a person who has just signed in; token is what its cookie carries, good for half a year. Keeps the one that is good. */
bool who_device_remember(struct cx *cx, int64_t person_key, struct str *token);
/* Is cx->from's device known to this id? The same question for ids that do not exist. */
bool who_device_known(struct cx *cx, struct str id);

/* ---- one-time codes of cx's viewer; all but the first want a fresh session (E_DENIED) ---- */
/* A seed to be shown: sealed, to be sent back within fifteen minutes; nothing is kept yet. */
struct who_seed {
	struct str sealed, uri, base32;
};
bool who_totp_offer(struct cx *cx, struct str issuer, struct who_seed *out);
/* The same seed shown again after a wrong code. */
bool who_totp_offered(struct cx *cx, struct str issuer, struct str sealed, struct who_seed *out);
/* Takes the seed into use when the code is right (*right), and makes ten recovery codes, shown this once. */
bool who_totp_confirm(struct cx *cx, struct str sealed, struct str code, bool *right, struct str codes[RECOVERY_CODES]);
/* Ten new recovery codes; the old ones are void. */
bool who_recovery_codes(struct cx *cx, struct str codes[RECOVERY_CODES]);
/* Recovery codes of a person that are still good. */
int64_t who_recovery_codes_left(struct cx *cx, int64_t person_key);
bool who_totp_remove(struct cx *cx);
