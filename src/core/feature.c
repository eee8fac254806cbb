/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading what app/ has parsed against a command's row.
 */
#include "core/feature.h"
#include <assert.h>
#include <stdio.h>

struct str command_option(const struct command_line *line, const struct option *options, const char *name)
{
	for (unsigned i = 0; options[i].name; i++)
		if (str_eq(str_c(options[i].name), str_c(name)))
			return line->option_values[i];
	assert(false && "an option that the command's row does not name");
	return (struct str){};
}

const struct db_schema *const *feature_schemas(struct arena *a, const struct feature *const *features)
{
	size_t n = 0, m = 0;
	while (features[n])
		n++;
	const struct db_schema **list = arena_array(a, const struct db_schema *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (features[i]->schema)
			list[m++] = features[i]->schema;
	return list;
}

bool command_print(const struct buf *b)
{
	fwrite(b->ptr, 1, b->len, stdout);
	return true;
}
