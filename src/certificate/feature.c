/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of certificate.
 */
#include "core/dataset.h"
#include "page/catalogue.h"
#include "certificate/certificate.h"

extern const struct db_schema certificate_schema;
extern const struct command certificate_commands[];

/* A desk that has no key file serves plain HTTP, if at all: there is nothing to renew. */
static bool renew_job(struct cx *cx)
{
	return !cx->secrets || certificate_ensure(cx);
}

static const struct job certificate_jobs[] = {
	{ "certificate-renew", (int64_t)86400 * 1000000, renew_job },
	{},
};

static const char *const certificate_tables[] = { "desk_certificate", "certificate_anchor", "certificate_version", NULL };
static const struct dataset datasets[] = {
	{ "certificates", tr_later("Certificates"), tr_later("What the server shows to prove itself, its key sealed"), certificate_tables, "administrator", .floor = "RED" },
	{},
};

const struct feature feature_certificate = { .name = "certificate", .schema = &certificate_schema, .commands = certificate_commands, .jobs = certificate_jobs, .datasets = datasets };
