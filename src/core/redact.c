/* SPDX-License-Identifier: Apache-2.0
 *
 * Redaction recipes. Must never let a byte of a cell through that its recipe takes away: whatever cannot be made coarse becomes empty.
 */
#include "core/redact.h"
#include <math.h>

static const struct {
	const char *word;
	enum redact_kind kind;
	unsigned fields_min, fields_max;
} kinds[] = {
	{ "sector", REDACT_SECTOR, 1, REDACT_FIELDS_MAX },
	{ "drop", REDACT_DROP, 1, REDACT_FIELDS_MAX },
	{ "grid", REDACT_GRID, 2, 2 },
	{ "bands", REDACT_BANDS, 1, REDACT_FIELDS_MAX },
};

static bool field_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || s.ptr[i] == '_'))
			return false;
	return s.len > 0;
}

static bool read_step(struct arena *a, struct str text, struct redact_step *step, struct str *why)
{
	struct str rest = text, word = str_cut(&rest, ' ');
	unsigned k = 0;
	while (k < sizeof kinds / sizeof *kinds && !str_eq(word, str_c(kinds[k].word)))
		k++;
	if (k == sizeof kinds / sizeof *kinds) {
		*why = arena_printf(a, "'%.*s' is not none, sector, drop, grid or bands", STR(word));
		return false;
	}
	*step = (struct redact_step){ .kind = kinds[k].kind };
	while (rest.ptr) {
		struct str field = str_trim(str_cut(&rest, ','));
		if (!field_name(field) || step->n == REDACT_FIELDS_MAX) {
			*why = arena_printf(a, "'%.*s' names no fields like 'drop name, address'", STR(text));
			return false;
		}
		step->fields[step->n++] = field;
	}
	if (step->n < kinds[k].fields_min || step->n > kinds[k].fields_max) {
		*why = arena_printf(a, "'%.*s' takes %s", STR(text), step->kind == REDACT_GRID ? "the fields of latitude and longitude" : "fields");
		return false;
	}
	return true;
}

bool redact_parse(struct arena *a, struct str text, struct redact_recipe *out, struct str *why)
{
	*out = (struct redact_recipe){};
	text = str_trim(text);
	if (!text.len || str_eq(text, S("none")))
		return true;
	if (text.len > REDACT_BYTES_MAX) {
		*why = arena_printf(a, "is longer than %d bytes", REDACT_BYTES_MAX);
		return false;
	}
	while (text.ptr) {
		struct str part = str_trim(str_cut(&text, ';'));
		if (out->n == REDACT_STEPS_MAX) {
			*why = arena_printf(a, "has more than %d steps", REDACT_STEPS_MAX);
			return false;
		}
		if (!read_step(a, part, &out->steps[out->n], why))
			return false;
		out->n++;
	}
	return true;
}

struct str redact_band(struct arena *a, int64_t count)
{
	if (count < 5)
		return S("<5");
	int64_t low = 5;
	for (bool five = true;; five = !five) {
		int64_t factor = five ? 2 : 5;
		if (low > INT64_MAX / factor)
			return arena_printf(a, "%lld+", (long long)low);
		if (count < low * factor)
			return arena_printf(a, "%lld-%lld", (long long)low, (long long)(low * factor - 1));
		low *= factor;
	}
}

void redact_point(double lat, double lon, double *out_lat, double *out_lon)
{
	static const double row_degrees = 0.09; /* 10.0 km along a meridian */
	lat = fmin(fmax(lat, -90), 90);
	lon = fmin(fmax(lon, -180), 180);
	double row = fmin(floor((lat + 90) / row_degrees), 180 / row_degrees - 1);
	*out_lat = -90 + (row + 0.5) * row_degrees;
	double cells = fmax(1, floor(360 * cos(*out_lat * M_PI / 180) / row_degrees)); /* around the globe in this row */
	double column = fmin(floor((lon + 180) / 360 * cells), cells - 1);
	*out_lon = -180 + (column + 0.5) * 360 / cells;
}

static struct str *cell_of(const struct str *names, struct str *cells, size_t n, struct str field)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(names[i], field))
			return &cells[i];
	return NULL;
}

static void coarse_point(struct arena *a, struct str *lat_cell, struct str *lon_cell)
{
	double lat, lon;
	bool known = lat_cell && lon_cell && str_real(*lat_cell, &lat) && str_real(*lon_cell, &lon);
	if (known)
		redact_point(lat, lon, &lat, &lon);
	if (lat_cell)
		*lat_cell = known ? arena_printf(a, "%.3f", lat) : S("");
	if (lon_cell)
		*lon_cell = known ? arena_printf(a, "%.3f", lon) : S("");
}

void redact_cells(struct arena *a, const struct redact_recipe *recipe, const struct str *names, struct str *cells, size_t n, struct str sector)
{
	for (const struct redact_step *step = recipe->steps; step < recipe->steps + recipe->n; step++) {
		if (step->kind == REDACT_GRID) {
			coarse_point(a, cell_of(names, cells, n, step->fields[0]), cell_of(names, cells, n, step->fields[1]));
			continue;
		}
		for (unsigned i = 0; i < step->n; i++) {
			struct str *cell = cell_of(names, cells, n, step->fields[i]);
			int64_t count;
			if (!cell)
				continue;
			if (step->kind == REDACT_SECTOR)
				*cell = sector;
			else if (step->kind == REDACT_BANDS && str_int(*cell, &count))
				*cell = redact_band(a, count);
			else
				*cell = S("");
		}
	}
}

static bool named(const struct redact_recipe *recipe, struct str field)
{
	for (const struct redact_step *step = recipe->steps; step < recipe->steps + recipe->n; step++)
		for (unsigned i = 0; i < step->n; i++)
			if (str_eq(step->fields[i], field))
				return true;
	return false;
}

static void put_plain(struct json_out *out, const struct json *v)
{
	int64_t whole;
	double real;
	if (v->type == JSON_STRING)
		jo_str(out, json_str(v));
	else if (v->type == JSON_BOOL)
		jo_bool(out, v->truth);
	else if (v->type == JSON_NUMBER && json_int(v, &whole))
		jo_int(out, whole);
	else if (v->type == JSON_NUMBER && json_real(v, &real))
		jo_real(out, real);
	else
		jo_null(out);
}

void redact_json(struct arena *a, const struct redact_recipe *recipe, const struct json *object, struct str sector, struct json_out *out)
{
	size_t n = object && object->type == JSON_OBJECT ? object->n : 0;
	struct str *names = arena_array(a, struct str, n + 1), *cells = arena_array(a, struct str, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct json *v = &object->members[i].value;
		names[i] = object->members[i].key;
		cells[i] = v->type == JSON_STRING || v->type == JSON_NUMBER ? (struct str){ v->text, v->n } : S("");
	}
	redact_cells(a, recipe, names, cells, n, sector);
	jo_object(out);
	for (size_t i = 0; i < n; i++) {
		const struct json *v = &object->members[i].value;
		bool touched = named(recipe, names[i]);
		if (touched ? !cells[i].len : v->type == JSON_ARRAY || v->type == JSON_OBJECT)
			continue;
		jo_key(out, arena_str(a, names[i]).ptr);
		touched ? jo_str(out, cells[i]) : put_plain(out, v);
	}
	jo_object_end(out);
}
