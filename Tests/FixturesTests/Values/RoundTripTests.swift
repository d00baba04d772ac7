import BPFObject
import BTF
import Fixtures
import Foundation
import Placed
import TestSupport
import Testing

@Suite struct RoundTripTests {
  /// Writes what was read, and compares what was read with itself.
  private func check(_ seeds: inout ValueSeeds, rounds: Int) throws {
    let types = seeds.types
    let values = TypedValues(types: types)
    var (named, whole) = (0, 0)
    for round in FuzzBudget(rounds: rounds) {
      guard let type = seeds.type() else { break }
      var bytes = seeds.bytes(try types.size(of: type))
      // Padding is not written: it is left as it was asked for.
      for leak in ValuePadding.leaks(in: bytes, type: type, types: types) {
        for (index, held) in zip(leak.range, leak.bytes) { bytes[index] &= ~held }
      }
      let yaml = ValueYAML.text(bytes, type: type, types: types)
      let lines = ValueYAML.lines(bytes, type: type, types: types).joined(separator: "\n")
      if yaml.hasPrefix("{hex:") { whole += 1 } else { named += 1 }
      for text in [yaml, lines] {
        var problems = PlacedProblems()
        let node = try PlacedDocument(Array(text.utf8), file: "f").root
        let written = values.bytes(of: node, type: type, &problems)
        #expect(
          written == bytes, "round \(round), \(types.declaration(of: type)): \(text.prefix(400)) \(problems.texts)")
        let expectation = ValueExpectation(node, type: type, types: types, &problems)
        #expect(
          expectation.differences(from: bytes) == [],
          "round \(round), \(types.declaration(of: type)): \(text.prefix(400))")
        #expect(problems.texts == [], "round \(round), \(types.declaration(of: type)): \(text.prefix(400))")
      }
    }
    print("\(named) values by their names, \(whole) by their bytes")
    // Bytes are for values that have no other form; were all shown so, nothing would be tested.
    #expect(whole < named)
  }

  @Test(.requires("clang")) func `what is read of a value of C writes the same bytes again`() async throws {
    var seeds = ValueSeeds(try #require(try await CompiledOnce.shared.object().types), seed: 1)
    try check(&seeds, rounds: 3_000)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: TypeTable.kernelPath)))
  func `what is read of a value of the kernel writes the same bytes again`() throws {
    var seeds = try #require(try ValueSeeds.kernel(seed: 2))
    try check(&seeds, rounds: 2_000)
  }
}
