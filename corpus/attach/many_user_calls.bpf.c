// expect on_allocation: accepted
// expect on_allocation_back: accepted
// attaches: on_allocation on_allocation_back
// needs: 6.6
// tags: vm
//
// Every allocation of a library that a virtual machine does not have, by one link of many places.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 asked;

SEC("uprobe.multi//usr/lib/libjemalloc.so.2:*alloc")
int BPF_UPROBE(on_allocation, __u64 bytes)
{
	__sync_fetch_and_add(&asked, bytes);
	return 0;
}

SEC("uretprobe.multi//usr/lib/libjemalloc.so.2:*alloc")
int BPF_URETPROBE(on_allocation_back)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
