import BPF
import Testing

@testable import Checks

/// Where two runs part.
struct PassedBlocksTests {
  private func blocks(_ code: [Instruction], _ lines: [(number: Int, text: String, isPassed: Bool)]) -> PassedBlocks {
    PassedBlocks(
      code: code,
      blocks: lines.enumerated().map { index, line in
        PassedBlocks.Block(
          slot: index * 2,
          lines: line.number == 0 ? [] : [.init(file: "a.bpf.c", number: line.number, text: line.text)],
          isPassed: line.isPassed)
      })
  }

  private let code = [Instruction.move(0, .immediate(0))]

  @Test func `In the same code blocks are told apart by their places`() {
    let one = blocks(code, [(3, "if (x)", true), (4, "return 1;", true), (6, "return 1;", false), (0, "", false)])
    let two = blocks(code, [(3, "if (x)", true), (4, "return 1;", false), (6, "return 1;", true), (0, "", true)])
    #expect(one.first(notIn: two) == "a.bpf.c:4: return 1;")
    #expect(two.first(notIn: one) == "a.bpf.c:6: return 1;")
    #expect(one.first(notIn: one) == nil)
    let none = blocks(code, [(3, "if (x)", true), (4, "return 1;", false), (6, "return 1;", true), (0, "", false)])
    #expect(two.first(notIn: none) == "the block from instruction 6 on")
  }

  @Test func `In other code a line is the same whose text is`() {
    let other = [Instruction.move(0, .immediate(1))]
    let base = blocks(code, [(3, "if (x)", true), (4, "return 1;", true)])
    let here = blocks(other, [(7, "if (x)", true), (8, "count++;", true), (9, "return 1;", false)])
    #expect(here.first(notIn: base) == "a.bpf.c:8: count++;")
    #expect(base.first(notIn: here) == "a.bpf.c:4: return 1;")
  }
}
