import Synchronization

/// A value that comes at most once, from another task.
final class Slot<Value: Sendable>: Sendable {
  private let content = Mutex<Value?>(nil)

  /// The value, when it has come.
  var value: Value? { content.withLock { $0 } }

  /// Keeps a value; the first stays.
  func fill(_ value: Value) { content.withLock { if $0 == nil { $0 = value } } }
}
