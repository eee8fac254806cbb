/* SPDX-License-Identifier: Apache-2.0
 *
 * Time stamps asked for over the network, when the desk has an authority. Must never hold up anything else: the job does at most one exchange.
 */
#include "audit/audit.h"
#include "audit/stamping.h"
#include "core/checkpoint.h"
#include "core/stamp.h"
#include "net/client.h"
#include "sys/file.h"

enum { CA_BYTES_MAX = 1 << 20 };

bool audit_stamp_ask(struct cx *cx, int64_t *size, int64_t *at_us)
{
	struct str url = setting_read(cx, &setting_ledger_tsa_url), ca = arena_str(&cx->a, setting_read(cx, &setting_ledger_tsa_ca)),
	           request = {}, pem = {};
	if (!ok(cx) || !url.len || !ca.len)
		return ok(cx) && fail(cx, E_MISSING,
		                         "no time-stamping authority is set: 'mainstay setting set ledger.tsa-url URL' and ledger.tsa-ca "
		                         "FILE, or use --request and --reply");
	if (!file_read(&cx->a, ca.ptr, CA_BYTES_MAX, &pem, &cx->err) || !stamp_request(cx, size, &request))
		return false;
	struct client_answer answer;
	struct client_call call = { .url = url,
		.content_type = S("application/timestamp-query"),
		.body = request,
		.accept = S("application/timestamp-reply"),
		.max_bytes = STAMP_BYTES_MAX,
		.private_allowed = true }; /* the address is the administrator's own */
	if (!client_call(&cx->a, &call, &answer, &cx->err))
		return false;
	if (answer.status != 200)
		return fail(cx, E_BUSY, "the time-stamping authority answered with status %d", answer.status);
	return stamp_keep(cx, *size, answer.body, pem, at_us);
}

bool audit_stamp_job(struct cx *cx)
{
	struct checkpoint_kept newest;
	int64_t size = 0, at_us = 0;
	if (!cx->secrets || !setting_read(cx, &setting_ledger_tsa_url).len)
		return ok(cx);
	if (!checkpoint_job(cx) || !checkpoint_read(cx, 0, &newest)) {
		if (cx->err.kind == E_MISSING)
			err_clear(&cx->err); /* nothing has happened yet */
		return ok(cx);
	}
	return newest.stamped_us || audit_stamp_ask(cx, &size, &at_us);
}
