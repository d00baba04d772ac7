import BPFObject
import BTF
import Findings
import Foundation
import Lints
import TestSupport
import Testing

/// Objects in the form that other compilers than clang give them, or that were stripped: nothing is passed over.
@Suite(.requires("clang")) struct ForeignObjectTests {
  private static let counting = """
    SEC("xdp") int count(struct xdp_md *context) {
      __u32 key = 0;
      __u64 *sum = bpf_map_lookup_elem(&sums, &key);
      *sum += 1;
      return 2;
    }

    """
  private static let declared =
    """
    struct {
      __uint(type, BPF_MAP_TYPE_HASH);
      __uint(max_entries, 1);
      __type(key, __u32);
      __type(value, __u64);
    } sums SEC(".maps");

    """ + counting
  private static let legacy =
    """
    struct definition { unsigned int type, key_size, value_size, max_entries, map_flags, id, pinning; };
    struct definition SEC("maps") sums = { BPF_MAP_TYPE_HASH, 4, 8, 1, 0, 0, 0 };

    """ + counting

  private static func findings(_ text: String, flags: [String] = ["-g"]) async throws -> [Finding] {
    Linter.findings(in: LintSubject(try ObjectFile(bytes: try await CSource(text).compiled(flags: flags), name: "x.o")))
  }

  @Test func `maps that only BTF would describe are an error without it`() async throws {
    let found = try await Self.findings(Self.declared, flags: [])
    #expect(found.filter { $0.severity == .error }.map(\.id) == ["A2042"])
    #expect(found.contains { $0.id == "A2013" })
  }

  @Test func `without line information a finding names the instruction`() async throws {
    let found = try await Self.findings(Self.legacy, flags: [])
    let null = try #require(found.first { $0.id == "A2025" })
    #expect(null.primary?.text?.contains("count, instruction") == true)
    #expect(found.first { $0.id == "A2001" }?.severity == .error)
  }

  @Test(arguments: ["void rust_begin_unwind(void) {}\n", "void _ZN4core3fmt17h4bcc3f2ce41f1fccE(void) {}\n"])
  func `Rust's maps are aya's to load`(mark: String) async throws {
    let found = try await Self.findings(mark + Self.legacy, flags: [])
    #expect(found.first { $0.id == "A2001" }?.severity == .note)
  }

  @Test func `what is used and not defined, or static, is told at its line`() async throws {
    let text = """
      int elsewhere(int);
      SEC("xdp") int missing(struct xdp_md *context) { return elsewhere(1); }
      static __attribute__((used)) SEC("xdp") int hidden(struct xdp_md *context) { return 2; }

      """
    let found = try await Self.findings(text).filter { $0.id == "A2042" }
    #expect(Set(found.map { $0.title.prefix(9) }) == ["elsewhere", "hidden is"])
    #expect(found.first { $0.title.hasPrefix("elsewhere") }?.primary?.span.line == 5)
  }

  @Test func `a function without a symbol leaves a finding for its callers, not silence`() async throws {
    let text = """
      static __attribute__((noinline)) int inner(int n) { asm volatile("" : "+r"(n)); return n; }
      SEC("xdp") int outer(struct xdp_md *context) { return inner(2); }

      """
    let directory = try TemporaryDirectory()
    let object = try directory.write(try await CSource(text).compiled(), to: "x.o")
    let objcopy = try #require(Executables.find("llvm-objcopy"))
    _ = try await RunningCommand.run(objcopy, ["--strip-symbol=inner", object.path])
    let stripped = try ObjectFile(bytes: [UInt8](try Data(contentsOf: object)), name: "x.o")
    let found = Linter.findings(in: LintSubject(stripped))
    #expect(found.contains { $0.id == "A2042" && $0.program == "outer" }, "\(found.map(\.title))")
  }

  /// Older compilers give line 0 where they merged instructions of several lines.
  @Test func `an instruction of no line is told at the line before`() async throws {
    let text = """
      SEC("xdp") int zero(struct xdp_md *context) {
        __u32 queue = context->rx_queue_index;
        asm volatile("" : "+r"(queue));
        return queue == 1 ? *(volatile __u8 *)(long)context->data : 2;
      }

      """
    var bytes = try await CSource(text).compiled()
    let whole = try ObjectFile(bytes: bytes, name: "x.o")
    let lines = try #require(whole.program(named: "zero")).lineInfo
    let merged = try #require(lines.last)
    let range = try #require(whole.section(named: ".BTF.ext")).range
    let word = TestPlan.bytes(UInt32(merged.line << 10 | merged.column))
    let place = try #require(
      stride(from: range.lowerBound, to: range.upperBound, by: 4).reversed().first {
        bytes[$0..<$0 + 4].elementsEqual(word)
      })
    bytes.replaceSubrange(place..<place + 4, with: [0, 0, 0, 0])
    let program = try #require(try ObjectFile(bytes: bytes, name: "x.o").program(named: "zero"))
    #expect(program.lineInfo.last?.line == 0)
    #expect(program.line(atSlot: merged.slot)?.line == lines.dropLast().last?.line)
  }
}
