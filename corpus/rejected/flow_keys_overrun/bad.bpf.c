// expect dissect: rejected A1266
//
// The index leads past the end of struct bpf_flow_keys.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("flow_dissector")
int dissect(struct __sk_buff *skb)
{
	struct bpf_flow_keys *keys = skb->flow_keys;

	((volatile __u32 *)keys)[sizeof(*keys) / 4] = 1; // <fails> <fix>
	return BPF_OK;
}

char LICENSE[] SEC("license") = "GPL";
