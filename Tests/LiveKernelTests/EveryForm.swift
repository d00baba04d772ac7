/// A program that holds instructions that C seldom becomes, for a kernel of 6.15 or later.
enum EveryForm {
  static let source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, int); __type(value, long); }
      counts SEC(".maps");
    long seen[8];
    char LICENSE[] SEC("license") = "GPL";

    static long visit(__u32 index, void *context) { seen[index & 7] += *(long *)context; return index > 5; }
    __attribute__((noinline)) int whole(int x) { volatile int y = x; return y % 7; }

    SEC("tc") int forms(struct __sk_buff *skb) {
      long sum = skb->len, key = 0, *value = bpf_map_lookup_elem(&counts, &key);
      asm volatile(
        "r1 = *(u64 *)%[seen];"
        "r2 = 10; r3 = -3; w4 = 5; w5 = -7;"
        "r2 s/= r3; w4 s/= w5; r2 s/= 3; w4 s%%= 2; r2 s%%= r3; r2 /= r3; w4 %%= w5; r2 %%= 9;"
        "r4 = (s8)r2; r4 = (s16)r2; r4 = (s32)r2; w4 = (s8)w2; w4 = (s16)w2;"
        "r4 = bswap16 r4; r4 = bswap32 r4; r4 = bswap64 r4; r4 = le16 r4; r4 = be32 r4; r4 = be64 r4;"
        "r4 = -r4; w4 = -w4; r4 s>>= 3; w4 s>>= w5; r4 <<= 3; r4 >>= 1; r4 ^= -1; r4 |= r2; w4 &= 255; r4 *= 3;"
        "w4 += w5; r4 -= 8;"
        "*(u64 *)(r10 - 8) = r4; *(u8 *)(r10 - 8) = 3; *(u16 *)(r10 - 6) = -2; *(u32 *)(r10 - 4) = r4;"
        "r4 = *(s8 *)(r10 - 8); r4 = *(s16 *)(r10 - 6); r4 = *(s32 *)(r10 - 4); r4 = *(u16 *)(r10 - 6);"
        "lock *(u64 *)(r10 - 8) += r2; lock *(u32 *)(r10 - 8) |= w2; lock *(u64 *)(r10 - 8) &= r2;"
        "lock *(u64 *)(r10 - 8) ^= r2;"
        "r2 = atomic_fetch_add((u64 *)(r10 - 8), r2); w2 = atomic_fetch_or((u32 *)(r10 - 8), w2);"
        "r2 = atomic_fetch_and((u64 *)(r10 - 8), r2); r2 = atomic_fetch_xor((u64 *)(r10 - 8), r2);"
        "r2 = xchg_64(r10 - 8, r2); r0 = 1; r0 = cmpxchg_64(r10 - 8, r0, r2); w0 = cmpxchg32_32(r10 - 8, w0, w2);"
        "r2 = load_acquire((u64 *)(r10 - 8)); w2 = load_acquire((u8 *)(r10 - 8)); store_release((u16 *)(r10 - 6), w2);"
        "if r2 == 0 goto +1; r4 = 1; if w2 s< -4 goto +1; r4 = 2; if r2 & 4 goto +1; r4 = 3;"
        "if r2 s>= r4 goto +1; r4 = 4; if w2 <= w4 goto +1; r4 = 5;"
        "gotol +1; r4 = 6;"
        "may_goto +1; r4 = 7;"
        "r4 = 0x123456789abcdef0 ll;"
        : : [seen] "m"(seen) : "r0", "r1", "r2", "r3", "r4", "r5", "memory");
      asm volatile("r6 = %[skb]; r0 = *(u8 *)skb[0]; r7 = 2; r0 = *(u16 *)skb[r7];"
        : : [skb] "r"(skb) : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "memory");
      if (value) __sync_fetch_and_add(value, sum);
      bpf_loop(4, visit, &sum, 0);
      return whole(skb->len);
    }

    """
}
