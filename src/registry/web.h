/* SPDX-License-Identifier: Apache-2.0
 *
 * What the room's pages share: words, addresses, common parts. Inside the room.
 */
#pragma once
#include "registry/store_lists.h"
#include "registry/views.h"
#include "page/address.h"

enum { REGISTER_ROWS = 50 };

/* ---- words: plain text in the viewer's language ---- */
/* A catalogue text with its %s (or %1$s …) filled by texts; for places that take no HTML. A place without a value stays empty. */
struct str register_fill(const struct page_out *o, struct str text, const struct str *values, size_t n);
#define register_say(o, text, ...) \
	register_fill((o), (text), (const struct str[]){ __VA_ARGS__ }, sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* A number with the language's separators; a dash when it is negative (not said). */
struct str register_number(const struct page_out *o, int64_t v);
/* "45 min", "4 h", "2 d"; empty when negative. */
struct str register_minutes(const struct page_out *o, int64_t minutes);
/* "1 of 2", "all of 3", "full 3 of 4, degraded 2"; empty for a group of one. */
struct str register_need(const struct page_out *o, const struct list_link *link);
/* The two as one text that stays in order whichever way each is written ("name: 1 of 2"), for places that take no HTML. */
struct str register_beside(const struct page_out *o, struct str name, const char *between, struct str text);
/* "assets", "organization" …: names of records in the viewer's language. */
struct str register_record_word(const struct page_out *o, struct str record);

/* ---- addresses ---- */
struct str register_organization_href(struct arena *a, struct str id);
struct str register_node_href(struct arena *a, struct str id);
/* The address of a list with one filter. */
struct str register_list_href(struct arena *a, const char *path, const char *name, struct str value);

/* The page asked for by ?page=, from 1. */
int64_t register_page(const struct request *req);
/* A pager over total rows; href is built from the query. */
struct pager_view register_pager(struct address *q, int64_t page, int64_t total);

/* ---- parts ---- */
void register_crumb(struct cx *cx, struct page_call *call, struct str href, struct str text);
/* A link as html, for facts. */
struct html register_link(const struct page_out *o, struct str href, struct str text);
void register_fact(struct arena *a, struct facts_view *facts, struct str term, struct str text); /* nothing when text is empty */
void register_fact_link(const struct page_out *o, struct facts_view *facts, struct str term, struct str href, struct str text);
/* Source, confidence, origin, confirmation; and the TLP badge beside the title. */
/* A link to who would see the record, for whoever may ask. */
void register_who_link(struct cx *cx, struct page_call *call, const char *kind, struct str id);
void register_common(struct page_call *call, struct facts_view *facts, const struct list_common *common);
/* The record's changes from the ledger, newest first. kind: "asset", …; entries of other records with the same id are left out. */
bool register_history(struct cx *cx, const struct page_out *o, const char *kind, struct str id, struct register_history_view *out);
/* A row of a list. */
struct node_row register_node_row(const struct page_out *o, const struct list_node *n);
/* "assets +167 ~2 −1, …" from the ledger's content of an import. */
struct str register_import_text(struct cx *cx, const struct page_out *o, struct str content);

/* The map of all that is released and has a place, those close together as one dot; *outside: how many lie far beyond the country's outline. */
bool register_places(struct cx *cx, const struct page_out *o, struct map_view *map, int64_t *outside);

/* ---- handlers, for the table in web.c ---- */
bool register_organizations_page(struct cx *cx, struct page_call *call);
bool register_services_page(struct cx *cx, struct page_call *call);
bool register_assets_page(struct cx *cx, struct page_call *call);
bool register_organization_page(struct cx *cx, struct page_call *call);
bool register_node_page(struct cx *cx, struct page_call *call);
bool register_import_page(struct cx *cx, struct page_call *call);
bool register_import_post(struct cx *cx, struct page_call *call);
