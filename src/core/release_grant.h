/* SPDX-License-Identifier: Apache-2.0
 *
 * What release decides by, as data that people change: national levels, what a person holds, grants to organizations, marks on records. And the question
 * asked before anything is saved: who would see this, and why?
 */
#pragma once
#include "core/feature.h"
#include "core/release.h"

extern const struct feature feature_release;

/* Each verb: own transaction, one leaf. Nobody gives what they do not hold, nor anything to themselves; whoever runs the machine may. */

/* Names a rank (1 and up) of the national classification. */
bool release_level_set(struct cx *cx, int64_t rank, struct str name);
/* The rank of a level's name or number; "" is 0. E_INVALID when there is none. */
bool release_level_parse(struct cx *cx, struct str text, int64_t *rank);
/* What a person holds from now on: level, compartments, sectors of c. */
bool release_hold(struct cx *cx, struct str person, const struct clearance *c);
/* Agrees something with an organization; its people see it from the next page on. */
bool release_grant_add(struct cx *cx, struct str organization, const struct grant *grant, int64_t *key);
/* Takes it back: in the same transaction all that was derived from it is gone. E_MISSING when there is none. */
bool release_grant_end(struct cx *cx, int64_t key);
/* Marks a record: level, compartments, audience and bounds of mark; all empty takes the mark away. */
bool release_mark_set(struct cx *cx, const struct feature *const *features, struct str kind, struct str id, const struct labels *mark);

/* ---- for rooms: marks upon labels ---- */
struct release_marks {
	struct map by_name; /* "kind id" → struct labels * */
	struct arena *a;
};
bool release_marks_read(struct cx *cx, struct release_marks *out);
/* Adds the marks of a record (or of one it hangs on) to its labels: the higher level, all compartments, the narrower bounds, the audience. */
void release_marks_apply(const struct release_marks *marks, struct str kind, struct str id, struct labels *labels);
/* Count of all changes of marks and grants: a room whose rows follow them notes up to where. */
int64_t release_marked(struct cx *cx);

/* ---- who would see this? ---- */
struct release_seer {
	struct str who; /* a person's id, or "" for everybody of this role and organization who holds nothing else */
	struct clearance clearance;
	struct release before, after;
};
VEC_TYPE(release_seer_vec, struct release_seer);
/* The record of any kind with this id, as far as cx's viewer may see it; E_MISSING otherwise, missing or not released alike. kind: NULL = any. */
bool release_find(struct cx *cx, const struct feature *const *features, struct str kind, struct str id, const char **found_kind, struct subject_found *out);
/* Everybody there is (people, and the roles in general: guests, partner States, the owner's, the audience's and the granted organizations' people, others)
 * with the decision on labels as they stand and as they would be. before may be NULL. */
bool release_seers(struct cx *cx, const struct labels *before, const struct labels *after, struct release_seer_vec *out);
/* What an edit shifts: many records at once, counted for each who gains or loses sight of some. */
struct release_change {
	const struct labels *before, *after; /* NULL = there is no record */
	size_t n; /* records */
};
struct release_shift {
	struct str who; /* release_seer_name */
	enum role role;
	size_t gains, loses;
	struct str why; /* of the first of them */
};
VEC_TYPE(release_shift_vec, struct release_shift);
bool release_shifts(struct cx *cx, const struct release_change *changes, size_t n, struct release_shift_vec *out);
/* How somebody is called: "anna", "operators of north", "guests". In a. */
struct str release_seer_name(struct arena *a, const struct release_seer *s);
