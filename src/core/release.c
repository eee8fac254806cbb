/* SPDX-License-Identifier: Apache-2.0
 *
 * The release decision. Pure, and one table: which conditions let which role see which marking. Must never look at a database or a clock, nor know a way
 * around the table. Markings: FIRST, Traffic Light Protocol 2.0 (RED: named recipients only; AMBER+STRICT: their organization only; AMBER: need to know,
 * the organization and its clients, which we read as those it has an agreement with, and its regulator; GREEN: the community; CLEAR: everybody).
 */
#include "core/release.h"
#include <stdlib.h>

static const struct {
	const char *text;
} tlps[] = {
	[TLP_UNKNOWN] = { "" },
	[TLP_CLEAR] = { "CLEAR" },
	[TLP_GREEN] = { "GREEN" },
	[TLP_AMBER] = { "AMBER" },
	[TLP_AMBER_STRICT] = { "AMBER+STRICT" },
	[TLP_RED] = { "RED" },
};

struct str tlp_text(enum tlp tlp)
{
	return str_c(tlps[tlp].text);
}

bool tlp_parse(struct str text, enum tlp *out)
{
	text = str_trim(text);
	if (str_eq_fold(str_slice(text, 0, 4), S("TLP:")))
		text = str_slice(text, 4, text.len);
	if (str_eq_fold(text, S("WHITE"))) /* its name before TLP 2.0 */
		text = S("CLEAR");
	for (unsigned i = 0; i < sizeof tlps / sizeof *tlps; i++)
		if (str_eq_fold(text, str_c(tlps[i].text))) {
			*out = (enum tlp)i;
			return true;
		}
	return false;
}

static const char *const roles[] = {
	[ROLE_NONE] = "none",
	[ROLE_GUEST] = "guest",
	[ROLE_OPERATOR] = "operator",
	[ROLE_REGULATOR] = "regulator",
	[ROLE_PARTNER] = "partner",
	[ROLE_AUDITOR] = "auditor",
	[ROLE_ADMIN] = "administrator",
	[ROLE_DESK] = "desk",
	[ROLE_APPROVER] = "approver",
};

struct str role_text(enum role role)
{
	return str_c(roles[role]);
}

bool role_parse(struct str text, enum role *out)
{
	for (unsigned i = 1; i < sizeof roles / sizeof *roles; i++)
		if (str_eq(text, str_c(roles[i]))) {
			*out = (enum role)i;
			return true;
		}
	return false;
}

static const char *const purposes[] = { [PURPOSE_READ] = "read",
	[PURPOSE_WARN] = "warn",
	[PURPOSE_EXPORT] = "export",
	[PURPOSE_PATH] = "path",
	[PURPOSE_SHARE] = "share",
	[PURPOSE_TRACE] = "trace" };

struct str purpose_text(enum purpose purpose)
{
	return str_c(purposes[purpose]);
}

bool purpose_parse(struct str text, enum purpose *out)
{
	for (unsigned i = 0; i < PURPOSE_COUNT; i++)
		if (str_eq(text, str_c(purposes[i]))) {
			*out = (enum purpose)i;
			return true;
		}
	return false;
}

/* ---- sets of names ---- */
static int by_name(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct names names_parse(struct arena *a, struct str text)
{
	size_t most = 1, n = 0;
	for (size_t i = 0; i < text.len; i++)
		most += text.ptr[i] == ' ' || text.ptr[i] == ',';
	if (!str_trim(text).len)
		return (struct names){};
	struct str *at = arena_array(a, struct str, most);
	for (size_t from = 0, i = 0; i <= text.len; i++)
		if (i == text.len || text.ptr[i] == ' ' || text.ptr[i] == ',') {
			if (i > from)
				at[n++] = str_slice(text, from, i);
			from = i + 1;
		}
	qsort(at, n, sizeof *at, by_name);
	size_t kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!kept || !str_eq(at[kept - 1], at[i]))
			at[kept++] = at[i];
	return (struct names){ at, kept };
}

struct str names_text(struct arena *a, const struct names *names)
{
	struct str text = {};
	for (size_t i = 0; i < names->n; i++)
		text = text.len ? arena_printf(a, "%.*s %.*s", STR(text), STR(names->at[i])) : names->at[i];
	struct names sorted = names_parse(a, text);
	text = S("");
	for (size_t i = 0; i < sorted.n; i++)
		text = text.len ? arena_printf(a, "%.*s %.*s", STR(text), STR(sorted.at[i])) : sorted.at[i];
	return text;
}

bool names_hold(const struct names *names, struct str name)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->at[i], name))
			return true;
	return false;
}

/* ---- the decision ---- */
/* Conditions of which one must hold. */
enum {
	ALL = 1 << 0, /* nothing more is asked */
	DESK = 1 << 1, /* whoever keeps the register */
	OWN = 1 << 2, /* it belongs to one's own organization */
	NAMED = 1 << 3, /* one's organization stands in the audience */
	SCOPE = 1 << 4, /* it belongs to a sector that one regulates */
	GRANT = 1 << 5, /* an agreement covers it */
};
static const uint8_t matrix[ROLE_COUNT][TLP_RED + 1] = {
	/* unknown stands for RED and has no column of its own */
	[ROLE_GUEST] = { [TLP_CLEAR] = ALL },
	[ROLE_AUDITOR] = { [TLP_CLEAR] = ALL },
	[ROLE_ADMIN] = { [TLP_CLEAR] = ALL },
	[ROLE_PARTNER] = { [TLP_CLEAR] = ALL,
	        [TLP_GREEN] = NAMED | GRANT,
	        [TLP_AMBER] = NAMED | GRANT,
	        [TLP_AMBER_STRICT] = NAMED,
	        [TLP_RED] = NAMED },
	[ROLE_OPERATOR] = { [TLP_CLEAR] = ALL,
	        [TLP_GREEN] = ALL,
	        [TLP_AMBER] = OWN | NAMED | GRANT,
	        [TLP_AMBER_STRICT] = OWN | NAMED,
	        [TLP_RED] = OWN | NAMED },
	[ROLE_REGULATOR] = { [TLP_CLEAR] = ALL,
	        [TLP_GREEN] = ALL,
	        [TLP_AMBER] = OWN | NAMED | SCOPE | GRANT,
	        [TLP_AMBER_STRICT] = OWN | NAMED,
	        [TLP_RED] = OWN | NAMED },
	[ROLE_DESK] = { [TLP_CLEAR] = DESK, [TLP_GREEN] = DESK, [TLP_AMBER] = DESK, [TLP_AMBER_STRICT] = DESK, [TLP_RED] = DESK },
	[ROLE_APPROVER] = { [TLP_CLEAR] = DESK, [TLP_GREEN] = DESK, [TLP_AMBER] = DESK, [TLP_AMBER_STRICT] = DESK, [TLP_RED] = DESK },
};

/* A grant to read is one to export and to be named the cause; a partner State reads what was granted for sharing. */
static bool serves(enum purpose granted, enum purpose purpose, enum role role)
{
	if (granted == purpose)
		return true;
	if (granted == PURPOSE_READ)
		return purpose == PURPOSE_EXPORT || purpose == PURPOSE_PATH;
	return granted == PURPOSE_SHARE && role == ROLE_PARTNER && (purpose == PURPOSE_READ || purpose == PURPOSE_EXPORT);
}

static bool covers(const struct grant *g, const struct labels *labels)
{
	switch (g->kind) {
	case GRANT_ALL: return true;
	case GRANT_OWNER: return labels->owner.len && str_eq(g->subject, labels->owner);
	case GRANT_SECTOR: return names_hold(&labels->sectors, g->subject);
	}
	return false;
}

static bool within(int64_t from_us, int64_t until_us, int64_t now_us)
{
	return (!from_us || now_us >= from_us) && (!until_us || now_us < until_us);
}

/* The agreement that covers these labels now; of several the least by its words, so that their order does not count. NULL = none. */
static const struct grant *granted(const struct labels *labels, const struct clearance *c, enum purpose purpose, int64_t now_us)
{
	const struct grant *found = NULL;
	for (const struct grant *g = c->grants; g < c->grants + c->n_grants; g++)
		if (serves(g->purpose, purpose, c->role) && within(g->from_us, g->until_us, now_us) && covers(g, labels) &&
		        (!found || str_cmp(g->agreement, found->agreement) < 0))
			found = g;
	return found;
}

static struct release allow(enum release_reason reason, struct str about)
{
	return (struct release){ RELEASE_ALLOW, reason, about, RELEASED_ALL };
}

static struct release deny(enum release_reason reason, struct str about)
{
	return (struct release){ RELEASE_DENY, reason, about, RELEASED_NOTHING };
}

/* Level and compartments bind everybody, owner and desk too. */
static bool held(const struct labels *labels, const struct clearance *c, struct release *no)
{
	if (labels->level > c->level) {
		*no = deny(BECAUSE_LEVEL, S(""));
		return false;
	}
	const struct str *missing = NULL; /* the least, so that their order does not count */
	for (size_t i = 0; i < labels->compartments.n; i++) {
		const struct str *name = &labels->compartments.at[i];
		if (!names_hold(&c->compartments, *name) && (!missing || str_cmp(*name, *missing) < 0))
			missing = name;
	}
	if (missing)
		*no = deny(BECAUSE_COMPARTMENT, *missing);
	return !missing;
}

/* Of several sectors in scope the least. */
static const struct str *in_scope(const struct labels *labels, const struct clearance *c)
{
	const struct str *found = NULL;
	for (size_t i = 0; i < labels->sectors.n; i++)
		if (names_hold(&c->sectors, labels->sectors.at[i]) && (!found || str_cmp(labels->sectors.at[i], *found) < 0))
			found = &labels->sectors.at[i];
	return found;
}

/* What the conditions give where others than owner and desk are asked about; the bounds in time are looked at last. */
static struct release by_condition(
        const struct labels *labels, const struct clearance *c, unsigned ways, enum purpose purpose, int64_t now_us)
{
	struct release r = deny(BECAUSE_MARKING, S(""));
	const struct str *sector;
	const struct grant *grant;
	if (ways & ALL)
		r = allow(labels->tlp == TLP_CLEAR ? BECAUSE_CLEAR : BECAUSE_COMMUNITY, S(""));
	else if ((ways & NAMED) && c->organization.len && names_hold(&labels->audience, c->organization))
		r = allow(BECAUSE_NAMED, S(""));
	else if ((ways & SCOPE) && (sector = in_scope(labels, c)))
		r = allow(BECAUSE_SECTOR, *sector);
	else if ((ways & GRANT) && (grant = granted(labels, c, purpose, now_us)))
		r = allow(BECAUSE_GRANT, grant->agreement);
	if (r.decision == RELEASE_ALLOW && !within(labels->from_us, labels->until_us, now_us))
		return deny(labels->from_us && now_us < labels->from_us ? BECAUSE_NOT_YET : BECAUSE_EXPIRED, S(""));
	return r;
}

struct release release(const struct labels *labels, const struct clearance *c, enum purpose purpose, int64_t now_us)
{
	struct release no;
	enum tlp tlp = labels->tlp == TLP_UNKNOWN || (unsigned)labels->tlp > TLP_RED ? TLP_RED : labels->tlp;
	/* That a public thing is what failed is no public knowledge: a cause is named as if it were AMBER, and to no regulator by sector. */
	enum tlp column = purpose == PURPOSE_PATH && tlp < TLP_AMBER ? TLP_AMBER : tlp;
	unsigned ways = (unsigned)c->role < ROLE_COUNT ? matrix[c->role][column] : 0;
	if (c->role == ROLE_NONE)
		return deny(BECAUSE_NOBODY, S(""));
	struct release r = { .decision = RELEASE_DENY };
	if (!held(labels, c, &no)) {
		r = no;
	} else if (ways & DESK) {
		r = allow(BECAUSE_DESK, S(""));
	} else if (labels->owner.len && str_eq(labels->owner, c->organization) && (matrix[c->role][TLP_RED] & OWN)) {
		r = allow(BECAUSE_OWN, S(""));
	} else {
		r = by_condition(labels, c, purpose == PURPOSE_PATH ? ways & ~(unsigned)(ALL | SCOPE) : ways, purpose, now_us);
	}
	if (purpose == PURPOSE_PATH && r.decision == RELEASE_DENY)
		return (struct release){ RELEASE_REDACT, r.reason == BECAUSE_MARKING ? BECAUSE_PATH : r.reason, r.about, RELEASED_SECTOR };
	return r;
}

/* ---- in words ---- */
static const struct {
	const char *name, *words; /* %s: what it is about */
} reasons[BECAUSE_COUNT] = {
	[BECAUSE_NOBODY] = { "nobody", "nobody is signed in" },
	[BECAUSE_LEVEL] = { "level", "its national level is above what is held" },
	[BECAUSE_COMPARTMENT] = { "compartment", "the compartment %.*s is not held" },
	[BECAUSE_DESK] = { "desk", "the desk keeps the register" },
	[BECAUSE_OWN] = { "own", "it is the organization's own" },
	[BECAUSE_CLEAR] = { "clear", "TLP:CLEAR may be seen by all" },
	[BECAUSE_COMMUNITY] = { "community", "TLP:GREEN may be seen in the community" },
	[BECAUSE_NAMED] = { "named", "the organization is named in its audience" },
	[BECAUSE_SECTOR] = { "sector", "it is in the sector %.*s, which is theirs to regulate" },
	[BECAUSE_GRANT] = { "grant", "it was agreed: %.*s" },
	[BECAUSE_NOT_YET] = { "not-yet", "it is released later" },
	[BECAUSE_EXPIRED] = { "expired", "its release has ended" },
	[BECAUSE_PATH] = { "path", "upstream of their own node only the sector is named" },
	[BECAUSE_MARKING] = { "marking", "%.*s does not let them see it" },
};

struct str release_words(struct arena *a, const struct labels *labels, const struct release *r)
{
	struct str about = r->about;
	if (r->reason == BECAUSE_MARKING)
		about = labels->tlp == TLP_UNKNOWN ? S("No marking, which counts as TLP:RED,")
		                                   : arena_printf(a, "TLP:%.*s", STR(tlp_text(labels->tlp)));
	if (!about.len)
		return str_c(reasons[r->reason].words);
	struct str words = str_c(reasons[r->reason].words);
	ptrdiff_t at = str_find(words, S("%.*s"));
	if (at < 0)
		return words;
	return arena_printf(
	        a, "%.*s%.*s%.*s", STR(str_slice(words, 0, (size_t)at)), STR(about), STR(str_slice(words, (size_t)at + 4, words.len)));
}

const char *release_reason_name(enum release_reason reason)
{
	return reasons[reason].name;
}

struct str release_matrix(struct arena *a, enum role role, enum tlp tlp)
{
	static const char *const names[] = { "all", "desk", "own", "named", "sector", "grant" };
	struct str text = S("");
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (matrix[role][tlp == TLP_UNKNOWN ? TLP_RED : tlp] & 1u << i)
			text = arena_printf(a, "%.*s%s%s", STR(text), text.len ? ", " : "", names[i]);
	return text;
}

static void bound(int64_t at_us, int64_t now_us, int64_t *since_us, int64_t *due_us)
{
	if (at_us && at_us > now_us && at_us < *due_us)
		*due_us = at_us;
	if (at_us && at_us <= now_us && at_us > *since_us)
		*since_us = at_us;
}

void release_bounds(const struct labels *labels, const struct grant *grants, size_t n, int64_t now_us, int64_t *since_us, int64_t *due_us)
{
	if (labels) {
		bound(labels->from_us, now_us, since_us, due_us);
		bound(labels->until_us, now_us, since_us, due_us);
	}
	for (size_t i = 0; i < n; i++) {
		bound(grants[i].from_us, now_us, since_us, due_us);
		bound(grants[i].until_us, now_us, since_us, due_us);
	}
}
