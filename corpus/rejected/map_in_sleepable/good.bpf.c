// expect route: accepted
// needs: 5.14
//
// A hash is open to sleepable programs.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__uint(key_size, 8);
	__uint(value_size, 8);
} routes SEC(".maps");

SEC("syscall")
int route(void *ctx)
{
	__u64 key = 32;

	return bpf_map_lookup_elem(&routes, &key) != 0;
}

char LICENSE[] SEC("license") = "GPL";
