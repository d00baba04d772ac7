// expect keep: rejected A1514
//
// A tracepoint fires with the socket's locks in any state: a socket map may not be changed there.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP); // <fix>
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} sockets SEC(".maps");

SEC("raw_tp/sys_enter") // <fix>
int keep(void *ctx)
{
	__u32 key = 0;

	return bpf_map_delete_elem(&sockets, &key) == 0; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
