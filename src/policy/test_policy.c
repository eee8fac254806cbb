/* SPDX-License-Identifier: Apache-2.0
 *
 * The released form of the register holds nothing of what stays inside, whatever the desk has written there; the tables that are there are held
 * against the rows.
 */
#include "policy/policy.h"
#include "core/desk.h"
#include "db/test_desk.h"

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
static const char *const twice[] = { "desk", NULL };
static const struct dataset second[] = { { "second", "Second", "Twice", twice }, {} };
static const struct feature core = { .name = "core", .datasets = core_datasets }, again = { .name = "again", .datasets = second };
static const struct feature *const features[] = { &core, NULL }, *const doubled[] = { &core, &again, NULL };

static void make_desk(struct cx *cx)
{
	cx->now_us = 1790000000000000;
	cx->features = features;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

DESK_TEST(what_stays_inside_is_not_released)
{
	struct cx *cx = &d->cx;
	struct str cells[DATASET_FIELDS] = { [DATASET_TITLE] = S("Seen, \"said\""), [DATASET_OWNER] = S("HIDDEN"), [DATASET_BASIS] = S("HIDDEN"), [DATASET_MIN_DAYS] = S("77"),
		[DATASET_MAX_DAYS] = S("99"), [DATASET_RECIPE] = S("drop hidden"), [DATASET_REVIEW_ON] = S("2031-01-31") };
	make_desk(cx);
	CHECK(dataset_change(cx, S("events"), cells, -1));
	for (enum policy_format format = POLICY_CSV; format <= POLICY_JSON; format++)
		for (int released = 0; released < 2; released++) {
			struct dataset_rule_vec rules = {};
			struct buf b = buf_make(&cx->a, 1 << 20);
			CHECK(dataset_rules(cx, &rules));
			policy_put(cx, &b, &rules, format, released);
			struct str text = buf_str(&b);
			static const char *const inside[] = { "HIDDEN", "drop hidden", "2031-01-31", "77", "owner", "basis", "min_days" };
			for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
				CHECK((str_find(text, str_c(inside[i])) < 0) == released);
			CHECK(str_find(text, S("Seen, ")) > 0 && str_find(text, S("99")) > 0 && str_find(text, S("events")) >= 0);
		}
}

DESK_TEST(every_table_of_core_has_its_data_set)
{
	struct cx *cx = &d->cx;
	struct policy_table_vec tables = {};
	make_desk(cx);
	CHECK(policy_tables(cx, &tables) && tables.n > 10);
	vec_each (t, &tables) {
		if (!t->dataset.len)
			printf("# %.*s belongs to no data set: add it to one (core/dataset_rows.c)\n", STR(t->table));
		CHECK(t->dataset.len);
	}
	CHECK(db_exec(cx, "CREATE TABLE stray (one bigint)"));
	tables = (struct policy_table_vec){};
	CHECK(policy_tables(cx, &tables));
	bool found = false;
	vec_each (t, &tables)
		found |= str_eq(t->table, S("stray")) && !t->dataset.len;
	CHECK(found);
	cx->features = doubled;
	CHECK(!policy_tables(cx, &tables) && cx->err.kind == E_BROKEN);
	err_clear(&cx->err);
}
