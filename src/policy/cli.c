/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of policy: the register of data sets, retention, legal holds.
 */
#include "policy/policy.h"
#include "base/json.h"
#include "base/time.h"
#include <stdio.h>

enum { LINES_BYTES_MAX = 1 << 24 };

static struct str date_or(struct cx *cx, int64_t us, struct str otherwise)
{
	return us == TIME_NONE ? otherwise : time_date(&cx->a, us);
}

static void put_rule(struct cx *cx, struct buf *b, const struct dataset_rule *r)
{
	struct str most = r->max_days ? arena_printf(&cx->a, "%lld", (long long)r->max_days) : S("-");
	buf_printf(b, "%-18s %-14.*s %6lld %6.*s  %s%s%s%s  %-10.*s%s\n", r->row->id, STR(tlp_text(r->floor)), (long long)r->min_days, STR(most),
		str_eq(r->cells[DATASET_OPERATORS], S("yes")) ? "o" : "-", str_eq(r->cells[DATASET_REGULATORS], S("yes")) ? "r" : "-",
		str_eq(r->cells[DATASET_PARTNERS], S("yes")) ? "p" : "-", str_eq(r->cells[DATASET_PUBLIC], S("yes")) ? "*" : "-",
		STR(date_or(cx, r->review_us, S("-"))), dataset_due(r, cx->now_us) ? " due" : "");
}

static bool list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct dataset_rule_vec rules = {};
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!dataset_rules(cx, &rules))
		return false;
	if (line->json)
		policy_put(cx, &b, &rules, POLICY_JSON, false);
	else
		buf_printf(&b, "%-18s %-14s %6s %6s  shown review\n", "data set", "never below", "least", "most");
	for (size_t i = 0; i < rules.n && !line->json; i++)
		put_rule(cx, &b, &rules.at[i]);
	command_print(&b);
	return true;
}

static const struct option export_options[] = { { "--public", NULL, "only what everybody may know" }, { "--csv", NULL, "CSV instead of JSON Lines" }, {} };

static bool export_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct dataset_rule_vec rules = {};
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!dataset_rules(cx, &rules))
		return false;
	policy_put(cx, &b, &rules, command_option(line, export_options, "--csv").ptr ? POLICY_CSV : POLICY_JSON,
		command_option(line, export_options, "--public").ptr != NULL);
	command_print(&b);
	return true;
}

static bool set_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str cells[DATASET_FIELDS] = {};
	for (unsigned i = 0; i < DATASET_FIELDS; i++)
		if (str_eq(line->words[1], str_c(dataset_fields[i].name))) {
			cells[i] = line->words[2];
			return dataset_change(cx, line->words[0], cells, -1);
		}
	return fail(cx, E_INVALID, "a data set has no field '%.*s': see 'mainstay policy export --csv'", STR(line->words[1]));
}

static bool review_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return dataset_review(cx, line->words[0]);
}

static bool tables_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct policy_table_vec tables = {};
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!policy_tables(cx, &tables))
		return false;
	vec_each (t, &tables) {
		if (!line->json) {
			buf_printf(&b, "%-24.*s %.*s\n", STR(t->table), STR(t->dataset.len ? t->dataset : S("(none)")));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "table", t->table);
		jo_kstr(&o, "dataset", t->dataset);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

/* ---- retention ---- */
static const struct option retention_options[] = { { "--dry-run", NULL, "say what would go, and erase nothing" }, {} };

static bool retention_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	bool dry_run = command_option(line, retention_options, "--dry-run").ptr != NULL;
	struct dataset_count_vec counts = {};
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!dataset_expire(cx, dry_run, &counts))
		return false;
	vec_each (c, &counts) {
		if (!line->json) {
			buf_printf(&b, "%-18.*s %8lld %s, older than %.*s\n", STR(c->dataset), (long long)c->rows, dry_run ? "would go" : "erased",
				STR(time_text(&cx->a, c->before_us)));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "dataset", c->dataset);
		jo_kint(&o, "rows", c->rows);
		jo_kstr(&o, "before", time_text(&cx->a, c->before_us));
		jo_kbool(&o, "erased", !dry_run);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

/* ---- holds ---- */
static const struct option hold_options[] = { { "--dataset", "ID", "the data set that is held (default: all)" }, { "--subject", "ID", "only what is about this one thing" },
	{ "--organization", "ID", "only what belongs to this organization" }, { "--reason", "TEXT", "why; everybody who may lift it reads this" }, {} };

static struct str option_or(const struct command_line *line, const char *name, const char *otherwise)
{
	struct str value = command_option(line, hold_options, name);
	return value.ptr ? value : str_c(otherwise);
}

static bool hold_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct hold h = { .name = line->words[0], .dataset = option_or(line, "--dataset", "all"), .subject = option_or(line, "--subject", ""),
		.organization = option_or(line, "--organization", ""), .reason = option_or(line, "--reason", "") };
	struct dataset_rule rule;
	return (str_eq(h.dataset, S("all")) || dataset_rule(cx, h.dataset, &rule)) && hold_set(cx, &h);
}

static bool hold_lift_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	return hold_lift(cx, line->words[0]);
}

static bool hold_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct hold_vec holds = {};
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	if (!holds_list(cx, false, &holds))
		return false;
	vec_each (h, &holds) {
		if (!line->json) {
			buf_printf(&b, "%-20.*s %-16.*s %-16.*s %-16.*s %.*s %.*s%s%.*s: %.*s\n", STR(h->name), STR(h->dataset), STR(h->subject.len ? h->subject : S("-")),
				STR(h->organization.len ? h->organization : S("-")), STR(time_date(&cx->a, h->set_us)), STR(h->set_by),
				h->lifted_us == TIME_NONE ? "" : ", lifted by ", STR(h->lifted_by), STR(h->reason));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "name", h->name);
		jo_kstr(&o, "dataset", h->dataset);
		jo_kstr(&o, "subject", h->subject);
		jo_kstr(&o, "organization", h->organization);
		jo_kstr(&o, "reason", h->reason);
		jo_kstr(&o, "set", time_text(&cx->a, h->set_us));
		jo_kstr(&o, "set_by", h->set_by);
		jo_kstr(&o, "lifted", time_text(&cx->a, h->lifted_us));
		jo_kstr(&o, "lifted_by", h->lifted_by);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

const struct command policy_commands[] = {
	{ "policy list", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, list_command, "List the data sets with their exposure, retention and next review",
		"shown: o operators, r regulators, p partner States, * the public; days a data set is kept at least and at most.\n\nExample:\n  mainstay policy list\n", NULL },
	{ "policy export", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, export_command, "Print the register of data sets, for others or as evidence",
		"Examples:\n  mainstay policy export --csv >data-sets.csv\n  mainstay policy export --public\n", export_options },
	{ "policy set", "ID FIELD VALUE", 3, 3, DESK_OPEN, RIGHT_POLICY, set_command, "Change a field of a data set's rule",
		"Fields are the columns of 'mainstay policy export --csv'. What is set to the shipped value is as shipped again.\n\nExamples:\n"
		"  mainstay policy set contacts floor RED\n  mainstay policy set quarantine max_days 90\n", NULL },
	{ "policy review", "ID", 1, 1, DESK_OPEN, RIGHT_POLICY, review_command, "Note that a data set's rule was looked at and is right; due again in a year",
		"Example:\n  mainstay policy review contacts\n", NULL },
	{ "policy tables", "", 0, 0, DESK_OPEN, RIGHT_AUDIT, tables_command, "List the tables of the desk's database, each with its data set", "Example:\n  mainstay policy tables\n",
		NULL },
	{ "retention run", "", 0, 0, DESK_OPEN, RIGHT_POLICY, retention_command, "Erase what is past the time it may be kept, and under no hold",
		"The server does this once a day. Each transaction leaves its count in the ledger.\n\nExamples:\n  mainstay retention run --dry-run\n  mainstay retention run\n",
		retention_options },
	{ "hold add", "NAME", 1, 1, DESK_OPEN, RIGHT_POLICY, hold_add_command, "Set a legal hold: what it covers is erased by nothing",
		"Examples:\n  mainstay hold add case-17 --dataset contacts --organization aqua --reason \"court order 17\"\n"
		"  mainstay hold add inquiry --reason \"inquiry of the ministry\"\n", hold_options },
	{ "hold list", "", 0, 0, DESK_OPEN, RIGHT_POLICY, hold_list_command, "List legal holds, those that stand first", "Example:\n  mainstay hold list\n", NULL },
	{ "hold lift", "NAME", 1, 1, DESK_OPEN, RIGHT_APPROVE, hold_lift_command, "Lift a legal hold that another person has set",
		"Example:\n  mainstay hold lift case-17 --as vera\n", NULL },
	{},
};
