/* SPDX-License-Identifier: Apache-2.0
 *
 * The page that tells who would see a record, and what another marking would change.
 */
#include "core/release_grant.h"
#include "core/release_views.h"

static void fact(struct cx *cx, struct release_who_view *v, struct str term, struct str text)
{
	if (text.len)
		*vec_push(&cx->a, &v->facts.facts) = (struct fact){ .term = term, .text = text };
}

static void fill_facts(struct cx *cx, const struct page_out *o, const struct labels *l, struct release_who_view *v)
{
	fact(cx, v, S("TLP"), l->tlp == TLP_UNKNOWN ? tr(o, "none: counts as TLP:RED") : tlp_text(l->tlp));
	fact(cx, v, tr(o, "Owner"), l->owner);
	fact(cx, v, tr(o, "Sectors"), names_text(&cx->a, &l->sectors));
	fact(cx, v, tr(o, "National level"), l->level ? arena_printf(&cx->a, "%lld", (long long)l->level) : S(""));
	fact(cx, v, tr(o, "Compartments"), names_text(&cx->a, &l->compartments));
	fact(cx, v, tr(o, "Audience"), names_text(&cx->a, &l->audience));
}

static void fill_form(struct cx *cx, struct page_call *call, const struct labels *now, struct release_who_view *v)
{
	const struct page_out *o = &call->main;
	v->kept_id = (struct field_view){ .kind = PAGE_FIELD_HIDDEN, .name = S("id"), .value = v->id };
	v->kept_kind = (struct field_view){ .kind = PAGE_FIELD_HIDDEN, .name = S("kind"), .value = http_query(call->req, "kind") };
	v->tlp = (struct field_view){ .kind = PAGE_FIELD_CHOICE, .name = S("tlp"), .label = tr(o, "As if it were marked") };
	for (enum tlp tlp = TLP_CLEAR; tlp <= TLP_RED; tlp++)
		*vec_push(&cx->a, &v->tlp.options) =
		        (struct page_option){ tlp_text(tlp), tlp_text(tlp), tlp == (now->tlp == TLP_UNKNOWN ? TLP_RED : now->tlp) };
	v->compartments = (struct field_view){
		.name = S("compartments"), .label = tr(o, "Compartments"), .value = names_text(&cx->a, &now->compartments)
	};
	v->audience = (struct field_view){ .name = S("audience"),
		.label = tr(o, "Audience"),
		.value = names_text(&cx->a, &now->audience),
		.help = tr(o, "Ids of organizations, parted by commas.") };
}

static bool who_page(struct cx *cx, struct page_call *call)
{
	const struct page_out *o = &call->main;
	struct release_who_view v = { .id = http_query(call->req, "id") };
	struct subject_found found;
	struct labels was, now;
	struct release_seer_vec seers = {};
	const char *kind;
	if (!release_find(cx, call->features, http_query(call->req, "kind"), v.id, &kind, &found) ||
	        !release_labels(cx, found.class_key, &was))
		return false;
	now = was;
	v.compares = http_query(call->req, "tlp").len > 0;
	if (v.compares) {
		if (!tlp_parse(http_query(call->req, "tlp"), &now.tlp))
			return fail(cx, E_INVALID, "there is no such marking: CLEAR, GREEN, AMBER, AMBER+STRICT, RED");
		now.compartments = names_parse(&cx->a, http_query(call->req, "compartments"));
		now.audience = names_parse(&cx->a, http_query(call->req, "audience"));
	}
	if (!release_seers(cx, v.compares ? &was : NULL, &now, &seers))
		return false;
	vec_each (s, &seers)
		*vec_push(&cx->a, &v.seers) = (struct release_seer_row){ .who = release_seer_name(&cx->a, s),
			.role = role_text(s->clearance.role),
			.why = release_words(&cx->a, &now, &s->after),
			.allowed = s->after.decision == RELEASE_ALLOW,
			.gains = s->after.decision > s->before.decision,
			.loses = s->after.decision < s->before.decision };
	fill_facts(cx, o, &was, &v);
	fill_form(cx, call, &now, &v);
	call->frame.title = tr(o, "Who would see this?");
	call->frame.lede = found.name.len ? found.name : v.id;
	page_release_who(&call->main, &v);
	return ok(cx);
}

const struct page release_pages[] = {
	{ HTTP_GET, "/release/who", RIGHT_POLICY, who_page, "Who would see a record, why, and what another marking would change" },
	{},
};
