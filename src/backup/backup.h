/* SPDX-License-Identifier: Apache-2.0
 *
 * Backups of the desk, restores of them, and drills that show that they restore. One file a backup, made while everybody works on; it restores on either
 * engine. Owns the tables backup_run and backup_recipient.
 */
#pragma once
#include "base/vec.h"
#include "core/feature.h"

extern const struct feature feature_backup;

enum backup_state { BACKUP_RUNNING, BACKUP_GOOD, BACKUP_FAILED };
struct backup_run {
	int64_t key;
	struct str kind; /* "backup", "restore", "drill" */
	enum backup_state state;
	int64_t at_us, took_us, age_us; /* age_us: of what was restored */
	struct str file;
	int64_t bytes, rows;
	struct str digest; /* of the contents, hex */
	bool scheduled;
	struct str error;
};
VEC_TYPE(backup_run_vec, struct backup_run);

struct contents_watch;
struct backup_order {
	const struct db_schema *const *schemas; /* of all rooms: whose tables are backed up */
	const char *file; /* the file to write, which must not be there; of a restore or drill: to read */
	bool scheduled;
	bool full; /* verified by restoring it into a scratch place too */
	const struct contents_watch *watch;
};

/* The name of a new backup in a folder. */
struct str backup_name(struct cx *cx, struct str folder);

/* Enters a run of this kind as under way. Its own transaction. */
bool backup_begin_run(struct cx *cx, const char *kind, bool scheduled, struct backup_run *run);
/* Makes a backup of cx's desk from one snapshot, reads it back and checks it; then a leaf. run: what backup_begin_run gave; filled. A failure is entered too. */
bool backup_make(struct cx *cx, const struct backup_order *order, struct backup_run *run);
/* Restores order->file into a scratch place beside the desk (a folder, or a schema of the desk's database), checks every row, opens it, and removes it; its
 * time and the backup's age are entered, with a leaf. */
bool backup_drill(struct cx *cx, const struct backup_order *order, struct backup_run *run);

struct restore_order {
	const struct db_schema *const *schemas;
	const char *file;
	struct str where; /* an SQLite path that is not there yet, or an empty PostgreSQL database */
	struct str key_file; /* the desk's key file, or a recipient's; empty: the one at key_path */
	bool (*key_path)(struct cx *cx, struct str where, struct str desk_id, struct str *path);
	const struct contents_watch *watch;
};
/* Makes a desk of a backup in an empty place: opens with its own key file, no session goes on, a leaf tells of it. A restore that is broken off is no desk.
 * cx->db is NULL before and after. E_CONFLICT when the place is not empty. */
bool backup_restore(struct cx *cx, const struct restore_order *order, struct backup_run *run);

/* ---- files ---- */
struct backup_file {
	struct str path, desk_id, engine;
	int64_t at_us, revision, bytes;
	bool own; /* of this desk */
};
VEC_TYPE(backup_file_vec, struct backup_file);
/* The backups in a folder by their heads, newest first; what is none is left out. */
bool backup_files(struct cx *cx, struct str folder, struct backup_file_vec *out);
/* Which of n backups, newest first, a ladder keeps: the newest one, and the newest of each of so many days, weeks (from Monday) and months (UTC) that have
 * any. Pure. */
struct backup_ladder {
	int64_t days, weeks, months;
};
void backup_keep(const int64_t *at_us, size_t n, const struct backup_ladder *ladder, bool *keep);
/* Removes those of this desk that its ladder does not keep; their number, -1 on error. */
int64_t backup_prune(struct cx *cx);

/* ---- settings ---- */
extern const struct setting setting_backup_folder, setting_backup_every, setting_backup_keep, setting_backup_drill;
extern const struct setting *const backup_settings[];
bool backup_ladder_read(struct cx *cx, struct backup_ladder *out);

/* The job of a running server: starts what is due in a thread of its own. */
bool backup_job(struct cx *cx);
