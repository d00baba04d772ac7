/// A source file before and after its fixes: lines are replaced, none come or go.
public struct SourceChange: Hashable, Sendable {
  /// The file.
  public var path: String
  /// What it says.
  public var before: String
  /// What it says then.
  public var after: String

  /// Lines around a change that are shown.
  private static let context = 3

  /// A change of a file.
  public init(path: String, before: String, after: String) {
    self.path = path
    self.before = before
    self.after = after
  }

  /// The change as `patch` reads it.
  public func unified(_ traits: TerminalTraits = TerminalTraits()) -> String {
    let old = before.split(separator: "\n", omittingEmptySubsequences: false)
    let new = after.split(separator: "\n", omittingEmptySubsequences: false)
    let changed = old.indices.filter { $0 < new.count && old[$0] != new[$0] }
    let name = TerminalText.escape(path)
    var out = traits.styled("--- \(name)\n+++ \(name)", .strong) + "\n"
    var rest = changed[...]
    while let first = rest.popFirst() {
      var last = first
      while let next = rest.first, next - last <= 2 * Self.context { last = rest.removeFirst() }
      // What stands behind the last line's end is no line.
      let lines = old.last?.isEmpty == true ? old.count - 1 : old.count
      let start = max(0, first - Self.context)
      let range = start..<max(last + 1, min(lines, last + 1 + Self.context))
      out += traits.styled("@@ -\(start + 1),\(range.count) +\(start + 1),\(range.count) @@", .faint) + "\n"
      var kept: [Int] = []
      func flush() {
        for index in kept { out += traits.styled("-\(Self.shown(old[index]))", .bad) + "\n" }
        for index in kept { out += traits.styled("+\(Self.shown(new[index]))", .good) + "\n" }
        kept = []
      }
      for index in range {
        if changed.contains(index) {
          kept.append(index)
        } else {
          flush()
          out += " \(Self.shown(old[index]))\n"
        }
      }
      flush()
    }
    return out
  }

  /// A line with its tabs, which `patch` counts on, and nothing else that a terminal obeys.
  private static func shown(_ line: Substring) -> String {
    line.split(separator: "\t", omittingEmptySubsequences: false).map { TerminalText.escape($0) }.joined(
      separator: "\t")
  }
}
