/* SPDX-License-Identifier: Apache-2.0
 *
 * Records declared once, as forms.
 */
#include "core/record_form.h"
#include "core/release.h"

enum { LINE_BYTES = 80 };

static void add_option(const struct page_out *o, struct field_view *v, struct str text, struct str cell)
{
	*vec_push(o->buf->arena, &v->options) = (struct page_option){ text, text.len ? text : S("–"), str_eq(text, cell) };
}

struct field_view record_form_field(const struct page_out *o, const struct field *f, struct str cell)
{
	static const enum page_field_kind kinds[] = { [FIELD_TEXT] = PAGE_FIELD_TEXT, [FIELD_REFERENCE] = PAGE_FIELD_TEXT, [FIELD_INTEGER] = PAGE_FIELD_NUMBER,
		[FIELD_REAL] = PAGE_FIELD_NUMBER, [FIELD_CHOICE] = PAGE_FIELD_CHOICE, [FIELD_YES_NO] = PAGE_FIELD_CHECK, [FIELD_DATE] = PAGE_FIELD_DATE,
		[FIELD_TLP] = PAGE_FIELD_CHOICE };
	struct field_view v = { .kind = kinds[f->type], .name = str_c(f->name), .label = str_c(f->label), .value = cell, .required = f->required };
	if (f->type == FIELD_YES_NO) {
		v.value = S("yes");
		v.checked = str_eq(cell, S("yes"));
		v.required = false; /* a box that must be ticked is no question */
	} else if (f->type == FIELD_CHOICE || f->type == FIELD_TLP) {
		if (!f->required)
			add_option(o, &v, S(""), cell);
		for (const char *const *word = f->type == FIELD_CHOICE ? f->options : NULL; word && *word; word++)
			add_option(o, &v, str_c(*word), cell);
		for (enum tlp tlp = TLP_CLEAR; f->type == FIELD_TLP && tlp <= TLP_RED; tlp++)
			add_option(o, &v, tlp_text(tlp), cell);
	} else if (f->type == FIELD_TEXT && cell.len > LINE_BYTES) {
		v.kind = PAGE_FIELD_AREA;
	}
	return v;
}

struct str record_form_cell(const struct request *req, const struct field *f)
{
	struct str sent = http_form(req, f->name);
	if (f->type == FIELD_YES_NO)
		return sent.len ? S("yes") : S("no");
	return sent.ptr ? sent : S("");
}
