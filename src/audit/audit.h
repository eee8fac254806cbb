/* SPDX-License-Identifier: Apache-2.0
 *
 * What provably happened: the ledger's commands, and the pages of auditors and of those whose records were read.
 */
#pragma once
#include "core/feature.h"
#include "core/ledger_look.h"

extern const struct feature feature_audit;

struct checkpoint_kept; /* core/checkpoint.h */
struct merkle_proof; /* core/merkle.h */

/* The proof that a leaf is in the tree of the newest checkpoint, which is made when it is older than the leaf (and this process has the key file). E_MISSING when
 * there is no such leaf or no such checkpoint. */
bool audit_proof(struct cx *cx, int64_t key, struct checkpoint_kept *point, struct merkle_proof *proof);
/* Writes leaf, proof, checkpoint, key and verify.sh into a folder, which is made: for somebody who has OpenSSL and nothing of ours. What lies beside the leaf is
 * added as far as it is released. E_CONFLICT when the folder holds something already. */
bool audit_bundle(struct cx *cx, int64_t key, const char *folder);
