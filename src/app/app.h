/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside the room app/: what its files share.
 */
#pragma once
#include "core/feature.h"
#include "core/readers.h"
#include "sys/jail.h"

extern const struct feature *const features[];
extern const char *const menu_order[]; /* addresses, NULL-ended */
extern const struct feature feature_core; /* core's schema and jobs; stands here because core cannot list itself */
extern const struct feature feature_app;

extern const struct jail_reader readers[READER_COUNT]; /* every reader of foreign bytes */

/* Microseconds since 1970 now: the only clock. */
int64_t app_now_us(void);
/* The row of a command by the words typed; *used = words of its name. NULL when there is none. */
const struct command *app_command(const struct str *words, unsigned n, unsigned *used);
/* Help of one command, or of all. */
void app_help(struct buf *out, const struct command *command);
/* The manual page (roff) and shell completions, made from the rows. */
void app_manual(struct buf *out);
void app_completion_bash(struct buf *out);
/* The web server (app/serve.c). begin: binds the socket and becomes the user; before anything else. serve: runs until a signal. */
struct serve_options;
bool app_serve_begin(struct cx *cx, struct command_line *line, const struct serve_options *options);
bool app_serve(struct cx *cx, const struct command_line *line, const struct serve_options *options);
/* The folder of the journal of page reads (app/state.c), for the desk that cx has open at where; given: what --state says, or empty. NUL-terminated. */
bool app_state_folder(struct cx *cx, struct str where, struct str given, struct str *folder);
/* The desk's key file (app/keys.c), for the desk that cx has open at where. read: into cx->secrets when there is one. make: makes it when there is none. */
/* Where it is; desk_id: of the desk, when none is open. */
bool app_keys_path(struct cx *cx, struct str where, struct str desk_id, struct str *path);
bool app_keys_read(struct cx *cx, struct str where);
bool app_keys_make(struct cx *cx, struct str where);
/* Runs events and jobs that are due. */
bool app_settle(struct cx *cx);

/* Erases what is past the time that its data set may be kept (core/dataset.h). */
bool app_sweep(struct cx *cx);

struct option_global {
	const char *name, *value, *sentence;
};
extern const struct option_global app_options[];
