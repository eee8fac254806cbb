/* SPDX-License-Identifier: Apache-2.0
 *
 * How each organization is reached: roles in order, over channels that run on telecom assets of the country. Roles only, never persons;
 * addresses under .example and numbers behind +999, which is nobody's.
 */
#include "sample/country.h"

struct introduction {
	struct country *c;
	struct rng r;
	struct index_vec carriers[2][TOWNS]; /* telecom nodes in a town: exchanges and base stations; access nodes */
	unsigned phone;
};

static uint32_t carrier(struct introduction *in, unsigned kind, uint32_t town)
{
	const struct index_vec *l = &in->carriers[kind][town];
	return l->n && chance(&in->r, 60) ? l->at[rng_below(&in->r, l->n)] + 1 : 0;
}

static void contact_add(
        struct introduction *in, uint32_t organization, const char *role, const char *channel, const char *name, unsigned order)
{
	struct country *c = in->c;
	const struct organization *o = &c->organizations.at[organization];
	bool mail = channel[0] == 'e', home = o->country[0] == 'X' && o->country[1] == 'A';
	struct contact x = { .organization = organization, .role = role, .channel = channel, .order = order };
	x.name = str_c(name);
	x.id = arena_printf(c->arena, "%.*s-%s-%s", STR(o->id), role, channel);
	if (mail)
		x.address = arena_printf(c->arena, "%s@%.*s.example", role, STR(o->id));
	else
		x.address = arena_printf(c->arena, "+999 55 %03u %04u", in->phone / 10000 % 1000, in->phone % 10000);
	in->phone += mail ? 0 : 7;
	x.hours = role[0] == 'd' ? "24/7" : chance(&in->r, 80) ? "Mon-Fri 08:00-17:00" : "24/7";
	if (home)
		x.carried_by = carrier(in, mail, o->town);
	*vec_push(c->arena, &c->contacts) = x;
}

static void introduce(struct introduction *in, uint32_t i)
{
	const struct organization *o = &in->c->organizations.at[i];
	unsigned order = 1;
	bool operates = o->type < O_OPERATOR_TYPES;
	if (operates) {
		contact_add(in, i, "duty", "phone", "Duty officer, control room", order++);
		if (chance(&in->r, 60))
			contact_add(in, i, "duty", "sms", "Duty officer, mobile", order++);
		contact_add(in, i, "duty", "email", "Duty officer", order++);
	}
	if (!operates || chance(&in->r, 75))
		contact_add(in, i, "security", "email", "Head of information security", order++);
	if (operates && chance(&in->r, 40))
		contact_add(in, i, "executive", "phone", "Member of the board for operations", order++);
	contact_add(in, i, "poc", "email", operates ? "Point of contact for the coordinator" : "Point of contact", order++);
	if (!operates)
		contact_add(in, i, "poc", "phone", "Point of contact, telephone", order++);
}

void country_introduce(struct country *c)
{
	struct introduction *in = arena_new(c->arena, struct introduction);
	in->c = c;
	in->r = country_rng(c, "contacts");
	for (uint32_t i = 0; i < c->n_assets; i++) {
		enum node_type t = c->nodes.at[i].type;
		uint32_t town = c->places.at[c->nodes.at[i].place].town;
		if (t == A_LOCAL_EXCHANGE || t == A_CELL)
			*vec_push(c->arena, &in->carriers[0][town]) = i;
		else if (t == A_POP)
			*vec_push(c->arena, &in->carriers[1][town]) = i;
	}
	for (uint32_t i = 0; i < c->organizations.n; i++)
		introduce(in, i);
}
