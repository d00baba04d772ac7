import BTF
import Foundation
import TestSupport
import Testing

/// What we read is what `bpftool` reads.
@Suite(.requires("bpftool")) struct OracleTests {
  private func expectAgreement(_ types: TypeTable, path: String) async throws {
    let bpftool = try #require(Executables.find("bpftool"))
    let result = try await RunningCommand.run(bpftool, ["btf", "dump", "file", path, "format", "raw"])
    try #require(result.ending == .status(0), "\(result.errorText)")
    let expected = result.outputText.split(separator: "\n").map(String.init)
    let found = try rawDump(types, ids: types.ownIDs)
    #expect(found.count == expected.count)
    let difference = zip(expected, found).first { $0 != $1 }
    #expect(difference == nil, "\(path)")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: TypeTable.kernelPath)))
  func theKernelsOwnTypesAreReadAsBpftoolReadsThem() async throws {
    try await expectAgreement(
      try TypeTable(region: ByteRegion(mapping: TypeTable.kernelPath)), path: TypeTable.kernelPath)
  }

  @Test func installedObjectsAreReadAsBpftoolReadsThem() async throws {
    let directory = "/usr/lib/x86_64-linux-gnu/bpf"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names.sorted() where name.hasSuffix(".o") {
      let path = "\(directory)/\(name)"
      try await expectAgreement(try TypeTable(bytes: try #require(try elfSection(".BTF", of: path))), path: path)
    }
  }

  @Test(.requires("clang")) func everyKindThatClangWritesIsReadAsBpftoolReadsIt() async throws {
    let compiled = try await Compiled(Sources.everyKind)
    try await expectAgreement(compiled.types, path: compiled.path)
    let kinds = Set(try compiled.types.ownIDs.map { try compiled.types.type($0).kind })
    // A float is only written for a type that a program's prototype or a global has.
    #expect(Set(TypeKind.allCases).subtracting(kinds) == [.void, .unrecognized])
  }

  @Test(.requires("clang")) func whatTheBuilderWritesIsReadByBpftool() async throws {
    let builder = try TypeTableBuilder(extending: try await Compiled(Sources.everyKind).types)
    let directory = try TemporaryDirectory()
    let file = try directory.write(builder.bytes(), to: "table.btf")
    try await expectAgreement(try TypeTable(bytes: builder.bytes()), path: file.path)
  }
}
