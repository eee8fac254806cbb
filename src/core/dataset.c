/* SPDX-License-Identifier: Apache-2.0
 *
 * The register of data sets: what rooms ship, with what the desk has changed laid over it. Must never lower what is kept for longer by law than by
 * wish: a rule whose maximum is below its minimum is refused.
 */
#include "core/dataset.h"
#include "base/json.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"
#include "core/redact.h"
#include "core/store_dataset.h"

enum { DAYS_MAX = 36500, CELL_BYTES_MAX = 2000, ENTRY_BYTES_MAX = 1 << 16, REVIEW_DAYS = 365 };
static const int64_t day_us = (int64_t)86400 * 1000000;

const struct field dataset_fields[DATASET_FIELDS + 1] = {
	[DATASET_TITLE] = { "title", "Title", FIELD_TEXT, .required = true },
	[DATASET_WHAT] = { "what", "What it holds", FIELD_TEXT, .required = true },
	[DATASET_OWNER] = { "owner", "Answers for it", FIELD_TEXT, .required = true },
	[DATASET_FLOOR] = { "floor", "Never below", FIELD_TLP },
	[DATASET_OPERATORS] = { "operators", "Operators", FIELD_YES_NO, .required = true },
	[DATASET_REGULATORS] = { "regulators", "Regulators", FIELD_YES_NO, .required = true },
	[DATASET_PARTNERS] = { "partners", "Partner States", FIELD_YES_NO, .required = true },
	[DATASET_PUBLIC] = { "public", "The public", FIELD_YES_NO, .required = true },
	[DATASET_PURPOSES] = { "purposes", "Purposes", FIELD_TEXT, .required = true },
	[DATASET_RECIPE] = { "recipe", "Redaction", FIELD_TEXT },
	[DATASET_BASIS] = { "basis", "Legal basis", FIELD_TEXT },
	[DATASET_MIN_DAYS] = { "min_days", "Kept at least (days)", FIELD_INTEGER, .required = true, .min = 0, .max = DAYS_MAX },
	[DATASET_MAX_DAYS] = { "max_days", "Kept at most (days)", FIELD_INTEGER, .required = true, .min = 0, .max = DAYS_MAX },
	[DATASET_REVIEW_ON] = { "review_on", "Next review", FIELD_DATE },
	{},
};

static struct str text_or(const char *text, const char *otherwise)
{
	return str_c(text ? text : otherwise);
}

static struct str yes(unsigned shown, unsigned bit)
{
	return shown & bit ? S("yes") : S("no");
}

static void ship(struct arena *a, const struct dataset *row, struct str cells[DATASET_FIELDS])
{
	cells[DATASET_TITLE] = text_or(row->title, "");
	cells[DATASET_WHAT] = text_or(row->what, "");
	cells[DATASET_OWNER] = text_or(row->owner, "desk");
	cells[DATASET_FLOOR] = text_or(row->floor, "");
	cells[DATASET_OPERATORS] = yes(row->shown, SHOWN_OPERATORS);
	cells[DATASET_REGULATORS] = yes(row->shown, SHOWN_REGULATORS);
	cells[DATASET_PARTNERS] = yes(row->shown, SHOWN_PARTNERS);
	cells[DATASET_PUBLIC] = yes(row->shown, SHOWN_PUBLIC);
	cells[DATASET_PURPOSES] = S("read, warn, export");
	cells[DATASET_RECIPE] = text_or(row->recipe, "none");
	cells[DATASET_BASIS] = text_or(row->basis, "");
	cells[DATASET_MIN_DAYS] = arena_printf(a, "%d", row->min_days);
	cells[DATASET_MAX_DAYS] = arena_printf(a, "%d", row->max_days);
	cells[DATASET_REVIEW_ON] = S("");
}

/* From cells to what code asks for. Cells were checked before they were stored. */
static void derive(struct dataset_rule *r)
{
	r->floor = TLP_CLEAR;
	if (r->cells[DATASET_FLOOR].len && !tlp_parse(r->cells[DATASET_FLOOR], &r->floor))
		r->floor = TLP_RED;
	if (!str_int(r->cells[DATASET_MIN_DAYS], &r->min_days))
		r->min_days = DAYS_MAX;
	if (!str_int(r->cells[DATASET_MAX_DAYS], &r->max_days))
		r->max_days = 0;
	if (!r->cells[DATASET_REVIEW_ON].len || !time_parse(r->cells[DATASET_REVIEW_ON], &r->review_us))
		r->review_us = TIME_NONE;
}

static struct dataset_rule *rule_of(const struct dataset_rule_vec *rules, struct str id)
{
	vec_each (r, rules)
		if (str_eq(str_c(r->row->id), id))
			return r;
	return NULL;
}

static int field_of(struct str name)
{
	for (int i = 0; i < DATASET_FIELDS; i++)
		if (str_eq(str_c(dataset_fields[i].name), name))
			return i;
	return -1;
}

bool dataset_rules(struct cx *cx, struct dataset_rule_vec *out)
{
	struct store_cell_vec cells = {};
	struct store_dataset_state_vec states = {};
	for (const struct feature *const *f = cx->features; f && *f; f++)
		for (const struct dataset *row = (*f)->datasets; row && row->id; row++) {
			struct dataset_rule *r = vec_push(&cx->a, out);
			*r = (struct dataset_rule){ .row = row, .reviewed_us = TIME_NONE };
			ship(&cx->a, row, r->cells);
		}
	if (!store_dataset_cells(cx, &cells) || !store_dataset_states(cx, &states))
		return false;
	vec_each (c, &cells) { /* of a data set that this program does not know: kept, not shown */
		struct dataset_rule *r = rule_of(out, c->dataset);
		int i = field_of(c->field);
		if (r && i >= 0) {
			r->cells[i] = c->value;
			r->changed[i] = true;
		}
	}
	vec_each (s, &states) {
		struct dataset_rule *r = rule_of(out, s->dataset);
		if (!r)
			continue;
		r->version = s->version;
		r->reviewed_us = s->reviewed_us < 0 ? TIME_NONE : s->reviewed_us;
		r->reviewed_by = s->reviewed_by;
	}
	vec_each (r, out)
		derive(r);
	return true;
}

bool dataset_rule(struct cx *cx, struct str id, struct dataset_rule *out)
{
	struct dataset_rule_vec rules = {};
	if (!dataset_rules(cx, &rules))
		return false;
	const struct dataset_rule *r = rule_of(&rules, id);
	if (!r)
		return fail(cx, E_MISSING, "there is no data set '%.*s': see 'mainstay policy list'", STR(id));
	*out = *r;
	return true;
}

bool dataset_due(const struct dataset_rule *rule, int64_t now_us)
{
	return rule->reviewed_us == TIME_NONE ? rule->review_us == TIME_NONE || rule->review_us <= now_us : rule->review_us != TIME_NONE && rule->review_us <= now_us;
}

/* ---- changing ---- */
static bool purposes_known(struct str text)
{
	while (text.ptr) {
		struct str word = str_trim(str_cut(&text, ','));
		if (!str_eq(word, S("read")) && !str_eq(word, S("warn")) && !str_eq(word, S("export")))
			return false;
	}
	return true;
}

static bool check_cell(struct cx *cx, unsigned i, struct str cell, struct str *out)
{
	struct str why = {};
	struct redact_recipe recipe;
	const char *label = dataset_fields[i].name;
	if (cell.len > CELL_BYTES_MAX)
		return fail(cx, E_INVALID, "%s: is longer than %d bytes", label, CELL_BYTES_MAX);
	if (!record_cell(&cx->a, &dataset_fields[i], cell, out, &why) || (i == DATASET_RECIPE && !redact_parse(&cx->a, *out, &recipe, &why)))
		return fail(cx, E_INVALID, "%s: %.*s", label, STR(why));
	if (dataset_fields[i].required && !out->len)
		return fail(cx, E_INVALID, "%s: must not be empty", label);
	if (i == DATASET_PURPOSES && !purposes_known(*out))
		return fail(cx, E_INVALID, "%s: is not a list of read, warn, export", label);
	return true;
}

/* TLP:CLEAR is for the public: a data set nobody outside may get cannot be that, nor can one be public above CLEAR. */
static bool check_whole(struct cx *cx, const struct dataset_rule *r)
{
	if (r->max_days && r->max_days < r->min_days)
		return fail(cx, E_INVALID, "max_days: %lld is less than min_days %lld", (long long)r->max_days, (long long)r->min_days);
	if (str_eq(r->cells[DATASET_PUBLIC], S("yes")) && r->floor != TLP_CLEAR)
		return fail(cx, E_INVALID, "public: what never counts as less than TLP:%.*s is not for the public", STR(tlp_text(r->floor)));
	return true;
}

static bool write_cell(struct cx *cx, struct json_out *o, const struct dataset_rule *r, unsigned i, struct str shipped, struct str now)
{
	struct store_cell cell = { str_c(r->row->id), str_c(dataset_fields[i].name), now };
	jo_key(o, dataset_fields[i].name);
	jo_array(o);
	jo_str(o, r->cells[i]);
	jo_str(o, now);
	jo_array_end(o);
	return str_eq(now, shipped) ? store_dataset_cell_delete(cx, cell.dataset, cell.field) : store_dataset_cell_put(cx, &cell);
}

static bool tell(struct cx *cx, const char *kind, struct str id, struct str content)
{
	int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_AMBER });
	return ledger_append_one(cx, str_c(kind), id, content, class_key) && event_emit(cx, S("dataset.changed"), id);
}

bool dataset_change(struct cx *cx, struct str id, const struct str cells[DATASET_FIELDS], int64_t version)
{
	struct dataset_rule r;
	struct str shipped[DATASET_FIELDS], now[DATASET_FIELDS];
	struct buf b = buf_make(&cx->a, ENTRY_BYTES_MAX);
	struct json_out o = json_out(&b);
	unsigned changes = 0;
	AUTO(db_tx) tx = desk_begin(cx);
	if (!dataset_rule(cx, id, &r))
		return false;
	if (version >= 0 && version != r.version)
		return fail(cx, E_CONFLICT, "somebody else has changed this meanwhile: look at it again");
	ship(&cx->a, r.row, shipped);
	struct dataset_rule whole = r;
	for (unsigned i = 0; i < DATASET_FIELDS; i++) {
		now[i] = r.cells[i];
		if (cells[i].ptr && !check_cell(cx, i, cells[i], &now[i]))
			return false;
		whole.cells[i] = now[i];
	}
	derive(&whole);
	if (!check_whole(cx, &whole))
		return false;
	jo_object(&o);
	for (unsigned i = 0; i < DATASET_FIELDS; i++)
		if (!str_eq(now[i], r.cells[i])) {
			changes++;
			write_cell(cx, &o, &r, i, shipped[i], now[i]);
		}
	jo_object_end(&o);
	if (!changes)
		return ok(cx);
	return store_dataset_touch(cx, id) && tell(cx, "dataset.change", id, buf_str(&b)) && db_commit(&tx);
}

bool dataset_review(struct cx *cx, struct str id)
{
	struct dataset_rule r;
	AUTO(db_tx) tx = desk_begin(cx);
	if (!dataset_rule(cx, id, &r))
		return false;
	struct store_cell next = { id, str_c(dataset_fields[DATASET_REVIEW_ON].name), time_date(&cx->a, cx->now_us + REVIEW_DAYS * day_us) };
	return store_dataset_touch(cx, id) && store_dataset_reviewed(cx, id, cx->viewer ? cx->viewer->person : S("")) && store_dataset_cell_put(cx, &next) &&
		tell(cx, "dataset.review", id, arena_printf(&cx->a, "{\"review_on\":\"%.*s\"}", STR(next.value))) && db_commit(&tx);
}

/* ---- asked by others ---- */
enum tlp tlp_stricter(enum tlp a, enum tlp b)
{
	if (a == TLP_UNKNOWN || b == TLP_UNKNOWN)
		return TLP_UNKNOWN;
	return a > b ? a : b;
}

enum tlp dataset_floor(struct cx *cx, struct str id)
{
	struct dataset_rule_vec rules = {};
	if (!dataset_rules(cx, &rules))
		return TLP_UNKNOWN;
	const struct dataset_rule *r = rule_of(&rules, id);
	return r ? r->floor : TLP_CLEAR;
}

bool dataset_guard(struct cx *cx, struct dataset_guard *out)
{
	*out = (struct dataset_guard){};
	return holds_list(cx, true, &out->holds) && dataset_rules(cx, &out->rules);
}

bool dataset_guard_ages(const struct dataset_guard *guard, struct str dataset)
{
	const struct dataset_rule *r = rule_of(&guard->rules, dataset);
	return r && r->min_days;
}

bool dataset_guard_erase(struct cx *cx, const struct dataset_guard *guard, const struct erasable *what)
{
	const struct hold *h = hold_over(&guard->holds, what);
	if (h)
		return fail(cx, E_CONFLICT, "it is under the legal hold '%.*s' and is erased by nothing until that is lifted", STR(h->name));
	const struct dataset_rule *r = rule_of(&guard->rules, what->dataset);
	if (!r || !r->min_days)
		return true;
	if (what->made_us == TIME_NONE)
		return fail(cx, E_CONFLICT, "%s are kept for at least %lld days, and since when this one is there is not known", r->row->id, (long long)r->min_days);
	int64_t from_us = what->made_us + r->min_days * day_us;
	if (from_us > cx->now_us)
		return fail(cx, E_CONFLICT, "%s are kept for at least %lld days: this may be erased from %.*s on", r->row->id, (long long)r->min_days,
			STR(time_text(&cx->a, from_us)));
	return true;
}

bool dataset_may_erase(struct cx *cx, const struct erasable *what)
{
	struct dataset_guard guard;
	return dataset_guard(cx, &guard) && dataset_guard_erase(cx, &guard, what);
}

bool dataset_made(struct cx *cx, const char *kind, struct str subject, int64_t *made_us)
{
	return store_dataset_made(cx, arena_printf(&cx->a, "%s.create", kind), subject, made_us);
}

static struct str cut_text(struct cx *cx, const struct dataset_count *c, int64_t rows)
{
	return arena_printf(&cx->a, "{\"rows\":%lld,\"before\":\"%.*s\"}", (long long)rows, STR(time_text(&cx->a, c->before_us)));
}

static bool expire_one(struct cx *cx, const struct dataset_rule *r, struct dataset_count *c)
{
	struct dataset_cut cut = { .dataset = c->dataset, .before_us = c->before_us, .limit = DATASET_CUT_ROWS };
	for (int64_t n = DATASET_CUT_ROWS; n == DATASET_CUT_ROWS; c->rows += n) {
		AUTO(db_tx) tx = desk_begin(cx);
		n = 0;
		if (!r->row->expire(cx, &cut, &n))
			return false;
		if (!n)
			return ok(cx); /* nothing to commit: the revision stays */
		int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_AMBER });
		if (!ledger_append_one(cx, S("retention.erase"), c->dataset, cut_text(cx, c, n), class_key) || !db_commit(&tx))
			return false;
	}
	return true;
}

bool dataset_expire(struct cx *cx, bool dry_run, struct dataset_count_vec *out)
{
	struct dataset_rule_vec rules = {};
	if (!dataset_rules(cx, &rules))
		return false;
	vec_each (r, &rules) {
		if (!r->row->expire || !r->max_days)
			continue;
		struct dataset_count *c = vec_push(&cx->a, out);
		*c = (struct dataset_count){ .dataset = str_c(r->row->id), .before_us = cx->now_us - r->max_days * day_us };
		struct dataset_cut cut = { .dataset = c->dataset, .before_us = c->before_us, .dry_run = true, .limit = DATASET_CUT_ROWS };
		if (!r->row->expire(cx, &cut, &c->rows))
			return false;
		if (dry_run || !c->rows)
			continue; /* counted without the write lock: mostly there is nothing to erase */
		c->rows = 0;
		if (!expire_one(cx, r, c))
			return false;
	}
	return ok(cx);
}
