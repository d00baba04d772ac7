import Checks
import Reports
import Synchronization

/// One line on standard error that overwrites itself; nothing where that is no terminal.
final class ProgressLine: Sendable {
  private let shown = Mutex(false)
  private let isTerminal = StandardError.isTerminal

  /// Shows how far the work is.
  func show(_ progress: CheckProgress) {
    if let announcement = progress.announcement {
      clear()
      StandardError.write("note: \(TerminalText.escape(announcement))\n")
    }
    guard isTerminal else { return }
    let text = "[\(progress.done)/\(progress.total)] \(TerminalText.escape(progress.current))"
    shown.withLock { shown in
      shown = true
      StandardError.write("\r\u{1B}[K" + TerminalText.cut(text, to: Terminal.columns - 1))
    }
  }

  /// Takes the line away.
  func clear() {
    shown.withLock { shown in
      if shown { StandardError.write("\r\u{1B}[K") }
      shown = false
    }
  }
}
