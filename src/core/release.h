/* SPDX-License-Identifier: Apache-2.0
 *
 * The release door: one pure decision who may see what, and its place in SQL. Every read of a record passes it.
 * release(labels, clearance, purpose, time) → deny | redact | allow, with the reason. Labels are interned to a class on every row; a viewer's
 * clearance is kept as a set of classes (table clearance), so that lists page, count and search right:
 *	… WHERE t.class IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2)
 */
#pragma once
#include "base/cx.h"
#include "base/map.h"
#include "base/str.h"

enum tlp { TLP_UNKNOWN, TLP_CLEAR, TLP_GREEN, TLP_AMBER, TLP_AMBER_STRICT, TLP_RED }; /* TLP 2.0; unknown counts as RED */

/* "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"; "" for unknown. Static. */
struct str tlp_text(enum tlp tlp);
/* Reads a label in any case, with or without "TLP:", WHITE as CLEAR; false when it is none. Empty text is TLP_UNKNOWN and true. */
bool tlp_parse(struct str text, enum tlp *out);

enum role {
	ROLE_NONE,
	ROLE_GUEST,
	ROLE_OPERATOR,	/* staff of an organization of the register */
	ROLE_REGULATOR, /* of one or more sectors */
	ROLE_PARTNER,	/* another State's desk */
	ROLE_AUDITOR,	/* reads the ledger */
	ROLE_ADMIN,	/* administers people and the machine; does not read */
	ROLE_DESK,
	ROLE_APPROVER, /* a desk officer who also approves what others prepared */
};
enum { ROLE_COUNT = ROLE_APPROVER + 1 };
struct str role_text(enum role role);
bool role_parse(struct str text, enum role *out);

struct labels {
	enum tlp tlp;
	struct str owner; /* public id of the owning organization; "" = nobody's (shared lists) */
};
struct clearance {
	enum role role;
	struct str organization;
};
enum purpose { PURPOSE_READ, PURPOSE_WARN, PURPOSE_EXPORT };
enum decision { RELEASE_DENY, RELEASE_REDACT, RELEASE_ALLOW };
struct release {
	enum decision decision;
	const char *reason; /* one phrase; static */
};

/* The decision. Pure: no database, no clock. Monotone in the role; an unknown marking is treated as RED. */
struct release release(const struct labels *labels, const struct clearance *clearance, enum purpose purpose, int64_t now_us);

/* Who acts in this unit of work. Made by core/who.h. */
struct viewer {
	struct str person; /* public id */
	struct str name, lang;
	struct clearance clearance;
	unsigned rights;  /* enum right bits */
	int64_t profile;  /* key in clearance_profile: what SQL filters by; 0 = sees nothing */
	int64_t key;	  /* of the person; 0 = none */
	int64_t session;  /* key of the session; 0 = a command, a token or a certificate */
	int64_t fresh_us; /* until when this session may do what needs the factors anew (core/who.h) */
};

/* The class of these labels, made when absent (clearance rows of all profiles with it). 0 on error. Inside a writing transaction when it may be new. */
int64_t release_class(struct cx *cx, const struct labels *labels);
/* The profile of a role in an organization, made when absent (with its clearance rows). 0 on error. May write. */
int64_t release_profile(struct cx *cx, const struct clearance *clearance);
/* The profile of cx's viewer: the $n of every released query. 0 (sees nothing) without a viewer. */
int64_t release_viewer(const struct cx *cx);
/* May cx's viewer see a row of this class? For single rows already at hand. */
bool release_allows(struct cx *cx, int64_t class_key);
/* All classes that cx's viewer is cleared for, as a set (map_find_int on the class key): for engines' rows that are in memory already. */
struct map release_classes(struct cx *cx);
