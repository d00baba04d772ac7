import Jobs
import Synchronization

/// Parts of a test that wait for a worker.
final class PartQueue: Sendable {
  private let parts: Mutex<ArraySlice<[TestCase]>>

  /// All parts, in the order they are taken in.
  init(_ parts: [[TestCase]]) { self.parts = Mutex(parts[...]) }

  /// Takes the next.
  func next() -> [TestCase]? { parts.withLock { $0.popFirst() } }

  /// Drops those that nobody has taken.
  func drop() { parts.withLock { $0 = [] } }
}
