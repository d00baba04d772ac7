import BPFObject
import Foundation
import KernelFacts
import TestSupport
import Testing

@Suite struct LegacyMapTests {
  /// Two maps in the old form, one longer than libbpf's own struct.
  static let source = CSource(
    """
    struct bpf_map_def { unsigned int type, key_size, value_size, max_entries, map_flags; };
    struct bpf_map_def SEC("maps") seen = { BPF_MAP_TYPE_HASH, 4, 8, 128, BPF_F_NO_PREALLOC };
    struct bpf_map_def SEC("maps") total = { BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 1, 0 };
    SEC("xdp") int count(struct xdp_md *context) {
      __u32 key = 0;
      __u64 one = 1, *sum = bpf_map_lookup_elem(&total, &key);
      if (sum) *sum += 1;
      key = context->ingress_ifindex;
      bpf_map_update_elem(&seen, &key, &one, 0);
      return 2;
    }

    """)

  private func loads(_ bytes: [UInt8]) async throws -> (isLoaded: Bool, output: String) {
    let directory = try TemporaryDirectory()
    let file = try directory.write(bytes, to: "legacy.o")
    let bpftool = try #require(Executables.find("bpftool"))
    // The pin's directory does not exist: the program is loaded, and nothing stays.
    let run = try await RunningCommand.run(bpftool, ["prog", "loadall", file.path, directory.path("none/pin").path])
    let output = run.outputText + run.errorText
    return (output.contains("can't mount BPF file system"), output)
  }

  @Test(.requires("clang", "bpftool", "host:xdp"), arguments: [["-g"], []])
  func anObjectThatLibbpfRefusesLoadsWhenRewritten(flags: [String]) async throws {
    let bytes = try await Self.source.compiled(flags: flags)
    let object = try ObjectFile(bytes: bytes, name: "legacy")
    #expect(object.maps.filter { $0.origin == .legacy }.map(\.name) == ["seen", "total"])
    let before = try await loads(bytes)
    #expect(!before.isLoaded)
    #expect(before.output.contains("legacy map definitions"))

    let rewritten = try #require(try object.withDeclaredMaps())
    let after = try await loads(rewritten)
    #expect(after.isLoaded, "\(after.output)")
    let again = try ObjectFile(bytes: rewritten, name: "legacy")
    #expect(again.warnings.isEmpty)
    #expect(try again.withDeclaredMaps() == nil)
    for map in object.maps where map.origin == .legacy {
      let twin = try #require(again.map(named: map.name))
      #expect(twin.origin == .declared)
      #expect(
        [twin.type.rawValue, twin.keySize, twin.valueSize, twin.maxEntries, twin.flags]
          == [map.type.rawValue, map.keySize, map.valueSize, map.maxEntries, map.flags])
    }
    let program = try #require(again.program(named: "count"))
    #expect(program.problem == nil)
    #expect(program.references.count == 2)
    #expect(program.instructions == object.program(named: "count")?.instructions)
    #expect(program.lineInfo.count == object.program(named: "count")?.lineInfo.count)
  }
}
