import BPFObject
import BTF
import TestSupport
import Testing

@Suite(.requires("clang")) struct EmbeddedObjectsTests {
  private static let source = """
    char _license[] SEC("license") = "GPL";
    SEC("socket") int f(void *ctx) { return 0; }
    """

  @Test func `Objects among other bytes are found whole`() async throws {
    let object = try await CompiledObject.bytes(of: Self.source)
    let head: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 200)
    let tail = [UInt8](repeating: 0x7F, count: 90)
    let bytes = head + object + tail + object + [1]
    let ranges = EmbeddedObjects.ranges(in: ByteRegion(bytes))
    #expect(ranges.map(\.lowerBound) == [head.count, head.count + object.count + tail.count])
    for range in ranges {
      let found = try ObjectFile(bytes: Array(bytes[range]), name: "inside")
      #expect(found.programs.map(\.name) == ["f"])
    }
  }

  @Test func `An object by itself holds none, and a cut one is none`() async throws {
    let object = try await CompiledObject.bytes(of: Self.source)
    #expect(EmbeddedObjects.ranges(in: ByteRegion(object)).isEmpty)
    let cut = [0] + Array(object.dropLast(100))
    #expect(EmbeddedObjects.ranges(in: ByteRegion(cut)).isEmpty)
    #expect(EmbeddedObjects.ranges(in: ByteRegion([])).isEmpty)
  }

  @Test func `Any bytes are searched without a trap`() async throws {
    let object = try await CompiledObject.bytes(of: Self.source)
    var random = SeededGenerator(seed: 77)
    for _ in 0..<2_000 {
      var bytes: [UInt8] = [0, 0] + object
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        // The header and the section table are what is read.
        let place =
          Bool.random(using: &random)
          ? Int.random(in: 2..<66, using: &random) : Int.random(in: bytes.indices, using: &random)
        bytes[place] = .random(in: 0...255, using: &random)
      }
      for range in EmbeddedObjects.ranges(in: ByteRegion(bytes)) {
        #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count)
      }
    }
  }
}
