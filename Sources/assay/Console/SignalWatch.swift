import Foundation
import Synchronization

/// A thread that waits for blocked signals: a signal is taken by `sigwait`, never by a handler.
final class SignalWatch: Sendable {
  private let isOver = Atomic(false)

  /// Starts to wait. The first signal calls `first`; the next one ends the program.
  init(_ signals: sigset_t, first: @escaping @Sendable () -> Void) {
    Thread.detachNewThread { [self] in wait(for: signals, first: first) }
  }

  /// From now on the first signal ends the program too.
  func stop() {
    isOver.store(true, ordering: .relaxed)
  }

  private func wait(for signals: sigset_t, first: () -> Void) {
    var signals = signals
    var number: CInt = 0
    while unsafe sigwait(&signals, &number) == 0 {
      guard !isOver.exchange(true, ordering: .relaxed) else { _exit(128 + number) }
      first()
    }
  }
}
