/* Callbacks whose exits are pruned before the refusal of an unchecked lookup in the caller. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); } m SEC(".maps");
static int cb(__u32 i, __u64 *c) { __u32 k = i; __u64 *v = bpf_map_lookup_elem(&m, &k); if (!v) return 0; if (*v > 5) *c += *v; else if (*v == 3) return 1; return 0; }
static __attribute__((noinline)) int f(__u32 a, __u32 b) { int r = 0; if (a > b) r = 1; if (a & 4) r += 2; return r; }
SEC("xdp") int visits(struct xdp_md *ctx) {
  __u64 c = 0; bpf_loop(8, cb, &c, 0);
  __u32 k = f(ctx->rx_queue_index, ctx->ingress_ifindex);
  __u64 *v = bpf_map_lookup_elem(&m, &k);
  if (c > 4) k = f(k, 3);
  if (k == 2) bpf_loop(2, cb, &c, 0);
  return *v;
}
char LICENSE[] SEC("license") = "GPL";
