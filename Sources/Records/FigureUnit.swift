/// The unit of a kept figure.
public enum FigureUnit: String, Codable, Sendable, CaseIterable {
  /// Instructions: of the machine for what a run costs, of the program for what a load costs.
  case instructions
  /// Nanoseconds of one run.
  case nanoseconds
  /// Cycles of one run.
  case cycles
  /// Percent of what drives the program.
  case percent
  /// Bytes.
  case bytes
  /// States of the verifier.
  case states
  /// Things of any other kind.
  case count

  /// Whether equal programs under equal conditions have equal figures, to the last one.
  public var isExact: Bool {
    switch self {
    case .instructions, .bytes, .states, .count: true
    case .nanoseconds, .cycles, .percent: false
    }
  }
}
