/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of release: classes, profiles, clearances, levels, what is held, grants, marks. Stays inside the room. Each function is one statement; false or
 * 0 with cx->err set on failure, without it when absent.
 */
#pragma once
#include "base/map.h"
#include "base/vec.h"
#include "core/release.h"
#include "db/db.h"

struct store_class {
	int64_t key;
	struct labels labels;
};
VEC_TYPE(store_class_vec, struct store_class);
int64_t store_release_class(struct cx *cx, const struct labels *labels);
bool store_release_class_insert(struct cx *cx, int64_t key, const struct labels *labels);
bool store_release_labels(struct cx *cx, int64_t key, struct labels *out);
/* Classes with keys above `above`, by key. */
bool store_classes(struct cx *cx, int64_t above, struct store_class_vec *out);

struct store_profile {
	int64_t key, top, since_us, due_us;
	int64_t classes_top; /* the highest key of a class there is */
};
bool store_profile(struct cx *cx, const struct clearance *c, struct store_profile *out);
bool store_profile_insert(struct cx *cx, int64_t key, const struct clearance *c);
/* Other writers of profiles and grants wait until the transaction ends. */
bool store_release_lock(struct cx *cx);
bool store_profile_done(struct cx *cx, const struct store_profile *p);
/* What is held for these is made anew when they are next used. */
bool store_profiles_stale(struct cx *cx, struct str organization);
bool store_clearance_clear(struct cx *cx, int64_t profile);
struct store_clearance {
	int64_t class_key;
	enum decision decision, path;
};
VEC_TYPE(store_clearance_vec, struct store_clearance);
bool store_clearance_insert(struct cx *cx, int64_t profile, const struct store_clearance_vec *rows);
int64_t store_clearance(struct cx *cx, int64_t profile, int64_t class_key);
/* Either may be NULL. */
bool store_cleared(struct cx *cx, int64_t profile, struct map *read, struct map *path);

struct store_level {
	int64_t rank;
	struct str name;
};
VEC_TYPE(store_level_vec, struct store_level);
bool store_levels(struct cx *cx, struct store_level_vec *out);
bool store_level_set(struct cx *cx, int64_t rank, struct str name);

bool store_held(struct cx *cx, struct str person, struct clearance *out);
bool store_held_set(struct cx *cx, struct str person, const struct clearance *c);

struct store_grant {
	int64_t key, ended_us; /* 0 = stands */
	struct str organization;
	struct grant grant;
};
VEC_TYPE(store_grant_vec, struct store_grant);
/* Those that stand, of one organization ("" = of all), by key. */
bool store_grants(struct cx *cx, struct str organization, struct store_grant_vec *out);
bool store_grant_insert(struct cx *cx, const struct store_grant *g);
bool store_grant_end(struct cx *cx, int64_t key, struct str *organization);

struct store_mark {
	struct str kind, id;
	struct labels labels; /* level, compartments, audience, bounds */
};
VEC_TYPE(store_mark_vec, struct store_mark);
bool store_marks(struct cx *cx, struct store_mark_vec *out);
bool store_mark_set(struct cx *cx, const struct store_mark *m);
bool store_mark_remove(struct cx *cx, struct str kind, struct str id);
bool store_marked_bump(struct cx *cx);
int64_t store_marked(struct cx *cx);
/* What the ledger's content about a thing may be seen by follows its record. */
bool store_content_reclass(struct cx *cx, struct str subject, int64_t was, int64_t now);
