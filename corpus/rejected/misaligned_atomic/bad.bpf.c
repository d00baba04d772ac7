// expect count on < 5.12: rejected A1804
// expect count: rejected A1260
//
// A packed struct puts the counter at offset 4: an atomic addition wants it at a multiple of 8.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct counter {
	__u32 kind;
	__u64 count; // <fix>
} __attribute__((packed));

struct counter counter;

SEC("socket")
int count(struct __sk_buff *skb)
{
	__sync_fetch_and_add(&counter.count, 1); // <fails>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
