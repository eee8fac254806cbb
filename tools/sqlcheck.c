/* SPDX-License-Identifier: Apache-2.0
 *
 * sqlcheck [SRC]: prepares every SQL literal of the store files (SRC/ROOM/store*.c) on SQLite, and on PostgreSQL when MAINSTAY_TEST_PG is set,
 * against the schema of all rooms (SRC/ROOM/schema/NNNN-*.sql in the order of SRC/FLOORS), and reports SQL that stands anywhere else. Must never
 * need a desk: it makes its own and removes it. Prints FILE:LINE of each fault and exits 1 when there is one.
 *
 * What counts as SQL: a run of adjacent string literals (and of macros of the same room that stand for such runs) that begins with SELECT,
 * INSERT, UPDATE, DELETE, WITH or CREATE; and the table and columns of db_bulk_begin. SQL composed at run time cannot be seen; calls with it
 * are counted. Tests (test_*) may hold SQL of their own and are not read.
 */
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "db/driver.h"
#include "db/sql.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum token_kind { END, STRING, WORD, SIGN, DEFINE };
struct token {
	enum token_kind kind;
	struct str text; /* a string's content, decoded; a definition's name */
	unsigned line;
	struct str value; /* a definition's replacement */
};

struct found { /* one statement to be prepared */
	const char *file;
	unsigned line;
	const char *sql;
};
VEC_TYPE(founds, struct found);

struct check {
	struct arena a;
	struct map macros; /* name → struct str *: definitions of the room at hand that are runs of literals */
	struct founds statements;
	unsigned composed, faults;
	const char *file;
	bool store; /* a file that may hold SQL */
};

static void fault(struct check *c, const char *file, unsigned line, const char *what)
{
	c->faults++;
	printf("%s:%u: %s\n", file, line, what);
}

/* ---- reading C ---- */

struct lexer {
	struct arena *a;
	struct str rest;
	unsigned line;
	bool line_start;
};

static char escape_of(char c)
{
	static const char from[] = "ntr", to[] = "\n\t\r";
	const char *p = c ? strchr(from, c) : NULL;
	return p ? to[p - from] : c;
}

static void skip(struct lexer *l, size_t n)
{
	for (size_t i = 0; i < n && i < l->rest.len; i++)
		l->line += l->rest.ptr[i] == '\n';
	l->rest = str_slice(l->rest, n, l->rest.len);
}

static struct str string_at(struct lexer *l)
{
	struct buf b = buf_make(l->a, 1 << 20);
	size_t i = 1;
	for (char quote = l->rest.ptr[0]; i < l->rest.len && l->rest.ptr[i] != quote; i++) {
		char c = l->rest.ptr[i];
		if (c == '\\' && i + 1 < l->rest.len) {
			c = escape_of(l->rest.ptr[++i]);
			if (l->rest.ptr[i] == '\n')
				continue;
		}
		buf_char(&b, c);
	}
	skip(l, i + 1);
	return arena_str(l->a, buf_str(&b));
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t word_at(struct str s, size_t i)
{
	while (i < s.len && letter(s.ptr[i]))
		i++;
	return i;
}

/* Length of the preprocessor line at the start of s, continued lines included. */
static size_t directive(struct str s)
{
	size_t i = 0;
	while (i < s.len && (s.ptr[i] != '\n' || (i && s.ptr[i - 1] == '\\')))
		i++;
	return i;
}

static struct token lex(struct lexer *l)
{
	for (;;) {
		struct str s = l->rest;
		struct token t = { .line = l->line };
		if (s.len == 0)
			return t;
		char c = s.ptr[0];
		if (c == '\n' || c == ' ' || c == '\t' || c == '\r' || c == '\\') {
			l->line_start |= c == '\n';
			skip(l, 1);
			continue;
		}
		if (str_starts(s, S("//")) || str_starts(s, S("/*"))) {
			ptrdiff_t end = str_find(s, s.ptr[1] == '/' ? S("\n") : S("*/"));
			skip(l, end < 0 ? s.len : (size_t)end + (s.ptr[1] == '/' ? 0 : 2));
			continue;
		}
		if (c == '#' && l->line_start) {
			struct str body = str_slice(s, 1, directive(s));
			skip(l, body.len + 1);
			body = str_trim(body);
			if (!str_starts(body, S("define")))
				continue;
			body = str_trim(str_slice(body, 6, body.len));
			size_t n = word_at(body, 0);
			t.kind = DEFINE;
			t.text = str_slice(body, 0, n);
			t.value = str_slice(body, n, body.len);
			return t;
		}
		l->line_start = false;
		if (c == '"' || c == '\'') {
			t.text = string_at(l);
			t.kind = c == '"' ? STRING : SIGN;
			return t;
		}
		size_t n = letter(c) ? word_at(s, 0) : 1;
		t.kind = letter(c) ? WORD : SIGN;
		t.text = str_slice(s, 0, n);
		skip(l, n);
		return t;
	}
}

/* ---- finding SQL ---- */

static bool begins_statement(struct str s)
{
	static const char *const heads[] = { "SELECT", "INSERT INTO", "UPDATE", "DELETE FROM", "WITH", "CREATE TABLE", "CREATE INDEX" };
	s = str_trim(s);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct str head = str_c(heads[i]);
		if (str_starts(s, head) && s.len > head.len && strchr(" \n\t", s.ptr[head.len]))
			return true;
	}
	return false;
}

/* The literal a token stands for; false when it is no piece of a run. */
static bool piece(struct check *c, struct token t, struct str *text)
{
	*text = t.text;
	if (t.kind == STRING)
		return true;
	uint64_t *at = t.kind == WORD ? map_find(&c->macros, t.text) : NULL;
	if (at)
		*text = *(struct str *)(uintptr_t)*at;
	return at;
}

/* Keeps a definition when it is nothing but literals and such definitions. */
static void define(struct check *c, struct token t)
{
	struct lexer l = { .a = &c->a, .rest = t.value };
	struct buf b = buf_make(&c->a, 1 << 20);
	struct str text;
	struct token part;
	unsigned n = 0;
	while ((part = lex(&l)).kind != END && piece(c, part, &text))
		buf_put(&b, text), n++;
	if (part.kind != END || n == 0)
		return;
	struct str *kept = arena_new(&c->a, struct str);
	*kept = arena_str(&c->a, buf_str(&b));
	*map_at(&c->macros, t.text, NULL) = (uintptr_t)kept;
}

static void found(struct check *c, unsigned line, struct str sql)
{
	if (!c->store) {
		fault(c, c->file, line, "SQL belongs into a store*.c");
		return;
	}
	*vec_push(&c->a, &c->statements) = (struct found){ c->file, line, arena_str(&c->a, sql).ptr };
}

/* A call of db_exec and the like: what is known of its arguments. */
struct call {
	bool bulk;
	int depth; /* of parentheses; 0 = no call at hand */
	unsigned argument, line;
	bool literal; /* its SQL holds a literal */
	struct str table, columns;
};

static void call_end(struct check *c, struct call *call)
{
	if (call->bulk && call->table.len && call->columns.len)
		found(c, call->line, arena_printf(&c->a, "SELECT %.*s FROM %.*s", STR(call->columns), STR(call->table)));
	else if (!call->literal && !call->bulk)
		c->composed += c->store;
	*call = (struct call){};
}

static void call_literal(struct call *call, struct str text)
{
	call->literal |= call->argument == 1;
	if (call->bulk && call->argument == 1)
		call->table = text;
	if (call->bulk && call->argument == 2)
		call->columns = text;
}

static void call_sign(struct check *c, struct call *call, char sign)
{
	if (!call->depth)
		return;
	call->depth += sign == '(' || sign == '[' || sign == '{' ? 1 : sign == ')' || sign == ']' || sign == '}' ? -1 : 0;
	call->argument += call->depth == 1 && sign == ',';
	if (call->depth == 0 || sign == ';')
		call_end(c, call);
}

/* Whether t and next are the head of such a call. */
static bool call_begins(struct call *call, struct token t, struct token next)
{
	if (call->depth || t.kind != WORD || next.kind != SIGN || !str_eq(next.text, S("(")))
		return false;
	bool bulk = str_eq(t.text, S("db_bulk_begin"));
	if (!bulk && !str_eq(t.text, S("db_exec")) && !str_eq(t.text, S("db_query")) && !str_eq(t.text, S("db_exec_")) &&
	        !str_eq(t.text, S("db_query_")))
		return false;
	*call = (struct call){ .line = t.line, .bulk = bulk, .depth = 1 };
	return true;
}

static void scan(struct check *c, struct str bytes)
{
	struct lexer l = { .a = &c->a, .rest = bytes, .line = 1, .line_start = true };
	struct call call = {};
	for (struct token t = lex(&l); t.kind != END;) {
		struct str text;
		if (!piece(c, t, &text)) {
			struct token next = lex(&l);
			if (t.kind == DEFINE)
				define(c, t);
			else if (call_begins(&call, t, next))
				next = lex(&l);
			else if (t.kind == SIGN && t.text.len == 1)
				call_sign(c, &call, t.text.ptr[0]);
			t = next;
			continue;
		}
		struct buf run = buf_make(&c->a, 1 << 20);
		unsigned line = t.line;
		do {
			buf_put(&run, text);
			t = lex(&l);
		} while (t.kind != END && piece(c, t, &text));
		struct str whole = arena_str(&c->a, buf_str(&run));
		if (begins_statement(whole) && (!call.depth || call.argument == 1)) /* a value may look like SQL */
			found(c, line, whole);
		if (call.depth)
			call_literal(&call, whole);
	}
}

/* ---- the tree ---- */

static struct str read_file(struct arena *a, const char *path)
{
	struct buf b = buf_make(a, 16 << 20);
	FILE *f = fopen(path, "rb");
	for (char *p; f && (p = buf_space(&b, 65536));) {
		size_t n = fread(p, 1, 65536, f);
		buf_add(&b, n);
		if (n == 0)
			break;
	}
	if (!f || ferror(f) || b.overflow) {
		fprintf(stderr, "sqlcheck: %s cannot be read\n", path);
		exit(2);
	}
	fclose(f);
	return arena_str(a, buf_str(&b));
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

VEC_TYPE(names, const char *);

/* Names in a folder that end with suffix, sorted; none when there is no such folder. */
static struct names list(struct arena *a, const char *folder, struct str suffix)
{
	struct names names = {};
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir && (e = readdir(dir));)
		if (e->d_name[0] != '.' && str_ends(str_c(e->d_name), suffix))
			*vec_push(a, &names) = arena_str(a, str_c(e->d_name)).ptr;
	if (dir)
		closedir(dir);
	if (names.n)
		qsort(names.at, names.n, sizeof *names.at, by_text);
	return names;
}

static void scan_room(struct check *c, const char *folder)
{
	c->macros = map_make(&c->a);
	/* Headers first: their definitions serve the files. */
	for (int pass = 0; pass < 2; pass++) {
		struct names names = list(&c->a, folder, pass ? S(".c") : S(".h"));
		vec_each (name, &names) {
			struct str n = str_c(*name);
			if (str_starts(n, S("test_")))
				continue;
			c->file = arena_printf(&c->a, "%s/%s", folder, *name).ptr;
			c->store = str_starts(n, S("store")) && (pass || str_ends(n, S(".h")));
			scan(c, read_file(&c->a, c->file));
		}
	}
}

static const struct db_schema *room_schema(struct arena *a, const char *room, const char *folder)
{
	struct names names = list(a, folder, S(".sql"));
	if (names.n == 0)
		return NULL;
	struct db_step *steps = arena_array(a, struct db_step, names.n + 1);
	for (size_t i = 0; i < names.n; i++) {
		struct str name = str_c(names.at[i]);
		steps[i] = (struct db_step){ (int)i + 1, arena_str(a, str_slice(name, 0, name.len - 4)).ptr,
			read_file(a, arena_printf(a, "%s/%s", folder, names.at[i]).ptr).ptr };
	}
	struct db_schema *schema = arena_new(a, struct db_schema);
	*schema = (struct db_schema){ room, steps };
	return schema;
}

struct rooms {
	struct names names; /* in floor order */
	const struct db_schema **schemas; /* ended by NULL */
};

static struct rooms rooms_read(struct arena *a, const char *src)
{
	struct rooms r = {};
	VEC(const struct db_schema *) schemas = {};
	struct str text = read_file(a, arena_printf(a, "%s/FLOORS", src).ptr);
	while (text.ptr && text.len) {
		struct str line = str_trim(str_cut(&text, '\n'));
		const char *room = arena_str(a, str_cut(&line, ' ')).ptr;
		if (!*room || *room == '#')
			continue;
		*vec_push(a, &r.names) = room;
		const struct db_schema *schema = room_schema(a, room, arena_printf(a, "%s/%s/schema", src, room).ptr);
		if (schema)
			*vec_push(a, &schemas) = schema;
	}
	*vec_push(a, &schemas) = NULL;
	r.schemas = schemas.at;
	return r;
}

/* ---- preparing ---- */

/* Prepares everything on the database at where; the number of statements that were prepared. */
static unsigned prepare_all(struct check *c, const char *where, const struct db_schema *const *schemas)
{
	struct cx cx = {};
	unsigned good = 0;
	arena_init(&cx.a, 0);
	if (!db_open(&cx, str_c(where), true) || !db_migrate(&cx, schemas)) {
		c->faults++;
		printf("sqlcheck: %s\n", cx.err.text);
	} else {
		vec_each (s, &c->statements) {
			if (cx.db->driver->check(&cx, s->sql))
				good++;
			else
				fault(c, s->file, s->line, arena_printf(&c->a, "%s: %s", db_engine(cx.db), cx.err.text).ptr);
			err_clear(&cx.err);
		}
	}
	db_close(&cx);
	arena_end(&cx.a);
	return good;
}

/* One statement on the server itself: makes and drops the schema that the check works in. */
static bool on_server(const char *uri, const char *sql)
{
	struct cx cx = {};
	arena_init(&cx.a, 0);
	bool good = db_open(&cx, str_c(uri), false) && cx.db->driver->run(&cx, sql);
	if (!good)
		printf("sqlcheck: %s\n", cx.err.text);
	db_close(&cx);
	arena_end(&cx.a);
	return good;
}

int main(int argc, char **argv)
{
	const char *src = argc > 1 ? argv[1] : "src", *uri = getenv("MAINSTAY_TEST_PG");
	struct check c = {};
	arena_init(&c.a, 0);
	struct rooms rooms = rooms_read(&c.a, src);
	vec_each (room, &rooms.names) {
		if (strcmp(*room, "db") != 0)
			scan_room(&c, arena_printf(&c.a, "%s/%s", src, *room).ptr);
	}
	unsigned sqlite = prepare_all(&c, ":memory:", rooms.schemas), postgres = 0;
	if (uri) {
		const char *schema = arena_printf(&c.a, "mainstay_sqlcheck_%d", (int)getpid()).ptr;
		if (on_server(uri, arena_printf(&c.a, "CREATE SCHEMA %s", schema).ptr)) {
			const char *sign = strchr(uri, '?') ? "&" : "?";
			postgres = prepare_all(
			        &c, arena_printf(&c.a, "%s%soptions=-csearch_path%%3D%s", uri, sign, schema).ptr, rooms.schemas);
			on_server(uri, arena_printf(&c.a, "DROP SCHEMA %s CASCADE", schema).ptr);
		} else {
			c.faults++;
		}
	}
	printf("%u statements on sqlite, %u on postgresql%s; %u composed at run time\n", sqlite, postgres,
	        uri ? "" : " (MAINSTAY_TEST_PG is not set)", c.composed);
	unsigned faults = c.faults;
	arena_end(&c.a);
	return faults ? 1 : 0;
}
