// expect on_getaddrinfo on < 5.12: rejected A1804
// expect on_getaddrinfo: accepted
// attaches: on_getaddrinfo
//
// Counts the host names that processes look up through libc.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define NAME_BYTES 64

struct host_name {
	char text[NAME_BYTES];
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct host_name);
	__type(value, __u64);
} hosts SEC(".maps");

SEC("uprobe/libc.so.6:getaddrinfo")
int BPF_UPROBE(on_getaddrinfo, const char *node)
{
	struct host_name name = {};
	__u64 one = 1, *count;

	if (bpf_probe_read_user_str(name.text, sizeof(name.text), node) <= 0)
		return 0;
	count = bpf_map_lookup_elem(&hosts, &name);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&hosts, &name, &one, BPF_NOEXIST);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
