import Fixtures
import Jobs
import Reports
import Testing

@testable import Checks

/// In what two sides of a case differ, without a kernel.
struct CaseComparisonTests {
  private func account(
    _ returned: String, maps: SnapshotValue = .mapping([]), packet: [UInt8]? = nil, calls: SnapshotValue = .mapping([])
  ) -> CaseAccount {
    var record = SnapshotRecord()
    record.returned = .text(returned)
    record.maps = maps
    return CaseAccount(records: [record], packets: [packet], calls: calls)
  }

  private func map(_ name: String, _ entries: (String, String)...) -> SnapshotValue {
    .mapping([.init(name, .mapping(entries.map { .init($0.0, .text($0.1)) }))])
  }

  private func told(_ base: [CaseAccount], _ here: [CaseAccount]) -> [String] {
    CaseComparison(base: base, here: here, hasSteps: false).differences
      .map { "\($0.subject.rawValue) \($0.path): \($0.expected) | \($0.actual)" }
  }

  @Test func `The same is the same`() {
    let one = account("1", maps: map("m", ("0", "5")), packet: [1, 2, 3])
    #expect(told([one], [one]).isEmpty)
    #expect(told([one, one], [one, one]).isEmpty)
  }

  @Test func `What differs is told from the return value on`() {
    let base = account("1", maps: map("m", ("0", "5"), ("10.0.0.1", "7")))
    let here = account("2", maps: map("m", ("0", "6"), ("10.0.0.2", "7")))
    #expect(
      told([base], [here]) == [
        "return : 1 | 2", "maps m.0: 5 | 6", "maps m.10.0.0.1: 7 | nothing", "maps m.10.0.0.2: nothing | 7",
      ])
  }

  @Test func `What differs between runs of one side is chance on whichever side it is`() {
    func at(_ time: String, _ key: String) -> CaseAccount { account("1", maps: map("m", ("0", time), (key, "x"))) }
    #expect(told([at("5", "k"), at("6", "k")], [at("9", "k"), at("9", "k")]).isEmpty)
    #expect(told([at("5", "k"), at("5", "k")], [at("8", "k"), at("9", "k")]).isEmpty)
    // Where keys come and go by chance, the whole map is left open.
    #expect(told([at("5", "a"), at("5", "b")], [at("5", "c"), at("5", "d")]).isEmpty)
    let comparison = CaseComparison(base: [at("5", "a"), at("6", "a")], here: [at("7", "a")], hasSteps: false)
    #expect(comparison.unsteady == ["maps m"])
    #expect(told([at("5", "k"), at("5", "k")], [at("6", "k"), at("6", "k")]) == ["maps m.0: 5 | 6"])
  }

  @Test func `Packets differ by field, and fields that are chance are left out`() {
    let header: [UInt8] = [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 6, 0x08, 0x00]
    func packet(ttl: UInt8, id: UInt8) -> [UInt8] {
      header + [0x45, 0, 0, 20, 0, id, 0, 0, ttl, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
    }
    let base = account("1", packet: packet(ttl: 64, id: 1))
    #expect(
      told([base], [account("1", packet: packet(ttl: 63, id: 1))]) == [
        "packet ipv4.ttl (byte 22): 64 (0x40) | 63 (0x3f)"
      ])
    let again = account("1", packet: packet(ttl: 64, id: 2))
    #expect(told([base, again], [account("1", packet: packet(ttl: 64, id: 9))]).isEmpty)
  }

  @Test func `Calls are compared by numbers, whatever addresses are passed`() {
    let mock = TestMock(name: "bpf_map_lookup_elem", callee: .helper(1), arguments: 2)
    func calls(_ map: UInt64, _ result: UInt64, count: UInt64 = 1) -> SnapshotValue {
      .mapping([
        .init(
          mock.name,
          CaseAccount.value(
            of: RecordedCalls(count: count, calls: [.init(arguments: [map, map + 8], result: result)]), mock))
      ])
    }
    let base = account("1", calls: calls(0xffff_8880_0000_1000, 0xffff_c900_0000_0000))
    #expect(told([base], [account("1", calls: calls(0xffff_8880_0000_2000, 0xffff_c900_0001_0000))]).isEmpty)
    #expect(
      told([base], [account("1", calls: calls(0xffff_8880_0000_2000, 0))])
        == ["calls bpf_map_lookup_elem[0].return: an address | 0"])
    #expect(
      told([base], [account("1", calls: calls(0xffff_8880_0000_1000, 0xffff_c900_0000_0000, count: 3))])
        == ["calls bpf_map_lookup_elem[1]: nothing | 2 more"])
    let number = TestMock(name: "bpf_get_prandom_u32", callee: .helper(7), arguments: 0)
    let recorded = RecordedCalls(count: 1, calls: [.init(arguments: [], result: UInt64(bitPattern: -22))])
    #expect(CaseAccount.value(of: recorded, number) == .list([.mapping([.init("return", .text("-22"))])]))
  }
}
