/* SPDX-License-Identifier: Apache-2.0
 *
 * The SQL of the registers, as literals: one select, column list, update and removal each, in the column order of records.c.
 * A number that is not said reads as -1 or 9e99 (core/record.h). test_registry.c prepares every one of them on the engine at hand.
 */
#include "registry/store.h"

#define CLEARED "IN (SELECT class FROM clearance WHERE profile = $1 AND decision = 2)"
#define RELEASED "WHERE t.class " CLEARED " OR $2 = 1 ORDER BY t.id"
/* What a row refers to, as far as the viewer may see that too; an empty cell otherwise. */
#define SECTOR_PARENT_JOINED \
	"LEFT JOIN sector parent_of ON parent_of.key = t.parent AND ($2 = 1 OR parent_of.class " CLEARED ") "
#define ORGANIZATION_PARENT_JOINED \
	"LEFT JOIN organization parent_of ON parent_of.key = t.parent AND ($2 = 1 OR parent_of.class " CLEARED ") "
#define SECTOR_JOINED \
	"LEFT JOIN sector sector_of ON sector_of.key = t.sector AND ($2 = 1 OR sector_of.class " CLEARED ") "
#define ORGANIZATION_JOINED \
	"LEFT JOIN organization organization_of ON organization_of.key = t.organization AND ($2 = 1 OR organization_of.class " CLEARED ") "
#define ASSET_JOINED \
	"LEFT JOIN asset asset_of ON asset_of.key = t.asset AND ($2 = 1 OR asset_of.class " CLEARED ") "
/* A node has no class of its own: its asset or service has. */
#define NODES_CLEARED "SELECT key FROM asset WHERE class " CLEARED " UNION ALL SELECT key FROM service WHERE class " CLEARED
#define CARRIED_BY_JOINED "LEFT JOIN node carried_by_of ON carried_by_of.key = t.carried_by AND ($2 = 1 OR carried_by_of.key IN (" NODES_CLEARED ")) "
#define DEPENDENT_JOINED "LEFT JOIN node dependent_of ON dependent_of.key = t.dependent AND ($2 = 1 OR dependent_of.key IN (" NODES_CLEARED ")) "
#define SUPPLIER_JOINED "LEFT JOIN node supplier_of ON supplier_of.key = t.supplier AND ($2 = 1 OR supplier_of.key IN (" NODES_CLEARED ")) "
#define COMMON_SELECTED "t.tlp, t.confirmed_by, t.confirmed_on, t.source, t.confidence, t.origin, t.class, t.version"
#define COMMON_COLUMNS "tlp, confirmed_by, confirmed_on, source, confidence, origin, class, version"

const struct record_sql *store_sector_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, t.name, parent_of.id, " COMMON_SELECTED " "
		          "FROM sector t " SECTOR_PARENT_JOINED RELEASED,
		.columns = "key, id, name, parent, " COMMON_COLUMNS,
		.update = "UPDATE sector SET name = $2, parent = $3, tlp = $4, confirmed_by = $5, confirmed_on = $6, source = $7, "
		          "confidence = $8, origin = $9, class = $10, version = $11 WHERE key = $1",
		.remove = "DELETE FROM sector WHERE key = $1",
	};
	return &sql;
}

const struct record_sql *store_organization_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, t.name, t.kind, sector_of.id, t.country, parent_of.id, t.languages, " COMMON_SELECTED " "
		          "FROM organization t " SECTOR_JOINED ORGANIZATION_PARENT_JOINED RELEASED,
		.columns = "key, id, name, kind, sector, country, parent, languages, " COMMON_COLUMNS,
		.update = "UPDATE organization SET name = $2, kind = $3, sector = $4, country = $5, parent = $6, languages = $7, tlp = $8, "
		          "confirmed_by = $9, confirmed_on = $10, source = $11, confidence = $12, origin = $13, class = $14, version = $15 "
		          "WHERE key = $1",
		.remove = "DELETE FROM organization WHERE key = $1",
	};
	return &sql;
}

const struct record_sql *store_service_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, organization_of.id, t.name, sector_of.id, t.area, COALESCE(t.lat, 9e99), COALESCE(t.lon, "
		          "9e99), COALESCE(t.users, -1), COALESCE(t.loss_per_hour, 9e99), COALESCE(t.max_outage_min, -1), "
		          "COALESCE(t.restart_min, -1), " COMMON_SELECTED " "
		          "FROM service t " ORGANIZATION_JOINED SECTOR_JOINED RELEASED,
		.columns = "key, id, organization, name, sector, area, lat, lon, users, loss_per_hour, max_outage_min, "
		           "restart_min, " COMMON_COLUMNS,
		.update = "UPDATE service SET organization = $2, name = $3, sector = $4, area = $5, lat = $6, lon = $7, users = $8, "
		          "loss_per_hour = $9, max_outage_min = $10, restart_min = $11, tlp = $12, confirmed_by = $13, confirmed_on = $14, "
		          "source = $15, confidence = $16, origin = $17, class = $18, version = $19 WHERE key = $1",
		.remove = "DELETE FROM service WHERE key = $1",
	};
	return &sql;
}

const struct record_sql *store_asset_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, organization_of.id, t.name, t.kind, sector_of.id, t.area, COALESCE(t.lat, 9e99), "
		          "COALESCE(t.lon, 9e99), COALESCE(t.users, -1), COALESCE(t.restart_min, -1), " COMMON_SELECTED " "
		          "FROM asset t " ORGANIZATION_JOINED SECTOR_JOINED RELEASED,
		.columns = "key, id, organization, name, kind, sector, area, lat, lon, users, restart_min, " COMMON_COLUMNS,
		.update = "UPDATE asset SET organization = $2, name = $3, kind = $4, sector = $5, area = $6, lat = $7, lon = $8, users = "
		          "$9, restart_min = $10, tlp = $11, confirmed_by = $12, confirmed_on = $13, source = $14, confidence = $15, "
		          "origin = $16, class = $17, version = $18 WHERE key = $1",
		.remove = "DELETE FROM asset WHERE key = $1",
	};
	return &sql;
}

const struct record_sql *store_contact_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, organization_of.id, t.name, t.role, t.channel, t.address, t.languages, t.hours, "
		          "COALESCE(t.order_, -1), carried_by_of.id, " COMMON_SELECTED " "
		          "FROM contact t " ORGANIZATION_JOINED CARRIED_BY_JOINED RELEASED,
		.columns = "key, id, organization, name, role, channel, address, languages, hours, order_, carried_by, " COMMON_COLUMNS,
		.update = "UPDATE contact SET organization = $2, name = $3, role = $4, channel = $5, address = $6, languages = $7, hours = "
		          "$8, order_ = $9, carried_by = $10, tlp = $11, confirmed_by = $12, confirmed_on = $13, source = $14, confidence "
		          "= $15, origin = $16, class = $17, version = $18 WHERE key = $1",
		.remove = "DELETE FROM contact WHERE key = $1",
	};
	return &sql;
}

const struct record_sql *store_component_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, asset_of.id, t.vendor, t.product, t.version_, t.cpe, t.purl, t.model, t.serial, "
		          "t.exposure, " COMMON_SELECTED " "
		          "FROM component t " ASSET_JOINED RELEASED,
		.columns = "key, id, asset, vendor, product, version_, cpe, purl, model, serial, exposure, " COMMON_COLUMNS,
		.update = "UPDATE component SET asset = $2, vendor = $3, product = $4, version_ = $5, cpe = $6, purl = $7, model = $8, "
		          "serial = $9, exposure = $10, tlp = $11, confirmed_by = $12, confirmed_on = $13, source = $14, confidence = $15, "
		          "origin = $16, class = $17, version = $18 WHERE key = $1",
		.remove = "DELETE FROM component WHERE key = $1",
	};
	return &sql;
}

const struct record_sql *store_dependency_sql(void)
{
	static const struct record_sql sql = {
		.select = "SELECT t.key, t.id, dependent_of.id, t.group_, supplier_of.id, COALESCE(t.weight, -1), COALESCE(t.need, -1), "
		          "COALESCE(t.need_degraded, -1), COALESCE(t.need_severe, -1), t.kind, COALESCE(t.buffer_min, -1), "
		          "COALESCE(t.retained, -1), COALESCE(t.grounded, -1), t.alternatives, " COMMON_SELECTED " "
		          "FROM dependency t " DEPENDENT_JOINED SUPPLIER_JOINED
		          "WHERE $2 = 1 OR (t.class " CLEARED " AND dependent_of.id IS NOT NULL AND supplier_of.id IS NOT NULL) ORDER BY t.id",
		.columns = "key, id, dependent, group_, supplier, weight, need, need_degraded, need_severe, kind, buffer_min, retained, "
		           "grounded, alternatives, " COMMON_COLUMNS,
		.update = "UPDATE dependency SET dependent = $2, group_ = $3, supplier = $4, weight = $5, need = $6, need_degraded = $7, "
		          "need_severe = $8, kind = $9, buffer_min = $10, retained = $11, grounded = $12, alternatives = $13, tlp = $14, "
		          "confirmed_by = $15, confirmed_on = $16, source = $17, confidence = $18, origin = $19, class = $20, version = "
		          "$21 WHERE key = $1",
		.remove = "DELETE FROM dependency WHERE key = $1",
	};
	return &sql;
}
