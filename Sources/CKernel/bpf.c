#define _GNU_SOURCE
#include "CKernel.h"
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

long assay_bpf(int command, void *attributes, unsigned int size)
{
	long result = syscall(__NR_bpf, command, attributes, size);
	return result < 0 ? -errno : result;
}

const char *assay_error_name(int code)
{
	return strerrorname_np(code);
}
