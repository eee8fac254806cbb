/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside page/ only: what the pictures share. Numbers in SVG have one decimal at most and no locale.
 */
#pragma once
#include "page/picture.h"

/* <figure class="picture CLASS"><svg …viewBox="0 0 W H"><title>…</title>; the svg is as wide as its box unless it must scroll. A picture with
 * links is a group to screen readers, one without is an image. */
void svg_open(struct page_out *o, const char *class, struct str title, double width, double height, bool has_links);
void svg_close(struct page_out *o); /* </svg>, and its scroll box */
/* A number with one decimal, none when it is whole. */
void svg_number(struct page_out *o, double v);
/*  NAME="12.5" with a blank before it. */
void svg_attribute(struct page_out *o, const char *name, double v);
/* Width of a text in units of a narrow letter: East Asian letters count 2, marks that combine 0. */
unsigned svg_text_units(struct str s);
/* The longest start of s within units, cut between characters, at a blank if one is near; *rest is what is left, without its leading blanks. */
struct str svg_text_fit(struct str s, unsigned units, struct str *rest);
/* <details> with the edges of a view as sentences. */
void svg_words(struct page_out *o, const struct path_view *v);
