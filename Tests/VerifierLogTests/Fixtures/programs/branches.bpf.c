/* Subprogram calls, an iterator and many branches before the refusal: level 1 and level 2 must give one path. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64[8]); } m SEC(".maps");
struct bpf_iter_num { __u64 o[1]; } __attribute__((aligned(8)));
extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;
static __attribute__((noinline)) __u64 pick(__u64 *v, __u32 i, __u32 k) {
  if (k & 1) i += 1;
  if (k & 2) i += 2;
  if (i > 7) return 0;
  return v[i];
}
SEC("xdp") int branches(struct xdp_md *ctx) {
  __u32 z = 0, s = 0; __u64 *v = bpf_map_lookup_elem(&m, &z);
  if (!v) return 0;
  for (int i = 0; i < 3; i++) {
    __u32 q = ctx->rx_queue_index;
    asm volatile("" : "+r"(q));
    if (q > 5) continue;
    s += pick(v, q, ctx->ingress_ifindex);
    if (s == 9) break;
  }
  struct bpf_iter_num it; int *p;
  bpf_iter_num_new(&it, 0, 10);
  while ((p = bpf_iter_num_next(&it))) { if (*p == 4) s++; else if (s > 100) break; }
  bpf_iter_num_destroy(&it);
  if (s > 7 && ctx->rx_queue_index > 3) return v[s];
  return s & 1;
}
char LICENSE[] SEC("license") = "GPL";
