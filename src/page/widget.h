/* SPDX-License-Identifier: Apache-2.0
 *
 * Parts that pages are put together from: {{> crumbs trail}} in a page's HTML, or called from C. Every text is in the viewer's language already
 * unless said otherwise; every colour has a word beside it. Lists are vec of base/vec.h: *vec_push(arena, &view.tiles) = (struct tile){…};
 */
#pragma once
#include "base/vec.h"
#include "page/out.h"

struct page_link {
	struct str href, text;
	struct str code; /* language of the text when it is another than the page's, or empty */
	bool here; /* the page we are on */
};
VEC_TYPE(page_links, struct page_link);

/* Where the page stands, from the top; the last one is the page itself and needs no href. */
struct crumbs_view {
	struct page_links trail;
};
void page_crumbs(struct page_out *o, const struct crumbs_view *v);

enum page_tone { PAGE_NOTE, PAGE_GOOD, PAGE_WARN, PAGE_BAD };
/* What just happened, or what must be known: announced to screen readers. Nothing when both texts are empty. */
struct flash_view {
	enum page_tone tone;
	struct str text;
	struct str detail; /* the reason as the program says it, in English whatever the page's language; or empty */
};
void page_flash(struct page_out *o, const struct flash_view *v);

/* An empty place that says what would stand here and how it gets there. */
struct empty_view {
	struct str title, text;
	struct str href, action; /* a link to do it, or empty */
};
void page_empty(struct page_out *o, const struct empty_view *v);

/* Big figures at the head of a page; each links to the list behind it when it has a href. */
struct tile {
	int64_t figure;
	struct str label, hint, href;
	enum page_tone tone;
};
struct tiles_view {
	VEC(struct tile) tiles;
};
void page_tiles(struct page_out *o, const struct tiles_view *v);

/* First, previous, numbers around, next. href is the list's address up to and with "page=": "/advisories?q=x&page=". Nothing for one page. */
struct pager_view {
	int64_t page, pages, total; /* page counts from 1 */
	struct str href;
};
void page_pager(struct page_out *o, const struct pager_view *v);

/* Terms and their details. */
struct fact {
	struct str term;
	struct str text; /* escaped; when html is empty */
	struct html html;
};
struct facts_view {
	VEC(struct fact) facts;
};
void page_facts(struct page_out *o, const struct facts_view *v);

/* A labelled field of a form, with help and error tied to it (aria-describedby). */
enum page_field_kind {
	PAGE_FIELD_TEXT,
	PAGE_FIELD_PASSWORD,
	PAGE_FIELD_SEARCH,
	PAGE_FIELD_NUMBER,
	PAGE_FIELD_DATE,
	PAGE_FIELD_AREA,
	PAGE_FIELD_CHOICE,
	PAGE_FIELD_CHECK,
	PAGE_FIELD_FILE,
	PAGE_FIELD_HIDDEN
};
struct page_option {
	struct str value, label;
	bool chosen;
};
struct field_view {
	enum page_field_kind kind;
	struct str name, label, help, error, value;
	bool error_english; /* error is the program's own text, which has one language */
	struct str autocomplete; /* "username", "current-password", …; or empty */
	bool required, checked, many; /* many: several files */
	VEC(struct page_option) options; /* of a choice */
};
void page_field(struct page_out *o, const struct field_view *v);
