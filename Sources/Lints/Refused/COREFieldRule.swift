public import Findings
import Analysis
import BPF
import BPFObject
import BTF

/// A field that a target kernel's struct does not have.
public enum COREFieldRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2014", name: "core-field-absent", group: .refused, severity: .error,
    title: "a field that the program reads is in no struct of that name in a kernel that it is meant for",
    why: """
      libbpf asks the kernel's types where a field is. One that is not there, or was renamed, makes it replace the \
      instruction by one that the verifier refuses, unless a check (bpf_core_field_exists) makes the code dead first.
      """,
    fix: "ask bpf_core_field_exists first, and read the older or newer name through a struct with a ___ suffix",
    seeAlso: ["A1923"])

  /// Each such relocation of a field that the program never asks for first.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard let types = subject.object.types else { return [] }
    return subject.programs.flatMap { program -> [Finding] in
      let relocations = program.program.coreRelocations
      let checked = Set(
        relocations.filter { $0.kind == .fieldExists || $0.kind == .typeExists }.compactMap {
          try? types.target(of: $0)
        })
      var told: Set<String> = []
      return relocations.filter { $0.kind == .fieldByteOffset }.compactMap { relocation -> Finding? in
        guard let field = try? types.target(of: relocation), !checked.contains(where: { isAlternative(field, $0) }),
          told.insert(field).inserted
        else { return nil }
        let lacking = subject.targets.filter { target in target.types.map { !has(field, in: $0) } ?? false }
        guard !lacking.isEmpty else { return nil }
        return finding(
          "\(field) is not in the types of \(lacking.map(\.name).joined(separator: ", "))", in: program,
          slot: relocation.slot, label: "no such field there",
          claim: .inferred(because: "the kernel's BTF has no field of that name"))
      }
    }
  }

  /// Whether a check decides if a field is read: one of the field or its struct, or, for a struct of the author's own
  /// version (`task_struct___old`), one of any field of the struct.
  private static func isAlternative(_ field: String, _ checked: String) -> Bool {
    if field == checked || field.hasPrefix(checked + ".") { return true }
    guard field.contains("___") || checked.contains("___") else { return false }
    return structure(field) == structure(checked)
  }

  /// `task_struct` of `task_struct___old.state` and of `struct task_struct___old`.
  private static func structure(_ field: String) -> Substring {
    let name = field.prefix { $0 != "." }.split(separator: " ").last ?? ""
    return name.firstRange(of: "___").map { name[..<$0.lowerBound] } ?? name
  }

  /// Whether a struct of that name has the field, up to the first array in it; the part of a name after `___` is the
  /// author's own.
  private static func has(_ field: String, in types: TypeTable) -> Bool {
    guard let dot = field.firstIndex(of: ".") else { return true }
    var name = field[..<dot]
    if let flavour = name.firstRange(of: "___") { name = name[..<flavour.lowerBound] }
    let candidates =
      types.types(named: String(name), kind: .struct) + types.types(named: String(name), kind: .union)
    // A struct that is not there at all may be of a module.
    guard !candidates.isEmpty, let path = try? MemberPath("value" + field[dot...].prefix { $0 != "[" }) else {
      return true
    }
    return candidates.contains { (try? types.place(path.steps, in: $0.id)) != nil }
  }
}
