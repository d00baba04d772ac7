public import Findings
import Analysis
import BPF
import BPFObject
import BTF

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

  /// Each such function.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.object.externs.filter { $0.kind == .kernelFunction && !$0.isWeak }.compactMap { function in
      var name = function.name
      if let flavour = name.firstRange(of: "___") { name = String(name[..<flavour.lowerBound]) }
      let lacking = subject.targets.filter { kernel in
        kernel.types.map { $0.types(named: name, kind: .func).isEmpty } ?? false
      }
      guard !lacking.isEmpty else { return nil }
      return finding(
        "\(name) is not in \(lacking.map(\.name).joined(separator: ", "))",
        primary: subject.declaration(function.name, "not in the kernel's types; a module may have it"),
        claim: .inferred(because: "the kernel's BTF has no such function"))
    }
  }
}
