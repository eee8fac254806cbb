/* SPDX-License-Identifier: Apache-2.0
 *
 * assetc: turns one file into a `const struct page_asset page_asset_NAME`, its address holding a hash of its bytes.
 *   assetc NAME CONTENT-TYPE IN OUT.c        Must never change a byte of the file.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	static char bytes[1 << 20];
	if (argc != 5)
		errx(2, "assetc NAME CONTENT-TYPE IN OUT.c");
	FILE *in = fopen(argv[3], "rb"), *out = fopen(argv[4], "w");
	size_t n = in ? fread(bytes, 1, sizeof bytes, in) : 0;
	if (!in || !out || ferror(in) || n == sizeof bytes)
		err(1, "%s or %s (at most 1 MiB)", argv[3], argv[4]);
	uint64_t hash = 14695981039346656037u; /* FNV-1a: it names the version and guards nothing */
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
	const char *dot = strrchr(argv[3], '.');
	fprintf(out, "/* Made from %s by tools/assetc. */\n#include \"page/asset.h\"\nstatic const char bytes[] = {", dot ? dot : "a file");
	for (size_t i = 0; i < n; i++)
		fprintf(out, "%s%d,", i % 24 ? "" : "\n", bytes[i]);
	fprintf(out, "\n};\nconst struct page_asset page_asset_%s = {\n\t.path = \"/asset/%s-%016llx%s\",\n", argv[1], argv[1],
	        (unsigned long long)hash, dot ? dot : "");
	fprintf(out, "\t.content_type = \"%s\",\n\t.bytes = { bytes, sizeof bytes },\n};\n", argv[2]);
	return ferror(out) || fclose(out) ? 1 : 0;
}
