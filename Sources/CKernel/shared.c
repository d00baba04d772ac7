#include "CKernel.h"
#include <bpf/btf.h>
#include <stdbool.h>

/* The linker's --wrap sends libbpf's own calls here: it reads the kernel's types for each object, and frees them. */
struct btf *__wrap_btf__load_vmlinux_btf(void);
struct btf *__real_btf__load_vmlinux_btf(void);
void __wrap_btf__free(struct btf *types);
void __real_btf__free(struct btf *types);

static struct btf *kept;

struct btf *__wrap_btf__load_vmlinux_btf(void)
{
	return kept ? kept : __real_btf__load_vmlinux_btf();
}

void __wrap_btf__free(struct btf *types)
{
	if (!kept || types != kept)
		__real_btf__free(types);
}

/* features.c of libbpf since 1.4, which answers from its memory what it has tried once: 1.4 had 20, and they are only added to. */
__attribute__((weak)) extern bool feat_supported(void *cache, int feature);

void assay_learn_kernel(void)
{
	for (int feature = 0; feat_supported && feature < 20; feature++)
		feat_supported(NULL, feature);
	if (!kept)
		kept = __real_btf__load_vmlinux_btf();
}
