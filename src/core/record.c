/* SPDX-License-Identifier: Apache-2.0
 *
 * Records declared once: checks of cells and the way between canonical text and typed columns.
 * Must never accept a cell that an export could not give back unchanged.
 */
#include "core/record.h"
#include "base/id.h"
#include "base/time.h"
#include "core/release.h"
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const confidences[] = { "confirmed", "published", "stated", "assumed", "unknown", NULL };

const struct field record_common[RECORD_COMMON + 1] = {
	{ "tlp", "TLP", FIELD_TLP },
	{ "confirmed_by", "Confirmed by", FIELD_TEXT, .provenance = true },
	{ "confirmed_on", "Confirmed on", FIELD_DATE },
	{ "source", "Source", FIELD_TEXT, .provenance = true },
	{ "confidence", "Confidence", FIELD_CHOICE, .options = confidences },
	{ "origin", "Origin", FIELD_TEXT, .provenance = true },
	{},
};

unsigned record_own_fields(const struct record *r)
{
	unsigned n = 0;
	while (r->fields[n].name)
		n++;
	return n;
}

unsigned record_fields(const struct record *r)
{
	return record_own_fields(r) + RECORD_COMMON;
}

const struct field *record_field(const struct record *r, unsigned i)
{
	unsigned own = record_own_fields(r);
	return i < own ? &r->fields[i] : &record_common[i - own];
}

int record_field_index(const struct record *r, struct str name)
{
	for (unsigned i = 0; i < record_fields(r); i++)
		if (str_eq(str_c(record_field(r, i)->name), name))
			return (int)i;
	return -1;
}

static bool whole_number(struct arena *a, const struct field *f, struct str cell, struct str *out, struct str *why)
{
	int64_t v;
	bool bounded = f->min != 0 || f->max != 0;
	if (!str_int(cell, &v) || (bounded && ((double)v < f->min || (double)v > f->max))) {
		*why = bounded ? arena_printf(a, "is not a whole number from %.0f to %.0f", f->min, f->max) : S("is not a whole number");
		return false;
	}
	*out = arena_printf(a, "%lld", (long long)v);
	return true;
}

static struct str shortest_real(struct arena *a, double v)
{
	char text[32];
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, v);
		if (strtod(text, NULL) == v)
			break;
	}
	return arena_str(a, str_c(text));
}

static bool real_number(struct arena *a, const struct field *f, struct str cell, struct str *out, struct str *why)
{
	double v;
	bool bounded = f->min != 0 || f->max != 0;
	if (!str_real(cell, &v) || (bounded && (v < f->min || v > f->max))) {
		*why = bounded ? arena_printf(a, "is not a number from %g to %g", f->min, f->max) : S("is not a number");
		return false;
	}
	*out = v == trunc(v) && fabs(v) < 1e15 ? arena_printf(a, "%.0f", v + 0.0) : shortest_real(a, v);
	return true;
}

static bool choice(struct arena *a, const struct field *f, struct str cell, struct str *out, struct str *why)
{
	for (const char *const *o = f->options; *o; o++)
		if (str_eq_fold(cell, str_c(*o))) {
			*out = str_c(*o);
			return true;
		}
	struct buf b = buf_make(a, 2000);
	buf_put(&b, S("is not one of"));
	for (const char *const *o = f->options; *o; o++)
		buf_printf(&b, "%s %s", o == f->options ? "" : ",", *o);
	*why = buf_str(&b);
	return false;
}

static bool yes_no(struct str cell, struct str *out, struct str *why)
{
	static const struct {
		const char *text;
		bool yes;
	} words[] = { { "yes", true }, { "no", false }, { "true", true }, { "false", false }, { "1", true }, { "0", false } };
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq_fold(cell, str_c(words[i].text))) {
			*out = words[i].yes ? S("yes") : S("no");
			return true;
		}
	*why = S("is not yes or no");
	return false;
}

static bool one_line(struct str cell, struct str *why)
{
	for (size_t i = 0; i < cell.len; i++)
		if ((unsigned char)cell.ptr[i] < 0x20 || cell.ptr[i] == 0x7f) {
			*why = S("holds a line break or control character");
			return false;
		}
	return true;
}

bool record_cell(struct arena *a, const struct field *f, struct str cell, struct str *out, struct str *why)
{
	*out = cell = str_trim(cell);
	if (!cell.len)
		return true;
	enum tlp tlp;
	int64_t us;
	switch (f->type) {
	case FIELD_TEXT: return one_line(cell, why);
	case FIELD_REFERENCE:
		if (id_valid(cell))
			return true;
		*why = S("is not an id (1 to 200 characters without spaces, quotes or < > \\ ` { } | ^)");
		return false;
	case FIELD_INTEGER: return whole_number(a, f, cell, out, why);
	case FIELD_REAL: return real_number(a, f, cell, out, why);
	case FIELD_CHOICE: return choice(a, f, cell, out, why);
	case FIELD_YES_NO: return yes_no(cell, out, why);
	case FIELD_DATE:
		if (time_parse(cell, &us)) {
			*out = time_date(a, us);
			return true;
		}
		*why = S("is not a date like 2026-08-31");
		return false;
	case FIELD_TLP:
		if (tlp_parse(cell, &tlp)) {
			*out = tlp_text(tlp);
			return true;
		}
		*why = S("is not one of CLEAR, GREEN, AMBER, AMBER+STRICT, RED");
		return false;
	}
	assert(false && "field type");
	return false;
}

/* Slots for a row: numbers land in numbers[], everything else in cells[]. */
static struct str cell_of_column(struct arena *a, const struct field *f, int64_t number, double real, bool has)
{
	if (!has)
		return S("");
	if (f->type == FIELD_YES_NO)
		return number ? S("yes") : S("no");
	struct str out, why;
	if (f->type == FIELD_INTEGER)
		return arena_printf(a, "%lld", (long long)number);
	return real_number(a, &(struct field){ .type = FIELD_REAL }, arena_printf(a, "%.17g", real), &out, &why) ? out : S("");
}

bool record_rows(struct cx *cx, const struct record *r, bool everything, struct record_row_vec *out)
{
	unsigned n = record_fields(r);
	int64_t numbers[RECORD_FIELDS_MAX];
	double reals[RECORD_FIELDS_MAX];
	struct str cells[RECORD_FIELDS_MAX];
	struct db_slot slots[RECORD_FIELDS_MAX + 4];
	struct record_row row;
	struct map told = {};
	size_t m = 0;
	if (!everything)
		told = release_path_classes(cx);
	slots[m++] = TO(&row.key);
	slots[m++] = TO(&row.id);
	for (unsigned i = 0; i < n; i++) {
		enum field_type t = record_field(r, i)->type;
		slots[m++] = t == FIELD_INTEGER || t == FIELD_YES_NO ? TO(&numbers[i]) : t == FIELD_REAL ? TO(&reals[i]) : TO(&cells[i]);
	}
	slots[m++] = TO(&row.class_key);
	slots[m++] = TO(&row.version);
	AUTO(db_rows) rows = db_query(cx, r->sql()->select, DB(everything ? (int64_t)0 : release_viewer(cx)), DB((int64_t)everything));
	while (db_next_(&rows, slots, m)) {
		struct str *made = arena_array(&cx->a, struct str, n);
		for (unsigned i = 0; i < n; i++) {
			const struct field *f = record_field(r, i);
			bool number = f->type == FIELD_INTEGER || f->type == FIELD_YES_NO;
			made[i] = number || f->type == FIELD_REAL
				? cell_of_column(&cx->a, f, numbers[i], reals[i], number ? numbers[i] != RECORD_NO_INTEGER : reals[i] < RECORD_NO_REAL)
				: cells[i];
			if (f->provenance && !everything && !map_find_int(&told, row.class_key))
				made[i] = S("");
		}
		row.cells = made;
		release_shown(cx, everything ? 0 : row.class_key);
		*vec_push(&cx->a, out) = row;
	}
	return ok(cx);
}

size_t record_values(const struct record *r, const struct record_row *row, int64_t (*resolve)(void *arg, const char *reference, struct str id), void *arg,
	struct db_value *values)
{
	size_t m = 0;
	values[m++] = DB(row->key);
	values[m++] = DB(row->id);
	for (unsigned i = 0; i < record_fields(r); i++) {
		const struct field *f = record_field(r, i);
		struct str cell = row->cells[i];
		int64_t number;
		double real;
		if (!cell.len)
			values[m++] = DB_NULL;
		else if (f->type == FIELD_REFERENCE && f->reference) /* without one it is an id of its own, like a group */
			values[m++] = DB(resolve(arg, f->reference, cell));
		else if (f->type == FIELD_INTEGER && str_int(cell, &number))
			values[m++] = DB(number);
		else if (f->type == FIELD_YES_NO)
			values[m++] = DB((int64_t)str_eq(cell, S("yes")));
		else if (f->type == FIELD_REAL && str_real(cell, &real))
			values[m++] = DB(real);
		else
			values[m++] = DB(cell);
	}
	values[m++] = DB(row->class_key);
	values[m++] = DB(row->version);
	return m;
}
