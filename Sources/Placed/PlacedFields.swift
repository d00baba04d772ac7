public import Findings

/// The keys of one mapping while a reader takes those that it knows. What is left when it is done is an error.
public struct PlacedFields: Sendable {
  private let entries: [PlacedNode.Entry]
  private var known: [String] = []
  /// Where the mapping starts.
  public let span: SourceSpan

  init(_ entries: [PlacedNode.Entry], span: SourceSpan) {
    self.entries = entries
    self.span = span
  }

  /// The value of a key, and the key is known from now on.
  public mutating func take(_ key: String) -> PlacedNode? {
    known.append(key)
    return entries.first { $0.key.value == key }?.value
  }

  /// The value of a key that must be there.
  public mutating func require(_ key: String, _ problems: inout PlacedProblems) -> PlacedNode? {
    let node = take(key)
    if node == nil { problems.add("the key '\(key)' is missing", at: span) }
    return node
  }

  /// The place of a key, for problems that are about the key and not its value.
  public func place(of key: String) -> SourceSpan? {
    entries.first { $0.key.value == key }?.key.span
  }

  /// Every key that nobody took is an error, with the nearest known one.
  public func finish(_ problems: inout PlacedProblems) {
    for entry in entries where !known.contains(entry.key.value) {
      let name = entry.key.value
      problems.add(
        "unknown key '\(PlacedNode.short(name))'", at: entry.key.span,
        hint: NearestName.to(name, among: known).map { "did you mean '\($0)'?" }
          ?? "known keys: \(known.sorted().joined(separator: ", "))")
    }
  }
}
