/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of audit.
 */
#include "audit/audit.h"
#include "audit/stamping.h"

extern const struct command audit_commands[];
extern const struct page audit_pages[];

static const struct job jobs[] = { { "ledger-stamp", (int64_t)86400 * 1000000, audit_stamp_job }, {} };

const struct feature feature_audit = { .name = "audit", .pages = audit_pages, .commands = audit_commands, .jobs = jobs };
