import TestSupport

extension CSource {
  /// Two programs in one section, a chain of static and global subprograms, a callback, and global data.
  static let calls = CSource(
    """
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); }
      counts SEC(".maps");
    const volatile int limit = 3;
    int seen;
    static long add(__u32 i, void *sum) { __sync_fetch_and_add((int *)sum, i); return i > limit; }
    static __attribute__((noinline)) int leaf(int x) { volatile int y = x * 3; return y + 1; }
    __attribute__((noinline)) int shared(int x) { volatile int y = leaf(x); return y ^ 2; }
    static __attribute__((noinline)) int middle(int x) { volatile int y = shared(x) + leaf(x + 1); return y; }
    SEC("xdp") int first(struct xdp_md *context) {
      int sum = 0;
      __u32 key = 0;
      sum += middle(context->ingress_ifindex);
      bpf_loop(4, add, &sum, 0);
      seen = sum;
      __u64 *count = bpf_map_lookup_elem(&counts, &key);
      if (count) *count += 1;
      return 2;
    }
    SEC("?xdp") int second(struct xdp_md *context) { return leaf(context->ingress_ifindex) ? 1 : 2; }

    """)

  /// One of all that an object can hold: maps of maps and programs with values, pins, named sections of variables,
  /// static variables, externs of each kind, struct_ops, hidden and weak functions.
  static let everything = CSource(
    """
    struct inner { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8); __uint(key_size, 4); __uint(value_size, 16); };
    struct inner left SEC(".maps");
    struct inner right SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 4); __type(key, __u32);
      __array(values, struct inner); } outer SEC(".maps") = { .values = { [1] = &left, [3] = &right } };
    struct { __uint(type, BPF_MAP_TYPE_LRU_HASH); __uint(max_entries, 100); __uint(pinning, LIBBPF_PIN_BY_NAME);
      __uint(map_flags, BPF_F_NO_COMMON_LRU); __type(key, __u64); __type(value, struct { int a; char b[5]; }); }
      pinned SEC(".maps");
    int target(struct xdp_md *context);
    struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 2); __type(key, __u32);
      __array(values, int(void *)); } tails SEC(".maps") = { .values = { [1] = (void *)&target } };
    const volatile struct { int depth; char name[8]; } settings = { 3, "abc" };
    const volatile long long offset SEC(".rodata.more") = -1;
    static volatile int hidden_count = 7;
    int zeroes[5];
    int named SEC(".data.named") = 9;
    extern unsigned LINUX_KERNEL_VERSION __kconfig;
    extern _Bool CONFIG_BPF_JIT __kconfig __weak;
    extern const int bpf_prog_active __ksym;
    extern void bpf_rcu_read_lock(void) __ksym;
    extern void bpf_rcu_read_unlock(void) __ksym __weak;
    struct tcp_congestion_ops { int other; void (*init)(void *); unsigned (*ssthresh)(void *); char name[16]; };
    SEC("struct_ops/init") void begin(unsigned long long *context) {}
    SEC("struct_ops/ssthresh") unsigned threshold(unsigned long long *context) { return 2; }
    SEC(".struct_ops.link") struct tcp_congestion_ops ours = { .init = (void *)begin, .ssthresh = (void *)threshold,
      .name = "ours" };
    __attribute__((noinline, visibility("hidden"))) int hidden(int x) { volatile int y = x; return y; }
    __attribute__((noinline, weak)) int weak(int x) { volatile int y = x; return hidden(y); }
    SEC("xdp") int target(struct xdp_md *context) {
      zeroes[1] += hidden_count++ + settings.depth + named;
      return weak(LINUX_KERNEL_VERSION) + offset + CONFIG_BPF_JIT;
    }
    SEC("?raw_tp/sched_switch") int switches(void *context) {
      bpf_rcu_read_lock();
      if (bpf_rcu_read_unlock) bpf_rcu_read_unlock();
      return (long)&bpf_prog_active;
    }
    SEC("my/own") int custom(void *context) { return 0; }
    int number SEC("version") = 0x40000;

    """)
}
