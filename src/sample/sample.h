/* SPDX-License-Identifier: Apache-2.0
 *
 * The sample: a fictional State, the Republic of Ismerra, made from a seed, with its register, sixty advisories of fictional vendors, and the
 * generator's own answer to who must be warned. The face of the room. Nothing real is named in it, and it never reads the desk.
 */
#pragma once
#include "base/cx.h"

enum { SAMPLE_SCALE_MAX = 200, SAMPLE_ADVISORIES = 60 };

struct sample_counts {
	size_t organizations, operators, contacts, services, assets, components, dependencies; /* dependencies: rows, not groups */
	size_t advisories, findings, undecidable; /* findings: pairs of component and advisory that names its product */
};

/* Writes the country into the folder dir, made when absent:
 *	dir/register/{sectors,organizations,contacts,services,assets,components,dependencies}.csv	the exchange format, every column
 *	dir/advisories/TRACKING-ID.json		60 CSAF 2.0 documents
 *	dir/register/coast.geojson		land, regions, rivers, towns and seas, for maps
 *	dir/labels.csv				advisory,component,asset,verdict: every finding there is
 *	dir/expected-affected.jsonl		the expected answer of `mainstay affected --json`, without the paths
 *	dir/expected-by-advisory.jsonl		the same for each advisory by itself
 * The same seed, scale and base time give the same bytes everywhere. scale (1..SAMPLE_SCALE_MAX) multiplies operators, services and assets.
 * base_us is "today" of the sample: every date lies before it; TIME_NONE means 2026-08-01. counts may be NULL. Memory is taken from cx's
 * arena. Files of the same names are replaced, others stay. E_INVALID: scale out of range; E_BROKEN: cannot write. */
bool sample_write(struct cx *cx, struct str dir, uint64_t seed, unsigned scale, int64_t base_us, struct sample_counts *counts);

struct feature;
extern const struct feature feature_sample; /* the command: cli.c */
