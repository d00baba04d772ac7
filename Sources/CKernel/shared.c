#include "CKernel.h"
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * The linker's --wrap sends libbpf's own calls here: it reads the kernel's types, and those of each module, for each
 * object, frees them, and walks through all of them for each name.
 */
struct btf *__wrap_btf__load_vmlinux_btf(void);
struct btf *__real_btf__load_vmlinux_btf(void);
struct btf *__wrap_btf_get_from_fd(int descriptor, struct btf *base);
__attribute__((weak)) struct btf *__real_btf_get_from_fd(int descriptor, struct btf *base);
void __wrap_btf__free(struct btf *types);
void __real_btf__free(struct btf *types);
int __wrap_btf__find_by_name_kind(const struct btf *types, const char *name, uint32_t kind);
int __real_btf__find_by_name_kind(const struct btf *types, const char *name, uint32_t kind);

static struct btf *kept;

/* The types of modules that were read so far, by the kernel's number of them, which it gives only once. */
static struct { uint32_t number; struct btf *types; } modules[64];
static size_t module_count;

/* Where the kernel's named types are: an open hash table of type ids; 0 is free. */
static uint32_t *places;
static size_t place_mask;

static size_t place(const char *name, uint32_t kind)
{
	uint32_t hash = 2166136261u ^ kind; /* FNV-1a */
	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * 16777619u;
	return hash & place_mask;
}

static void index_names(void)
{
	uint32_t count = btf__type_cnt(kept);
	for (place_mask = 1; place_mask < 2 * (size_t)count; place_mask = place_mask << 1 | 1)
		;
	places = calloc(place_mask + 1, sizeof(*places));
	for (uint32_t id = 1; places && id < count; id++) {
		const struct btf_type *type = btf__type_by_id(kept, id);
		const char *name = btf__name_by_offset(kept, type->name_off);
		if (!name || !*name)
			continue;
		size_t at = place(name, btf_kind(type));
		while (places[at])
			at = (at + 1) & place_mask;
		places[at] = id;
	}
}

int __wrap_btf__find_by_name_kind(const struct btf *types, const char *name, uint32_t kind)
{
	if (!places || types != kept || kind == BTF_KIND_UNKN || !*name || !strcmp(name, "void"))
		return __real_btf__find_by_name_kind(types, name, kind);
	for (size_t at = place(name, kind); places[at]; at = (at + 1) & place_mask) {
		const struct btf_type *type = btf__type_by_id(kept, places[at]);
		if (btf_kind(type) == kind && !strcmp(btf__name_by_offset(kept, type->name_off), name))
			return places[at];
	}
	errno = ENOENT;
	return -errno;
}

struct btf *__wrap_btf__load_vmlinux_btf(void)
{
	return kept ? kept : __real_btf__load_vmlinux_btf();
}

struct btf *__wrap_btf_get_from_fd(int descriptor, struct btf *base)
{
	struct bpf_btf_info info = {};
	uint32_t size = sizeof(info);
	bool keeps = kept && base == kept && !bpf_btf_get_info_by_fd(descriptor, &info, &size);

	for (size_t at = 0; keeps && at < module_count; at++)
		if (modules[at].number == info.id)
			return modules[at].types;
	struct btf *types = __real_btf_get_from_fd(descriptor, base);
	if (types && keeps && module_count < sizeof(modules) / sizeof(*modules)) {
		modules[module_count].number = info.id;
		modules[module_count++].types = types;
	}
	return types;
}

void __wrap_btf__free(struct btf *types)
{
	bool keeps = types && types == kept;

	for (size_t at = 0; at < module_count; at++)
		keeps |= modules[at].types == types;
	if (!keeps)
		__real_btf__free(types);
}

/* features.c of libbpf since 1.4, which answers from its memory what it has tried once: 1.4 had 20, and they are only added to. */
__attribute__((weak)) extern bool feat_supported(void *cache, int feature);

void assay_learn_kernel(void)
{
	for (int feature = 0; feat_supported && feature < 20; feature++)
		feat_supported(NULL, feature);
	if (kept)
		return;
	kept = __real_btf__load_vmlinux_btf();
	if (kept)
		index_names();
}

void assay_learn_modules(void)
{
	for (uint32_t id = 0; kept && !bpf_btf_get_next_id(id, &id);) {
		char name[64] = "";
		struct bpf_btf_info info = { .name = (uintptr_t)name, .name_len = sizeof(name) };
		uint32_t size = sizeof(info);
		int descriptor = bpf_btf_get_fd_by_id(id);
		if (descriptor < 0)
			continue;
		if (!bpf_btf_get_info_by_fd(descriptor, &info, &size) && info.kernel_btf && strcmp(name, "vmlinux"))
			__wrap_btf_get_from_fd(descriptor, kept);
		close(descriptor);
	}
}
