import Foundation
import TestSupport
import Testing

/// C text that tests compile to objects.
struct CSource: Sendable {
  var text: String

  /// A source that begins with what all have in common.
  init(_ text: String) {
    self.text = """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      char LICENSE[] SEC("license") = "GPL";

      """ + text
  }

  /// The object's bytes, as `clang -target bpf` writes them.
  func compiled(flags: [String] = ["-g"]) async throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    let source = try directory.write(text, to: "test.bpf.c")
    let object = directory.path("test.bpf.o")
    let clang = try #require(Executables.find("clang"))
    let result = try await RunningCommand.run(
      clang,
      ["-target", "bpf", "-O2", "-mcpu=v3", "-I/usr/include/x86_64-linux-gnu", "-I/usr/include/aarch64-linux-gnu"]
        + flags + ["-c", source.path, "-o", object.path])
    try #require(result.ending == .status(0), "\(result.errorText)")
    return [UInt8](try Data(contentsOf: object))
  }

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
}
