// expect count_opens on < 5.12: rejected A1804
// expect count_opens: accepted
//
// Counts openat calls of the processes that user space lists in a map; of every process while the list is off.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

const volatile bool only_listed = true;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u8);
} listed SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, __u64);
} opens SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int count_opens(struct trace_event_raw_sys_enter *ctx)
{
	__u32 tgid = bpf_get_current_pid_tgid() >> 32;

	if (only_listed && !bpf_map_lookup_elem(&listed, &tgid))
		return 0;

	__u64 one = 1, *count = bpf_map_lookup_elem(&opens, &tgid);

	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&opens, &tgid, &one, BPF_NOEXIST);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
