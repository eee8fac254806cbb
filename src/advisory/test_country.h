/* SPDX-License-Identifier: Apache-2.0
 *
 * For tests of the advisory room: small random registers and advisories kept as plain structs, and written out as the files that people give to
 * the program. Whoever judges the program's answers reads the structs, never its tables.
 */
#pragma once
#include "advisory/advisory.h"
#include "base/rng.h"
#include "db/test_desk.h"

enum {
	COUNTRY_NODES = 11,
	COUNTRY_ORGANIZATIONS = 4,
	COUNTRY_COMPONENTS = 12,
	COUNTRY_GROUPS = 12,
	COUNTRY_CONTACTS = 6,
	COUNTRY_PRODUCTS = 4,
	COUNTRY_VERSIONS = 6,
	COUNTRY_ADVISORIES = 5,
	COUNTRY_STATEMENTS = 4,
	COUNTRY_MEMBERS = 4
};
extern const char *const country_products[COUNTRY_PRODUCTS];

struct country {
	unsigned assets, nodes, organizations, components, groups, contacts; /* services are the nodes behind the assets */
	unsigned owner[COUNTRY_NODES];
	int users[COUNTRY_NODES];
	struct {
		unsigned asset, product, version; /* version 0 = not known */
	} component[COUNTRY_COMPONENTS];
	struct country_group {
		unsigned dependent, n, supplier[COUNTRY_MEMBERS], weight[COUNTRY_MEMBERS], need[3]; /* need[l-1] for level l */
		unsigned buffer, retained;
		bool grounded;
	} group[COUNTRY_GROUPS];
	struct {
		unsigned organization;
		int order; /* -1 = not said */
	} contact[COUNTRY_CONTACTS];
};

struct country_advisory {
	bool there, conforms, related; /* related: the first statement's product is affected where the second's is installed too */
	unsigned id, revision, day, serial, n;
	struct {
		unsigned product, version; /* known_affected: all before it; else this one */
		enum csaf_status status;
	} statement[COUNTRY_STATEMENTS];
};

/* A random register, and a random advisory about its products; never twice the same bytes while serial differs. */
struct country country_make(struct rng *r);
struct country_advisory country_advisory_make(struct rng *r);
/* Public id of a node. */
struct str country_node(struct arena *a, const struct country *c, unsigned node);
/* Writes the register as the files of the exchange format into a fresh folder and imports them in place of what was there. */
bool country_import(struct cx *cx, const struct country *c);
/* The document as its vendor publishes it; one that does not conform has no title. */
struct str country_document(struct arena *a, const struct country_advisory *d);

/* ---- the desk ---- */
extern const struct feature *const country_features[];
/* Makes a desk of the database at hand; cx acts for its first person from then on, and reads in the jail. */
void country_desk(struct cx *cx);
/* What changes set off, as the program does after a command. */
bool country_settle(struct cx *cx);
/* All findings, a line each, in byte order; in cx's arena. */
struct str country_findings(struct cx *cx);
