/* SPDX-License-Identifier: Apache-2.0
 *
 * The main of a fuzz target without a fuzzer: runs every file it is given, and every file in every folder it is given, once.
 */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int runs;

static int run_file(const char *path, const struct stat *st, int kind, struct FTW *place)
{
	(void)place;
	if (kind != FTW_F)
		return kind == FTW_NS;
	size_t size = (size_t)st->st_size;
	/* Exactly as large as the file, so that the sanitizer sees one byte too many. */
	uint8_t *bytes = malloc(size ? size : 1);
	FILE *f = fopen(path, "rb");
	if (!bytes || !f || fread(bytes, 1, size, f) != size)
		return 1;
	fclose(f);
	LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
	runs++;
	return 0;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (nftw(argv[i], run_file, 16, FTW_PHYS) != 0) {
			fprintf(stderr, "replay: cannot read %s\n", argv[i]);
			return 1;
		}
	printf("%d inputs\n", runs);
	return runs > 0 ? 0 : 1;
}
