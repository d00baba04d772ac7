import BPF
import BPFObject
import BTF
import Foundation
import Jobs
import Rewriting

/// The basic blocks of a program that a case ran.
struct PassedBlocks: Sendable {
  /// A line of C.
  struct Line: Hashable, Sendable {
    /// The file's name.
    var file: String
    /// The line, from 1.
    var number: Int
    /// Its text.
    var text: String

    /// `xdp_firewall.bpf.c:41: return XDP_DROP;`
    var words: String { "\(file):\(number): \(text)" }
  }

  /// A block.
  struct Block: Hashable, Sendable {
    /// Its first slot.
    var slot: Int
    /// The lines that its instructions came from, each once; none where nothing is known of them.
    var lines: [Line]
    /// Whether it ran.
    var isPassed: Bool

    /// Where it begins.
    var words: String { lines.first?.words ?? "the block from instruction \(slot) on" }
  }

  /// The program's code: by it is known whether two are the same.
  let code: [Instruction]
  /// The program's blocks, ascending.
  let blocks: [Block]

  /// Blocks of some code.
  init(code: [Instruction], blocks: [Block]) {
    self.code = code
    self.blocks = blocks
  }

  /// The blocks that a worker's marks tell of; nil when they tell of none.
  init?(_ covered: CoveredProgram, of program: Program, _ bytes: [UInt8]) {
    guard let code = try? ProgramCode(program), let marks = covered.passed.bytes(of: bytes) else { return nil }
    let sites = CoverageSites(code)
    guard marks.count == sites.count else { return nil }
    self.code = program.instructions
    blocks = sites.blocks.enumerated().map { number, block in
      var lines: [Line] = []
      for slot in block.slots {
        guard code.slots.instruction(atSlot: slot) != nil, let record = program.line(atSlot: slot), record.line > 0,
          record.line != lines.last?.number
        else { continue }
        let file = record.file.split(separator: "/").last.map(String.init) ?? record.file
        let line = Line(file: file, number: record.line, text: record.text.trimmingCharacters(in: .whitespaces))
        if !lines.contains(line) { lines.append(line) }
      }
      return Block(
        slot: block.slots.lowerBound, lines: lines, isPassed: marks[sites.site(ofBlock: number)] != 0)
    }
  }

  /// Where the first block begins that ran here and not in another run. That may be of another version: there lines are
  /// the same whose text is, and what is told is the first line that did not run there.
  func first(notIn other: PassedBlocks) -> String? {
    if code == other.code {
      return zip(blocks, other.blocks).first { $0.isPassed && !$1.isPassed }?.0.words
    }
    let known = Set(other.blocks.filter(\.isPassed).flatMap(\.lines).map(\.text))
    return blocks.filter(\.isPassed).flatMap(\.lines).first { !known.contains($0.text) }?.words
  }
}
