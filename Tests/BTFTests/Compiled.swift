import BTF
import Foundation
import TestSupport
import Testing

/// C compiled for BPF with type information.
struct Compiled {
  let directory: TemporaryDirectory
  let path: String
  let types: TypeTable

  init(_ source: String, flags: [String] = []) async throws {
    directory = try TemporaryDirectory()
    let file = try directory.write(source, to: "test.bpf.c")
    path = directory.path("test.bpf.o").path
    let clang = try #require(Executables.find("clang"))
    let result = try await RunningCommand.run(
      clang, ["-target", "bpf", "-g", "-O2", "-mcpu=v3", "-c", file.path, "-o", path] + flags)
    try #require(result.ending == .status(0), "\(result.errorText)")
    types = try TypeTable(bytes: try #require(try elfSection(".BTF", of: path)))
  }

  /// The bytes of a section.
  func section(_ name: String) throws -> [UInt8] { try #require(try elfSection(name, of: path)) }

  /// `.BTF.ext`.
  func extended() throws -> ExtendedInfo { try ExtendedInfo(bytes: try section(".BTF.ext"), types: types) }
}
