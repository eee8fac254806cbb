/* SPDX-License-Identifier: Apache-2.0
 *
 * The administration of people: the list, one person, invitations, what waits for a second, and the matrix of rights.
 */
#include "people/web.h"

/* ---- what waits ---- */
static struct html request_sentence(const struct page_out *o, const struct who_request *r)
{
	struct page_out text = page_capture(o);
	enum role role = ROLE_NONE;
	role_parse(r->role, &role);
	struct str word = people_role_word(o, role);
	if (str_eq(r->kind, S("invite")))
		page_say(&text, tr(o, "%s asks to invite %s as %s"), page_arg(r->asked_by), page_arg(r->name), page_arg(word));
	else if (str_eq(r->kind, S("role")))
		page_say(&text, tr(o, "%s asks to make %s %s"), page_arg(r->asked_by), page_arg(r->name), page_arg(word));
	else
		page_say(&text, tr(o, "%s asks to let %s in anew"), page_arg(r->asked_by), page_arg(r->name));
	/* What is given is where as much as which role: who confirms must see both. */
	for (unsigned i = 0; i < 2 && !str_eq(r->kind, S("recover")); i++) {
		struct str place = i ? r->sectors : r->organization;
		if (place.len) {
			page_literal(&text, " · ");
			put(&text, place);
		}
	}
	return page_captured(&text);
}

static bool fill_requests(struct cx *cx, const struct page_out *o, const struct person *p, struct people_requests_view *out)
{
	struct who_request_vec list = {};
	if (!who_requests(cx, p, true, &list))
		return false;
	vec_each (r, &list) {
		bool may = who_may_answer(cx, r), own = str_eq(r->asked_by, cx->viewer->person);
		*vec_push(&cx->a, &out->rows) = (struct request_row){ .what = request_sentence(o, r),
			.at = { r->asked_us },
			.key = arena_printf(&cx->a, "%lld", (long long)r->key),
			.action = people_href(&cx->a, r->person),
			.may_confirm = may,
			.may_refuse = may || own };
	}
	return true;
}

/* ---- fields ---- */
static struct field_view role_field(struct cx *cx, const struct page_out *o, enum role chosen, struct str any)
{
	struct field_view f = { .kind = PAGE_FIELD_CHOICE, .name = S("role"), .label = tr(o, "Role"), .required = true };
	if (any.ptr)
		*vec_push(&cx->a, &f.options) = (struct page_option){ .label = any };
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++)
		*vec_push(&cx->a, &f.options) = (struct page_option){ role_text(role), people_role_word(o, role), role == chosen };
	return f;
}

static struct field_view state_field(struct cx *cx, const struct page_out *o, struct str chosen)
{
	struct field_view f = { .kind = PAGE_FIELD_CHOICE, .name = S("state"), .label = tr(o, "State"), .required = true };
	*vec_push(&cx->a, &f.options) = (struct page_option){ .label = tr(o, "any") };
	for (enum who_state s = WHO_INVITED; s <= WHO_ENDED; s++)
		*vec_push(&cx->a, &f.options) =
		        (struct page_option){ who_state_text(s), people_state_word(o, s), str_eq(who_state_text(s), chosen) };
	return f;
}

static void place_fields(const struct page_out *o, struct field_view *organization, struct field_view *sectors)
{
	organization->name = S("organization");
	organization->label = tr(o, "Organization (id)");
	organization->help = tr(o, "Operator staff and partners need one.");
	sectors->name = S("sectors");
	sectors->label = tr(o, "Sectors");
	sectors->help = tr(o, "Of a regulator: ids, blanks between them.");
}

static void crumb(struct cx *cx, struct page_call *call, struct str href, struct str text)
{
	*vec_push(&cx->a, &call->frame.crumbs.trail) = (struct page_link){ .href = href, .text = text };
}

/* ---- the list ---- */
static void invite_fields(struct cx *cx, const struct page_out *o, const struct request *req, struct people_view *v)
{
	enum role role = ROLE_OPERATOR;
	role_parse(http_form(req, "give"), &role);
	v->id = people_text(S("id"), tr(o, "Sign-in name"), http_form(req, "id"));
	v->id.required = true;
	v->name = people_text(S("name"), tr(o, "Name"), http_form(req, "name"));
	v->role = role_field(cx, o, role, (struct str){});
	v->role.name = S("give"); /* the filter above has a role too */
	v->role.help = tr(o, "What gives more than you may give alone waits for a second person.");
	v->organization.value = http_form(req, "organization");
	v->sectors.value = http_form(req, "sectors");
	place_fields(o, &v->organization, &v->sectors);
	v->email = people_text(S("email"), tr(o, "E-mail"), http_form(req, "email"));
}

static bool show_list(struct cx *cx, struct page_call *call, struct flash_view flash)
{
	const struct request *req = call->req;
	struct page_out *o = &call->main;
	struct people_view v = {};
	struct person_vec people = {};
	int64_t total = 0, page = 1;
	enum role chosen = ROLE_NONE;
	bool post = req->method == HTTP_POST;
	if (!str_int(http_query(req, "page"), &page) || page < 1 || page > 100000)
		page = 1;
	struct who_filter f = { .n = PEOPLE_ROWS, .first = (page - 1) * PEOPLE_ROWS };
	if (!post)
		f = (struct who_filter){ str_slice(str_trim(http_query(req, "q")), 0, 200), http_query(req, "role"),
			http_query(req, "state"), S(""), f.first, f.n };
	if (!fill_requests(cx, o, NULL, &v.requests) || !who_people(cx, &f, &people, &total))
		return false;
	vec_each (p, &people)
		*vec_push(&cx->a, &v.rows) = (struct person_row){ .href = people_href(&cx->a, p->id),
			.name = p->name,
			.id = p->id,
			.role = people_role_word(o, p->role),
			.organization = p->organization,
			.state = people_state_word(o, p->state),
			.active = p->state == WHO_ACTIVE };
	role_parse(f.role, &chosen);
	v.q = (struct field_view){ .kind = PAGE_FIELD_SEARCH, .name = S("q"), .label = tr(o, "Id or name"), .value = f.q };
	v.role_filter = role_field(cx, o, chosen, tr(o, "any"));
	v.state_filter = state_field(cx, o, f.state);
	v.filtered = f.q.len || f.role.len || f.state.len;
	struct address q = address_begin(&cx->a, S("/people"));
	address_add(&q, "q", f.q);
	address_add(&q, "role", f.role);
	address_add(&q, "state", f.state);
	v.pager = (struct pager_view){
		.page = page, .pages = (total + PEOPLE_ROWS - 1) / PEOPLE_ROWS, .total = total, .href = address_open(&q, "page")
	};
	v.nothing = (struct empty_view){ tr(o, "Nothing here"), tr(o, "Nobody fits these choices."), S("/people"), tr(o, "Show all") };
	invite_fields(cx, o, req, &v);
	call->no_cache = post;
	call->frame.title = tr(o, "People");
	call->frame.flash = flash;
	struct page_out actions = page_capture(o);
	page_literal(&actions, "<a class=\"button quiet\" href=\"/people/rights\">");
	put(&actions, tr(o, "Rights of the roles"));
	page_literal(&actions, "</a>");
	call->frame.actions = page_captured(&actions);
	page_people(o, &v);
	return ok(cx);
}

bool people_list_page(struct cx *cx, struct page_call *call)
{
	return show_list(cx, call, (struct flash_view){});
}

/* ---- what came of an act ---- */
static bool show_done(struct cx *cx, struct page_call *call, const struct who_done *done, const char *kind, const struct person *p)
{
	struct page_out *o = &call->main;
	struct people_done_view v = { .back = people_href(&cx->a, p->id) };
	bool recover = str_eq(str_c(kind), S("recover"));
	v.flash = (struct flash_view){ .tone = PAGE_GOOD, .text = tr(o, "Done.") };
	if (done->waits)
		v.flash = (struct flash_view){ .tone = PAGE_NOTE, .text = tr(o, "This waits for a second person to confirm it.") };
	if (done->token.len && !people_address(cx, call->req, arena_printf(&cx->a, "/%s/%.*s", kind, STR(done->token)), &v.link))
		return false;
	v.explain =
	        recover ? tr(o, "Give it to the person by a way you trust. It is shown this once, opens once, and ends after a day.")
	                : tr(o, "Give it to the person by a way you trust. It is shown this once, opens once, and ends after seven days.");
	call->no_cache = true;
	call->frame.title = p->name.len ? p->name : p->id;
	crumb(cx, call, S("/people"), tr(o, "People"));
	crumb(cx, call, S(""), call->frame.title);
	page_people_done(o, &v);
	return true;
}

bool people_invite_post(struct cx *cx, struct page_call *call)
{
	const struct request *req = call->req;
	struct who_done done;
	struct flash_view flash;
	struct person p = { .id = str_trim(http_form(req, "id")),
		.name = str_trim(http_form(req, "name")),
		.organization = str_trim(http_form(req, "organization")),
		.sectors = str_trim(http_form(req, "sectors")),
		.email = str_trim(http_form(req, "email")) };
	if (!people_fresh(cx, call, S("/people")))
		return true;
	role_parse(http_form(req, "give"), &p.role);
	if (who_invite(cx, &p, &done))
		return show_done(cx, call, &done, "invite", &p);
	return people_flash(cx, &flash) && show_list(cx, call, flash);
}

/* ---- one person ---- */
static void add_act(struct cx *cx, struct person_view *v, const char *act, struct str label, struct str explain)
{
	*vec_push(&cx->a, &v->acts) = (struct person_act){ str_c(act), label, explain };
}

static void fill_acts(struct cx *cx, const struct page_out *o, const struct person *p, struct person_view *v)
{
	if (p->state == WHO_INVITED && !v->requests.rows.n)
		add_act(cx, v, "again", tr(o, "New invitation link"), tr(o, "The one before opens nothing any more."));
	if (p->state == WHO_ACTIVE) {
		add_act(cx, v, "recover", tr(o, "Let in anew"),
		        tr(o, "For who has lost password or telephone. A second person confirms it."));
		add_act(cx, v, "suspend", tr(o, "Suspend"), tr(o, "Signs out everywhere at once; can be taken back."));
	}
	if (p->state == WHO_SUSPENDED)
		add_act(cx, v, "resume", tr(o, "Let in again"), tr(o, "With the same password and codes."));
	if (p->state != WHO_ENDED)
		add_act(cx, v, "end", tr(o, "End for ever"), tr(o, "The person stays in the ledger; the name is not given again."));
}

static void person_facts(struct cx *cx, const struct page_out *o, const struct person *p, struct facts_view *facts)
{
	const struct fact list[] = { { .term = tr(o, "Signs in as"), .text = p->id },
		{ .term = tr(o, "Role"), .text = people_role_word(o, p->role) },
		{ .term = tr(o, "State"), .text = people_state_word(o, p->state) },
		{ .term = tr(o, "Organization"), .text = p->organization }, { .term = tr(o, "Sectors"), .text = p->sectors },
		{ .term = tr(o, "E-mail"), .text = p->email },
		{ .term = tr(o, "One-time codes"), .text = p->has_totp ? tr(o, "set up") : tr(o, "none") } };
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (list[i].text.len)
			*vec_push(&cx->a, &facts->facts) = list[i];
	struct page_out since = page_capture(o);
	put(&since, (struct when){ p->created_us });
	*vec_push(&cx->a, &facts->facts) = (struct fact){ .term = tr(o, "Since"), .html = page_captured(&since) };
}

static bool show_person(struct cx *cx, struct page_call *call, struct flash_view flash)
{
	struct page_out *o = &call->main;
	struct person_view v = {};
	struct person p;
	if (!who_find(cx, http_param(call->req, "id"), &p))
		return ok(cx) && fail(cx, E_MISSING, "there is no such person");
	v.action = people_href(&cx->a, p.id);
	if (!people_sessions(cx, p.key, v.action, &v.sessions) || !fill_requests(cx, o, &p, &v.requests))
		return false;
	vec_each (s, &v.sessions.rows)
		s->how = people_how_word(o, s->how);
	bool self = p.key == cx->viewer->key;
	if (v.sessions.rows.n && !self) {
		v.sessions.act_all = S("sessions");
		v.sessions.end_all = tr(o, "End all");
	}
	v.may_change = p.state != WHO_ENDED && !self && !v.requests.rows.n;
	v.role = role_field(cx, o, p.role, (struct str){});
	v.organization.value = p.organization;
	v.sectors.value = p.sectors;
	place_fields(o, &v.organization, &v.sectors);
	person_facts(cx, o, &p, &v.facts);
	if (!self)
		fill_acts(cx, o, &p, &v);
	call->no_cache = true;
	call->frame.title = p.name;
	call->frame.flash = flash;
	crumb(cx, call, S("/people"), tr(o, "People"));
	crumb(cx, call, S(""), p.name);
	page_person(o, &v);
	return ok(cx);
}

bool people_person_page(struct cx *cx, struct page_call *call)
{
	return show_person(cx, call, (struct flash_view){});
}

/* One act; *link: what a token that came of it opens. */
static bool act_on(struct cx *cx, const struct request *req, const struct person *p, struct who_done *done, const char **link)
{
	struct str act = http_form(req, "act");
	int64_t key = 0;
	enum role role = ROLE_NONE;
	if (str_eq(act, S("suspend")))
		return who_set_state(cx, p, WHO_SUSPENDED);
	if (str_eq(act, S("resume")))
		return who_set_state(cx, p, WHO_ACTIVE);
	if (str_eq(act, S("end")))
		return who_set_state(cx, p, WHO_ENDED);
	if (str_eq(act, S("again")))
		return who_invite_again(cx, p, done);
	if (str_eq(act, S("recover"))) {
		*link = "recover";
		return who_recover(cx, p, done);
	}
	if (str_eq(act, S("role"))) {
		role_parse(http_form(req, "role"), &role);
		return who_role(cx, p, role, str_trim(http_form(req, "organization")), str_trim(http_form(req, "sectors")), done);
	}
	if (str_eq(act, S("sessions")))
		return who_sessions_end(cx, p, 0, 0);
	if (str_eq(act, S("session")) && str_int(http_form(req, "session"), &key) && key > 0)
		return who_sessions_end(cx, p, key, 0);
	if ((str_eq(act, S("confirm")) || str_eq(act, S("refuse"))) && str_int(http_form(req, "request"), &key)) {
		struct who_request_vec waiting = {};
		who_requests(cx, p, true, &waiting);
		vec_each (r, &waiting)
			if (r->key == key) { /* of this person: else the page would speak of another */
				*link = str_eq(r->kind, S("recover")) ? "recover" : "invite";
				return who_answer_request(cx, key, str_eq(act, S("confirm")), done);
			}
		return ok(cx) && fail(cx, E_CONFLICT, "this was answered already");
	}
	return fail(cx, E_INVALID, "this form was not understood: open the page again");
}

bool people_person_post(struct cx *cx, struct page_call *call)
{
	struct who_done done = {};
	struct flash_view flash = { .tone = PAGE_GOOD, .text = tr(&call->main, "Done.") };
	struct person p;
	const char *link = "invite";
	if (!who_find(cx, http_param(call->req, "id"), &p))
		return ok(cx) && fail(cx, E_MISSING, "there is no such person");
	if (!people_fresh(cx, call, people_href(&cx->a, p.id)))
		return true;
	if (!act_on(cx, call->req, &p, &done, &link) && !people_flash(cx, &flash))
		return false;
	return done.waits || done.token.len ? show_done(cx, call, &done, link, &p) : show_person(cx, call, flash);
}

/* ---- rights ---- */
static void fill_cells(struct cx *cx, const struct page_out *o, enum right right, struct right_row *row)
{
	row->right = str_c(who_right_name(right));
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++)
		*vec_push(&cx->a, &row->cells) = (struct right_cell){ who_rights(role) & right ? tr(o, "yes") : S("") };
}

bool people_rights_page(struct cx *cx, struct page_call *call)
{
	struct page_out *o = &call->main;
	struct people_rights_view v = {};
	for (enum role role = ROLE_GUEST; role <= ROLE_APPROVER; role++)
		*vec_push(&cx->a, &v.roles) = (struct right_head){ people_role_word(o, role) };
	for (const struct feature *const *f = call->features; *f; f++) {
		for (const struct page *p = (*f)->pages; p && p->path; p++) {
			struct right_row *row = vec_push(&cx->a, &v.pages);
			*row = (struct right_row){ .name = arena_printf(&cx->a, "%s %s", p->method == HTTP_POST ? "POST" : "GET", p->path),
				.sentence = str_c(p->sentence) };
			fill_cells(cx, o, p->right, row);
		}
		for (const struct command *c = (*f)->commands; c && c->name; c++) {
			if (c->desk != DESK_OPEN)
				continue; /* it asks nobody */
			struct right_row *row = vec_push(&cx->a, &v.commands);
			*row = (struct right_row){ .name = str_c(c->name), .sentence = str_c(c->sentence) };
			fill_cells(cx, o, c->right, row);
		}
	}
	call->frame.title = tr(o, "Rights of the roles");
	call->frame.lede = tr(o, "A right says what one may do. What one then sees is decided for each record by its marking.");
	crumb(cx, call, S("/people"), tr(o, "People"));
	crumb(cx, call, S(""), call->frame.title);
	page_people_rights(o, &v);
	return true;
}
