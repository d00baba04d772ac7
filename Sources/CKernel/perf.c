#define _GNU_SOURCE
#include "CKernel.h"
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

int assay_open_counter(const struct assay_counter *counter, int leader)
{
	struct perf_event_attr attributes = {
		.type = counter->type,
		.size = sizeof attributes,
		.config = counter->config,
		.config1 = counter->config1,
		.config2 = counter->config2,
		.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING,
		.exclude_user = counter->excludes_user,
		.exclude_kernel = counter->excludes_kernel,
		/* Only a leader may be pinned or start stopped: its members follow it. */
		.pinned = leader < 0,
		.disabled = leader < 0,
	};
	long result = syscall(__NR_perf_event_open, &attributes, 0, -1, leader, PERF_FLAG_FD_CLOEXEC);
	return result < 0 ? -errno : (int)result;
}

int assay_switch_counters(int leader, int on)
{
	unsigned long request = on ? PERF_EVENT_IOC_ENABLE : PERF_EVENT_IOC_DISABLE;
	return ioctl(leader, request, PERF_IOC_FLAG_GROUP) < 0 ? -errno : 0;
}

int assay_read_task(uint64_t *switches, int *processor)
{
	struct rusage usage;

	if (getrusage(RUSAGE_THREAD, &usage) < 0)
		return -errno;
	*switches = (uint64_t)usage.ru_nvcsw + (uint64_t)usage.ru_nivcsw;
	*processor = sched_getcpu();
	return 0;
}

int assay_read_affinity(uint64_t *mask, size_t bytes)
{
	long result = syscall(__NR_sched_getaffinity, 0, bytes, mask);
	return result < 0 ? -errno : (int)result;
}

int assay_set_affinity(const uint64_t *mask, size_t bytes)
{
	return syscall(__NR_sched_setaffinity, 0, bytes, mask) < 0 ? -errno : 0;
}

void assay_hypervisor(char name[13])
{
	memset(name, 0, 13);
#if defined(__x86_64__)
	unsigned int a, b, c, d;

	/* The bit that hypervisors set, and the leaf that they name themselves in. */
	if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 31))
		return;
	__cpuid(0x40000000, a, b, c, d);
	memcpy(name, &b, 4);
	memcpy(name + 4, &c, 4);
	memcpy(name + 8, &d, 4);
	if (!name[0])
		memcpy(name, "unknown", 8);
#endif
}

uint64_t assay_time_stamp(void)
{
#if defined(__x86_64__)
	/* As perf reads it: not before what precedes it has been done. */
	__builtin_ia32_lfence();
	return __builtin_ia32_rdtsc();
#else
	return 0;
#endif
}

int assay_open_clock(uint64_t period)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof attributes,
		.config = PERF_COUNT_SW_TASK_CLOCK,
		.sample_period = period,
	};
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
