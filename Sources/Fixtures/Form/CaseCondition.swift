import Findings
public import KernelFacts
import Placed

/// Where a case can be run at all: its `only_if`.
public struct CaseCondition: Hashable, Sendable {
  /// Versions of the kernel; nil for any.
  public var kernel: KernelRange?
  /// Machines, as `uname -m` names them; empty for any.
  public var architectures: [String]

  /// Machines that Linux runs BPF programs on, as `uname -m` names them.
  public static let knownArchitectures = [
    "aarch64", "armv7l", "i686", "loongarch64", "mips64", "parisc64", "ppc64", "ppc64le", "riscv64", "s390x", "sparc64",
    "x86_64",
  ]
  private static let otherNames = ["arm64": "aarch64", "amd64": "x86_64"]

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    kernel = fields.take(ConditionKey.kernel.rawValue).flatMap { KernelRange($0, &problems) }
    architectures =
      fields.take(ConditionKey.architectures.rawValue)?.oneOrMore(&problems) { Self.architecture($0, &$1) } ?? []
    fields.finish(&problems)
  }

  /// Why the case is not for a kernel on a machine, in words; nil when it is.
  public func reason(against version: KernelVersion, architecture: String) -> String? {
    if let kernel, !kernel.contains(version) { return "it is for kernel \(kernel.text), and this is \(version)" }
    return Self.reason(for: architectures, against: architecture)
  }

  /// Why what is for some machines, or for any when none is named, is not for this one; nil when it is.
  static func reason(for architectures: [String], against architecture: String) -> String? {
    let machine = otherNames[architecture] ?? architecture
    let wanted = architectures.map { otherNames[$0] ?? $0 }
    guard !wanted.isEmpty, !wanted.contains(machine) else { return nil }
    return "it is for \(wanted.joined(separator: ", ")), and this is \(machine)"
  }

  private static func architecture(_ node: PlacedNode, _ problems: inout PlacedProblems) -> String? {
    guard let text = node.text(&problems) else { return nil }
    let name = otherNames[text] ?? text
    guard knownArchitectures.contains(name) else {
      problems.add(
        "unknown machine \(node.found)", at: node.span,
        hint: NearestName.to(text, among: knownArchitectures).map { "did you mean '\($0)'?" }
          ?? "known machines: \(knownArchitectures.joined(separator: ", "))")
      return nil
    }
    return name
  }
}
