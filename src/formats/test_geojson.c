/* SPDX-License-Identifier: Apache-2.0
 *
 * GeoJSON: what is read, what is refused and where, and that a written text reads back the same.
 */
#include "base/test.h"
#include "formats/geojson.h"

static bool read_text(struct arena *a, struct str text, struct geojson_lines *out, struct err *err)
{
	struct buf flat = buf_make(a, 1 << 20);
	return geojson_read(a, geojson_request(a, S("coast.geojson"), text), &flat, err) && geojson_wire_read(a, buf_str(&flat), out, err);
}

TEST(reads_rings_holes_and_lines)
{
	struct arena a = {};
	struct err err = {};
	struct geojson_lines l;
	CHECK(read_text(&a,
	        S("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":null,\"geometry\":null},"
	          "{\"type\":\"Feature\",\"properties\":{\"name\":\"Sea\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}},"
	          "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["
	          "[[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,1],[2,2],[1,1]]],[[[20,0],[21,0],[21,1],[20,0]]]]}},"
	          "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[-0.12345678,51.5,7],[180,-90]]}}]}"),
	        &l, &err));
	CHECK(l.n == 4);
	if (l.n == 4) {
		CHECK(l.at[0].kind == GEOJSON_RING && l.at[1].kind == GEOJSON_HOLE && l.at[2].kind == GEOJSON_RING &&
		        l.at[3].kind == GEOJSON_LINE);
		CHECK(l.at[0].n == 3 && l.at[3].n == 2);
		CHECK(l.at[3].at[0].lon == -1234568 && l.at[3].at[0].lat == 515000000);
		CHECK(l.at[3].at[1].lon == 1800000000 && l.at[3].at[1].lat == -900000000);
	}
	arena_end(&a);
}

TEST(writes_what_reads_back_the_same)
{
	struct arena a = {};
	struct err err = {};
	struct geojson_lines one, two;
	CHECK(read_text(&a,
	        S("{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Polygon\",\"coordinates\":[[[-1.5,0.0000001],[9.1234567,0],"
	          "[9,-0.1],[-1.5,0.0000001]],"
	          "[[1,1],[2,1],[2,2],[1,1]]]},{\"type\":\"MultiLineString\",\"coordinates\":[[[1,1],[1,1]]]}]}"),
	        &one, &err));
	struct buf text = buf_make(&a, 1 << 16), first = buf_make(&a, 1 << 16), second = buf_make(&a, 1 << 16);
	geojson_put(&text, &one);
	CHECK(read_text(&a, buf_str(&text), &two, &err));
	geojson_wire_put(&first, &one);
	geojson_wire_put(&second, &two);
	CHECK_STR(buf_str(&first), buf_str(&second));
	CHECK(str_find(buf_str(&text), S("[[[-1.5,0.0000001],[9.1234567,0],[9,-0.1],[-1.5,0.0000001]],[[1,1]")) > 0);
	arena_end(&a);
}

TEST(refuses_with_the_place)
{
	static const struct {
		const char *text, *error;
	} bad[] = {
		{ "{\"type\":\"Topology\",\"coordinates\":[1,2]}", "coast.geojson:1:1: 'Topology' is not GeoJSON" },
		{ "[1]", "coast.geojson:1:1: '' is not GeoJSON" },
		{ "{\"type\":\"Polygon\",\n \"coordinates\":[[[1,1],[2,1],[2,2],[1,2]]]}",
		        "coast.geojson:2:36: a ring ends where it began" },
		{ "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[1,1]]]}", "coast.geojson:1:34: a ring has 4 positions" },
		{ "{\"type\":\"LineString\",\"coordinates\":[[1,1],[51,181]]}", "coast.geojson:1:43: [51, 181] is no place" },
		{ "{\"type\":\"LineString\",\"coordinates\":[[1,1],[\"5\",6]]}", "coast.geojson:1:43: a position is" },
		{ "{\"type\":\"LineString\",\"coordinates\":[[1,1]]}", "coast.geojson:1:36: a line has 2 positions" },
		{ "{\"type\":\"LineString\"}", "coast.geojson:1:1: 'coordinates' is missing" },
		{ "{\"type\":\"Polygon\",\"coordinates\":5}", "coast.geojson:1:33: an array" },
		{ "{\"type\":\"FeatureCollection\"}", "coast.geojson:1:1: the array 'features' is missing" },
		{ "{\"type\":\n \"LineString", "coast.geojson:2:" },
		{ "", "coast.geojson:1:1: " },
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena a = {};
		struct err err = {};
		struct geojson_lines l;
		CHECK(!read_text(&a, str_c(bad[i].text), &l, &err));
		CHECK(err.kind == E_INVALID);
		if (!str_starts(str_c(err.text), str_c(bad[i].error)))
			test_failed_str(__FILE__, __LINE__, str_c(err.text), str_c(bad[i].error));
		arena_end(&a);
	}
}

TEST(a_damaged_flat_form_is_refused)
{
	static const struct str bad[] = { { "", 0 }, { "\x01", 1 }, { "\x01\x00\x01\x02\x02", 5 },
		{ "\x01\x02\x03\x02\x02\x02\x02\x02\x02", 9 }, { "\x01\x03\x02\x02\x04\x06\x08", 7 },
		{ "\x01\x00\x02\x02\x04\x06\x08\x00", 8 }, { "\xff\xff\xff\xff\x0f", 5 },
		{ "\x01\x00\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x02\x04\x06", 16 } };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena a = {};
		struct err err = {};
		struct geojson_lines l;
		CHECK(!geojson_wire_read(&a, bad[i], &l, &err));
		CHECK(err.kind == E_INVALID);
		arena_end(&a);
	}
}
