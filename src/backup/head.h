/* SPDX-License-Identifier: Apache-2.0
 *
 * The head of a backup: whose desk, when, in which state; and the file's key, sealed for those who may open it. Inside the room.
 */
#pragma once
#include "base/vec.h"
#include "core/secret.h"
#include "db/table.h"
#include <sodium.h>

enum { BACKUP_FORMAT = 1, RECIPIENT_BYTES = crypto_box_PUBLICKEYBYTES };

struct backup_recipient {
	int64_t key, added_us;
	struct str name;
	unsigned char public_key[RECIPIENT_BYTES];
};
VEC_TYPE(backup_recipient_vec, struct backup_recipient);

struct backup_slot { /* the file's key for one who may open it */
	struct str recipient; /* public key; empty = whoever has the desk's key file */
	struct str sealed;
};
struct backup_head {
	struct str version; /* of the program */
	struct str desk_id, desk_name, engine;
	int64_t at_us, revision;
	int64_t leaves; /* of the ledger */
	struct str ledger; /* its newest leaf's hash in hex, or empty: a short form to compare by eye */
	struct db_recorded_vec steps;
	VEC(struct backup_slot) slots;
};

struct backup_keys {
	unsigned char file[32]; /* opens this backup */
	struct secrets desk; /* the desk's key, when the one who opens may have it */
	bool has_desk;
};

/* Draws the file's key and seals it: for the desk's key file, when the process has it, and for each recipient together with the desk's key, so that a
 * desk can be restored whole when its machine and key file are lost. E_MISSING when nobody could ever open it. */
bool backup_seal(struct cx *cx, const struct backup_recipient_vec *recipients, struct backup_head *head, struct backup_keys *keys);
/* Opens it with the text of a key file: the desk's, or a recipient's. E_DENIED when the backup was not made for that key. */
bool backup_open_with(struct cx *cx, const struct backup_head *head, const char *key_file, struct backup_keys *keys);
/* Opens it with cx->secrets. */
bool backup_open_own(struct cx *cx, const struct backup_head *head, struct backup_keys *keys);

struct str backup_head_bytes(struct cx *cx, const struct backup_head *head);
/* E_INVALID when the bytes are no head, or of a newer format. */
bool backup_head_parse(struct cx *cx, struct str bytes, struct backup_head *out);

/* A new pair of keys for a recipient: the secret one into a new file (mode 0600), the public one as text. */
bool recipient_create(struct cx *cx, const char *path, struct str *public_text);
struct str recipient_text(struct arena *a, const unsigned char public_key[RECIPIENT_BYTES]);
bool recipient_parse(struct cx *cx, struct str text, unsigned char public_key[RECIPIENT_BYTES]);
