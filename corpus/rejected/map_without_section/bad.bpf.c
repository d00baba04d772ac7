// expect count: rejected A1604
//
// Without SEC(".maps") the declaration makes an ordinary variable: no map comes of it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} counts; // <fix>

SEC("raw_tp/sys_enter")
int count(void *ctx)
{
	__u32 pid = bpf_get_current_pid_tgid() >> 32;
	__u64 *calls = bpf_map_lookup_elem(&counts, &pid); // <fails>

	if (calls)
		*calls += 1;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
