public import Measuring

/// A figure that a baseline keeps, with what it depends on beside the program's code.
public struct BaselineFigure: Hashable, Sendable {
  /// The figure.
  public var value: Int
  /// What it depends on; its object is left out, which is what a comparison is for.
  public var key: FigureKey

  /// A figure.
  public init(_ value: Int, _ key: FigureKey) {
    self.value = value
    self.key = key
    self.key.object = ""
  }
}
