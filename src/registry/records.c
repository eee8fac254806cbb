/* SPDX-License-Identifier: Apache-2.0
 *
 * The registers as tables of fields. A new column is one row here, one migration, and its name in store_records.c.
 */
#include "registry/records.h"
#include "registry/store.h"

enum { BIG = 1000000000 };

static const char *const organization_kinds[] = { "operator", "regulator", "ministry", "agency", "csirt", "vendor", "academia", "civil-society", "foreign",
	"international", NULL };
static const char *const contact_roles[] = { "duty", "security", "executive", "poc", NULL };
static const char *const dependency_kinds[] = { "physical", "cyber", "geographic", "logical", NULL };
static const char *const alternatives[] = { "complete", "unknown", NULL };

static const struct field sector_fields[] = {
	{ "name", "Name", FIELD_TEXT, .required = true },
	{ "parent", "Part of", FIELD_REFERENCE, .reference = "sector" },
	{},
};
static const struct field organization_fields[] = {
	{ "name", "Name", FIELD_TEXT, .required = true },
	{ "kind", "Kind", FIELD_CHOICE, .options = organization_kinds },
	{ "sector", "Sector", FIELD_REFERENCE, .reference = "sector" },
	{ "country", "Country", FIELD_TEXT },
	{ "parent", "Part of", FIELD_REFERENCE, .reference = "organization" },
	{ "languages", "Languages", FIELD_TEXT },
	{},
};
static const struct field service_fields[] = {
	{ "organization", "Organization", FIELD_REFERENCE, .required = true, .reference = "organization" },
	{ "name", "Name", FIELD_TEXT, .required = true },
	{ "sector", "Sector", FIELD_REFERENCE, .reference = "sector" },
	{ "area", "Area", FIELD_TEXT },
	{ "lat", "Latitude", FIELD_REAL, .min = -90, .max = 90 },
	{ "lon", "Longitude", FIELD_REAL, .min = -180, .max = 180 },
	{ "users", "Users", FIELD_INTEGER, .min = 0, .max = 1e15 },
	{ "loss_per_hour", "Loss per hour", FIELD_REAL, .min = 0, .max = 1e18 },
	{ "max_outage_min", "Tolerable outage (min)", FIELD_INTEGER, .min = 0, .max = BIG },
	{ "restart_min", "Restart (min)", FIELD_INTEGER, .min = 0, .max = BIG },
	{},
};
static const struct field asset_fields[] = {
	{ "organization", "Organization", FIELD_REFERENCE, .required = true, .reference = "organization" },
	{ "name", "Name", FIELD_TEXT, .required = true },
	{ "kind", "Kind", FIELD_TEXT },
	{ "sector", "Sector", FIELD_REFERENCE, .reference = "sector" },
	{ "area", "Area", FIELD_TEXT },
	{ "lat", "Latitude", FIELD_REAL, .min = -90, .max = 90 },
	{ "lon", "Longitude", FIELD_REAL, .min = -180, .max = 180 },
	{ "users", "Users", FIELD_INTEGER, .min = 0, .max = 1e15 },
	{ "restart_min", "Restart (min)", FIELD_INTEGER, .min = 0, .max = BIG },
	{},
};
static const struct field contact_fields[] = {
	{ "organization", "Organization", FIELD_REFERENCE, .required = true, .reference = "organization" },
	{ "name", "Name", FIELD_TEXT, .required = true },
	{ "role", "Role", FIELD_CHOICE, .options = contact_roles },
	{ "channel", "Channel", FIELD_TEXT },
	{ "address", "Address", FIELD_TEXT },
	{ "languages", "Languages", FIELD_TEXT },
	{ "hours", "Hours", FIELD_TEXT },
	{ "order", "Order", FIELD_INTEGER, .min = 0, .max = BIG },
	{ "carried_by", "Carried by", FIELD_REFERENCE, .reference = "node" },
	{},
};
static const struct field component_fields[] = {
	{ "asset", "Asset", FIELD_REFERENCE, .required = true, .reference = "asset" },
	{ "vendor", "Vendor", FIELD_TEXT },
	{ "product", "Product", FIELD_TEXT },
	{ "version", "Version", FIELD_TEXT },
	{ "cpe", "CPE", FIELD_TEXT },
	{ "purl", "purl", FIELD_TEXT },
	{ "model", "Model", FIELD_TEXT },
	{ "serial", "Serial", FIELD_TEXT },
	{ "exposure", "Exposure", FIELD_TEXT },
	{},
};
static const struct field dependency_fields[] = {
	{ "dependent", "Dependent", FIELD_REFERENCE, .required = true, .reference = "node" },
	{ "group", "Group", FIELD_REFERENCE, .required = true },
	{ "supplier", "Supplier", FIELD_REFERENCE, .required = true, .reference = "node" },
	{ "weight", "Weight", FIELD_INTEGER, .min = 1, .max = BIG },
	{ "need", "Needed for full", FIELD_INTEGER, .min = 1, .max = 1e15 },
	{ "need_degraded", "Needed for degraded", FIELD_INTEGER, .min = 1, .max = 1e15 },
	{ "need_severe", "Needed for severe", FIELD_INTEGER, .min = 1, .max = 1e15 },
	{ "kind", "Kind", FIELD_CHOICE, .options = dependency_kinds },
	{ "buffer_min", "Buffer (min)", FIELD_INTEGER, .min = 0, .max = BIG },
	{ "retained", "Level kept without it", FIELD_INTEGER, .min = 0, .max = 3 },
	{ "grounded", "Grounded", FIELD_YES_NO },
	{ "alternatives", "Alternatives", FIELD_CHOICE, .options = alternatives },
	{},
};

static const char *const component_identity[] = { "asset", "vendor", "product", "version", "cpe", "purl", "model", "serial", NULL };
static const char *const dependency_identity[] = { "dependent", "group", "supplier", NULL };

const struct record registers[REGISTER_COUNT] = {
	[REGISTER_SECTOR] = { "sector", "sectors", "sector", "Sectors", sector_fields, .default_tlp = "CLEAR", .counter = "sector", .dataset = "sectors", .sql = store_sector_sql },
	[REGISTER_ORGANIZATION] = { "organization", "organizations", "organization", "Organizations", organization_fields, .owner = "id",
		.counter = "organization", .dataset = "organizations", .sql = store_organization_sql },
	[REGISTER_SERVICE] = { "service", "services", "service", "Services", service_fields, .owner = "organization", .counter = "node", .dataset = "assets",
		.sql = store_service_sql },
	[REGISTER_ASSET] = { "asset", "assets", "asset", "Assets", asset_fields, .owner = "organization", .counter = "node", .dataset = "assets", .sql = store_asset_sql },
	[REGISTER_CONTACT] = { "contact", "contacts", "contact", "Contacts", contact_fields, .owner = "organization", .counter = "contact", .dataset = "contacts",
		.sql = store_contact_sql },
	[REGISTER_COMPONENT] = { "component", "components", "component", "Components", component_fields, .owner = "asset", .identity = component_identity,
		.counter = "component", .dataset = "components", .sql = store_component_sql },
	[REGISTER_DEPENDENCY] = { "dependency", "dependencies", "dependency", "Dependencies", dependency_fields, .owner = "dependent",
		.identity = dependency_identity, .identity_joined = true, .counter = "dependency", .dataset = "dependencies", .sql = store_dependency_sql },
};
