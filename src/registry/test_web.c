/* SPDX-License-Identifier: Apache-2.0
 *
 * The room's pages as two operators and the desk see them: every page is made on both engines, and no page of one operator names what is only
 * another's. And the two steps of the import.
 */
#include "registry/test_registry.h"
#include "base/cache.h"
#include "page/out.h"
#include "registry/web.h"

extern const struct page registry_pages[];

struct answer {
	struct str html, location;
	int status;
	enum err_kind error;
};

static bool matches(struct arena *a, const struct page *p, struct request *req)
{
	return p->method == req->method && http_match(a, p->path, req);
}

/* Splits the target's query and runs its page. */
static struct answer ask(struct cx *cx, struct request *req, const char *target)
{
	struct answer answer = { .error = E_MISSING };
	struct buf body = buf_make(&cx->a, 1 << 20);
	struct response res = { .body = body };
	struct page_out out = page_out(&res.body, NULL);
	struct page_call call = { .req = req, .res = &res, .main = page_capture(&out) };
	struct str query = str_c(target);
	req->target = str_c(target);
	req->path = str_cut(&query, '?');
	while (query.ptr && query.len) {
		struct str value = str_cut(&query, '&'), name = str_cut(&value, '=');
		req->query.at[req->query.n++] = (struct http_pair){ name, value.ptr ? value : S("") };
	}
	for (const struct page *p = registry_pages; p->path; p++) {
		if (!matches(&cx->a, p, req))
			continue;
		bool good = p->handler(cx, &call);
		answer = (struct answer){
			.html = page_captured(&call.main).raw, .location = res.location, .status = res.status, .error = cx->err.kind
		};
		CHECK(good == ok(cx));
		err_clear(&cx->err);
	}
	return answer;
}

static struct answer get(struct cx *cx, const char *target)
{
	struct request *req = arena_new(&cx->a, struct request);
	req->method = HTTP_GET;
	return ask(cx, req, target);
}

static bool holds(struct str text, const char *part)
{
	return str_find(text, str_c(part)) >= 0;
}

static const char *const addresses[] = { "/register", "/register?q=n1", "/register?q=mill", "/register?q=100%25_",
	"/register/organizations", "/register/organizations?q=WORKS", "/register/organizations?sector=energy&kind=operator",
	"/register/organizations?page=9", "/register/services", "/register/services?sector=water&organization=south&q=all",
	"/register/assets", "/register/assets?area=Lowmere&kind=Substation", "/register/assets?organization=quiet",
	"/register/organizations/north", "/register/organizations/south", "/register/organizations/south?page=2", "/register/nodes/w1",
	"/register/nodes/n2", "/register/nodes/s-water", "/register/nodes/s-power" };

DESK_TEST(every_page_shows_only_what_is_released)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	static const char *const secrets[] = { "Substation One", "nodes/n1", ">n1<", "Hidden", "q1", "Quiet", "second@north", "Secret",
		"k3" };
	registry_test_desk(cx);
	CHECK(get(cx, "/register").error == E_NONE); /* empty */
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		struct answer a = get(cx, addresses[i]);
		if (a.error != E_NONE || !a.html.len)
			test_failed_str(__FILE__, __LINE__, S("no page"), str_c(addresses[i]));
	}
	CHECK(holds(get(cx, "/register/nodes/w1").html, "href=\"/register/nodes/n1\""));
	registry_test_act(cx, "bela");
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		struct answer a = get(cx, addresses[i]);
		if (a.error == E_MISSING)
			continue;
		for (size_t k = 0; k < sizeof secrets / sizeof *secrets; k++)
			if (holds(a.html, secrets[k]) && !holds(str_c(addresses[i]), "q=") && !holds(str_c(addresses[i]), "=quiet"))
				test_failed_str(__FILE__, __LINE__, str_c(addresses[i]), str_c(secrets[k]));
	}
	CHECK(get(cx, "/register/nodes/n1").error == E_MISSING && get(cx, "/register/nodes/nowhere").error == E_MISSING);
	CHECK(get(cx, "/register/organizations/quiet").error == E_MISSING);
	CHECK(!holds(get(cx, "/register?q=n1").html, "/register/nodes/n1") && holds(get(cx, "/register?q=n2").html, "/register/nodes/n2"));
	struct str w1 = get(cx, "/register/nodes/w1").html;
	CHECK(holds(w1, "1 of 2") && holds(w1, "4 h") && holds(w1, "Electricity") && holds(w1, "not released to you") &&
	        holds(w1, "/register/nodes/n2"));
	CHECK(holds(w1, "Halden") && holds(w1, "RX 5"));
	struct str south = get(cx, "/register/organizations/south").html;
	ptrdiff_t first = str_find(south, S("First")), second = str_find(south, S("second@south.example"));
	CHECK(first > 0 && second > first); /* contacts in their order; what carries the first is not hers to know */
	struct str n2 = get(cx, "/register/nodes/n2").html;
	CHECK(holds(n2, "Pump One") && !holds(n2, "q1"));
}

DESK_TEST(words_stay_in_order)
{
	struct page_out o = page_out(arena_new(&d->cx.a, struct buf), catalogue_find(S("ar")));
	*o.buf = buf_make(&d->cx.a, 4096);
	struct list_link l = { .members = 2, .sum = 2, .need = 1, .need_degraded = -1, .need_severe = -1 };
	/* Each part between isolates: a Latin name does not turn the Arabic figures around. */
	CHECK_STR(register_beside(&o, S("feed"), ": ", register_need(&o, &l)), S("\u2068feed\u2069: \u20681 \u0645\u0646 2\u2069"));
}

DESK_TEST(lists_filter_and_count)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	struct str energy = get(cx, "/register/organizations?sector=energy").html;
	CHECK(holds(energy, "Northgrid") && !holds(energy, "Southwater")); /* a sector counts what stands in those below it */
	CHECK(holds(get(cx, "/register/organizations?q=QUIET").html, "Quiet Works"));
	CHECK(!holds(get(cx, "/register/organizations?q=%").html, "Quiet Works")); /* no wildcard of the database's */
	CHECK(holds(get(cx, "/register/assets?area=Weir").html, "Pump One") && !holds(get(cx, "/register/assets?area=Weir").html, "Mill"));
	struct buf csv = buf_make(&cx->a, 1 << 16);
	buf_put(&csv, S("id,organization,name\n"));
	for (int i = 0; i < 120; i++)
		buf_printf(&csv, "many%03d,south,Valve %03d\n", i, i);
	CHECK(registry_test_import(
	        cx, (const struct test_file[]){ { "assets.csv", arena_str(&cx->a, buf_str(&csv)).ptr }, {} }, false, false, &im));
	struct str two = get(cx, "/register/assets?q=valve&page=2").html;
	CHECK(holds(two, "Valve 050") && holds(two, "Valve 099") && !holds(two, "Valve 049") && !holds(two, "Valve 100") &&
	        holds(two, "120"));
	struct str own = get(cx, "/register/organizations/south?page=3").html;
	CHECK(holds(own, "Valve 119") && !holds(own, "Valve 001"));
}

/* ---- import in two steps ---- */
static struct request *upload(struct cx *cx, const char *name, const char *text)
{
	struct request *req = arena_new(&cx->a, struct request);
	req->method = HTTP_POST;
	req->files[req->n_files++] = (struct http_file){ S("files"), str_c(name), str_c(text) };
	return req;
}

static struct str hidden_value(struct cx *cx, struct str html, const char *name)
{
	struct str key = arena_printf(&cx->a, "name=\"%s\" value=\"", name);
	ptrdiff_t at = str_find(html, key);
	struct str rest = at < 0 ? S("") : str_slice(html, (size_t)at + key.len, html.len);
	return str_cut(&rest, '"');
}

static struct request *second_step(struct cx *cx, struct str html)
{
	struct request *req = arena_new(&cx->a, struct request);
	req->method = HTTP_POST;
	req->form.at[req->form.n++] = (struct http_pair){ S("token"), hidden_value(cx, html, "token") };
	req->form.at[req->form.n++] = (struct http_pair){ S("revision"), hidden_value(cx, html, "revision") };
	req->form.at[req->form.n++] = (struct http_pair){ S("replace"), hidden_value(cx, html, "replace") };
	return req;
}

DESK_TEST(import_is_shown_before_it_is_done)
{
	static struct cache *cache;
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	cx->cache = cache = cache ? cache : cache_make();
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	struct str before = registry_test_export(cx);
	CHECK(holds(get(cx, "/admin/import").html, "type=\"file\""));
	struct answer shown = ask(cx, upload(cx, "assets.csv", "id,name\nn1,Renamed & moved\n"), "/admin/import");
	CHECK(shown.error == E_NONE && holds(shown.html, "Renamed &amp; moved") && holds(shown.html, "Substation One"));
	CHECK_STR(registry_test_export(cx), before);
	/* Somebody else's token is nobody's. */
	registry_test_act(cx, "anna");
	struct answer other = ask(cx, second_step(cx, shown.html), "/admin/import");
	CHECK(other.status == 422 && !other.location.len);
	registry_test_act(cx, "desk");
	struct answer done = ask(cx, second_step(cx, shown.html), "/admin/import");
	CHECK(done.error == E_NONE && str_starts(done.location, S("/admin/import?done=")));
	CHECK(holds(registry_test_export(cx), "Renamed & moved"));
	CHECK(get(cx, arena_str(&cx->a, done.location).ptr).error == E_NONE);
	/* Once is enough: the files are gone. */
	CHECK(ask(cx, second_step(cx, shown.html), "/admin/import").status == 422);
	/* The register changed meanwhile: the difference is shown again. */
	shown = ask(cx, upload(cx, "assets.csv", "id,name\nn1,Again\n"), "/admin/import");
	CHECK(registry_test_import(cx, (const struct test_file[]){ { "assets.csv", "id,name\nn1,Meanwhile\n" }, {} }, false, false, &im));
	struct answer again = ask(cx, second_step(cx, shown.html), "/admin/import");
	CHECK(!again.location.len && holds(again.html, "Meanwhile"));
	CHECK(ask(cx, second_step(cx, again.html), "/admin/import").location.len && holds(registry_test_export(cx), "n1,north,Again"));
	/* After a quarter of an hour nothing is kept. */
	shown = ask(cx, upload(cx, "assets.csv", "id,name\nn1,Late\n"), "/admin/import");
	cx->now_us += (int64_t)901 * 1000000;
	CHECK(ask(cx, second_step(cx, shown.html), "/admin/import").status == 422);
	/* Faults are shown in the form. */
	struct answer bad = ask(cx, upload(cx, "assets.csv", "id,colour\nn1,red\n"), "/admin/import");
	CHECK(bad.status == 422 && holds(bad.html, "assets.csv:1:4: unknown column"));
	CHECK(ask(cx, upload(cx, "notes.txt", "x"), "/admin/import").status == 422);
	CHECK(ask(cx, upload(cx, "../assets.csv", "id\n"), "/admin/import").status == 422);
	bad = ask(cx, upload(cx, "notes.zip", "no archive"), "/admin/import");
	CHECK(bad.status == 422 && !holds(bad.html, "/tmp/"));
	struct request *empty = arena_new(&cx->a, struct request);
	empty->method = HTTP_POST;
	CHECK(ask(cx, empty, "/admin/import").status == 422);
	cache_let_go(cx);
}
