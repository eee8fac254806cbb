/* SPDX-License-Identifier: Apache-2.0
 *
 * The kinds of things the country is made of, as tables: organizations, assets and services, what is installed in them and what they stand
 * on. All realism lives in these rows; the builders only follow them. Stays inside the room.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- organizations ---- */
/* clang-format off */
enum org_type {
	O_GRID, O_GENERATOR, O_DISTRIBUTOR, O_TOWN_POWER, O_GAS_GRID, O_GAS_TOWN, O_HEAT, O_FUEL, /* energy */
	O_TELECOM, O_CABLE, O_EXCHANGE_POINT, O_NAMES, O_ISP, O_DATA_CENTRE, O_CLOUD, O_TIME,
	O_IDENTITY, /* digital infrastructure */
	O_MANAGED, /* ICT services */
	O_BANK, O_CLEARING, O_SETTLEMENT, O_PAYMENT, O_MARKET, O_HOSPITAL, O_CLINICS, O_LABORATORY, O_EMERGENCY, O_WATER,
	O_SEWAGE, O_AIRPORT, O_AIR_CONTROL, O_PORT, O_RAIL, O_TRAIN, O_TRANSIT, O_ROAD, O_GOVERNMENT, O_FOOD, O_SPACE,
	O_CHEMICAL, O_POST, O_OPERATOR_TYPES, /* those above are operators */
	O_MINISTRY = O_OPERATOR_TYPES, O_REGULATOR, O_AGENCY, O_CSIRT, O_ACADEMIA, O_CIVIL, O_INTERNATIONAL, O_VENDOR,
	O_FOREIGN_GRID, O_FOREIGN_GAS, O_FOREIGN_CABLE, O_FOREIGN_CLOUD, O_FOREIGN_CARD, ORG_TYPES
};
/* clang-format on */
enum reach { REACH_NATION, REACH_REGION, REACH_TOWN }; /* how far one organization of the type serves */

struct org_row {
	const char *kind, *sector;
	unsigned count; /* at scale 1 */
	bool single; /* the scale does not multiply it */
	enum reach reach;
	const char *names[4]; /* patterns for name_expand */
};
extern const struct org_row org_rows[ORG_TYPES];

struct sector_row {
	const char *id, *name, *parent;
};
extern const struct sector_row sector_rows[];
extern const unsigned n_sector_rows;

/* ---- products ---- */
/* clang-format off */
enum class {
	C_RTU, C_PLC, C_RELAY, C_SWITCH, C_ROUTER, C_CORE_ROUTER, C_FIREWALL, C_VPN, C_SCADA, C_EMS, C_HISTORIAN, C_HMI, C_UPS,
	C_ZONE, C_RESOLVER, C_OS, C_HYPERVISOR, C_DATABASE, C_BACKUP, C_PUMP, C_MEDICAL, C_IMAGING, C_LAB, C_ATM, C_BANKING,
	C_PAYMENT, C_INTERLOCK, C_RADIO, C_EXCHANGE, C_TIME, C_BUILDING, C_DRIVE, C_IDENTITY, C_TURBINE, C_TERMINAL, C_BAGGAGE,
	C_RADAR, C_COLD, C_MODEM, C_HSM, C_DISPATCH, C_CAMERA, C_METER, C_ROBOT, C_FIRMWARE, CLASSES
};
/* clang-format on */

/* ---- nodes ---- */
/* clang-format off */
enum node_type {
	/* assets, suppliers mostly before those that stand on them: the sweeps of expected.c settle faster so */
	A_FOREIGN_GRID, A_FOREIGN_GAS, A_FOREIGN_CABLE, A_FOREIGN_CLOUD, A_FOREIGN_CARD, A_PLANT, A_CONVERTER, A_GRID_CONTROL,
	A_TRANSMISSION, A_SUBSTATION, A_DSO_CONTROL, A_SWITCHING, A_SECONDARY, A_GAS_ENTRY, A_GAS_PRESSURE, A_GAS_GATE, A_HEAT,
	A_DEPOT, A_TIME, A_CORE, A_AGGREGATION, A_LOCAL_EXCHANGE, A_CELL, A_LANDING, A_DATA_CENTRE, A_EXCHANGE_POINT, A_NAMES,
	A_RESOLVER, A_POP, A_CLOUD_ZONE, A_IDENTITY, A_NOC, A_SETTLEMENT, A_CLEARING, A_CORE_BANK, A_PAYMENT, A_MARKET,
	A_BRANCH, A_ATM, A_WATERWORKS, A_PUMP, A_RESERVOIR, A_SEWAGE, A_LIFT, A_GOVERNMENT, A_OFFICE, A_HOSPITAL, A_CLINIC,
	A_LABORATORY, A_DISPATCH, A_RADAR, A_AIR_CONTROL, A_AIRPORT, A_PORT, A_RAIL_CONTROL, A_INTERLOCKING, A_STATION, A_BUS,
	A_TRAFFIC, A_TUNNEL, A_FOOD, A_COLD, A_FOOD_HUB, A_GROUND, A_CHEMICAL, A_SORTING, ASSET_TYPES, /* services */
	S_BALANCE = ASSET_TYPES, S_NETWORK, S_ELECTRICITY, S_GAS, S_HEAT, S_FUEL, S_TIME, S_NAMES, S_CABLE, S_EXCHANGE,
	S_MOBILE, S_FIXED, S_INTERNET, S_HOSTING, S_CLOUD, S_IDENTITY, S_MANAGED, S_SETTLEMENT, S_CLEARING, S_MARKET, S_CARDS,
	S_ONLINE, S_BRANCH, S_CASH, S_WATER, S_SEWAGE, S_PORTAL, S_OFFICE, S_BENEFITS, S_EMERGENCY_ROOM, S_WARD, S_CLINIC,
	S_LABORATORY, S_112, S_AIR_CONTROL, S_FLIGHTS, S_PORT, S_RAIL, S_TRANSIT, S_ROAD, S_FOOD, S_SPACE, S_CHEMICAL, S_POST,
	NODE_TYPES, NO_TYPE = NODE_TYPES
};
/* clang-format on */
enum people { PEOPLE_NONE, PEOPLE_PLACE, PEOPLE_TOWN, PEOPLE_REGION, PEOPLE_NATION }; /* whose inhabitants the users are a part of */

struct install {
	uint8_t class, percent;
};
struct node_row {
	const char *code, *kind; /* kind: of an asset; of a service the beginning of its name */
	const char *sector;
	enum org_type owner, or_else; /* or_else: when no organization of the type sits in the town; ORG_TYPES = none */
	unsigned count; /* at scale 1 */
	bool single;
	char site; /* 't' in a town quarter, 'r' out in the country, 'c' at the coast, 'h' at the organization's seat */
	enum people people;
	unsigned permille; /* of them */
	unsigned restart_min, max_outage_min; /* 0 = not said */
	struct install install[5];
};
extern const struct node_row node_rows[NODE_TYPES];

/* ---- dependencies ---- */
/* clang-format off */
enum scope {
	FROM_OWN, /* the same organization's, the nearest */
	FROM_TOWN, /* in the same town, else as FROM_REGION */
	FROM_REGION, /* in the same region, else as FROM_NATION */
	FROM_NATION, /* the nearest of some taken at random */
	FROM_ORGS, /* in the nation, each of another organization */
	FROM_EARLIER, /* the nearest of the same type and region made before it (so that every mesh leads to a source) */
	FROM_NEAR, /* the nearest of the same type and region, whenever made */
	FROM_ALL /* every one there is */
};
/* clang-format on */
struct pick {
	enum node_type type;
	enum scope scope;
	unsigned n;
};
struct recipe {
	enum node_type dependent;
	const char *group;
	struct pick picks[3]; /* ended by n = 0 */
	unsigned need; /* members needed; 0 = by capacity: 70, 45, 20 percent of the sum for levels 3, 2, 1 */
	unsigned chance; /* percent of the dependents that have the group */
	unsigned unique; /* percent of them with one supplier only, whatever picks say */
	const char *kind;
	unsigned buffer_min, retained;
	char flags; /* 'g' grounded; 'i' all of them on the islands, whatever chance says; 0 none */
	char alternatives; /* 'c' complete, 'u' unknown, 'm' some of each */
};
extern const struct recipe recipes[];
extern const unsigned n_recipes;

/* ---- catalogue ---- */
enum style { STYLE_V3, STYLE_3, STYLE_2, STYLE_SP, STYLE_YEAR }; /* V5.2.6, 5.2.6, 5.2, 5.2 SP6, 2025.2 */
/* clang-format off */
enum vendor {
	V_HALVORN, V_DASTREL, V_OSKELUND, V_KESTRANE, V_TIDEWALL, V_PERLANE, V_NIMBRELLE, V_QUORVANE, V_FENWARDE, V_TAVARIS,
	V_ULMERIS, V_BELLMARQUE, V_ZEPHRANE, V_SARVIK, V_LINTARRA, V_COBRISK, V_GRENTHOLM, V_JORVATH, V_AMBERLODE, V_WEXMAR,
	V_ORIVEDA, V_NORDSARN, V_CHRONARRE, V_RAVENDAHL, V_PALLISAR, V_FROSTELLE, V_MORVANE, V_SKELVAR, VENDORS
};
/* clang-format on */
struct vendor_row {
	const char *name, *legal, *country, *language, *seat; /* legal form; seat: for the note on headquarters */
};
extern const struct vendor_row vendor_rows[VENDORS];

struct product_row {
	enum vendor vendor;
	const char *name; /* as the vendor writes it */
	enum class class;
	unsigned share; /* of the market in its class; 0 = nobody has it */
	enum style style;
	const char *order; /* beginning of its order numbers, or NULL */
	char part; /* of its CPE name: 'a', 'o', 'h'; 0 = it has none */
	bool purl;
};
extern const struct product_row product_rows[];
extern const unsigned n_product_rows;
/* Index of the product of that name; asserts that there is one. */
unsigned product_named(const char *name);
