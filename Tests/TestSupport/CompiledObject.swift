import Foundation

/// A BPF object made from C for one test.
public enum CompiledObject {
  /// clang did not compile it; what it said.
  public struct Failure: Error, CustomStringConvertible {
    /// Its standard error.
    public let description: String
  }

  /// The object's bytes, from C that includes nothing: `SEC` is defined for it.
  public static func bytes(of source: String, name: String = "test") async throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    let head = "#define SEC(name) __attribute__((section(name), used))\n"
    let input = try directory.write(head + source, to: "\(name).bpf.c")
    let output = directory.path("\(name).bpf.o")
    guard let clang = Executables.find("clang") else { throw Failure(description: "no clang in PATH") }
    let arguments = ["-target", "bpf", "-mcpu=v3", "-O2", "-g", "-c", input.path, "-o", output.path]
    let result = try await RunningCommand.run(clang, arguments)
    guard result.ending == .status(0) else { throw Failure(description: result.errorText) }
    return Array(try Data(contentsOf: output))
  }

  /// C of a program of some name whose load takes the verifier a noticeable time: it walks 400,000 instructions.
  public static func slow(_ name: String) -> String {
    """
    char _license[] SEC("license") = "GPL";
    SEC("socket") int \(name)(void *ctx) {
      unsigned int sum = 0;
    #pragma clang loop unroll(disable)
      for (unsigned int i = 0; i < 100000; i++) asm volatile("%0 += %1" : "+r"(sum) : "r"(i));
      return sum & 1;
    }
    """
  }
}
