// lint: A2308
// targets: 5.15 6.1
// tags: vm
// expect count on < 5.12: rejected A1804
// expect count: accepted
//
// All kernels that it is for have fentry.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 connects;

SEC("kprobe/tcp_v4_connect") // <finding>
int BPF_KPROBE(count, struct sock *sk)
{
	__sync_fetch_and_add(&connects, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
