import Analysis

extension Rejection {
  /// Whether a name is that of a variable at the top level of one of the program's C files.
  func isVariable(_ name: String) -> Bool { sources.values.contains { $0.declaration(named: name)?.kind == .variable } }
}
