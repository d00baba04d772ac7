// expect seen: accepted
//
// The value is no longer than what one allocation of a CPU gives.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct buffer {
	char text[16384];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct buffer);
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
