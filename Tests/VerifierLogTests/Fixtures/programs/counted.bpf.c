#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32[16]);
} table SEC(".maps");

/* The loop runs one round too far: the refusal comes after sixteen good rounds. */
SEC("xdp")
int counted(struct xdp_md *ctx)
{
	__u32 zero = 0, sum = 0;
	__u32 *values = bpf_map_lookup_elem(&table, &zero);

	if (!values)
		return XDP_PASS;
#pragma clang loop unroll(disable)
	for (int i = 0; i <= 16; i++) {
		sum += values[i];
		asm volatile("" : "+r"(i));
	}
	return sum ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
