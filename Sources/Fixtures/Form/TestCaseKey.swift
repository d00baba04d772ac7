/// The keys of a case. `docs/test.schema.json` has the same ones; a test compares them.
public enum TestCaseKey: String, CaseIterable, Sendable {
  /// What the case shows; no two cases of a file have the same.
  case name
  /// The program that runs, by its function.
  case program
  /// Values by name, for this case alone.
  case bindings = "let"
  /// A table: the case is run once for each row.
  case rows = "for each"
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
  /// Global variables before the load.
  case globals
  /// Maps before and after.
  case maps
  /// The task that the program sees itself run in.
  case task
  /// What calls of helpers and of the kernel's functions give.
  case mock
  /// How often the program runs on the same input.
  case repetitions = "repeat"
  /// How the program is run, where that is not as usual.
  case run
  /// What must come out.
  case expect
  /// What must come out when a call fails that was not meant to.
  case onFailure = "on_failure"
  /// Runs one after the other, on the same maps.
  case steps
  /// Programs that are attached instead of run.
  case attach
  /// What is done so that attached programs run.
  case drive
  /// Kernels that the case runs on.
  case kernels
  /// Why the case is not run.
  case skip
  /// Where the case can be run at all.
  case onlyIf = "only_if"

  /// The keys that say what one run is: a case with steps gives them to each of its steps.
  static let ofRun: [TestCaseKey] = [
    .program, .packet, .context, .arguments, .registers, .objects, .repetitions, .run,
  ]
}
