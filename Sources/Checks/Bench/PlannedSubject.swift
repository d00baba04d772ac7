import BPFObject
import Jobs

/// A subject made ready: what the worker measures, and what it is to people.
struct PlannedSubject: Sendable {
  /// What the worker measures.
  let subject: BenchSubject
  /// The program.
  let program: Program
  /// The case of the object's test file; nil where an input was made up, and for attached programs.
  let caseName: String?
  /// The worker's case; nil for attached programs.
  let test: TestCase?
}
