import BPFObject
import Foundation
import TestSupport
import Testing

@Suite struct FuzzTests {
  /// Objects to start from: compiled ones where clang is there, Debian's, and one made by hand.
  static func seeds() async throws -> [[UInt8]] {
    var seeds = [ObjectBuilder.minimal().bytes()]
    if Executables.find("clang") != nil {
      seeds.append(try await CSource.calls.compiled())
      seeds.append(try await LegacyMapTests.source.compiled())
      seeds.append(try await CSource.everything.compiled())
    }
    let debian = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/bpf/xdp-dispatcher.o" }
    for path in debian {
      if let data = FileManager.default.contents(atPath: path) { seeds.append([UInt8](data)) }
    }
    return seeds
  }

  /// Two at once: machines that run tests have two cores.
  @Test(arguments: [2, 3] as [UInt64])
  func noMutationOfAnObjectCrashes(seed: UInt64) async throws {
    let seeds = try await Self.seeds()
    var random = SeededGenerator(seed: seed)
    var read = 0
    var rounds = 0
    for _ in FuzzBudget(rounds: 5_000) {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0..<Int.random(in: 1...6, using: &random) { Mutation.random(using: &random).apply(to: &bytes, &random) }
      if Exercise.everything(bytes) != nil { read += 1 }
      rounds += 1
    }
    print("\(rounds) mutated objects, of which \(read) could be read")
    // Mutations that never leave a readable object would test only the first check.
    #expect(read > rounds / 20)
    #expect(read < rounds)
  }
}

/// One way to spoil an object.
enum Mutation: CaseIterable {
  case flipBit, setByte, setNumber, truncate, copyBlock, spoilHeader, spoilSymbol, spoilRelocation

  static func random(using generator: inout SeededGenerator) -> Mutation {
    allCases[Int.random(in: 0..<allCases.count, using: &generator)]
  }

  private static let interesting: [UInt64] = [
    0, 1, 2, 7, 8, 16, 24, 63, 64, 0x7f, 0xff, 0xff00, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff8, 0xffff_ffff,
    1 << 40, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0xffff_ffff_ffff_fff8, .max,
  ]

  func apply(to bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard bytes.count >= 64 else { return }
    switch self {
    case .flipBit: bytes[Int.random(in: bytes.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case .setByte: bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
    case .setNumber: write(at: Int.random(in: 0..<(bytes.count / 4), using: &random) * 4, &bytes, &random)
    case .truncate:
      // Most files cut short end in the first check: rarely.
      if Int.random(in: 0..<8, using: &random) == 0 {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      }
    case .copyBlock:
      let size = Int.random(in: 1...min(64, bytes.count), using: &random)
      let from = Int.random(in: 0...(bytes.count - size), using: &random)
      let to = Int.random(in: 0...(bytes.count - size), using: &random)
      bytes.replaceSubrange(to..<(to + size), with: Array(bytes[from..<(from + size)]))
    case .spoilHeader:
      guard let header = header(of: bytes, &random) else { return }
      write(at: header + [0, 4, 8, 24, 32, 40, 44][Int.random(in: 0..<7, using: &random)], &bytes, &random)
    case .spoilSymbol: spoilTable(type: 2, entry: 24, &bytes, &random)
    case .spoilRelocation: spoilTable(type: 9, entry: 16, &bytes, &random)
    }
  }

  private func header(of bytes: [UInt8], type: UInt64? = nil, _ random: inout SeededGenerator) -> Int? {
    guard let table = Int(exactly: number(bytes, 40, 8)), table < bytes.count else { return nil }
    let headers = stride(from: table, to: bytes.count - 63, by: 64).filter {
      type == nil || number(bytes, $0 + 4, 4) == type
    }
    return headers.randomElement(using: &random)
  }

  private func spoilTable(type: UInt64, entry: Int, _ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard let header = header(of: bytes, type: type, &random),
      let start = Int(exactly: number(bytes, header + 24, 8)), let size = Int(exactly: number(bytes, header + 32, 8)),
      size >= entry, start < bytes.count
    else { return }
    let place = start.addingReportingOverflow(Int.random(in: 0..<(size / 4), using: &random) * 4).partialValue
    write(at: place, &bytes, &random)
  }

  private func write(at place: Int, _ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let value = Self.interesting[Int.random(in: 0..<Self.interesting.count, using: &random)]
    let width = [1, 2, 4, 8][Int.random(in: 0..<4, using: &random)]
    for index in 0..<width where bytes.indices.contains(place + index) {
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> UInt64(index * 8))
    }
  }

  private func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> UInt64 {
    (0..<width).reduce(0) { bytes.indices.contains(place + $1) ? $0 | UInt64(bytes[place + $1]) << UInt64($1 * 8) : $0 }
  }
}
