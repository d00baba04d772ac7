import Analysis
import BPFObject

/// A function of a program, as shown.
public struct ShownFunction: Encodable, Sendable {
  /// Its name.
  public let name: String
  /// `program`, `global` (verified by itself) or `static` (verified at each call).
  public let kind: String
  /// The number of its first instruction in the verifier's log.
  public let firstInstruction: Int
  /// Its instructions; a 64-bit immediate counts two.
  public let instructions: Int
  /// Bytes of stack that its instructions address.
  public let frameBytes: Int
  /// Its basic blocks.
  public let blocks: Int
  /// Its loops.
  public let loops: Int
  /// What is wrong with its jumps, in words.
  public let faults: [String]

  init(_ function: Subprogram, _ structure: FunctionStructure, isEntry: Bool) {
    name = function.name
    kind = isEntry ? "program" : function.isGlobal ? "global" : "static"
    firstInstruction = function.slots.lowerBound
    instructions = function.slots.count
    frameBytes = structure.frame.bytes
    blocks = structure.graph.blocks.count
    loops = structure.loops.loops.count
    faults = structure.graph.faults.map(\.description)
  }
}
