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

enum { OUTLINE_FILE_BYTES_MAX = (64 << 20) - 4096 }; /* what the jail takes as a document, its name beside it */

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

struct taking {
	struct import *im;
	struct table *table;
	const char *name;
	size_t taken;
};

static bool take_record(void *arg, struct str record)
{
	struct taking *t = arg;
	import_tell(t->im, "reading", t->name, t->taken++, 0);
	return table_take(&t->im->cx->a, record, t->table, &t->im->cx->err);
}

/* fd: the file's content, read from its beginning. */
static bool read_table(struct import *im, struct str name, int fd, struct import_set *set, enum reader reader)
{
	struct cx *cx = im->cx;
	if (set->table)
		return fail(cx, E_INVALID, "%.*s: there is another file of '%s' in the same import: keep one of them", STR(name),
		        set->record->file);
	set->table = arena_new(&cx->a, struct table);
	set->table->file = name;
	struct taking t = { im, set->table, set->record->file, 0 };
	struct err err = {};
	if (jail_stream(cx->jail, (unsigned)reader, fd, take_record, &t, &err) && ok(cx))
		return true;
	/* Inside nobody knows the file's name: what has a place begins with a colon. */
	struct str why = str_c(ok(cx) ? err.text : cx->err.text);
	enum err_kind kind = ok(cx) ? err.kind : cx->err.kind;
	cx->err = (struct err){};
	return fail(cx, kind, "%.*s%s%.*s", STR(name), str_starts(why, S(":")) ? "" : ": ", STR(why));
}

static bool read_path(struct import *im, struct str path, struct str name)
{
	struct cx *cx = im->cx;
	struct str content;
	enum reader reader;
	struct import_set *set = set_of(im, name, &reader);
	if (!set)
		return file_read(&cx->a, path.ptr, OUTLINE_FILE_BYTES_MAX, &content, &cx->err) && import_map_read(im, name, content);
	int fd = file_open(path.ptr, &cx->err);
	bool good = fd >= 0 && read_table(im, name, fd, set, reader);
	if (fd >= 0)
		close(fd);
	return good;
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
		struct str name = e->files.at[i].name, content = e->files.at[i].content;
		struct import_set *set = set_of(im, name, &reader);
		e->read++;
		if (!set) {
			import_map_read(im, name, content);
			continue;
		}
		int table = file_of_bytes(content, &cx->err);
		if (table >= 0) {
			read_table(im, name, table, set, reader);
			close(table);
		}
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
			if (file_kind(full.ptr) != FILE_REGULAR)
				continue;
			e->read++;
			if (!read_path(im, full, name))
				return false;
		}
	return true;
}

bool import_read(struct import *im, struct str path)
{
	path = arena_str(&im->cx->a, path); /* with a NUL behind it */
	struct cx *cx = im->cx;
	struct str name = base_name(path);
	struct entries e = { .im = im };
	enum reader reader;
	if (file_kind(path.ptr) == FILE_FOLDER) {
		struct str outline = arena_printf(&cx->a, "%.*s/coast.geojson", STR(path));
		bool drawn = file_kind(outline.ptr) == FILE_REGULAR;
		e.read += drawn;
		if (!read_folder(im, path, &e) || (drawn && !read_path(im, outline, base_name(outline))))
			return false;
	} else if (set_of(im, name, &reader) || import_map_named(name)) {
		e.read++;
		if (!read_path(im, path, name))
			return false;
	} else if (!read_archive(im, path, &e)) {
		return false;
	}
	if (!e.read)
		return fail(cx, E_MISSING,
		        "%.*s: no register file found: a folder or archive with any of sectors, organizations, contacts, services, assets, "
		        "components, "
		        "dependencies as .csv or .jsonl, or coast.geojson, is needed",
		        STR(path));
	return ok(cx);
}
