/* SPDX-License-Identifier: Apache-2.0
 *
 * Redaction recipes: what is done to a row before somebody sees it who may see only part of it. Pure functions over cells; no database, no clock.
 *
 * A recipe is text, so that it can stand in the register of data sets and be read by people:
 *	none                                              nothing is taken away
 *	sector name; drop id, address; grid lat, lon; bands users
 * sector F     F is replaced by the sector of the row
 * drop F, …    F is empty in CSV and absent in JSON
 * grid LAT, LON  the point is replaced by the middle of its cell of some 10 km
 * bands F, …   a count is replaced by its band (redact_band)
 * "id" may be named like a field.
 */
#pragma once
#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/str.h"

enum redact_kind { REDACT_SECTOR, REDACT_DROP, REDACT_GRID, REDACT_BANDS };
enum { REDACT_STEPS_MAX = 8, REDACT_FIELDS_MAX = 24, REDACT_BYTES_MAX = 1000 };

struct redact_step {
	enum redact_kind kind;
	struct str fields[REDACT_FIELDS_MAX];
	unsigned n;
};
struct redact_recipe { /* n = 0: nothing is taken away */
	struct redact_step steps[REDACT_STEPS_MAX];
	unsigned n;
};

/* Reads a recipe; its texts borrow from text. Empty text is "none". false: why is one phrase, in a's memory. */
bool redact_parse(struct arena *a, struct str text, struct redact_recipe *out, struct str *why);

/* The band of a count: "<5", then 5-9, 10-49, 50-99, 100-499 …; a negative count counts as 0. Small counts can name a person or a place: hence
 * nothing is told below five. */
struct str redact_band(struct arena *a, int64_t count);
/* The middle of the cell that holds the point: rows of 0.09 degrees (10.0 km), in each row as many equal cells as keep them at least 10 km wide.
 * Degrees WGS 84, lat −90..90, lon −180..180 (beyond: cut off). Idempotent; every point of a cell gives the same. */
void redact_point(double lat, double lon, double *out_lat, double *out_lon);

/* Applies a recipe to the n cells of a row in place; names[i] is the field of cells[i]. sector: what stands for a name ("" = unknown: nothing stands
 * there). A field that the recipe names and the row lacks is passed over. A cell that cannot be made coarse (a band of no number, a point of one
 * coordinate) becomes empty: never the value itself. New texts live in a. */
void redact_cells(struct arena *a, const struct redact_recipe *recipe, const struct str *names, struct str *cells, size_t n, struct str sector);
/* The same for a flat JSON object, written to out as an object: empty results are left out, nested values of fields that a step names too.
 * Values that no step names are written as they are (numbers as numbers; nested ones are left out: a recipe cannot look into them). */
void redact_json(struct arena *a, const struct redact_recipe *recipe, const struct json *object, struct str sector, struct json_out *out);
