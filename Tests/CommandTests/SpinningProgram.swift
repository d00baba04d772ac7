import TestSupport

/// A program with nested loops of which no bound is known, and cases for it.
enum SpinningProgram {
  private static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    __u32 most = 2;
    static __u64 sum;
    static long inner(__u32 index, void *context) { sum += index; return 0; }
    static long outer(__u32 index, void *context) { bpf_loop(most, inner, 0, 0); return 0; }
    SEC("xdp") int spin(struct xdp_md *context) { bpf_loop(most, outer, 0, 0); return XDP_PASS; }
    SEC("xdp") int plain(struct xdp_md *context) { bpf_loop(100, inner, 0, 0); return XDP_PASS; }
    char LICENSE[] SEC("license") = "GPL";
    """

  private static let cases = """
    defaults: {packet: {eth: {}, ipv4: {}}}
    cases:
      - {name: ends soon, program: plain, expect: {return: XDP_PASS}}
      - {name: may never end, program: spin, expect: {return: XDP_PASS}}
      - {name: may never end either, program: spin, expect: {globals: {most: 2}}}
    """

  /// A folder with both.
  static func folder() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array(program.utf8), to: "spin.bpf.c")
    _ = try directory.write(Array(cases.utf8), to: "spin.test.yml")
    return directory
  }
}
