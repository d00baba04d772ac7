public import Findings
import Analysis
import BPF
import BPFObject

/// What no loader can put together.
public enum UnlinkableRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2042", name: "unlinkable", group: .refused, severity: .error,
    title: "something that is used is not in the object, or not where libbpf finds it",
    why: """
      An object is loaded alone: there is no C library and no other file. libbpf refuses all of it when one function or \
      variable is missing, when a program or map is static, so that its name is not visible, and when maps are declared \
      without the BTF that describes them. What cannot be linked, no verifier sees.
      """,
    fix: "define it in this file; what the kernel has needs __ksym in its declaration",
    seeAlso: ["A1922", "A1928", "A1930"])

  /// Each such symbol, and each program that cannot be put together for another reason.
  public static func check(_ subject: LintSubject) -> [Finding] {
    var found = missing(subject) + statics(subject) + untyped(subject) + unlinked(subject)
    // Another loader than libbpf may know better.
    if subject.isForeign {
      for index in found.indices { found[index].severity = .note }
    }
    return found
  }

  /// Undefined symbols that BTF does not call the kernel's: `bpf_object__collect_externs` of libbpf 1.x.
  private static func missing(_ subject: LintSubject) -> [Finding] {
    subject.object.externs.enumerated().filter { $0.element.kind == .unknown }.map { index, symbol in
      let uses = subject.programs.lazy.flatMap { program in
        program.program.references.filter { isUse($0.target, of: index, named: symbol.name) }.map { (program, $0.slot) }
      }
      let label = "not defined in this object, and not declared as the kernel's"
      return finding(
        "\(symbol.name) is used, and not defined",
        primary: uses.first.map { $0.span($1, label) } ?? subject.declaration(symbol.name, label),
        fix: advice(symbol.name),
        claim: .inferred(because: "the symbol is undefined, and in none of libbpf's sections of externs"))
    }
  }

  /// What compilers call without being asked to.
  private static func advice(_ symbol: String) -> String? {
    if symbol == "__bpf_trap" {
      return "remove what the compiler finds to be undefined: a function that ends without a return, a division by 0"
    }
    if symbol.contains("panic") {
      return "compile with optimisation, and without what may panic: get(i) for [i], wrapping_add(n) for + n"
    }
    return nil
  }

  private static func isUse(_ target: Reference.Target, of index: Int, named name: String) -> Bool {
    switch target {
    case .extern(index), .unresolved(name, _): true
    default: false
    }
  }

  /// Static programs (`bpf_object__add_programs`) and maps (`bpf_object__init_user_btf_map`).
  private static func statics(_ subject: LintSubject) -> [Finding] {
    let sections = subject.object.sections
    return subject.object.symbols.compactMap { symbol in
      guard symbol.binding == .local, !symbol.name.isEmpty, case .section(let index) = symbol.place,
        let section = sections.first(where: { $0.index == index })
      else { return nil }
      let isProgram = symbol.kind == .function && section.isExecutable && section.name != ".text"
      guard isProgram || symbol.kind == .object && section.name == ".maps" && subject.object.types != nil else {
        return nil
      }
      return finding(
        "\(symbol.name) is static: libbpf refuses a \(isProgram ? "program" : "map") that is",
        primary: subject.declaration(symbol.name, "its name is not visible"), fix: "remove `static`",
        claim: .declared(section: section.name))
    }
  }

  /// Maps that only BTF would describe, and there is none.
  private static func untyped(_ subject: LintSubject) -> [Finding] {
    guard subject.object.types == nil, let maps = subject.object.section(named: ".maps"), maps.range.count > 0 else {
      return []
    }
    return [
      finding(
        "maps are declared in .maps, and the object has no BTF to describe them", fix: MissingBTFRule.page.fix,
        claim: .declared(section: maps.name))
    ]
  }

  private static func unlinked(_ subject: LintSubject) -> [Finding] {
    subject.unlinked.map { program in
      var found = finding(
        "\(program.name) cannot be linked: \(program.problem?.problem ?? "it is broken")",
        primary: subject.declaration(program.name, "not put together"),
        fix: "compile the object anew; every function that is called needs a symbol of its own",
        claim: .declared(section: program.section))
      found.program = program.name
      return found
    }
  }
}
