import BPFObject
import Findings
import Placed

/// Finds an object's maps and programs by the names that a file gives.
struct MapNames {
  let object: ObjectFile

  /// The map of a name; nil, and a problem, when there is none.
  func map(_ name: Located<String>, _ problems: inout PlacedProblems) -> MapDefinition? {
    if let map = object.map(named: name.value) { return map }
    report(
      "the object has no map", name, object.maps.filter { $0.origin == .declared || $0.origin == .legacy }.map(\.name),
      "maps", &problems)
    return nil
  }

  /// The program of a name; nil, and a problem, when there is none.
  func program(_ name: Located<String>, _ problems: inout PlacedProblems) -> Program? {
    if let program = object.program(named: name.value) { return program }
    report("the object has no program", name, object.programs.map(\.name), "programs", &problems)
    return nil
  }

  private func report(
    _ message: String, _ name: Located<String>, _ known: [String], _ what: String, _ problems: inout PlacedProblems
  ) {
    let list = known.prefix(12).map(\.shortened).joined(separator: ", ") + (known.count > 12 ? " ..." : "")
    problems.add(
      "\(message) '\(name.value.shortened)'", at: name.span,
      hint: NearestName.to(name.value, among: known).map { "did you mean '\($0)'?" }
        ?? (known.isEmpty ? nil : "\(what): \(list)"))
  }
}
