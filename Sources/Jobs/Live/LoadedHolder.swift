/// A process that has a loaded program, or a link of one, open.
public struct LoadedHolder: Codable, Hashable, Sendable {
  /// Its id.
  public var id: Int32
  /// Its name, as /proc/PID/comm has it.
  public var name: String

  /// A process.
  public init(id: Int32, name: String) {
    self.id = id
    self.name = name
  }
}
