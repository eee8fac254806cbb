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

/* True when c starts a character that could redraw or reorder a terminal's or page's text: C1 controls, bidirectional overrides, U+2028/9. */
static bool misleading(const unsigned char *p)
{
	return (p[0] == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0) ||
	       (p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9 || (p[2] >= 0xaa && p[2] <= 0xae))) ||
	       (p[0] == 0xe2 && p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9);
}

void inside_clean_text(struct str raw, char text[ERR_TEXT_MAX])
{
	size_t n = raw.len < ERR_TEXT_MAX - 1 ? raw.len : ERR_TEXT_MAX - 1, bad;
	if (n)
		memcpy(text, raw.ptr, n);
	text[n] = 0;
	while (!str_utf8((struct str){ text, n }, &bad)) {
		if (n == ERR_TEXT_MAX - 1 && n - bad < 4) {
			n = bad; /* cut by us in the middle of a character */
			break;
		}
		text[bad] = '?';
	}
	text[n] = 0;
	for (size_t i = 0; i < n; i++)
		if (misleading((const unsigned char *)text + i))
			do
				text[i] = '?';
			while (((unsigned char)text[i + 1] & 0xc0) == 0x80 && ++i < n);
		else if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			text[i] = '?';
}
