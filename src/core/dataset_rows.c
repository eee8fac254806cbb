/* SPDX-License-Identifier: Apache-2.0
 *
 * The data sets of core itself: what the desk holds about its people and about what happened. See docs/how-to/data-policy.md.
 */
#include "core/store_dataset.h"
#include "page/catalogue.h"

static const char *const desk_tables[] = { "desk", "counter", "job", "setting", "schema_step", NULL };
static const char *const release_tables[] = { "release_class", "release_class_full", "clearance_profile", "clearance", "release_level", "release_held", "release_grant",
	"release_mark", "release_state", NULL };
static const char *const people_tables[] = { "person", "person_request", NULL };
static const char *const credential_tables[] = { "recovery_code", "known_device", "person_link", "sign_in_bucket", "passkey_handle", "passkey",
	"passkey_challenge", "certificate", "api_token", "oidc_client", "oidc_provider", "oidc_flow", "oidc_link", NULL };
static const char *const session_tables[] = { "session", NULL };
static const char *const leaf_tables[] = { "ledger_leaf", "ledger_tree", "ledger_tile", "ledger_key", "ledger_checkpoint", "ledger_cosignature", "ledger_stamp",
	"ledger_reads", NULL };
static const char *const content_tables[] = { "ledger_content", NULL };
static const char *const read_tables[] = { "ledger_read", NULL }; /* the reads themselves are contents of the ledger */
static const char *const event_tables[] = { "event", NULL };
static const char *const policy_tables[] = { "dataset_cell", "dataset_state", "legal_hold", NULL };

const struct dataset core_datasets[] = {
	{ "people", tr_later("People who sign in"), tr_later("Name, organization, role and language of everybody who may use this desk"), people_tables, "administrator", .floor = "RED",
		.basis = "A/RES/58/199, annex, 2", .max_days = 365, .ages = tr_later("the end of the account"), .expire = store_expire_people },
	{ "sessions", tr_later("Sessions"), tr_later("Who is signed in, since when"), session_tables, "administrator", .floor = "RED", .max_days = 1, .ages = tr_later("their end"),
		.expire = store_expire_sessions },
	{ "credentials", tr_later("Credentials"), tr_later("What proves that somebody is who they say: hashes and sealed secrets only"), credential_tables, "administrator", .floor = "RED",
		.basis = "A/RES/58/199, annex, 2" },
	{ "ledger", tr_later("Ledger"), tr_later("The fact that something happened: hashes without names or contents"), leaf_tables, "auditor", .floor = "GREEN",
		.shown = SHOWN_OPERATORS | SHOWN_REGULATORS | SHOWN_PARTNERS, .basis = "A/RES/58/199, annex, 7", .min_days = 3650, .ages = tr_later("their making") },
	{ "ledger-contents", tr_later("Contents of the ledger"), tr_later("Who did what, and what was changed from what to what"), content_tables, "auditor", .floor = "AMBER",
		.shown = SHOWN_OPERATORS, .basis = "A/RES/58/199, annex, 7", .max_days = 3650, .ages = tr_later("their making"), .expire = store_expire_contents },
	{ "page-reads", tr_later("Page reads"), tr_later("Who opened which page, when"), read_tables, "auditor", .floor = "AMBER", .shown = SHOWN_OPERATORS,
		.basis = "A/RES/58/199, annex, 7", .max_days = 400, .ages = tr_later("their making"), .expire = store_expire_reads },
	{ "events", tr_later("Work done"), tr_later("What parts of the program told each other, once they have acted on it"), event_tables, "administrator", .floor = "RED",
		.max_days = 30, .ages = tr_later("being done"), .expire = store_expire_events },
	{ "release-rules", tr_later("Who may see what"), tr_later("Markings, roles and organizations, and the decision for each pair"), release_tables, .floor = "AMBER",
		.basis = "A/RES/58/199, annex, 6" },
	{ "data-policy", tr_later("This register"), tr_later("Changed rules, reviews and legal holds"), policy_tables, .shown = SHOWN_OPERATORS | SHOWN_REGULATORS | SHOWN_PARTNERS | SHOWN_PUBLIC,
		.recipe = "drop owner, recipe, min_days", .basis = "A/RES/58/199, annex, 6" },
	{ "desk-settings", tr_later("Settings of the desk"), tr_later("Its name, settings, counters and schema"), desk_tables, "administrator", .floor = "RED" },
	{},
};
