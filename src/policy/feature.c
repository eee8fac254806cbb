/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of policy.
 */
#include "policy/policy.h"

extern const struct command policy_commands[];
extern const struct page policy_pages[];

const struct feature feature_policy = { .name = "policy", .pages = policy_pages, .commands = policy_commands };
