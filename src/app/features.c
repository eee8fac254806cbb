/* SPDX-License-Identifier: Apache-2.0
 *
 * Every capability of the program, in one list. The only file that knows them all.
 */
#include "advisory/advisory.h"
#include "app/app.h"
#include "audit/audit.h"
#include "backup/backup.h"
#include "certificate/certificate.h"
#include "core/release_grant.h"
#include "impact/impact.h"
#include "people/people.h"
#include "policy/policy.h"
#include "registry/registry.h"
#include "sample/sample.h"

const struct feature *const features[] = {
	&feature_core,
	&feature_release,
	&feature_certificate,
	&feature_registry,
	&feature_backup,
	&feature_people,
	&feature_keys,
	&feature_audit,
	&feature_policy,
	&feature_impact,
	&feature_advisory,
	&feature_sample,
	&feature_app,
	NULL,
};

/* What people look for first comes first in the menu; pages that are not named here follow. */
const char *const menu_order[] = { "/", "/watch", "/advisories", "/warn", "/register", NULL };
