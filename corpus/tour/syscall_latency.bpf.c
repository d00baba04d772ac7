// expect on_enter: accepted
// expect on_exit: accepted
//
// A histogram of the time that system calls take, in powers of two of microseconds.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define BUCKETS 32

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} started SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, BUCKETS);
	__type(key, __u32);
	__type(value, __u64);
} latency SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} lost SEC(".maps");

static __always_inline __u32 bucket_of(__u64 microseconds)
{
	__u32 bucket = 0;

	for (int step = 16; step; step /= 2) {
		if (microseconds >> step) {
			microseconds >>= step;
			bucket += step;
		}
	}
	return bucket;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int on_enter(struct trace_event_raw_sys_enter *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__u64 now = bpf_ktime_get_ns();

	if (bpf_map_update_elem(&started, &tid, &now, BPF_ANY)) {
		__u32 zero = 0;
		__u64 *count = bpf_map_lookup_elem(&lost, &zero);

		if (count)
			(*count)++;
	}
	return 0;
}

SEC("tracepoint/raw_syscalls/sys_exit")
int on_exit(struct trace_event_raw_sys_exit *ctx)
{
	__u32 tid = bpf_get_current_pid_tgid();
	__u64 *start = bpf_map_lookup_elem(&started, &tid);

	if (!start)
		return 0;

	__u32 bucket = bucket_of((bpf_ktime_get_ns() - *start) / 1000);
	__u64 *count = bpf_map_lookup_elem(&latency, &bucket);

	if (count)
		(*count)++;
	bpf_map_delete_elem(&started, &tid);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
