/* SPDX-License-Identifier: Apache-2.0
 *
 * Who would see this, and why? Every person of the desk and every role in general is asked of release(), before anything is saved. Must never decide
 * anything itself.
 */
#include "core/release_grant.h"
#include "core/store_release.h"
#include "core/store_who.h"

struct asking {
	struct cx *cx;
	const struct labels *before, *after;
	struct store_grant_vec grants;
	struct release_seer_vec *out;
	int64_t now_us;
};

static void give_grants(const struct asking *w, struct clearance *c)
{
	struct grant *grants = arena_array(&w->cx->a, struct grant, w->grants.n);
	vec_each (g, &w->grants)
		if (c->organization.len && str_eq(g->organization, c->organization))
			grants[c->n_grants++] = g->grant;
	c->grants = grants;
}

static void ask(struct asking *w, struct str who, struct clearance c)
{
	give_grants(w, &c);
	struct release_seer s = { .who = who, .clearance = c, .after = release(w->after, &c, PURPOSE_READ, w->now_us) };
	s.before = w->before ? release(w->before, &c, PURPOSE_READ, w->now_us) : s.after;
	*vec_push(&w->cx->a, w->out) = s;
}

/* Operators and regulators of one organization, and a partner State of that name when it was agreed with. */
static void ask_organization(struct asking *w, struct str organization, struct map *asked)
{
	bool fresh;
	map_at(asked, organization, &fresh);
	if (!fresh || !organization.len)
		return;
	ask(w, S(""), (struct clearance){ .role = ROLE_OPERATOR, .organization = organization });
	ask(w, S(""), (struct clearance){ .role = ROLE_PARTNER, .organization = organization });
}

static void ask_organizations(struct asking *w, const struct labels *l, struct map *asked)
{
	if (!l)
		return;
	ask_organization(w, l->owner, asked);
	for (size_t i = 0; i < l->audience.n; i++)
		ask_organization(w, l->audience.at[i], asked);
	for (size_t i = 0; i < l->sectors.n; i++) {
		struct str key = arena_printf(&w->cx->a, "sector %.*s", STR(l->sectors.at[i]));
		bool fresh;
		map_at(asked, key, &fresh);
		if (fresh)
			ask(w, S(""), (struct clearance){ .role = ROLE_REGULATOR, .sectors = { &l->sectors.at[i], 1 } });
	}
}

bool release_seers(struct cx *cx, const struct labels *before, const struct labels *after, struct release_seer_vec *out)
{
	struct asking w = { .cx = cx, .before = before, .after = after, .out = out, .now_us = release_now(cx) };
	struct map asked = map_make(&cx->a);
	struct store_person_vec people = {};
	if (!store_grants(cx, S(""), &w.grants) || !store_people(cx, &people))
		return false;
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++)
		ask(&w, S(""), (struct clearance){ .role = role });
	ask_organizations(&w, before, &asked);
	ask_organizations(&w, after, &asked);
	vec_each (g, &w.grants)
		ask_organization(&w, g->organization, &asked);
	vec_each (p, &people) {
		struct clearance c = { .organization = p->organization };
		if (!role_parse(p->role, &c.role))
			continue;
		store_held(cx, p->id, &c);
		ask(&w, p->id, c);
	}
	return ok(cx);
}

struct str release_seer_name(struct arena *a, const struct release_seer *s)
{
	static const char *const many[ROLE_COUNT] = { [ROLE_GUEST] = "guests", [ROLE_OPERATOR] = "operators", [ROLE_REGULATOR] = "regulators",
		[ROLE_PARTNER] = "partner States", [ROLE_AUDITOR] = "auditors", [ROLE_ADMIN] = "administrators", [ROLE_DESK] = "desk officers",
		[ROLE_APPROVER] = "approvers" };
	const struct clearance *c = &s->clearance;
	if (s->who.len)
		return s->who;
	if (c->sectors.n)
		return arena_printf(a, "%s of the sector %.*s", many[c->role], STR(c->sectors.at[0]));
	if (c->organization.len)
		return arena_printf(a, "%s of %.*s", many[c->role], STR(c->organization));
	return c->role == ROLE_OPERATOR || c->role == ROLE_REGULATOR || c->role == ROLE_PARTNER ? arena_printf(a, "all other %s", many[c->role]) : str_c(many[c->role]);
}
