/// What a series of numbers is: its name, its kind, its unit and what it means. Names follow
/// https://prometheus.io/docs/practices/naming: base units, the unit last, `_total` for counters, `_info` for labels alone.
public struct Metric: Hashable, Sendable {
  /// What its numbers do.
  public enum Kind: String, Sendable {
    /// They only grow, until the program is loaded again.
    case counter
    /// They go up and down.
    case gauge
    /// They are 1: the labels are what is told.
    case info
  }
  /// What its numbers count.
  public enum Unit: String, Sendable {
    /// Time.
    case seconds
    /// Memory.
    case bytes
    /// Instructions: of the machine in a run, of the program in a load.
    case instructions
    /// Cycles of a core.
    case cycles
    /// A share: 0.02 for 2 percent.
    case ratio
  }
  /// The name without the suffix of its kind.
  public let name: String
  /// What its numbers do.
  public let kind: Kind
  /// What they count; the name ends in it. Nil for plain counts.
  public let unit: Unit?
  /// One line that says what it is.
  public let help: String

  /// A metric.
  init(_ name: String, _ kind: Kind, in unit: Unit?, _ help: String) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.help = help
  }

  /// A metric without a unit.
  init(_ name: String, _ kind: Kind, _ help: String) { self.init(name, kind, in: nil, help) }

  /// A number that goes up and down, without a unit.
  init(_ name: String, _ help: String) { self.init(name, .gauge, in: nil, help) }

  /// The name of its series.
  public var seriesName: String {
    switch kind {
    case .counter: name + "_total"
    case .info: name + "_info"
    case .gauge: name
    }
  }
}
