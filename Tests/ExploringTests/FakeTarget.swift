import Exploring

/// A program that looks for a byte behind a byte behind a key: each is a mark, and each opens the next.
final class FakeTarget: ExploreTarget {
  let markCount = 4
  /// Inputs that were run.
  private(set) var inputs: [ExploreInput] = []

  func run(_ input: ExploreInput, marks: inout [UInt8]) -> UInt32? {
    inputs.append(input)
    marks = [1, 0, 0, 0]
    guard input.packet.count >= 34, input.packet[23] == 17 else { return 2 }
    marks[1] = 1
    guard input.entries.contains(where: { $0.key == Array(input.packet[26..<30]) }) else { return 2 }
    marks[2] = 1
    guard input.packet[22] == 0x7b else { return 1 }
    marks[3] = 1
    return 3
  }

  /// Ethernet, IPv4 with TCP's number, 20 bytes behind it.
  static let packet: [UInt8] =
    [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45, 0, 0, 40, 0, 1, 0, 0, 64, 6, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
    + [UInt8](repeating: 0, count: 20)

  static var shape: ExploreShape {
    var shape = ExploreShape(packetBytes: 14...3520)
    shape.maps = [.init(kind: .hash, keySize: 4, valueSize: 8, maxEntries: 16)]
    return shape
  }
}
