import BTF
import TestSupport
import Testing

/// What of a kernel's types an object's relocations can end in.
@Suite(.requires("clang")) struct RelocationTargetsTests {
  /// The part of a kernel's types that C accesses ask for; nil when all are needed.
  private func part(of kernel: TypeTableBuilder, _ source: String) async throws -> TypeTable? {
    let object = try await Compiled(source)
    let relocations = try object.extended().relocations.values.flatMap { $0 }
    try #require(!relocations.isEmpty)
    return try RelocationTargets(kernel: try TypeTable(bytes: kernel.bytes()))
      .types(for: relocations, of: object.types).map { try TypeTable(bytes: $0) }
  }

  private func declarations(_ table: TypeTable) throws -> [String] {
    try table.ownIDs.map { id in
      let type = try table.type(id)
      let members = type.members.map { "\($0.name)@\($0.bitOffset)" }
      return ([type.kind.name, type.name].filter { !$0.isEmpty } + members).joined(separator: " ")
    }
  }

  private static let access = """
    struct foo { struct { int kept; } inner; int other; } __attribute__((preserve_access_index));
    int f(struct foo *foo) { return foo->inner.kept; }
    """

  @Test func `candidates have the name, whatever their flavour, and only the members that are asked for`() async throws
  {
    var kernel = TypeTableBuilder()
    let int = kernel.addInt("int", size: 4, isSigned: true)
    let inner = kernel.addStruct("", size: 8, members: [("left_out", int, 0), ("kept", int, 4)])
    let task = kernel.addStruct("task", size: 4000, members: [("kept", int, 0)])
    let pointer = kernel.addPointer(to: task)
    _ = kernel.addStruct("foo", size: 64, members: [("other", int, 0), ("inner", inner, 8), ("kept", pointer, 16)])
    _ = kernel.addStruct("foo___init", size: 8, members: [("inner", inner, 0)])
    _ = kernel.addStruct("foo_bar", size: 8, members: [("inner", inner, 0)])
    _ = kernel.addStruct("foo____bar", size: 8, members: [("inner", inner, 0)])
    _ = kernel.addTypedef("foo", of: int)
    let part = try #require(try await part(of: kernel, Self.access))
    #expect(
      try declarations(part) == [
        "struct foo inner@64 kept@128", "struct foo___init inner@0", "struct kept@32", "ptr", "int int",
      ])
    // What is not copied takes its place all the same.
    #expect(try part.size(of: 1) == 64)
  }

  @Test func `a root that the kernel itself lacks may be a module's`() async throws {
    var kernel = TypeTableBuilder()
    _ = kernel.addUnion("foo", size: 4, members: [])
    #expect(try await part(of: kernel, Self.access) == nil)
  }

  @Test func `structs that hold themselves end`() async throws {
    var kernel = TypeTableBuilder()
    _ = kernel.addStruct("foo", size: 4, members: [("inner", 1, 0)])
    let part = try #require(try await part(of: kernel, Self.access))
    #expect(try declarations(part) == ["struct foo inner@0"])
  }
}
