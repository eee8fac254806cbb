/* SPDX-License-Identifier: Apache-2.0
 *
 * Kept pages: only their session's, only while confirmed, and not for ever.
 */
#include "base/test.h"
#include "net/kept.h"

static const int64_t second_us = 1000000;

static struct request asked(const char *session, const char *target)
{
	return (struct request){ .method = HTTP_GET, .session = str_c(session), .target = str_c(target) };
}

static void keep(struct kept_pages *k, const struct request *req, int64_t revision, int64_t now_us)
{
	struct arena a = {};
	struct response res = { .body = buf_make(&a, 4096), .about = arena_printf(&a, "{\"%.*s\":1}", STR(req->target)) };
	buf_put(&res.body, req->target);
	kept_keep(k, req, server_shared_make(&res), "anna", revision, now_us, INT64_MAX);
	arena_end(&a);
}

static bool has(struct kept_pages *k, const struct request *req, int64_t now_us)
{
	char actor[KEPT_ACTOR_BYTES] = "";
	struct server_shared *page = kept_find(k, req, now_us, actor);
	CHECK(!page || str_eq(str_c(actor), S("anna")));
	/* What the app said of it comes with it. */
	CHECK(!page || str_eq(str_slice(server_shared_about(page), 2, 2 + req->target.len), req->target));
	server_shared_drop(page);
	return page != NULL;
}

static bool count(void *arg, struct request *req)
{
	(void)req;
	++*(int *)arg;
	return true;
}

TEST(a_page_is_sent_while_it_is_confirmed)
{
	struct kept_pages *k = kept_make();
	struct request anna = asked("anna", "/watch"), berta = asked("berta", "/watch");
	int64_t t = 1000 * second_us;
	int made = 0;
	keep(k, &anna, 7, t);
	CHECK(has(k, &anna, t) && !has(k, &berta, t));
	CHECK(!has(k, &anna, t + second_us)); /* nobody has confirmed it for a second */
	kept_freshen(k, 7, t + second_us, count, &made);
	CHECK(has(k, &anna, t + second_us) && made == 0);
	kept_freshen(k, 8, t + 2 * second_us, count, &made); /* another revision: who was asked for lately is made anew */
	CHECK(made == 1 && !has(k, &anna, t + 2 * second_us));
	kept_freshen(k, 8, t + 5 * second_us, count, &made); /* who was not, goes */
	CHECK(made == 1);
	kept_freshen(k, 7, t + 5 * second_us, count, &made);
	CHECK(!has(k, &anna, t + 5 * second_us));
	kept_end(k);
}

TEST(what_nobody_asks_for_goes)
{
	struct kept_pages *k = kept_make();
	struct request anna = asked("anna", "/watch"), berta = asked("berta", "/watch");
	int64_t t = 1000 * second_us;
	int made = 0;
	keep(k, &anna, 7, t);
	keep(k, &berta, 7, t);
	for (int i = 1; i <= 70; i++) {
		kept_freshen(k, 7, t + i * second_us, count, &made);
		CHECK(has(k, &anna, t + i * second_us));
	}
	CHECK(!has(k, &berta, t + 70 * second_us) && made == 0);
	kept_forget(k, S("anna"));
	CHECK(!has(k, &anna, t + 70 * second_us));
	kept_end(k);
}
