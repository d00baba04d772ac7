/* A program of each type that the kernel can run on inputs. */
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct answer {
	__u32 asked;
	__u32 given;
};

SEC("socket")
int socket_length(struct __sk_buff *skb) { return skb->len; }

SEC("tc")
int tc_marks(struct __sk_buff *skb)
{
	skb->mark += 1;
	return 0;
}

SEC("action")
int action_drops(struct __sk_buff *skb) { return skb->len > 100 ? 2 : -1; }

SEC("xdp")
int xdp_ttl(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);

	if ((void *)(ip + 1) > end)
		return 1;
	ip->ttl -= 1;
	ip->check += bpf_htons(0x100);
	return 3;
}

SEC("cgroup_skb/ingress")
int cgroup_allows(struct __sk_buff *skb) { return skb->len < 100; }

SEC("lwt_in")
int lwt_in_drops(struct __sk_buff *skb) { return skb->mark ? 2 : 0; }

SEC("lwt_out")
int lwt_out_drops(struct __sk_buff *skb) { return skb->mark ? 2 : 0; }

SEC("lwt_xmit")
int lwt_xmit_drops(struct __sk_buff *skb) { return skb->mark ? 2 : 0; }

SEC("flow_dissector")
int dissect(struct __sk_buff *skb)
{
	struct bpf_flow_keys *keys = skb->flow_keys;

	keys->thoff = keys->nhoff + 20;
	keys->ip_proto = 17;
	return 0;
}

SEC("sk_lookup")
int lookup(struct bpf_sk_lookup *ctx) { return ctx->local_port == 80 ? 1 : 0; }

SEC("raw_tp/sys_enter")
int raw_sum(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[0] + ctx->args[1]; }

SEC("syscall")
int answers(struct answer *ctx)
{
	ctx->given = ctx->asked * 2;
	return 7;
}

SEC("struct_ops/test_2")
int BPF_PROG(sums, struct bpf_dummy_ops_state *state, int first, unsigned short second, char third, unsigned long fourth)
{
	return state->val + first + second + third + fourth;
}

SEC(".struct_ops")
struct bpf_dummy_ops dummy = { .test_2 = (void *)sums };

char LICENSE[] SEC("license") = "GPL";
