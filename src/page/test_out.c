/* SPDX-License-Identifier: Apache-2.0
 *
 * The out-stream: what every type becomes as text and inside attributes, addresses, messages, widgets.
 */
#include "base/test.h"
#include "page/frame.h"

static struct arena arena;

static struct page_out out(const char *language)
{
	struct buf *b = arena_new(&arena, struct buf);
	*b = buf_make(&arena, 1 << 20);
	return page_out(b, catalogue_find(str_c(language)));
}

#define PUT(language, call) \
	({ \
		struct page_out o_ = out(language), *o = &o_; \
		call; \
		buf_str(o->buf); \
	})

TEST(texts_are_escaped)
{
	CHECK_STR(PUT("en", put(o, S("a<b>&\"c\"'d'"))), S("a&lt;b&gt;&amp;&#34;c&#34;&#39;d&#39;"));
	CHECK_STR(PUT("en", put_attr(o, S("\" onload=\"x"))), S("&#34; onload=&#34;x"));
	CHECK_STR(PUT("en", put(o, "\u0639 \u4e2d")), S("\u0639 \u4e2d"));
	CHECK_STR(PUT("en", put(o, ((struct str){ "a\0b\x1b", 4 }))), S("a\ufffdb\ufffd"));
	CHECK_STR(PUT("en", put(o, (struct str){})), S(""));
	CHECK_STR(PUT("en", put(o, ((struct html){ S("<b>") }))), S("<b>"));
}

TEST(numbers_by_place)
{
	CHECK_STR(PUT("en", put(o, 12345)), S("12,345"));
	CHECK_STR(PUT("en", put(o, (size_t)12345)), S("12,345"));
	CHECK_STR(PUT("en", put(o, 4000000000u)), S("4,000,000,000"));
	CHECK_STR(PUT("en", put_attr(o, INT64_C(-12345))), S("-12345"));
	CHECK_STR(PUT("en", put_attr(o, UINT64_MAX)), S("9223372036854775807"));
}

TEST(times)
{
	struct when w = { 1785587696000000 };
	CHECK_STR(PUT("en", put(o, w)), S("<time datetime=\"2026-08-01T12:34:56Z\">2026-08-01 12:34</time>"));
	CHECK_STR(PUT("en", put_attr(o, w)), S("2026-08-01T12:34:56Z"));
	CHECK_STR(PUT("en", put(o, ((struct day){ w.us }))), S("<time datetime=\"2026-08-01\">2026-08-01</time>"));
	CHECK_STR(PUT("en", put(o, ((struct when){ TIME_NONE }))), S("\u2013"));
	CHECK(!page_true(((struct when){ TIME_NONE })) && page_true(((struct when){ 0 })));
	CHECK(page_true(S("x")) && !page_true(S("")) && page_true(3) && !page_true(0u) && !page_true((void *)NULL));
}

TEST(badges)
{
	enum page_level level = PAGE_SEVERE;
	enum page_verdict verdict = PAGE_NOT_AFFECTED;
	enum page_tlp tlp = PAGE_TLP_AMBER_STRICT;
	CHECK_STR(PUT("en", put(o, level)), S("<span class=\"level l1\"><b>1</b> severe</span>"));
	CHECK_STR(PUT("es", put(o, verdict)), S("<span class=\"verdict not_affected\">no afectado</span>"));
	CHECK_STR(PUT("ru", put(o, tlp)), S("<span class=\"tlp amber\">TLP:AMBER+STRICT</span>"));
	CHECK(str_find(PUT("en", put(o, ((struct confidence){ 250 }))), S("value=\"100\"")) > 0);
	CHECK(page_tlp_of(S("TLP:WHITE")) == PAGE_TLP_CLEAR && page_tlp_of(S("amber+strict")) == PAGE_TLP_AMBER_STRICT);
	CHECK(page_tlp_of(S("purple")) == PAGE_TLP_UNKNOWN && page_verdict_of(S("fixed")) == PAGE_FIXED);
}

TEST(addresses)
{
	CHECK_STR(PUT("en", put_url(o, S("a/b c?d=\u00e9&\"~"))), S("a%2Fb%20c%3Fd%3D%C3%A9%26%22~"));
	static const char *const good[] = { "/a?b=c:d", "https://x.example/", "HTTP://x", "mailto:a@x", "tel:+1", "a/b:c", "?q=a:b", "#x",
		"x" };
	static const char *const bad[] = { "javascript:alert(1)", "JaVaScript:1", "//evil.example", "/\\evil", "\\\\evil",
		"data:text/html,x", " javascript:1", "java\tscript:1", "", "vbscript:x", "https:\n//x" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK_STR(PUT("en", put_link(o, str_c(good[i]))), str_c(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_STR(PUT("en", put_link(o, str_c(bad[i]))), S("#"));
	CHECK_STR(PUT("en", put_link(o, S("/a?b=1&c=\"2\""))), S("/a?b=1&amp;c=&#34;2&#34;"));
}

TEST(messages)
{
	CHECK_STR(
	        PUT("en", page_say(o, S("%s of %s, 100%%"), page_arg(1000), page_arg(S("<b>")))), S("1,000 of <bdi>&lt;b&gt;</bdi>, 100%"));
	CHECK_STR(PUT("en", page_say(o, S("%2$s, %1$s"), page_arg("a"), page_arg("b"))), S("<bdi>b</bdi>, <bdi>a</bdi>"));
	CHECK_STR(PUT("en", page_say(o, S("%s %s %9$s %"), page_arg(1))), S("1   %"));
	CHECK_STR(PUT("en", page_say(o, S("plain <"))), S("plain &lt;"));
	CHECK_STR(PUT("en", page_say_attr(o, S("%s\"%s"), page_arg("a\""), page_arg(((struct html){ S("<i>") })))), S("a&#34;&#34;"));
	CHECK_STR(PUT("fr", page_say(o, tr_n(o, "%s entry in all", "%s entries in all", 0), page_arg(0))), S("0 entrée au total"));
}

TEST(widgets)
{
	struct pager_view pager = { 5, 20, 1000, S("/x?q=a&page=") };
	struct str s = PUT("en", page_pager(o, &pager));
	CHECK(str_find(s, S("<a href=\"/x?q=a&amp;page=4\" rel=\"prev\">Previous</a>")) > 0);
	CHECK(str_find(s, S("<b aria-current=\"page\">5</b>")) > 0 && str_find(s, S("page=20\"")) > 0 && str_find(s, S("page=9\"")) < 0);
	pager.pages = 1;
	CHECK(PUT("en", page_pager(o, &pager)).len == 0);
	struct field_view f = { .kind = PAGE_FIELD_PASSWORD,
		.name = S("p"),
		.label = S("Password"),
		.value = S("secret"),
		.error = S("too <short>"),
		.required = true };
	s = PUT("en", page_field(o, &f));
	CHECK(str_find(s, S("secret")) < 0 && str_find(s, S("aria-invalid=\"true\" aria-describedby=\"h-p\"")) > 0 &&
	        str_find(s, S("&lt;short&gt;")) > 0);
	CHECK(PUT("en", page_flash(o, &(struct flash_view){})).len == 0);
	CHECK(str_find(PUT("en", page_flash(o, &(struct flash_view){ PAGE_BAD, S("x") })), S("role=\"alert\"")) > 0);
}

TEST(frame_in_two_directions)
{
	struct frame_view f = { .title = S("<Watch>"),
		.desk = S("Meridia"),
		.language_path = S("/language"),
		.back = S("/a?b=c"),
		.person = S("Ana"),
		.revision = 1234,
		.freshness = true,
		.main = { S("<p>main</p>") },
		.mode = PAGE_EXERCISE };
	struct str s = PUT("ar", page_framed(o, &f));
	CHECK(str_find(s, S("<html lang=\"ar\" dir=\"rtl\">")) > 0 && str_find(s, S("<p>main</p>")) > 0 &&
	        str_find(s, S("<h1>&lt;Watch&gt;</h1>")) > 0);
	CHECK(str_find(s, S("href=\"/language?to=fr&amp;back=%2Fa%3Fb%3Dc\" lang=\"fr\"")) > 0 && str_find(s, S("class=\"mode\"")) > 0);
	CHECK(str_find(s, S(" style=\"")) < 0 && str_find(s, S("<script")) < 0);
	s = PUT("en", page_framed(o, &f));
	CHECK(str_find(s, S("<html lang=\"en\" dir=\"ltr\">")) > 0 && str_find(s, S("Revision 1,234")) > 0);
	CHECK(page_asset_find(str_c(page_asset_style.path)) == &page_asset_style && !page_asset_find(S("/asset/none")));
	CHECK(page_asset_style.bytes.len <= 13440);
}
