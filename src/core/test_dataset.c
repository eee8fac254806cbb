/* SPDX-License-Identifier: Apache-2.0
 *
 * Data sets and holds on both engines: what is shipped and what the desk changes lie over each other; what is past its time goes, in transactions that
 * the ledger counts; what is too young or held stays, whatever asks.
 */
#include "base/time.h"
#include "core/dataset.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"
#include "core/store.h"
#include "core/who.h"
#include "core/who_sign_in.h"
#include "db/test_desk.h"

static const int64_t day_us = (int64_t)86400 * 1000000;
extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };
static const struct dataset more[] = { { "contacts", "Contacts", "How people are reached", NULL, .floor = "AMBER", .shown = SHOWN_OPERATORS, .min_days = 30, .max_days = 0 }, {} };
static const struct feature core = { .name = "core", .datasets = core_datasets }, room = { .name = "room", .datasets = more };
static const struct feature *const features[] = { &core, &room, NULL };

static struct viewer anna = { .person = { "anna", 4 }, .rights = RIGHT_POLICY | RIGHT_APPROVE }, bert = { .person = { "bert", 4 }, .rights = RIGHT_POLICY | RIGHT_APPROVE },
		     carl = { .person = { "carl", 4 }, .rights = RIGHT_POLICY };

static void make_desk(struct cx *cx)
{
	cx->now_us = 1790000000000000;
	cx->features = features;
	cx->viewer = &anna;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

static int64_t count(struct cx *cx, const char *sql)
{
	int64_t n = -1;
	AUTO(db_rows) rows = db_query(cx, sql);
	return db_next(&rows, TO(&n)) ? n : -1;
}

static bool fails(struct cx *cx, bool good, enum err_kind kind, const char *told)
{
	bool right = !good && cx->err.kind == kind && strstr(cx->err.text, told);
	if (!right)
		printf("# %d %s\n", cx->err.kind, cx->err.text);
	err_clear(&cx->err);
	return right;
}

static bool change(struct cx *cx, const char *id, enum dataset_field field, const char *value)
{
	struct str cells[DATASET_FIELDS] = {};
	cells[field] = str_c(value);
	return dataset_change(cx, str_c(id), cells, -1);
}

DESK_TEST(rules_are_what_is_shipped_and_what_was_changed)
{
	struct cx *cx = &d->cx;
	struct dataset_rule r;
	make_desk(cx);
	CHECK(dataset_rule(cx, S("contacts"), &r) && r.floor == TLP_AMBER && r.min_days == 30 && r.version == 0 && dataset_due(&r, cx->now_us));
	CHECK(fails(cx, dataset_rule(cx, S("nonsense"), &r), E_MISSING, "nonsense"));
	CHECK(change(cx, "contacts", DATASET_FLOOR, "tlp:red") && change(cx, "contacts", DATASET_MAX_DAYS, "0400"));
	CHECK(dataset_rule(cx, S("contacts"), &r) && r.floor == TLP_RED && r.max_days == 400 && r.changed[DATASET_FLOOR] && !r.changed[DATASET_TITLE] && r.version == 2);
	CHECK(dataset_floor(cx, S("contacts")) == TLP_RED && dataset_floor(cx, S("events")) == TLP_RED && dataset_floor(cx, S("nonsense")) == TLP_CLEAR);
	/* Back to what is shipped: nothing is stored. */
	CHECK(change(cx, "contacts", DATASET_FLOOR, "AMBER") && change(cx, "contacts", DATASET_MAX_DAYS, "0") && count(cx, "SELECT COUNT(*) FROM dataset_cell") == 0);
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'dataset.change'") == 4);
	CHECK(count(cx, "SELECT COUNT(*) FROM event WHERE name = 'dataset.changed'") == 4);
	CHECK(fails(cx, change(cx, "contacts", DATASET_MAX_DAYS, "29"), E_INVALID, "max_days"));
	CHECK(fails(cx, change(cx, "contacts", DATASET_MIN_DAYS, "-1"), E_INVALID, "min_days"));
	CHECK(fails(cx, change(cx, "contacts", DATASET_PUBLIC, "yes"), E_INVALID, "public"));
	CHECK(fails(cx, change(cx, "contacts", DATASET_RECIPE, "hide name"), E_INVALID, "recipe"));
	CHECK(fails(cx, change(cx, "contacts", DATASET_PURPOSES, "gossip"), E_INVALID, "purposes"));
	CHECK(fails(cx, change(cx, "contacts", DATASET_TITLE, " "), E_INVALID, "title"));
	struct str cells[DATASET_FIELDS] = { [DATASET_TITLE] = S("Telephones") };
	CHECK(fails(cx, dataset_change(cx, S("contacts"), cells, 3), E_CONFLICT, "meanwhile") && dataset_change(cx, S("contacts"), cells, 4));
	CHECK(dataset_review(cx, S("contacts")) && dataset_rule(cx, S("contacts"), &r) && str_eq(r.reviewed_by, S("anna")) && r.reviewed_us == cx->now_us);
	CHECK(!dataset_due(&r, cx->now_us) && !dataset_due(&r, cx->now_us + 363 * day_us) && dataset_due(&r, cx->now_us + 366 * day_us));
}

TEST(markings_are_compared)
{
	CHECK(tlp_stricter(TLP_GREEN, TLP_AMBER) == TLP_AMBER && tlp_stricter(TLP_RED, TLP_CLEAR) == TLP_RED);
	CHECK(tlp_stricter(TLP_UNKNOWN, TLP_CLEAR) == TLP_UNKNOWN && tlp_stricter(TLP_RED, TLP_UNKNOWN) == TLP_UNKNOWN);
}

TEST(a_hold_covers_what_it_is_narrowed_to)
{
	struct arena a = {};
	struct hold_vec holds = {};
	*vec_push(&a, &holds) = (struct hold){ .name = S("lifted"), .dataset = S("all"), .lifted_us = 1 };
	*vec_push(&a, &holds) = (struct hold){ .name = S("h"), .dataset = S("contacts"), .organization = S("north"), .lifted_us = TIME_NONE };
	struct erasable what = { .dataset = S("contacts"), .subject = S("c1"), .organization = S("north") };
	CHECK(hold_over(&holds, &what) == &holds.at[1]);
	what.organization = S("south");
	CHECK(!hold_over(&holds, &what));
	what.organization = (struct str){}; /* not known: a doubt keeps it */
	CHECK(hold_over(&holds, &what));
	what.dataset = S("assets");
	CHECK(!hold_over(&holds, &what));
	holds.at[1].dataset = S("all");
	CHECK(hold_over(&holds, &what));
	holds.at[1].subject = S("c2");
	CHECK(!hold_over(&holds, &what));
	arena_end(&a);
}

DESK_TEST(two_people_for_a_hold)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	struct hold h = { .name = S("case-1"), .dataset = S("contacts"), .subject = S("c1"), .reason = S("court order 17") };
	CHECK(fails(cx, hold_set(cx, &(struct hold){ .name = S("case 1"), .reason = S("x") }), E_INVALID, "name"));
	CHECK(fails(cx, hold_set(cx, &(struct hold){ .name = S("case-1"), .reason = S(" ") }), E_INVALID, "reason"));
	CHECK(hold_set(cx, &h) && fails(cx, hold_set(cx, &h), E_CONFLICT, "case-1"));
	struct erasable c1 = { .dataset = S("contacts"), .subject = S("c1"), .organization = S("north"), .made_us = cx->now_us - 29 * day_us };
	CHECK(fails(cx, dataset_may_erase(cx, &c1), E_CONFLICT, "'case-1'"));
	CHECK(fails(cx, hold_lift(cx, S("case-1")), E_DENIED, "another person"));
	cx->viewer = &carl;
	CHECK(fails(cx, hold_lift(cx, S("case-1")), E_DENIED, "approve"));
	cx->viewer = &bert;
	CHECK(fails(cx, hold_lift(cx, S("case-2")), E_MISSING, "case-2"));
	CHECK(hold_lift(cx, S("case-1")) && fails(cx, hold_lift(cx, S("case-1")), E_MISSING, "case-1"));
	CHECK(fails(cx, dataset_may_erase(cx, &c1), E_CONFLICT, "from 2026-09-22"));
	cx->now_us += day_us;
	CHECK(dataset_may_erase(cx, &c1));
	c1.made_us = TIME_NONE;
	CHECK(fails(cx, dataset_may_erase(cx, &c1), E_CONFLICT, "not known"));
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind IN ('hold.set', 'hold.lift')") == 2);
}

static bool expire(struct cx *cx)
{
	struct dataset_count_vec counts = {};
	return dataset_expire(cx, false, &counts);
}

DESK_TEST(what_is_past_its_time_goes)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	struct person person = { .id = S("anna"), .name = S("Anna"), .role = ROLE_DESK };
	struct str early, late;
	CHECK(who_create(cx, &person, S("correct horse")));
	struct person made;
	CHECK(who_find(cx, S("anna"), &made));
	CHECK(who_session_open(cx, made.key, WHO_BY_PASSWORD, day_us, &early) && who_session_open(cx, made.key, WHO_BY_PASSWORD, 40 * day_us, &late));
	{
		AUTO(db_tx) tx = desk_begin(cx);
		for (int i = 0; i < 5000; i++) /* more than one transaction takes */
			event_emit(cx, S("thing.changed"), S("x"));
		CHECK(db_commit(&tx));
	}
	static const struct feature *const nobody[] = { NULL };
	CHECK(events_run(cx, nobody));
	cx->now_us += 20 * day_us;
	{
		AUTO(db_tx) tx = desk_begin(cx);
		CHECK(event_emit(cx, S("thing.changed"), S("later")) && event_emit(cx, S("thing.heard"), S("waits")));
		CHECK(store_events_pass(cx, S("thing.changed")) && db_commit(&tx));
	}
	CHECK(expire(cx));
	CHECK(count(cx, "SELECT COUNT(*) FROM session") == 1 && count(cx, "SELECT COUNT(*) FROM event") == 5002);
	cx->now_us += 11 * day_us;
	struct dataset_count_vec would = {};
	CHECK(dataset_expire(cx, true, &would) && count(cx, "SELECT COUNT(*) FROM event") == 5002); /* only counted */
	bool told = false;
	vec_each (c, &would)
		told |= str_eq(c->dataset, S("events")) && c->rows == 5000;
	CHECK(told);
	cx->viewer = &anna;
	CHECK(hold_set(cx, &(struct hold){ .name = S("keep"), .dataset = S("events"), .reason = S("inquiry") }) && expire(cx));
	CHECK(count(cx, "SELECT COUNT(*) FROM event") == 5002); /* held */
	cx->viewer = &bert;
	CHECK(hold_lift(cx, S("keep")));
	int64_t before = desk_revision(cx);
	CHECK(expire(cx));
	/* What was done lately stays, and what is not done stays for ever. */
	CHECK(count(cx, "SELECT COUNT(*) FROM session") == 1 && count(cx, "SELECT COUNT(*) FROM event") == 2);
	CHECK(desk_revision(cx) == before + 3 && count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'retention.erase' AND subject = 'events'") == 3);
	CHECK(expire(cx) && desk_revision(cx) == before + 3); /* nothing to do: nothing written */
	cx->now_us += 400 * day_us;
	CHECK(expire(cx) && count(cx, "SELECT COUNT(*) FROM session") == 0);
	CHECK(count(cx, "SELECT COUNT(*) FROM event") == 1 && count(cx, "SELECT COUNT(*) FROM event WHERE subject = 'waits'") == 1);
}

DESK_TEST(who_has_left_is_forgotten_after_a_year)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	struct person olga = { .id = S("olga"), .name = S("Olga Ek"), .organization = S("north"), .role = ROLE_OPERATOR }, nils = olga;
	nils.id = S("nils");
	CHECK(who_create(cx, &olga, S("correct horse")) && who_create(cx, &nils, S("correct horse")));
	CHECK(db_exec(cx, "UPDATE person SET ended_us = $1", DB(cx->now_us)));
	CHECK(hold_set(cx, &(struct hold){ .name = S("nils"), .dataset = S("all"), .subject = S("nils"), .reason = S("inquiry") }));
	cx->now_us += 365 * day_us;
	CHECK(expire(cx) && count(cx, "SELECT COUNT(*) FROM person WHERE name = 'Olga Ek'") == 2);
	cx->now_us += 1;
	CHECK(expire(cx) && count(cx, "SELECT COUNT(*) FROM person WHERE name = 'Olga Ek' AND id = 'nils'") == 1);
	CHECK(count(cx, "SELECT COUNT(*) FROM person WHERE id = 'olga'") == 0 && count(cx, "SELECT COUNT(*) FROM person WHERE password IS NULL AND name = ''") == 1);
	CHECK(expire(cx) && count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'retention.erase' AND subject = 'people'") == 1);
}

DESK_TEST(contents_of_the_ledger_go_and_the_leaves_stay)
{
	struct cx *cx = &d->cx;
	int64_t n = 0;
	make_desk(cx);
	for (int i = 0; i < 3; i++) {
		AUTO(db_tx) tx = desk_begin(cx);
		int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED, .owner = i == 2 ? S("north") : S("") });
		CHECK(ledger_append_one(cx, i == 1 ? S("page.read") : S("thing.change"), i == 0 ? S("t0") : S("t1"), S("{\"secret\":1}"), class_key) && db_commit(&tx));
	}
	CHECK(hold_set(cx, &(struct hold){ .name = S("n"), .dataset = S("contacts"), .organization = S("north"), .reason = S("x") }));
	CHECK(hold_set(cx, &(struct hold){ .name = S("t"), .dataset = S("contacts"), .subject = S("t9"), .reason = S("x") }));
	int64_t leaves = count(cx, "SELECT COUNT(*) FROM ledger_leaf");
	cx->now_us += 401 * day_us;
	CHECK(expire(cx) && count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'page.read' AND content = '' AND erased = 7") == 1);
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'thing.change' AND erased = 0") == 2);
	cx->now_us += 3650 * day_us;
	CHECK(expire(cx) && count(cx, "SELECT COUNT(*) FROM ledger_content WHERE kind = 'thing.change' AND erased = 7 AND subject = ''") == 1);
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_content WHERE subject = 't1' AND erased = 0") == 1); /* of an organization whose data are held */
	CHECK(count(cx, "SELECT COUNT(*) FROM ledger_leaf") > leaves); /* none goes; erasing adds some */
	CHECK(fails(cx, ledger_erase(cx, S("t1"), S("asked for"), &n), E_CONFLICT, "'n'")); /* whose it is, is not known here: a doubt keeps it */
	cx->viewer = &bert;
	CHECK(hold_lift(cx, S("n")) && change(cx, "ledger-contents", DATASET_MAX_DAYS, "0") && change(cx, "ledger-contents", DATASET_MIN_DAYS, "5000"));
	CHECK(fails(cx, ledger_erase(cx, S("t1"), S("asked for"), &n), E_CONFLICT, "at least 5000 days"));
	CHECK(change(cx, "ledger-contents", DATASET_MIN_DAYS, "30") && ledger_erase(cx, S("t1"), S("asked for"), &n) && n == 1);
}
