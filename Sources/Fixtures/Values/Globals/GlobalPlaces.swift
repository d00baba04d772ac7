import BPFObject
import BTF
import Findings
import Placed

/// Finds the global variables that a file names, and the parts of them.
struct GlobalPlaces {
  let object: ObjectFile
  let types: TypeTable

  /// A variable and a part of it.
  struct Place {
    let variable: GlobalVariable
    let value: ValuePlace
  }

  /// Nil when the object does not say its types.
  init?(_ object: ObjectFile, _ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let types = object.types else {
      problems.add(
        "the object has no BTF: its globals cannot be named", at: node.span, hint: "compile it with -g")
      return nil
    }
    self.object = object
    self.types = types
  }

  /// The place of `limit`, `limit.max` or `table[3]`; nil, and a problem, when there is none.
  func place(_ key: Located<String>, _ problems: inout PlacedProblems) -> Place? {
    guard let (variable, steps) = variable(key, &problems) else { return nil }
    guard let type = variable.type else {
      problems.add("the type of global '\(variable.name)' is not known", at: key.span)
      return nil
    }
    do { return Place(variable: variable, value: try types.place(steps, in: type)) } catch {
      problems.add(error.message, at: key.span)
      return nil
    }
  }

  /// Compilers put dots into the names of variables that are local to a function (`program.counter`): the longest name
  /// wins.
  private func variable(
    _ key: Located<String>, _ problems: inout PlacedProblems
  ) -> (GlobalVariable, [MemberPath.Step])? {
    var steps: [MemberPath.Step] = []
    var name = key.value
    if named(name).isEmpty {
      do {
        let path = try MemberPath(key.value)
        (name, steps) = (path.root, path.steps)
        while named(name).isEmpty, case .member(let next)? = steps.first {
          name += "." + next
          steps.removeFirst()
        }
        if named(name).isEmpty { (name, steps) = (path.root, path.steps) }
      } catch {
        problems.add(error.message, at: key.span)
        return nil
      }
    }
    let found = named(name)
    guard found.count <= 1 else {
      problems.add(
        "global '\(name)' is there \(found.count) times, in \(found.map(\.section).joined(separator: ", "))",
        at: key.span)
      return nil
    }
    if let variable = found.first { return (variable, steps) }
    // What bpf_printk makes of its format has a name too: nobody means it.
    let names = object.variables.map(\.name).filter { !$0.hasSuffix(".____fmt") }
    let list = names.prefix(12).map(\.shortened).joined(separator: ", ") + (names.count > 12 ? " ..." : "")
    problems.add(
      "the object has no global '\(name.shortened)'", at: key.span,
      hint: NearestName.to(name, among: names).map { "did you mean '\($0)'?" }
        ?? (names.isEmpty ? "it has none" : "globals: \(list)"))
    return nil
  }

  private func named(_ name: String) -> [GlobalVariable] { object.variables.filter { $0.name == name } }
}
