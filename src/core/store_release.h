/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of release: classes, profiles, clearances. Stays inside the room. Each function is one statement; false or 0 with cx->err set on failure,
 * without it when absent.
 */
#pragma once
#include "base/map.h"
#include "base/vec.h"
#include "db/db.h"

struct store_profile {
	int64_t key;
	struct str role, organization;
};
VEC_TYPE(store_profile_vec, struct store_profile);
struct store_class {
	int64_t key;
	struct str tlp, owner;
};
VEC_TYPE(store_class_vec, struct store_class);
int64_t store_release_class(struct cx *cx, struct str tlp, struct str owner);
bool store_release_class_insert(struct cx *cx, int64_t key, struct str tlp, struct str owner);
bool store_classes(struct cx *cx, struct store_class_vec *out);
int64_t store_profile(struct cx *cx, struct str role, struct str organization);
bool store_profile_insert(struct cx *cx, int64_t key, struct str role, struct str organization);
bool store_profiles(struct cx *cx, struct store_profile_vec *out);
bool store_clearance_insert(struct cx *cx, int64_t profile, int64_t class_key, int64_t decision);
int64_t store_clearance(struct cx *cx, int64_t profile, int64_t class_key);
bool store_cleared(struct cx *cx, int64_t profile, struct map *out);
