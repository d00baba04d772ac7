// expect on_connect: accepted
//
// Sends the addresses of each TCP connection that this machine opens to user space.
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct connect_event {
	__u32 tgid;
	__be32 source;
	__be32 destination;
	__be16 port;
	__u16 family;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} connects SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct connect_event *unused __attribute__((unused));

SEC("kprobe/tcp_connect")
int BPF_KPROBE(on_connect, struct sock *sk)
{
	struct connect_event *event = bpf_ringbuf_reserve(&connects, sizeof(*event), 0);

	if (!event)
		return 0;
	event->tgid = bpf_get_current_pid_tgid() >> 32;
	event->source = BPF_CORE_READ(sk, __sk_common.skc_rcv_saddr);
	event->destination = BPF_CORE_READ(sk, __sk_common.skc_daddr);
	event->port = BPF_CORE_READ(sk, __sk_common.skc_dport);
	event->family = BPF_CORE_READ(sk, __sk_common.skc_family);
	bpf_get_current_comm(event->comm, sizeof(event->comm));
	bpf_ringbuf_submit(event, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
