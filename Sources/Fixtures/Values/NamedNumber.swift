/// A number that has a name, such as `XDP_DROP`.
public struct NamedNumber: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The number.
  public var number: Int64

  /// A name for a number.
  public init(_ name: String, _ number: Int64) {
    self.name = name
    self.number = number
  }
}
