import TestSupport

/// Programs with nested loops of which no bound is known: cases for them in a test file, by tags, and as programs that are
/// tests.
enum SpinningProgram {
  private static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    __u32 most = 2;
    static __u64 sum;
    static long inner(__u32 index, void *context) { sum += index; return 0; }
    static long outer(__u32 index, void *context) { bpf_loop(most, inner, 0, 0); return 0; }
    #define RETURNS(text) __attribute__((btf_decl_tag("comment:test_retval=" text)))
    struct {
      __uint(type, BPF_MAP_TYPE_ARRAY);
      __uint(key_size, 4);
      __uint(value_size, 8192);
      __uint(max_entries, 1);
    } suite_result_map SEC(".maps");
    SEC("xdp") RETURNS("2") int spin(struct xdp_md *context) { bpf_loop(most, outer, 0, 0); return XDP_PASS; }
    SEC("xdp") RETURNS("2") int plain(struct xdp_md *context) { bpf_loop(100, inner, 0, 0); return XDP_PASS; }
    SEC("xdp/test/once/check") int check_once(struct xdp_md *context) { return 101; }
    SEC("xdp/test/rounds/check") int check_rounds(struct xdp_md *context)
    {
      __u32 zero = 0;
      char *out = bpf_map_lookup_elem(&suite_result_map, &zero);
      if (!out)
        return 100;
      bpf_loop(most, outer, 0, 0);
      __builtin_memcpy(out, "\\x0a\\x09\\x0a\\x05inner\\x10\\x65\\x0a\\x09\\x0a\\x05outer\\x10\\x65", 22);
      return 101;
    }
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
