/// The end of what a worker wrote to standard error: all of it is read, little is kept.
struct LastWords {
  private static let mostBytes = 4096
  private static let mostLines = 5
  private var bytes: [UInt8] = []

  /// Takes the next bytes.
  mutating func add(_ more: [UInt8]) {
    bytes += more
    bytes.removeFirst(max(bytes.count - Self.mostBytes, 0))
  }

  /// The last lines that are not empty, in order.
  var lines: [String] {
    bytes.split(separator: UInt8(ascii: "\n")).suffix(Self.mostLines).map { String(decoding: $0, as: UTF8.self) }
  }
}
