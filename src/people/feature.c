/* SPDX-License-Identifier: Apache-2.0
 *
 * The door plate of people.
 */
#include "people/people.h"

extern const struct command people_commands[];
extern const struct page people_pages[];

const struct feature feature_people = {
	.name = "people",
	.pages = people_pages,
	.commands = people_commands,
};
