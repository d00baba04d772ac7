public import BTF

/// A value that a user gives a global variable, or a part of one, before the load: `cfg.limits[3].max = 5`.
public struct Preset: Hashable, Sendable {
  /// What is set: a variable's name, and the way into its value.
  public var path: MemberPath
  /// The value, as text (`TypeTable.encode`).
  public var value: String
  /// The line of the file that it came from, from 1; nil when it was given on the command line.
  public var line: Int?

  /// Reads `name=value`, with or without space around the `=`.
  public init(_ assignment: String, line: Int? = nil) throws(PresetError) {
    guard let mark = assignment.firstIndex(of: "=") else {
      throw PresetError("'\(assignment)': name=value was expected", line: line)
    }
    do { path = try MemberPath(Self.trimmed(assignment[..<mark])) } catch {
      throw PresetError(error.message, line: line)
    }
    value = Self.trimmed(assignment[assignment.index(after: mark)...])
    self.line = line
  }

  /// Reads a file's text: `name = value`, one a line; `#` starts a comment, but not between quotes.
  /// - Throws: the first line that is no preset.
  public static func list(_ text: String) throws(PresetError) -> [Preset] {
    var presets: [Preset] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let assignment = trimmed(withoutComment(line))
      guard !assignment.isEmpty else { continue }
      presets.append(try Preset(assignment, line: index + 1))
    }
    return presets
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var quote: Character?
    var isEscaped = false
    for index in line.indices {
      let character = line[index]
      if isEscaped {
        isEscaped = false
      } else if let open = quote {
        if character == "\\" { isEscaped = true }
        if character == open { quote = nil }
      } else if character == "#" {
        return line[..<index]
      } else if character == "\"" || character == "'" {
        quote = character
      }
    }
    return line
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
