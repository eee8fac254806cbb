/* SPDX-License-Identifier: Apache-2.0
 *
 * All SQL of the registry. Stays inside the room.
 */
#pragma once
#include "core/record.h"
#include "registry/registry.h"

const struct record_sql *store_sector_sql(void);
const struct record_sql *store_organization_sql(void);
const struct record_sql *store_service_sql(void);
const struct record_sql *store_asset_sql(void);
const struct record_sql *store_contact_sql(void);
const struct record_sql *store_component_sql(void);
const struct record_sql *store_dependency_sql(void);

bool store_node_insert(struct cx *cx, const struct record_row *const *rows, size_t n, bool is_service);
bool store_node_remove(struct cx *cx, int64_t key);
/* digest → key of every distinct installed product. */
bool store_products_load(struct cx *cx, struct map *digests);
struct store_product {
	int64_t key;
	struct str digest, cells[7]; /* vendor, product, version, cpe, purl, model, serial */
};
bool store_products_insert(struct cx *cx, const struct store_product *products, size_t n);
bool store_component_installed(struct cx *cx, int64_t component, int64_t product);
extern const char store_component_bulk_columns[];
bool store_state_bump(struct cx *cx);

/* The outline's points; false without error when there is none. */
bool store_outline(struct cx *cx, struct str *points, int64_t *class_key);
bool store_outline_put(struct cx *cx, struct str points, int64_t class_key);
bool store_outline_remove(struct cx *cx);
