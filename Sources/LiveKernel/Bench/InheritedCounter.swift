import Glibc

/// A counter of this task and of all that it starts from now on.
final class InheritedCounter {
  let event: CounterEvent
  private let descriptor: FileDescriptor

  /// Opens it. Nil where the event cannot be counted.
  init?(_ event: CounterEvent) {
    let raw = PerfLayer.openInherited(event)
    guard raw >= 0 else { return nil }
    self.event = event
    descriptor = FileDescriptor(adopting: raw)
  }

  /// What it has counted; nil when it cannot be read, and where it did not count all the time.
  func read() -> Double? {
    // The count, and how long it was on and counting (PERF_FORMAT_TOTAL_TIME_*).
    var words: [UInt64] = [0, 0, 0]
    let size = words.count * MemoryLayout<UInt64>.size
    guard unsafe Glibc.read(descriptor.raw, &words, size) == size, words[1] == words[2] else { return nil }
    return Double(words[0])
  }
}
