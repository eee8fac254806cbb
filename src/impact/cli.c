/* SPDX-License-Identifier: Apache-2.0
 *
 * Commands of impact: what falls if these nodes fail.
 */
#include "base/json.h"
#include "core/release.h"
#include "impact/impact.h"
#include <stdio.h>

enum { LINES_BYTES_MAX = 1 << 28 };
static const char *const level_names[] = { "out", "severe", "degraded", "full" };

/* What of the network the viewer may know. */
struct seen {
	struct map cleared, path;
	struct registry_sector_vec sectors;
};

/* How a node stands on others, and that it falls with them, is for its owner and the desk to know (PURPOSE_PATH), unless it is what the scenario names. */
static bool told(const struct seen *seen, const struct impact_fall *f)
{
	return map_find_int(&seen->cleared, f->node->class_key) && (f->capped || map_find_int(&seen->path, f->node->class_key));
}

/* A node that is not released is named by its sector, in braces, which no id has; one whose sector is not released either, by nothing. */
static struct str name_of(struct cx *cx, const struct seen *seen, const struct registry_node *n)
{
	if (map_find_int(&seen->cleared, n->class_key))
		return n->id;
	vec_each (s, &seen->sectors)
		if (str_eq(s->id, n->sector))
			return arena_printf(&cx->a, "{%.*s}", STR(n->sector));
	return S("{}");
}

static void put_json(struct cx *cx, struct buf *b, const struct impact_network *net, const struct impact_fall *f, const struct seen *seen)
{
	struct json_out o = json_out(b);
	jo_object(&o);
	jo_kstr(&o, "node", f->node->id);
	jo_kint(&o, "level", f->level);
	jo_kint(&o, "after_min", f->after_min);
	jo_key(&o, "steps");
	jo_array(&o);
	for (unsigned i = 0; i < f->n_steps; i++) {
		jo_object(&o);
		jo_kint(&o, "minute", f->steps[i].minute);
		jo_kint(&o, "level", f->steps[i].level);
		jo_object_end(&o);
	}
	jo_array_end(&o);
	jo_key(&o, "because");
	jo_object(&o);
	jo_key(&o, "group");
	if (f->capped)
		jo_null(&o);
	else
		jo_str(&o, f->group);
	jo_kint(&o, "need", f->need);
	jo_kint(&o, "has", f->has);
	jo_kstr(&o, "text", f->text);
	jo_object_end(&o);
	jo_key(&o, "path");
	jo_array(&o);
	for (uint32_t i = 0; i < f->n_path; i++)
		jo_str(&o, name_of(cx, seen, &net->nodes.at[f->path[i]]));
	jo_array_end(&o);
	jo_object_end(&o);
	buf_char(b, '\n');
}

static const struct option fail_options[] = {
	{ "--mode", "MODE", "loss, grounded or cold (default: grounded)" },
	{ "--reading", "R", "worst or best: how unknown alternatives are read (default: worst)" },
	{},
};

static bool read_caps(struct cx *cx, const struct command_line *line, const struct impact_network *net, struct map *cleared, struct cascade_cap *caps)
{
	for (unsigned i = 0; i < line->n; i++) {
		const uint64_t *number = map_find(&net->by_id, line->words[i]);
		/* Missing and not released are one answer. */
		if (!number || !map_find_int(cleared, net->nodes.at[*number].class_key))
			return fail(cx, E_MISSING, "there is no asset or service '%.*s'", STR(line->words[i]));
		caps[i] = (struct cascade_cap){ (uint32_t)*number, 0 };
	}
	return true;
}

static bool fail_command(struct cx *cx, const struct command_line *line, int *exit_code)
{
	(void)exit_code;
	enum cascade_mode mode = CASCADE_GROUNDED;
	struct str mode_text = command_option(line, fail_options, "--mode"), reading_text = command_option(line, fail_options, "--reading");
	bool best = str_eq(reading_text, S("best"));
	if (mode_text.ptr && !impact_mode_parse(mode_text, &mode))
		return fail(cx, E_INVALID, "--mode '%.*s' is not one of loss, grounded, cold", STR(mode_text));
	if (reading_text.ptr && !best && !str_eq(reading_text, S("worst")))
		return fail(cx, E_INVALID, "--reading '%.*s' is not worst or best", STR(reading_text));
	struct impact_network net;
	struct seen seen = { .cleared = release_classes(cx), .path = release_path_classes(cx) };
	struct cascade_cap *caps = arena_array(&cx->a, struct cascade_cap, line->n);
	if (!impact_network_load(cx, &net) || !read_caps(cx, line, &net, &seen.cleared, caps) || !registry_sectors(cx, &seen.sectors))
		return false;
	struct cascade_scratch *scratch = cascade_scratch_make(&cx->a, net.graph);
	const struct cascade_rest *rest = cascade_rest_make(&cx->a, scratch, net.graph, mode, best ? CASCADE_BEST : CASCADE_WORST);
	struct cascade_result result;
	if (!cascade_run(scratch, rest, caps, line->n, &result, &cx->err))
		return false;
	struct buf b = buf_make(&cx->a, LINES_BYTES_MAX);
	int64_t users = 0;
	size_t services = 0, shown = 0;
	for (uint32_t i = 0; i < result.n; i++) {
		struct impact_fall f;
		impact_explain(&cx->a, &net, &result, &result.falls[i], &f);
		if (!told(&seen, &f))
			continue;
		shown++;
		services += f.node->is_service;
		users += f.node->is_service && f.node->users > 0 ? f.node->users : 0;
		if (line->json)
			put_json(cx, &b, &net, &f, &seen);
		else
			buf_printf(&b, "%6lld min  %-8s  %-28.*s  %.*s\n", (long long)f.after_min, level_names[f.level], STR(f.node->id), STR(f.text));
	}
	if (!line->json)
		buf_printf(&b, "%zu nodes below their level at rest, %zu of them services with %lld users\n", shown, services, (long long)users);
	command_print(&b);
	return true;
}

const struct command impact_commands[] = {
	{ "impact fail", "NODE...", 1, 4096, DESK_OPEN, RIGHT_READ, fail_command, "What falls if these assets or services fail",
		"Prints every node below its level at rest with the minute it gets there, the group that holds it down, and (--json) the path from the cause.\n\n"
		"Examples:\n  mainstay impact fail northgrid-substation-7\n  mainstay impact fail gate-1 gate-2 --mode loss --json\n",
		fail_options },
	{},
};
