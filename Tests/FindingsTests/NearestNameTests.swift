import Findings
import TestSupport
import Testing

@Suite struct NearestNameTests {
  @Test func `The nearest name is found, of equals the first`() {
    #expect(NearestName.to("sched_swich", among: ["sched_wakeup", "sched_switch", "switch"]) == "sched_switch")
    #expect(NearestName.to("XDP", among: ["xdpb", "xdpa"]) == "xdpa")
    #expect(NearestName.to("ab", among: ["ba"]) == "ba")
    #expect(NearestName.to("nothing", among: ["everything", "", "x"]) == nil)
    #expect(NearestName.to(String(repeating: "a", count: 65), among: [String(repeating: "a", count: 65)]) == nil)
  }

  /// What the quick look at letters throws out, a full comparison would throw out too.
  @Test func `No near name is missed`() {
    var random = SeededGenerator(seed: 6)
    func word() -> String {
      String(
        decoding: (0..<Int.random(in: 1...9, using: &random)).map { _ in UInt8.random(in: 97...102, using: &random) },
        as: UTF8.self)
    }
    for _ in 0..<300 {
      let wanted = word()
      let candidates = (0..<20).map { _ in word() }
      let tolerated = max(1, wanted.utf8.count / 3)
      let expected = candidates.map { ($0, NearestName.distance(wanted, $0)) }.filter { $0.1 <= tolerated }
        .min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
      #expect(NearestName.to(wanted, among: candidates) == expected, "\(wanted) among \(candidates)")
    }
  }
}
