/* SPDX-License-Identifier: Apache-2.0
 *
 * Views of the pages about people.
 */
#pragma once
#include "page/frame.h"
#include "page/picture.h"
#include "people/keys.h"

/* ---- the way in ---- */
struct login_view {
	struct flash_view flash;
	struct field_view name, password;
	struct str back;
	struct passkey_view passkey;
};
void page_login(struct page_out *o, const struct login_view *v);

struct login_code_view {
	struct flash_view flash;
	struct field_view code;
	struct str token, back;
};
void page_login_code(struct page_out *o, const struct login_code_view *v);

struct people_link_view { /* an invitation, a recovery, the set-up of a desk */
	struct flash_view flash;
	struct str text, action, button;
	VEC(struct field_view) fields;
	struct field_view password, again;
};
void page_people_link(struct page_out *o, const struct people_link_view *v);

/* ---- one's account ---- */
struct session_row {
	struct str device, address, how, key;
	struct when since, used;
	bool own;
};
struct people_sessions_view {
	VEC(struct session_row) rows;
	struct str action, act, act_all,
	        end_all; /* act_all: the value sent to end the others; end_all: the words on the button, empty = not offered */
};
void page_people_sessions(struct page_out *o, const struct people_sessions_view *v);

struct account_view {
	struct facts_view facts;
	struct field_view name, email, lang, old, fresh, again;
	struct str username; /* for password keepers */
	bool has_totp;
	int64_t codes_left;
	struct people_sessions_view sessions;
};
void page_account(struct page_out *o, const struct account_view *v);

struct account_confirm_view {
	struct flash_view flash;
	struct field_view password, code;
	struct str back, username;
	bool has_totp, has_password;
	struct passkey_view passkey;
};
void page_account_confirm(struct page_out *o, const struct account_confirm_view *v);

struct account_totp_view {
	struct html qr;
	struct str base32, uri, sealed;
	struct field_view code;
};
void page_account_totp(struct page_out *o, const struct account_totp_view *v);

struct recovery_code {
	struct str text;
};
struct account_codes_view {
	VEC(struct recovery_code) codes;
};
void page_account_codes(struct page_out *o, const struct account_codes_view *v);

/* ---- administration ---- */
struct request_row {
	struct html what; /* one sentence */
	struct when at;
	struct str key, action;
	bool may_confirm, may_refuse;
	struct str state;
};
struct people_requests_view {
	VEC(struct request_row) rows;
};
void page_people_requests(struct page_out *o, const struct people_requests_view *v);

struct person_row {
	struct str href, name, id, role, organization, state;
	enum page_tone tone;
	bool active;
};
struct people_view {
	struct field_view q, role_filter, state_filter;
	bool filtered;
	struct people_requests_view requests;
	VEC(struct person_row) rows;
	struct pager_view pager;
	struct empty_view nothing;
	struct field_view id, name, role, organization, sectors, email;
};
void page_people(struct page_out *o, const struct people_view *v);

struct people_done_view { /* what came of an act */
	struct flash_view flash;
	struct str link, explain, back;
};
void page_people_done(struct page_out *o, const struct people_done_view *v);

struct person_act {
	struct str act, label, explain;
};
struct person_view {
	struct facts_view facts;
	struct str action;
	struct people_requests_view requests;
	struct field_view role, organization, sectors;
	bool may_change;
	VEC(struct person_act) acts;
	struct people_sessions_view sessions;
};
void page_person(struct page_out *o, const struct person_view *v);

struct right_cell {
	struct str word; /* "yes" for readers, or empty */
};
struct right_row {
	struct str name, right, sentence;
	VEC(struct right_cell) cells;
};
struct right_head {
	struct str name;
};
struct people_rights_view {
	VEC(struct right_head) roles;
	VEC(struct right_row) pages, commands;
};
void page_people_rights(struct page_out *o, const struct people_rights_view *v);
