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

/* A set of names (compartments, organizations, sectors): neither order nor repetition counts. In a table: joined by spaces, sorted. */
struct names {
	const struct str *at;
	size_t n;
};
/* Reads names parted by spaces or commas, sorted and each once; texts borrow. In a. */
struct names names_parse(struct arena *a, struct str text);
/* Joined by spaces. In a. */
struct str names_text(struct arena *a, const struct names *names);
bool names_hold(const struct names *names, struct str name);

struct labels {
	enum tlp tlp;
	struct str owner; /* public id of the owning organization; "" = nobody's (shared lists) */
	struct names sectors; /* the record's sector and those above it */
	int64_t level; /* rank of the national classification; 0 = none */
	struct names compartments; /* who sees it must hold all of them */
	struct names audience; /* organizations it is released to by name */
	int64_t from_us, until_us; /* when it is released to others than owner and desk: from ≤ now < until; 0 = no bound */
};

/* READ, EXPORT: by the matrix below. PATH: what an organization whose own node is hit may learn of a node upstream. SHARE: another State. WARN, TRACE: by
 * the matrix, but a grant must name them. */
enum purpose { PURPOSE_READ, PURPOSE_WARN, PURPOSE_EXPORT, PURPOSE_PATH, PURPOSE_SHARE, PURPOSE_TRACE };
enum { PURPOSE_COUNT = PURPOSE_TRACE + 1 };
struct str purpose_text(enum purpose purpose);
bool purpose_parse(struct str text, enum purpose *out);

/* What an agreement adds: records of others up to TLP:AMBER. */
enum grant_subject { GRANT_OWNER, GRANT_SECTOR, GRANT_ALL };
struct grant {
	enum grant_subject kind;
	struct str subject; /* an organization's id, a sector's id */
	enum purpose purpose;
	struct str agreement; /* by which words it was agreed */
	int64_t from_us, until_us; /* 0 = no bound */
};
struct clearance {
	enum role role;
	struct str organization;
	struct names sectors; /* of a regulator */
	int64_t level; /* highest national level held; 0 = none */
	struct names compartments; /* held */
	const struct grant *grants; /* to the organization; their order does not count */
	size_t n_grants;
};
enum decision { RELEASE_DENY, RELEASE_REDACT, RELEASE_ALLOW };
enum release_reason { /* the first that holds, in this order: what forbids comes first */
	BECAUSE_NOBODY,
	BECAUSE_LEVEL, /* about: nothing; the level is the labels' */
	BECAUSE_COMPARTMENT, /* about: the compartment that is not held */
	BECAUSE_DESK,
	BECAUSE_OWN,
	BECAUSE_CLEAR,
	BECAUSE_COMMUNITY,
	BECAUSE_NAMED,
	BECAUSE_SECTOR, /* about: the sector */
	BECAUSE_GRANT, /* about: the agreement */
	BECAUSE_NOT_YET, /* it would be released, but later */
	BECAUSE_EXPIRED, /* it was */
	BECAUSE_PATH, /* upstream of one's own node: its sector only */
	BECAUSE_MARKING, /* the marking lets nobody of this role see it */
};
enum { BECAUSE_COUNT = BECAUSE_MARKING + 1 };
/* What of a record remains: the redaction recipe. */
enum release_field { RELEASED_ID = 1 << 0, RELEASED_NAME = 1 << 1, RELEASED_OWNER = 1 << 2, RELEASED_SECTOR = 1 << 3, RELEASED_REST = 1 << 4 };
enum { RELEASED_NOTHING = 0, RELEASED_ALL = RELEASED_ID | RELEASED_NAME | RELEASED_OWNER | RELEASED_SECTOR | RELEASED_REST };
struct release {
	enum decision decision;
	enum release_reason reason;
	struct str about; /* borrowed from labels or clearance; see release_reason */
	unsigned fields; /* enum release_field: what remains */
};

/* The decision. Pure: no database, no clock, no memory. Monotone: a stricter marking, a higher level, more compartments never show more; more held, more
 * grants, a longer audience never less. Does not depend on the order inside sets. An unknown marking is treated as RED. Markings: FIRST, Traffic Light
 * Protocol 2.0. */
struct release release(const struct labels *labels, const struct clearance *clearance, enum purpose purpose, int64_t now_us);
/* The reason as one phrase for people. In a. */
struct str release_words(struct arena *a, const struct labels *labels, const struct release *r);
/* "own", "grant", …: the reason for programs. Static. */
const char *release_reason_name(enum release_reason reason);
/* By which of its conditions a role sees a marking, for the reference page: "own, named". "" = never. In a. */
struct str release_matrix(struct arena *a, enum role role, enum tlp tlp);
/* Between which bounds the decision stands as at now_us: narrows since_us ≤ now_us < due_us by the bounds of labels (may be NULL) and grants. */
void release_bounds(const struct labels *labels, const struct grant *grants, size_t n, int64_t now_us, int64_t *since_us, int64_t *due_us);

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
	bool wants_factor; /* the session was begun by less than the desk asks of this role: it opens one's own account only */
	int64_t due_us;	  /* what the profile is cleared for holds until then; INT64_MAX = for ever. Nothing made from it may be shown later */
};

/* ---- in SQL ---- */
/* The class of these labels, made when absent. 0 on error. Inside a writing transaction when it may be new. */
int64_t release_class(struct cx *cx, const struct labels *labels);
/* The labels of a class; false when there is none. */
bool release_labels(struct cx *cx, int64_t class_key, struct labels *out);
/* Completes a clearance by what was given to the person (level, compartments, sectors) and to the organization (grants). */
bool release_holds(struct cx *cx, struct str person, struct clearance *clearance);
/* The profile of a clearance, with a row of table clearance for every class it is cleared for, as the decision stands at this moment (release_now): made,
 * completed and made anew as needed, in a transaction of its own. 0 on error. Outside a transaction. due_us: until when it holds; may be NULL. */
int64_t release_profile(struct cx *cx, const struct clearance *clearance, int64_t *due_us);
/* The time release is decided at: the clock's, never --at (cx->clock_us, or cx->now_us where there is no other). */
int64_t release_now(const struct cx *cx);
/* The profile of cx's viewer: the $n of every released query. 0 (sees nothing) without a viewer. */
int64_t release_viewer(const struct cx *cx);
/* May cx's viewer see a row of this class? For single rows already at hand. */
bool release_allows(struct cx *cx, int64_t class_key);
/* All classes that cx's viewer is cleared for, as a set (map_find_int on the class key): for engines' rows that are in memory already. */
struct map release_classes(struct cx *cx);
/* All classes whose nodes may be named to cx's viewer where they are the cause of what befell its own: PURPOSE_PATH allows. */
struct map release_path_classes(struct cx *cx);
/* Both of these at once: one reading of the table for pages that need both. */
bool release_classes_both(struct cx *cx, struct map *read, struct map *path);
/* A row of this class is put on the page being made: whoever owns it can ask who saw it (reads.h). Nothing in commands, nor for class 0. */
void release_shown(struct cx *cx, int64_t class_key);
/* What was put on it so far: {"CLASS":N,…} by rising class, in a; empty when nothing was. */
struct str release_shown_text(struct arena *a, const struct map *shown);
/* The decision for cx's viewer on labels that stand on no row. */
struct release release_viewed(const struct cx *cx, const struct labels *labels, enum purpose purpose);
