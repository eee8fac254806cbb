/* SPDX-License-Identifier: Apache-2.0
 *
 * A reading session: bytes → jail → checks → accept, quarantine or supersede → match → commit → tell. Documents are read ahead on all workers and written
 * in batches; none is told before the transaction that holds it has been committed. Must never drop a document silently.
 */
#include "advisory/matcher.h"
#include "advisory/reader.h"
#include "base/hash.h"
#include "base/json.h"
#include "core/desk.h"
#include "core/event.h"
#include "core/ledger.h"
#include "core/release_grant.h"
#include "core/readers.h"
#include "sys/archive.h"
#include "sys/compress.h"
#include "sys/file.h"
#include "sys/jail.h"
#include <string.h>
#include <unistd.h>

/* A batch is one commit and one wait for the disk; while it is open, others wait with their writing. */
enum { BATCH_DOCUMENTS = 128, BATCH_BYTES = 8 << 20, PENDING_MAX = 32, PACK_LEVEL = 1, DOCUMENT_BYTES_MAX = 64 << 20 };

const char *const advisory_state_names[] = { "accepted", "quarantined", "unchanged", "older", "skipped" };

struct pending {
	struct arena arena; /* holds all of it until the answer is written */
	struct str name, bytes, digest;
	struct str unreadable; /* why there are no bytes for the jail; else empty */
};

struct advisory_session {
	struct cx *cx;	/* the caller's: gets the error */
	struct cx work; /* the batch's: memory is given back after each commit */
	struct matcher *matcher, own;
	struct pending pending[PENDING_MAX];
	uint64_t submitted, collected;
	struct db_tx tx;
	/* of the open batch, in work's memory */
	VEC(struct advisory_reading) readings;
	struct matcher_rows rows;
	VEC(struct ledger_entry) entries;
	VEC(struct str) matched; /* tracking ids to be told upwards */
	int64_t first_revision, next_revision, red_class;
	size_t bytes, passed_over;
	bool stopped;
	bool (*told)(void *arg, const struct advisory_reading *reading);
	void *arg;
};

struct advisory_session *advisory_begin(struct cx *cx, bool (*told)(void *arg, const struct advisory_reading *reading), void *arg)
{
	struct advisory_session *s = arena_new(&cx->a, struct advisory_session);
	s->cx = cx;
	s->told = told;
	s->arg = arg;
	s->work = (struct cx){ .db = cx->db, .jail = cx->jail, .viewer = cx->viewer, .now_us = cx->now_us, .mode = cx->mode };
	/* What was installed since the last matching meets the advisories that are here already, before new ones come. */
	jail_take(cx->jail);
	if (matcher_catch_up(cx))
		s->matcher = matcher_borrow(cx, &s->own);
	return s;
}

static bool write_batch(struct advisory_session *s)
{
	struct cx *cx = &s->work;
	return matcher_write(cx, &s->rows) && ledger_append(cx, s->entries.at, s->entries.n) && events_emit(cx, S("advisory.matched"), s->matched.at, s->matched.n) &&
		(!s->matched.n || store_match_bump(cx, false)) && db_commit(&s->tx);
}

static bool flush(struct advisory_session *s)
{
	if (!s->tx.open)
		return ok(&s->work);
	bool good = write_batch(s);
	if (!good)
		db_tx_end_(&s->tx);
	for (size_t i = 0; good && i < s->readings.n && !s->stopped; i++)
		s->stopped = !s->told(s->arg, &s->readings.at[i]);
	if (!good && !s->cx->err.kind)
		s->cx->err = s->work.err;
	memset(&s->readings, 0, sizeof s->readings);
	memset(&s->rows, 0, sizeof s->rows);
	memset(&s->entries, 0, sizeof s->entries);
	memset(&s->matched, 0, sizeof s->matched);
	s->bytes = 0;
	arena_reset(&s->work.a);
	return good;
}

static bool open_batch(struct advisory_session *s)
{
	struct cx *cx = &s->work;
	if (s->tx.open)
		return true;
	s->tx = desk_begin(cx);
	s->first_revision = s->next_revision = desk_keys(cx, S("advisory_revision"), BATCH_DOCUMENTS);
	s->red_class = release_class(cx, &(struct labels){ .tlp = TLP_RED });
	/* Under the write lock nobody can install anything. What was installed since the session began meets the advisories that are here first; from then to the
	 * commit the index is complete. */
	return matcher_catch_up_inside(cx) && matcher_refresh(cx, s->matcher);
}

static bool quarantine(struct advisory_session *s, const struct pending *p, struct str reason, struct advisory_reading *out)
{
	struct cx *cx = &s->work;
	out->state = ADVISORY_QUARANTINED;
	out->reason = arena_str(&cx->a, reason);
	*vec_push(&cx->a, &s->entries) = (struct ledger_entry){ S("advisory.quarantine"), p->digest, arena_printf(&cx->a, "{\"digest\":\"%.*s\"}", STR(p->digest)), s->red_class };
	return store_quarantine_insert(cx, desk_keys(cx, S("quarantine"), 1), p->digest, p->name, out->reason, compress_zstd(&cx->a, p->bytes, PACK_LEVEL));
}

/* Numbers compared as numbers, part by part; a pre-release ("-…") comes before its release. */
static int compare_versions(struct str a, struct str b)
{
	while (a.ptr || b.ptr) {
		struct str x = str_cut(&a, '.'), y = str_cut(&b, '.');
		struct str xr = x, yr = y, xn = str_cut(&xr, '-'), yn = str_cut(&yr, '-');
		int64_t i = 0, k = 0;
		str_int(xn, &i);
		str_int(yn, &k);
		if (i != k)
			return i < k ? -1 : 1;
		if ((xr.len != 0) != (yr.len != 0))
			return xr.len ? -1 : 1;
		int c = str_cmp(xr, yr);
		if (c)
			return c;
	}
	return 0;
}

/* Does the document replace what is current? A document that does not conform never replaces one that does. */
static bool replaces(const struct store_standing *now, const struct csaf_document *doc, bool conforms)
{
	bool now_conforms = str_eq(now->state, S("accepted"));
	if (now_conforms != conforms)
		return conforms;
	int c = compare_versions(doc->version, now->version);
	/* The same version with other content happens: the later release date counts, then the later reading. */
	return c > 0 || (c == 0 && doc->current_release_us >= now->released_us);
}

static struct str reading_text(struct arena *a, const struct advisory_reading *r, const struct pending *p)
{
	struct buf b = buf_make(a, 8192);
	struct json_out o = json_out(&b);
	jo_object(&o);
	jo_kstr(&o, "version", r->version);
	jo_kstr(&o, "state", str_c(advisory_state_names[r->state]));
	jo_kstr(&o, "digest", p->digest);
	if (r->reason.len)
		jo_kstr(&o, "reason", r->reason);
	jo_object_end(&o);
	return buf_str(&b);
}

static bool write_revision(struct advisory_session *s, const struct pending *p, const struct csaf_document *doc, struct str parsed, struct advisory_reading *out,
	int64_t revision, int64_t advisory)
{
	struct cx *cx = &s->work;
	struct labels labels = {};
	struct release_marks marks;
	tlp_parse(doc->tlp, &labels.tlp);
	struct store_revision r = { .key = revision, .advisory = advisory, .digest = p->digest, .version = doc->version };
	r.state = out->reason.len ? S("quarantined") : S("accepted");
	r.reason = out->reason;
	r.publisher_name = doc->publisher_name;
	r.title = doc->title;
	r.tlp = tlp_text(labels.tlp);
	r.lang = doc->lang;
	r.severity = doc->severity;
	r.name = p->name;
	r.released_us = doc->current_release_us;
	r.products = (int64_t)doc->n_products;
	r.vulnerabilities = (int64_t)doc->n_vulnerabilities;
	r.faults = (int64_t)out->faults;
	r.cvss = -1;
	for (size_t i = 0; i < doc->n_vulnerabilities; i++)
		if (doc->vulnerabilities[i].cvss > r.cvss)
			r.cvss = doc->vulnerabilities[i].cvss;
	if (!release_marks_read(cx, &marks)) /* somebody may have marked an earlier revision */
		return false;
	release_marks_apply(&marks, S("advisory"), doc->tracking_id, &labels);
	r.class_key = release_class(cx, &labels);
	r.document = compress_zstd(&cx->a, p->bytes, PACK_LEVEL);
	r.parsed = compress_zstd(&cx->a, parsed, PACK_LEVEL);
	r.related = match_needs_places(doc);
	*vec_push(&cx->a, &s->entries) = (struct ledger_entry){ S("advisory.read"), doc->tracking_id, reading_text(&cx->a, out, p), r.class_key };
	return store_revision_insert(cx, &r);
}

static bool accept(struct advisory_session *s, const struct pending *p, const struct advisory_parcel *parcel, struct advisory_reading *out)
{
	struct cx *cx = &s->work;
	struct csaf_document doc;
	struct err err = {};
	if (!csaf_wire_read(&cx->a, parcel->parsed, &doc, &err))
		return quarantine(s, p, str_c(err.text), out);
	*out = (struct advisory_reading){ .name = p->name, .publisher = doc.publisher_namespace, .tracking = doc.tracking_id, .version = doc.version,
		.products = doc.n_products, .vulnerabilities = doc.n_vulnerabilities, .faults = parcel->n_faults };
	bool conforms = !parcel->n_faults;
	if (!conforms)
		out->reason = arena_printf(&cx->a, "does not conform to CSAF 2.0 (%zu fault%s): %.*s", parcel->n_faults, parcel->n_faults == 1 ? "" : "s", STR(parcel->fault));
	int64_t advisory = 0, current = 0, revision = s->next_revision++;
	bool known = store_advisory(cx, doc.publisher_namespace, doc.tracking_id, &advisory, &current);
	struct store_standing now = {};
	bool newest = true;
	if (known && store_revision_standing(cx, current, &now)) {
		newest = replaces(&now, &doc, conforms);
		out->supersedes = newest ? now.version : S("");
	}
	out->state = !conforms ? ADVISORY_QUARANTINED : newest ? ADVISORY_ACCEPTED : ADVISORY_OLDER;
	if (!known) {
		advisory = desk_keys(cx, S("advisory"), 1);
		store_advisory_insert(cx, advisory, doc.publisher_namespace, doc.tracking_id, revision);
	} else if (newest) {
		if (current >= s->first_revision && !matcher_write(cx, &s->rows)) /* its rows are still in hand */
			return false;
		store_findings_delete(cx, current);
		store_keys_delete(cx, current);
		store_advisory_current(cx, advisory, revision);
	}
	if (!write_revision(s, p, &doc, parcel->parsed, out, revision, advisory))
		return false;
	if (!newest)
		return true;
	*vec_push(&cx->a, &s->matched) = doc.tracking_id;
	return matcher_match(cx, s->matcher, &cx->a, revision, &doc, true, conforms ? 100 : MATCH_QUARANTINED_CONFIDENCE, &s->rows, &out->findings, &out->affected);
}

/* These bytes are here already. What stands in quarantine is told again with its reason, so that whoever reads a folder every night hears of it every night. */
static bool tell_again(struct advisory_session *s, struct str digest, struct advisory_reading *out)
{
	struct cx *cx = &s->work;
	struct store_known known;
	out->state = ADVISORY_UNCHANGED;
	if (!store_digest_known(cx, digest, &known))
		return false;
	out->publisher = known.publisher;
	out->tracking = known.tracking;
	out->version = known.version;
	out->products = (size_t)known.products;
	out->vulnerabilities = (size_t)known.vulnerabilities;
	out->faults = (size_t)known.faults;
	if (known.quarantined && known.revision >= known.current) { /* else what replaced it came after it */
		out->state = ADVISORY_QUARANTINED;
		out->reason = known.reason;
	}
	if (known.revision >= s->first_revision) /* its rows are still in hand */
		matcher_write(cx, &s->rows);
	int64_t findings = 0, affected = 0;
	if (known.revision)
		store_findings_count(cx, known.revision, &findings, &affected);
	out->findings = (size_t)findings;
	out->affected = (size_t)affected;
	return true;
}

static bool write_answer(struct advisory_session *s, const struct pending *p, const struct jail_answer *answer, struct advisory_reading *out)
{
	struct cx *cx = &s->work;
	struct advisory_parcel parcel;
	struct err err = answer->err;
	*out = (struct advisory_reading){ .name = p->name };
	if (tell_again(s, p->digest, out) || !ok(cx))
		return ok(cx);
	if (p->unreadable.len)
		return quarantine(s, p, p->unreadable, out);
	if (answer->good)
		advisory_parcel_read(arena_str(&cx->a, answer->bytes), &parcel, &err);
	if (err.kind == E_BROKEN)
		return fail(cx, E_BROKEN, "%s", err.text);
	if (err.kind)
		return quarantine(s, p, str_c(err.text), out);
	if (parcel.kind == ADVISORY_KIND_CSAF)
		return accept(s, p, &parcel, out);
	out->state = ADVISORY_SKIPPED;
	out->reason = arena_printf(&cx->a, "this is %.*s, not an advisory", STR(parcel.what));
	return true;
}

/* The oldest that is under way, answered and written. */
static bool collect_one(struct advisory_session *s)
{
	struct jail_answer answer = {};
	if (s->collected == s->submitted)
		return true;
	struct pending *p = &s->pending[s->collected++ % PENDING_MAX];
	if (!p->unreadable.len)
		jail_collect(s->cx->jail, &answer);
	bool good = open_batch(s);
	if (good) {
		struct arena *a = &s->work.a;
		struct pending kept = { .name = arena_str(a, p->name), .bytes = p->bytes, .digest = arena_str(a, p->digest), .unreadable = p->unreadable };
		struct advisory_reading reading;
		good = write_answer(s, &kept, &answer, &reading) && ok(&s->work);
		*vec_push(&s->work.a, &s->readings) = reading;
		s->bytes += p->bytes.len;
	}
	arena_end(&p->arena);
	if (!good) {
		if (!s->cx->err.kind)
			s->cx->err = s->work.err;
		return false;
	}
	return (s->readings.n < BATCH_DOCUMENTS && s->bytes < BATCH_BYTES) || flush(s);
}

/* A place for the next one; NULL when the session is at its end. */
static struct pending *next_pending(struct advisory_session *s)
{
	if (!ok(s->cx) || s->stopped)
		return NULL;
	while (!jail_has_room(s->cx->jail) || s->submitted - s->collected == PENDING_MAX)
		if (!collect_one(s) || s->stopped)
			return NULL;
	struct pending *p = &s->pending[s->submitted++ % PENDING_MAX];
	*p = (struct pending){};
	return p;
}

static struct str digest_of(struct arena *a, struct str bytes)
{
	struct sha256 h = sha256(bytes);
	return hex(a, h.bytes, sizeof h.bytes);
}

bool advisory_read_bytes(struct advisory_session *s, struct str name, struct str bytes)
{
	struct pending *p = next_pending(s);
	if (!p)
		return false;
	p->name = arena_str(&p->arena, name);
	p->bytes = arena_str(&p->arena, bytes);
	p->digest = digest_of(&p->arena, bytes);
	jail_submit(s->cx->jail, READER_CSAF, p->bytes, s->submitted - 1);
	return true;
}

bool advisory_unreadable(struct advisory_session *s, struct str name, struct str reason)
{
	struct pending *p = next_pending(s);
	if (!p)
		return false;
	p->name = arena_str(&p->arena, name);
	p->unreadable = arena_str(&p->arena, reason);
	/* There are no bytes to know it by: it is known by what is said of it. */
	p->digest = digest_of(&p->arena, arena_printf(&p->arena, "unreadable%c%.*s%c%.*s", 0, STR(name), 0, STR(reason)));
	return true;
}

/* What went wrong, without the name that stands before it on the line anyway. */
static struct str reason_of(struct str name, const char *text)
{
	struct str reason = str_c(text);
	return str_starts(reason, name) && str_starts(str_slice(reason, name.len, reason.len), S(": ")) ? str_slice(reason, name.len + 2, reason.len) : reason;
}

/* inside: the file came out of a folder, where one that cannot be read costs no other. */
static bool read_file(struct advisory_session *s, const char *path, bool inside)
{
	struct arena a = {};
	struct str bytes;
	struct err err = {};
	bool good;
	if (file_read(&a, path, DOCUMENT_BYTES_MAX, &bytes, &err))
		good = advisory_read_bytes(s, str_c(path), bytes);
	else if (inside || err.kind == E_INVALID)
		good = advisory_unreadable(s, str_c(path), reason_of(str_c(path), err.text));
	else
		good = fail(s->cx, err.kind, "%s", err.text);
	arena_end(&a);
	return good;
}

static bool is_document(struct str name)
{
	return str_ends(name, S(".json"));
}

static bool read_folder(struct advisory_session *s, const char *path)
{
	struct file_list files = {};
	struct arena a = {};
	bool good = file_walk(&a, path, &files, &s->cx->err);
	for (size_t i = 0; good && i < files.n; i++)
		if (is_document(files.at[i]))
			good = read_file(s, files.at[i].ptr, true);
		else
			s->passed_over++;
	arena_end(&a);
	return good;
}

struct archive_reading {
	struct advisory_session *session;
	struct str name;
};

static bool archive_entry(void *arg, const struct archived *entry)
{
	struct archive_reading *r = arg;
	if (!is_document(entry->name)) {
		r->session->passed_over++;
		return true;
	}
	if (!entry->skipped.len)
		return advisory_read_bytes(r->session, entry->name, entry->bytes);
	struct arena a = {};
	bool good = advisory_unreadable(r->session, entry->name, arena_printf(&a, "in the archive %.*s: %.*s", STR(r->name), STR(entry->skipped)));
	arena_end(&a);
	return good;
}

bool advisory_read_archive(struct advisory_session *s, struct str name, int fd)
{
	struct archive_reading r = { s, name };
	struct err err = {};
	bool whole = archive_each(s->cx->jail, READER_ARCHIVE, fd, name, archive_entry, &r, &err);
	if (whole || !ok(s->cx))
		return ok(s->cx);
	if (err.kind != E_INVALID)
		return fail(s->cx, err.kind, "%s", err.text);
	/* What stands before the damage has been read; the archive has a line of its own. */
	return advisory_unreadable(s, name, reason_of(name, err.text));
}

static bool read_archive(struct advisory_session *s, const char *path)
{
	int fd = file_open(path, &s->cx->err);
	if (fd < 0)
		return false;
	bool good = advisory_read_archive(s, str_c(path), fd);
	close(fd);
	return good;
}

bool advisory_read_path(struct advisory_session *s, struct str path)
{
	if (!ok(s->cx))
		return false;
	path = arena_str(&s->cx->a, path);
	if (file_kind(path.ptr) == FILE_FOLDER)
		return read_folder(s, path.ptr);
	if (archive_named(path))
		return read_archive(s, path.ptr);
	return read_file(s, path.ptr, false);
}

size_t advisory_passed_over(const struct advisory_session *s)
{
	return s->passed_over;
}

bool advisory_end(struct advisory_session *s)
{
	while (s->collected < s->submitted && ok(s->cx) && !s->stopped)
		collect_one(s);
	struct jail_answer dropped; /* after an error: what is under way is read out, not written, not told */
	while (jail_collect(s->cx->jail, &dropped)) { }
	if (ok(s->cx))
		flush(s);
	db_tx_end_(&s->tx);
	for (unsigned i = 0; i < PENDING_MAX; i++)
		arena_end(&s->pending[i].arena);
	matcher_return(s->cx, s->matcher, &s->own, !ok(s->cx));
	jail_give(s->cx->jail);
	arena_end(&s->work.a);
	return ok(s->cx);
}
