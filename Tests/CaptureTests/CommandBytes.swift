@testable import Capture

/// Memory of a made-up command: bytes at addresses.
struct CommandBytes: CommandMemory {
  var places: [UInt64: [UInt8]] = [:]

  func read(_ address: UInt64, count: Int) -> [UInt8] { Array((places[address] ?? []).prefix(max(0, count))) }

  func string(_ address: UInt64, limit: Int) -> String {
    String(decoding: read(address, count: limit).prefix { $0 != 0 }, as: UTF8.self)
  }
}
