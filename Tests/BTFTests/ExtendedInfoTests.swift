import BTF
import TestSupport
import Testing

@Suite(.requires("clang")) struct ExtendedInfoTests {
  private static let source =
    Sources.prelude + """
      #pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)
      struct file { int flags; };
      struct task_struct { int pid; int tgid; union { struct { struct file *files[4]; }; u64 other; }; };
      #pragma clang attribute pop
      enum kind { FIRST, SECOND = 5 };
      __attribute__((noinline)) int helper(struct task_struct *t) {
        return t->tgid;
      }
      SEC("xdp") int program(void *ctx) {
        struct task_struct *t = ctx;
        int sum = helper(t + 1) + t[2].pid;
        sum += (long)t->files[3];
        sum += __builtin_preserve_field_info(t->files, 2);
        sum += __builtin_preserve_type_info(*(struct file *)0, 0);
        sum += __builtin_preserve_enum_value(*(enum kind *)SECOND, 1);
        return sum;
      }

      """

  @Test func functionsStartWhereTheirSectionsSay() async throws {
    let compiled = try await Compiled(Self.source)
    let info = try compiled.extended()
    #expect(info.functions.keys.sorted() == [".text", "xdp"])
    let helper = try #require(info.functions[".text"]?.first)
    #expect(helper.slot == 0)
    let type = try compiled.types.type(helper.type)
    #expect(type.name == "helper" && type.linkage == .global)
    let prototype = try #require(try compiled.types.prototype(of: helper.type))
    #expect(prototype.parameters.map(\.name) == ["t"])
  }

  @Test func linesCarryFileTextAndColumn() async throws {
    let compiled = try await Compiled(Self.source)
    let lines = try #require(try compiled.extended().lines[".text"])
    let access = try #require(lines.first { $0.text.contains("return t->tgid;") })
    let number = Self.source.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("t->tgid") }
    #expect(access.line == (number ?? 0) + 1)
    #expect(access.file.hasSuffix("test.bpf.c"))
    #expect(access.column == 13)
    #expect(lines.map(\.slot) == lines.map(\.slot).sorted())
  }

  @Test func relocationsAreToldInWords() async throws {
    let compiled = try await Compiled(Self.source)
    let info = try compiled.extended()
    func words(_ section: String) throws -> Set<String> {
      Set(
        try info.relocations[section, default: []].map { "\($0.kind.name) \(try compiled.types.target(of: $0))" })
    }
    #expect(try words(".text") == ["byte_off task_struct.tgid"])
    let found = try words("xdp")
    #expect(
      found == [
        "byte_off task_struct[2].pid", "byte_off task_struct.files[3]", "field_exists task_struct.files",
        "type_exists struct file", "enumval_value enum kind::SECOND",
      ])
  }
}
