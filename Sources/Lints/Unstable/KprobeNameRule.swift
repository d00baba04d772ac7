public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// A kprobe at a name that the compiler made, or that a kernel does not have.
public enum KprobeNameRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2601", name: "kprobe-name", group: .unstable, severity: .warning,
    title: "a kprobe is at a name that the compiler made, or that a kernel does not have",
    why: """
      A suffix such as .isra.0, .constprop.1, .part.0 or .cold names what one compiler made of a function in one build, \
      with other arguments than the source's. Static functions come, go and are inlined from release to release: attaching \
      fails with ENOENT there, and says no more.
      """,
    fix: "attach to a function that is called from other files, or to a tracepoint; or try names in turn in the loader",
    seeAlso: ["A2015"])

  private static let suffixes = [".isra.", ".constprop.", ".part.", ".cold", ".llvm."]
  private static let sections: Set<String> = ["kprobe", "kretprobe"]

  /// Each such program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program -> Finding? in
      guard let match = program.program.match, sections.contains(match.definition.name),
        let place = match.target, program.program.isAutoloaded
      else { return nil }
      let name = String(place.prefix { $0 != "+" })
      if let suffix = suffixes.first(where: name.contains) {
        return finding(
          "\(name) is what a compiler made of a function", in: program,
          primary: program.sectionLine("'\(suffix)' comes and goes with the compiler"),
          claim: .declared(section: program.program.section))
      }
      // What is not in the types may be a function all the same: one written in assembler.
      let lacking = subject.targets.filter { kernel in
        kernel.types.map { $0.types(named: name, kind: .func).isEmpty } ?? false
      }
      guard let types = lacking.first?.types else { return nil }
      let alias = SyscallNames.alias(of: name, in: types)
      // A name that no kernel has is a placeholder, which the loader replaces.
      let isKnown = subject.targets.contains { kernel in
        kernel.types.map { !$0.types(named: name, kind: .func).isEmpty } ?? false
      }
      guard isKnown || alias != nil else { return nil }
      var found = finding(
        "\(name) is no function of \(lacking.map(\.name).joined(separator: ", ")) that its types tell of", in: program,
        primary: program.sectionLine(alias.map { "did you mean \($0)?" } ?? "inlined, renamed, or of a module"),
        claim: .inferred(because: "the kernel's BTF has no such function"))
      found.severity = .note
      return found
    }
  }
}
