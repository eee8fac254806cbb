/* SPDX-License-Identifier: Apache-2.0
 *
 * First step of the import: files → tables. A folder, an archive or one file; CSV or JSON Lines; every byte is read in the jail.
 */
#include "base/wire.h"
#include "registry/import.h"
#include "core/readers.h"
#include "sys/archive.h"
#include "sys/file.h"
#include "sys/jail.h"
#include <string.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = (64 << 20) - 4096 }; /* what the jail takes, its name beside it */

static struct str base_name(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.ptr[i - 1] == '/')
			return str_slice(path, i, path.len);
	return path;
}

/* The register and format of a file name, "assets.csv". */
static struct import_set *set_of(struct import *im, struct str name, enum reader *reader)
{
	static const struct {
		const char *ending;
		enum reader reader;
	} endings[] = { { ".csv", READER_CSV }, { ".jsonl", READER_JSONL } };
	for (unsigned e = 0; e < sizeof endings / sizeof *endings; e++) {
		struct str ending = str_c(endings[e].ending);
		if (!str_ends(name, ending))
			continue;
		*reader = endings[e].reader;
		for (unsigned i = 0; i < REGISTER_COUNT; i++)
			if (str_eq(str_slice(name, 0, name.len - ending.len), str_c(registers[i].file)))
				return &im->sets[i];
	}
	return NULL;
}

bool import_names(struct str file_name)
{
	enum reader reader;
	struct import im = {};
	return set_of(&im, file_name, &reader) || import_map_named(file_name);
}

static bool read_table(struct import *im, struct str name, struct str content, struct import_set *set, enum reader reader)
{
	struct cx *cx = im->cx;
	if (!set)
		return import_map_read(im, name, content);
	if (set->table)
		return fail(cx, E_INVALID, "%.*s: there is another file of '%s' in the same import: keep one of them", STR(name), set->record->file);
	struct str flat;
	set->table = arena_new(&cx->a, struct table);
	struct err err = {};
	if (jail_read(cx->jail, (unsigned)reader, &cx->a, table_request(&cx->a, name, content), &flat, &err))
		return table_wire_read(&cx->a, flat, set->table, &cx->err);
	/* The reader names the file itself; the jail, when it had to end the reader, does not know it. */
	return str_starts(str_c(err.text), name) ? fail(cx, err.kind, "%s", err.text) : fail(cx, err.kind, "%.*s: %s", STR(name), err.text);
}

struct register_file {
	struct str name, content;
};

struct entries {
	struct import *im;
	VEC(struct register_file) files;
	size_t read;
};

/* Tables are gathered first and read after: while an archive is being unpacked no single document can be waited for. */
static bool take_entry(void *arg, const struct archived *entry)
{
	struct entries *e = arg;
	enum reader reader;
	struct str name = base_name(entry->name);
	if (!set_of(e->im, name, &reader) && !import_map_named(name))
		return true; /* an archive may hold a licence or a note beside the tables */
	struct arena *a = &e->im->cx->a;
	if (entry->skipped.len)
		return fail(e->im->cx, E_INVALID, "%.*s in the archive %.*s", STR(name), STR(entry->skipped));
	*vec_push(a, &e->files) = (struct register_file){ arena_str(a, name), arena_str(a, entry->bytes) };
	return true;
}

static bool read_archive(struct import *im, struct str path, struct entries *e)
{
	struct cx *cx = im->cx;
	int fd = file_open(path.ptr, &cx->err);
	if (fd < 0)
		return false;
	archive_each(cx->jail, READER_ARCHIVE, fd, path, take_entry, e, &cx->err);
	close(fd);
	for (size_t i = 0; i < e->files.n && ok(cx); i++) {
		enum reader reader;
		struct import_set *set = set_of(im, e->files.at[i].name, &reader);
		e->read++;
		read_table(im, e->files.at[i].name, e->files.at[i].content, set, reader);
	}
	return ok(cx);
}

static bool read_folder(struct import *im, struct str path, struct entries *e)
{
	struct cx *cx = im->cx;
	for (unsigned i = 0; i < REGISTER_COUNT; i++)
		for (unsigned k = 0; k < 2; k++) {
			struct str name = arena_printf(&cx->a, "%s%s", registers[i].file, k ? ".jsonl" : ".csv");
			struct str full = arena_printf(&cx->a, "%.*s/%.*s", STR(path), STR(name));
			struct str content;
			enum reader reader;
			struct import_set *set = set_of(im, name, &reader);
			if (file_kind(full.ptr) != FILE_REGULAR)
				continue;
			e->read++;
			if (!file_read(&cx->a, full.ptr, FILE_BYTES_MAX, &content, &cx->err) || !read_table(im, name, content, set, reader))
				return false;
		}
	return true;
}

static bool read_file(struct import *im, struct str path, struct entries *e)
{
	struct cx *cx = im->cx;
	struct str content, name = base_name(path);
	enum reader reader = READER_GEOJSON;
	struct import_set *set = set_of(im, name, &reader);
	e->read++;
	return file_read(&cx->a, path.ptr, FILE_BYTES_MAX, &content, &cx->err) && read_table(im, name, content, set, reader);
}

bool import_read(struct import *im, struct str path)
{
	path = arena_str(&im->cx->a, path); /* with a NUL behind it */
	struct cx *cx = im->cx;
	struct entries e = { .im = im };
	enum reader reader;
	if (file_kind(path.ptr) == FILE_FOLDER) {
		struct str outline = arena_printf(&cx->a, "%.*s/coast.geojson", STR(path));
		if (!read_folder(im, path, &e) || (file_kind(outline.ptr) == FILE_REGULAR && !read_file(im, outline, &e)))
			return false;
	} else if (set_of(im, base_name(path), &reader) || import_map_named(base_name(path))) {
		if (!read_file(im, path, &e))
			return false;
	} else if (!read_archive(im, path, &e)) {
		return false;
	}
	if (!e.read)
		return fail(cx, E_MISSING,
			"%.*s: no register file found: a folder or archive with any of sectors, organizations, contacts, services, assets, components, "
			"dependencies as .csv or .jsonl, or coast.geojson, is needed",
			STR(path));
	return ok(cx);
}
