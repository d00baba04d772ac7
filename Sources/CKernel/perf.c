#include "CKernel.h"
#include <bpf/libbpf.h>

void assay_cpuid(uint32_t leaf, uint32_t words[4])
{
#if defined(__x86_64__)
	__asm__("cpuid" : "=a"(words[0]), "=b"(words[1]), "=c"(words[2]), "=d"(words[3]) : "a"(leaf), "c"(0));
#endif
}

uint64_t assay_time_stamp(void)
{
#if defined(__x86_64__)
	/* As perf reads it: not before what precedes it has been done. */
	return __builtin_ia32_lfence(), __builtin_ia32_rdtsc();
#endif
	return 0;
}

struct perf_buffer *assay_follow_tracepoint(uint64_t tracepoint, int map,
					    int (*take)(void *context, int processor, struct perf_event_header *record),
					    void *context)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_TRACEPOINT, .size = sizeof attributes, .config = tracepoint,
		.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_RAW, .sample_period = 1, .wakeup_events = 1,
	};
	return perf_buffer__new_raw(map, 64, &attributes, (perf_buffer_event_fn)take, context, NULL);
}
