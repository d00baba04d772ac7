import Foundation
import Synchronization

/// A thread that learns of signals. Blocking them and `sigwait` would be simpler but cannot work: on Linux
/// `dispatch_main`, under an asynchronous `main`, waits with no signal blocked, and so does the thread of
/// swift-subprocess 1.0 that waits for children; the default action would end the program. So a handler passes the
/// number on through a pipe.
final class SignalWatch: Sendable {
  /// Written by the handler, read by the thread. Made before the first handler is installed.
  private static let pipe = SignalPipe()

  private let numbers: [CInt]
  private let isOver = Atomic(false)

  /// Starts to wait. The first signal calls `first`; the next one ends the program.
  init(_ numbers: [CInt], first: @escaping @Sendable () -> Void) {
    self.numbers = numbers
    let pipe = Self.pipe
    for number in numbers {
      signal(number) { number in SignalWatch.pipe.pass(number) }
    }
    Thread.detachNewThread { [self] in wait(on: pipe, first: first) }
  }

  /// From now on the first signal ends the program too.
  func stop() {
    isOver.store(true, ordering: .relaxed)
  }

  private func wait(on pipe: SignalPipe, first: () -> Void) {
    while let number = pipe.next() {
      guard !isOver.exchange(true, ordering: .relaxed) else { _exit(128 + number) }
      first()
    }
  }
}
