import BPF
import Testing

@testable import Checks

/// What the ways of a branch need, as far as its line of C tells.
struct SourceConditionTests {
  /// What `line` says of a branch: what it needs to be taken and not to be; nil when it leaves that open.
  private func needs(_ line: String, _ condition: BranchCondition, _ right: Operand) -> [String]? {
    let all = SourceCondition.all(in: line).compactMap { $0.needs(condition, right) }
    return all.count == 1 ? [all[0].taken, all[0].notTaken] : nil
  }

  @Test func `A comparison is told as it is written, and as its opposite`() {
    #expect(needs("if (proto == 17)", .notEqual, .immediate(17)) == ["proto != 17", "proto == 17"])
    #expect(
      needs("\tif (ip->protocol != IPPROTO_UDP) {", .equal, .immediate(17))
        == ["ip->protocol == IPPROTO_UDP", "ip->protocol != IPPROTO_UDP"])
    #expect(
      needs("while (a[i >> 1] <= 0x10UL)", .above, .immediate(16)) == ["a[i >> 1] > 0x10UL", "a[i >> 1] <= 0x10UL"])
    #expect(needs("for (i = 0; i < 8; i++) {", .notEqual, .immediate(8)) == nil)
    #expect(needs("if ((n > 5))", .aboveOrEqual, .immediate(6)) == ["n > 5", "n <= 5"])
    #expect(needs("if (n > 5)", .less, .immediate(6)) == ["n <= 5", "n > 5"])
    #expect(needs("if (n > 5)", .less, .immediate(5)) == nil)
  }

  @Test func `A value by itself is zero or not`() {
    #expect(needs("if (!hits)", .notEqual, .immediate(0)) == ["hits", "!hits"])
    #expect(needs("if (hits)", .equal, .immediate(0)) == ["!hits", "hits"])
    #expect(needs("if (flags & 4)", .anyBit, .immediate(4)) == ["flags & 4", "!(flags & 4)"])
    #expect(needs("if (lookup(&map, &key)) {", .equal, .immediate(0)) == ["!lookup(&map, &key)", "lookup(&map, &key)"])
  }

  @Test func `Of several comparisons one must be the only one that fits`() {
    let bounds = "if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))"
    #expect(needs(bounds, .above, .register(2)) == ["(void *)(ip + 1) > end", "(void *)(ip + 1) <= end"])
    #expect(needs(bounds, .below, .register(2)) == ["(void *)(ip + 1) > end", "(void *)(ip + 1) <= end"])
    #expect(needs(bounds, .aboveOrEqual, .register(2)) == ["(void *)(ip + 1) <= end", "(void *)(ip + 1) > end"])
    #expect(
      needs(bounds, .notEqual, .immediate(8)) == [
        "eth->h_proto != bpf_htons(ETH_P_IP)", "eth->h_proto == bpf_htons(ETH_P_IP)",
      ])
    #expect(needs("if (a == 1 && b == 1)", .equal, .immediate(1)) == nil)
    #expect(needs("if (a == 1 && b == 2)", .equal, .immediate(2)) == ["b == 2", "b != 2"])
  }

  @Test func `A switch names the case's number`() {
    #expect(needs("switch (ip->protocol) {", .equal, .immediate(6)) == ["ip->protocol == 6", "ip->protocol != 6"])
    #expect(needs("switch (x) {", .above, .immediate(6)) == nil)
  }

  @Test(arguments: [
    "return x ? a : b;", "if (x ? a : b)", "if ((n = f()) == 3)", "int y = x == 3;", "if (", "", "verify(x == 3);",
    "if (a < b < c)",
    "if (==)", "if ()", "endif (x)",
  ])
  func `What is not simple is left open`(_ line: String) {
    for condition in BranchCondition.allCases {
      #expect(needs(line, condition, .immediate(3)) == nil)
      #expect(needs(line, condition, .register(3)) == nil)
    }
  }
}
