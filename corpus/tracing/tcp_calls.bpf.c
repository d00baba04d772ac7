// expect on_connect: accepted
// expect on_connected: accepted
//
// Tells of IPv4 connections that could not be opened, and to which port: both ends of tcp_v4_connect, by thread.
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct failed {
	__u32 netns;
	__be32 address;
	__be16 port;
	__s16 error;
	char comm[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct sock *);
} sockets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} failures SEC(".maps");

/* Tests name the type of an event: compilers keep what a variable names. */
struct failed *unused __attribute__((unused));

SEC("kprobe/tcp_v4_connect")
int BPF_KPROBE(on_connect, struct sock *sk)
{
	__u64 thread = bpf_get_current_pid_tgid();

	bpf_map_update_elem(&sockets, &thread, &sk, BPF_ANY);
	return 0;
}

SEC("kretprobe/tcp_v4_connect")
int BPF_KRETPROBE(on_connected, int given)
{
	__u64 thread = bpf_get_current_pid_tgid();
	struct sock **found = bpf_map_lookup_elem(&sockets, &thread);
	struct failed failed = {.error = given};

	if (!found)
		return 0;
	if (given < 0) {
		struct sock *sk = *found;

		failed.netns = BPF_CORE_READ(sk, __sk_common.skc_net.net, ns.inum);
		failed.address = BPF_CORE_READ(sk, __sk_common.skc_daddr);
		failed.port = BPF_CORE_READ(sk, __sk_common.skc_dport);
		bpf_get_current_comm(failed.comm, sizeof(failed.comm));
		bpf_perf_event_output(ctx, &failures, BPF_F_CURRENT_CPU, &failed, sizeof(failed));
	}
	bpf_map_delete_elem(&sockets, &thread);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
