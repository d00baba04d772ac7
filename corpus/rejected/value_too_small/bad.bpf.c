// expect stamp: rejected A1207
//
// The map holds 4 bytes a key; the program takes them for 8.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u32); // <fix>
} started SEC(".maps");

SEC("raw_tp/sys_enter")
int stamp(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid();
	__u64 *when = bpf_map_lookup_elem(&started, &pid);

	if (when)
		*when = bpf_ktime_get_ns(); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
