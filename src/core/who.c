/* SPDX-License-Identifier: Apache-2.0
 *
 * People, their roles and rights.
 */
#include "core/who.h"
#include "base/id.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/who_inner.h"
#include "core/who_sign_in.h"

enum {
	SIGNED_IN = RIGHT_ANYONE | RIGHT_SELF,
	DESK = SIGNED_IN | RIGHT_READ | RIGHT_REGISTER | RIGHT_TRIAGE | RIGHT_WARN | RIGHT_AUDIT | RIGHT_PEOPLE | RIGHT_POLICY
};
static const unsigned rights[ROLE_COUNT] = {
	[ROLE_NONE] = RIGHT_ANYONE,
	[ROLE_GUEST] = SIGNED_IN | RIGHT_READ,
	[ROLE_OPERATOR] = SIGNED_IN | RIGHT_READ | RIGHT_WARN,
	[ROLE_REGULATOR] = SIGNED_IN | RIGHT_READ,
	[ROLE_PARTNER] = SIGNED_IN | RIGHT_READ,
	[ROLE_AUDITOR] = SIGNED_IN | RIGHT_READ | RIGHT_AUDIT,
	[ROLE_ADMIN] = SIGNED_IN | RIGHT_PEOPLE | RIGHT_ADMIN,
	[ROLE_DESK] = DESK,
	[ROLE_APPROVER] = DESK | RIGHT_APPROVE,
};

unsigned who_rights(enum role role)
{
	return rights[role];
}

static const struct {
	enum right right;
	const char *name;
} right_names[] = { { RIGHT_NOBODY, "nobody" }, { RIGHT_ANYONE, "anyone" }, { RIGHT_READ, "read" }, { RIGHT_REGISTER, "register" },
	{ RIGHT_TRIAGE, "triage" }, { RIGHT_ADMIN, "admin" }, { RIGHT_WARN, "warn" }, { RIGHT_AUDIT, "audit" }, { RIGHT_SELF, "self" },
	{ RIGHT_PEOPLE, "people" }, { RIGHT_APPROVE, "approve" }, { RIGHT_POLICY, "policy" }, { RIGHT_MACHINE, "machine" } };

const char *who_right_name(enum right right)
{
	for (unsigned i = 0; i < sizeof right_names / sizeof *right_names; i++)
		if (right_names[i].right == right)
			return right_names[i].name;
	return "?";
}

static const char *const states[] = {
	[WHO_INVITED] = "invited", [WHO_ACTIVE] = "active", [WHO_SUSPENDED] = "suspended", [WHO_ENDED] = "ended"
};

struct str who_state_text(enum who_state state)
{
	return str_c(states[state]);
}

bool who_state_parse(struct str text, enum who_state *out)
{
	for (unsigned i = 0; i < sizeof states / sizeof *states; i++)
		if (str_eq(text, str_c(states[i]))) {
			*out = (enum who_state)i;
			return true;
		}
	return false;
}

bool person_id_check(struct cx *cx, struct str id)
{
	if (str_eq(id, S("rights")) || str_eq(id, S("machine"))) /* an address under /people/, and who acts without a name */
		return fail(cx, E_INVALID, "the id '%.*s' means something else: choose another", STR(id));
	return id_valid(id) ||
	       fail(cx, E_INVALID, "this is no id for a person (1 to 200 characters without spaces, quotes or < > \\ ` { } | ^)");
}

bool who_create(struct cx *cx, const struct person *person, struct str password)
{
	struct store_person had, p = { .id = person->id,
		.name = person->name,
		.organization = person->organization,
		.role = role_text(person->role),
		.lang = person->lang,
		.email = person->email,
		.sectors = person->sectors,
		.state = who_state_text(WHO_ACTIVE) };
	if (!person_id_check(cx, person->id))
		return false;
	if (person->role == ROLE_OPERATOR && !person->organization.len)
		return fail(cx, E_INVALID, "operator staff belong to an organization: name it");
	if (password.len && !who_password_hash(cx, password, &p.password))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	if (store_person(cx, person->id, &had))
		return fail(cx, E_CONFLICT, "there is a person '%.*s' already: choose another id", STR(person->id));
	p.key = desk_keys(cx, S("person"), 1);
	int64_t class_key = release_class(cx, &(struct labels){ TLP_RED, person->organization });
	store_person_insert(cx, &p);
	ledger_append_one(cx, S("person.create"), person->id, arena_printf(&cx->a, "{\"role\":\"%.*s\"}", STR(p.role)), class_key);
	return db_commit(&tx);
}

bool person_of(struct cx *cx, const struct store_person *r, struct person *out)
{
	*out = (struct person){ .id = r->id,
		.name = r->name,
		.organization = r->organization,
		.lang = r->lang,
		.email = r->email,
		.sectors = r->sectors,
		.key = r->key,
		.created_us = r->created_us,
		.has_password = r->password.len,
		.has_totp = r->totp.len };
	if (!role_parse(r->role, &out->role) || !who_state_parse(r->state, &out->state))
		return fail(cx, E_BROKEN, "person '%.*s' has an unknown role or state: '%.*s', '%.*s'", STR(r->id), STR(r->role),
		        STR(r->state));
	return true;
}

bool who_list(struct cx *cx, struct person_vec *out)
{
	struct store_person_vec rows = {};
	store_people(cx, &rows);
	vec_each (r, &rows)
		person_of(cx, r, vec_push(&cx->a, out));
	return ok(cx);
}

bool who_find(struct cx *cx, struct str id, struct person *out)
{
	struct store_person p = {};
	return store_person(cx, id, &p) && person_of(cx, &p, out);
}

bool who_find_key(struct cx *cx, int64_t key, struct person *out)
{
	struct store_person p = {};
	return store_person_by_key(cx, key, &p) && person_of(cx, &p, out);
}

static bool viewer_of(struct cx *cx, const struct store_person *row, struct viewer *out)
{
	struct person p;
	if (!person_of(cx, row, &p) || p.state != WHO_ACTIVE)
		return false;
	*out = (struct viewer){ .person = p.id,
		.name = p.name,
		.lang = p.lang,
		.clearance = { .role = p.role, .organization = p.organization },
		.key = p.key };
	out->rights = who_rights(p.role);
	if (!release_holds(cx, p.id, &out->clearance))
		return false;
	if (p.role == ROLE_REGULATOR && p.sectors.len) { /* those of the invitation beside those given later */
		struct str given = names_text(&cx->a, &out->clearance.sectors);
		out->clearance.sectors = names_parse(&cx->a, arena_printf(&cx->a, "%.*s %.*s", STR(given), STR(p.sectors)));
	}
	out->profile = release_profile(cx, &out->clearance, &out->due_us);
	return ok(cx);
}

bool who_act_as(struct cx *cx, struct str id)
{
	struct store_person p = {};
	struct viewer *viewer = arena_new(&cx->a, struct viewer);
	if (!store_person(cx, id, &p) || !viewer_of(cx, &p, viewer))
		return fail(cx, E_MISSING, "there is no person '%.*s' who may act: see 'mainstay user list'", STR(id));
	cx->viewer = viewer;
	return true;
}

bool who_viewer(struct cx *cx, int64_t person_key, struct viewer *out)
{
	struct store_person p = {};
	return store_person_by_key(cx, person_key, &p) && viewer_of(cx, &p, out);
}

bool who_act_as_machine(struct cx *cx)
{
	struct store_person p = {};
	struct viewer *viewer = arena_new(&cx->a, struct viewer);
	/* Not whoever else was given that name: the machine's commands are then nobody's, and are no fewer. */
	if (!store_person(cx, S("desk"), &p) || !viewer_of(cx, &p, viewer) || !(viewer->rights & RIGHT_REGISTER)) {
		*viewer = (struct viewer){
			.person = S("machine"), .name = S("machine"), .clearance.role = ROLE_DESK, .rights = who_rights(ROLE_DESK)
		};
		viewer->profile = release_profile(cx, &viewer->clearance, &viewer->due_us);
	}
	viewer->rights |= RIGHT_MACHINE;
	cx->viewer = viewer;
	return ok(cx);
}
