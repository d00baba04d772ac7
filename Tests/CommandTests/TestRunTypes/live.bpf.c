/* A program of each type that only runs attached, or that can be attached too. Each counts how often it ran. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 4);
} sockets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_REUSEPORT_SOCKARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 2);
} group SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 8);
} table SEC(".maps");

__u64 hits;

SEC("cgroup/sock_create")
int on_socket(struct bpf_sock *ctx) { hits++; return ctx->type != 2; }

SEC("cgroup/connect4")
int on_connect(struct bpf_sock_addr *ctx) { hits++; return ctx->user_port != 0x5100; }

SEC("cgroup/setsockopt")
int on_option(struct bpf_sockopt *ctx)
{
	hits++;
	if (ctx->optname == 12)
		return 0;
	ctx->optlen = -1;
	return 1;
}

SEC("cgroup/sysctl")
int on_sysctl(struct bpf_sysctl *ctx) { hits++; return 0; }

SEC("cgroup/dev")
int on_device(struct bpf_cgroup_dev_ctx *ctx) { hits++; return ctx->major != 1 || ctx->minor != 3; }

SEC("sockops")
int on_state(struct bpf_sock_ops *ctx) { hits++; return 1; }

SEC("sk_msg")
int on_message(struct sk_msg_md *ctx) { hits++; return SK_PASS; }

SEC("sk_skb/stream_verdict")
int on_stream(struct __sk_buff *ctx) { hits++; return SK_PASS; }

SEC("sk_reuseport")
int choose(struct sk_reuseport_md *ctx)
{
	__u32 second = 1;

	hits++;
	bpf_sk_select_reuseport(ctx, &group, &second, 0);
	return SK_PASS;
}

SEC("sk_lookup")
int look(struct bpf_sk_lookup *ctx) { hits++; return SK_PASS; }

SEC("xdp")
int on_frame(struct xdp_md *ctx) { hits++; return XDP_DROP; }

SEC("xdp")
int on_frame_back(struct xdp_md *ctx) { hits++; return XDP_TX; }

SEC("tc")
int classify(struct __sk_buff *ctx) { hits++; return 2; }

SEC("flow_dissector")
int dissect(struct __sk_buff *ctx) { hits++; return 0; }

SEC("perf_event")
int on_sample(struct bpf_perf_event_data *ctx) { hits++; return 0; }

SEC("tracepoint/syscalls/sys_enter_getppid")
int on_call(void *ctx) { hits++; return 0; }

SEC("raw_tp/sys_enter")
int on_any_call(struct bpf_raw_tracepoint_args *ctx)
{
	if (ctx->args[1] == 110)
		hits++;
	return 0;
}

SEC("iter/bpf_map_elem")
int walk(struct bpf_iter__bpf_map_elem *ctx)
{
	__u32 *key = ctx->key;
	__u64 *value = ctx->value;

	if (!key || !value)
		return 0;
	hits++;
	BPF_SEQ_PRINTF(ctx->meta->seq, "%u is %llu\n", *key, *value);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
