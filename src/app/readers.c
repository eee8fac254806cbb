/* SPDX-License-Identifier: Apache-2.0
 *
 * Every reader of foreign bytes, in the order of the numbers that name them (core/readers.h, advisory/reader.h, sys/archive.h).
 * A new format is one row.
 */
#include "advisory/reader.h"
#include "app/app.h"
#include "formats/geojson.h"
#include "formats/table.h"
#include "formats/webauthn.h"
#include "core/readers.h"
#include "sys/archive.h"

static const char *const json_libraries[] = { "libyajl", NULL };
static const char *const passkey_libraries[] = { "libyajl", "libcbor", NULL };
static const char *const no_libraries[] = { NULL };

const struct jail_reader readers[READER_COUNT] = {
	[READER_CSV] = { .name = "CSV table", .stream = table_read_csv, .libraries = no_libraries },
	[READER_JSONL] = { .name = "JSON Lines table", .stream = table_read_jsonl, .libraries = json_libraries },
	[READER_CSAF] = { .name = "CSAF document", .read = advisory_read_csaf, .libraries = json_libraries },
	[READER_ARCHIVE] = ARCHIVE_READER,
	[READER_WEBAUTHN] = { .name = "passkey answer", .read = webauthn_read, .libraries = passkey_libraries },
	[READER_GEOJSON] = { .name = "GeoJSON outline", .read = geojson_read, .libraries = json_libraries },
};
