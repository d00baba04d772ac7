/// A preset that cannot be read, or that does not fit the object's globals.
public struct PresetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given and what was expected.
  public var message: String
  /// The line of the presets' file, from 1.
  public var line: Int?

  init(_ message: String, line: Int?) {
    self.message = message
    self.line = line
  }

  /// The message, after its line when there is one.
  public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
