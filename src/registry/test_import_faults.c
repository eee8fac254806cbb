/* SPDX-License-Identifier: Apache-2.0
 *
 * Faulty imports: each is refused in one line that names file, line and column, and leaves the register as it was.
 */
#include "registry/test_registry.h"

#define ASSETS "id,organization,name,users\n"
#define MEMBERS "dependent,group,supplier,weight,need,need_degraded,need_severe\n"

static const struct fault {
	const char *file, *text, *error;
	bool replace;
} faults[] = {
	/* columns */
	{ "assets.csv", "id,organization,name,colour\nx,north,X,red\n", "assets.csv:1:22: unknown column 'colour'" },
	{ "assets.csv", "id,name,id\nx,X,y\n", "assets.csv:1:9: column 'id' stands there twice" },
	{ "assets.csv", "organization,name\nnorth,X\n", "assets.csv:1:1: the column 'id' is missing" },
	{ "dependencies.csv", "dependent,group\nw1,power\n", "dependencies.csv:1:1: the column 'supplier' is missing" },
	{ "dependencies.csv", "id,dependent,group,supplier\nx,w1,power,n1\n", "dependencies.csv:1:1: unknown column 'id'" },
	{ "assets.csv", "", "assets.csv:1:1: the file is empty" },
	/* rows */
	{ "assets.csv", ASSETS "x,north,X\n", "assets.csv:2:1: this row has 3 cells, the header has 4" },
	{ "assets.csv", ASSETS "x,north,X,1\ny,north,\"Y\nZ,2\n", "assets.csv:" },
	{ "assets.csv", ASSETS "x,north,X,1\ny,north,Y,2\nx,north,X,1\n",
	        "assets.csv:4:1: 'x' stands twice in this file (first on line 2)" },
	{ "dependencies.csv", MEMBERS "w1,power,n1,,,,\nw1,power,n1,,,,\n", "dependencies.csv:3:1: 'w1|power|n1' stands twice" },
	{ "assets.csv", ASSETS ",north,X,1\n", "assets.csv:2:1: the id is empty" },
	{ "assets.csv", ASSETS "a b,north,X,1\n", "assets.csv:2:1: 'a b' is not an id" },
	{ "assets.csv", ASSETS "x,north,,1\n", "assets.csv:2:9: 'name' is empty: every asset needs one" },
	{ "assets.csv", ASSETS "x,,X,1\n", "assets.csv:2:3: 'organization' is empty" },
	{ "dependencies.csv", MEMBERS "w1,,n1,,,,\n", "dependencies.csv:2:4: 'group' is empty" },
	/* cells */
	{ "assets.csv", ASSETS "x,north,X,many\n", "assets.csv:2:11: users 'many' is not a whole number" },
	{ "assets.csv", ASSETS "x,north,X,-1\n", "assets.csv:2:11: users '-1' is not a whole number from 0" },
	{ "assets.csv", ASSETS "x,north,X,1.5\n", "assets.csv:2:11: users '1.5' is not a whole number" },
	{ "assets.csv", "id,organization,name,lat\nx,north,\"\u00c5\u00e4, X\",90.5\n",
	        "assets.csv:2:17: lat '90.5' is not a number from -90 to 90" },
	{ "assets.csv", "id,organization,name,lon\nx,north,X,nan\n", "assets.csv:2:11: lon 'nan' is not a number" },
	{ "assets.csv", "id,organization,name,tlp\nx,north,X,PINK\n", "assets.csv:2:11: tlp 'PINK' is not one of CLEAR" },
	{ "assets.csv", "id,organization,name,confirmed_on\nx,north,X,2026-02-30\n",
	        "assets.csv:2:11: confirmed_on '2026-02-30' is not a date" },
	{ "assets.csv", "id,organization,name,confidence\nx,north,X,sure\n", "assets.csv:2:11: confidence 'sure' is not one of confirmed" },
	{ "assets.csv", "id,organization,name,area\nx,north,X,\"Low\nmere\"\n", "assets.csv:2:11: area 'Low" },
	{ "organizations.csv", "id,name,kind\nx,X,club\n", "organizations.csv:2:5: kind 'club' is not one of operator" },
	{ "organizations.csv", "id,name,country\nx,X,Meridia\n", "organizations.csv:2:5: country 'Meridia' is not two capital letters" },
	{ "contacts.csv", "id,organization,name,role\nx,north,X,boss\n", "contacts.csv:2:11: role 'boss' is not one of duty" },
	{ "dependencies.csv", "dependent,group,supplier,grounded\nw1,x,n1,maybe\n",
	        "dependencies.csv:2:9: grounded 'maybe' is not yes or no" },
	{ "dependencies.csv", "dependent,group,supplier,retained\nw1,x,n1,4\n",
	        "dependencies.csv:2:9: retained '4' is not a whole number from 0 to 3" },
	{ "dependencies.csv", "dependent,group,supplier,alternatives\nw1,x,n1,some\n",
	        "dependencies.csv:2:9: alternatives 'some' is not one of complete" },
	{ "dependencies.csv", MEMBERS "w1,x,n1,0,,,\n", "dependencies.csv:2:9: weight '0' is not a whole number from 1" },
	/* encodings */
	{ "assets.csv", ASSETS "x,north,X\xff,1\n", "assets.csv:2:" },
	{ "assets.csv", "\xff\xfei\0d\0", "assets.csv:1:1:" },
	/* references */
	{ "assets.csv", ASSETS "x,nobody,X,1\n", "assets.csv:2:3: unknown organization 'nobody': add it" },
	{ "assets.csv", "id,organization,name,sector\nx,north,X,magic\n", "assets.csv:2:11: unknown sector 'magic'" },
	{ "dependencies.csv", MEMBERS "w1,x,n9,,,,\n", "dependencies.csv:2:6: unknown asset or service 'n9'" },
	{ "dependencies.csv", MEMBERS "north,x,n1,,,,\n", "dependencies.csv:2:1: unknown asset or service 'north'" },
	{ "components.csv", "asset,product\ns-power,X\n", "components.csv:2:1: unknown asset 's-power'" },
	{ "contacts.csv", "id,organization,name,carried_by\nx,north,X,n9\n", "contacts.csv:2:11: unknown asset or service 'n9'" },
	{ "organizations.csv", "id\nnorth\nsouth\n", "asset 'q1': unknown organization 'quiet' (it is about to be deleted)",
	        .replace = true },
	{ "assets.csv", "id\nn1\nn2\nw1\n", "component 'c4': unknown asset 'q1' (it is about to be deleted)", .replace = true },
	/* one set of ids */
	{ "assets.csv", ASSETS "s-power,north,X,1\n", "assets.csv:2:1: 's-power' is a service already" },
	{ "services.csv", "id,organization,name\nn1,north,X\n", "services.csv:2:1: 'n1' is an asset already" },
	/* trees */
	{ "sectors.csv", "id,parent\nenergy,power\n", "sectors.csv:2:8: 'energy' is, through 'parent', a part of itself" },
	{ "organizations.csv", "id,parent\nnorth,north\n", "organizations.csv:2:7: 'north' is, through 'parent', a part of itself" },
	{ "organizations.csv", "id,parent\nnorth,south\nsouth,quiet\nquiet,north\n", "organizations.csv:" },
	/* groups */
	{ "dependencies.csv", MEMBERS "w1,x,n1,,1,,\nw1,x,n2,,2,,\n",
	        "dependencies.csv:3:10: 'need' disagrees inside group 'x' of 'w1': '2' here, '1' on another" },
	{ "dependencies.csv", "dependent,group,supplier,kind\nw1,power,n1,cyber\n",
	        "dependencies.csv:2:13: 'kind' disagrees inside group 'power' of 'w1': 'cyber' here, 'physical'" },
	{ "dependencies.csv", MEMBERS "w1,x,n1,1,2,,\n",
	        "dependencies.csv:2:11: 'need' of group 'x' of 'w1' is 2, more than the sum of weights (1)" },
	{ "dependencies.csv", MEMBERS "w1,x,n1,3,2,3,\n",
	        "dependencies.csv:2:13: 'need_degraded' of group 'x' of 'w1' is 3, more than need (2)" },
	{ "dependencies.csv", MEMBERS "w1,x,n1,3,3,2,3\n",
	        "dependencies.csv:2:15: 'need_severe' of group 'x' of 'w1' is 3, more than need_degraded (2)" },
	{ "dependencies.csv", MEMBERS "w1,x,n1,1000000000,,,\nw1,x,n2,1000000000,,,\n",
	        "dependencies.csv:2:9: the weights of group 'x' of 'w1' add up to more than" },
	/* JSON Lines */
	{ "assets.jsonl", "{\"id\":\"x\",\"organization\":\"north\",\"name\":\"X\"}\n{\"id\":\"y\",", "assets.jsonl:2:" },
	{ "assets.jsonl", "[1]\n", "assets.jsonl:1:1: this line is not a JSON object" },
	{ "assets.jsonl", "{\"id\":\"x\",\"organization\":\"north\",\"name\":[\"X\"]}\n", "assets.jsonl:1:41: 'name' must be text" },
	{ "assets.jsonl", "{\"id\":\"n1\",\"colour\":\"red\"}\n", "assets.jsonl:1:21: unknown column 'colour'" },
	{ "assets.jsonl", "{\"id\":\"n1\",\"name\":null}\n", "assets.jsonl:1:19: 'name' is empty" },
	{ "assets.jsonl", "{\"id\":\"n1\",\"users\":true}\n", "assets.jsonl:1:20: users 'yes' is not a whole number" },
	/* the outline */
	{ "coast.geojson", "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,95],[1,1]]]}",
	        "coast.geojson:1:47: [2, 95] is no place" },
	{ "coast.geojson", "{}", "coast.geojson:1:1: '' is not GeoJSON" },
	/* nothing of ours */
	{ "notes.txt", "x", "no register file found" },
};

DESK_TEST(faults_are_told_with_their_place_and_change_nothing)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	CHECK(registry_test_import(cx, registry_test_country, false, false, &im));
	struct str before = registry_test_export(cx);
	int64_t revision = registry_revision(cx), desk = desk_revision(cx);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		const struct fault *f = &faults[i];
		const struct test_file files[] = { { f->file, f->text }, {} };
		bool good = registry_test_import(cx, files, false, f->replace, &im);
		struct str text = arena_str(&cx->a, str_c(cx->err.text)), error = str_c(f->error);
		bool said = str_starts(error, S("no ")) ? cx->err.kind == E_MISSING && str_find(text, error) > 0
		                                        : cx->err.kind == E_INVALID && str_starts(text, error);
		if (good || !said)
			test_failed_str(__FILE__, (int)(__LINE__), good ? S("accepted") : text, error);
		err_clear(&cx->err);
	}
	CHECK_STR(registry_test_export(cx), before);
	CHECK(registry_revision(cx) == revision && desk_revision(cx) == desk);
}

DESK_TEST(two_files_of_one_register_are_refused)
{
	struct cx *cx = &d->cx;
	struct registry_import im;
	registry_test_desk(cx);
	const struct test_file files[] = { { "sectors.csv", "id,name\nx,X\n" }, { "sectors.jsonl", "{\"id\":\"x\",\"name\":\"X\"}\n" },
		{} };
	CHECK(!registry_test_import(cx, files, false, false, &im) && cx->err.kind == E_INVALID);
	CHECK(str_starts(str_c(cx->err.text), S("sectors.jsonl: there is another file of 'sectors'")));
	err_clear(&cx->err);
}
