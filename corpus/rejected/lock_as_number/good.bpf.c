// expect reset: accepted
//
// The value is reset under the lock.
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

	if (account) {
		bpf_spin_lock(&account->lock);
		account->bytes = 0;
		bpf_spin_unlock(&account->lock);
	}
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
