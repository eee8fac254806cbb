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
/* The longest start of s within units, cut between words, inside one only when it is wider than the line; *rest is what is left, without its leading
 * blanks. */
struct str svg_text_fit(struct str s, unsigned units, struct str *rest);
/* A text in at most so many lines of units; the last ends with an ellipsis when something is missing. */
enum { SVG_LINES_MAX = 2 };
struct svg_lines {
	struct str line[SVG_LINES_MAX];
	unsigned n;
};
struct svg_lines svg_text_wrap(struct arena *a, struct str s, unsigned units, unsigned lines);
/* The narrowest width from least to most in which s stands whole in so many lines, no word broken; most when there is none. */
unsigned svg_text_width(struct str s, unsigned least, unsigned most, unsigned lines);
/* A node in one breath, for those who cannot see the whole label: "label, kind", and its level in words. */
struct str svg_node_name(const struct page_out *o, const struct path_node *n);
/* <details> with the edges of a view as sentences. */
void svg_words(struct page_out *o, const struct path_view *v);
