import Analysis
public import BPFObject
public import Jobs

/// An instruction of a program and what it took in a run.
public struct CostedInstruction: Codable, Hashable, Sendable {
  /// Its slot, as the verifier counts.
  public var slot: Int
  /// Its opcode.
  public var opcode: UInt8
  /// The instruction in the verifier's words.
  public var text: String
  /// The function that begins with it.
  public var function: String?
  /// The line of C that begins with it, and where it is.
  public var source: String?
  /// How often it ran; 0 where the run did not come by.
  public var runs: Int
  /// Machine instructions of its own.
  public var own: Int
  /// Machine instructions of what it called outside the program.
  public var called: Int

  /// All instructions of a program, in their order.
  public static func all(of program: Program, in object: ObjectFile, _ trace: RunTrace) -> [CostedInstruction] {
    let costs = Dictionary(trace.costs.map { ($0.slot, $0) }, uniquingKeysWith: { first, _ in first })
    let starts = Dictionary(
      program.subprograms.map { ($0.slots.lowerBound, $0.name) }, uniquingKeysWith: { first, _ in first })
    var source: String?
    return ShownInstruction.all(of: program, in: object, ProgramStructure(program)).map { shown in
      let function = starts[shown.number]
      if function != nil { source = nil }
      // Compilers record a line again for each of its columns.
      let begun = shown.source?.words == source ? nil : shown.source?.words
      source = begun ?? source
      let cost = costs[shown.number]
      return CostedInstruction(
        slot: shown.number, opcode: shown.opcode, text: shown.text, function: function, source: begun,
        runs: cost?.runs ?? 0, own: cost?.own ?? 0, called: cost?.called ?? 0)
    }
  }
}
