// expect size: accepted
//
// A static function is verified with what its caller passes.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct pair {
	__u64 first, second;
};

static __noinline int pick(struct pair *pair)
{
	return pair ? pair->first : 0;
}

SEC("tc")
int size(struct __sk_buff *skb)
{
	__u64 length = skb->len;

	return pick((struct pair *)&length);
}

char LICENSE[] SEC("license") = "GPL";
