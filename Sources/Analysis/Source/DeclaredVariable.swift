/// A variable as the C text declares it.
public struct DeclaredVariable: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The bytes that its type takes.
  public var bytes: Int
  /// Whether it is an array.
  public var isArray: Bool
  /// The file that declares it, as the object names it.
  public var file: String
  /// The line that declares it, from 1.
  public var line: Int
}
