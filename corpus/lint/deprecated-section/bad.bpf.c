// lint: A2604
// expect count: accepted
//
// A name from before libbpf 1.0.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("classifier") // <finding>
int count(struct __sk_buff *skb)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
