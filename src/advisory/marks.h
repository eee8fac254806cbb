/* SPDX-License-Identifier: Apache-2.0
 *
 * Advisories as subjects of release. Inside the room.
 */
#pragma once
#include "core/feature.h"

extern const struct subject advisory_subjects[];
