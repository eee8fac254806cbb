/* SPDX-License-Identifier: Apache-2.0
 *
 * The shape of Ismerra: coast, islands, regions, rivers and towns, drawn for this project. Pairs of longitude and latitude in 1/10,000 degree
 * east of COAST_LON and north of COAST_LAT, in open ocean. The points are in coast.c.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { COAST_LON = -366000, COAST_LAT = 437000 };

struct outline {
	const char *name;
	const uint16_t *pairs;
	unsigned n; /* points */
	unsigned region; /* of an island or a region */
};
struct town_row {
	const char *name;
	unsigned region;
	uint16_t lon, lat;
	unsigned people_k; /* inhabitants in thousands */
	bool coastal;
};

extern const struct town_row town_rows[]; /* eight of each region, in the order of regions; the first of them lies at the sea */
extern const struct outline mainland, islands[], regions[], rivers[];
extern const struct town_row seas[]; /* where the names of the waters stand on a map */
enum { COAST_TOWNS = 72, COAST_ISLANDS = 8, COAST_REGIONS = 8, COAST_RIVERS = 7, COAST_SEAS = 6 };
