/* SPDX-License-Identifier: Apache-2.0
 *
 * Signed notes (c2sp.org/signed-note) with Ed25519, and cosignatures of witnesses (c2sp.org/tlog-cosignature, v1). Pure: text in, text out.
 * A note is a text that ends with a line end, an empty line, and signature lines "— NAME BASE64(id[4] ‖ signature)".
 */
#pragma once
#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

enum note_type { NOTE_ED25519 = 0x01, NOTE_COSIGNATURE = 0x04 };
enum { NOTE_SEED_BYTES = 32, NOTE_PUBLIC_BYTES = 32, NOTE_ID_BYTES = 4, NOTE_BYTES_MAX = 1 << 20, NOTE_LINES_MAX = 100 };

struct note_key { /* a verifier key: NAME+HEX(id)+BASE64(type ‖ public) */
	struct str name;
	enum note_type type;
	unsigned char id[NOTE_ID_BYTES], public[NOTE_PUBLIC_BYTES];
};
/* A key's name: not empty, UTF-8 without white space, control characters and '+'. */
bool note_name_valid(struct str name);
/* Of a seed: id = SHA-256(name ‖ 0x0A ‖ type ‖ public)[0..3]. */
struct note_key note_key_make(struct str name, enum note_type type, const unsigned char seed[NOTE_SEED_BYTES]);
/* Reads a verifier key; name is borrowed. false when it is none or its id is not that of its name and key. */
bool note_key_parse(struct str verifier, struct note_key *out);
struct str note_key_text(struct arena *a, const struct note_key *key);

/* A signature line with its line end. at_us: of a cosignature, whose time has whole seconds. text as in the note, with its line end. */
struct str note_sign(
        struct arena *a, struct str text, const struct note_key *key, const unsigned char seed[NOTE_SEED_BYTES], int64_t at_us);

struct note_line {
	struct str name, line; /* line: whole, with its line end */
	struct str bytes; /* id and signature */
};
VEC_TYPE(note_line_vec, struct note_line);
/* Takes a note apart; borrows from it. E_INVALID with one line when it is none. */
bool note_parse(struct arena *a, struct str note, struct str *text, struct note_line_vec *lines, struct err *err);
/* The line is this key's signature over text. *at_us: when a cosignature was made (else 0); may be NULL. */
bool note_verify(struct arena *a, const struct note_key *key, const struct note_line *line, struct str text, int64_t *at_us);
/* Is the line one of this key (by name and id), good or not? */
bool note_is_of(const struct note_key *key, const struct note_line *line);
