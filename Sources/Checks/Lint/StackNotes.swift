import BPFObject
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
    notes = Dictionary(
      object.programs.compactMap { program -> (String, String)? in
        let functions = program.subprograms.map(\.name)
        let largest = variables.filter { functions.contains($0.function) && $0.size >= Self.least }
          .sorted { ($0.size, $1.name) > ($1.size, $0.name) }.prefix(Self.most)
        guard !largest.isEmpty else { return nil }
        let words = largest.map { "\($0.name) of \($0.function) takes \($0.size)" }
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
}
