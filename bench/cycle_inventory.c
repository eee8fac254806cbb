/* SPDX-License-Identifier: Apache-2.0
 *
 * Makes a large register out of a small one: cycle_inventory OUT N SEED IN... reads components.csv of each folder IN, writes N components (one asset each) into
 * OUT, cycling through them in order with versions redrawn by seed: a quarter keep theirs, a tenth have none, the rest get a fresh number.
 */
#include "base/csv.h"
#include "base/rng.h"
#include "base/vec.h"
#include "sys/file.h"
#include <stdio.h>
#include <stdlib.h>

struct row {
	struct str vendor, product, version;
};
static VEC(struct row) rows;

static bool read_rows(struct arena *a, const char *folder, struct err *err)
{
	struct str content, path = arena_printf(a, "%s/components.csv", folder);
	struct csv *csv = arena_new(a, struct csv);
	int vendor = -1, product = -1, version = -1;
	if (!file_read(a, path.ptr, 1 << 28, &content, err))
		return false;
	csv_init(csv, a, path, content);
	if (!csv_next(csv, err))
		return false;
	for (unsigned i = 0; i < csv->n; i++) {
		vendor = str_eq(csv->cells[i], S("vendor")) ? (int)i : vendor;
		product = str_eq(csv->cells[i], S("product")) ? (int)i : product;
		version = str_eq(csv->cells[i], S("version")) ? (int)i : version;
	}
	while (vendor >= 0 && product >= 0 && version >= 0 && csv_next(csv, err))
		*vec_push(a, &rows) = (struct row){ csv->cells[vendor], csv->cells[product], csv->cells[version] };
	return !err->kind;
}

static struct str redraw(struct arena *a, struct rng *r, struct str version)
{
	uint64_t kind = rng_below(r, 20);
	if (kind < 5)
		return version;
	if (kind < 7)
		return S("");
	return arena_printf(a, "%s%llu.%llu.%llu", kind & 1 ? "V" : "", (unsigned long long)rng_below(r, 16), (unsigned long long)rng_below(r, 10),
		(unsigned long long)rng_below(r, 10));
}

int main(int argc, char **argv)
{
	struct arena a = {};
	struct err err = {};
	if (argc < 5)
		return 2;
	size_t n = strtoull(argv[2], NULL, 10);
	struct rng r = rng_make(strtoull(argv[3], NULL, 10));
	for (int i = 4; i < argc; i++)
		if (!read_rows(&a, argv[i], &err))
			break;
	if (err.kind || !rows.n || !file_make_folder(argv[1], &err)) {
		fprintf(stderr, "cycle_inventory: %s\n", err.kind ? err.text : "no components");
		return 1;
	}
	struct buf assets = buf_make(&a, 1 << 28), components = buf_make(&a, 1 << 28);
	buf_put(&assets, S("id,organization,name\n"));
	buf_put(&components, S("id,asset,vendor,product,version\n"));
	for (size_t i = 0; i < n; i++) {
		const struct row *row = &rows.at[i % rows.n];
		buf_printf(&assets, "a%06zu,inventory,Asset %zu\n", i, i);
		csv_put(&components, arena_printf(&a, "c%06zu", i), true);
		csv_put(&components, arena_printf(&a, "a%06zu", i), false);
		csv_put(&components, row->vendor, false);
		csv_put(&components, row->product, false);
		csv_put(&components, redraw(&a, &r, row->version), false);
		csv_end_row(&components);
	}
	bool good = file_write(arena_printf(&a, "%s/organizations.csv", argv[1]).ptr, S("id,name,kind,country\ninventory,Inventory holder,operator,XA\n"), 0644, &err) &&
		file_write(arena_printf(&a, "%s/assets.csv", argv[1]).ptr, buf_str(&assets), 0644, &err) &&
		file_write(arena_printf(&a, "%s/components.csv", argv[1]).ptr, buf_str(&components), 0644, &err);
	if (!good)
		fprintf(stderr, "cycle_inventory: %s\n", err.text);
	arena_end(&a);
	return !good;
}
