import Jobs

/// Where mocks count and keep the calls, and what they write from: one value of a map, a block for each mock and one for
/// each of the texts that fill a buffer.
final class MockMap {
  /// Bytes before the records of a block: the number of calls, and the arguments of the call that is being made.
  static let header = 48
  /// Bytes of a record: five arguments and the result.
  static let record = 48
  private static let block = header + TestMock.mostCalls * record
  /// Bytes of a fill: what a program's buffer has beyond what is written.
  private static let fill = 4096

  private let map: ContextMap
  private let count: Int
  private var contents: [UInt8]
  private var places: [TestMock.Fill: Int] = [:]

  /// The map's descriptor.
  var descriptor: CInt { map.descriptor }

  /// A map for mocks; `bytes` are what fills write.
  init(_ mocks: [TestMock], bytes: (ByteSlice) throws(Refusal) -> [UInt8]) throws(Refusal) {
    count = mocks.count
    contents = [UInt8](repeating: 0, count: mocks.count * Self.block)
    for fill in mocks.flatMap(\.answers).flatMap(\.fills) where fill.size != nil && places[fill] == nil {
      let text = try bytes(fill.bytes).prefix(Self.fill)
      places[fill] = contents.count
      contents += Array(text) + [UInt8](repeating: 0, count: Self.fill - text.count)
    }
    map = try ContextMap("mocks", size: contents.count)
    try reset()
  }

  /// Forgets all calls.
  func reset() throws(Refusal) { try map.write(contents) }

  /// Where a mock's block begins.
  func block(of mock: Int) -> UInt32 { UInt32(mock * Self.block) }

  /// Where the bytes of a fill lie; nil for one that is written as it is.
  func place(of fill: TestMock.Fill) -> UInt32? { places[fill].map(UInt32.init) }

  /// The calls of a mock.
  func calls(of mock: Int, arguments: Int) throws(Refusal) -> RecordedCalls {
    let bytes = try map.read()
    func number(_ offset: Int) -> UInt64 {
      (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
    let start = mock * Self.block
    let total = number(start)
    let kept = Int(clamping: min(total, UInt64(TestMock.mostCalls)))
    return RecordedCalls(
      count: total,
      calls: (0..<kept).map { index in
        let place = start + Self.header + index * Self.record
        return RecordedCalls.Call(
          arguments: (0..<arguments).map { number(place + $0 * 8) }, result: number(place + 40))
      })
  }
}
