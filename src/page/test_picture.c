/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures: what they always carry, what they never carry, and what is let through of a drawing program's answer.
 */
#include "base/test.h"
#include "page/svg.h"

static struct arena arena;
enum { NAMES_HERE_MAX = 6 }; /* what has room around one spot */

static struct page_out out(const char *language)
{
	struct buf *b = arena_new(&arena, struct buf);
	*b = buf_make(&arena, 1 << 20);
	return page_out(b, catalogue_find(str_c(language)));
}

static bool has(const struct page_out *o, const char *part)
{
	return str_find(buf_str(o->buf), str_c(part)) >= 0;
}

static struct path_view small_path(void)
{
	struct path_view v = { .title = S("Why \"x\"") };
	*vec_push(&arena, &v.nodes) = (struct path_node){ .label = S("Controller <1>"), .href = S("/register/a"), .mark = PATH_CAUSE };
	*vec_push(&arena, &v.nodes) = (struct path_node){
		.label = S("Hospital of the eastern valley and its long name"), .has_level = true, .level = PAGE_SEVERE
	};
	*vec_push(&arena, &v.edges) = (struct path_edge){ 0, 1, S("tank 6 h"), true };
	*vec_push(&arena, &v.edges) = (struct path_edge){ 7, 1, S(""), false };
	return v;
}

TEST(path_says_it_in_words_too)
{
	struct path_view v = small_path();
	struct page_out o = out("en");
	page_path(&o, &v);
	CHECK(has(&o, "<title id=\"t0\">Why &#34;x&#34;</title>") && has(&o, "role=\"group\""));
	CHECK(has(&o, "class=\"node cause\"") && has(&o, "class=\"node l1\"") && has(&o, "class=\"edge possible\""));
	CHECK(has(&o, "<bdi>Controller &lt;1&gt;</bdi>: the cause") && has(&o, "possibly needs <bdi>Controller &lt;1&gt;</bdi>"));
	CHECK(!has(&o, "style=") && !has(&o, "<1>"));
	struct page_out many = out("en");
	for (int i = 0; i < 200; i++)
		*vec_push(&arena, &v.nodes) = (struct path_node){ .label = S("n") };
	page_path(&many, &v);
	CHECK(!has(&many, "<svg") && has(&many, "<details"));
}

TEST(path_mirrors)
{
	struct path_view v = small_path();
	struct page_out left = out("en"), right = out("ar");
	page_path(&left, &v);
	page_path(&right, &v);
	CHECK(has(&left, "<rect x=\"8\"") && !has(&right, "<rect x=\"8\" y=\"16\" width=\"111\""));
	CHECK(has(&left, "class=\"need\" x=\"") && has(&right, ">tank 6 h</text>"));
}

TEST(path_says_a_need_once)
{
	struct path_view v = { .title = S("two feeds") };
	for (unsigned i = 0; i < 3; i++)
		*vec_push(&arena, &v.nodes) = (struct path_node){ .label = S("Substation"), .kind = S("Northgrid"), .href = S("/x") };
	*vec_push(&arena, &v.edges) = (struct path_edge){ 0, 2, S("1 of 2"), false };
	*vec_push(&arena, &v.edges) = (struct path_edge){ 1, 2, S("1 of 2"), false };
	struct page_out o = out("en");
	page_path(&o, &v);
	struct str text = buf_str(o.buf);
	ptrdiff_t first = str_find(text, S("class=\"need\""));
	CHECK(first > 0 && str_find(str_slice(text, (size_t)first + 9, text.len), S("class=\"need\"")) < 0);
	CHECK(has(&o, "aria-label=\"Substation, Northgrid\""));
	/* Four kinds at one box, a loop and an edge from nowhere: drawn as far as there is room, and nothing breaks. */
	for (unsigned i = 0; i < 4; i++)
		*vec_push(&arena, &v.edges) = (struct path_edge){ i % 2, 2, arena_printf(&arena, "need %u", i), false };
	*vec_push(&arena, &v.edges) = (struct path_edge){ 2, 2, S("loop"), false };
	*vec_push(&arena, &v.edges) = (struct path_edge){ 2, 0, S("back"), false };
	page_path(&o, &v);
	CHECK(has(&o, "need 0"));
}

TEST(text_that_fits)
{
	struct str rest;
	CHECK_STR(svg_text_fit(S("Pumping station Weir Street"), 20, &rest), S("Pumping station Weir"));
	CHECK_STR(rest, S("Street"));
	CHECK_STR(svg_text_fit(S("Emergency department, Old Town"), 19, &rest), S("Emergency"));
	CHECK_STR(svg_text_fit(S("Kraftwerksgesellschaft"), 10, &rest), S("Kraftwerks"));
	CHECK_STR(svg_text_fit(S("\u4e2d\u6587\u5b57"), 4, &rest), S("\u4e2d\u6587"));
	CHECK_STR(rest, S("\u5b57"));
	CHECK_STR(svg_text_fit(S("short"), 20, &rest), S("short"));
	CHECK(rest.len == 0 && svg_text_units(S("a\u0301b\u4e2d")) == 4);
	CHECK_STR(svg_text_fit((struct str){ "\xe4\xb8", 2 }, 9, &rest), ((struct str){ "\xe4\xb8", 2 }));
}

TEST(text_in_lines)
{
	struct svg_lines w = svg_text_wrap(&arena, S("Emergency department, Ostavel Old Town"), 21, 2);
	CHECK(w.n == 2);
	CHECK_STR(w.line[0], S("Emergency department,"));
	CHECK_STR(w.line[1], S("Ostavel Old Town"));
	w = svg_text_wrap(&arena, S("Emergency department, Ostavel Old Town"), 12, 2);
	CHECK_STR(w.line[1], S("department\u2026"));
	CHECK(svg_text_width(S("Emergency department, Ostavel Old Town"), 12, 30, 2) == 21);
	CHECK(svg_text_width(S("Emergency department, Ostavel Old Town"), 12, 15, 2) == 15);
	CHECK(svg_text_width(S("short"), 12, 30, 2) == 12 && svg_text_wrap(&arena, S(""), 12, 2).n == 0);
	CHECK(svg_text_width(S("\u4e2d\u6587\u5b57\u4e2d\u6587\u5b57\u4e2d\u6587"), 6, 30, 2) == 8);
	CHECK(svg_text_width(S("Umspannwerksgesellschaft"), 12, 30, 2) == 24);
	CHECK(svg_text_units(S("\u2068a\u2069")) == 1);
}

TEST(dot_text)
{
	struct path_view v = small_path();
	v.nodes.at[0].label = S("a\"b\\c\nd");
	struct page_out o = out("ar");
	struct str t = page_dot(&o, &v);
	CHECK(str_find(t, S("rankdir=RL")) > 0 && str_find(t, S("n0 [label=\"a\\\"b\\\\c d\"")) > 0);
	CHECK(str_find(t, S("n0 -> n1 [class=\"possible\",label=\"tank 6 h\"]")) > 0 && str_find(t, S("n7")) < 0);
}

TEST(svg_from_dot_is_written_anew)
{
	struct path_view v = small_path();
	struct page_out o = out("en");
	struct err err = {};
	CHECK(page_dot_svg(&o, &v,
	        S("<?xml version=\"1.0\"?><!-- <x> --><svg width=\"9pt\" viewBox=\"0.00 0.00 90.00 40.00\" onload=\"x()\">"
	          "<g class=\"node l0\" style=\"x\" onclick=\"y()\"><title>n0</title><script>alert(1)</script><a "
	          "xlink:href=\"/r?a=1&amp;b=2\">"
	          "<path fill=\"none\" d=\"M1,2C3\"/><text x=\"1\">A &amp; &lt;b&gt; &#45;</text></a><a href=\"javascript:1\"><ellipse "
	          "rx=\"url(#x)\" cx=\"1\"/></a>"
	          "<use href=\"#a\"/></g></svg>"),
	        &err));
	/* The node's whole name is said anew, by its number. */
	CHECK(has(&o, "viewBox=\"0 0 90 40\"") &&
	        has(&o, "<g class=\"node l0\"><title>Controller &lt;1&gt;</title><a href=\"/r?a=1&amp;b=2\" aria-label=\"Controller &lt;1&gt;\">"
	                "<path d=\"M1,2C3\"/>"));
	CHECK(has(&o, "<text x=\"1\">A &amp; &lt;b&gt; -</text></a><a><ellipse cx=\"1\"/></a></g>"));
	CHECK(!has(&o, "alert") && !has(&o, "onload") && !has(&o, "onclick") && !has(&o, "javascript") && !has(&o, "<use") &&
	        !has(&o, ">n0<"));
	static const char *const bad[] = { "", "text", "<svg>", "<svg viewBox=\"0 0 1 1\"><g></svg>", "<html viewBox=\"0 0 1 1\"></html>",
		"<svg viewBox=\"0 0 0 0\"></svg>", "<svg viewBox=\"0 0 1 1\"></svg><svg viewBox=\"0 0 1 1\"></svg>",
		"<svg viewBox=\"0 0 1 1\"" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct page_out none = out("en");
		struct err e = {};
		CHECK(!page_dot_svg(&none, &v, str_c(bad[i]), &e) && e.kind == E_INVALID && none.buf->len == 0);
	}
}

TEST(map_and_bars)
{
	static const struct map_point coast[] = { { 1, 1 }, { 1, 3 }, { 2, 3 }, { 2, 1 } };
	struct map_view m = { .title = S("Places") };
	*vec_push(&arena, &m.lines) = (struct map_line){ coast, 4 };
	*vec_push(&arena, &m.places) = (struct map_place){ .lat = 1.5, .lon = 2, .label = S("A&B"), .level = PAGE_OUT, .weight = 1 };
	struct page_out o = out("en");
	page_map(&o, &m);
	CHECK(has(&o, "<path class=\"land\" d=\"M14 ") && has(&o, "cx=\"320\"") && has(&o, "r=\"10\"") && has(&o, "role=\"img\"") &&
	        has(&o, "A&amp;B"));
	/* Names of places that lie together: the heaviest has it, the other only where there is room; none lies on another. */
	for (unsigned i = 0; i < 40; i++)
		*vec_push(&arena, &m.places) = (struct map_place){
			.lat = 1.5, .lon = 2.0 + i * 1e-4, .label = arena_printf(&arena, "Place %u", i), .level = PAGE_OUT, .weight = 0.01 * i
		};
	struct page_out crowd = out("ar");
	page_map(&crowd, &m);
	unsigned names = 0;
	struct str rest = buf_str(crowd.buf);
	for (ptrdiff_t at; (at = str_find(rest, S("<text class=\"name"))) >= 0; names++)
		rest = str_slice(rest, (size_t)at + 1, rest.len);
	CHECK(has(&crowd, ">A&amp;B</text>") && names >= 2 && names <= NAMES_HERE_MAX);
	struct page_out empty = out("en");
	page_map(&empty, &(struct map_view){ .title = S("None") });
	CHECK(has(&empty, "<svg") && !has(&empty, "nan") && !has(&empty, "inf"));
	struct bars_view b = { .title = S("Weeks") };
	*vec_push(&arena, &b.bars) = (struct bar){ -3, S("w1") };
	*vec_push(&arena, &b.bars) = (struct bar){ 1000, S("w2") };
	struct page_out bars = out("ar");
	page_bars(&bars, &b);
	CHECK(has(&bars, "<rect class=\"none\" x=\"8\"") && has(&bars, "<rect x=\"0\" y=\"1\""));
}
