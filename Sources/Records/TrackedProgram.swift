/// A program that figures are kept of, by what stays the same from run to run.
public struct TrackedProgram: Codable, Hashable, Sendable {
  /// The object, or the C that it was compiled from: its path from the repository's top where it lies in one.
  public var object: String
  /// The variant of the project that it was built as.
  public var variant: String?
  /// The program's function.
  public var name: String

  /// A program of an object.
  public init(object: String, variant: String? = nil, name: String) {
    self.object = object
    self.variant = variant
    self.name = name
  }

  /// What programs are sorted by.
  var order: [String] { [object, name, variant ?? ""] }
}

extension TrackedProgram: Comparable {
  /// By object, then by name, then by variant.
  public static func < (left: TrackedProgram, right: TrackedProgram) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }
}
