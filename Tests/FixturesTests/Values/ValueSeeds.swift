import BTF
import Fixtures
import Foundation
import TestSupport

/// Random values of random types.
struct ValueSeeds {
  let types: TypeTable
  /// Types that have values of at most 4 KiB.
  let ids: [TypeID]
  var random: SeededGenerator

  init(_ types: TypeTable, seed: UInt64) {
    self.types = types
    random = SeededGenerator(seed: seed)
    ids = types.ownIDs.filter { id in
      guard let size = try? types.size(of: id), (1...4_096).contains(size) else { return false }
      return (try? types.resolved(id)).map { $0.kind != .datasec && $0.kind != .var } ?? false
    }
  }

  mutating func type() -> TypeID? { ids.randomElement(using: &random) }

  /// Bytes as programs leave them: mostly zeros and small numbers, sometimes anything.
  mutating func bytes(_ count: Int) -> [UInt8] {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1:
      return (0..<count).map { _ in
        Int.random(in: 0..<4, using: &random) == 0 ? UInt8.random(in: 32..<127, using: &random) : 0
      }
    case 2: return [UInt8](repeating: 0, count: count)
    default: return (0..<count).map { _ in Int.random(in: 0..<6, using: &random) == 0 ? 1 : 0 }
    }
  }

  /// The kernel's own types, where it gives them: a hundred thousand that nobody made for this test.
  static func kernel(seed: UInt64) throws -> ValueSeeds? {
    guard let data = FileManager.default.contents(atPath: TypeTable.kernelPath) else { return nil }
    return ValueSeeds(try TypeTable(bytes: [UInt8](data)), seed: seed)
  }
}
