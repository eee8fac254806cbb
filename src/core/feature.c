/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading what app/ has parsed against a command's row.
 */
#include "core/feature.h"
#include <assert.h>

struct str command_option(const struct command_line *line, const struct option *options, const char *name)
{
	for (unsigned i = 0; options[i].name; i++)
		if (str_eq(str_c(options[i].name), str_c(name)))
			return line->option_values[i];
	assert(false && "an option that the command's row does not name");
	return (struct str){};
}
