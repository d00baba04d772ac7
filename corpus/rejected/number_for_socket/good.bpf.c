// expect keep: accepted
// needs: 5.11
//
// The hook's own argument is typed.
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, __u64);
} seen SEC(".maps");

SEC("tp_btf/tcp_retransmit_skb")
int BPF_PROG(keep, struct sock *sk, struct sk_buff *skb)
{
	return bpf_sk_storage_get(&seen, sk, 0, 0) != 0;
}

char LICENSE[] SEC("license") = "GPL";
