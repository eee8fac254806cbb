/* SPDX-License-Identifier: Apache-2.0
 *
 * Takes the libraries that no reader needs out of a zygote: of some forty only a few are left, which halves the cost of a fork and leaves a
 * reader that was taken over with less code to misuse. The dynamic linker must never be asked to look for a function afterwards, for it would
 * walk the missing ones: everything that stays is bound first, and when that cannot be done nothing is taken out.
 */
#include "sys/jail_inside.h"
#include <dlfcn.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__x86_64__)
enum { JUMP_SLOT = R_X86_64_JUMP_SLOT };
#elif defined(__aarch64__)
enum { JUMP_SLOT = R_AARCH64_JUMP_SLOT };
#else
enum { JUMP_SLOT = -1 }; /* unknown here: nothing is taken out */
#endif

struct slimming {
	const struct inside *in;
	bool bound; /* all that stays is bound */
};

static bool is_linker(const char *file)
{
	return strstr(file, "ld-linux") || strstr(file, "vdso");
}

/* The program itself has no name. */
static bool stays(const struct inside *in, const char *file)
{
	static const char *const always[] = { "libc.so", "libm.so" };
	if (!*file || is_linker(file))
		return true;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++)
		if (strstr(file, always[i]))
			return true;
	for (unsigned i = 0; i < in->n_readers; i++)
		for (const char *const *l = in->readers[i].libraries; l && *l; l++)
			if (strstr(file, *l))
				return true;
	return false;
}

/* What the dynamic section says about functions bound at their first call. */
struct lazy {
	const ElfW(Rela) * calls;
	size_t n;
	const ElfW(Sym) * symbols;
	const char *names;
	bool now; /* all were bound when it was loaded */
};

static struct lazy lazy_of(const struct dl_phdr_info *info)
{
	struct lazy l = {};
	for (int i = 0; i < info->dlpi_phnum; i++) {
		if (info->dlpi_phdr[i].p_type != PT_DYNAMIC)
			continue;
		for (const ElfW(Dyn) *d = (const void *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr); d->d_tag != DT_NULL; d++)
			switch (d->d_tag) {
			case DT_JMPREL: l.calls = (const void *)d->d_un.d_ptr; break;
			case DT_PLTRELSZ: l.n = d->d_un.d_val / sizeof *l.calls; break;
			case DT_SYMTAB: l.symbols = (const void *)d->d_un.d_ptr; break;
			case DT_STRTAB: l.names = (const void *)d->d_un.d_ptr; break;
			case DT_FLAGS: l.now |= (d->d_un.d_val & DF_BIND_NOW) != 0; break;
			case DT_FLAGS_1: l.now |= (d->d_un.d_val & DF_1_NOW) != 0; break;
			default: break;
			}
	}
	return l;
}

/* Binds the functions that one object calls through its jump table, as the dynamic linker would at the first call. */
static int bind_calls(struct dl_phdr_info *info, size_t size, void *arg)
{
	(void)size;
	struct slimming *s = arg;
	if (!stays(s->in, info->dlpi_name) || is_linker(info->dlpi_name))
		return 0;
	struct lazy l = lazy_of(info);
	for (size_t i = 0; i < l.n && !l.now; i++) {
		if (ELF64_R_TYPE(l.calls[i].r_info) != JUMP_SLOT)
			continue;
		const ElfW(Sym) *symbol = &l.symbols[ELF64_R_SYM(l.calls[i].r_info)];
		void *to = dlsym(RTLD_DEFAULT, l.names + symbol->st_name);
		if (!to && symbol->st_shndx != SHN_UNDEF && ELF64_ST_TYPE(symbol->st_info) == STT_FUNC)
			to = (void *)(info->dlpi_addr + symbol->st_value); /* an old version that only the library itself still calls */
		if (to)
			*(void **)(info->dlpi_addr + l.calls[i].r_offset) = to;
		else
			s->bound = false;
	}
	return 0;
}

static int take_out(struct dl_phdr_info *info, size_t size, void *arg)
{
	(void)size;
	const struct slimming *s = arg;
	if (stays(s->in, info->dlpi_name))
		return 0;
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), from = UINTPTR_MAX, to = 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];
		if (p->p_type != PT_LOAD)
			continue;
		uintptr_t begin = p->p_vaddr & ~(page - 1), end = (p->p_vaddr + p->p_memsz + page - 1) & ~(page - 1);
		from = begin < from ? begin : from;
		to = end > to ? end : to;
	}
	if (from < to)
		munmap((void *)(info->dlpi_addr + from), to - from); /* only a saving: failure is no fault */
	return 0;
}

void inside_slim(const struct inside *in)
{
	bool all_needed = INSIDE_SANITIZED || in->streams || JUMP_SLOT < 0;
	for (unsigned i = 0; i < in->n_readers; i++)
		all_needed |= in->readers[i].read && !in->readers[i].libraries;
	struct slimming s = { in, true };
	if (all_needed || dl_iterate_phdr(bind_calls, &s) || !s.bound)
		return;
	dl_iterate_phdr(take_out, &s);
}
