import Foundation
import LiveKernel
import TestSupport
import Testing

/// An object that tests read: one of Debian's xdp-tools, or one compiled from the corpus or from a test's own C.
struct RealObject: Sendable {
  var name: String
  var bytes: [UInt8]

  static let debian = URL(fileURLWithPath: "/usr/lib/x86_64-linux-gnu/bpf")

  /// Debian's objects, those of xdp-tools, by name.
  static func debianObjects() throws -> [RealObject] {
    try FileManager.default.contentsOfDirectory(atPath: debian.path).filter { $0.hasSuffix(".o") }.sorted()
      .map { RealObject(name: $0, bytes: [UInt8](try Data(contentsOf: debian.appending(path: $0)))) }
  }

  /// The corpus's programs, compiled against the running kernel's types.
  static func corpus(_ isWanted: (CorpusFile) -> Bool = { _ in true }) async throws -> [RealObject] {
    let headers = try TemporaryDirectory()
    try headers.write(KernelHeader().text, to: "vmlinux.h")
    let flags = ["-D__TARGET_ARCH_x86", "-Wno-missing-declarations", "-I", headers.url.path]
    var objects: [RealObject] = []
    for source in try CorpusFile.all() where isWanted(source) {
      objects.append(try await compiled(source.url, name: source.path, flags: flags + source.flags))
    }
    return objects
  }

  /// C text, compiled.
  static func compiled(_ text: String, name: String, flags: [String]) async throws -> RealObject {
    let directory = try TemporaryDirectory()
    return try await compiled(directory.write(text.utf8, to: "\(name).bpf.c"), name: name, flags: flags)
  }

  private static func compiled(_ source: URL, name: String, flags: [String]) async throws -> RealObject {
    let directory = try TemporaryDirectory()
    let object = directory.path("object.o")
    let includes = ["x86_64", "aarch64"].map { "-I/usr/include/\($0)-linux-gnu" }
    let result = try await RunningCommand.run(
      try #require(Executables.find("clang")),
      ["-target", "bpf", "-O2", "-g", "-mcpu=v3"] + includes + flags + ["-c", source.path, "-o", object.path])
    try #require(result.ending == .status(0), "\(name): \(result.errorText)")
    return RealObject(name: name, bytes: [UInt8](try Data(contentsOf: object)))
  }
}
