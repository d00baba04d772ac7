import KernelFacts

/// The type under which a program is run whose own type no kernel test-runs, and what was done to it for that.
struct TestHost: Hashable {
  /// What was done to the program.
  enum Treatment: String {
    /// Nothing: what it reads of its context, the run gives it.
    case none = ""
    /// Its context is a map's value.
    case context = "context rewritten"
    /// Its arguments are laid out on its stack, those that point to structs with their types.
    case arguments = "arguments typed"
  }

  /// The type: raw tracepoints are like tracing programs in all but their context, syscall programs may sleep.
  let type: ProgramType
  /// What was done.
  let treatment: Treatment

  /// What is told of it.
  var words: String { treatment == .none ? type.name : "\(type.name), \(treatment.rawValue)" }

  /// The most bytes of a context that a run gives a program of the type.
  var most: Int { TestRunFacts.of(type)?.contextBytes ?? 0 }
}
