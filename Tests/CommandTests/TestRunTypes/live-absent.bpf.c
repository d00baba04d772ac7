/* Programs that are to be attached to what is not there. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

__u64 hits;

SEC("sk_msg")
int on_message(struct sk_msg_md *ctx) { hits++; return SK_PASS; }

SEC("sk_skb/stream_verdict")
int on_stream(struct __sk_buff *ctx) { hits++; return SK_PASS; }

SEC("tracepoint/syscalls/sys_enter_getpppid")
int on_call(void *ctx) { hits++; return 0; }

SEC("raw_tp/sys_enters")
int on_any_call(struct bpf_raw_tracepoint_args *ctx) { hits++; return 0; }

SEC("kprobe/do_nanosleeps")
int on_sleep(struct pt_regs *ctx) { hits++; return 0; }

SEC("fentry/do_nanosleeps")
int BPF_PROG(on_entry) { hits++; return 0; }

SEC("lsm/path_mkdirs")
int BPF_PROG(deny_mkdir) { hits++; return -1; }

SEC("struct_ops/init")
void BPF_PROG(begin, struct sock *sk) { hits++; }

SEC(".struct_ops")
struct tcp_congestion_ops halved = {
	.init = (void *)begin,
	.name = "halved",
};

char LICENSE[] SEC("license") = "GPL";
