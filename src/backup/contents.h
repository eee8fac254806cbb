/* SPDX-License-Identifier: Apache-2.0
 *
 * What is in a backup: the rows of all tables, the same bytes whichever engine they come from. Inside the room.
 */
#pragma once
#include "backup/container.h"
#include "base/tasks.h"
#include "db/table.h"

/* What was written or read: tells whether two desks hold the same. */
struct contents_sums {
	int64_t tables, rows;
	struct sha256 digest; /* over name, number of rows and sum of the rows' hashes of every table: in whatever order the rows came */
};
/* Called now and then with rows done so far; NULL = nobody asks. tasks: when it is stopping, the work ends with E_BUSY. */
struct contents_watch {
	void (*tell)(void *arg, int64_t rows);
	void *arg;
	struct tasks *tasks;
};

/* Writes all tables of the desk, sessions left out. Inside a reading transaction. */
bool contents_write(struct cx *cx, const struct db_schema *const *schemas, struct container_writer *w, const struct contents_watch *watch,
        struct contents_sums *out);
/* Reads all of it and checks every count and hash. into: NULL, or a database that db_fill_begin has made ready, which is filled in one transaction; what it
 * then holds is read again and compared. */
bool contents_read(struct cx *cx, struct container_reader *r, struct cx *into, const struct db_schema *const *schemas,
        const struct contents_watch *watch, struct contents_sums *out);
/* The sums of what the database holds now. Inside a reading transaction. */
bool contents_sum(struct cx *cx, const struct db_schema *const *schemas, struct contents_sums *out);
