#define _GNU_SOURCE
#include "CKernel.h"
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

long assay_call(long number, long a, long b, long c, long d, long e)
{
	long result = syscall(number, a, b, c, d, e);
	return result < 0 ? -errno : result;
}

const char *assay_error_name(int code)
{
	return strerrorname_np(code);
}
