/* SPDX-License-Identifier: Apache-2.0
 *
 * Release classes of the register's rows. Must never leave a row with a class that is wider than its labels.
 */
#include "registry/labels.h"
#include "core/dataset.h"
#include "core/desk.h"
#include "core/release.h"
#include "registry/store.h"
#include "registry/store_labels.h"

enum { SECTORS_ABOVE = 32 };

bool labelling_begin(struct cx *cx, struct labelling *out)
{
	*out = (struct labelling){ .cx = cx, .parents = map_make(&cx->a), .classes = map_make(&cx->a) };
	for (unsigned k = 0; k < REGISTER_COUNT; k++)
		out->floors[k] = dataset_floor(cx, str_c(registers[k].dataset));
	return release_marks_read(cx, &out->marks);
}

void labelling_sector(struct labelling *l, struct str id, struct str parent)
{
	struct str *kept = arena_new(&l->cx->a, struct str);
	*kept = parent;
	if (parent.len)
		*map_at(&l->parents, id, NULL) = (uintptr_t)kept;
}

static struct names above(struct labelling *l, struct str sector)
{
	struct str list[SECTORS_ABOVE];
	size_t n = 0;
	while (sector.len && n < SECTORS_ABOVE) {
		list[n++] = sector;
		const uint64_t *up = map_find(&l->parents, sector);
		sector = up ? *(const struct str *)(uintptr_t)*up : S("");
	}
	struct str *at = arena_array(&l->cx->a, struct str, n + 1);
	for (size_t i = 0; i < n; i++)
		at[i] = list[i];
	return (struct names){ at, n };
}

struct labels labelling_labels(struct labelling *l, enum register_kind kind, const struct label_words *w)
{
	const struct record *r = &registers[kind];
	struct labels labels = { .owner = w->owner, .sectors = above(l, w->sector) };
	tlp_parse(w->tlp.len || !r->default_tlp ? w->tlp : str_c(r->default_tlp), &labels.tlp);
	release_marks_apply(&l->marks, str_c(r->name), w->id, &labels);
	if (w->hangs_on.len) {
		release_marks_apply(&l->marks, S("asset"), w->hangs_on, &labels);
		release_marks_apply(&l->marks, S("service"), w->hangs_on, &labels);
	}
	labels.tlp = tlp_stricter(labels.tlp, l->floors[kind]);
	return labels;
}

int64_t labelling_class(struct labelling *l, enum register_kind kind, const struct label_words *w)
{
	struct arena *a = &l->cx->a;
	const struct labels labels = labelling_labels(l, kind, w);
	struct str key = arena_printf(a, "%d|%.*s|%.*s|%lld|%.*s|%.*s|%lld|%lld", (int)labels.tlp, STR(labels.owner), STR(w->sector),
	        (long long)labels.level, STR(names_text(a, &labels.compartments)), STR(names_text(a, &labels.audience)),
	        (long long)labels.from_us, (long long)labels.until_us);
	bool fresh;
	uint64_t *class_key = map_at(&l->classes, key, &fresh);
	if (fresh)
		*class_key = (uint64_t)release_class(l->cx, &labels);
	return (int64_t)*class_key;
}

static bool begin_from_desk(struct cx *cx, struct labelling *l)
{
	struct store_parent_vec parents = {};
	if (!labelling_begin(cx, l) || !store_sector_parents(cx, &parents))
		return false;
	vec_each (p, &parents)
		labelling_sector(l, p->id, p->parent);
	return true;
}

static struct label_words words_of(const struct store_label *row)
{
	return (struct label_words){
		.id = row->id, .tlp = row->tlp, .owner = row->owner, .sector = row->sector, .hangs_on = row->hangs_on
	};
}

bool registry_relabel(struct cx *cx, enum register_kind kind, size_t *changed)
{
	struct labelling l;
	struct store_label_vec rows = {};
	if (!begin_from_desk(cx, &l) || !store_labels(cx, kind, &rows))
		return false;
	vec_each (row, &rows) {
		struct label_words words = words_of(row);
		int64_t class_key = labelling_class(&l, kind, &words);
		if (class_key == row->class_key)
			continue;
		store_label_set(cx, kind, row->key, class_key);
		*changed += 1;
	}
	return ok(cx);
}

/* Does any row stand with another class than its labels make? Asked without the write lock. */
static bool differs(struct cx *cx, enum register_kind kind)
{
	struct labelling l;
	struct store_label_vec rows = {};
	struct map known = map_make(&cx->a); /* class → struct labels *, text of them */
	if (!begin_from_desk(cx, &l) || !store_labels(cx, kind, &rows))
		return false;
	vec_each (row, &rows) {
		struct labels had;
		struct label_words words = words_of(row);
		struct labels now = labelling_labels(&l, kind, &words);
		bool fresh;
		uint64_t *sectors = map_at_int(&known, row->class_key, &fresh);
		if (fresh && !release_labels(cx, row->class_key, &had))
			return ok(cx);
		if (fresh) {
			struct labels *kept = arena_new(&cx->a, struct labels);
			*kept = had;
			*sectors = (uintptr_t)kept;
		}
		const struct labels *is = (const struct labels *)(uintptr_t)*sectors;
		if (is->tlp != now.tlp || !str_eq(is->owner, now.owner) || is->level != now.level || is->from_us != now.from_us ||
		        is->until_us != now.until_us || !str_eq(names_text(&cx->a, &is->sectors), names_text(&cx->a, &now.sectors)) ||
		        !str_eq(names_text(&cx->a, &is->compartments), names_text(&cx->a, &now.compartments)) ||
		        !str_eq(names_text(&cx->a, &is->audience), names_text(&cx->a, &now.audience)))
			return true;
	}
	return false;
}

static bool relabel(struct cx *cx, enum register_kind kind)
{
	size_t changed = 0;
	if (!registry_relabel(cx, kind, &changed))
		return false;
	return !changed || store_state_bump(cx); /* what engines keep carries classes */
}

bool registry_relabel_job(struct cx *cx)
{
	bool any = false;
	for (unsigned k = 0; k < REGISTER_COUNT && !any && ok(cx); k++)
		any = differs(cx, (enum register_kind)k);
	if (!any || !ok(cx))
		return ok(cx);
	AUTO(db_tx) tx = desk_begin(cx);
	for (unsigned k = 0; k < REGISTER_COUNT; k++)
		if (!relabel(cx, (enum register_kind)k))
			return false;
	return db_commit(&tx);
}

/* ---- the door plate's rows ---- */
#define SUBJECT(name, KIND) \
	static bool name##_find(struct cx *cx, struct str id, struct subject_found *out) \
	{ \
		return store_subject(cx, KIND, id, out); \
	} \
	static bool name##_relabel(struct cx *cx) \
	{ \
		return relabel(cx, KIND); \
	}
SUBJECT(sector, REGISTER_SECTOR)
SUBJECT(organization, REGISTER_ORGANIZATION)
SUBJECT(service, REGISTER_SERVICE)
SUBJECT(asset, REGISTER_ASSET)
SUBJECT(contact, REGISTER_CONTACT)
SUBJECT(component, REGISTER_COMPONENT)
SUBJECT(dependency, REGISTER_DEPENDENCY)

const struct subject registry_subjects[] = {
	{ "sector", sector_find, sector_relabel },
	{ "organization", organization_find, organization_relabel },
	{ "service", service_find, service_relabel },
	{ "asset", asset_find, asset_relabel },
	{ "contact", contact_find, contact_relabel },
	{ "component", component_find, component_relabel },
	{ "dependency", dependency_find, dependency_relabel },
	{},
};
