/* SPDX-License-Identifier: Apache-2.0
 *
 * Plans the advisories: sixty rows of a table, release bounds and dates by the seed. Ids and subjects do not depend on the seed.
 */
#include "sample/advisories.h"
#include "base/time.h"
#include <assert.h>
#include <string.h>

const char *const verdict_names[VERDICTS] = { "", "not_affected", "fixed", "under_investigation", "undecidable", "affected" };

enum plan {
	PLAN_END,
	BEFORE, /* affected below a release that fixes it */
	BEFORE_OPEN, /* affected below a release, nothing said of fixes */
	BETWEEN, /* affected from one release to before another, fixed from there on */
	TWICE, /* two affected lines with a fix each */
	EVERY, /* all releases, no fix */
	EXACT, /* three named releases */
	NOT, /* not affected at all */
	INVESTIGATED, /* all releases under investigation */
	OLD_INVESTIGATED, /* affected line; older ones under investigation */
	NOT_NEW, /* affected below a release, not affected from it on */
	ON /* affected when installed on the whole */
};
struct target {
	enum plan plan;
	const char *product, *whole;
};
struct advisory_row {
	int vendor;
	const char *tlp;
	enum category category;
	unsigned weakness, vulnerabilities; /* the first weakness; the others by chance */
	const char *subject; /* in titles; NULL = name of the first product */
	struct target targets[5];
};

/* clang-format off */
const struct weakness_row weakness_rows[] = {
	{ 306, "Missing Authentication for Critical Function", "Missing authentication for a maintenance service", "A maintenance service of %s answers without authentication. Whoever reaches it over the network can replace the configuration, open and close outputs, and stop the device until it is reset on site.", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
	{ 787, "Out-of-bounds Write", "Out-of-bounds write in message parsing", "A crafted message makes %s write outside of its buffer. The process ends, and does so again after each restart as long as the message comes.", "AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" },
	{ 798, "Use of Hard-coded Credentials", "Hard-coded credentials", "%s holds an account for service technicians whose password is the same in all devices and cannot be changed.", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N" },
	{ 78, "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')", "Command injection in the web interface", "A signed-in user can have %s run commands of the operating system through a field of the diagnostic page.", "AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H" },
	{ 22, "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')", "Path traversal in file download", "The download function of %s can be led out of its folder and then hands out any file that the service can read.", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" },
	{ 79, "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')", "Cross-site scripting in event names", "Names of events are shown by %s as they came. An attacker who can raise an event can run script in the browser of an operator.", "AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N" },
	{ 400, "Uncontrolled Resource Consumption", "Exhaustion of connections", "%s keeps half-open connections for ever. Some thousands of them keep everybody else out until it is restarted.", "AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" },
	{ 416, "Use After Free", "Use after free in session handling", "%s may use the memory of a session that has just ended. Timing decides whether the service stops or runs code of an attacker.", "AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" },
	{ 287, "Improper Authentication", "Sign-in can be passed by", "A request in a certain order is treated by %s as coming from a signed-in administrator.", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
	{ 319, "Cleartext Transmission of Sensitive Information", "Passwords sent in clear text", "%s sends passwords to its companion program without encryption inside the local network.", "AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" },
	{ 502, "Deserialization of Untrusted Data", "Unsafe reading of stored objects", "Project files are read by %s without a check. Opening a crafted one runs code with the rights of the engineer.", "AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H" },
	{ 89, "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')", "SQL injection in the report page", "A parameter of the report page of %s reaches the database as it is and lets a signed-in user read and change all records.", "AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N" },
	{ 125, "Out-of-bounds Read", "Out-of-bounds read in certificate parsing", "A crafted certificate makes %s read beyond its buffer and give away parts of its memory.", "AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:L" },
	{ 295, "Improper Certificate Validation", "Certificates are not checked", "%s accepts any certificate when it looks for updates. Somebody on the path can give it a changed one.", "AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:H/A:N" },
	{ 269, "Improper Privilege Management", "Local users can gain rights", "A helper of %s runs with all rights and takes orders from every local user.", "AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H" },
	{ 494, "Download of Code Without Integrity Check", "Updates are not verified", "%s installs an update package without looking at its signature.", "AV:N/AC:L/PR:H/UI:N/S:C/C:H/I:H/A:H" },
	{ 532, "Insertion of Sensitive Information into Log File", "Secrets in log files", "%s writes session keys into a log that every local user can read.", "AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N" },
	{ 190, "Integer Overflow or Wraparound", "Integer overflow in length field", "A length field that is too large wraps in %s and leads to a restart of the device.", "AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H" },
};
enum { WEAKNESSES = sizeof weakness_rows / sizeof *weakness_rows };

#define SEC CATEGORY_ADVISORY
static const struct advisory_row rows[SAMPLE_ADVISORIES] = {
	/* the story: one gateway under three regions */
	{ V_HALVORN, "WHITE", SEC, 0, 2, NULL, { { BEFORE, "Marlin RG-410 Series", NULL }, { NOT_NEW, "Marlin RG-455", NULL } } },
	/* two of three name server sites at once */
	{ V_NIMBRELLE, "GREEN", SEC, 1, 1, NULL, { { BEFORE_OPEN, "Namewarde Authoritative Server", NULL } } },
	/* one of three control centres: nothing falls behind it */
	{ V_PERLANE, "AMBER", SEC, 3, 1, NULL, { { BEFORE_OPEN, "Meridane Energy Management", NULL } } },
	{ V_OSKELUND, "WHITE", SEC, 17, 2, "CorvaxOS on Corvaxis controllers", { { ON, "CorvaxOS", "Corvaxis C-200 CPU" }, { ON, "CorvaxOS", "Corvaxis C-450 CPU" } } },
	{ V_PERLANE, "WHITE", SEC, 10, 1, "Scriptane Runtime in Overlane", { { ON, "Scriptane Runtime", "Overlane SCADA Server" } } },
	{ V_QUORVANE, "WHITE", CATEGORY_VEX, 12, 1, "Quorvane server products", { { NOT, "Tabularis Database Server", NULL }, { NOT, "Basaltine Server OS", NULL }, { NOT, "Hostane Virtual Machine Manager", NULL } } },
	{ V_NIMBRELLE, "WHITE", CATEGORY_VEX, 7, 1, NULL, { { INVESTIGATED, "Stratelle Hypervisor", NULL } } },
	{ V_KESTRANE, "WHITE", CATEGORY_INFORMATION, 0, 0, "Hardening of management access", { { PLAN_END, NULL, NULL } } },
	{ -1, "AMBER", SEC, 2, 1, "remote stations of water utilities", { { BEFORE, "Orbilane SM-12 modem", NULL }, { BEFORE_OPEN, "Pumparelle PS-4 controller", NULL }, { EVERY, "Flowarne FC-22", NULL } } },
	{ V_SKELVAR, "WHITE", SEC, 8, 2, NULL, { { BEFORE, "Armatrane RB-6 robot controller", NULL }, { EVERY, "Griparre GL-2", NULL } } },
	{ V_DASTREL, "WHITE", SEC, 6, 1, NULL, { { BETWEEN, "Telarne TN-70 gateway", NULL } } },
	{ V_DASTREL, "WHITE", SEC, 17, 2, "Proteclane relays", { { EXACT, "Proteclane PL-310 relay", NULL }, { BETWEEN, "Proteclane PL-560 relay", NULL } } },
	{ V_OSKELUND, "GREEN", SEC, 13, 1, NULL, { { EXACT, "Arcoval AW-16", NULL } } },
	{ V_OSKELUND, "WHITE", SEC, 9, 1, NULL, { { BEFORE, "Vistapane HP-15 panel", NULL } } },
	{ V_SARVIK, "WHITE", SEC, 1, 2, NULL, { { BEFORE_OPEN, "Modulane MC-12 controller", NULL } } },
	{ V_SARVIK, "WHITE", SEC, 5, 1, NULL, { { TWICE, "Toucharelle TP-7", NULL } } },
	{ V_SARVIK, "WHITE", SEC, 2, 3, NULL, { { BEFORE, "Viewarre DC-30 camera", NULL } } },
	{ V_HALVORN, "WHITE", SEC, 6, 1, NULL, { { OLD_INVESTIGATED, "Heronne PLC-30 family", NULL } } },
	{ V_KESTRANE, "WHITE", SEC, 3, 1, "Braidelle switches", { { BEFORE, "Braidelle BL-24 switch", NULL }, { BEFORE, "Braidelle BL-48 switch", NULL } } },
	{ V_KESTRANE, "WHITE", SEC, 15, 1, NULL, { { BETWEEN, "Waymarque WR-110 router", NULL }, { NOT, "Waymarque WR-900 router", NULL } } },
	{ V_LINTARRA, "AMBER", SEC, 1, 1, NULL, { { EXACT, "Corellane CX-9000", NULL } } },
	{ V_DASTREL, "WHITE", SEC, 13, 1, NULL, { { BETWEEN, "Countarne SM-1 concentrator", NULL } } },
	{ V_TIDEWALL, "WHITE", SEC, 8, 2, "Breakwarde firewalls", { { BEFORE, "Breakwarde TW-900 firmware", NULL }, { BEFORE, "Breakwarde TW-3000 firmware", NULL } } },
	{ V_COBRISK, "WHITE", SEC, 12, 1, NULL, { { BEFORE, "Gatehusk GH-50", NULL } } },
	{ V_COBRISK, "WHITE", SEC, 3, 3, NULL, { { BEFORE, "Farlatch Remote Access Server", NULL } } },
	{ V_TIDEWALL, "GREEN", SEC, 7, 1, NULL, { { BETWEEN, "Tunnelarde TG-20", NULL } } },
	{ V_PERLANE, "WHITE", SEC, 11, 2, NULL, { { BEFORE_OPEN, "Overlane SCADA Server", NULL } } },
	{ V_NORDSARN, "WHITE", SEC, 4, 1, NULL, { { BETWEEN, "Aquarelle Telemetry Suite", NULL } } },
	{ V_PERLANE, "WHITE", SEC, 16, 1, NULL, { { TWICE, "Annalane Historian", NULL } } },
	{ V_QUORVANE, "WHITE", SEC, 9, 1, NULL, { { EVERY, "Trendarre Process Archive", NULL } } },
	{ V_ZEPHRANE, "WHITE", SEC, 2, 2, "Stedfarre network cards", { { BEFORE, "Stedfarre SU-40 network card", NULL }, { NOT_NEW, "Stedfarre SU-160 network card", NULL } } },
	{ V_NIMBRELLE, "WHITE", SEC, 6, 1, NULL, { { BETWEEN, "Askarolde Resolver", NULL } } },
	{ V_QUORVANE, "WHITE", SEC, 1, 1, NULL, { { INVESTIGATED, "Lookane Recursor", NULL } } },
	{ V_QUORVANE, "WHITE", SEC, 14, 2, NULL, { { BEFORE, "Basaltine Server OS", NULL } } },
	{ V_NIMBRELLE, "WHITE", SEC, 14, 1, NULL, { { BETWEEN, "Pellucide Enterprise Linux", NULL } } },
	{ V_NIMBRELLE, "AMBER", SEC, 7, 2, NULL, { { BEFORE, "Stratelle Hypervisor", NULL } } },
	{ V_QUORVANE, "WHITE", SEC, 14, 1, NULL, { { BETWEEN, "Hostane Virtual Machine Manager", NULL } } },
	{ V_QUORVANE, "WHITE", SEC, 11, 2, NULL, { { BEFORE, "Tabularis Database Server", NULL } } },
	{ V_PERLANE, "WHITE", SEC, 16, 1, NULL, { { EXACT, "Ledgerine Database", NULL } } },
	{ V_AMBERLODE, "WHITE", SEC, 8, 2, NULL, { { BEFORE, "Safecovane Backup Server", NULL }, { NOT, "Strongarne AL-800", NULL } } },
	{ V_NORDSARN, "WHITE", SEC, 0, 1, NULL, { { BETWEEN, "Pumparelle PS-4 controller", NULL } } },
	{ V_TAVARIS, "WHITE", SEC, 2, 1, NULL, { { BEFORE_OPEN, "Infusarre IP-3 infusion pump", NULL } } },
	{ V_TAVARIS, "WHITE", SEC, 9, 1, NULL, { { OLD_INVESTIGATED, "Vitalarne VM-6 monitor", NULL } } },
	{ V_ULMERIS, "WHITE", SEC, 4, 2, NULL, { { BEFORE, "Claritane PACS", NULL } } },
	{ V_ULMERIS, "WHITE", SEC, 2, 1, NULL, { { EVERY, "Scanolde MR-15", NULL } } },
	{ V_TAVARIS, "WHITE", SEC, 11, 1, NULL, { { BEFORE, "Assayelle Laboratory System", NULL } } },
	{ V_BELLMARQUE, "AMBER", SEC, 10, 2, "cash machines", { { BEFORE, "Cashwarde Terminal Suite", NULL }, { BETWEEN, "Tellerane T-90", NULL } } },
	{ V_BELLMARQUE, "AMBER", SEC, 6, 1, NULL, { { BEFORE, "Paylarke Payment Switch", NULL } } },
	{ V_PERLANE, "AMBER", SEC, 3, 1, NULL, { { BETWEEN, "Coffrane Core Banking", NULL } } },
	{ V_FENWARDE, "GREEN", SEC, 17, 1, NULL, { { BEFORE, "Trackwarde IL-6 interlocking", NULL } } },
	{ V_JORVATH, "WHITE", SEC, 1, 1, NULL, { { OLD_INVESTIGATED, "Semaphane SE-2 interlocking", NULL } } },
	{ V_LINTARRA, "WHITE", SEC, 6, 2, NULL, { { BETWEEN, "Skycellane SC-40", NULL } } },
	{ V_FROSTELLE, "WHITE", SEC, 0, 1, NULL, { { BEFORE_OPEN, "Frostane FC-9 controller", NULL } } },
	{ V_LINTARRA, "WHITE", SEC, 3, 1, NULL, { { TWICE, "Loomarre OLT-16", NULL } } },
	{ V_CHRONARRE, "WHITE", SEC, 1, 1, NULL, { { BEFORE, "Pendolane PT-1 time server", NULL } } },
	{ V_MORVANE, "WHITE", SEC, 0, 1, NULL, { { EXACT, "Climarine CB-10 controller", NULL } } },
	{ V_GRENTHOLM, "WHITE", SEC, 1, 1, "Torquarre drives", { { BEFORE, "Torquarre TD-55 drive", NULL }, { NOT_NEW, "Torquarre TD-75 drive", NULL } } },
	{ V_ORIVEDA, "GREEN", SEC, 8, 1, NULL, { { BEFORE, "Signetarre Identity Server", NULL }, { NOT, "Vaultarne HSM-5", NULL } } },
	{ V_RAVENDAHL, "WHITE", SEC, 0, 2, NULL, { { BEFORE, "Windarre RT-3 turbine controller", NULL }, { INVESTIGATED, "Hydrane HG-2 governor", NULL } } },
	{ V_WEXMAR, "WHITE", SEC, 11, 1, NULL, { { BEFORE, "Quaylane Terminal System", NULL } } },
};
/* clang-format on */

static struct leaf *leaf_add(struct advisory *adv, unsigned what, unsigned from, unsigned to, enum verdict status, struct rng *r)
{
	assert(adv->n_leaves < LEAVES_MAX);
	struct leaf *l = &adv->leaves[adv->n_leaves++];
	*l = (struct leaf){
		.what = (uint16_t)what, .from = (uint8_t)from, .to = (uint8_t)to, .status = status, .form = (uint8_t)rng_below(r, 120)
	};
	l->vulnerabilities = (uint8_t)((1u << adv->n_vulnerabilities) - 1);
	return l;
}

static void leaf_fixed_at(struct advisory *adv, unsigned what, unsigned release, struct rng *r)
{
	leaf_add(adv, what, release, release + 1, VERDICT_FIXED, r)->exact = true;
}

static void target_plan(struct advisory *adv, const struct target *t, struct rng *r)
{
	unsigned what = product_named(t->product), low = 1 + (unsigned)rng_below(r, 2), high = 6 + (unsigned)rng_below(r, 3);
	switch (t->plan) {
	case PLAN_END: break;
	case ON: leaf_add(adv, what, 0, high, VERDICT_AFFECTED, r)->whole = (uint16_t)(product_named(t->whole) + 1); break;
	case BEFORE:
		leaf_add(adv, what, 0, high, VERDICT_AFFECTED, r);
		leaf_fixed_at(adv, what, high, r);
		break;
	case BEFORE_OPEN: leaf_add(adv, what, 0, high, VERDICT_AFFECTED, r); break;
	case BETWEEN:
		leaf_add(adv, what, low, high, VERDICT_AFFECTED, r);
		leaf_add(adv, what, high, ALL_RELEASES, VERDICT_FIXED, r);
		break;
	case TWICE:
		leaf_add(adv, what, low, 4, VERDICT_AFFECTED, r);
		leaf_fixed_at(adv, what, 4, r);
		leaf_add(adv, what, 5, high, VERDICT_AFFECTED, r);
		leaf_fixed_at(adv, what, high, r);
		break;
	case EVERY: leaf_add(adv, what, 0, ALL_RELEASES, VERDICT_AFFECTED, r); break;
	case EXACT: leaf_add(adv, what, low + 2, low + 5, VERDICT_AFFECTED, r)->exact = true; break;
	case NOT: leaf_add(adv, what, 0, ALL_RELEASES, VERDICT_NOT_AFFECTED, r); break;
	case INVESTIGATED: leaf_add(adv, what, 0, ALL_RELEASES, VERDICT_UNDER_INVESTIGATION, r); break;
	case OLD_INVESTIGATED:
		leaf_add(adv, what, 0, low + 2, VERDICT_UNDER_INVESTIGATION, r);
		leaf_add(adv, what, low + 2, high, VERDICT_AFFECTED, r);
		leaf_fixed_at(adv, what, high, r);
		break;
	case NOT_NEW:
		leaf_add(adv, what, 0, high - 3, VERDICT_AFFECTED, r);
		leaf_add(adv, what, high - 3, ALL_RELEASES, VERDICT_NOT_AFFECTED, r);
		break;
	}
}

static struct str tracking_id(const struct country *c, int vendor, unsigned ordinal)
{
	struct str year = str_slice(time_date(c->arena, c->base_us), 0, 4);
	if (vendor < 0)
		return arena_printf(c->arena, "CERT-XA-%.*s-%03u", STR(year), ordinal + 1);
	const char *name = vendor_rows[vendor].name;
	char code[5] = "";
	for (unsigned i = 0; i < 4; i++)
		code[i] = (char)(name[i] >= 'a' ? name[i] - 'a' + 'A' : name[i]);
	return arena_printf(c->arena, "%s-SA-%.*s-%03u", code, STR(year), ordinal + 1);
}

static void advisory_date(const struct country *c, struct advisory *adv, struct rng *r)
{
	enum { DAYS = 320 };
	const int64_t minute = 60 * 1000000LL, day = 1440 * minute;
	adv->n_dates = adv->ordinal == 0 ? 3 : 1 + (unsigned)rng_below(r, REVISIONS_MAX);
	/* one draw a statement: C leaves the order inside an expression open, and the bytes must not depend on the compiler */
	int64_t days = (int64_t)(adv->ordinal == 0 ? 9 : 30 + rng_below(r, DAYS));
	int64_t at = c->base_us - days * day + (int64_t)(rng_below(r, 600) + 420) * minute;
	for (unsigned i = 0; i < adv->n_dates; i++) {
		adv->dates_us[i] = at;
		at += (int64_t)(1 + rng_below(r, adv->ordinal == 0 ? 3 : 6)) * day;
		at += (int64_t)rng_below(r, 300) * minute;
	}
}

static void advisory_plan(const struct country *c, unsigned ordinal, struct advisory *adv)
{
	const struct advisory_row *row = &rows[ordinal];
	/* a stream of its own for each row: editing one leaves the others as they are */
	struct rng r = country_rng(c, row->targets[0].product ? row->targets[0].product : "information");
	for (unsigned i = 0; i < ordinal; i++)
		rng_next(&r);
	*adv = (struct advisory){ .ordinal = ordinal, .category = row->category, .vendor = row->vendor, .tlp = row->tlp };
	adv->id = tracking_id(c, row->vendor, ordinal);
	adv->n_vulnerabilities = row->vulnerabilities;
	for (unsigned i = 0; i < row->vulnerabilities; i++)
		adv->weaknesses[i] = i ? (row->weakness + 1 + (unsigned)rng_below(&r, WEAKNESSES - 1)) % WEAKNESSES : row->weakness;
	for (unsigned i = 0; i < 5 && row->targets[i].plan != PLAN_END; i++)
		target_plan(adv, &row->targets[i], &r);
	if (ordinal < 3 && adv->n_leaves) { /* the story wants these releases hit whatever the seed */
		adv->leaves[0].to = ordinal == 0 ? 8 : ordinal == 1 ? 5 : 4;
		if (ordinal == 0)
			adv->leaves[1].from = 8, adv->leaves[1].to = 9;
	}
	/* the second and later vulnerabilities of a document concern its first product only */
	for (unsigned i = 0; i < adv->n_leaves; i++)
		if (adv->leaves[i].what != adv->leaves[0].what)
			adv->leaves[i].vulnerabilities = 1;
	const char *subject = row->subject ? row->subject : row->targets[0].product;
	if (row->category == CATEGORY_INFORMATION)
		adv->title = str_c(subject);
	else
		adv->title = arena_printf(c->arena, "%s in %s", weakness_rows[row->weakness].phrase, subject);
	adv->family = row->subject && row->vendor == V_KESTRANE && row->category == SEC;
	adv->semantic = ordinal % 4 == 3;
	adv->last_affected = ordinal % 2 == 0;
	adv->exploited = ordinal == 0 || ordinal == 24;
	advisory_date(c, adv, &r);
}

struct advisory *advisories_plan(const struct country *c)
{
	struct advisory *all = arena_array(c->arena, struct advisory, SAMPLE_ADVISORIES);
	for (unsigned i = 0; i < SAMPLE_ADVISORIES; i++)
		advisory_plan(c, i, &all[i]);
	return all;
}

struct str advisory_file(struct arena *a, const struct advisory *adv)
{
	struct str s = arena_printf(a, "%.*s.json", STR(adv->id));
	char *at = arena_bytes(a, s.len + 1);
	for (size_t i = 0; i <= s.len; i++) {
		char ch = s.ptr[i];
		at[i] = (char)(ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch);
	}
	return (struct str){ at, s.len };
}
