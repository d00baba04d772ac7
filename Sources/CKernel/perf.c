#include "CKernel.h"
#include <errno.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

int assay_open_counter(uint32_t type, uint64_t config)
{
	struct perf_event_attr attributes = {.type = type, .size = sizeof attributes, .config = config, .disabled = 1};
	long result = syscall(__NR_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	return result < 0 ? -errno : (int)result;
}
