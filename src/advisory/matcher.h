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
};
/* The alias table as the matcher wants it, in a. */
bool matcher_aliases(struct cx *cx, struct arena *a, struct match_aliases *out);
/* Loads everything installed (above 0) or only what is newer than a key. The matcher owns its arena: matcher_end. */
bool matcher_load(struct cx *cx, int64_t above, struct matcher *out);
/* Adds what was installed since. Inside a writing transaction this makes the index current for good. */
bool matcher_refresh(struct cx *cx, struct matcher *m);
void matcher_end(struct matcher *m);
/* Matches one document of a revision and writes findings (and, when with_keys, its blocking keys). cap: confidence is at most this. Counts of rows
 * and of affected ones. Inside the transaction. */
bool matcher_write(struct cx *cx, struct matcher *m, int64_t revision, const struct csaf_document *doc, bool with_keys, unsigned cap, size_t *n, size_t *affected);
/* The stored flat form of a revision → document, in cx's arena. */
bool matcher_document(struct cx *cx, int64_t revision, struct csaf_document *out);

enum { MATCH_QUARANTINED_CONFIDENCE = 50 }; /* findings of a document that does not conform are never surer than this */
