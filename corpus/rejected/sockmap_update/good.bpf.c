// expect keep: accepted
//
// Such a program keeps what it wants to know in a plain map.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} sockets SEC(".maps");

SEC("raw_tp/sys_enter")
int keep(void *ctx)
{
	__u32 key = 0;

	return bpf_map_delete_elem(&sockets, &key) == 0;
}

char LICENSE[] SEC("license") = "GPL";
