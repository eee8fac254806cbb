/* SPDX-License-Identifier: Apache-2.0
 *
 * Who acts: people, their roles and rights, and sessions. Passwords, one-time codes and the way in are core/who_sign_in.h; what needs two people is
 * core/who_request.h.
 */
#pragma once
#include "core/feature.h"
#include "base/vec.h"
#include "core/release.h"

/* Rights of a role: data, one row a role. */
unsigned who_rights(enum role role);
/* "read", "register", … for one bit of enum right. Static. */
const char *who_right_name(enum right right);

/* ---- people ---- */
enum who_state { WHO_INVITED, WHO_ACTIVE, WHO_SUSPENDED, WHO_ENDED }; /* only the active may sign in or act */
struct str who_state_text(enum who_state state);
bool who_state_parse(struct str text, enum who_state *out);

struct person {
	struct str id, name, organization, lang, email;
	struct str sectors; /* of a regulator: ids, one blank between two */
	enum role role;
	enum who_state state;
	int64_t key, created_us;
	bool has_password, has_totp;
};
/* Makes a person who is active at once; password may be empty (then only --as can act for them). E_CONFLICT when the id is taken. Own transaction. */
bool who_create(struct cx *cx, const struct person *person, struct str password);
VEC_TYPE(person_vec, struct person);
/* Everybody who may sign in, by id. */
bool who_list(struct cx *cx, struct person_vec *out);
/* The person of this id or key, in whatever state; false without error when there is none. */
bool who_find(struct cx *cx, struct str id, struct person *out);
bool who_find_key(struct cx *cx, int64_t key, struct person *out);
/* Makes cx's viewer the person with this id, for a command started on the desk's own machine. E_MISSING when there is none who is active. */
bool who_act_as(struct cx *cx, struct str id);
/* Makes cx's viewer whoever may run programs on the desk's machine: the person 'desk' when there is one who keeps the register, else nobody's name, with RIGHT_MACHINE. */
bool who_act_as_machine(struct cx *cx);
/* The viewer that this active person is: for whatever proved them without a session (tokens, certificates). */
bool who_viewer(struct cx *cx, int64_t person_key, struct viewer *out);

/* ---- where a request comes from ---- */
struct who_from { /* cx->from, filled by whoever answers requests */
	struct str address; /* of the other end: "192.0.2.7"; may be empty */
	struct str agent; /* what the browser says it is */
	struct str device; /* the known-device cookie, or empty */
};
/* What of an address belongs to one customer, and is all that is kept: the whole of an IPv4 address, the first 64 bits of an IPv6 one. "" for none. */
struct str who_address_prefix(struct arena *a, struct str address);

/* ---- sessions ---- */
enum who_factor { WHO_BY_PASSWORD, WHO_BY_PASSWORD_TOTP, WHO_BY_PASSWORD_RECOVERY, WHO_BY_LINK, WHO_BY_PASSKEY, WHO_BY_OIDC };
struct str who_factor_text(enum who_factor factor);

static const int64_t who_session_us = (int64_t)12 * 3600 * 1000000, /* a session's longest life … */
        who_fresh_us = (int64_t)600 * 1000000; /* how long a proof of the factors serves for sensitive acts */

/* Minutes after which a session ends when nothing is asked. */
extern const struct setting setting_idle;
/* "required": who keeps, approves, administers or audits needs more than a password. Until then their session has no right but to their own account, and when they
 * have another way in already, not even the freshness to add one. */
extern const struct setting setting_second_factor;
/* Does the desk ask this role for more than a password? */
bool who_needs_factor(struct cx *cx, enum role role);

/* Begins a session of an active person whose factors were just proven: the one way a session begins. token is what the cookie carries (only its hash is
 * kept). Where from is cx->from. The session of cx's viewer, when it is this person's, ends with it: a new proof makes a new token. E_DENIED when the
 * person is not active. Own transaction, with its leaf. */
bool who_session_open(struct cx *cx, int64_t person_key, enum who_factor how, int64_t lifetime_us, struct str *token);
/* The viewer of a session token; false without error when there is none, it has ended, was idle too long, or its person is not active. */
bool who_session(struct cx *cx, struct str token, struct viewer *out);
/* The same question without counting as use. */
bool who_session_lives(struct cx *cx, struct str token);
/* Were the factors of cx's viewer proven within who_fresh_us? Sensitive acts ask. A command on the desk's machine is always fresh. */
bool who_is_fresh(const struct cx *cx);

struct session {
	int64_t key, created_us, used_us, expires_us;
	struct str how, agent, address;
};
VEC_TYPE(session_vec, struct session);
/* The living sessions of a person, newest first. */
bool who_sessions(struct cx *cx, int64_t person_key, struct session_vec *out);
/* Ends one session of a person (key 0: all) but keep (a session's key; 0: none). Takes effect with the next request in every process. Own transaction,
 * with its leaf. E_MISSING when key names none of theirs. */
bool who_sessions_end(struct cx *cx, const struct person *person, int64_t key, int64_t keep);
/* Deletes the sessions, links, devices and buckets that have ended. Own transaction. */
bool who_sessions_sweep(struct cx *cx);
/* Ends the session of this token. Own transaction, with its leaf. */
bool who_sign_out(struct cx *cx, struct str token);
