import BTF
import Findings
import Placed

/// From a key of a file to the part of a value that it names.
enum MemberStep {
  /// The place of `name`, `inner.name` or `list[3].name` in a struct or union; nil, and a problem, when there is none.
  static func place(
    _ key: Located<String>, in record: ValueShape.RecordValue, _ types: TypeTable, _ problems: inout PlacedProblems
  ) -> ValuePlace? {
    do {
      var steps: [MemberPath.Step] = [.member(key.value)]
      if key.value.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }) {
        let path = try MemberPath(key.value)
        steps = [.member(path.root)] + path.steps
      }
      var place = try types.place(steps, in: record.type.id)
      place.bitOffset &+= record.bitOffset
      return place
    } catch {
      let names = MemberNames.of(record.type, in: types)
      if names.contains(key.value.firstName) {
        problems.add(error.message, at: key.span)
      } else {
        problems.add(
          "\(record.declaration) has no field '\(key.value.shortened)'", at: key.span, hint: hint(key.value, names))
      }
      return nil
    }
  }

  private static func hint(_ name: String, _ names: [String]) -> String? {
    if let near = NearestName.to(name, among: names) { return "did you mean '\(near)'?" }
    guard !names.isEmpty else { return nil }
    let list = names.prefix(12).map(\.shortened).joined(separator: ", ")
    return "fields: \(list)\(names.count > 12 ? " ..." : "")"
  }
}

extension String {
  /// What stands before the first `.` or `[`.
  fileprivate var firstName: String { String(prefix { $0 != "." && $0 != "[" }) }
}
