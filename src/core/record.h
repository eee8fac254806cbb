/* SPDX-License-Identifier: Apache-2.0
 *
 * Records declared once: one table of fields per register. From it come the SQL, the import and export, the check of every cell, and the pages.
 * Every record also has key, id, class, version and the common fields tlp, confirmed_by, confirmed_on, source, confidence, origin.
 */
#pragma once
#include "base/cx.h"
#include "base/map.h"
#include "base/vec.h"
#include "core/feature.h"

enum field_type {
	FIELD_TEXT,	/* one line of UTF-8 */
	FIELD_REFERENCE, /* the public id of a record of .reference */
	FIELD_INTEGER,
	FIELD_REAL,
	FIELD_CHOICE,	/* one of .options */
	FIELD_YES_NO,
	FIELD_DATE,	/* YYYY-MM-DD */
	FIELD_TLP,
};

struct field {
	const char *name;	     /* column of the file and of the SQL table (SQL: with '_' appended where it is a reserved word: "group_") */
	const char *label;	     /* for people */
	enum field_type type;
	bool required;
	const char *const *options;  /* of a choice, NULL-ended */
	const char *reference;	     /* name of the record type referred to; "node" = asset or service */
	double min, max;	     /* of numbers; both 0 = no bound */
	bool provenance;	     /* who said it and where it came from: for the owner, the desk and those it was granted to, however public the record */
};

enum { RECORD_FIELDS_MAX = 32, RECORD_COMMON = 6 };

struct record_sql;
struct record {
	const char *name;   /* "asset" */
	const char *file;   /* "assets" (.csv, .jsonl) */
	const char *table;  /* SQL table */
	const char *label;  /* "Assets" */
	const struct field *fields; /* own fields, ended by name NULL; the common ones follow by themselves */
	const char *owner;  /* own field that names the owning organization or leads to it; "id" = itself; NULL = nobody's */
	const char *default_tlp; /* when the cell is empty; NULL = unknown, treated as RED */
	const char *const *identity; /* own fields that make the id when the file has no id column or an empty one; NULL = id is required */
	bool identity_joined; /* the id is the identity cells joined by '|', never given in the file (dependencies) */
	const char *counter; /* of integer keys */
	const char *dataset; /* id of the data set it belongs to (core/dataset.h): its floor, its holds and its redaction */
	const struct record_sql *(*sql)(void); /* literals, in the room's store.c */
};

/* What a select gives for a number that is not said: COALESCE(t.users, -1), COALESCE(t.lat, 9e99). Fields never reach them. */
#define RECORD_NO_INTEGER (-1)
#define RECORD_NO_REAL 9e99

/* All SQL of one record type, as literals that tools/sqlcheck can read. Column order: key, id, own fields, common fields, class, version. */
struct record_sql {
	const char *select;  /* all rows, references as public ids, ordered by id; $1 = profile (released), $2 = 1: all (for import, which writes) */
	const char *columns; /* for db_bulk_begin: same order; references as keys */
	const char *update;  /* WHERE key = $1; then values in the order of columns without key and id */
	const char *remove;  /* WHERE key = $1 */
};

/* One row as canonical text cells: cells[0..n-1] are the own fields, then the common ones. Empty = not said. */
struct record_row {
	int64_t key, version, class_key;
	struct str id;
	const struct str *cells;
};
VEC_TYPE(record_row_vec, struct record_row);

extern const struct field record_common[RECORD_COMMON + 1];

unsigned record_own_fields(const struct record *r);
/* Own and common fields together. */
unsigned record_fields(const struct record *r);
/* Field i of own and common fields. */
const struct field *record_field(const struct record *r, unsigned i);
/* Index of a field by its file name, or -1. */
int record_field_index(const struct record *r, struct str name);

/* Checks a cell and gives its canonical form (whole numbers without leading zeros, yes/no, TLP 2.0 names, …). Empty stays empty.
 * false: why is one phrase, e.g. "is not a whole number between 0 and 100". */
bool record_cell(struct arena *a, const struct field *f, struct str cell, struct str *out, struct str *why);
/* All rows released to cx's viewer (or all with everything true), ordered by id. Texts live in cx's arena. */
bool record_rows(struct cx *cx, const struct record *r, bool everything, struct record_row_vec *out);
/* Values for SQL in the order of record_sql.columns; resolve turns the id of a reference into its key (0 = NULL). Needs room for
 * record_fields + 4 values; gives their number. */
size_t record_values(const struct record *r, const struct record_row *row, int64_t (*resolve)(void *arg, const char *reference, struct str id), void *arg,
	struct db_value *values);
