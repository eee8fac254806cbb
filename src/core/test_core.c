/* SPDX-License-Identifier: Apache-2.0
 *
 * core on both engines: the release decision and its expansion into SQL agree; the ledger opens its own commitments and keeps no secret in a leaf;
 * an event is heard in order and at least once; sign-in.
 */
#include "base/test.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"
#include "core/store.h"
#include "core/store_ledger.h"
#include "core/store_release.h"
#include "core/who.h"
#include "db/test_desk.h"

extern const struct db_schema core_schema;
static const struct db_schema *const schemas[] = { &core_schema, NULL };

static void make_desk(struct cx *cx)
{
	cx->now_us = 1790000000000000;
	CHECK(db_migrate(cx, schemas));
	AUTO(db_tx) tx = db_begin(cx);
	CHECK(desk_create(cx, S("Test desk"), S("XA")));
	CHECK(db_commit(&tx));
}

TEST(tlp_words)
{
	enum tlp t;
	CHECK(tlp_parse(S("tlp:amber+strict"), &t) && t == TLP_AMBER_STRICT);
	CHECK(tlp_parse(S("WHITE"), &t) && t == TLP_CLEAR);
	CHECK(tlp_parse(S(""), &t) && t == TLP_UNKNOWN);
	CHECK(!tlp_parse(S("PINK"), &t));
}

DESK_TEST(the_ledger_opens_its_commitments_and_leaks_nothing)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	struct person anna = { .id = S("anna"), .name = S("Anna Example"), .organization = S("north"), .role = ROLE_DESK };
	CHECK(who_create(cx, &anna, S("")));
	CHECK(who_act_as(cx, S("anna")));
	{
		AUTO(db_tx) tx = desk_begin(cx);
		int64_t class_key = release_class(cx, &(struct labels){ .tlp = TLP_RED, .owner = S("north") });
		CHECK(ledger_append_one(cx, S("asset.update"), S("pump-7"), S("{\"name\":[\"a\",\"b\"]}"), class_key));
		CHECK(db_commit(&tx));
	}
	struct ledger_line_vec lines = {};
	CHECK(ledger_history(cx, S("pump-7"), &lines) && lines.n == 1 && lines.at[0].holds);
	struct store_leaf_vec leaves = {};
	CHECK(store_leaves_of(cx, release_viewer(cx), S("pump-7"), &leaves) && leaves.n == 1);
	CHECK(str_find(leaves.at[0].leaf, S("pump-7")) < 0 && str_find(leaves.at[0].leaf, S("anna")) < 0 && str_find(leaves.at[0].leaf, S("name")) < 0);
	/* Content that was changed behind the ledger's back no longer opens the leaf. */
	CHECK(db_exec(cx, "UPDATE ledger_content SET content = '{}' WHERE subject = 'pump-7'"));
	lines.n = 0;
	CHECK(ledger_history(cx, S("pump-7"), &lines) && lines.n == 1 && !lines.at[0].holds);
}

static int heard_times;

static bool heard(struct cx *cx, const struct event *event)
{
	heard_times++;
	CHECK_STR(event->name, S("thing.changed"));
	CHECK_STR(event->subject, heard_times == 1 ? S("one") : S("two"));
	return ok(cx);
}

DESK_TEST(events_are_heard_in_order_and_once_they_are_done)
{
	struct cx *cx = &d->cx;
	make_desk(cx);
	static const struct hear hears[] = { { "thing.changed", heard }, {} };
	static const struct feature f = { .name = "test", .hears = hears };
	static const struct feature *const all[] = { &f, NULL };
	{
		AUTO(db_tx) tx = desk_begin(cx);
		CHECK(event_emit(cx, S("thing.changed"), S("one")) && event_emit(cx, S("thing.changed"), S("two")));
		CHECK(db_commit(&tx));
	}
	{ /* an event of a transaction that is left is no event */
		AUTO(db_tx) tx = desk_begin(cx);
		CHECK(event_emit(cx, S("thing.changed"), S("never")));
	}
	heard_times = 0;
	CHECK(events_run(cx, all));
	CHECK(heard_times == 2);
	CHECK(events_run(cx, all));
	CHECK(heard_times == 2);
}
