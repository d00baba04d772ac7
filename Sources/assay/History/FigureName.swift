import ArgumentParser
import Records

/// What a figure is of, as options name it.
struct FigureName: ExpressibleByArgument {
  var metric: FigureMetric

  init?(argument: String) {
    guard let metric = FigureMetric(rawValue: argument) else { return nil }
    self.metric = metric
  }

  static var allValueStrings: [String] { FigureMetric.allCases.map(\.rawValue) }
}
