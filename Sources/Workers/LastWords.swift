/// The end of what a worker wrote to standard error: all of it is read, little is kept.
package struct LastWords {
  private let mostLines: Int
  private let mostBytes: Int
  private var bytes: [UInt8] = []

  /// Nothing heard yet; so many lines and bytes will be kept.
  package init(lines: Int = 5, bytes: Int = 4096) {
    mostLines = lines
    mostBytes = bytes
  }

  /// Takes the next bytes.
  package mutating func add(_ more: [UInt8]) {
    bytes += more
    bytes.removeFirst(max(bytes.count - mostBytes, 0))
  }

  /// The last lines that are not empty, in order.
  package var lines: [String] {
    bytes.split(separator: UInt8(ascii: "\n")).suffix(mostLines).map { String(decoding: $0, as: UTF8.self) }
  }
}
