/* SPDX-License-Identifier: Apache-2.0
 *
 * Checkpoints of the ledger (c2sp.org/tlog-checkpoint): origin, size and root, signed by the desk, cosigned by witnesses, stamped by an authority.
 * The desk's signing key is derived from its key file (core/secret.h) and stands nowhere else; its public keys stand in the desk and in the ledger.
 */
#pragma once
#include "base/vec.h"
#include "core/ledger_tree.h"
#include "core/note.h"
#include "core/setting.h"

/* "ledger.origin": the first line of checkpoints and the name of the key; "" = "mainstay/" and the desk's id.
 * "ledger.witnesses": verifier keys, blank between them. */
extern const struct setting setting_ledger_origin, setting_ledger_witnesses;

struct checkpoint {
	struct str origin;
	uint64_t size;
	struct sha256 root;
	struct str text; /* what is signed */
	struct note_line_vec lines;
};
/* Takes a checkpoint's note apart; borrows from it. E_INVALID when it is none. */
bool checkpoint_parse(struct cx *cx, struct str note, struct checkpoint *out);
/* Which key signed it: one of the desk's, and the signature is good. E_BROKEN when none did. */
bool checkpoint_check(struct cx *cx, const struct checkpoint *c);

/* The desk's verifier key and, when seed is not NULL, what signs. E_MISSING without the key file. */
bool checkpoint_key(struct cx *cx, struct note_key *out, unsigned char seed[NOTE_SEED_BYTES]);
/* Verifier keys that have signed, oldest first. */
bool checkpoint_keys(struct cx *cx, struct str **out, size_t *n);
/* Brings the tree up to date and signs it, unless its size is signed already. An empty ledger has no checkpoint: E_MISSING. Own transactions. */
bool checkpoint_make(struct cx *cx);
/* The job: makes one when the tree has grown and this process has the key file. */
bool checkpoint_job(struct cx *cx);

struct checkpoint_kept {
	int64_t size, at_us;
	struct str note; /* with the cosignatures that were accepted */
	unsigned witnesses;
	int64_t stamped_us; /* 0 = no */
};
/* The newest (size 0) or that of a size; E_MISSING when there is none. */
bool checkpoint_read(struct cx *cx, int64_t size, struct checkpoint_kept *out);

/* Witnesses whose cosignatures count. */
VEC_TYPE(note_key_vec, struct note_key);
bool checkpoint_witnesses(struct cx *cx, struct note_key_vec *out);
/* Adds a witness to the setting. E_INVALID when the text is no verifier key of type 4, E_CONFLICT when its name is taken. */
bool checkpoint_witness_add(struct cx *cx, struct str verifier);
/* Keeps the cosignatures of a note over one of the desk's own checkpoints. E_INVALID when a witness's signature is wrong, E_MISSING when the checkpoint is
 * not the desk's or no witness of the setting signed it. *n = accepted. Own transaction. */
bool checkpoint_cosign(struct cx *cx, struct str note, int64_t *n);
