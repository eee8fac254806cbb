/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the room. Each function is one statement; false or 0 with cx->err set on failure, without it when absent.
 */
#pragma once
#include "backup/backup.h"
#include "backup/head.h"

bool store_run_insert(struct cx *cx, const struct backup_run *run);
/* Everything but key, kind, at and scheduled. */
bool store_run_update(struct cx *cx, const struct backup_run *run);
/* The newest of a kind; state -1 = any. */
bool store_run_newest(struct cx *cx, struct str kind, int64_t state, struct backup_run *out);
/* The newest runs of all kinds. */
bool store_runs(struct cx *cx, int64_t limit, struct backup_run_vec *out);
/* Runs that were under way before: they ended with the process or machine they ran in. */
bool store_runs_give_up(struct cx *cx, int64_t before_us);
bool store_runs_sweep(struct cx *cx, int64_t before_us);

bool store_recipients(struct cx *cx, struct backup_recipient_vec *out);
bool store_recipient_insert(struct cx *cx, int64_t key, struct str name, struct str public_key);
/* db_changes tells whether there was one. */
bool store_recipient_delete(struct cx *cx, struct str name);
/* The newest signed checkpoint of the ledger and its size; false when there is none. */
bool store_newest_checkpoint(struct cx *cx, int64_t *size, struct str *note);
int64_t store_leaves_count(struct cx *cx);
