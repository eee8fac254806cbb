/* SPDX-License-Identifier: Apache-2.0
 *
 * The frame of every page: head, main menu, who is signed in, language switch, title, footer. A page is first written into a captured stream
 * and then framed:
 *	struct page_out main = page_capture(&o);  page_watch(&main, &view);  frame.main = page_captured(&main);  page_framed(&o, &frame);
 */
#pragma once
#include "page/asset.h"
#include "page/out.h"
#include "page/widget.h"

struct frame_view {
	struct str title; /* of the page, in the viewer's language; its h1 and the window's title */
	bool without_title; /* no h1: the page writes its own */
	struct html beside; /* badges next to the title, or empty */
	struct html actions; /* buttons and links at the end of the title's line, or empty */
	struct str lede; /* one sentence under the title, or empty */
	struct str desk; /* whose desk it is: "Republic of Meridia" */
	struct page_links menu; /* main menu; texts in the viewer's language */
	struct page_links within; /* the entries below the one of the main menu that is open; may be empty */
	struct crumbs_view crumbs; /* where the page stands; empty = nowhere below the menu */
	struct flash_view flash; /* what just happened; text empty = nothing */
	struct str person, role; /* who is signed in; person empty = nobody */
	struct str account; /* address of one's own account; empty = not offered */
	struct str sign_in, sign_out; /* addresses: a page and a POST; empty = not offered */
	struct str back; /* the page's own address, for the language links */
	struct str language_path; /* GET path?to=CODE&back=ADDRESS switches the language; empty = no switch */
	enum page_mode mode;
	bool freshness; /* show revision and made */
	int64_t revision; /* of the desk */
	struct when made; /* when the page was made */
	struct html main;
	/* filled by page_framed */
	struct str lang, dir;
	struct page_links languages;
	struct str style, mark;
};

/* The whole page. */
void page_framed(struct page_out *o, struct frame_view *frame);
/* The compiled pages/frame.html; call page_framed instead. */
void page_frame(struct page_out *o, const struct frame_view *v);
