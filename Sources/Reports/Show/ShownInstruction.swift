import Analysis
import BPF
import BTF
import BPFObject

/// An instruction of a program, as shown.
public struct ShownInstruction: Encodable, Sendable {
  /// A place in the source.
  public struct Source: Encodable, Hashable, Sendable {
    /// The file as the compiler was given it.
    public let file: String
    /// The line, from 1; 0 when the compiler gave none.
    public let line: Int
    /// The column, from 1; 0 when the compiler gave none.
    public let column: Int
    /// The line's text.
    public let text: String

    /// The place and the text without its indentation, one line; another record of the same line reads the same.
    var words: String {
      let name = file.split(separator: "/").last.map(String.init) ?? "?"
      let statement = text.drop { $0 == " " || $0 == "\t" }
      return "\(name):\(line)" + (statement.isEmpty ? "" : "  \(statement)")
    }
  }

  /// Its number in the verifier's log.
  public let number: Int
  /// Its opcode.
  public let opcode: UInt8
  /// The instruction in the verifier's words, with the names of maps and functions.
  public let text: String
  /// Whether a jump leads here.
  public let isJumpTarget: Bool
  /// Where it comes from, where that changes.
  public let source: Source?

  static func all(of program: Program, in object: ObjectFile, _ structure: ProgramStructure) -> [ShownInstruction] {
    let disassembler = Disassembler(names: ProgramNames.bySlot(of: program, in: object))
    var targets: Set<Int> = []
    for function in structure.functions {
      for block in function.graph.blocks {
        for edge in block.successors where edge.kind != .next {
          targets.insert(function.graph.blocks[edge.target].slots.lowerBound)
        }
      }
    }
    var sources = program.lineInfo.makeIterator()
    var next = sources.next()
    return zip(program.instructions, program.slots.slots).map { instruction, slot in
      var source: Source?
      while let line = next, line.slot <= slot {
        source = Source(file: line.file, line: line.line, column: line.column, text: line.text)
        next = sources.next()
      }
      return ShownInstruction(
        number: slot, opcode: instruction.opcode, text: disassembler.text(instruction, slot: slot),
        isJumpTarget: targets.contains(slot), source: source)
    }
  }
}
