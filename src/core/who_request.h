/* SPDX-License-Identifier: Apache-2.0
 *
 * The administration of people: invitations, roles, recovery, suspension. What gives more than its giver has waits for a second person: nobody confirms what they
 * asked for, nor what is about themself. Every step is a leaf. All verbs act for cx's viewer, who needs RIGHT_PEOPLE (the row of the page or command asks) and a
 * fresh session (they ask: E_DENIED). Whoever runs the desk's machine (RIGHT_MACHINE) needs no second: they hold the database anyway.
 */
#pragma once
#include "core/who.h"

struct who_request { /* what one asked for */
	int64_t key;
	struct str kind; /* "invite", "role", "recover" */
	struct str person, name, role, organization, sectors;
	struct str state; /* "waiting", "confirmed", "refused" */
	struct str asked_by, answered_by;
	int64_t asked_us, answered_us;
};
struct who_request_vec {
	struct who_request *at;
	size_t n, cap;
};

struct who_done { /* what came of it */
	bool waits; /* for a second person */
	int64_t request; /* its key when it waits */
	struct str token; /* of the one-time link that was made, shown this once; or empty */
};

struct who_filter { /* a page of the list */
	struct str q, role, state, organization;
	int64_t first, n;
};
bool who_people(struct cx *cx, const struct who_filter *f, struct person_vec *out, int64_t *total);

/* May a person of role `giver` make somebody a `role` alone? */
bool who_may_give(enum role giver, enum role role);
/* May cx's viewer answer this request that waits? */
bool who_may_answer(struct cx *cx, const struct who_request *r);

/* Makes a person who is invited (id, name, role, organization, sectors, email are read), with a link for seven days. E_CONFLICT when the id is taken. */
bool who_invite(struct cx *cx, const struct person *person, struct who_done *out);
/* A new link for somebody who is invited and waits for nobody; the one before is void. Waits for a second as the invitation did: else who asked for it would
 * come by the link alone. */
bool who_invite_again(struct cx *cx, const struct person *person, struct who_done *out);
/* Gives another role or place; the person's sessions, tokens, certificates and links end with it. Waits for a second when the viewer could not give the old role
 * alone either. */
bool who_role(
        struct cx *cx, const struct person *person, enum role role, struct str organization, struct str sectors, struct who_done *out);
/* Asks for a recovery link: another person confirms, an approver, or one with RIGHT_PEOPLE when one of the two may give the person's role alone. */
bool who_recover(struct cx *cx, const struct person *person, struct who_done *out);
/* Confirms or refuses what waits. E_DENIED for who asked, for whom it is about, and for who has not the right. */
bool who_answer_request(struct cx *cx, int64_t key, bool confirm, struct who_done *out);
/* Of one person, or of all when person is NULL; waiting only when asked for. Newest first, at most 200. */
bool who_requests(struct cx *cx, const struct person *person, bool waiting, struct who_request_vec *out);
/* Active ↔ suspended, or ended for ever. Their sessions end at once, tokens and certificates rest; for ever ends those too, with passkeys, links to the identity
 * provider and what waits about them. Nobody does it to themself. */
bool who_set_state(struct cx *cx, const struct person *person, enum who_state state);
/* Name, language and e-mail of cx's viewer. */
bool who_set_profile(struct cx *cx, struct str name, struct str lang, struct str email);

/* ---- links, for people who are not signed in ---- */
enum who_link { WHO_LINK_INVITE, WHO_LINK_RECOVER, WHO_LINK_SETUP };
/* Whose link this is; false without error when it is none that is good now. Of a set-up link the person is empty. */
bool who_link(struct cx *cx, struct str token, enum who_link kind, struct person *out);
/* The same for somebody who comes with one: charged to their address when it is none. *wait_us > 0: it was not looked at. */
bool who_link_asked(struct cx *cx, struct str token, enum who_link kind, struct person *out, int64_t *wait_us);
/* Uses up an invitation or a recovery and makes its person active: with the password, or without one when something else (a passkey) was proven. A recovery takes
 * away one-time codes, recovery codes, known devices, passkeys, tokens, certificates and links to the identity provider, and ends all sessions. Then the session is opened. E_MISSING when the link is not good. */
bool who_link_use(struct cx *cx, struct str token, enum who_link kind, struct str password, struct str *session);
/* The link of a desk that has nobody yet. Inside a transaction. */
bool who_setup_make(struct cx *cx, struct str *token);
/* Makes the first person, an approver, and opens their session. Once: E_MISSING when the link was used or somebody is there. */
bool who_setup_use(struct cx *cx, struct str token, const struct person *person, struct str password, struct str *session);
