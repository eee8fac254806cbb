/* SPDX-License-Identifier: Apache-2.0
 *
 * The ledger: every change is appended as a leaf. A leaf's canonical bytes are final: they hold salted commitments, never raw personal data; what
 * they commit to lies beside them and can be erased while the leaf stays. One sequencer orders leaves after commit.
 *
 * Canonical leaf, format 1 (wire.h): uint 1 · str kind · int at_us · uint mode · bytes[32] actor · bytes[32] subject · bytes[32] content, where each
 * commitment is SHA-256(salt[16] ‖ tag ‖ text), tag = 'a', 's', 'c', each with a salt of its own (leaves of version 0.1: one for the three).
 */
#pragma once
#include "base/cx.h"
#include "base/vec.h"

struct ledger_entry {
	struct str kind; /* "asset.create" */
	struct str subject; /* public id of what was changed */
	struct str content; /* JSON text of what happened */
	int64_t class_key; /* release class of the subject: who may read this entry */
	bool given; /* the three below are the entry's own; otherwise they are cx's */
	struct str actor;
	int64_t at_us;
	enum mode mode;
};

/* Appends entries for cx's viewer, inside the transaction of the change. */
bool ledger_append(struct cx *cx, const struct ledger_entry *entries, size_t n);
bool ledger_append_one(struct cx *cx, struct str kind, struct str subject, struct str content, int64_t class_key);

/* What is no change, each in a transaction of its own, without the desk's revision. subject: what was wanted (an address, a command); content as JSON. class_key
 * 0 = only for the desk. */
bool ledger_refusal(struct cx *cx, struct str what, struct str subject); /* kind "refusal", content {"what":…} */
bool ledger_export(struct cx *cx, struct str subject, struct str content, int64_t class_key); /* kind "export" */
/* What an export that was noted before it began has given away, by release class (cx->shown): kind "export.rows", for those who ask who had records of theirs. */
bool ledger_export_rows(struct cx *cx, struct str subject);
bool ledger_release(
        struct cx *cx, struct str subject, struct str content, int64_t class_key); /* kind "release": out of the desk's own organization */

/* Erases what stands beside leaves; the leaves stay, and so do tree and proofs. what: a record's id: the contents of its leaves go; or a person's: their id goes
 * as well, as actor and as subject. Itself a leaf, "ledger.erase", that names the leaves by number; it cannot be erased. *n = leaves touched. E_MISSING when
 * there are none, E_CONFLICT when one is held or too young (core/dataset.h): then nothing is erased. Own transaction. */
bool ledger_erase(struct cx *cx, struct str what, struct str reason, int64_t *n);
/* The same for all leaves of a kind older than before_us, wholly: for retention, whose caller has asked for holds. At most 10,000 at a time: repeat while *n > 0. None is no error. */
bool ledger_erase_old(struct cx *cx, struct str kind, int64_t before_us, struct str reason, int64_t *n);

struct ledger_line {
	int64_t key, at_us;
	struct str kind, actor, subject, content;
	bool erased; /* something beside the leaf was erased: then the text is "erased" */
	bool holds; /* what is stored still opens the leaf's commitments */
};
VEC_TYPE(ledger_line_vec, struct ledger_line);
/* The history of one subject as far as cx's viewer may see it, oldest first. */
bool ledger_history(struct cx *cx, struct str subject, struct ledger_line_vec *out);
