/* SPDX-License-Identifier: Apache-2.0
 *
 * The catalogue: vendors and products that do not exist, and the releases of each. Must never hold a real vendor, product or trade mark.
 */
#include "sample/country.h"
#include <assert.h>
#include <string.h>

/* clang-format off */
const struct vendor_row vendor_rows[VENDORS] = {
	[V_HALVORN] = { "Halvorn Automation", "Ltd", "XB", "fr", "Dalvane" },
	[V_DASTREL] = { "Dastrel Energy", "S.A.", "XB", "fr", "Dalvane" },
	[V_OSKELUND] = { "Oskelund Controls", "GmbH", "XC", "ru", "Torrhem" },
	[V_KESTRANE] = { "Kestrane Networks", "Inc.", "XD", "es", "Lorrisk" },
	[V_TIDEWALL] = { "Tidewall Security", "Inc.", "XD", "es", "Lorrisk" },
	[V_PERLANE] = { "Perlane Software", "Ltd", "XA", "en", "Ismerra" },
	[V_NIMBRELLE] = { "Nimbrelle Systems", "Inc.", "XE", "ar", "Quessar" },
	[V_QUORVANE] = { "Quorvane Data", "Corporation", "XD", "es", "Lorrisk" },
	[V_FENWARDE] = { "Fenwarde Signalling", "Ltd", "XC", "ru", "Torrhem" },
	[V_TAVARIS] = { "Tavaris Medical", "S.A.", "XB", "fr", "Dalvane" },
	[V_ULMERIS] = { "Ulmeris Imaging", "AG", "XC", "ru", "Torrhem" },
	[V_BELLMARQUE] = { "Bellmarque Teller Systems", "Inc.", "XD", "es", "Lorrisk" },
	[V_ZEPHRANE] = { "Zephrane Power", "Ltd", "XE", "ar", "Quessar" },
	[V_SARVIK] = { "Sarvikka Instruments", "Ltd", "XC", "ru", "Torrhem" },
	[V_LINTARRA] = { "Lintarra Telecom", "Corporation", "XE", "ar", "Quessar" },
	[V_COBRISK] = { "Cobrisk Secure Access", "Inc.", "XD", "es", "Lorrisk" },
	[V_GRENTHOLM] = { "Grentholmer Drives", "GmbH", "XC", "ru", "Torrhem" },
	[V_JORVATH] = { "Jorvathan Rail", "AG", "XC", "ru", "Torrhem" },
	[V_AMBERLODE] = { "Amberlode Storage", "Inc.", "XD", "es", "Lorrisk" },
	[V_WEXMAR] = { "Wexmarin Terminals", "Ltd", "XB", "fr", "Dalvane" },
	[V_ORIVEDA] = { "Oriveda Identity", "Ltd", "XA", "en", "Ismerra" },
	[V_NORDSARN] = { "Nordsarne Water Technology", "S.A.", "XA", "en", "Ismerra" },
	[V_CHRONARRE] = { "Chronarre Timing", "AG", "XC", "ru", "Torrhem" },
	[V_RAVENDAHL] = { "Ravendahler Turbines", "GmbH", "XC", "ru", "Torrhem" },
	[V_PALLISAR] = { "Pallisar Avionics", "Inc.", "XD", "es", "Lorrisk" },
	[V_FROSTELLE] = { "Frostelle Refrigeration", "S.A.", "XB", "fr", "Dalvane" },
	[V_MORVANE] = { "Morvanel Building Controls", "Ltd", "XB", "fr", "Dalvane" },
	[V_SKELVAR] = { "Skelvarin Robotics", "AG", "XE", "ar", "Quessar" },
};

const struct product_row product_rows[] = {
	/* vendor, name, class, share, style, order numbers, part of CPE, purl */
	{ V_HALVORN, "Marlin RG-410 Series", C_RTU, 46, STYLE_V3, "HG410", 0, false },
	{ V_HALVORN, "Marlin RG-455", C_RTU, 14, STYLE_V3, "HG455", 0, false },
	{ V_DASTREL, "Telarne TN-70 gateway", C_RTU, 22, STYLE_3, "DT070", 0, false },
	{ V_OSKELUND, "Nodarre NR-8 remote terminal", C_RTU, 18, STYLE_V3, NULL, 0, false },
	{ V_OSKELUND, "Corvaxis C-200 CPU", C_PLC, 34, STYLE_V3, "OC200", 0, false },
	{ V_OSKELUND, "Corvaxis C-450 CPU", C_PLC, 20, STYLE_V3, "OC450", 0, false },
	{ V_SARVIK, "Modulane MC-12 controller", C_PLC, 24, STYLE_2, "SM012", 0, false },
	{ V_HALVORN, "Heronne PLC-30 family", C_PLC, 22, STYLE_V3, "HH030", 0, false },
	{ V_DASTREL, "Proteclane PL-310 relay", C_RELAY, 40, STYLE_V3, "DP310", 0, false },
	{ V_DASTREL, "Proteclane PL-560 relay", C_RELAY, 25, STYLE_V3, "DP560", 0, false },
	{ V_OSKELUND, "Arcoval AW-16", C_RELAY, 35, STYLE_2, "OA016", 0, false },
	{ V_KESTRANE, "Braidelle BL-24 switch", C_SWITCH, 40, STYLE_3, "KB024", 'h', false },
	{ V_KESTRANE, "Braidelle BL-48 switch", C_SWITCH, 30, STYLE_3, "KB048", 'h', false },
	{ V_LINTARRA, "Rivulane RV-8", C_SWITCH, 30, STYLE_3, NULL, 0, false },
	{ V_KESTRANE, "Waymarque WR-110 router", C_ROUTER, 45, STYLE_3, "KW110", 'o', false },
	{ V_KESTRANE, "Waymarque WR-900 router", C_CORE_ROUTER, 45, STYLE_3, "KW900", 'o', false },
	{ V_LINTARRA, "Corellane CX-9000", C_CORE_ROUTER, 55, STYLE_V3, "LC900", 0, false },
	{ V_LINTARRA, "Corellane CX-300", C_ROUTER, 55, STYLE_V3, "LC300", 0, false },
	{ V_TIDEWALL, "Breakwarde TW-900 firmware", C_FIREWALL, 45, STYLE_3, "TB900", 'o', false },
	{ V_TIDEWALL, "Breakwarde TW-3000 firmware", C_FIREWALL, 20, STYLE_3, "TB300", 'o', false },
	{ V_COBRISK, "Gatehusk GH-50", C_FIREWALL, 35, STYLE_2, "CG050", 'h', false },
	{ V_COBRISK, "Farlatch Remote Access Server", C_VPN, 60, STYLE_3, NULL, 'a', true },
	{ V_TIDEWALL, "Tunnelarde TG-20", C_VPN, 40, STYLE_3, "TT020", 'o', false },
	{ V_PERLANE, "Overlane SCADA Server", C_SCADA, 50, STYLE_SP, NULL, 'a', false },
	{ V_NORDSARN, "Aquarelle Telemetry Suite", C_SCADA, 50, STYLE_YEAR, NULL, 'a', false },
	{ V_PERLANE, "Meridane Energy Management", C_EMS, 60, STYLE_SP, NULL, 'a', false },
	{ V_DASTREL, "Netzarin Grid Manager", C_EMS, 40, STYLE_YEAR, NULL, 0, false },
	{ V_PERLANE, "Annalane Historian", C_HISTORIAN, 60, STYLE_SP, NULL, 'a', false },
	{ V_QUORVANE, "Trendarre Process Archive", C_HISTORIAN, 40, STYLE_3, NULL, 'a', false },
	{ V_OSKELUND, "Vistapane HP-15 panel", C_HMI, 55, STYLE_V3, "OV015", 0, false },
	{ V_SARVIK, "Toucharelle TP-7", C_HMI, 45, STYLE_2, "ST007", 0, false },
	{ V_ZEPHRANE, "Stedfarre SU-40 network card", C_UPS, 65, STYLE_V3, "ZS040", 0, false },
	{ V_ZEPHRANE, "Stedfarre SU-160 network card", C_UPS, 35, STYLE_V3, "ZS160", 0, false },
	{ V_NIMBRELLE, "Namewarde Authoritative Server", C_ZONE, 50, STYLE_3, NULL, 'a', true },
	{ V_QUORVANE, "Zonekarve Name Server", C_ZONE, 50, STYLE_3, NULL, 'a', true },
	{ V_NIMBRELLE, "Askarolde Resolver", C_RESOLVER, 55, STYLE_3, NULL, 'a', true },
	{ V_QUORVANE, "Lookane Recursor", C_RESOLVER, 45, STYLE_3, NULL, 'a', true },
	{ V_QUORVANE, "Basaltine Server OS", C_OS, 55, STYLE_YEAR, NULL, 'o', false },
	{ V_NIMBRELLE, "Pellucide Enterprise Linux", C_OS, 45, STYLE_2, NULL, 'o', false },
	{ V_NIMBRELLE, "Stratelle Hypervisor", C_HYPERVISOR, 55, STYLE_3, NULL, 'a', false },
	{ V_QUORVANE, "Hostane Virtual Machine Manager", C_HYPERVISOR, 45, STYLE_3, NULL, 'a', false },
	{ V_QUORVANE, "Tabularis Database Server", C_DATABASE, 65, STYLE_3, NULL, 'a', false },
	{ V_PERLANE, "Ledgerine Database", C_DATABASE, 35, STYLE_2, NULL, 'a', true },
	{ V_AMBERLODE, "Safecovane Backup Server", C_BACKUP, 60, STYLE_3, NULL, 'a', false },
	{ V_AMBERLODE, "Strongarne AL-800", C_BACKUP, 40, STYLE_2, "AL800", 'h', false },
	{ V_NORDSARN, "Pumparelle PS-4 controller", C_PUMP, 60, STYLE_V3, "NP004", 0, false },
	{ V_SARVIK, "Flowarne FC-22", C_PUMP, 40, STYLE_2, "SF022", 0, false },
	{ V_TAVARIS, "Infusarre IP-3 infusion pump", C_MEDICAL, 55, STYLE_2, "TI003", 0, false },
	{ V_TAVARIS, "Vitalarne VM-6 monitor", C_MEDICAL, 45, STYLE_2, "TV006", 0, false },
	{ V_ULMERIS, "Claritane PACS", C_IMAGING, 60, STYLE_SP, NULL, 'a', false },
	{ V_ULMERIS, "Scanolde MR-15", C_IMAGING, 40, STYLE_2, "US015", 0, false },
	{ V_TAVARIS, "Assayelle Laboratory System", C_LAB, 100, STYLE_YEAR, NULL, 0, false },
	{ V_BELLMARQUE, "Cashwarde Terminal Suite", C_ATM, 60, STYLE_3, NULL, 0, false },
	{ V_BELLMARQUE, "Tellerane T-90", C_ATM, 40, STYLE_V3, "BT090", 0, false },
	{ V_PERLANE, "Coffrane Core Banking", C_BANKING, 100, STYLE_YEAR, NULL, 0, false },
	{ V_BELLMARQUE, "Paylarke Payment Switch", C_PAYMENT, 100, STYLE_3, NULL, 'a', false },
	{ V_FENWARDE, "Trackwarde IL-6 interlocking", C_INTERLOCK, 55, STYLE_V3, "FI006", 0, false },
	{ V_JORVATH, "Semaphane SE-2 interlocking", C_INTERLOCK, 45, STYLE_V3, "JS002", 0, false },
	{ V_LINTARRA, "Skycellane SC-40", C_RADIO, 55, STYLE_3, "LS040", 0, false },
	{ V_KESTRANE, "Mastelle ML-5 radio unit", C_RADIO, 45, STYLE_3, "KM005", 0, false },
	{ V_LINTARRA, "Loomarre OLT-16", C_EXCHANGE, 100, STYLE_V3, "LL016", 0, false },
	{ V_CHRONARRE, "Pendolane PT-1 time server", C_TIME, 100, STYLE_2, "CP001", 'h', false },
	{ V_MORVANE, "Climarine CB-10 controller", C_BUILDING, 100, STYLE_V3, "MC010", 0, false },
	{ V_GRENTHOLM, "Torquarre TD-55 drive", C_DRIVE, 60, STYLE_V3, "GT055", 0, false },
	{ V_GRENTHOLM, "Torquarre TD-75 drive", C_DRIVE, 40, STYLE_V3, "GT075", 0, false },
	{ V_ORIVEDA, "Signetarre Identity Server", C_IDENTITY, 100, STYLE_3, NULL, 'a', true },
	{ V_RAVENDAHL, "Windarre RT-3 turbine controller", C_TURBINE, 60, STYLE_V3, "RW003", 0, false },
	{ V_RAVENDAHL, "Hydrane HG-2 governor", C_TURBINE, 40, STYLE_V3, "RH002", 0, false },
	{ V_WEXMAR, "Quaylane Terminal System", C_TERMINAL, 100, STYLE_YEAR, NULL, 0, false },
	{ V_PALLISAR, "Carousane Baggage Control", C_BAGGAGE, 100, STYLE_3, NULL, 0, false },
	{ V_PALLISAR, "Skywarde RX-4 processor", C_RADAR, 100, STYLE_2, "PS004", 0, false },
	{ V_FROSTELLE, "Frostane FC-9 controller", C_COLD, 100, STYLE_V3, "FF009", 0, false },
	{ V_LINTARRA, "Orbilane SM-12 modem", C_MODEM, 100, STYLE_3, "LO012", 0, false },
	{ V_ORIVEDA, "Vaultarne HSM-5", C_HSM, 100, STYLE_2, "OV005", 'h', false },
	{ V_LINTARRA, "Callarne Dispatch Console", C_DISPATCH, 100, STYLE_SP, NULL, 0, false },
	{ V_SARVIK, "Viewarre DC-30 camera", C_CAMERA, 100, STYLE_V3, "SV030", 'h', false },
	{ V_DASTREL, "Countarne SM-1 concentrator", C_METER, 100, STYLE_3, "DC001", 0, false },
	{ V_SKELVAR, "Armatrane RB-6 robot controller", C_ROBOT, 100, STYLE_V3, "SA006", 0, false },
	{ V_SKELVAR, "Griparre GL-2", C_ROBOT, 100, STYLE_V3, "SG002", 0, false },
	{ V_OSKELUND, "CorvaxOS", C_FIRMWARE, 100, STYLE_3, NULL, 0, false },
	{ V_PERLANE, "Scriptane Runtime", C_FIRMWARE, 100, STYLE_3, NULL, 0, true },
};
/* clang-format on */
const unsigned n_product_rows = sizeof product_rows / sizeof *product_rows;

unsigned product_named(const char *name)
{
	for (unsigned i = 0; i < n_product_rows; i++)
		if (strcmp(product_rows[i].name, name) == 0)
			return i;
	assert(0 && "a product of this name");
	return 0;
}

/* The release after v: mostly a fix, at times a new minor or major line. */
static struct version next_release(enum style style, struct version v, struct rng *r)
{
	uint64_t dice = rng_below(r, 10);
	switch (style) {
	case STYLE_V3:
	case STYLE_3:
		if (dice < 5)
			v.part[2] = (uint16_t)(v.part[2] + 1 + rng_below(r, 3));
		else if (dice < 9)
			v.part[1]++, v.part[2] = (uint16_t)rng_below(r, 2);
		else
			v.part[0]++, v.part[1] = 0, v.part[2] = 0;
		break;
	case STYLE_2:
		if (dice < 8)
			v.part[1] = (uint16_t)(v.part[1] + 1 + rng_below(r, 4));
		else
			v.part[0]++, v.part[1] = (uint16_t)rng_below(r, 2);
		break;
	case STYLE_SP:
		if (dice < 7)
			v.part[2]++;
		else
			v.part[1]++, v.part[2] = 1;
		break;
	case STYLE_YEAR:
		if (v.part[1] < 4 && dice < 8)
			v.part[1]++;
		else
			v.part[0]++, v.part[1] = 1;
		break;
	}
	return v;
}

void country_invent_products(struct country *c)
{
	struct rng r = country_rng(c, "products");
	c->n_products = n_product_rows;
	c->products = arena_array(c->arena, struct product, n_product_rows);
	for (unsigned i = 0; i < n_product_rows; i++) {
		struct product *p = &c->products[i];
		p->row = &product_rows[i];
		p->slug = slug(c->arena, str_c(p->row->name));
		p->vendor_slug = slug(c->arena, str_c(vendor_rows[p->row->vendor].name));
		/* one draw a statement: C leaves the order inside an initializer open */
		bool year = p->row->style == STYLE_YEAR;
		struct version v = { 0 };
		v.part[0] = (uint16_t)(year ? 2021 + rng_below(&r, 2) : 1 + rng_below(&r, 7));
		v.part[1] = (uint16_t)(year ? 1 + rng_below(&r, 4) : rng_below(&r, 5));
		v.part[2] = (uint16_t)(year ? 0 : rng_below(&r, 4));
		if (p->row->style == STYLE_2)
			v.part[2] = 0;
		if (p->row->style == STYLE_SP) /* "5.2" beside "5.2 SP1" could mean all of 5.2: every release has its service pack */
			v.part[2]++;
		for (unsigned k = 0; k < RELEASES; k++) {
			p->releases[k] = v;
			v = next_release(p->row->style, v, &r);
		}
	}
}

struct str version_text(struct arena *a, const struct product *p, struct version v)
{
	switch (p->row->style) {
	case STYLE_V3: return arena_printf(a, "V%u.%u.%u", v.part[0], v.part[1], v.part[2]);
	case STYLE_3: return arena_printf(a, "%u.%u.%u", v.part[0], v.part[1], v.part[2]);
	case STYLE_SP: return arena_printf(a, "%u.%u SP%u", v.part[0], v.part[1], v.part[2]);
	case STYLE_YEAR:
	case STYLE_2: break;
	}
	return arena_printf(a, "%u.%u", v.part[0], v.part[1]);
}
