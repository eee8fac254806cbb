/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's tests share: a jail with the room's readers, a desk with two operators, and a small register of an invented country.
 */
#pragma once
#include "base/test.h"
#include "core/desk.h"
#include "core/release.h"
#include "core/who.h"
#include "db/test_desk.h"
#include "registry/import.h"
#include "sys/file.h"

struct test_file {
	const char *name, *text;
};
enum { TEST_FILES_MAX = 10 };

/* Migrates, makes the desk and the people desk, north and south (operators); acts as desk. */
void registry_test_desk(struct cx *cx);
void registry_test_act(struct cx *cx, const char *person);
/* Writes files (ended by name NULL) into a new folder and imports it. */
bool registry_test_import(struct cx *cx, const struct test_file *files, bool dry_run, bool replace, struct registry_import *out);
/* The same from one path. */
bool registry_test_import_path(struct cx *cx, struct str path, bool dry_run, bool replace, struct registry_import *out);
/* A new folder with these files. */
struct str registry_test_folder(struct cx *cx, const struct test_file *files);
/* All that the viewer may export, as one text. */
struct str registry_test_export(struct cx *cx);
/* The register of the country: north (power) and south (water), one secret mill. */
extern const struct test_file registry_test_country[];
