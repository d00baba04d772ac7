/// What a report is drawn for. Rendering depends on nothing else.
public struct TerminalTraits: Sendable, Equatable {
  /// Columns to fill.
  public var columns: Int
  /// Whether colours may be used; nothing may depend on them.
  public var colour: Bool

  /// Traits; 100 columns without colour is what files and pipes get.
  public init(columns: Int = 100, colour: Bool = false) {
    self.columns = max(columns, 40)
    self.colour = colour
  }

  /// The text in a style, when colours may be used.
  public func styled(_ text: String, _ style: TerminalStyle) -> String {
    colour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// What a colour means.
public enum TerminalStyle: String, Sendable {
  /// Headings.
  case strong = "1"
  /// What can be skipped.
  case faint = "2"
  /// What does not hold.
  case bad = "1;31"
  /// What holds.
  case good = "32"
  /// What may be wrong, or could not be decided.
  case doubtful = "33"
}
