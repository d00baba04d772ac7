// expect total on < 6.1: rejected A1813
// expect total: accepted
//
// The argument's type says how much there is.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct pair {
	int first;
	int second;
};

__noinline int sum(struct pair *numbers)
{
	if (!numbers)
		return 0;
	return numbers->first + numbers->second;
}

SEC("socket")
int total(struct __sk_buff *skb)
{
	struct pair pair = { skb->len, skb->mark };

	return sum(&pair);
}

char LICENSE[] SEC("license") = "GPL";
