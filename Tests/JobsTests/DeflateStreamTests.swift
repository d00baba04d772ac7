import Testing

@testable import Jobs

@Suite struct DeflateStreamTests {
  /// What a reader gets of bytes that arrive in pieces of that size; nil where they are no stream.
  private func read(_ bytes: [UInt8], pieces: Int) throws -> [UInt8]? {
    let reader = try #require(InflateStream())
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      guard reader.read(Array(bytes[start..<min(start + pieces, bytes.count)]), { result += $0 }) else { return nil }
    }
    return result
  }

  @Test(arguments: [1, 7, 1 << 20], [false, true])
  func `what was flushed can be read at once`(_ pieces: Int, isLineFast: Bool) throws {
    let writer = try #require(DeflateStream(isLineFast: isLineFast))
    let reader = try #require(InflateStream())
    for round in 0..<5 {
      let noise = (0..<(round * 50_000)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435 >> 5) }
      let words = Array("reply \(round): ".utf8) + noise
      var heard: [UInt8] = []
      let bytes = writer.flushed(words)
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        #expect(reader.read(Array(bytes[start..<min(start + pieces, bytes.count)])) { heard += $0 })
      }
      #expect(heard == words)
    }
  }

  @Test func `what resembles what went before takes little`() throws {
    let writer = try #require(DeflateStream())
    let words = (0..<400).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7919 >> 3) }
    let (first, second) = (writer.flushed(words), writer.flushed(words))
    #expect(second.count < first.count / 4)
    #expect(try read(first + second, pieces: 100) == words + words)
  }

  @Test func `what is no stream is not read on`() throws {
    let reader = try #require(InflateStream())
    #expect(!reader.read(Array("nonsense".utf8)) { _ in Issue.record("it gave something") })
    let writer = try #require(DeflateStream())
    #expect(!reader.read(writer.flushed([1, 2, 3])) { _ in Issue.record("it went on") })
  }

  @Test func `a stream that claims much is handed over in pieces`() throws {
    let writer = try #require(DeflateStream())
    let bytes = writer.flushed([UInt8](repeating: 0, count: 10 << 20))
    #expect(bytes.count < 100_000)
    let reader = try #require(InflateStream())
    var (sum, longest) = (0, 0)
    #expect(
      reader.read(bytes) {
        sum += $0.count
        longest = max(longest, $0.count)
      })
    #expect(sum == 10 << 20)
    #expect(longest <= 64 << 10)
  }
}
