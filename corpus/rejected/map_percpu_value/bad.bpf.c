// expect seen: loader A1903
//
// A value of a per-CPU map has at most 32 KiB.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct buffer {
	char text[65536];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct buffer); // <fails> <fix>
} buffers SEC(".maps");

SEC("raw_tp/sys_enter")
int seen(void *ctx)
{
	__u32 zero = 0;
	struct buffer *buffer = bpf_map_lookup_elem(&buffers, &zero);

	if (buffer)
		bpf_get_current_comm(buffer->text, 16);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
