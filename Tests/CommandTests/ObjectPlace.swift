import Foundation
import TestSupport

/// A directory with objects of known verdicts, in which `assay verify` runs.
struct ObjectPlace {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// A program that every kernel takes, with a map `table` and a global `limit`. The kernel prunes what a `limit` above 5
  /// rules out.
  static func good(_ name: String = "good") -> String {
    """
    \(head)
    const volatile int limit = 3;
    SEC("socket") int \(name)(void *ctx) {
      unsigned int key = 0, *value = lookup(&table, &key);
      if (limit > 5) return 0;
      return value ? *value + key : 1;
    }
    """
  }

  /// A program that no kernel takes: a map value is used unchecked, with a key of which no verifier can tell
  /// that the array has it.
  static func bad(_ name: String = "bad") -> String {
    """
    \(head)
    SEC("socket") int \(name)(void *ctx) { unsigned int key = random(); return *(int *)lookup(&table, &key); }
    """
  }

  private static let head = """
    char _license[] SEC("license") = "GPL";
    struct { int (*type)[2]; int (*key)[1]; int (*value)[1]; int (*max_entries)[1]; } table SEC(".maps");
    static void *(*const lookup)(void *, const void *) = (void *)1;
    static unsigned int (*const random)(void) = (void *)7;
    """

  /// Compiles an object into the directory.
  func compile(_ source: String, to name: String) async throws {
    try directory.write(try await CompiledObject.bytes(of: source), to: name)
  }

  /// Compiles `good.bpf.o` and `bad.bpf.o`.
  func compileBoth() async throws {
    try await compile(Self.good(), to: "good.bpf.o")
    try await compile(Self.bad(), to: "bad.bpf.o")
  }

  /// Runs `assay verify` in the directory.
  func verify(_ arguments: String...) async throws -> RunningCommand.Result { try await verify(arguments) }

  /// Runs `assay verify` in the directory.
  func verify(_ arguments: [String]) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), ["verify"] + arguments,
      environment: ["XDG_CACHE_HOME": directory.path("cache").path], directory: directory.url)
  }

  /// The text of a file in the directory.
  func text(_ relative: String) throws -> String {
    try String(contentsOf: directory.path(relative), encoding: .utf8)
  }
}
