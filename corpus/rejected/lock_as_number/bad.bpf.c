// expect reset: rejected A1236
//
// A lock is the kernel's: it is taken and released by its helpers, and never written as a number.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct account {
	__u64 bytes;
	struct bpf_spin_lock lock;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct account);
} accounts SEC(".maps");

SEC("tc")
int reset(struct __sk_buff *skb)
{
	__u32 zero = 0;
	struct account *account = bpf_map_lookup_elem(&accounts, &zero);

	if (account)
		*(volatile __u32 *)&account->lock = 0; // <fails> <fix>
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
