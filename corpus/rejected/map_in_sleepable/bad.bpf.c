// expect route on >= 7.3: accepted
// expect route: rejected A1516
// needs: 5.14
//
// A syscall program may sleep, and an LPM trie is not open to sleepable programs.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE); // <fix>
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 64);
	__uint(key_size, 8);
	__uint(value_size, 8);
} routes SEC(".maps");

SEC("syscall")
int route(void *ctx)
{
	__u64 key = 32;

	return bpf_map_lookup_elem(&routes, &key) != 0; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
