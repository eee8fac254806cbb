/* SPDX-License-Identifier: Apache-2.0
 *
 * sqlembed ROOM OUT.c FILE.sql…: turns a room's schema steps into the C table `const struct db_schema ROOM_schema`. Must never change a byte
 * of them: the SHA-256 of the text is recorded in every desk. A build tool; includes nothing of ours.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void die(const char *file, const char *what)
{
	fprintf(stderr, "sqlembed: %s: %s\n", file, what);
	exit(1);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(base_name(*(char *const *)a), base_name(*(char *const *)b));
}

/* The number of "NNNN-name.sql"; the steps of a room are 0001, 0002, … */
static int number_of(const char *path)
{
	const char *name = base_name(path);
	size_t n = strlen(name);
	if (n < 10 || strspn(name, "0123456789") != 4 || name[4] != '-' || strcmp(name + n - 4, ".sql") != 0)
		die(path, "a schema step is named NNNN-name.sql");
	if (strspn(name + 5, "abcdefghijklmnopqrstuvwxyz0123456789-") != n - 9)
		die(path, "a step's name is made of a-z, 0-9 and -");
	return atoi(name);
}

/* The file as C string literals, one a line of it. */
static void put_text(FILE *out, const char *path)
{
	FILE *in = fopen(path, "rb");
	if (!in)
		die(path, "cannot be read");
	int c, begun = 0;
	while ((c = getc(in)) != EOF) {
		if (c == 0)
			die(path, "holds a zero byte");
		if (!begun)
			fputs("\n\t  \"", out);
		begun = c != '\n';
		if (c == '\n')
			fputs("\\n\"", out);
		else if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c > 0x7e || c == '?')
			fprintf(out, "\\%03o", (unsigned)c);
		else
			putc(c, out);
	}
	if (begun)
		putc('"', out);
	if (ferror(in) || fclose(in) != 0)
		die(path, "cannot be read");
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: sqlembed ROOM OUT.c FILE.sql...\n", stderr);
		return 2;
	}
	const char *room = argv[1];
	if (strspn(room, "abcdefghijklmnopqrstuvwxyz_") != strlen(room))
		die(room, "a room's name is made of a-z and _");
	char **files = argv + 3;
	int n = argc - 3;
	qsort(files, (size_t)n, sizeof *files, by_name);
	FILE *out = fopen(argv[2], "wb");
	if (!out)
		die(argv[2], "cannot be written");
	fprintf(out, "/* Made by tools/sqlembed from the steps in %s/schema. */\n#include \"db/db.h\"\n\n", room);
	fprintf(out, "static const struct db_step steps[] = {\n");
	for (int i = 0; i < n; i++) {
		const char *name = base_name(files[i]);
		if (number_of(files[i]) != i + 1)
			die(files[i], "steps are numbered 0001, 0002, ... without gap");
		fprintf(out, "\t{ %d, \"%.*s\",", i + 1, (int)strlen(name) - 4, name);
		put_text(out, files[i]);
		fprintf(out, "\"\" },\n");
	}
	/* The declaration before it keeps -Wmissing-variable-declarations quiet. */
	fprintf(out, "\t{ 0, NULL, NULL },\n};\nextern const struct db_schema %s_schema;\n", room);
	fprintf(out, "const struct db_schema %s_schema = { \"%s\", steps };\n", room, room);
	if (ferror(out) || fclose(out) != 0)
		die(argv[2], "cannot be written");
	return 0;
}
