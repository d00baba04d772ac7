#include "CKernel.h"
#include <bpf/libbpf.h>
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

struct perf_buffer *assay_follow_tracepoint(uint64_t tracepoint, int map,
					    int (*take)(void *context, int processor, struct perf_event_header *record),
					    void *context)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof attributes,
		.config = tracepoint,
		.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_RAW,
		.sample_period = 1,
		.wakeup_events = 1,
	};
	return perf_buffer__new_raw(map, 64, &attributes, (perf_buffer_event_fn)take, context, NULL);
}
