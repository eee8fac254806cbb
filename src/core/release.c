/* SPDX-License-Identifier: Apache-2.0
 *
 * The release decision and its expansion into SQL. The decision is pure; the expansion must always agree with it: clearance rows are only ever
 * written by calling release() on the pair.
 */
#include "core/release.h"
#include "core/desk.h"
#include "core/store_release.h"

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

struct release release(const struct labels *labels, const struct clearance *clearance, enum purpose purpose, int64_t now_us)
{
	(void)purpose; /* the policy over purpose and time comes with the trust work; the signature is final */
	(void)now_us;
	switch (clearance->role) {
	case ROLE_NONE: return (struct release){ RELEASE_DENY, "nobody is signed in" };
	case ROLE_APPROVER:
	case ROLE_DESK: return (struct release){ RELEASE_ALLOW, "the desk keeps this register" };
	case ROLE_ADMIN: /* administrators administer, they do not read */
	case ROLE_AUDITOR:
	case ROLE_REGULATOR:
	case ROLE_PARTNER:
	case ROLE_GUEST:
		if (labels->tlp == TLP_CLEAR)
			return (struct release){ RELEASE_ALLOW, "TLP:CLEAR may be seen by all" };
		return (struct release){ RELEASE_DENY, "this role sees TLP:CLEAR only" };
	case ROLE_OPERATOR:
		if (labels->owner.len && str_eq(labels->owner, clearance->organization))
			return (struct release){ RELEASE_ALLOW, "it is your organization's own" };
		if (labels->tlp == TLP_CLEAR || labels->tlp == TLP_GREEN)
			return (struct release){ RELEASE_ALLOW, "TLP:CLEAR and TLP:GREEN may be seen in the community" };
		return (struct release){ RELEASE_DENY, "it belongs to another organization and is not released to yours" };
	}
	return (struct release){ RELEASE_DENY, "unknown role" };
}

int64_t release_class(struct cx *cx, const struct labels *labels)
{
	int64_t key = store_release_class(cx, tlp_text(labels->tlp), labels->owner);
	if (key || !ok(cx))
		return key;
	key = desk_keys(cx, S("release_class"), 1);
	store_release_class_insert(cx, key, tlp_text(labels->tlp), labels->owner);
	struct store_profile_vec profiles = {};
	store_profiles(cx, &profiles);
	vec_each (p, &profiles) {
		struct clearance who = { .organization = p->organization };
		if (role_parse(p->role, &who.role))
			store_clearance_insert(cx, p->key, key, release(labels, &who, PURPOSE_READ, cx->now_us).decision);
	}
	return ok(cx) ? key : 0;
}

int64_t release_profile(struct cx *cx, const struct clearance *clearance)
{
	int64_t key = store_profile(cx, role_text(clearance->role), clearance->organization);
	if (key || !ok(cx))
		return key;
	AUTO(db_tx) tx = desk_begin(cx);
	key = store_profile(cx, role_text(clearance->role), clearance->organization); /* made by another process meanwhile? */
	if (key)
		return db_commit(&tx) ? key : 0;
	key = desk_keys(cx, S("clearance_profile"), 1);
	store_profile_insert(cx, key, role_text(clearance->role), clearance->organization);
	struct store_class_vec classes = {};
	store_classes(cx, &classes);
	vec_each (c, &classes) {
		struct labels labels = { .owner = c->owner };
		if (tlp_parse(c->tlp, &labels.tlp))
			store_clearance_insert(cx, key, c->key, release(&labels, clearance, PURPOSE_READ, cx->now_us).decision);
	}
	return db_commit(&tx) ? key : 0;
}

int64_t release_viewer(const struct cx *cx)
{
	return cx->viewer ? cx->viewer->profile : 0;
}

bool release_allows(struct cx *cx, int64_t class_key)
{
	return store_clearance(cx, release_viewer(cx), class_key) == RELEASE_ALLOW;
}

struct map release_classes(struct cx *cx)
{
	struct map set = map_make(&cx->a);
	store_cleared(cx, release_viewer(cx), &set);
	return set;
}
