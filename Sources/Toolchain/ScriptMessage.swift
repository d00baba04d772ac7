/// What bpftrace said of a script.
public struct ScriptMessage: Hashable, Sendable {
  /// Whether it is an error, and no warning.
  public var isError: Bool
  /// The line, from 1; nil when it is about none.
  public var line: Int?
  /// The column, from 1; nil when it is about whole lines.
  public var column: Int?
  /// Its words.
  public var text: String

  /// Reads what bpftrace printed: `x.bt:3:5-9: ERROR: Unknown function: rand`, `x.bt:1-2: WARNING: ...`, `ERROR: ...`.
  static func all(in output: String) -> [ScriptMessage] {
    output.split(separator: "\n").compactMap { line -> ScriptMessage? in
      for (mark, isError) in [("ERROR: ", true), ("FATAL: ", true), ("WARNING: ", false)] {
        guard let found = line.firstRange(of: mark) else { continue }
        let head = line[..<found.lowerBound]
        let text = String(line[found.upperBound...])
        // Printed by every run on kernels since 5.11, where nothing is limited.
        guard !text.contains("RLIMIT_MEMLOCK"), head.isEmpty || head.hasSuffix(": ") else { return nil }
        let places = head.dropLast(2).split(separator: ":").suffix(2)
        func number(_ text: Substring?) -> Int? { text.flatMap { Int($0.prefix { $0 != "-" }) } }
        if places.count == 2, let line = number(places.first), let column = number(places.last) {
          return ScriptMessage(isError: isError, line: line, column: column, text: text)
        }
        return ScriptMessage(isError: isError, line: number(places.last), text: text)
      }
      return nil
    }
  }
}
