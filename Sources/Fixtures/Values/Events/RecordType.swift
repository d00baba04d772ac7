public import BPFObject
import BTF
import Findings
import Placed

/// The type of the records that a program sends through a ring buffer or a perf event array.
public struct RecordType: Sendable {
  let value: ValueType

  /// A type by its name: `struct event`, or a typedef's; nil when the object has none.
  public init?(_ name: String, object: ObjectFile) {
    guard let types = object.types else { return nil }
    let words = name.split(separator: " ").map(String.init)
    let kinds: [String: [TypeKind]] = ["struct": [.struct], "union": [.union], "enum": [.enum, .enum64]]
    let candidates: [BTFType]
    if words.count == 2, let wanted = kinds[words[0]] {
      candidates = types.types(named: words[1]).filter { wanted.contains($0.kind) }
    } else {
      candidates = types.types(named: name).filter { [.typedef, .struct, .union, .int].contains($0.kind) }
    }
    guard let found = candidates.first(where: { (try? ValueSize.of($0.id, in: types)) != nil }) else { return nil }
    value = ValueType(types: types, id: found.id)
  }

  /// A type by its name; nil, and a problem, when the object has none.
  init?(_ name: Located<String>, object: ObjectFile, _ problems: inout PlacedProblems) {
    if let type = RecordType(name.value, object: object) {
      self = type
      return
    }
    let shown = name.value.shortened
    guard object.types != nil else {
      problems.add(
        "the object has no BTF: the type '\(shown)' is not known", at: name.span,
        hint: "compile it with -g, or give the record as hex")
      return nil
    }
    let wanted = name.value.hasPrefix("struct ") ? String(name.value.dropFirst("struct ".count)) : name.value
    problems.add(
      "the object has no type '\(shown)'", at: name.span,
      hint: NearestName.to(wanted, among: RecordType.names(of: object)).map { "did you mean 'struct \($0)'?" }
        ?? "compilers keep types that globals name: declare one such as 'struct \(wanted.shortened) *unused;'")
    return nil
  }

  /// A record in one line for people.
  public func text(_ bytes: [UInt8]) -> String { value.text(bytes) }

  /// A record in one line of YAML, without its type.
  public func yaml(_ bytes: [UInt8]) -> String { value.yaml(bytes) }

  /// The names of an object's structs, without the word, for those who misspelt one.
  static func names(of object: ObjectFile) -> [String] {
    guard let types = object.types else { return [] }
    return types.ownIDs.prefix(100_000).compactMap { id in
      guard let type = try? types.type(id), type.kind == .struct, !type.isAnonymous else { return nil }
      return type.name
    }
  }
}
