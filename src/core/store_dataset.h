/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of data sets and holds, and of erasing core's own rows by age. Stays inside the room. Each function is one statement; false or 0 with cx->err
 * set on failure, without it when absent.
 */
#pragma once
#include "core/dataset.h"
#include "db/db.h"

struct store_cell {
	struct str dataset, field, value;
};
VEC_TYPE(store_cell_vec, struct store_cell);
struct store_dataset_state {
	struct str dataset, reviewed_by;
	int64_t version, reviewed_us;
};
VEC_TYPE(store_dataset_state_vec, struct store_dataset_state);

bool store_dataset_cells(struct cx *cx, struct store_cell_vec *out);
bool store_dataset_states(struct cx *cx, struct store_dataset_state_vec *out);
bool store_dataset_cell_put(struct cx *cx, const struct store_cell *cell);
bool store_dataset_cell_delete(struct cx *cx, struct str dataset, struct str field);
/* Adds one to the version. */
bool store_dataset_touch(struct cx *cx, struct str dataset);
bool store_dataset_reviewed(struct cx *cx, struct str dataset, struct str by);

/* The latest leaf of this kind about subject; TIME_NONE when there is none. */
bool store_dataset_made(struct cx *cx, struct str kind, struct str subject, int64_t *made_us);

bool store_holds(struct cx *cx, bool standing, struct hold_vec *out);
bool store_hold(struct cx *cx, struct str name, struct hold *out);
bool store_hold_insert(struct cx *cx, const struct hold *h);
bool store_hold_lift(struct cx *cx, int64_t key, struct str by);

/* Erasing by age: see struct dataset_cut. */
bool store_expire_sessions(struct cx *cx, const struct dataset_cut *cut, int64_t *n);
bool store_expire_events(struct cx *cx, const struct dataset_cut *cut, int64_t *n);
/* Ended people: their names, ids and passwords go, the row stays, so that what points to it still has its end. */
bool store_expire_people(struct cx *cx, const struct dataset_cut *cut, int64_t *n);
/* What stands beside leaves; those of page reads and all others are two data sets. The ledger's own leaves stay. */
bool store_expire_contents(struct cx *cx, const struct dataset_cut *cut, int64_t *n);
bool store_expire_reads(struct cx *cx, const struct dataset_cut *cut, int64_t *n);
