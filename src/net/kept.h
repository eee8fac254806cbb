/* SPDX-License-Identifier: Apache-2.0
 *
 * Kept pages: made once and sent many times, never older than a second. A page belongs to one session, language and address.
 */
#pragma once
#include "net/http.h"
#include "net/server.h"

enum { KEPT_ACTOR_BYTES = 80 }; /* room for whose page it is, with its NUL; for a longer name no page is kept */

struct kept_pages;
struct kept_pages *kept_make(void);
/* The kept page of this request when it is fresh at now_us, with a reference for the server, and the actor it was made for; else NULL. Any thread. */
struct server_shared *kept_find(struct kept_pages *c, const struct request *req, int64_t now_us, char actor[KEPT_ACTOR_BYTES]);
/* Keeps a page of this actor (its reference goes to the keeper): it shows revision, which was current at known_us. Never sent at or after until_us. */
void kept_keep(struct kept_pages *c, const struct request *req, struct server_shared *page, const char *actor, int64_t revision, int64_t known_us,
        int64_t until_us);
/* Forgets all pages of a session (it has ended). */
void kept_forget(struct kept_pages *c, struct str session);
/* Asks alive for each session that has pages here, and forgets those that have ended. */
void kept_check(struct kept_pages *c, bool (*alive)(void *arg, struct str session), void *arg);
/* Confirms all pages of this revision as of t_us, drops what nobody has asked for in a minute; calls make for those that were asked for lately and grow old. make returns false to stop. */
void kept_freshen(struct kept_pages *c, int64_t revision, int64_t t_us, bool (*make)(void *arg, struct request *req), void *arg);
void kept_end(struct kept_pages *c);
