/* SPDX-License-Identifier: Apache-2.0
 *
 * People, rights, passwords, sessions. Must never keep a password or a session token in clear, nor tell whether a name exists.
 */
#include "core/who.h"
#include "base/hash.h"
#include "base/id.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/store_who.h"
#include <sodium.h>

enum { SIGNED_IN = RIGHT_ANYONE | RIGHT_SELF, DESK = SIGNED_IN | RIGHT_READ | RIGHT_REGISTER | RIGHT_TRIAGE | RIGHT_WARN | RIGHT_AUDIT | RIGHT_PEOPLE | RIGHT_POLICY };
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
} right_names[] = { { RIGHT_NOBODY, "nobody" }, { RIGHT_ANYONE, "anyone" }, { RIGHT_READ, "read" }, { RIGHT_REGISTER, "register" }, { RIGHT_TRIAGE, "triage" },
	{ RIGHT_ADMIN, "admin" }, { RIGHT_WARN, "warn" }, { RIGHT_AUDIT, "audit" }, { RIGHT_SELF, "self" }, { RIGHT_PEOPLE, "people" },
	{ RIGHT_APPROVE, "approve" }, { RIGHT_POLICY, "policy" }, { RIGHT_MACHINE, "machine" } };

const char *who_right_name(enum right right)
{
	for (unsigned i = 0; i < sizeof right_names / sizeof *right_names; i++)
		if (right_names[i].right == right)
			return right_names[i].name;
	return "?";
}

/* libsodium is made ready before main, so no later call races for it. */
__attribute__((constructor)) static void ready(void)
{
	if (sodium_init() < 0)
		__builtin_trap();
}

static bool hash_password(struct cx *cx, struct str password, struct str *out)
{
	char text[crypto_pwhash_STRBYTES];
	if (crypto_pwhash_str(text, password.ptr, password.len, 2, 64u << 20))
		return fail(cx, E_BUSY, "not enough memory to hash a password: try again in a moment");
	*out = arena_str(&cx->a, str_c(text));
	return true;
}

bool who_create(struct cx *cx, const struct person *person, struct str password)
{
	struct store_person had, p = { .id = person->id, .name = person->name, .organization = person->organization, .role = role_text(person->role), .lang = person->lang };
	if (!id_valid(person->id))
		return fail(cx, E_INVALID, "this is no id for a person (1 to 200 characters without spaces, quotes or < > \\ ` { } | ^)");
	if (person->role == ROLE_OPERATOR && !person->organization.len)
		return fail(cx, E_INVALID, "operator staff belong to an organization: name it");
	if (password.len && !hash_password(cx, password, &p.password))
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

bool who_list(struct cx *cx, struct person_vec *out)
{
	struct store_person_vec rows = {};
	if (!store_people(cx, &rows))
		return false;
	vec_each (r, &rows) {
		struct person p = { .id = r->id, .name = r->name, .organization = r->organization, .lang = r->lang };
		role_parse(r->role, &p.role);
		*vec_push(&cx->a, out) = p;
	}
	return true;
}

static bool viewer_of(struct cx *cx, const struct store_person *p, struct viewer *out)
{
	*out = (struct viewer){ .person = p->id, .name = p->name, .lang = p->lang, .clearance.organization = p->organization };
	if (!role_parse(p->role, &out->clearance.role))
		return fail(cx, E_BROKEN, "person '%.*s' has an unknown role '%.*s'", STR(p->id), STR(p->role));
	out->rights = who_rights(out->clearance.role);
	out->profile = release_profile(cx, &out->clearance);
	return ok(cx);
}

bool who_act_as(struct cx *cx, struct str id)
{
	struct store_person p;
	if (!store_person(cx, id, &p))
		return fail(cx, E_MISSING, "there is no person '%.*s': see 'mainstay user list'", STR(id));
	struct viewer *viewer = arena_new(&cx->a, struct viewer);
	if (!viewer_of(cx, &p, viewer))
		return false;
	cx->viewer = viewer;
	return true;
}

static struct str token_hash(struct arena *a, struct str token)
{
	struct sha256 h = sha256(token);
	return hex(a, h.bytes, sizeof h.bytes);
}

bool who_sign_in(struct cx *cx, struct str id, struct str password, int64_t lifetime_us, struct str *token)
{
	/* A hash of nothing anybody knows: a wrong name costs the same time as a wrong password. */
	static const char no_one[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RBnxfwVHAqc9ePzZRvBJ+YQz6LCKYXUdQSUyZk6Yl0k";
	struct store_person p = {};
	bool found = store_person(cx, id, &p) && p.password.len;
	if (!ok(cx))
		return false;
	struct str hash = found ? arena_str(&cx->a, p.password) : str_c(no_one);
	bool right = crypto_pwhash_str_verify(hash.ptr, password.ptr, password.len) == 0;
	if (!found || !right)
		return fail(cx, E_DENIED, "name or password is wrong");
	uint8_t secret[24];
	random_bytes(secret, sizeof secret);
	*token = hex(&cx->a, secret, sizeof secret);
	AUTO(db_tx) tx = db_begin(cx);
	store_session_insert(cx, token_hash(&cx->a, *token), p.key, cx->now_us + lifetime_us);
	int64_t class_key = release_class(cx, &(struct labels){ TLP_RED, p.organization });
	struct viewer self = { .person = p.id };
	cx->viewer = &self;
	ledger_append_one(cx, S("person.sign-in"), p.id, S("{}"), class_key);
	cx->viewer = NULL;
	return db_commit(&tx);
}

bool who_session(struct cx *cx, struct str token, struct viewer *out)
{
	int64_t person, expires_us;
	struct store_person p;
	if (!token.len || !store_session(cx, token_hash(&cx->a, token), &person, &expires_us) || expires_us <= cx->now_us)
		return false;
	return store_person_by_key(cx, person, &p) && viewer_of(cx, &p, out);
}

bool who_sign_out(struct cx *cx, struct str token)
{
	AUTO(db_tx) tx = db_begin(cx);
	return store_session_delete(cx, token_hash(&cx->a, token)) && db_commit(&tx);
}

bool who_sessions_sweep(struct cx *cx)
{
	AUTO(db_tx) tx = db_begin(cx);
	return store_sessions_sweep(cx) && db_commit(&tx);
}

struct str who_make_password(struct arena *a)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* 31, none that look alike */
	struct buf b = buf_make(a, 64);
	for (unsigned i = 0; i < 20; i++) {
		if (i && i % 4 == 0)
			buf_char(&b, '-');
		buf_char(&b, letters[randombytes_uniform(sizeof letters - 1)]);
	}
	return buf_str(&b);
}
