import Foundation
public import Testing

/// Skips a test, saying why, where the machine lacks what it needs; fails it where `ASSAY_REQUIRE` says that the
/// machine must have it.
public struct RequirementTrait: TestTrait, SuiteTrait {
  /// What the test needs.
  public let requirements: [Requirement]

  /// Holds for each test of a suite.
  public var isRecursive: Bool { true }

  /// Asks the machine.
  public func prepare(for test: Testing.Test) async throws {
    let required = ProcessInfo.processInfo.environment["ASSAY_REQUIRE"] ?? ""
    for requirement in requirements { try requirement.enforce(required: required) }
  }
}

extension Trait where Self == RequirementTrait {
  /// What the test needs of the machine: `host:` and a program type that must load (`host:xdp`), `host:root`,
  /// `host:bpf`, `host:perfmon`, `host:net_admin`, `host:sys_admin`; `vm:` and a version of Debian's kernels that must
  /// have been fetched (`vm:6.1`); or a tool (`clang`, `llvm-objdump`, `bpftool`, `bpftrace`, `strace`, `setpriv`, `perf`).
  public static func requires(_ names: String...) -> Self {
    RequirementTrait(requirements: names.map(Requirement.init))
  }
}
