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

  /// What begins the names of functions that no module has. Source: the kernel's own sets of them in kernel/bpf, net/core
  /// and fs/bpf_fs_kfuncs.c, 6.1 to 7.3.
  private static let builtin = [
    "bpf_task_", "bpf_cgroup_", "bpf_cpumask_", "bpf_obj_", "bpf_percpu_obj_", "bpf_list_", "bpf_rbtree_", "bpf_iter_",
    "bpf_dynptr_", "bpf_rcu_read_", "bpf_rdonly_cast", "bpf_cast_to_kern_ctx", "bpf_wq_", "bpf_arena_", "bpf_preempt_",
    "bpf_local_irq_", "bpf_copy_from_user_", "bpf_refcount_acquire_", "bpf_throw", "bpf_get_task_exe_file",
  ]

  /// Each such function; and the first call of each program for which no kernel module can help.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { certain(in: $0, subject) } + absent(subject)
  }

  /// A call that a target refuses, whatever is loaded there.
  private static func certain(in program: LintedProgram, _ subject: LintSubject) -> Finding? {
    for reference in program.program.references.sorted(by: { $0.slot < $1.slot }) {
      guard case .extern(let index) = reference.target, subject.object.externs.indices.contains(index),
        case let function = subject.object.externs[index], function.kind == .kernelFunction, !function.isWeak
      else { continue }
      let name = kernelName(of: function)
      let old = subject.targets.filter { $0.version < first }
      let lacking = subject.targets.filter { lacks(name, $0) && isBuiltin(name) }
      let refusing = old + lacking
      guard !refusing.isEmpty else { continue }
      let names = refusing.map(\.name).joined(separator: ", ")
      var found = finding(
        lacking.isEmpty ? "\(name) is a kernel function; \(names) has none for programs" : "\(name) is not in \(names)",
        in: program, slot: reference.slot,
        label: lacking.isEmpty ? "needs \(first)" : "not among the kernel's functions, and of no module",
        claim: .inferred(
          because: lacking.isEmpty
            ? "programs call kernel functions since \(first)" : "the kernel's BTF has no such function"))
      found.severity = .error
      return found
    }
    return nil
  }

  private static func isBuiltin(_ name: String) -> Bool { builtin.contains(where: name.hasPrefix) }

  private static func lacks(_ name: String, _ kernel: LintTarget) -> Bool {
    kernel.version >= first && kernel.types.map { $0.types(named: name, kind: .func).isEmpty } ?? false
  }

  private static func kernelName(of function: Extern) -> String {
    function.name.firstRange(of: "___").map { String(function.name[..<$0.lowerBound]) } ?? function.name
  }

  private static func absent(_ subject: LintSubject) -> [Finding] {
    subject.object.externs.filter { $0.kind == .kernelFunction && !$0.isWeak }.compactMap { function in
      let name = kernelName(of: function)
      let lacking = subject.targets.filter { lacks(name, $0) && !isBuiltin(name) }
      guard !lacking.isEmpty else { return nil }
      return finding(
        "\(name) is not in \(lacking.map(\.name).joined(separator: ", "))",
        primary: subject.declaration(function.name, "not in the kernel's types; a module may have it"),
        claim: .inferred(because: "the kernel's BTF has no such function"))
    }
  }
}
