import BPFObject
import BTF
import Findings
import Toolchain

/// Which variables make a frame large, where a finding says that it is.
struct StackNotes: Sendable {
  /// Findings about frames: rules, and the kernel's refusals.
  static let ids: Set<String> = ["A1001", "A1002", "A2003", "A2004"]
  /// Smaller ones make no frame large, in bytes.
  private static let least = 16
  private static let most = 4

  /// By program.
  private let notes: [String: String]

  /// The notes of an object's programs.
  init(_ object: ObjectFile, _ variables: [StackVariable]) {
    guard let types = object.types else {
      notes = [:]
      return
    }
    notes = Dictionary(
      object.programs.compactMap { program -> (String, String)? in
        let functions = program.subprograms.map(\.name)
        let sized = variables.filter { functions.contains($0.function) }.compactMap { variable in
          Self.size(variable.type, types).map { (variable, $0) }
        }
        let largest = sized.filter { $0.1 >= Self.least }.sorted { ($0.1, $1.0.name) > ($1.1, $0.0.name) }
          .prefix(Self.most)
        guard !largest.isEmpty else { return nil }
        let words = largest.map { "\($0.0.name) of \($0.0.function) takes \($0.1)" }
        return (program.name, "the biggest variables, in bytes: " + words.joined(separator: ", "))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The finding with the note that it is to have.
  func added(to finding: Finding) -> Finding {
    guard let id = finding.id, Self.ids.contains(id), let note = finding.program.flatMap({ notes[$0] }) else {
      return finding
    }
    var finding = finding
    finding.notes.append(note)
    return finding
  }

  /// The bytes of a type as debug information writes it: `char[128]`, `event`, `__u64[30][2]`, `char *`.
  static func size(_ type: String, _ types: TypeTable) -> Int? {
    let bracket = type.firstIndex(of: "[") ?? type.endIndex
    let words = type[..<bracket].split(separator: " ").filter {
      !["struct", "union", "enum", "const", "volatile"].contains($0)
    }
    var size: Int
    if type[..<bracket].contains("*") {
      size = 8
    } else {
      let name = words.joined(separator: " ")
      guard let known = types.types(named: name).first(where: { $0.kind != .func && $0.kind != .var }),
        let bytes = try? types.size(of: known.id)
      else { return name == "char" ? product(type[bracket...]) : nil }
      size = bytes
    }
    guard let count = product(type[bracket...]) else { return nil }
    let (bytes, overflow) = size.multipliedReportingOverflow(by: count)
    size = bytes
    return overflow ? nil : size
  }

  /// 60 of `[30][2]`; 1 of nothing.
  private static func product(_ dimensions: Substring) -> Int? {
    var product = 1
    for part in dimensions.split(whereSeparator: { $0 == "[" || $0 == "]" }) {
      guard let count = Int(part) else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
