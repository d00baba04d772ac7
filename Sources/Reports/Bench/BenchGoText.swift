import Measuring

/// Figures in the format of Go's benchmarks, which `benchstat` compares: a line for each load, so that it sees how loads
/// differ. The format is documented at https://golang.org/design/14313-benchmark-format, units' lines in
/// `golang.org/x/perf/benchfmt`.
public struct BenchGoText {
  private let figures: [BenchFigure]
  private let settings: [(key: String, value: String)]

  /// Figures, and what they depend on: `benchstat` compares only figures whose settings are equal, so nothing may be in them
  /// that is another each time. Keys are in lower case and without spaces.
  public init(_ figures: [BenchFigure], settings: [(key: String, value: String)] = []) {
    self.figures = figures
    self.settings = settings
  }

  /// The text.
  public func render() -> String {
    var text = settings.map { "\($0.key): \(Self.word($0.value, spaces: " "))\n" }.joined()
    for unit in [BenchFigure.Unit.cycles, .instructions] {
      let same = figures.filter { $0.unit == unit }
      guard !same.isEmpty else { continue }
      // Counted exactly, a second reading tells nothing: then a single line a figure is all that is needed.
      text += "Unit \(unit.goName) better=lower\(same.allSatisfy(\.loads.isEmpty) ? " assume=exact" : "")\n"
    }
    var object: String?
    for figure in figures {
      if figure.object != object { text += "pkg: \(Self.word(figure.object, spaces: " "))\n" }
      object = figure.object
      for value in figure.loads.isEmpty ? [figure.estimate.value] : figure.loads {
        text += "\(name(figure))\t\(max(figure.runs, 1))\t\(value) \(figure.unit.goName)\n"
      }
    }
    return text
  }

  /// The part is last: a name that ends in `-8` would be taken for one with eight processors.
  private func name(_ figure: BenchFigure) -> String {
    let keys = [
      ("program", figure.program), ("case", figure.testCase), ("driver", figure.driver), ("kernel", figure.kernel),
      ("part", figure.part.rawValue),
    ]
    return "BenchmarkBPF"
      + keys.map { key, value in value.map { "/\(key)=\(Self.word($0, spaces: "_", slash: "|"))" } ?? "" }.joined()
  }

  /// A text that stays on its line, and in its word where spaces are replaced.
  private static func word(_ text: String, spaces: String, slash: String = "/") -> String {
    TerminalText.escape(text).map { $0.isWhitespace ? spaces : $0 == "/" ? slash : String($0) }.joined()
  }
}

extension BenchFigure.Unit {
  /// The unit as Go writes it, for one run.
  fileprivate var goName: String {
    switch self {
    case .nanoseconds: "ns/op"
    case .cycles: "cycles/op"
    case .instructions: "instructions/op"
    }
  }
}
