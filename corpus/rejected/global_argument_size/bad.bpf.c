// expect total on < 6.1: rejected A1813
// expect total: rejected A1208
//
// The function is verified by itself: its argument leads to one int, whatever the caller has.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct pair {
	int first;
	int second;
};

__noinline int sum(int *numbers) // <fix>
{
	if (!numbers)
		return 0;
	return numbers[0] + numbers[1]; // <fails>
}

SEC("socket")
int total(struct __sk_buff *skb)
{
	struct pair pair = { skb->len, skb->mark };

	return sum(&pair.first);
}

char LICENSE[] SEC("license") = "GPL";
