import BPFObject
import Fixtures
import Jobs
import Placed

/// A case made ready for an object: what the worker does, and what must come of it.
struct PlannedCase: Sendable {
  /// What the file says.
  var form: TestCaseForm
  /// What the worker does.
  var test: TestCase
  /// What must come of it, step by step.
  var steps: [PlannedStep]
  /// The maps, and sections of variables, that a snapshot holds, and the job's steps that read them.
  var snapshotReads: [(map: MapDefinition, step: Int)] = []
  /// What must come of it where a call fails that was not meant to: the case itself where it says nothing of that.
  var whenFailing: [PlannedCase] = []
  /// The keys of values that are put into maps before the first run, by the maps' names: their padding holds poison.
  var filled: [String: Set<[UInt8]>] = [:]
  /// Lines that programs must have printed, in this order.
  var trace: [TraceExpectation] = []

  /// Whether it is known which processor its programs run on.
  var namesProcessors: Bool { test.task.cpu != nil || test.task.isBound }

  /// The program that runs, or the first of several; empty when none is named.
  var program: String { steps.first?.program?.name ?? form.attach.first?.value ?? "" }
}
