/* SPDX-License-Identifier: Apache-2.0
 *
 * What the labels of records are made from. Inside the room.
 */
#pragma once
#include "registry/records.h"
#include "registry/registry.h"

struct store_parent {
	struct str id, parent;
};
VEC_TYPE(store_parent_vec, struct store_parent);
bool store_sector_parents(struct cx *cx, struct store_parent_vec *out);
struct store_label {
	int64_t key, class_key;
	struct str id, tlp, owner, sector, hangs_on; /* hangs_on: the asset of a component, the dependent of a dependency */
};
VEC_TYPE(store_label_vec, struct store_label);
bool store_labels(struct cx *cx, enum register_kind kind, struct store_label_vec *out);
bool store_label_set(struct cx *cx, enum register_kind kind, int64_t key, int64_t class_key);
bool store_subject(struct cx *cx, enum register_kind kind, struct str id, struct subject_found *out);
