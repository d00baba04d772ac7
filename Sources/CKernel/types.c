#include "CKernel.h"
#include <bpf/btf.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static void print(void *stream, const char *format, va_list arguments)
{
	vfprintf(stream, format, arguments);
}

int assay_types_as_c(const void *bytes, uint32_t size, char **text, size_t *length)
{
	struct btf *types = btf__new(bytes, size);
	if (!types)
		return -errno;
	FILE *stream = open_memstream(text, length);
	struct btf_dump *dump = stream ? btf_dump__new(types, print, stream, NULL) : NULL;
	int result = dump ? 0 : -errno;
	for (uint32_t id = 1; !result && id < btf__type_cnt(types); id++)
		result = btf_dump__dump_type(dump, id);
	btf_dump__free(dump);
	if (stream && fclose(stream) && !result)
		result = -errno;
	btf__free(types);
	return result;
}
