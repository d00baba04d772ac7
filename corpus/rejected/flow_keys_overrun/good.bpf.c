// expect dissect: accepted
//
// The member is accessed by its name.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("flow_dissector")
int dissect(struct __sk_buff *skb)
{
	struct bpf_flow_keys *keys = skb->flow_keys;

	keys->flow_label = 1;
	return BPF_OK;
}

char LICENSE[] SEC("license") = "GPL";
