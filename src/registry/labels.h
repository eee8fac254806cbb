/* SPDX-License-Identifier: Apache-2.0
 *
 * From a record's own words to its release class: marking, owner, the sector with all above it, and the marks set beside it. One place for the import, for
 * marks, and for desks that an older release made. Inside the room.
 */
#pragma once
#include "core/release_grant.h"
#include "registry/records.h"
#include "registry/registry.h"

struct labelling {
	struct cx *cx;
	struct map parents; /* sector → struct str *: the one above */
	struct map classes; /* words → class */
	struct release_marks marks;
	enum tlp floors[REGISTER_COUNT]; /* of the data set of each register (core/dataset.h) */
};
struct label_words {
	struct str id, tlp, owner, sector, hangs_on; /* hangs_on: a node's id, whose marks hold here too */
};
/* Reads the marks; sectors are told one by one (labelling_sector). */
bool labelling_begin(struct cx *cx, struct labelling *out);
void labelling_sector(struct labelling *l, struct str id, struct str parent);
/* The labels that the words make. Borrows from them. */
struct labels labelling_labels(struct labelling *l, enum register_kind kind, const struct label_words *words);
/* Their class, interned. 0 on error. Inside a writing transaction. */
int64_t labelling_class(struct labelling *l, enum register_kind kind, const struct label_words *words);

/* Gives all rows of a kind the class that their labels make now; inside a writing transaction. *changed: how many got another one. */
bool registry_relabel(struct cx *cx, enum register_kind kind, size_t *changed);
/* A job: the same for all kinds, in a transaction of its own when something differs (after an upgrade). */
bool registry_relabel_job(struct cx *cx);
/* For the door plate. */
extern const struct subject registry_subjects[];
