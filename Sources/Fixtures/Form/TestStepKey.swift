import Findings
import Placed

/// The keys of a step. `docs/test.schema.json` has the same ones; a test compares them.
public enum TestStepKey: String, CaseIterable, Sendable {
  /// What the step shows.
  case name
  /// The program that runs, by its function.
  case program
  /// The packet that goes in.
  case packet
  /// The context that goes in, by field name.
  case context
  /// A raw tracepoint's arguments.
  case arguments = "args"
  /// The registers that a probe sees.
  case registers = "regs"
  /// Objects of the kernel's types, that pointers lead to.
  case objects
  /// How often the program runs on the same input.
  case repetitions = "repeat"
  /// How the program is run, where that is not as usual.
  case run
  /// What must come out.
  case expect

  /// An `expect` beside `steps`: it is not clear of which step.
  static func addMisplaced(expect span: SourceSpan, _ problems: inout PlacedProblems) {
    problems.add(
      "a case with 'steps' expects in each step", at: span,
      hint: "write 'expect' in the last step, or 'expect: snapshot' for the whole case")
  }
}
