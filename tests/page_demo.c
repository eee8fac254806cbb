/* SPDX-License-Identifier: Apache-2.0
 *
 * Serves one page with every widget, filled with an invented country: for eyes, screenshots and the browser test.
 *   page_demo [ADDR:PORT]      /?to=ar chooses the language. Ends when its standard input does.
 */
#include "page_demo.h"
#include "net/server.h"
#include <stdio.h>
#include <unistd.h>

static const int64_t NOW = 1785585600000000; /* 2026-08-01T12:00:00Z */

static void fill_rows(struct arena *a, struct page_demo_view *v)
{
	static const char *const names[] = { "Northvale Water", "Lowmere Regional Hospital", "Meridia Grid", "Port of Sandholm",
		"Kestrel Rail" };
	static const char *const reasons[] = { "HX-200: V4.1 < V4.3", "vendor says so", "version not known: \"4.x\" against < 4.3",
		"V4.3 or later", "not in the product tree" };
	static const enum page_verdict verdicts[] = { PAGE_AFFECTED, PAGE_UNDER_INVESTIGATION, PAGE_UNDECIDABLE, PAGE_FIXED,
		PAGE_NOT_AFFECTED };
	for (int i = 0; i < 5; i++)
		*vec_push(a, &v->rows) = (struct demo_row){ .id = arena_printf(a, "HX 2026/%d", i),
			.advisory = arena_printf(a, "HX-SA-2026-%04d", 17 + i * 8),
			.organization = str_c(names[i]),
			.reason = str_c(reasons[i]),
			.verdict = verdicts[i],
			.confidence = { 97 - i * 17 },
			.level = (enum page_level)(i < 4 ? i : 3),
			.tlp = (enum page_tlp)(5 - i),
			.at = { i == 4 ? TIME_NONE : NOW - i * 3700000000 },
			.users = 1840000 / (i * i * 7 + 1) };
	static const struct tile tiles[] = { { 3, { "organizations must be warned", 28 }, { "2 through others", 16 }, { "/warn", 5 },
		                                     PAGE_BAD },
		{ 14, { "assets hit", 10 }, { "", 0 }, { "/register", 9 }, PAGE_WARN },
		{ 60, { "advisories read", 15 }, { "4 new today", 11 }, { "/advisories", 11 }, PAGE_NOTE },
		{ 1840000, { "people behind them", 18 }, { "worst reading", 13 }, { "", 0 }, PAGE_NOTE },
		{ 0, { "quarantined", 11 }, { "", 0 }, { "", 0 }, PAGE_GOOD } };
	for (size_t i = 0; i < sizeof tiles / sizeof *tiles; i++)
		*vec_push(a, &v->tiles.tiles) = tiles[i];
}

static void add_node(struct arena *a, struct path_view *v, const char *label, const char *kind, enum path_mark mark, int level)
{
	*vec_push(a, &v->nodes) = (struct path_node){ str_c(label), str_c(kind), S("/register/x"), mark, level >= 0,
		(enum page_level)(level < 0 ? 0 : level) };
}

static void add_edge(struct arena *a, struct path_view *v, uint32_t from, uint32_t to, const char *label, bool possible)
{
	*vec_push(a, &v->edges) = (struct path_edge){ from, to, str_c(label), possible };
}

static void fill_paths(struct arena *a, struct page_demo_view *v)
{
	struct path_view *p = &v->path;
	p->title = S("From the controllers of three pumping stations to Lowmere Regional Hospital");
	add_node(a, p, "Controller HX-200, Weir Street", "Northvale Water", PATH_CAUSE, 0);
	add_node(a, p, "Controller HX-200, Old Quay", "Northvale Water", PATH_CAUSE, 0);
	add_node(a, p, "Pumping station Weir Street", "Northvale Water", PATH_PLAIN, 0);
	add_node(a, p, "Pumping station Old Quay", "Northvale Water", PATH_PLAIN, 0);
	add_node(a, p, "Reservoir Highfield", "Northvale Water", PATH_PLAIN, 1);
	add_node(a, p, "Cooling, Lowmere combined heat and power station", "Meridia Grid", PATH_PLAIN, 1);
	add_node(a, p, "Substation Lowmere", "Meridia Grid", PATH_PLAIN, 2);
	add_node(a, p, "Dialysis", "Lowmere Regional Hospital", PATH_END, 1);
	add_node(a, p, "Sterilisation", "Lowmere Regional Hospital", PATH_END, 2);
	add_edge(a, p, 0, 2, "", false);
	add_edge(a, p, 1, 3, "", true);
	add_edge(a, p, 2, 4, "1 of 2", false);
	add_edge(a, p, 3, 4, "1 of 2", false);
	add_edge(a, p, 4, 7, "tank 6 h", false);
	add_edge(a, p, 4, 5, "", false);
	add_edge(a, p, 5, 6, "", false);
	add_edge(a, p, 6, 8, "battery 4 h", false);
	add_edge(a, p, 6, 7, "", false);
	p->left_out = 4;
	p = &v->chain;
	p->title = S("Shortest path");
	add_node(a, p, "Controller HX-200, Weir Street", "Northvale Water", PATH_CAUSE, 0);
	add_node(a, p, "Pumping station Weir Street", "Northvale Water", PATH_PLAIN, 0);
	add_node(a, p, "Dialysis", "Lowmere Regional Hospital", PATH_END, 1);
	add_edge(a, p, 0, 1, "", false);
	add_edge(a, p, 1, 2, "tank 6 h", false);
}

static void fill_map(struct arena *a, struct page_demo_view *v)
{
	static const struct map_point coast[] = { { 41.2, 3.1 }, { 41.9, 2.6 }, { 42.7, 2.9 }, { 43.3, 2.5 }, { 43.9, 3.2 }, { 44.1, 4.1 },
		{ 43.7, 4.9 }, { 43.9, 5.8 }, { 43.2, 6.6 }, { 42.5, 6.2 }, { 42.0, 6.7 }, { 41.3, 6.1 }, { 41.4, 5.2 }, { 40.9, 4.5 },
		{ 41.0, 3.6 } };
	static const struct map_point island[] = { { 42.9, 7.2 }, { 43.1, 7.5 }, { 42.8, 7.8 }, { 42.5, 7.6 }, { 42.6, 7.3 } };
	v->map.title = S("Services of Meridia below their level at rest");
	*vec_push(a, &v->map.lines) = (struct map_line){ coast, sizeof coast / sizeof *coast };
	*vec_push(a, &v->map.lines) = (struct map_line){ island, sizeof island / sizeof *island };
	static const char *const towns[] = { "Lowmere", "Sandholm", "Highfield", "Old Quay", "Kestrel", "Weir", "Ashby", "Norgate" };
	for (int i = 0; i < 40; i++)
		*vec_push(a, &v->map.places) = (struct map_place){ .lat = 41.3 + (i * 37 % 23) / 10.0,
			.lon = 3.2 + (i * 53 % 29) / 10.0,
			.label = str_c(towns[i % 8]),
			.href = S("/register/x"),
			.level = (enum page_level)(i % 9 == 0    ? 0
			                           : i % 13 == 0 ? 1
			                           : i % 11 == 0 ? 2
			                                         : 3),
			.weight = (i * 29 % 17) / 17.0 };
	static const char *const sectors[] = { "Energy", "Water", "Health", "Transport" };
	for (unsigned i = 0; i < 4; i++) {
		struct bars_view *b = vec_push(a, &v->series);
		b->title = str_c(sectors[i]);
		for (unsigned k = 0; k < 24; k++)
			*vec_push(a, &b->bars) =
			        (struct bar){ k % 5 ? (int64_t)(k * (i + 3) * 7919 % 17) : 0, arena_printf(a, "week %u", k + 8) };
	}
}

static void fill_rest(struct arena *a, struct page_demo_view *v)
{
	*vec_push(a, &v->facts.facts) = (struct fact){ S("Publisher"), S("Halvorsen Xenon Automation"), {} };
	*vec_push(a, &v->facts.facts) = (struct fact){ S("Product"), S("HX-200 controller, all versions < V4.3"), {} };
	*vec_push(a, &v->facts.facts) = (struct fact){ S("Digest"), S("3f1c0e0be2a14c62b6b0c3d5f5b1a2996df0a4c8"), {} };
	v->pager = (struct pager_view){ 7, 23, 1140, S("/advisories?page=") };
	v->empty = (struct empty_view){ S("No exercise yet"),
		S("An exercise plays a cascade of this register with the people who would have to act. Nothing real is sent."),
		S("/exercises/new"), S("Plan the first one") };
	v->name = (struct field_view){ .kind = PAGE_FIELD_TEXT,
		.name = S("name"),
		.label = S("Name"),
		.value = S("Northvale \"Water\" <1>"),
		.required = true,
		.help = S("As the organization writes it.") };
	v->sector = (struct field_view){ .kind = PAGE_FIELD_CHOICE, .name = S("sector"), .label = S("Sector"), .required = true };
	*vec_push(a, &v->sector.options) = (struct page_option){ S("water"), S("Drinking water"), true };
	*vec_push(a, &v->sector.options) = (struct page_option){ S("energy"), S("Energy"), false };
	v->notes = (struct field_view){
		.kind = PAGE_FIELD_AREA, .name = S("notes"), .label = S("Notes"), .error = S("Say at least one word.")
	};
	v->file = (struct field_view){
		.kind = PAGE_FIELD_FILE, .name = S("file"), .label = S("Register as .zip or CSV files"), .many = true
	};
	v->certain = (struct field_view){
		.kind = PAGE_FIELD_CHECK, .name = S("certain"), .label = S("Only show the difference"), .checked = true
	};
	v->good = (struct flash_view){ PAGE_GOOD, S("60 advisories read, 0 quarantined.") };
	v->bad = (struct flash_view){ PAGE_BAD, S("assets.csv:12:7: no organization \"norhtvale\"") };
}

static bool show(const struct request *req, struct response *res)
{
	struct arena *a = res->body.arena;
	struct page_demo_view v = { .hit = 5 };
	const struct catalogue *lang = catalogue_find(http_query(req, "to"));
	struct page_out o = page_out(&res->body, lang ? lang : catalogue_negotiate(req->accept_language));
	fill_rows(a, &v);
	fill_paths(a, &v);
	fill_map(a, &v);
	fill_rest(a, &v);
	struct page_out drawn = page_capture(&o);
	page_neighbourhood(&drawn, &v.path);
	v.neighbourhood = page_captured(&drawn);
	struct page_out main = page_capture(&o), beside = page_capture(&o);
	page_page_demo(&main, &v);
	put_tlp(&beside, PAGE_TLP_AMBER_STRICT);
	struct frame_view f = { .title = tr(&o, "Watch"),
		.lede = S("Everything a page can hold, on one page."),
		.desk = S("Republic of Meridia"),
		.person = S("Ana Ferreira"),
		.role = S("coordinator"),
		.sign_out = S("/sign-out"),
		.language_path = S("/"),
		.back = S("/"),
		.revision = 18421,
		.made = { NOW },
		.mode = http_query(req, "mode").len ? PAGE_EXERCISE : PAGE_REAL,
		.main = page_captured(&main),
		.beside = page_captured(&beside) };
	static const struct {
		struct str href, text;
	} menu[] = { { { "/", 1 }, { "Watch", 5 } }, { { "/register", 9 }, { "Register", 8 } },
		{ { "/advisories", 11 }, { "Advisories", 10 } }, { { "/warn", 5 }, { "Who must be warned", 18 } },
		{ { "/admin", 6 }, { "Admin", 5 } } };
	for (unsigned i = 0; i < 5; i++)
		*vec_push(a, &f.menu) = (struct page_link){ .href = menu[i].href, .text = menu[i].text, .here = i == 0 };
	*vec_push(a, &f.crumbs.trail) = (struct page_link){ .href = S("/"), .text = S("Desk") };
	*vec_push(a, &f.crumbs.trail) = (struct page_link){ .text = f.title };
	page_framed(&o, &f);
	return true;
}

static bool handle(void *app, unsigned worker, const struct request *req, struct response *res)
{
	(void)app, (void)worker;
	const struct page_asset *asset = page_asset_find(req->path);
	if (!asset)
		return show(req, res);
	res->content_type = str_c(asset->content_type);
	res->cacheable = true;
	buf_put(&res->body, asset->bytes);
	return true;
}

int main(int argc, char **argv)
{
	struct err err = {};
	char line[16];
	struct server *s =
	        server_start(&(struct server_options){ .listen = argc > 1 ? argv[1] : "127.0.0.1:8095", .handle = handle }, &err);
	if (!s) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	printf("%.*s\n", STR(server_address(s)));
	fflush(stdout);
	while (read(0, line, sizeof line) > 0)
		;
	server_stop(s);
	return 0;
}
