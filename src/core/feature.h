/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of a feature: what every room shows to app/. Router, permission matrix, help, man page, completion, menu and reference
 * are made from these rows. A row's right 0 means nobody: a forgotten right denies.
 */
#pragma once
#include "base/buf.h"
#include "base/cx.h"
#include "db/db.h"
#include "net/http.h"
#include "core/setting.h"
#include "page/frame.h"

/* Rights, as data over roles (core/who.c). Bit set. */
enum right {
	RIGHT_NOBODY = 0,
	RIGHT_ANYONE = 1 << 0,	  /* without signing in */
	RIGHT_READ = 1 << 1,	  /* read what the release decision allows */
	RIGHT_REGISTER = 1 << 2,  /* change the register */
	RIGHT_TRIAGE = 1 << 3,	  /* read advisories in, edit aliases */
	RIGHT_ADMIN = 1 << 4,	  /* the desk's settings */
	RIGHT_WARN = 1 << 5,	  /* see who must be warned */
	RIGHT_AUDIT = 1 << 6,	  /* read the ledger */
	RIGHT_SELF = 1 << 7,	  /* one's own account; everybody who is signed in */
	RIGHT_PEOPLE = 1 << 8,	  /* invite people, end and recover their accounts */
	RIGHT_APPROVE = 1 << 9,	  /* approve what another prepared */
	RIGHT_POLICY = 1 << 10,	  /* data sets, retention, holds, grants */
	RIGHT_MACHINE = 1 << 11,  /* commands of whoever runs the desk's machine; never a session's, and not with --as */
};

/* One page being made. The handler writes what is the page's own into main and fills the frame's title, lede, crumbs …; app/ puts menu, person,
 * language and footer around it. A handler that sets res->location redirects; one that sets raw has filled res itself (a download). */
struct page_call {
	const struct request *req;
	struct response *res;
	struct page_out main;
	struct frame_view frame;
	const struct feature *const *features;
	bool raw;
	bool no_cache; /* the page must be made anew for every request (it shows a message or a secret) */
};
struct feature;
typedef bool (*page_handler)(struct cx *cx, struct page_call *call);

struct page {
	enum http_method method; /* HTTP_GET (serves HEAD too) or HTTP_POST */
	const char *path;	 /* "/advisories/{id}" ; {id} is one segment, decoded */
	enum right right;
	page_handler handler;
	const char *sentence; /* what it is for */
	const char *menu;     /* label in the main menu (English; collected for the catalogue by script/po), or NULL */
	size_t upload_bytes;  /* of a POST that takes files: the most its body may have; 0 = the usual 64 KiB */
	bool slow;	     /* takes long (a password's hash): runs in threads of its own; what takes files does so by itself */
};

/* ---- commands ---- */
struct option {
	const char *name;  /* "--dry-run" */
	const char *value; /* "N" when it takes one, else NULL */
	const char *sentence;
};

struct command_line { /* what the person typed, after app/ has read it against the row */
	struct str words[4096];
	unsigned n;		    /* words that are no options */
	struct str option_values[16]; /* index as in the row's options; ptr NULL = not given */
	bool json;		    /* --json */
	bool colours;		    /* standard output is a terminal and NO_COLOR is not set */
	struct str desk;	    /* where the desk is */
	bool (*key_path)(struct cx *cx, struct str where, struct str desk_id, struct str *path); /* where the key file of a desk at where is, or is to be */
	const struct feature *const *features;
	void *begun;		    /* what the row's before left for its handler */
};
/* The value given for an option ("" for one without value), or ptr NULL. */
struct str command_option(const struct command_line *line, const struct option *options, const char *name);
/* Writes b to standard output; true, so that a handler may end with it. Whether it arrived is looked at when the command ends. */
bool command_print(const struct buf *b);

typedef bool (*command_handler)(struct cx *cx, const struct command_line *line, int *exit_code);

enum desk_need { DESK_NONE, DESK_OPEN, DESK_CREATE, DESK_UPGRADE /* opened as it is, whatever its schema */ }; /* what the command wants opened before it runs */

struct command {
	const char *name;      /* "advisory read" */
	const char *arguments; /* "PATH..." for help */
	unsigned words_min, words_max;
	enum desk_need desk;
	enum right right;
	command_handler handler;
	const char *sentence; /* first line of its help */
	const char *more;     /* paragraphs and examples, or NULL */
	const struct option *options; /* ended by name NULL; may be NULL */
	bool (*before)(struct cx *cx, struct command_line *line); /* what must be done before the jail stands and anything is opened; NULL = nothing */
};

/* ---- events and jobs ---- */
struct feature;
struct event {
	int64_t key;
	struct str name;    /* "register.changed" */
	struct str subject; /* public id of what it is about */
	enum mode mode;
	int64_t at_us;
};
struct hear { /* what a room does when something below it happened */
	const char *event;
	bool (*handler)(struct cx *cx, const struct event *event);
};
struct job { /* leased, run by one process at a time */
	const char *name;
	int64_t every_us;
	bool (*run)(struct cx *cx);
	bool in_server; /* begins work that goes on in threads (cx->tasks): not run by commands, which would end under it */
};

/* ---- what release is asked about ---- */
struct subject_found {
	struct str id, name;
	int64_t class_key;
};
struct subject { /* a kind of record: one row makes it known to who-would-see, explain and mark */
	const char *kind; /* "asset" */
	/* The record with this public id, whoever asks (nothing of it may be shown before release allows); false without error when there is none. */
	bool (*find)(struct cx *cx, struct str id, struct subject_found *out);
	/* Gives all rows of the kind the class that their labels and marks make now; inside a writing transaction. NULL = it takes no marks. */
	bool (*relabel)(struct cx *cx);
};
struct dataset; /* core/dataset.h */

struct feature {
	const char *name;
	const struct db_schema *schema;
	const struct page *pages;	 /* ended by path NULL */
	const struct command *commands;	 /* ended by name NULL */
	const struct hear *hears;	 /* ended by event NULL */
	const struct job *jobs;		 /* ended by name NULL */
	const struct setting *const *settings; /* ended by NULL */
	const struct subject *subjects;	 /* ended by kind NULL */
	const struct dataset *datasets;	 /* ended by id NULL: every table of the schema belongs to one */
};
/* The schemas of features (NULL-ended), in their order, NULL-ended. In a. */
const struct db_schema *const *feature_schemas(struct arena *a, const struct feature *const *features);
