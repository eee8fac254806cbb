/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of people.
 */
#include "core/who_sign_in.h"
#include "people/people.h"

extern const struct command people_commands[];
extern const struct page people_pages[];

static const struct setting *const people_settings[] = { &setting_breached, &setting_idle, &setting_totp, &setting_second_factor, NULL };

const struct feature feature_people = {
	.name = "people",
	.pages = people_pages,
	.commands = people_commands,
	.settings = people_settings,
};
