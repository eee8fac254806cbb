/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the room share.
 */
#pragma once
#include "backup/backup.h"
#include "backup/contents.h"
#include "backup/head.h"
#include "backup/scratch.h"

/* A run that was begun longer ago and has not ended is given up: its process was killed. */
#define RUN_LOST_US ((int64_t)2 * 3600 * 1000000)

/* The leaf's JSON. */
struct str backup_leaf(struct cx *cx, const struct backup_run *run);
/* Writes what became of a run, and its leaf. Own transaction. */
bool backup_enter(struct cx *cx, const struct backup_run *run);
/* Ends a run that took since since_us (steady_us); a failure is entered too and its error stays. good, unless it could not be entered. */
bool backup_end_run(struct cx *cx, struct backup_run *run, bool good, int64_t since_us);
/* Restores order->file into a scratch place beside cx's desk, checks all, opens it. sums: of what was restored; opened_us: when it was open (steady_us); may be NULL. */
bool backup_try(struct cx *cx, const struct backup_order *order, const struct backup_keys *keys, struct contents_sums *sums, int64_t *opened_us);
