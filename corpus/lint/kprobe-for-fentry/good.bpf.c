// targets: 5.15 6.1
// tags: vm
// expect count on < 5.12: rejected A1804
// expect count: accepted
//
// Called directly, its argument has its type.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 connects;

SEC("fentry/tcp_v4_connect")
int BPF_PROG(count, struct sock *sk)
{
	__sync_fetch_and_add(&connects, 1);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
