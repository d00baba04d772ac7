public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// A kernel function that a target kernel does not have.
public enum KernelFunctionRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2023", name: "kfunc-absent", group: .refused, severity: .warning,
    title: "a kernel function that a program calls is not in a kernel that it is meant for",
    why: """
      Kernel functions are no stable interface: they come, change and go with releases, and some live in modules that have \
      to be loaded first. libbpf refuses an object with one that it cannot find, unless it is declared __weak.
      """,
    fix: "declare it __ksym __weak, and call it behind bpf_ksym_exists()", seeAlso: ["A1507"])

  /// Programs call kernel functions since this version, whatever their names are.
  private static let first = KernelVersion(5, 13)

  /// Each such function; and each call of one where a kernel has none for programs.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let old = subject.targets.filter { $0.version < first }
    let calls = old.isEmpty ? [] : subject.programs.compactMap { firstCall(in: $0, subject, old) }
    return calls + absent(subject)
  }

  private static func firstCall(
    in program: LintedProgram, _ subject: LintSubject, _ old: [LintTarget]
  ) -> Finding? {
    for reference in program.program.references.sorted(by: { $0.slot < $1.slot }) {
      guard case .extern(let index) = reference.target, subject.object.externs.indices.contains(index),
        case let function = subject.object.externs[index], function.kind == .kernelFunction, !function.isWeak
      else { continue }
      var found = finding(
        "\(function.name) is a kernel function; \(old.map(\.name).joined(separator: ", ")) has none for programs",
        in: program, slot: reference.slot, label: "needs \(first)",
        claim: .inferred(because: "programs call kernel functions since \(first)"))
      found.severity = .error
      return found
    }
    return nil
  }

  private static func absent(_ subject: LintSubject) -> [Finding] {
    subject.object.externs.filter { $0.kind == .kernelFunction && !$0.isWeak }.compactMap { function in
      var name = function.name
      if let flavour = name.firstRange(of: "___") { name = String(name[..<flavour.lowerBound]) }
      let lacking = subject.targets.filter { kernel in
        kernel.version >= first && kernel.types.map { $0.types(named: name, kind: .func).isEmpty } ?? false
      }
      guard !lacking.isEmpty else { return nil }
      return finding(
        "\(name) is not in \(lacking.map(\.name).joined(separator: ", "))",
        primary: subject.declaration(function.name, "not in the kernel's types; a module may have it"),
        claim: .inferred(because: "the kernel's BTF has no such function"))
    }
  }
}
