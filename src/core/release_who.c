/* SPDX-License-Identifier: Apache-2.0
 *
 * Who would see this, and why? Every person of the desk and every role in general is asked of release(), before anything is saved. Must never decide
 * anything itself.
 */
#include "core/release_grant.h"
#include "core/store_release.h"
#include "core/store_who.h"

/* Everybody there is, read once. */
struct crowd {
	struct cx *cx;
	struct store_grant_vec grants;
	VEC(struct release_seer) people; /* with what they hold */
	int64_t now_us;
};
struct asking {
	const struct crowd *crowd;
	const struct labels *before, *after;
	struct release_seer_vec *out;
	struct map asked; /* organizations and sectors */
};

static const struct grant *grants_of(const struct crowd *w, struct str organization, size_t *n)
{
	struct grant *grants = arena_array(&w->cx->a, struct grant, w->grants.n);
	*n = 0;
	vec_each (g, &w->grants)
		if (organization.len && str_eq(g->organization, organization))
			grants[(*n)++] = g->grant;
	return grants;
}

static bool gather(struct cx *cx, struct crowd *out)
{
	struct store_person_vec people = {};
	*out = (struct crowd){ .cx = cx, .now_us = release_now(cx) };
	if (!store_grants(cx, S(""), &out->grants) || !store_people(cx, &people))
		return false;
	vec_each (p, &people) {
		struct clearance c = { .organization = p->organization };
		if (!role_parse(p->role, &c.role))
			continue;
		store_held(cx, p->id, &c);
		c.grants = grants_of(out, c.organization, &c.n_grants);
		*vec_push(&cx->a, &out->people) = (struct release_seer){ .who = p->id, .clearance = c };
	}
	return ok(cx);
}

static void ask(struct asking *w, struct str who, const struct clearance *c)
{
	static const struct labels nothing = { .level = INT64_MAX }; /* nobody sees what is not there */
	struct release_seer s = { .who = who, .clearance = *c };
	s.before = release(w->before ? w->before : &nothing, c, PURPOSE_READ, w->crowd->now_us);
	s.after = release(w->after ? w->after : &nothing, c, PURPOSE_READ, w->crowd->now_us);
	*vec_push(&w->crowd->cx->a, w->out) = s;
}

static void ask_role(struct asking *w, struct clearance c)
{
	c.grants = grants_of(w->crowd, c.organization, &c.n_grants);
	ask(w, S(""), &c);
}

/* Operators of one organization, and a partner State of that name when it was agreed with. */
static void ask_organization(struct asking *w, struct str organization)
{
	bool fresh;
	map_at(&w->asked, organization, &fresh);
	if (!fresh || !organization.len)
		return;
	ask_role(w, (struct clearance){ .role = ROLE_OPERATOR, .organization = organization });
	ask_role(w, (struct clearance){ .role = ROLE_PARTNER, .organization = organization });
}

static void ask_organizations(struct asking *w, const struct labels *l)
{
	if (!l)
		return;
	ask_organization(w, l->owner);
	for (size_t i = 0; i < l->audience.n; i++)
		ask_organization(w, l->audience.at[i]);
	for (size_t i = 0; i < l->sectors.n; i++) {
		bool fresh;
		map_at(&w->asked, arena_printf(&w->crowd->cx->a, "sector %.*s", STR(l->sectors.at[i])), &fresh);
		if (fresh)
			ask_role(w, (struct clearance){ .role = ROLE_REGULATOR, .sectors = { &l->sectors.at[i], 1 } });
	}
}

static void ask_all(const struct crowd *crowd, const struct labels *before, const struct labels *after, struct release_seer_vec *out)
{
	struct asking w = { .crowd = crowd, .before = before, .after = after, .out = out, .asked = map_make(&crowd->cx->a) };
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++)
		ask_role(&w, (struct clearance){ .role = role });
	ask_organizations(&w, before);
	ask_organizations(&w, after);
	vec_each (g, &crowd->grants)
		ask_organization(&w, g->organization);
	vec_each (p, &crowd->people)
		ask(&w, p->who, &p->clearance);
}

bool release_seers(struct cx *cx, const struct labels *before, const struct labels *after, struct release_seer_vec *out)
{
	struct crowd crowd;
	if (!gather(cx, &crowd))
		return false;
	ask_all(&crowd, before ? before : after, after, out);
	return ok(cx);
}

bool release_shifts(struct cx *cx, const struct release_change *changes, size_t n, struct release_shift_vec *out)
{
	struct crowd crowd;
	struct map index = map_make(&cx->a);
	if (!gather(cx, &crowd))
		return false;
	for (const struct release_change *c = changes; c < changes + n; c++) {
		struct release_seer_vec seers = {};
		ask_all(&crowd, c->before, c->after, &seers);
		vec_each (s, &seers) {
			bool gains = s->after.decision > s->before.decision, fresh;
			if (s->after.decision == s->before.decision)
				continue;
			struct str who = release_seer_name(&cx->a, s);
			uint64_t *at = map_at(&index, arena_printf(&cx->a, "%d %.*s", s->who.len > 0, STR(who)), &fresh);
			if (fresh) {
				*at = out->n;
				*vec_push(&cx->a, out) = (struct release_shift){ .who = who, .role = s->clearance.role };
				out->at[*at].why = c->after ? release_words(&cx->a, c->after, &s->after) : S("the record goes");
			}
			*(gains ? &out->at[*at].gains : &out->at[*at].loses) += c->n;
		}
	}
	return ok(cx);
}

struct str release_seer_name(struct arena *a, const struct release_seer *s)
{
	static const char *const many[ROLE_COUNT] = { [ROLE_GUEST] = "guests",
		[ROLE_OPERATOR] = "operators",
		[ROLE_REGULATOR] = "regulators",
		[ROLE_PARTNER] = "partner States",
		[ROLE_AUDITOR] = "auditors",
		[ROLE_ADMIN] = "administrators",
		[ROLE_DESK] = "desk officers",
		[ROLE_APPROVER] = "approvers" };
	const struct clearance *c = &s->clearance;
	if (s->who.len)
		return s->who;
	if (c->sectors.n)
		return arena_printf(a, "%s of the sector %.*s", many[c->role], STR(c->sectors.at[0]));
	if (c->organization.len)
		return arena_printf(a, "%s of %.*s", many[c->role], STR(c->organization));
	return c->role == ROLE_OPERATOR || c->role == ROLE_REGULATOR || c->role == ROLE_PARTNER
	               ? arena_printf(a, "all other %s", many[c->role])
	               : str_c(many[c->role]);
}
