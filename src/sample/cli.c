/* SPDX-License-Identifier: Apache-2.0
 *
 * The command that writes the sample country.
 */
#include "base/time.h"
#include "core/feature.h"
#include "sample/sample.h"
#include <stdio.h>

static const struct option sample_options[] = {
	{ "--seed", "N", "another country of the same kind (default: 1)" },
	{ "--scale", "N", "times as many operators, services and assets (default: 1)" },
	{},
};

static bool number(struct cx *cx, struct str value, const char *option, int64_t max, int64_t *out)
{
	if (!value.ptr || (str_int(value, out) && *out >= 0 && *out <= max))
		return true;
	return fail(cx, E_INVALID, "%s '%.*s' is not a whole number from 0 to %lld", option, STR(value), (long long)max);
}

static bool sample_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	int64_t seed = 1, scale = 1;
	struct sample_counts n;
	if (!number(cx, command_option(line, sample_options, "--seed"), "--seed", INT64_MAX, &seed) ||
	        !number(cx, command_option(line, sample_options, "--scale"), "--scale", SAMPLE_SCALE_MAX, &scale) ||
	        !sample_write(cx, line->words[0], (uint64_t)seed, (unsigned)scale, TIME_NONE, &n))
		return false;
	if (line->json)
		printf("{\"organizations\":%zu,\"services\":%zu,\"assets\":%zu,\"components\":%zu,\"dependencies\":%zu,\"advisories\":%zu}"
		       "\n",
		        n.organizations, n.services, n.assets, n.components, n.dependencies, n.advisories);
	else
		printf("The Republic of Ismerra: %zu organizations, %zu services, %zu assets, %zu components, %zu dependencies, %zu "
		       "advisories\n",
		        n.organizations, n.services, n.assets, n.components, n.dependencies, n.advisories);
	return true;
}

static const struct command sample_commands[] = {
	{ "sample", "DIR", 1, 1, DESK_NONE, RIGHT_ANYONE, sample_command, "Write a fictional country to try things on",
	        "Writes DIR/register, DIR/advisories and the expected answer of 'mainstay affected'. The same seed gives the same "
	        "bytes.\n\n"
	        "Example:\n  mainstay sample /tmp/ismerra\n  mainstay import /tmp/ismerra/register\n  mainstay advisory read "
	        "/tmp/ismerra/advisories\n",
	        sample_options },
	{},
};

const struct feature feature_sample = { .name = "sample", .commands = sample_commands };
