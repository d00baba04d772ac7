import Reports

/// What stands on standard output while something is watched: on a terminal one text is drawn over the other, elsewhere
/// one follows the other.
struct WatchScreen: Sendable {
  /// Shows a text.
  func show(_ text: String) {
    guard StandardOutput.isTerminal else { return StandardOutput.write(text + "\n") }
    // Each line is written over the old one and its rest taken away: nothing flickers.
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let room = max(1, Terminal.rows - 2)
    if lines.count > room {
      // The end has the sum of all.
      let end = lines.removeLast()
      let more = lines.count - (room - 2)
      lines = lines.prefix(max(0, room - 2)) + ["... \(NumberText.count(more, "more line"))", end]
    }
    lines.append("watching; Ctrl-C ends it")
    StandardOutput.write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K\r\n" }.joined() + "\u{1B}[J")
  }
}
