/* SPDX-License-Identifier: Apache-2.0
 *
 * The matcher over the desk: aliases and installed products loaded from the database, findings written back. Inside the room.
 */
#pragma once
#include "advisory/store.h"

struct matcher {
	struct arena arena; /* its own: outlives the units of work that use it */
	struct match_aliases aliases;
	struct match_index index;
	bool whole; /* holds everything installed: a revision is matched anew as a whole */
	/* Where installed products stand, as far as a document with relationships has asked: kept while the register stays as it is. */
	struct arena places_arena;
	struct map places; /* installed → index + 1 in place_lists */
	VEC(struct match_assets) place_lists;
	int64_t places_revision; /* of the register */
};
/* Matches what was installed since the last matching against the advisories that are here. Own transaction; none when there is nothing to do. */
bool matcher_catch_up(struct cx *cx);
/* The same inside a writing transaction of the caller. */
bool matcher_catch_up_inside(struct cx *cx);
/* The alias table as the matcher wants it, in a. */
bool matcher_aliases(struct cx *cx, struct arena *a, struct match_aliases *out);
/* Loads everything installed (above 0) or only what is newer than a key. The matcher owns its arena: matcher_end. */
bool matcher_load(struct cx *cx, int64_t above, struct matcher *out);
/* Adds what was installed since. Inside a writing transaction this makes the index current for good. */
bool matcher_refresh(struct cx *cx, struct matcher *m);
void matcher_end(struct matcher *m);
/* A matcher over everything installed, for this unit of work alone: in a running desk the kept one, brought up to date by matcher_refresh; else own. NULL on
 * error. spoiled: what it holds can no longer be trusted (the work failed half-way). */
struct matcher *matcher_borrow(struct cx *cx, struct matcher *own);
void matcher_return(struct cx *cx, struct matcher *m, struct matcher *own, bool spoiled);
/* What matching makes, gathered to be written many rows at once. */
struct matcher_rows {
	VEC(struct matcher_finding {
		int64_t revision;
		struct match_row row;
	}) findings;
	VEC(struct matcher_key {
		int64_t revision;
		uint64_t key;
	}) keys;
};
/* Matches one document of a revision into rows (and, when with_keys, its blocking keys), in a. cap: confidence is at most this. Counts of findings
 * and of affected ones. Inside the transaction that will write them. */
bool matcher_match(struct cx *cx, struct matcher *m, struct arena *a, int64_t revision, const struct csaf_document *doc, bool with_keys, unsigned cap, struct matcher_rows *out,
	size_t *n, size_t *affected);
/* Writes what was gathered and empties it. */
bool matcher_write(struct cx *cx, struct matcher_rows *rows);
/* The stored flat form of a revision → document, in cx's arena. */
bool matcher_document(struct cx *cx, int64_t revision, struct csaf_document *out);

enum { MATCH_QUARANTINED_CONFIDENCE = 50 }; /* findings of a document that does not conform are never surer than this */
