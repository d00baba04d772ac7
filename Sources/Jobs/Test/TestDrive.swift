/// Something done so that attached programs run.
public enum TestDrive: Codable, Hashable, Sendable {
  /// One of the worker's own deeds, with its arguments: `connect 127.0.0.1 80`, `open /etc/passwd`.
  case deed(name: String, arguments: [String])
  /// A command, by its path.
  case command([String])
}
