#include "CKernel.h"
#include <bpf/btf.h>
#include <stdbool.h>

/* What libbpf finds out anew for each object, or in each process, kept for the children that are forked later. */

/* The linker's --wrap sends libbpf's own calls here: the kernel's types are read for each object, and freed with it. */
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

/* features.c of libbpf since 1.4, which answers from its memory what it has tried once. It appends to its list. */
__attribute__((weak)) extern bool feat_supported(void *cache, int feature);
enum { FEATURES_OF_1_4 = 20 };

void assay_learn_kernel(void)
{
	for (int feature = 0; feat_supported && feature < FEATURES_OF_1_4; feature++)
		feat_supported(NULL, feature);
	if (!kept)
		kept = __real_btf__load_vmlinux_btf();
}
