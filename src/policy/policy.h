/* SPDX-License-Identifier: Apache-2.0
 *
 * The face of policy: the register of data sets as pages and commands, retention and legal holds. What they stand on is core/dataset.h and core/hold.h.
 */
#pragma once
#include "core/dataset.h"

extern const struct feature feature_policy;

/* ---- for the room's files ---- */
/* The register as a file. CSV with a header, or JSON Lines. released: only what everybody may know (policy_released). */
enum policy_format { POLICY_CSV, POLICY_JSON };
void policy_put(struct cx *cx, struct buf *b, const struct dataset_rule_vec *rules, enum policy_format format, bool released);
/* May everybody know this field of a rule? Who answers, how it is redacted and what it rests on stay inside. */
bool policy_released(enum dataset_field field);
/* What one data set is laid over the tables that are there: table → data set, "" for a table that no row names. */
struct policy_table {
	struct str table, dataset;
};
VEC_TYPE(policy_table_vec, struct policy_table);
bool policy_tables(struct cx *cx, struct policy_table_vec *out);
