/* SPDX-License-Identifier: Apache-2.0
 *
 * The import while it is under way: what the files say, merged with what the desk holds, checked, and written in one transaction. Inside the room.
 */
#pragma once
#include "formats/table.h"
#include "registry/records.h"
#include "registry/registry.h"
#include "registry/store.h"

struct import_row {
	struct record_row now;	       /* as it shall be */
	const struct record_row *was;  /* as the desk holds it; NULL = new */
	const struct table_cell *line; /* its cells in the table; NULL = not in the file */
	bool gone;		       /* to be deleted */
	bool hidden;		       /* what the desk holds is not released to whoever imports */
	bool changed;		       /* a cell differs */
};
VEC_TYPE(import_row_vec, struct import_row);

struct import_set {
	const struct record *record;
	struct table *table;		/* NULL = no file */
	int field_of_column[TABLE_COLUMNS_MAX]; /* own and common fields; -1 = the id column */
	int column_of_field[RECORD_FIELDS_MAX]; /* -1 = absent */
	int id_column;			/* -1 = none */
	bool loaded;
	struct record_row_vec had;
	struct import_row_vec rows;
	struct map by_id; /* id → index in rows */
};

/* The country's outline, coast.geojson: one record that a file replaces whole; a file without lines takes it away only with replace. */
struct import_map {
	bool present; /* the file is there */
	bool had, gone, changed;
	struct str now, was; /* flat form of formats/geojson.h; was is the desk's */
	int64_t class_key;   /* of was */
};

struct import {
	struct cx *cx;
	const struct registry_progress *progress; /* NULL = nobody asks */
	bool replace;
	struct import_set sets[REGISTER_COUNT];
	struct import_map map;
};

/* Tells how far the import is (registry_progress); cheap enough for every row: passes on only every few thousandth. */
void import_tell(const struct import *im, const char *step, const char *what, size_t done, size_t all);
/* Is this the name of a file of the exchange format ("assets.csv", "coast.geojson")? Archives are not: any name may be one. */
bool import_names(struct str file_name);
/* Reads the folder or archive into tables through the jail. */
bool import_read(struct import *im, struct str path);
/* Merges tables with the desk's rows. */
bool import_merge(struct import *im);
/* References, groups, trees; sets class and version of every row. */
bool import_check(struct import *im);
/* E_CONFLICT when a row that goes is held, or younger than its data set's minimum (core/dataset.h). */
bool import_may_erase(struct import *im);
/* Writes what differs; inside the transaction. */
bool import_apply(struct import *im);

/* Who would gain or lose sight of what, were it written. */
bool import_shifts(struct import *im, struct registry_import *out);

/* The outline's own steps, in the same order. */
bool import_map_named(struct str file_name);
bool import_map_read(struct import *im, struct str file_name, struct str content);
bool import_map_merge(struct import *im);
void import_map_count(struct import *im, bool wanted, struct registry_import *out);
bool import_map_apply(struct import *im);

/* A row by id; NULL when there is none or it goes. kind "node" looks in services and assets. */
const struct import_row *import_find(const struct import *im, const char *reference, struct str id);
/* Public id of the organization that owns a row; empty when nobody's. */
struct str import_owner(const struct import *im, const struct import_set *set, const struct import_row *row);
/* E_INVALID at the cell of a field of a row: "assets.csv:12:7: organization 'x' …"; without a line, names the record. */
bool import_fail(const struct import *im, const struct import_set *set, const struct import_row *row, int field, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
