import BPF
import BPFObject
import VerifierLog

/// Finds the program of an object that a log is about.
enum ProgramMatch {
  /// What was found.
  enum Result {
    case found(Program)
    /// None fits, and why.
    case none(String)
  }

  /// The share of the path's instructions whose opcodes must agree: relocations change a few.
  private static let needed = 0.9

  /// The program: the one named by the user or by the log, else the one whose instructions are those of the path. One
  /// whose instructions are others is never taken: its lines would be wrong.
  static func find(in object: ObjectFile, trace: Trace, name: String?) -> Result {
    if let name {
      guard let program = object.program(named: name) else { return .none("the object has no program \(name)") }
      guard agreement(program, trace) ?? 1 >= needed else {
        return .none(
          "the object is not the one that the log is of: instructions of \(name) differ, so its lines are not used")
      }
      return .found(program)
    }
    guard let program = object.programs.first else { return .none("the object holds no program") }
    guard !trace.steps.isEmpty else {
      return object.programs.count == 1
        ? .found(program) : .none("the log does not tell which of the object's programs it is of: --program names it")
    }
    let scored = object.programs.map { (program: $0, score: agreement($0, trace) ?? 0) }
    guard let best = scored.max(by: { $0.score < $1.score }), best.score >= needed else {
      return .none("no program of the object has the log's instructions: it is not used")
    }
    guard scored.count(where: { $0.score == best.score }) == 1 else {
      return .none("several programs of the object have the log's instructions: --program names the one")
    }
    return .found(best.program)
  }

  /// The share of the path's instructions that the program has at the same place; nil without any.
  private static func agreement(_ program: Program, _ trace: Trace) -> Double? {
    let opcodes = Dictionary(
      zip(program.slots.slots, program.instructions.map(\.opcode)), uniquingKeysWith: { first, _ in first })
    let steps = Dictionary(trace.steps.map { ($0.slot, $0.opcode) }, uniquingKeysWith: { first, _ in first })
    guard !steps.isEmpty else { return nil }
    return Double(steps.count { opcodes[$0.key] == $0.value }) / Double(steps.count)
  }
}
