// The programs whose logs stand beside this file.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct val {
	__u32 len;
	__u32 buf[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct val);
} m SEC(".maps");

SEC("xdp")
int late(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	int x = *(volatile __be16 *)&eth->h_proto;

	if ((void *)(eth + 1) > end)
		return 0;
	return x == 3 ? XDP_PASS : XDP_DROP;
}

SEC("raw_tp/sys_enter")
int reread(void *ctx)
{
	__u32 k = 0;
	struct val *v = bpf_map_lookup_elem(&m, &k);
	if (!v)
		return 0;
	if (*(volatile __u32 *)&v->len >= 16)
		return 0;
	return v->buf[*(volatile __u32 *)&v->len];
}

SEC("raw_tp/sys_enter")
int twice(void *ctx)
{
	__u32 k = 0;
	if (!bpf_map_lookup_elem(&m, &k))
		return 0;
	struct val *v = bpf_map_lookup_elem(&m, &k);
	return v->len;
}

SEC("raw_tp/sys_enter")
int deeper(void *ctx)
{
	__u32 k = 0;
	struct val *v = bpf_map_lookup_elem(&m, &k);
	if (!v)
		return 0;
	__u32 i = v->len;
	if (i > 20)
		return 0;
	return v->buf[i];
}

static __noinline int fill(struct val *v, int i)
{
	return v->buf[i];
}

SEC("raw_tp/sys_enter")
int sub(void *ctx)
{
	__u32 k = 0;
	struct val *v = bpf_map_lookup_elem(&m, &k);
	if (!v)
		return 0;
	return fill(v, bpf_get_prandom_u32());
}

SEC("raw_tp/sys_enter")
int nocheck(void *ctx)
{
	__u32 k = 0;
	struct val *v = bpf_map_lookup_elem(&m, &k);
	bpf_printk("x");
	v->len = 3;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
