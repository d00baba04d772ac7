// expect keep: rejected A1605
// needs: 5.11
//
// BPF_CORE_READ copies the socket's address as a number; socket storage wants a socket that the verifier knows.
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
	struct sock *owner = BPF_CORE_READ(skb, sk); // <fix>

	return bpf_sk_storage_get(&seen, owner, 0, 0) != 0; // <fails>
}

char LICENSE[] SEC("license") = "GPL";
