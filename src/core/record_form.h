/* SPDX-License-Identifier: Apache-2.0
 *
 * Records declared once, as forms: a field of a record gives its place in a form, and a sent form its cells.
 */
#pragma once
#include "core/record.h"
#include "page/widget.h"

/* The form's field for a record's field with this canonical cell; label in English, for the caller to replace. TLP and choices are lists, yes/no is a
 * box, long texts get several lines. */
struct field_view record_form_field(const struct page_out *o, const struct field *f, struct str cell);
/* The cell a sent form holds for the field: a box that is not ticked is "no". Not checked yet: record_cell does. */
struct str record_form_cell(const struct request *req, const struct field *f);
