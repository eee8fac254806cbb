/* SPDX-License-Identifier: Apache-2.0
 *
 * app's own page: the language.
 */
#include "app/app.h"
#include "net/server.h"

static bool language_page(struct cx *cx, struct page_call *call)
{
	const struct catalogue *c = catalogue_find(http_query(call->req, "to"));
	struct str back = http_query(call->req, "back");
	if (c)
		call->res->set_cookie = http_language_cookie(&cx->a, call->req, str_c(c->code));
	call->res->location = http_local_path(back) ? back : S("/");
	return true;
}

const struct page app_pages[] = {
	{ HTTP_GET, "/language", RIGHT_ANYONE, language_page, "Choose the language" },
	{},
};
