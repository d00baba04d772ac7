import Exploring
import Testing

/// What is taken away from an input that does something.
@Suite struct InputMinimiserTests {
  private let source = ExploreInput(origin: 0, packet: FakeTarget.packet)

  private func minimised(
    _ change: (inout ExploreInput) -> Void, does: (ExploreInput) -> Bool
  ) -> ExploreInput {
    var input = source
    change(&input)
    #expect(does(input))
    let small = InputMinimiser(shape: FakeTarget.shape, source: source).minimised(input, does)
    #expect(does(small))
    return small
  }

  @Test func `what is not needed is as in the case`() {
    let small = minimised { input in
      for index in 14..<40 { input.packet[index] = 0xee }
      input.entries = [
        .init(map: 0, key: [1, 2, 3, 4], value: Array(1...8)), .init(map: 0, key: [5, 5, 5, 5], value: Array(1...8)),
      ]
    } does: {
      $0.packet.count >= 30 && $0.packet[29] == 0xee
    }
    #expect(small.entries.isEmpty)
    #expect(small.packet.count == 30)
    #expect(small.packet.indices.filter { small.packet[$0] != source.packet[$0] } == [29])
  }

  @Test func `a key in the packet becomes the case's address`() {
    let small = minimised { input in
      input.packet.replaceSubrange(26..<30, with: [9, 9, 9, 9])
      input.entries = [.init(map: 0, key: [9, 9, 9, 9], value: Array(1...8))]
    } does: { input in
      input.packet.count >= 30 && input.entries.contains { $0.key == Array(input.packet[26..<30]) }
    }
    #expect(small.entries == [.init(map: 0, key: [10, 0, 0, 1], value: [UInt8](repeating: 0, count: 8))])
    #expect(Array(small.packet[26..<30]) == [10, 0, 0, 1])
  }

  @Test func `the value keeps the one byte that counts`() {
    let small = minimised {
      $0.entries = [.init(map: 0, key: [1, 1, 1, 1], value: Array(1...8))]
    } does: {
      $0.entries.first?.value[3] == 4
    }
    #expect(small.entries.map(\.value) == [[0, 0, 0, 4, 0, 0, 0, 0]])
  }

  @Test func `it ends, whatever is asked`() {
    var asked = 0
    let input = ExploreInput(
      origin: 0, packet: (0..<3520).map { UInt8(truncatingIfNeeded: $0 &* 7) },
      entries: (0..<16).map { .init(map: 0, key: [0, 0, 0, $0], value: Array(1...8)) })
    let small = InputMinimiser(shape: FakeTarget.shape, source: source).minimised(input) { _ in
      asked += 1
      return false
    }
    #expect(small == input)
    #expect(asked <= 600, "\(asked)")
  }
}
