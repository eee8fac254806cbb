/* SPDX-License-Identifier: Apache-2.0
 *
 * Import from the browser, in two steps: the first shows what the files would change, the second imports the same files. Between the two they lie in
 * a folder of this process that only it can read, for a quarter of an hour; who uploaded them is bound into their name. Must never import what was
 * not shown: when the register changed meanwhile, the difference is shown again.
 */
#include "base/cache.h"
#include "base/hash.h"
#include "core/ledger.h"
#include "core/release.h"
#include "registry/import.h"
#include "registry/web.h"
#include "sys/archive.h"
#include "sys/file.h"

enum { KEPT_S = 900, CHANGES_SHOWN = 100, RANDOM_BYTES = 16, NAME_BYTES = 16, CELL_BYTES = 120 };

struct upload {
	struct str token; /* "1785585600-0f3c…": when, and a secret */
	struct str folder; /* where its files are */
	struct str path; /* what is imported: the folder, or its only file */
};

static bool make_base(struct cx *cx, void *value)
{
	return file_temporary_make(value, &cx->err);
}

static void end_base(void *value)
{
	file_temporary_end_(value);
}

/* The process' own folder: it goes with the process, or when nobody has asked for anything in a long time (base/cache.h). */
static bool base(struct cx *cx, struct str *out)
{
	const struct file_temporary *t = cache_borrow(cx, "registry.uploads", 0, sizeof *t, make_base, end_base);
	if (!t)
		return false;
	*out = arena_str(&cx->a, str_c(t->path));
	cache_return(cx, "registry.uploads", false);
	return true;
}

/* The folder's name cannot be guessed from another person's, nor found by the token of one. */
static struct str folder_of(struct cx *cx, struct str under, struct str token)
{
	struct sha256 h = sha256(arena_printf(&cx->a, "%.*s|%.*s", STR(token), STR(cx->viewer->person)));
	struct str time = token;
	time = str_cut(&time, '-');
	return arena_printf(&cx->a, "%.*s/%.*s-%.*s", STR(under), STR(time), STR(hex(&cx->a, h.bytes, NAME_BYTES)));
}

/* Removes what was left lying. Failing is no reason to fail the page: the next visit tries again. */
static void sweep(struct cx *cx, struct str under)
{
	struct file_list files = {};
	struct err err = {};
	file_walk(&cx->a, under.ptr, &files, &err);
	vec_each (f, &files) {
		struct str name = str_slice(*f, under.len + 1, f->len), folder = str_cut(&name, '/'), time = folder;
		int64_t made_s;
		if (str_int(str_cut(&time, '-'), &made_s) && made_s + KEPT_S < cx->now_us / 1000000)
			file_remove_folder(arena_printf(&cx->a, "%.*s/%.*s", STR(under), STR(folder)).ptr, &(struct err){});
	}
}

static void let_go(const struct upload *u)
{
	file_remove_folder(u->folder.ptr, &(struct err){});
}

/* Finds what a token stands for; false when it is gone, too old, or somebody else's. */
static bool find_upload(struct cx *cx, struct str under, struct str token, struct upload *u)
{
	struct str time = token, secret;
	int64_t made_s;
	char bytes[RANDOM_BYTES];
	struct file_list files = {};
	struct err err = {};
	secret = time;
	time = str_cut(&secret, '-');
	if (!str_int(time, &made_s) || time.len > 12 || made_s + KEPT_S < cx->now_us / 1000000 || secret.len != 2 * RANDOM_BYTES ||
	        !unhex(secret, bytes, RANDOM_BYTES))
		return false;
	*u = (struct upload){ .token = token, .folder = folder_of(cx, under, token) };
	if (file_kind(u->folder.ptr) != FILE_FOLDER || !file_walk(&cx->a, u->folder.ptr, &files, &err) || !files.n)
		return false;
	u->path = files.n == 1 ? files.at[0] : u->folder;
	return true;
}

/* A file name that may be written: no path, nothing hidden. */
static bool plain_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] < ' ' || name.ptr[i] == '/' || name.ptr[i] == '\\')
			return false;
	return name.len && name.len <= 100 && name.ptr[0] != '.';
}

/* Takes the files of the form; nothing may be passed over in silence. */
static bool keep_upload(struct cx *cx, struct str under, const struct request *req, struct upload *u)
{
	char secret[RANDOM_BYTES];
	if (!req->n_files)
		return fail(cx, E_INVALID, "choose at least one file");
	for (unsigned i = 0; i < req->n_files; i++) {
		struct str name = req->files[i].filename;
		if (!plain_name(name) || (!import_names(name) && (req->n_files > 1 || !archive_named(name))))
			return fail(cx, E_INVALID,
			        "'%.*s' is no file of a register: sectors, organizations, contacts, services, assets, components or "
			        "dependencies as .csv or .jsonl, "
			        "coast.geojson, or one archive of them",
			        STR(str_slice(name, 0, 100)));
	}
	random_bytes(secret, sizeof secret);
	u->token = arena_printf(&cx->a, "%lld-%.*s", (long long)(cx->now_us / 1000000), STR(hex(&cx->a, secret, sizeof secret)));
	u->folder = folder_of(cx, under, u->token);
	if (!file_make_folder(u->folder.ptr, &cx->err))
		return false;
	for (unsigned i = 0; i < req->n_files; i++) {
		struct str path = arena_printf(&cx->a, "%.*s/%.*s", STR(u->folder), STR(req->files[i].filename));
		if (!file_write(path.ptr, req->files[i].bytes, 0600, &cx->err))
			return false;
		u->path = req->n_files == 1 ? path : u->folder;
	}
	return true;
}

/* ---- showing ---- */
static void fill_form(struct page_call *call, struct register_import_view *v, struct str error, bool english)
{
	const struct page_out *o = &call->main;
	v->files = (struct field_view){
		.kind = PAGE_FIELD_FILE, .name = S("files"), .label = tr(o, "Files"), .many = true, .required = true, .error = error, .error_english = english
	};
	v->replace_field = (struct field_view){ .kind = PAGE_FIELD_CHECK,
		.name = S("replace"),
		.label = tr(o, "Delete rows that a file does not name"),
		.value = S("1"),
		.help = tr(o, "Only for files that are the whole list of their kind.") };
}

/* english: error is the program's own text. */
static bool show_form(struct cx *cx, struct page_call *call, struct register_import_view *v, struct str error, bool english)
{
	call->no_cache = true;
	call->frame.title = tr(&call->main, "Import a register");
	call->frame.lede = tr(&call->main, "First you see what would change. Nothing is written until you say so.");
	register_crumb(cx, call, S("/register"), tr(&call->main, "Register"));
	register_crumb(cx, call, S(""), tr(&call->main, "Import"));
	if (error.len)
		call->res->status = err_http_status(E_INVALID);
	fill_form(call, v, error, english);
	page_register_import(&call->main, v);
	return true;
}

static struct field_view hidden(struct str name, struct str value)
{
	return (struct field_view){ .kind = PAGE_FIELD_HIDDEN, .name = name, .value = value };
}

static void show_difference(struct cx *cx, const struct page_out *o, const struct registry_import *im, struct register_import_view *v)
{
	static const char *const signs[] = { "+", "~", "−" };
	v->difference = true;
	for (size_t i = 0; i < im->n_counts; i++) {
		const struct registry_count *c = &im->counts[i];
		if (c->present || c->created || c->updated || c->deleted)
			*vec_push(&cx->a, &v->counts) = (struct import_count_row){ register_record_word(o, str_c(c->record)),
				(int64_t)c->created, (int64_t)c->updated, (int64_t)c->deleted, (int64_t)c->same };
	}
	for (size_t i = 0; i < im->changes.n && i < CHANGES_SHOWN; i++) {
		const struct registry_change *c = &im->changes.at[i];
		*vec_push(&cx->a, &v->changes) = (struct import_change_row){ .sign = str_c(signs[c->what]),
			.record = register_record_word(o, str_c(c->record)),
			.id = c->id,
			.field = str_c(c->field),
			.was = str_slice(c->was, 0, CELL_BYTES),
			.now = str_slice(c->now, 0, CELL_BYTES) };
	}
	vec_each (s, &im->shifts)
		*vec_push(&cx->a, &v->shifts) = (struct import_shift_row){ .who = s->who, .gains = (int64_t)s->gains, .loses = (int64_t)s->loses, .why = s->why };
	if (im->changes.n > CHANGES_SHOWN)
		v->more_changes = (int64_t)(im->changes.n - CHANGES_SHOWN);
}

/* The error for the person: without the folder of ours that may stand in it. */
static struct str told(struct cx *cx, const struct upload *u)
{
	struct str text = arena_str(&cx->a, str_c(cx->err.text)), folder = u->folder;
	ptrdiff_t at = folder.len ? str_find(text, folder) : -1;
	err_clear(&cx->err);
	if (at < 0)
		return text;
	size_t after = (size_t)at + folder.len;
	after += after < text.len && (text.ptr[after] == '/' || text.ptr[after] == ':');
	return arena_printf(&cx->a, "%.*s%.*s", STR(str_slice(text, 0, (size_t)at)), STR(str_trim(str_slice(text, after, text.len))));
}

static bool dry_run(struct cx *cx, struct page_call *call, const struct upload *u, bool replace)
{
	struct register_import_view v = { .replace = replace };
	struct registry_import im;
	if (!registry_import(cx, u->path, true, replace, true, &im)) {
		let_go(u);
		if (cx->err.kind != E_INVALID && cx->err.kind != E_MISSING)
			return false;
		return show_form(cx, call, &v, told(cx, u), true);
	}
	show_difference(cx, &call->main, &im, &v);
	v.token = hidden(S("token"), u->token);
	v.revision = hidden(S("revision"), arena_printf(&cx->a, "%lld", (long long)registry_revision(cx)));
	v.kept_replace = hidden(S("replace"), replace ? S("1") : S(""));
	if (!im.changes.n)
		let_go(u);
	return ok(cx) && show_form(cx, call, &v, S(""), false);
}

/* The second step. */
static bool import_kept(struct cx *cx, struct page_call *call, struct str under)
{
	struct upload u = {};
	struct registry_import im;
	int64_t shown = -1;
	bool replace = http_form(call->req, "replace").len > 0;
	if (!find_upload(cx, under, http_form(call->req, "token"), &u))
		return show_form(
		        cx, call, &(struct register_import_view){}, tr(&call->main, "These files are no longer kept: choose them again."), false);
	if (!str_int(http_form(call->req, "revision"), &shown) || shown != registry_revision(cx)) {
		call->frame.flash =
		        (struct flash_view){ PAGE_WARN, tr(&call->main, "The register changed meanwhile: this is the difference now.") };
		return ok(cx) && dry_run(cx, call, &u, replace);
	}
	bool good = registry_import(cx, u.path, false, replace, false, &im);
	if (!good && cx->err.kind != E_INVALID && cx->err.kind != E_MISSING)
		return false; /* busy or broken: the files stay for another try */
	let_go(&u);
	if (!good)
		return show_form(cx, call, &(struct register_import_view){}, told(cx, &u), true);
	call->res->location = register_list_href(&cx->a, "/admin/import", "done", im.id);
	return true;
}

bool register_import_post(struct cx *cx, struct page_call *call)
{
	struct upload u = {};
	struct str under;
	if (!base(cx, &under))
		return false;
	sweep(cx, under);
	if (http_form(call->req, "token").len)
		return import_kept(cx, call, under);
	if (!keep_upload(cx, under, call->req, &u)) {
		if (u.folder.len)
			let_go(&u);
		if (cx->err.kind != E_INVALID)
			return false;
		return show_form(cx, call, &(struct register_import_view){}, told(cx, &u), true);
	}
	return dry_run(cx, call, &u, http_form(call->req, "replace").len > 0);
}

bool register_import_page(struct cx *cx, struct page_call *call)
{
	struct ledger_line_vec lines = {};
	struct str done = http_query(call->req, "done");
	if (done.len && !ledger_history(cx, done, &lines))
		return false;
	vec_each (line, &lines)
		if (str_eq(line->kind, S("register.import")))
			call->frame.flash = (struct flash_view){ PAGE_GOOD, register_say(&call->main, tr(&call->main, "Imported: %s"),
				                                                    register_import_text(cx, &call->main, line->content)) };
	return show_form(cx, call, &(struct register_import_view){}, S(""), false);
}
