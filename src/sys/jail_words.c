/* SPDX-License-Identifier: Apache-2.0
 *
 * What went wrong in the jail, in words that are safe to show. Must never let through what could redraw or reorder a terminal's text.
 */
#include "sys/jail_inside.h"
#include <signal.h>
#include <string.h>

const char *inside_signal_meaning(int number)
{
	switch (number) {
	case SIGSYS: return "it asked the system for something a reader never needs";
	case SIGABRT: return "it gave up, most likely for want of memory";
	case SIGXCPU: return "it used too much processor time";
	case SIGKILL: return "the system ended it, most likely for want of memory";
	default: return "it crashed";
	}
}

void inside_clean_text(struct str raw, char text[ERR_TEXT_MAX])
{
	size_t n = raw.len < ERR_TEXT_MAX - 1 ? raw.len : ERR_TEXT_MAX - 1;
	if (n)
		memcpy(text, raw.ptr, n);
	text[str_one_line(text, n)] = 0;
}
