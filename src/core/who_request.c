/* SPDX-License-Identifier: Apache-2.0
 *
 * The administration of people. Must never let somebody give more than they have, or recover themself, without a second person.
 */
#include "core/who_request.h"
#include "base/id.h"
#include "base/json.h"
#include "core/desk.h"
#include "core/store_credential.h"
#include "core/who_inner.h"
#include "core/who_limit.h"
#include "core/who_sign_in.h"

static const int64_t day_us = (int64_t)86400 * 1000000;

static bool may_act(struct cx *cx)
{
	if (!cx->viewer || !(cx->viewer->rights & RIGHT_PEOPLE))
		return fail(cx, E_DENIED, "this needs the right 'people'");
	return who_is_fresh(cx) || fail(cx, E_DENIED, "prove who you are again, then go on");
}

static bool by_machine(const struct cx *cx)
{
	return cx->viewer->rights & RIGHT_MACHINE;
}

bool who_may_give(enum role giver, enum role role)
{
	switch (role) {
	case ROLE_GUEST: return who_rights(giver) & RIGHT_PEOPLE;
	case ROLE_OPERATOR:
	case ROLE_REGULATOR:
	case ROLE_PARTNER: return giver == ROLE_DESK || giver == ROLE_APPROVER; /* they read more than an administrator may */
	case ROLE_AUDITOR:
	case ROLE_ADMIN:
	case ROLE_DESK:
	case ROLE_APPROVER:
	case ROLE_NONE: break;
	}
	return false;
}

static bool alone(const struct cx *cx, enum role role)
{
	return by_machine(cx) || who_may_give(cx->viewer->clearance.role, role);
}

static bool check_place(struct cx *cx, enum role role, struct str organization, struct str sectors)
{
	if ((role == ROLE_OPERATOR || role == ROLE_PARTNER) && !organization.len)
		return fail(cx, E_INVALID, "operator staff and partners belong to an organization: name it");
	if (role == ROLE_REGULATOR && !organization.len && !sectors.len)
		return fail(cx, E_INVALID, "a regulator belongs to an organization, or has sectors: name one or the other");
	return role != ROLE_NONE || fail(cx, E_INVALID, "a person has a role: name it");
}

static struct str what(struct cx *cx, enum role role, struct str organization, struct str sectors)
{
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "role", role_text(role));
	jo_kstr(&o, "organization", organization);
	if (sectors.len)
		jo_kstr(&o, "sectors", sectors);
	jo_object_end(&o);
	return buf_str(&b);
}

/* One request that waits; inside a transaction. */
static int64_t ask(struct cx *cx, const char *kind, int64_t person, enum role role, struct str organization, struct str sectors)
{
	struct who_request r = { .key = desk_keys(cx, S("person_request"), 1),
		.kind = str_c(kind),
		.role = role_text(role),
		.organization = organization,
		.sectors = sectors,
		.asked_by = cx->viewer->person };
	return store_request_insert(cx, &r, person) ? r.key : 0;
}

/* A new link; those before are void. Inside a transaction. */
static struct str make_link(struct cx *cx, const char *kind, int64_t person, int64_t life_us)
{
	struct str token = token_make(&cx->a);
	store_links_delete(cx, person);
	store_link_insert(cx, token_hash(&cx->a, token), str_c(kind), person, cx->now_us + life_us);
	return token;
}

bool who_people(struct cx *cx, const struct who_filter *f, struct person_vec *out, int64_t *total)
{
	struct store_person_vec rows = {};
	if (!store_people_page(cx, f, &rows, total))
		return false;
	vec_each (r, &rows)
		if (!person_of(cx, r, vec_push(&cx->a, out)))
			return false;
	return true;
}

bool who_invite(struct cx *cx, const struct person *person, struct who_done *out)
{
	struct store_person had = {}, p = { .id = person->id,
		.name = person->name.len ? person->name : person->id,
		.organization = person->organization,
		.role = role_text(person->role),
		.lang = person->lang,
		.email = person->email,
		.sectors = person->sectors,
		.state = who_state_text(WHO_INVITED) };
	*out = (struct who_done){};
	if (!may_act(cx) || !person_id_check(cx, person->id) || !check_place(cx, person->role, person->organization, person->sectors))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	if (store_person(cx, person->id, &had))
		return fail(cx, E_CONFLICT, "there is a person '%.*s' already: choose another id", STR(person->id));
	p.key = desk_keys(cx, S("person"), 1);
	store_person_insert(cx, &p);
	out->waits = !alone(cx, person->role);
	if (out->waits)
		out->request = ask(cx, "invite", p.key, person->role, person->organization, person->sectors);
	else
		out->token = make_link(cx, "invite", p.key, 7 * day_us);
	who_note(cx, out->waits ? S("person.invite-ask") : S("person.invite"), p.id, p.organization,
	        what(cx, person->role, person->organization, person->sectors));
	return db_commit(&tx);
}

static bool waits_already(struct cx *cx, const struct person *person)
{
	struct who_request_vec waiting = {};
	store_requests(cx, person->key, S("waiting"), &waiting);
	return waiting.n;
}

bool who_invite_again(struct cx *cx, const struct person *person, struct who_done *out)
{
	struct who_request_vec before = {};
	*out = (struct who_done){};
	if (!may_act(cx))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_requests(cx, person->key, S(""), &before);
	if (person->state != WHO_INVITED || waits_already(cx, person) || (before.n && str_eq(before.at[0].state, S("refused"))))
		return fail(cx, E_CONFLICT, "'%.*s' is not waiting for a link", STR(person->id));
	out->waits = !alone(cx, person->role);
	if (out->waits)
		out->request = ask(cx, "invite", person->key, person->role, person->organization, person->sectors);
	else
		out->token = make_link(cx, "invite", person->key, 7 * day_us);
	who_note(cx, out->waits ? S("person.invite-ask") : S("person.invite"), person->id, person->organization,
	        what(cx, person->role, person->organization, person->sectors));
	return db_commit(&tx);
}

/* Everything that lets somebody act as this person without signing in, and what lets them sign in besides the password; inside a transaction. */
static void end_keys(struct cx *cx, int64_t person)
{
	store_tokens_end(cx, person, 0);
	store_certificates_end(cx, person, S(""));
	store_passkeys_end(cx, person, 0);
	store_oidc_links_delete(cx, person);
}

/* The role itself; inside a transaction. */
static void set_role(struct cx *cx, const struct person *person, enum role role, struct str organization, struct str sectors)
{
	store_person_role(cx, person->key, role_text(role), organization, sectors);
	store_sessions_delete(cx, person->key, 0, 0); /* nothing that was given for the old role outlives it */
	store_tokens_end(cx, person->key, 0);
	store_certificates_end(cx, person->key, S(""));
	store_links_delete(cx, person->key);
	who_note(cx, S("person.role"), person->id, organization, what(cx, role, organization, sectors));
}

static bool not_self(struct cx *cx, const struct person *person)
{
	return !str_eq(person->id, cx->viewer->person) || by_machine(cx) ||
	       fail(cx, E_DENIED, "nobody does this to themself: ask a colleague");
}

bool who_role(struct cx *cx, const struct person *person, enum role role, struct str organization, struct str sectors, struct who_done *out)
{
	*out = (struct who_done){};
	if (!may_act(cx) || !not_self(cx, person) || !check_place(cx, role, organization, sectors))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	if (person->state == WHO_ENDED || waits_already(cx, person))
		return fail(cx, E_CONFLICT, "'%.*s' has ended, or something about them waits already", STR(person->id));
	out->waits = !alone(cx, role) || !alone(cx, person->role); /* nor does one person alone take away what takes two to give */
	if (out->waits) {
		out->request = ask(cx, "role", person->key, role, organization, sectors);
		who_note(cx, S("person.role-ask"), person->id, person->organization, what(cx, role, organization, sectors));
	} else {
		set_role(cx, person, role, organization, sectors);
	}
	return db_commit(&tx);
}

bool who_recover(struct cx *cx, const struct person *person, struct who_done *out)
{
	*out = (struct who_done){};
	if (!may_act(cx) || !not_self(cx, person))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	if (person->state != WHO_ACTIVE || waits_already(cx, person))
		return fail(cx, E_CONFLICT, "'%.*s' is not active, or something about them waits already", STR(person->id));
	out->waits = !by_machine(cx);
	if (out->waits)
		out->request = ask(cx, "recover", person->key, person->role, person->organization, person->sectors);
	else
		out->token = make_link(cx, "recover", person->key, day_us);
	who_note(cx, out->waits ? S("person.recover-ask") : S("person.recover"), person->id, person->organization, S("{}"));
	return db_commit(&tx);
}

/* Might who asked, as they are today, make somebody this alone, or confirm it? */
static bool asker_gives(struct cx *cx, struct str id, enum role role)
{
	struct person asker;
	return who_find(cx, id, &asker) && asker.state == WHO_ACTIVE &&
	       (who_may_give(asker.role, role) || (who_rights(asker.role) & RIGHT_APPROVE));
}

/* A link to somebody's account is as much as their role: two administrators do not come by an account that reads. */
static bool may_let_in_anew(struct cx *cx, const struct who_request *r)
{
	enum role role;
	return str_eq(r->kind, S("recover")) && (cx->viewer->rights & RIGHT_PEOPLE) && role_parse(r->role, &role) &&
	       (who_may_give(cx->viewer->clearance.role, role) || asker_gives(cx, r->asked_by, role));
}

bool who_may_answer(struct cx *cx, const struct who_request *r)
{
	if (!cx->viewer || !str_eq(r->state, S("waiting")))
		return false;
	if (by_machine(cx))
		return true;
	return !str_eq(r->asked_by, cx->viewer->person) && !str_eq(r->person, cx->viewer->person) &&
	       ((cx->viewer->rights & RIGHT_APPROVE) || may_let_in_anew(cx, r));
}

bool who_answer_request(struct cx *cx, int64_t key, bool confirm, struct who_done *out)
{
	struct who_request r = {};
	struct person person;
	int64_t person_key;
	enum role role;
	*out = (struct who_done){};
	if (!may_act(cx))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	if (!store_request(cx, key, &r, &person_key) || !who_find_key(cx, person_key, &person) || !role_parse(r.role, &role))
		return fail(cx, E_MISSING, "there is no such request");
	bool own = str_eq(r.asked_by, cx->viewer->person); /* one may take back what one asked for */
	if (!(who_may_answer(cx, &r) || (own && !confirm)))
		return fail(cx, E_DENIED,
		        "this waits for a second person: not who asked, not whom it is about, and with the right to confirm it");
	if (!store_request_answer(cx, key, confirm ? S("confirmed") : S("refused"), cx->viewer->person) || db_changes(cx) != 1)
		return fail(cx, E_CONFLICT, "this was answered already");
	if (!confirm) {
		who_note(cx, S("person.refuse"), person.id, person.organization,
		        arena_printf(&cx->a, "{\"request\":\"%.*s\"}", STR(r.kind)));
		if (str_eq(r.kind, S("invite"))) {
			store_person_state(cx, person.key, who_state_text(WHO_ENDED));
			store_links_delete(cx, person.key);
		}
	} else if (str_eq(r.kind, S("role"))) {
		set_role(cx, &person, role, r.organization, r.sectors);
	} else {
		bool invite = str_eq(r.kind, S("invite"));
		out->token = make_link(cx, invite ? "invite" : "recover", person.key, invite ? 7 * day_us : day_us);
		who_note(cx, invite ? S("person.invite") : S("person.recover"), person.id, person.organization,
		        what(cx, role, r.organization, r.sectors));
	}
	return db_commit(&tx);
}

bool who_requests(struct cx *cx, const struct person *person, bool waiting, struct who_request_vec *out)
{
	return store_requests(cx, person ? person->key : 0, waiting ? S("waiting") : S(""), out);
}

bool who_set_state(struct cx *cx, const struct person *person, enum who_state state)
{
	if (!may_act(cx) || !not_self(cx, person))
		return false;
	bool may = person->state == WHO_ACTIVE      ? state == WHO_SUSPENDED || state == WHO_ENDED
	           : person->state == WHO_SUSPENDED ? state == WHO_ACTIVE || state == WHO_ENDED
	                                            : person->state == WHO_INVITED && state == WHO_ENDED;
	if (!may)
		return fail(cx, E_CONFLICT, "'%.*s' is %.*s: that cannot become %.*s", STR(person->id), STR(who_state_text(person->state)),
		        STR(who_state_text(state)));
	AUTO(db_tx) tx = desk_begin(cx);
	store_person_state(cx, person->key, who_state_text(state));
	store_sessions_delete(cx, person->key, 0, 0);
	if (state != WHO_ACTIVE) {
		store_devices_delete(cx, person->key);
		store_links_delete(cx, person->key);
	}
	if (state == WHO_ENDED) {
		end_keys(cx, person->key);
		store_requests_refuse(cx, person->key, cx->viewer->person);
	}
	who_note(cx, S("person.state"), person->id, person->organization,
	        arena_printf(&cx->a, "{\"state\":\"%.*s\"}", STR(who_state_text(state))));
	return db_commit(&tx);
}

bool who_set_profile(struct cx *cx, struct str name, struct str lang, struct str email)
{
	struct store_person p;
	if (!who_self(cx, &p))
		return false;
	if (!name.len || name.len > 200 || email.len > 254 || (email.len && str_find(email, S("@")) < 1))
		return fail(cx, E_INVALID, "a name has 1 to 200 bytes; an e-mail address has an @, or is left empty");
	AUTO(db_tx) tx = desk_begin(cx);
	store_person_profile(cx, p.key, name, lang, email);
	who_note(cx, S("person.profile"), p.id, p.organization, S("{}"));
	return db_commit(&tx);
}

/* ---- links ---- */
static const char *const link_kinds[] = { [WHO_LINK_INVITE] = "invite", [WHO_LINK_RECOVER] = "recover", [WHO_LINK_SETUP] = "setup" };

bool who_link(struct cx *cx, struct str token, enum who_link kind, struct person *out)
{
	struct store_link link = {};
	*out = (struct person){};
	if (!store_link(cx, token_hash(&cx->a, token), str_c(link_kinds[kind]), &link))
		return false;
	if (kind == WHO_LINK_SETUP)
		return !store_people_count(cx) && ok(cx);
	return who_find_key(cx, link.person, out) && out->state == (kind == WHO_LINK_INVITE ? WHO_INVITED : WHO_ACTIVE);
}

bool who_link_asked(struct cx *cx, struct str token, enum who_link kind, struct person *out, int64_t *wait_us)
{
	struct limit limit = limit_links(cx);
	return limit_charge(cx, &limit, wait_us) && !*wait_us && who_link(cx, token, kind, out) && limit_give_back(cx, &limit);
}

static bool gone(struct cx *cx)
{
	return fail(cx, E_MISSING, "this link was used, has ended, or never was: ask for a new one");
}

bool who_link_use(struct cx *cx, struct str token, enum who_link kind, struct str password, struct str *session)
{
	struct person person;
	struct str hash = S("");
	if (!who_link(cx, token, kind, &person))
		return ok(cx) && gone(cx);
	if (password.len && (!who_password_check(cx, password) || !who_password_hash(cx, password, &hash)))
		return false;
	{
		AUTO(db_tx) tx = desk_begin(cx);
		if (!store_link_use(cx, token_hash(&cx->a, token), str_c(link_kinds[kind])) || db_changes(cx) != 1)
			return ok(cx) && gone(cx); /* two at once: one of them */
		store_person_password(cx, person.key, hash);
		store_person_state(cx, person.key, who_state_text(WHO_ACTIVE));
		if (kind == WHO_LINK_RECOVER) {
			end_keys(cx, person.key); /* whoever had the old ones may be why this is needed */
			store_person_totp(cx, person.key, S(""), 0);
			store_recovery_codes_delete(cx, person.key);
			store_devices_delete(cx, person.key);
			store_sessions_delete(cx, person.key, 0, 0);
		}
		who_note(cx, kind == WHO_LINK_RECOVER ? S("person.recovered") : S("person.join"), person.id, person.organization, S("{}"));
		if (!db_commit(&tx))
			return false;
	}
	return who_session_open(cx, person.key, WHO_BY_LINK, who_session_us, session);
}

bool who_setup_make(struct cx *cx, struct str *token)
{
	*token = token_make(&cx->a);
	return store_link_insert(cx, token_hash(&cx->a, *token), S("setup"), 0, cx->now_us + 7 * day_us);
}

bool who_setup_use(struct cx *cx, struct str token, const struct person *person, struct str password, struct str *session)
{
	struct person none, first = *person;
	struct str hash;
	first.role = ROLE_APPROVER;
	if (!who_link(cx, token, WHO_LINK_SETUP, &none))
		return ok(cx) && gone(cx);
	if (!person_id_check(cx, person->id) || !who_password_check(cx, password) || !who_password_hash(cx, password, &hash))
		return false;
	{
		struct store_person p = { .id = person->id,
			.name = person->name,
			.role = role_text(first.role),
			.lang = person->lang,
			.password = hash,
			.state = who_state_text(WHO_ACTIVE) };
		AUTO(db_tx) tx = desk_begin(cx);
		if (!store_link_use(cx, token_hash(&cx->a, token), S("setup")) || db_changes(cx) != 1)
			return ok(cx) && gone(cx);
		p.key = first.key = desk_keys(cx, S("person"), 1);
		store_person_insert(cx, &p);
		who_note(cx, S("person.setup"), p.id, S(""), what(cx, first.role, S(""), S("")));
		if (!db_commit(&tx))
			return false;
	}
	return who_session_open(cx, first.key, WHO_BY_LINK, who_session_us, session);
}
