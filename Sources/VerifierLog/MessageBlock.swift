/// Lines of which, when they are too many, the first and the last are kept.
struct MessageBlock: Sendable {
  private let most: Int
  private var head: [String] = []
  private var tail: [String] = []
  private(set) var omitted = 0

  init(most: Int) {
    self.most = max(2, most)
  }

  /// Lines seen.
  var count: Int { head.count + tail.count + omitted }
  var isEmpty: Bool { head.isEmpty }

  /// The lines kept, in order.
  var lines: [String] { head + tail }

  mutating func append(_ line: String) {
    // A line may be as long as the reader's bound; a message never is.
    let line = line.utf8.count > 4_096 ? String(decoding: line.utf8.prefix(4_096), as: UTF8.self) : line
    if head.count < most / 4 || head.isEmpty {
      head.append(line)
      return
    }
    tail.append(line)
    let room = max(1, most - most / 4)
    if tail.count > 2 * room { drop(to: room) }
  }

  /// Cuts down to what was asked for.
  mutating func finish() {
    drop(to: max(1, most - most / 4))
  }

  mutating func removeAll() {
    head.removeAll(keepingCapacity: true)
    tail.removeAll(keepingCapacity: true)
    omitted = 0
  }

  private mutating func drop(to room: Int) {
    guard tail.count > room else { return }
    omitted += tail.count - room
    tail.removeFirst(tail.count - room)
  }
}
