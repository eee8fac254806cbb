/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of impact.
 */
#include "impact/impact.h"

extern const struct command impact_commands[];

const struct feature feature_impact = { .name = "impact", .commands = impact_commands };
