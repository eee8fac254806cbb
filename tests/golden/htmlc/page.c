/* Made from page.html by tools/htmlc. */
#include "page/out.h"
#include "view.h"
void page_page(struct page_out *o, const struct page_view *v)
{
(void)v;
page_literal(o, "<h1 class=\042x ");
#line 1 "page.html"
put_attr(o, v->tone);
page_literal(o, "\042>");
#line 1 "page.html"
               put(o, v->title);
page_literal(o, "</h1>\n"
	"");
page_literal(o, "\n"
	"");
#line 3 "page.html"
if (page_true(v->rows.n)) {
page_literal(o, "\n"
	"<ul title='");
#line 4 "page.html"
page_say_attr(o, tr(o, "of %s"), page_arg(v->title));
page_literal(o, "'>\n"
	"");
#line 5 "page.html"
for (size_t i1_ = 0; i1_ < (size_t)v->rows.n; i1_++) { const typeof(*v->rows.at) *r = &v->rows.at[i1_]; (void)r;
page_literal(o, "\n"
	"<li");
#line 6 "page.html"
if (page_true(r->here)) {
page_literal(o, " class=\042here\042");
#line 6 "page.html"
}
page_literal(o, "><a href=\042/a/");
#line 6 "page.html"
                                             put_url(o, r->id);
page_literal(o, "\077b=1\042>");
#line 6 "page.html"
                                                               put(o, r->at.day);
page_literal(o, "</a>");
#line 6 "page.html"
for (size_t i2_ = 0; i2_ < (size_t)r->tags.n; i2_++) { const typeof(*r->tags.at) *t = &r->tags.at[i2_]; (void)t;
#line 6 "page.html"
                                                                                                    put(o, *t);
#line 6 "page.html"
} if (r->tags.n == 0) {
page_literal(o, "-");
#line 6 "page.html"
}
page_literal(o, "</li>\n"
	"");
#line 7 "page.html"
}
page_literal(o, "\n"
	"</ul>\n"
	"");
#line 9 "page.html"
} else {
page_literal(o, "\n"
	"<p>\042quoted\042 \134 ");
#line 10 "page.html"
page_say(o, tr(o, "no rows"));
page_literal(o, ", \303\251\077</p>\n"
	"");
#line 11 "page.html"
}
page_literal(o, "\n"
	"");
#line 12 "page.html"
page_say(o, tr_n(o, "%s row of %s", "%s rows of %s", (int64_t)(v->rows.n)), page_arg(v->rows.n), page_arg(v->title));
page_literal(o, "\n"
	"");
#line 13 "page.html"
page_pager(o, &v->pages);
page_literal(o, "\n"
	"<a href=\042");
#line 14 "page.html"
 put_link(o, v->back);
page_literal(o, "\042>");
#line 14 "page.html"
page_one(o, &v->rows);
page_literal(o, "</a>");
}
