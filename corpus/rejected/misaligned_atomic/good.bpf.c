// expect count on < 5.12: rejected A1804
// expect count: accepted
//
// Without packing it stands at offset 8.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct counter {
	__u32 kind;
	__u64 count;
};

struct counter counter;

SEC("socket")
int count(struct __sk_buff *skb)
{
	__sync_fetch_and_add(&counter.count, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
