/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of backup: make, list, verify, prune, restore, drill, recipients. All for whoever runs the desk's machine.
 */
#include "backup/contents.h"
#include "backup/inner.h"
#include "backup/store.h"
#include "base/json.h"
#include "base/time.h"
#include "core/desk.h"
#include "core/ledger.h"
#include "core/release.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- progress: on a terminal, when it takes longer than a second ---- */

struct progress_line {
	int64_t since_us, shown_us;
	bool written;
};

static void show_progress(void *arg, int64_t rows)
{
	struct progress_line *line = arg;
	int64_t now_us = steady_us();
	if (now_us - line->since_us < 1000000 || now_us - line->shown_us < 100000)
		return;
	fprintf(stderr, "\r\033[K%lld rows", (long long)rows);
	fflush(stderr);
	line->shown_us = now_us;
	line->written = true;
}

static struct progress_line progress_begin(struct contents_watch *watch, struct progress_line *line)
{
	*watch = (struct contents_watch){ .tell = isatty(STDERR_FILENO) ? show_progress : NULL, .arg = line };
	return (struct progress_line){ .since_us = steady_us() };
}

static void progress_end(const struct progress_line *line)
{
	if (line->written)
		fputs("\r\033[K", stderr);
}

static void print_run(struct cx *cx, const struct command_line *line, const struct backup_run *run, const char *said)
{
	struct buf b = buf_make(&cx->a, 1 << 16);
	double s = (double)run->took_us / 1e6;
	if (!line->json) {
		buf_printf(&b, "%s %.*s: %lld rows, %lld bytes, %.1f s\n", said, STR(run->file), (long long)run->rows,
		        (long long)run->bytes, s);
		command_print(&b);
		return;
	}
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "kind", run->kind);
	jo_kstr(&o, "file", run->file);
	jo_kint(&o, "rows", run->rows);
	jo_kint(&o, "bytes", run->bytes);
	jo_kstr(&o, "sha256", run->digest);
	jo_key(&o, "took_s");
	jo_real(&o, s);
	if (run->age_us)
		jo_kint(&o, "age_s", run->age_us / 1000000);
	jo_object_end(&o);
	buf_char(&b, '\n');
	command_print(&b);
}

/* ---- backup ---- */

static const struct option backup_options[] = {
	{ "--to", "FILE",
	        "the file to write, which must not be there (default: a new one in the setting backup.folder, else in the working "
	        "folder)" },
	{ "--verify", "full", "restore it into a scratch place too (without: it is read back, every row counted and hashed)" },
	{},
};

/* From the root: a server that tries it later stands in another folder. */
static struct str from_root(struct cx *cx, struct str path)
{
	char here[4096];
	bool relative = path.len && path.ptr[0] != '/' && getcwd(here, sizeof here);
	return relative ? arena_printf(&cx->a, "%s/%.*s", here, STR(path)) : path;
}

static bool make_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str to = command_option(line, backup_options, "--to"), verify = command_option(line, backup_options, "--verify");
	struct contents_watch watch;
	struct progress_line progress = progress_begin(&watch, &progress);
	struct backup_recipient_vec recipients = {};
	struct backup_run run;
	if (verify.ptr && !str_eq(verify, S("full")))
		return fail(cx, E_INVALID, "--verify takes 'full'");
	if (!to.ptr)
		to = backup_name(cx, setting_read(cx, &setting_backup_folder));
	struct backup_order order = { .schemas = feature_schemas(&cx->a, line->features),
		.file = arena_str(&cx->a, from_root(cx, to)).ptr,
		.full = verify.ptr != NULL,
		.watch = watch.tell ? &watch : NULL };
	if (!store_recipients(cx, &recipients) || !backup_begin_run(cx, "backup", false, &run))
		return false;
	bool good = backup_make(cx, &order, &run);
	progress_end(&progress);
	if (!good)
		return false;
	if (!recipients.n)
		fputs("mainstay: warning: no recipient is set, so this backup opens with the desk's key file only: when that burns with "
		      "its machine, the backup is lost. "
		      "See 'mainstay backup recipient new --help'\n",
		        stderr);
	print_run(cx, line, &run, "Backed up to");
	return true;
}

static bool list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct backup_file_vec files = {};
	struct str folder = line->n ? line->words[0] : setting_read(cx, &setting_backup_folder);
	if (ok(cx) && !folder.len)
		return fail(cx, E_MISSING, "which folder? Give one, or set it: mainstay setting set backup.folder FOLDER");
	if (!backup_files(cx, folder, &files))
		return false;
	struct buf b = buf_make(&cx->a, 1 << 24);
	vec_each (f, &files) {
		if (!line->json) {
			buf_printf(&b, "%.*s  %-10.*s  %12lld  %s%.*s\n", STR(time_text(&cx->a, f->at_us)), STR(f->engine),
			        (long long)f->bytes, f->own ? "" : "(another desk) ", STR(f->path));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "at", time_text(&cx->a, f->at_us));
		jo_kstr(&o, "file", f->path);
		jo_kstr(&o, "engine", f->engine);
		jo_kstr(&o, "desk", f->desk_id);
		jo_kbool(&o, "own", f->own);
		jo_kint(&o, "revision", f->revision);
		jo_kint(&o, "bytes", f->bytes);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

static bool prune_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t n = backup_prune(cx);
	if (n < 0)
		return false;
	printf(line->json ? "{\"removed\":%lld}\n" : "%lld old backups removed.\n", (long long)n);
	return true;
}

/* ---- verify ---- */

static const struct option key_options[] = {
	{ "--key", "FILE", "the desk's key file, or a recipient's (default: the key file of the desk that --desk names)" },
	{},
};

/* The keys of a backup, with --key or with the desk's own file. */
static bool open_keys(struct cx *cx, const struct command_line *line, const struct backup_head *head, struct backup_keys *keys)
{
	struct str key = command_option(line, key_options, "--key");
	if (!key.ptr && !line->key_path(cx, line->desk, head->desk_id, &key))
		return false;
	return backup_open_with(cx, head, arena_str(&cx->a, key).ptr, keys);
}

static bool verify_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct backup_head head;
	struct backup_keys keys;
	struct contents_sums sums;
	struct contents_watch watch;
	struct progress_line progress = progress_begin(&watch, &progress);
	const char *path = line->words[0].ptr;
	AUTO(container_reader) r = {};
	/* Damage is told before a missing key is. */
	if (!container_sound(cx, path) || !container_open(cx, &r, path) || !backup_head_parse(cx, r.head, &head) ||
	        !open_keys(cx, line, &head, &keys))
		return false;
	bool good = container_unlock(&r, keys.file) && contents_read(cx, &r, NULL, NULL, watch.tell ? &watch : NULL, &sums);
	progress_end(&progress);
	sodium_memzero(&keys, sizeof keys);
	if (!good)
		return false;
	struct str digest = hex(&cx->a, sums.digest.bytes, sizeof sums.digest.bytes), at = time_text(&cx->a, head.at_us);
	if (line->json)
		printf("{\"file\":\"%s\",\"at\":\"%.*s\",\"desk\":\"%.*s\",\"engine\":\"%.*s\",\"revision\":%lld,\"tables\":%lld,\"rows\":%"
		       "lld,\"sha256\":\"%.*s\"}\n",
		        path, STR(at), STR(head.desk_id), STR(head.engine), (long long)head.revision, (long long)sums.tables,
		        (long long)sums.rows, STR(digest));
	else
		printf("%s is whole: '%.*s' of %.*s, %lld rows in %lld tables, SHA-256 %.*s\n", path, STR(head.desk_name), STR(at),
		        (long long)sums.rows, (long long)sums.tables, STR(digest));
	return true;
}

/* ---- recipients ---- */

static bool recipient_new_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct str text;
	if (!recipient_create(cx, line->words[0].ptr, &text))
		return false;
	printf(line->json ? "{\"public\":\"%.*s\"}\n" : "%.*s\n", STR(text));
	return true;
}

static bool tell_recipient(struct cx *cx, const char *kind, struct str name, struct str key)
{
	struct desk desk;
	struct buf b = buf_make(&cx->a, 1 << 16);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "name", name);
	jo_kstr(&o, "public", key);
	jo_object_end(&o);
	return desk_read(cx, &desk) &&
	       ledger_append_one(cx, str_c(kind), desk.id, buf_str(&b), release_class(cx, &(struct labels){ TLP_RED, S("") }));
}

static bool recipient_add_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	unsigned char key[RECIPIENT_BYTES];
	if (!recipient_parse(cx, line->words[1], key))
		return false;
	AUTO(db_tx) tx = desk_begin(cx);
	store_recipient_insert(cx, desk_keys(cx, S("backup_recipient"), 1), line->words[0], (struct str){ (char *)key, sizeof key });
	return tell_recipient(cx, "backup.recipient.add", line->words[0], recipient_text(&cx->a, key)) && db_commit(&tx);
}

static bool recipient_remove_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	AUTO(db_tx) tx = desk_begin(cx);
	if (!store_recipient_delete(cx, line->words[0]))
		return false;
	if (!db_changes(cx))
		return fail(cx, E_MISSING, "there is no recipient '%.*s'", STR(line->words[0]));
	return tell_recipient(cx, "backup.recipient.remove", line->words[0], S("")) && db_commit(&tx);
}

static bool recipient_list_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct backup_recipient_vec all = {};
	struct buf b = buf_make(&cx->a, 1 << 20);
	if (!store_recipients(cx, &all))
		return false;
	vec_each (r, &all) {
		struct str key = recipient_text(&cx->a, r->public_key), at = time_text(&cx->a, r->added_us);
		if (!line->json) {
			buf_printf(&b, "%-20.*s %.*s  since %.*s\n", STR(r->name), STR(key), STR(at));
			continue;
		}
		struct json_out o = json_out(&b);
		jo_object(&o);
		jo_kstr(&o, "name", r->name);
		jo_kstr(&o, "public", key);
		jo_kstr(&o, "since", at);
		jo_object_end(&o);
		buf_char(&b, '\n');
	}
	command_print(&b);
	return true;
}

/* ---- restore ---- */

static bool restore_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct backup_run run = {};
	struct contents_watch watch;
	struct progress_line progress = progress_begin(&watch, &progress);
	struct str key = command_option(line, key_options, "--key");
	struct restore_order order = { .schemas = feature_schemas(&cx->a, line->features),
		.file = line->words[0].ptr,
		.where = line->desk,
		.key_file = key,
		.key_path = line->key_path,
		.watch = watch.tell ? &watch : NULL };
	bool good = backup_restore(cx, &order, &run);
	progress_end(&progress);
	if (!good)
		return false;
	print_run(cx, line, &run, "Restored from");
	return true;
}

static bool drill_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	struct backup_run newest, run;
	struct contents_watch watch;
	struct progress_line progress = progress_begin(&watch, &progress);
	struct str file = line->n ? line->words[0] : S("");
	if (!file.len && store_run_newest(cx, S("backup"), BACKUP_GOOD, &newest))
		file = newest.file;
	if (ok(cx) && !file.len)
		return fail(cx, E_MISSING, "there is no backup yet: make one with 'mainstay backup'");
	struct backup_order order = {
		.schemas = feature_schemas(&cx->a, line->features), .file = arena_str(&cx->a, from_root(cx, file)).ptr, .watch = watch.tell ? &watch : NULL
	};
	if (!backup_begin_run(cx, "drill", false, &run))
		return false;
	bool good = backup_drill(cx, &order, &run);
	progress_end(&progress);
	if (!good)
		return false;
	if (line->json)
		print_run(cx, line, &run, "");
	else
		printf("%.*s restores: %lld rows, open after %.1f s (RTO), %lld s old (RPO)\n", STR(run.file), (long long)run.rows,
		        (double)run.took_us / 1e6, (long long)(run.age_us / 1000000));
	return true;
}

const struct command backup_commands[] = {
	{ "backup", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, make_command, "Back the desk up into one encrypted file, while everybody works on",
	        "The file opens with the desk's key file, and with the key of each recipient. It restores on SQLite and on "
	        "PostgreSQL.\n\nExamples:\n"
	        "  mainstay backup --to /mnt/safe/desk.backup\n  mainstay backup --verify full\n",
	        backup_options },
	{ "backup list", "[FOLDER]", 0, 1, DESK_OPEN, RIGHT_MACHINE, list_command, "List the backups in a folder, newest first",
	        "Example:\n  mainstay backup list /mnt/safe\n", NULL },
	{ "backup verify", "FILE", 1, 1, DESK_NONE, RIGHT_MACHINE, verify_command, "Read a backup whole and check every row",
	        "Examples:\n  mainstay backup verify /mnt/safe/desk.backup\n  mainstay backup verify /mnt/safe/desk.backup --key "
	        "ministry.key\n",
	        key_options },
	{ "backup prune", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, prune_command,
	        "Remove the backups that the setting backup.keep does not keep", "Example:\n  mainstay backup prune\n", NULL },
	{ "backup recipient new", "FILE", 1, 1, DESK_NONE, RIGHT_MACHINE, recipient_new_command,
	        "Make a pair of keys that opens backups; print the public one",
	        "The secret key goes into FILE. Keep it off the desk's machine: it opens every backup made for it, and with the desk's own "
	        "key in it restores the desk "
	        "whole.\n\nExample:\n  mainstay backup recipient new ministry.key\n",
	        NULL },
	{ "backup recipient add", "NAME KEY", 2, 2, DESK_OPEN, RIGHT_MACHINE, recipient_add_command,
	        "Let the holder of a key open the backups made from now on",
	        "Example:\n  mainstay backup recipient add ministry mainstay-backup-public-1:5f0c…\n", NULL },
	{ "backup recipient list", "", 0, 0, DESK_OPEN, RIGHT_MACHINE, recipient_list_command, "List who can open the backups",
	        "Example:\n  mainstay backup recipient list\n", NULL },
	{ "backup recipient remove", "NAME", 1, 1, DESK_OPEN, RIGHT_MACHINE, recipient_remove_command,
	        "Make no further backups for a recipient", "Example:\n  mainstay backup recipient remove ministry\n", NULL },
	{ "restore", "FILE", 1, 1, DESK_NONE, RIGHT_MACHINE, restore_command, "Make a desk of a backup in an empty place",
	        "The place is a file that is not there yet, or an empty PostgreSQL database, whichever engine the backup came from. "
	        "Everybody signs in anew.\n\nExamples:\n"
	        "  mainstay restore desk.backup --desk /var/lib/mainstay/desk.db --key desk.key\n"
	        "  mainstay restore desk.backup --desk postgresql:///mainstay --key ministry.key\n",
	        key_options },
	{ "restore drill", "[FILE]", 0, 1, DESK_OPEN, RIGHT_MACHINE, drill_command,
	        "Try a backup: restore it into a scratch place, check it, measure it",
	        "Without FILE the newest backup. The time until it is open is the measured RTO, its age the RPO.\n\nExample:\n  mainstay "
	        "restore drill\n",
	        NULL },
	{},
};
