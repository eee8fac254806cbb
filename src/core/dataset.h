/* SPDX-License-Identifier: Apache-2.0
 *
 * The register of data sets (A/RES/58/199, annex, element 6): each class of data that the desk holds is one row: whose it is, who may see it at
 * most, what is taken away for those who see part of it, how long it must and how long it may be kept, and when somebody has to look at all this again.
 *
 * A room ships a row for each of its tables in feature->datasets; the desk changes cells of it, which are kept in the database. A rule is both, laid
 * over each other. A table that no row names fails tests/scenario/policy.t.
 */
#pragma once
#include "core/hold.h"
#include "core/record.h"
#include "core/release.h"

/* Asked to erase (dry_run: only to count) up to .limit rows of .dataset that ended before .before_us and are under no hold, oldest first, within
 * the caller's transaction; says how many in *n. A dry run counts all of them, whatever the limit. */
struct dataset_cut {
	struct str dataset;
	int64_t before_us, limit;
	bool dry_run;
};

enum dataset_shown { SHOWN_OPERATORS = 1, SHOWN_REGULATORS = 2, SHOWN_PARTNERS = 4, SHOWN_PUBLIC = 8 }; /* who may get any of it, beside the desk */

struct dataset { /* as a room ships it */
	const char *id;		  /* "contacts" */
	const char *title, *what; /* English; policy/words.c has them in the other languages */
	const char *const *tables; /* of the database, NULL-ended; NULL: it lies in files, or within tables of another */
	const char *owner;	  /* role or organization that answers for it; NULL = the desk */
	const char *floor;	  /* TLP: no row of it counts as less, whatever its own marking says; NULL = no floor */
	unsigned shown;		  /* enum dataset_shown bits */
	const char *recipe;	  /* core/redact.h; NULL = none */
	const char *basis;	  /* why the desk may keep it */
	int min_days, max_days;	  /* counted from .ages; 0 = no minimum, kept for ever */
	const char *ages;	  /* English: from when on its days count: "its end" */
	bool (*expire)(struct cx *cx, const struct dataset_cut *cut, int64_t *n); /* NULL: nothing of it is erased by age */
};

/* The cells of a rule, each a struct field of dataset_fields; canonical text. */
enum dataset_field {
	DATASET_TITLE, DATASET_WHAT, DATASET_OWNER, DATASET_FLOOR, DATASET_OPERATORS, DATASET_REGULATORS, DATASET_PARTNERS, DATASET_PUBLIC, DATASET_PURPOSES,
	DATASET_RECIPE, DATASET_BASIS, DATASET_MIN_DAYS, DATASET_MAX_DAYS, DATASET_REVIEW_ON, DATASET_FIELDS
};
extern const struct field dataset_fields[DATASET_FIELDS + 1];

struct dataset_rule {
	const struct dataset *row;
	struct str cells[DATASET_FIELDS];
	bool changed[DATASET_FIELDS]; /* by the desk */
	enum tlp floor;
	int64_t min_days, max_days; /* max 0 = for ever */
	int64_t review_us;	    /* when it is to be looked at again; TIME_NONE = never said */
	int64_t reviewed_us;	    /* TIME_NONE = never */
	struct str reviewed_by;
	int64_t version; /* 0 = as shipped */
};
VEC_TYPE(dataset_rule_vec, struct dataset_rule);

/* All rules, in the order of cx->features. */
bool dataset_rules(struct cx *cx, struct dataset_rule_vec *out);
/* One of them; E_MISSING when no feature ships it. */
bool dataset_rule(struct cx *cx, struct str id, struct dataset_rule *out);
/* Must it be looked at now: its review date has come, or nobody ever has? Pure. */
bool dataset_due(const struct dataset_rule *rule, int64_t now_us);

/* Changes cells: cells[i].ptr NULL leaves field i. Equal to what is shipped = as shipped again. version: the rule's that was seen (E_CONFLICT when
 * another was written meanwhile), −1 = whichever. E_INVALID names field and fault. Own transaction; leaf dataset.change, event dataset.changed. */
bool dataset_change(struct cx *cx, struct str id, const struct str cells[DATASET_FIELDS], int64_t version);
/* Notes that cx's viewer has looked at the rule today and finds it right; the next look is due in a year. Own transaction; leaf dataset.review. */
bool dataset_review(struct cx *cx, struct str id);

/* The stricter of the two markings; unknown is the strictest. Pure. */
enum tlp tlp_stricter(enum tlp a, enum tlp b);
/* The marking below which no row of this data set counts; TLP_CLEAR (no floor) for one that no feature ships. */
enum tlp dataset_floor(struct cx *cx, struct str id);

/* What erasing is asked against: read once, asked for many things. */
struct dataset_guard {
	struct hold_vec holds;
	struct dataset_rule_vec rules;
};
bool dataset_guard(struct cx *cx, struct dataset_guard *out);
/* May this be erased now? E_CONFLICT with the hold's name or the date from which it may: what is younger than its minimum, or held, stays. A data set
 * that no feature ships has no minimum; holds count for it all the same. For verbs that erase single things at somebody's wish. */
bool dataset_guard_erase(struct cx *cx, const struct dataset_guard *guard, const struct erasable *what);
/* Is the age of what it holds asked at all: has this data set a minimum? */
bool dataset_guard_ages(const struct dataset_guard *guard, struct str dataset);
/* Both in one. */
bool dataset_may_erase(struct cx *cx, const struct erasable *what);
/* When the ledger saw a record of this kind ("asset") made last; TIME_NONE when it does not tell. */
bool dataset_made(struct cx *cx, const char *kind, struct str subject, int64_t *made_us);

/* Erases what is past its maximum and not held, in transactions of at most DATASET_CUT_ROWS rows, each with its leaf retention.erase that counts them.
 * dry_run: writes nothing. counts[i] belongs to rule i of dataset_rules. */
enum { DATASET_CUT_ROWS = 2000 };
struct dataset_count {
	struct str dataset;
	int64_t before_us, rows; /* what ended before */
};
VEC_TYPE(dataset_count_vec, struct dataset_count);
bool dataset_expire(struct cx *cx, bool dry_run, struct dataset_count_vec *out);

/* core's own rows, NULL-ended by id; for the door plate of core (app/chores.c). */
extern const struct dataset core_datasets[];
