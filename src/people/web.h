/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's pages share. Inside the room.
 */
#pragma once
#include "core/who_request.h"
#include "core/who_sign_in.h"
#include "page/address.h"
#include "people/people.h"
#include "people/views.h"

enum { PEOPLE_ROWS = 50 };

/* What failed, as a flash in a form, when it is what a person can mend (invalid, conflict, denied, busy, missing): the error is cleared. false: it stays an error. */
bool people_flash(struct cx *cx, struct flash_view *flash);
/* "Wait 12 seconds": too many failures from here. */
struct flash_view people_wait(const struct page_out *o, int64_t wait_us);
/* The living sessions of a person as rows; forms post to action. */
bool people_sessions(struct cx *cx, int64_t person_key, struct str action, struct people_sessions_view *out);
struct field_view people_text(struct str name, struct str label, struct str value);
struct field_view people_password(struct str name, struct str label, const char *autocomplete);
/* How a session began, in the viewer's language. */
struct str people_how_word(const struct page_out *o, struct str how);
/* What a browser's long text says in short: "Firefox · Linux". */
struct str people_device(struct arena *a, struct str agent);
struct str people_href(struct arena *a, struct str id);

/* Where browsers reach a path of this desk: the setting when somebody has set it, else where this form came from. */
bool people_address(struct cx *cx, const struct request *req, struct str path, struct str *out);

/* ---- handlers, for the table in web.c ---- */
bool people_account_page(struct cx *cx, struct page_call *call);
bool people_account_post(struct cx *cx, struct page_call *call);
bool people_confirm_page(struct cx *cx, struct page_call *call);
bool people_confirm_post(struct cx *cx, struct page_call *call);
bool people_totp_page(struct cx *cx, struct page_call *call);
bool people_totp_post(struct cx *cx, struct page_call *call);
bool people_list_page(struct cx *cx, struct page_call *call);
bool people_invite_post(struct cx *cx, struct page_call *call);
bool people_person_page(struct cx *cx, struct page_call *call);
bool people_person_post(struct cx *cx, struct page_call *call);
bool people_rights_page(struct cx *cx, struct page_call *call);
bool people_link_page(struct cx *cx, struct page_call *call);
bool people_link_post(struct cx *cx, struct page_call *call);
