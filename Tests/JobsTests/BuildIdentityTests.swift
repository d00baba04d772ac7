import Jobs
import Testing

@Suite struct BuildIdentityTests {
  @Test func itIsTheVersionAndADigest() throws {
    let halves = BuildIdentity.current.split(separator: "+")
    #expect(halves.count == 2)
    #expect(String(halves[0]) == BuildIdentity.version)
    #expect(halves[1].count == 16 && UInt64(halves[1], radix: 16) != nil)
  }
}
