import Fixtures
import Placed
import Testing

@Suite struct DeedFormTests {
  private func result(_ text: String) throws -> DeedResult? {
    try FormText.read("cases: [{name: a, attach: p, drive: {open: x, expect: \(text)}, expect: {maps: {}}}]")
      .cases.first?.drive.first?.result.value
  }

  @Test func `a deed ends as is expected`() throws {
    #expect(try result("EPERM") == .status(-1))
    #expect(try result("success") == .status(0))
    #expect(try result("7") == .status(7))
    #expect(try result("any") == .any)
    #expect(DeedResult.status(-1).difference(from: -1) == nil && DeedResult.any.difference(from: -1) == nil)
    func difference(_ wanted: Int32, _ status: Int32) -> String? {
      DeedResult.status(wanted).difference(from: status).map { "\($0.expected) | \($0.actual)" }
    }
    #expect(difference(0, -111) == "success | ECONNREFUSED")
    #expect(difference(-1, 0) == "EPERM | success")
    #expect(difference(3, 4) == "exit status 3 | exit status 4")
    #expect(difference(0, -4000) == "success | error 4000")
    #expect(difference(0, Int32.min) == "success | error 2147483647")
  }

  @Test func `a packet is sent by its layers, named ones too`() throws {
    let file = try FormText.read(
      """
      packets: {p: {eth: {}, udp: {dport: 53}}}
      cases:
        - name: a
          attach: x
          drive: [{packet: {from: p, udp: {dport: 54}}}, {packet: [{eth: {}}, {arp: {}}]}, {packet: ff00}]
          expect: {maps: {}}
      """)
    let deeds = try #require(file.cases.first?.drive)
    #expect(deeds.map(\.description) == ["packet eth udp", "packet eth arp", "packet ff00"])
    #expect(deeds.map { $0.packet == nil } == [false, false, true])
    #expect(deeds.last?.arguments.map(\.value) == ["ff00"])
  }

  @Test func `an end that there is not is refused`() {
    func problems(_ text: String) -> [String] {
      FormText.problems("cases: [{name: a, attach: p, drive: [{open: x, expect: \(text)}], expect: {maps: {}}}]")
    }
    #expect(problems("EPREM") == ["1:56: 'EPREM' is no way for a deed to end; did you mean 'EPERM'?"])
    #expect(
      problems("slowly") == [
        "1:56: 'slowly' is no way for a deed to end; "
          + "write success, any, an error such as EPERM, or a command's exit status"
      ])
    #expect(problems("256") == ["1:56: expected a number from 0 to 255, found '256'"])
    #expect(
      FormText.problems("cases: [{name: a, attach: p, drive: [{expect: EPERM}], expect: {maps: {}}}]") == [
        "1:38: no deed stands beside this 'expect'; write both between braces: - {connect: [127.0.0.1, 80], expect: EPERM}"
      ])
  }
}
