import Foundation
import Testing

/// C text that tests compile to objects.
public struct CSource: Sendable {
  /// The whole text.
  public let text: String

  /// A source that begins with what all have in common.
  public init(_ text: String) {
    self.text = """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>
      char LICENSE[] SEC("license") = "GPL";

      """ + text
  }

  /// The object's bytes, as `clang -target bpf` writes them.
  public func compiled(flags: [String] = ["-g"]) async throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    let source = try directory.write(text, to: "test.bpf.c")
    let object = directory.path("test.bpf.o")
    let clang = try #require(Executables.find("clang"))
    let result = try await RunningCommand.run(
      clang,
      ["-target", "bpf", "-O2", "-mcpu=v3", "-D__TARGET_ARCH_x86", "-I/usr/include/x86_64-linux-gnu"]
        + ["-I/usr/include/aarch64-linux-gnu"] + flags + ["-c", source.path, "-o", object.path])
    try #require(result.ending == .status(0), "\(result.errorText)")
    return [UInt8](try Data(contentsOf: object))
  }
}
