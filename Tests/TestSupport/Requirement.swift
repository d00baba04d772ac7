import Foundation
import Testing

/// Something of the machine that a test needs.
public struct Requirement: Sendable {
  /// As the test names it, such as `host:xdp`.
  public let name: String

  /// What `ASSAY_REQUIRE` calls the requirement's family.
  private enum Family: String {
    case kernel, vm, tools
  }

  private enum Answer {
    case met
    case missing(String)
    case unknownName
  }

  /// A requirement by its name.
  public init(_ name: String) {
    self.name = name
  }

  /// Lets the test run, skips it, or fails it: fails when `required` (what `ASSAY_REQUIRE` says, a list with commas)
  /// covers the requirement, or when its name means nothing. The tools come with the Swift toolchain or with
  /// `ci/quickstart`: they are required wherever anything is.
  public func enforce(required: String) throws {
    let (family, answer) = evaluate()
    switch answer {
    case .met: return
    case .unknownName: throw Unmet(message: "no requirement is called \(name)")
    case .missing(let why):
      let families = required.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }
      let isRequired = family == .tools ? !families.isEmpty : families.contains { $0 == family.rawValue }
      if isRequired { throw Unmet(message: "ASSAY_REQUIRE=\(required), but \(name) is missing: \(why)") }
      try Test.cancel("needs \(name): \(why)")
    }
  }

  /// A requirement that was to be met and is not.
  public struct Unmet: Error, CustomStringConvertible {
    /// What is missing.
    public let message: String
    /// The message.
    public var description: String { message }
  }

  private func evaluate() -> (Family, Answer) {
    let halves = name.split(separator: ":", maxSplits: 1).map(String.init)
    switch (halves.first, halves.dropFirst().first) {
    case ("host", let need?): return (.kernel, Self.host(need))
    case ("vm", let version?): return (.vm, Self.virtualMachine(version))
    case ("network", "debian"?): return (.tools, Self.network)
    case (let tool?, nil) where Self.tools.contains(tool):
      return (.tools, Executables.find(tool) == nil ? .missing("no \(tool) in PATH") : .met)
    default: return (.tools, .unknownName)
    }
  }

  private static let tools = [
    "chromium", "clang", "llvm-objdump", "llvm-dwarfdump", "bpftool", "bpftrace", "strace", "python3", "setpriv",
    "unshare", "qemu-system-x86_64",
    "perf",
    "promtool", "prometheus", "prometheus-alertmanager", "prometheus-node-exporter", "amtool",
    "yamllint", "actionlint", "shellcheck", "check-jsonschema", "hadolint", "kubernetes-validate", "lint-python3",
    "systemd-analyze",
  ]

  /// Debian's archive. Whoever knows that it can be reached says so: a probe would answer differently every day.
  private static var network: Answer {
    ProcessInfo.processInfo.environment["ASSAY_NETWORK"] == "1"
      ? .met : .missing("set ASSAY_NETWORK=1 where Debian's archive can be reached")
  }

  private static func host(_ need: String) -> Answer {
    switch need {
    case "root": return HostProcess.isRoot ? .met : .missing("the tests do not run as root")
    case "net_admin": return capability(12, "CAP_NET_ADMIN")
    case "perfmon": return capability(38, "CAP_PERFMON")
    case "bpf": return capability(39, "CAP_BPF")
    case "sys_admin": return capability(21, "CAP_SYS_ADMIN")
    default:
      guard let probe = LoadProbe(type: need) else { return .unknownName }
      let error = probe.error()
      return error == 0 ? .met : .missing("the kernel refuses an empty \(need) program: \(HostProcess.words(error))")
    }
  }

  private static func capability(_ bit: Int, _ name: String) -> Answer {
    HostProcess.hasCapability(bit) ? .met : .missing("the tests run without \(name)")
  }

  /// QEMU, and a kernel of that version where the tests keep kernels.
  private static func virtualMachine(_ version: String) -> Answer {
    guard Executables.find("qemu-system-x86_64") != nil else { return .missing("no qemu-system-x86_64 in PATH") }
    let stored = HostProcess.entries(of: Machines.directory + "/kernels-1").filter { $0.hasPrefix("\(version).") }
    guard stored.isEmpty else { return .met }
    return .missing("run assay kernels fetch debian:\(version) --cache-dir \(Machines.directory)")
  }
}
