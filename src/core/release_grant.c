/* SPDX-License-Identifier: Apache-2.0
 *
 * Levels, clearances, grants, marks. Must never let anybody give what they do not hold, or give to themselves; nor leave a row behind that stands on what
 * was taken back.
 */
#include "core/release_grant.h"
#include "base/id.h"
#include "base/json.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/store_release.h"
#include "core/store_who.h"

enum { CONTENT_BYTES = 1 << 16, TEXT_BYTES = 400 };

static bool is_machine(const struct cx *cx)
{
	return cx->viewer && (cx->viewer->rights & RIGHT_MACHINE);
}

static bool name_valid(struct cx *cx, struct str name, const char *what)
{
	if (id_valid(name) && str_find(name, S(",")) < 0)
		return true;
	return fail(cx, E_INVALID, "'%.*s' is no name of a %s: 1 to 200 characters without spaces, commas or quotes",
	        STR(str_slice(name, 0, 60)), what);
}

static bool names_valid(struct cx *cx, const struct names *names, const char *what)
{
	for (size_t i = 0; i < names->n; i++)
		if (!name_valid(cx, names->at[i], what))
			return false;
	return true;
}

/* What somebody gives away or marks with must be theirs. */
static bool may_give(struct cx *cx, int64_t level, const struct names *compartments)
{
	if (is_machine(cx))
		return true;
	const struct clearance *own = &cx->viewer->clearance;
	if (level > own->level)
		return fail(cx, E_DENIED, "you do not hold this level yourself: ask somebody who does");
	for (size_t i = 0; i < compartments->n; i++)
		if (!names_hold(&own->compartments, compartments->at[i]))
			return fail(cx, E_DENIED, "you do not hold the compartment '%.*s' yourself: ask somebody who does",
			        STR(compartments->at[i]));
	return true;
}

static int64_t desk_only(struct cx *cx)
{
	return release_class(cx, &(struct labels){ .tlp = TLP_RED });
}

bool release_level_set(struct cx *cx, int64_t rank, struct str name)
{
	if (rank < 1 || rank > 1000)
		return fail(cx, E_INVALID, "ranks of levels are 1 to 1000, 1 the lowest");
	if (!name_valid(cx, name, "level"))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_level_set(cx, rank, name);
	ledger_append_one(cx, S("level.set"), name, arena_printf(&cx->a, "{\"rank\":%lld}", (long long)rank), desk_only(cx));
	return db_commit(&tx);
}

bool release_level_parse(struct cx *cx, struct str text, int64_t *rank)
{
	struct store_level_vec levels = {};
	int64_t number = -1;
	*rank = 0;
	if (!text.len || str_eq(text, S("0")))
		return true;
	if (!store_levels(cx, &levels))
		return false;
	bool is_number = str_int(text, &number);
	vec_each (l, &levels)
		if (str_eq_fold(l->name, text) || (is_number && l->rank == number)) {
			*rank = l->rank;
			return true;
		}
	return fail(cx, E_INVALID, "there is no level '%.*s': see 'mainstay level list'", STR(str_slice(text, 0, 60)));
}

static void put_names(struct json_out *o, const char *key, struct cx *cx, const struct names *names)
{
	if (names->n)
		jo_kstr(o, key, names_text(&cx->a, names));
}

bool release_hold(struct cx *cx, struct str person, const struct clearance *c)
{
	struct store_person p;
	if (!store_person(cx, person, &p))
		return fail(cx, E_MISSING, "there is no person '%.*s': see 'mainstay user list'", STR(person));
	if (!is_machine(cx) && str_eq(person, cx->viewer->person))
		return fail(cx, E_DENIED, "nobody clears themselves: ask another officer");
	if (!may_give(cx, c->level, &c->compartments) || !names_valid(cx, &c->compartments, "compartment") ||
	        !names_valid(cx, &c->sectors, "sector"))
		return false;
	struct buf b = buf_make(&cx->a, CONTENT_BYTES);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kint(&o, "level", c->level);
	put_names(&o, "compartments", cx, &c->compartments);
	put_names(&o, "sectors", cx, &c->sectors);
	jo_object_end(&o);
	AUTO(db_tx) tx = desk_begin(cx);
	store_held_set(cx, person, c);
	ledger_append_one(cx, S("person.clear"), person, buf_str(&b), desk_only(cx));
	return db_commit(&tx);
}

static void put_bounds(struct json_out *o, struct cx *cx, int64_t from_us, int64_t until_us)
{
	if (from_us)
		jo_kstr(o, "from", time_text(&cx->a, from_us));
	if (until_us)
		jo_kstr(o, "until", time_text(&cx->a, until_us));
}

bool release_grant_add(struct cx *cx, struct str organization, const struct grant *grant, int64_t *key)
{
	struct store_grant g = { .organization = organization, .grant = *grant };
	if (!name_valid(cx, organization, "organization") || (grant->kind != GRANT_ALL && !name_valid(cx, grant->subject, "subject")))
		return false;
	if (!str_trim(grant->agreement).len || grant->agreement.len > TEXT_BYTES)
		return fail(cx, E_INVALID, "name the agreement that this rests on, in at most %d bytes", TEXT_BYTES);
	if (grant->until_us && grant->until_us <= (grant->from_us ? grant->from_us : release_now(cx)))
		return fail(cx, E_INVALID, "a grant ends after it begins, and not in the past");
	if (!is_machine(cx) && str_eq(organization, cx->viewer->clearance.organization))
		return fail(cx, E_DENIED, "nobody grants to their own organization: ask an officer of another");
	struct buf b = buf_make(&cx->a, CONTENT_BYTES);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "subject", grant->subject);
	jo_kstr(&o, "purpose", purpose_text(grant->purpose));
	jo_kstr(&o, "agreement", grant->agreement);
	put_bounds(&o, cx, grant->from_us, grant->until_us);
	jo_object_end(&o);
	AUTO(db_tx) tx = desk_begin(cx);
	store_release_lock(cx);
	*key = g.key = desk_keys(cx, S("release_grant"), 1);
	store_grant_insert(cx, &g);
	store_profiles_stale(cx, organization);
	ledger_append_one(cx, S("grant.add"), organization, buf_str(&b), desk_only(cx));
	return db_commit(&tx);
}

bool release_grant_end(struct cx *cx, int64_t key)
{
	struct str organization;
	AUTO(db_tx) tx = desk_begin(cx);
	store_release_lock(cx);
	if (!store_grant_end(cx, key, &organization))
		return ok(cx) ? fail(cx, E_MISSING, "there is no grant %lld that stands: see 'mainstay grant list'", (long long)key)
		              : false;
	store_profiles_stale(cx, organization);
	ledger_append_one(cx, S("grant.end"), organization, arena_printf(&cx->a, "{\"grant\":%lld}", (long long)key), desk_only(cx));
	return db_commit(&tx);
}

/* ---- marks ---- */
static struct str mark_name(struct arena *a, struct str kind, struct str id)
{
	return arena_printf(a, "%.*s %.*s", STR(kind), STR(id));
}

bool release_marks_read(struct cx *cx, struct release_marks *out)
{
	struct store_mark_vec marks = {};
	*out = (struct release_marks){ .by_name = map_make(&cx->a), .a = &cx->a };
	if (!store_marks(cx, &marks))
		return false;
	vec_each (m, &marks)
		*map_at(&out->by_name, mark_name(&cx->a, m->kind, m->id), NULL) = (uintptr_t)&m->labels;
	return true;
}

static struct names joined(struct arena *a, const struct names *x, const struct names *y)
{
	return names_parse(a, arena_printf(a, "%.*s %.*s", STR(names_text(a, x)), STR(names_text(a, y))));
}

void release_marks_apply(const struct release_marks *marks, struct str kind, struct str id, struct labels *labels)
{
	if (!marks->by_name.n)
		return;
	const uint64_t *at = map_find(&marks->by_name, mark_name(marks->a, kind, id));
	if (!at)
		return;
	const struct labels *m = (const struct labels *)(uintptr_t)*at;
	labels->level = m->level > labels->level ? m->level : labels->level;
	labels->compartments = joined(marks->a, &labels->compartments, &m->compartments);
	labels->audience = joined(marks->a, &labels->audience, &m->audience);
	labels->from_us = m->from_us > labels->from_us ? m->from_us : labels->from_us;
	if (m->until_us && (!labels->until_us || m->until_us < labels->until_us))
		labels->until_us = m->until_us;
}

int64_t release_marked(struct cx *cx)
{
	return store_marked(cx);
}

static bool relabel_all(struct cx *cx, const struct feature *const *features)
{
	for (const struct feature *const *f = features; *f; f++)
		for (const struct subject *s = (*f)->subjects; s && s->kind; s++)
			if (s->relabel && !s->relabel(cx))
				return false;
	return ok(cx);
}

bool release_find(struct cx *cx, const struct feature *const *features, struct str kind, struct str id, const char **found_kind,
        struct subject_found *out)
{
	for (const struct feature *const *f = features; *f; f++)
		for (const struct subject *s = (*f)->subjects; s && s->kind; s++) {
			if (kind.len && !str_eq(kind, str_c(s->kind)))
				continue;
			*out = (struct subject_found){};
			if (s->find(cx, id, out) && release_allows(cx, out->class_key)) {
				*found_kind = s->kind;
				return true;
			}
			if (!ok(cx))
				return false;
		}
	return fail(cx, E_MISSING, "there is no record '%.*s', or it is not released to you", STR(str_slice(id, 0, 200)));
}

static bool takes_marks(const struct feature *const *features, const char *kind)
{
	for (const struct feature *const *f = features; *f; f++)
		for (const struct subject *s = (*f)->subjects; s && s->kind; s++)
			if (str_eq(str_c(s->kind), str_c(kind)))
				return s->relabel != NULL;
	return false;
}

bool release_mark_set(struct cx *cx, const struct feature *const *features, struct str kind, struct str id, const struct labels *mark)
{
	struct subject_found found, now = {};
	const char *found_kind;
	bool none = !mark->level && !mark->compartments.n && !mark->audience.n && !mark->from_us && !mark->until_us;
	if (!release_find(cx, features, kind, id, &found_kind, &found) || !may_give(cx, mark->level, &mark->compartments))
		return false;
	if (!takes_marks(features, found_kind))
		return fail(cx, E_INVALID, "a %s takes no marks", found_kind);
	if (!names_valid(cx, &mark->compartments, "compartment") || !names_valid(cx, &mark->audience, "organization"))
		return false;
	if (mark->until_us && mark->until_us <= mark->from_us)
		return fail(cx, E_INVALID, "a release ends after it begins");
	struct store_mark m = { .kind = str_c(found_kind), .id = id, .labels = *mark };
	struct buf b = buf_make(&cx->a, CONTENT_BYTES);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kint(&o, "level", mark->level);
	put_names(&o, "compartments", cx, &mark->compartments);
	put_names(&o, "audience", cx, &mark->audience);
	put_bounds(&o, cx, mark->from_us, mark->until_us);
	jo_object_end(&o);
	AUTO(db_tx) tx = desk_begin(cx);
	none ? store_mark_remove(cx, m.kind, id) : store_mark_set(cx, &m);
	store_marked_bump(cx);
	if (!relabel_all(cx, features))
		return false;
	for (const struct feature *const *f = features; *f; f++)
		for (const struct subject *s = (*f)->subjects; s && s->kind; s++)
			if (str_eq(str_c(s->kind), m.kind) && s->find(cx, id, &now))
				store_content_reclass(cx, id, found.class_key, now.class_key);
	ledger_append_one(cx, arena_printf(&cx->a, "%s.mark", found_kind), id, buf_str(&b), now.class_key);
	return db_commit(&tx);
}
