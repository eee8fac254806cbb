/* SPDX-License-Identifier: Apache-2.0
 *
 * The registers of the exchange format, each declared once as a table of fields (core/record.h). Source: the exchange format's description in
 * docs/reference/register.md.
 */
#pragma once
#include "core/record.h"

enum register_kind {
	REGISTER_SECTOR,
	REGISTER_ORGANIZATION,
	REGISTER_SERVICE,
	REGISTER_ASSET,
	REGISTER_CONTACT,
	REGISTER_COMPONENT,
	REGISTER_DEPENDENCY,
	REGISTER_COUNT
};

/* In the order of import: what is referred to comes first. */
extern const struct record registers[REGISTER_COUNT];

/* Columns of dependencies.csv that are attributes of the whole group. */
enum { DEPENDENCY_DEPENDENT, DEPENDENCY_GROUP, DEPENDENCY_SUPPLIER, DEPENDENCY_WEIGHT, DEPENDENCY_NEED, DEPENDENCY_NEED_DEGRADED, DEPENDENCY_NEED_SEVERE,
	DEPENDENCY_KIND, DEPENDENCY_BUFFER_MIN, DEPENDENCY_RETAINED, DEPENDENCY_GROUNDED, DEPENDENCY_ALTERNATIVES };
/* Columns of components.csv that the matcher reads, in this order. */
enum { COMPONENT_ASSET, COMPONENT_VENDOR, COMPONENT_PRODUCT, COMPONENT_VERSION, COMPONENT_CPE, COMPONENT_PURL, COMPONENT_MODEL, COMPONENT_SERIAL };
