/* SPDX-License-Identifier: Apache-2.0
 *
 * Widgets whose shape depends on more than a hole can say. Those that do not are the pages/ folder.
 */
#include "page/widget.h"

static const char *tone_class(enum page_tone tone)
{
	static const char *const names[] = { "note", "good", "warn", "bad" };
	return names[tone & 3];
}

void page_flash(struct page_out *o, const struct flash_view *v)
{
	if (!v->text.len && !v->detail.len)
		return;
	page_literal(o, "<p class=\"flash ");
	put_text(o, tone_class(v->tone));
	page_raw(o, v->tone == PAGE_BAD ? S("\" role=\"alert\">") : S("\" role=\"status\">"));
	put_str(o, v->text);
	if (v->detail.len) {
		page_raw(o, v->text.len ? S("<br><small lang=\"en\" dir=\"ltr\">") : S("<small lang=\"en\" dir=\"ltr\">"));
		put_str(o, v->detail);
		page_literal(o, "</small>");
	}
	page_literal(o, "</p>\n");
}

void page_tiles(struct page_out *o, const struct tiles_view *v)
{
	page_literal(o, "<ul class=\"tiles\">\n");
	vec_each (t, &v->tiles) {
		page_literal(o, "<li class=\"tile ");
		put_text(o, tone_class(t->tone));
		page_literal(o, "\">");
		if (t->href.len) {
			page_literal(o, "<a href=\"");
			put_link(o, t->href);
			page_literal(o, "\">");
		}
		page_literal(o, "<b>");
		put_int(o, t->figure);
		page_literal(o, "</b> <span>");
		put_str(o, t->label);
		page_raw(o, t->href.len ? S("</span></a>") : S("</span>"));
		if (t->hint.len) {
			page_literal(o, "<small>");
			put_str(o, t->hint);
			page_literal(o, "</small>");
		}
		page_literal(o, "</li>\n");
	}
	page_literal(o, "</ul>\n");
}

/* ---- pager ---- */
enum pager_word { PAGER_NUMBER, PAGER_PREVIOUS, PAGER_NEXT };

static void pager_item(struct page_out *o, const struct pager_view *v, int64_t page, enum pager_word word)
{
	if (page == v->page) {
		page_literal(o, "<li><b aria-current=\"page\">");
		put_int(o, page);
		page_literal(o, "</b></li>");
		return;
	}
	page_literal(o, "<li><a href=\"");
	put_link(o, v->href);
	put_digits(o, page);
	page_raw(o, word == PAGER_PREVIOUS ? S("\" rel=\"prev\">") : word == PAGER_NEXT ? S("\" rel=\"next\">") : S("\">"));
	if (word == PAGER_NUMBER)
		put_int(o, page);
	else
		put_str(o, word == PAGER_PREVIOUS ? tr(o, "Previous") : tr(o, "Next"));
	page_literal(o, "</a></li>");
}

void page_pager(struct page_out *o, const struct pager_view *v)
{
	if (v->pages <= 1)
		return;
	page_literal(o, "<nav class=\"pager\" aria-label=\"");
	put_str(o, tr(o, "Pages"));
	page_literal(o, "\"><ul>");
	if (v->page > 1)
		pager_item(o, v, v->page - 1, PAGER_PREVIOUS);
	for (int64_t p = 1; p <= v->pages; p++) {
		if (p == 1 || p == v->pages || (p >= v->page - 2 && p <= v->page + 2)) {
			pager_item(o, v, p, PAGER_NUMBER);
		} else {
			page_literal(o, "<li>\u2026</li>");
			p = p < v->page ? v->page - 3 : v->pages - 1;
		}
	}
	if (v->page < v->pages)
		pager_item(o, v, v->page + 1, PAGER_NEXT);
	page_literal(o, "</ul><p>");
	page_say(o, tr_n(o, "%s entry in all", "%s entries in all", v->total), page_arg(v->total));
	page_literal(o, "</p></nav>\n");
}

/* ---- fields ---- */
static void attribute(struct page_out *o, const char *name, struct str value)
{
	if (!value.len)
		return;
	page_literal(o, " ");
	put_text(o, name);
	page_literal(o, "=\"");
	put_str(o, value);
	page_literal(o, "\"");
}

static void control_common(struct page_out *o, const struct field_view *v)
{
	/* A hidden field has no label to point at it, and may stand beside a visible one of its name. */
	if (v->kind != PAGE_FIELD_HIDDEN) {
		page_literal(o, " id=\"f-");
		put_str(o, v->name);
		page_literal(o, "\"");
	}
	page_literal(o, " name=\"");
	put_str(o, v->name);
	page_literal(o, "\"");
	attribute(o, "autocomplete", v->autocomplete);
	if (v->required)
		page_literal(o, " required");
	if (v->error.len)
		page_literal(o, " aria-invalid=\"true\"");
	if (v->help.len || v->error.len) {
		page_literal(o, " aria-describedby=\"h-");
		put_str(o, v->name);
		page_literal(o, "\"");
	}
}

static void control(struct page_out *o, const struct field_view *v)
{
	static const char *const types[] = { "text", "password", "search", "number", "date", "", "", "checkbox", "file", "hidden" };
	if (v->kind == PAGE_FIELD_AREA) {
		page_literal(o, "<textarea rows=\"6\" dir=\"auto\"");
		control_common(o, v);
		page_literal(o, ">\n"); /* the first newline is dropped by browsers; without it one of the value's own would be */
		put_str(o, v->value);
		page_literal(o, "</textarea>");
		return;
	}
	if (v->kind == PAGE_FIELD_CHOICE) {
		page_literal(o, "<select");
		control_common(o, v);
		page_literal(o, ">");
		vec_each (option, &v->options) {
			page_literal(o, "<option value=\"");
			put_str(o, option->value);
			page_raw(o, option->chosen ? S("\" selected>") : S("\">"));
			put_str(o, option->label);
			page_literal(o, "</option>");
		}
		page_literal(o, "</select>");
		return;
	}
	page_literal(o, "<input type=\"");
	put_text(o, types[v->kind]);
	page_literal(o, "\"");
	control_common(o, v);
	if (v->kind == PAGE_FIELD_TEXT || v->kind == PAGE_FIELD_SEARCH)
		page_literal(o, " dir=\"auto\"");
	if (v->kind != PAGE_FIELD_PASSWORD && v->kind != PAGE_FIELD_FILE)
		attribute(o, "value", v->value); /* a password is never sent back */
	if (v->checked)
		page_literal(o, " checked");
	if (v->many)
		page_literal(o, " multiple");
	page_literal(o, ">");
}

void page_field(struct page_out *o, const struct field_view *v)
{
	if (v->kind == PAGE_FIELD_HIDDEN) {
		control(o, v);
		return;
	}
	page_raw(o, v->kind == PAGE_FIELD_CHECK ? S("<div class=\"field check") : S("<div class=\"field"));
	page_raw(o, v->error.len ? S(" wrong\">") : S("\">"));
	if (v->kind == PAGE_FIELD_CHECK)
		control(o, v);
	page_literal(o, "<label for=\"f-");
	put_str(o, v->name);
	page_literal(o, "\">");
	put_str(o, v->label);
	if (!v->required && v->kind != PAGE_FIELD_CHECK && v->kind != PAGE_FIELD_SEARCH) {
		page_literal(o, " <small>");
		put_str(o, tr(o, "optional"));
		page_literal(o, "</small>");
	}
	page_literal(o, "</label>");
	if (v->kind != PAGE_FIELD_CHECK)
		control(o, v);
	if (v->help.len || v->error.len) {
		page_literal(o, "<p class=\"help\" id=\"h-");
		put_str(o, v->name);
		page_literal(o, "\">");
		if (v->error.len) {
			page_raw(o, v->error_english ? S("<strong lang=\"en\" dir=\"ltr\">") : S("<strong>"));
			put_str(o, v->error);
			page_literal(o, "</strong> ");
		}
		put_str(o, v->help);
		page_literal(o, "</p>");
	}
	page_literal(o, "</div>\n");
}
