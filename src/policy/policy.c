/* SPDX-License-Identifier: Apache-2.0
 *
 * The register of data sets as a file for others, and held against the tables that are there. Must never put a field into the released form that
 * policy_released does not name.
 */
#include "policy/policy.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/time.h"

bool policy_released(enum dataset_field field)
{
	switch (field) {
	case DATASET_TITLE:
	case DATASET_WHAT:
	case DATASET_OPERATORS:
	case DATASET_REGULATORS:
	case DATASET_PARTNERS:
	case DATASET_PUBLIC:
	case DATASET_PURPOSES:
	case DATASET_MAX_DAYS: return true;
	case DATASET_OWNER:
	case DATASET_FLOOR:
	case DATASET_RECIPE:
	case DATASET_BASIS:
	case DATASET_MIN_DAYS:
	case DATASET_REVIEW_ON:
	case DATASET_FIELDS: return false;
	}
	return false;
}

static void put_json(struct cx *cx, struct buf *b, const struct dataset_rule *r, bool released)
{
	struct json_out o = json_out(b);
	int64_t n;
	jo_object(&o);
	jo_kstr(&o, "id", str_c(r->row->id));
	for (unsigned i = 0; i < DATASET_FIELDS; i++) {
		const struct field *f = &dataset_fields[i];
		if (released && !policy_released((enum dataset_field)i))
			continue;
		if (f->type == FIELD_YES_NO)
			jo_kbool(&o, f->name, str_eq(r->cells[i], S("yes")));
		else if (f->type == FIELD_INTEGER && str_int(r->cells[i], &n))
			jo_kint(&o, f->name, n);
		else
			jo_kstr(&o, f->name, r->cells[i]);
	}
	jo_kstr(&o, "reviewed_on", r->reviewed_us == TIME_NONE ? S("") : time_date(&cx->a, r->reviewed_us));
	if (!released)
		jo_kstr(&o, "reviewed_by", r->reviewed_by);
	jo_object_end(&o);
	buf_char(b, '\n');
}

/* r NULL: the header. */
static void put_csv(struct cx *cx, struct buf *b, const struct dataset_rule *r, bool released)
{
	csv_put(b, r ? str_c(r->row->id) : S("id"), true);
	for (unsigned i = 0; i < DATASET_FIELDS; i++)
		if (!released || policy_released((enum dataset_field)i))
			csv_put(b, r ? r->cells[i] : str_c(dataset_fields[i].name), false);
	csv_put(b, !r ? S("reviewed_on") : r->reviewed_us == TIME_NONE ? S("") : time_date(&cx->a, r->reviewed_us), false);
	if (!released)
		csv_put(b, r ? r->reviewed_by : S("reviewed_by"), false);
	csv_end_row(b);
}

void policy_put(struct cx *cx, struct buf *b, const struct dataset_rule_vec *rules, enum policy_format format, bool released)
{
	if (format == POLICY_CSV)
		put_csv(cx, b, NULL, released);
	vec_each (r, rules)
		format == POLICY_CSV ? put_csv(cx, b, r, released) : put_json(cx, b, r, released);
}

bool policy_tables(struct cx *cx, struct policy_table_vec *out)
{
	struct map owner = map_make(&cx->a);
	struct dataset_rule_vec rules = {};
	struct db_names tables = {};
	if (!dataset_rules(cx, &rules) || !db_table_names(cx, &tables))
		return false;
	for (size_t i = 0; i < rules.n; i++)
		for (const char *const *t = rules.at[i].row->tables; t && *t; t++) {
			bool fresh;
			*map_at(&owner, str_c(*t), &fresh) = i;
			if (!fresh)
				return fail(cx, E_BROKEN, "two data sets name the table '%s': '%s' is the second", *t, rules.at[i].row->id);
		}
	vec_each (name, &tables) {
		const uint64_t *at = map_find(&owner, *name);
		*vec_push(&cx->a, out) = (struct policy_table){ *name, at ? str_c(rules.at[*at].row->id) : S("") };
	}
	return ok(cx);
}
