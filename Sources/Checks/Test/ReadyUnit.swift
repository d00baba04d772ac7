import BPFObject
import Fixtures
import Foundation
import Jobs
import KernelFacts
import Reports
import Workers

/// A unit whose object is there and whose cases are made ready.
struct ReadyUnit: Sendable {
  /// The cases and the object.
  let unit: TestUnit
  /// The object as it was read or compiled.
  let input: ObjectInput
  /// The cases, by their number.
  let planned: [PlannedCase]
  /// What the slices of their jobs are of.
  let values: [UInt8]
  /// The types of the records of maps.
  let records: RecordTypes

  /// The object's name for libbpf.
  var name: String { URL(fileURLWithPath: input.path).deletingPathExtension().lastPathComponent }

  /// A case before anything is known of it but its program.
  func blank(_ planned: PlannedCase, on kernel: KernelIdentity?) -> TestedCase {
    var tested = unit.blank(TestCaseHead(planned.form), on: kernel)
    tested.program = planned.program
    return tested
  }

  /// The programs that the cases run, attach or put into maps.
  var programs: [String] {
    var names: [String] = []
    for step in planned.flatMap(\.test.steps) {
      let name: String? =
        switch step {
        case .run(let input): input.program
        case .attach(let program): program
        case .put(let write): if case .program(let name) = write.value { name } else { nil }
        default: nil
        }
      if let name, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Modules that a machine's kernel needs for what the cases attach: what distributions build as such.
  var modules: [String] {
    let types = planned.flatMap(\.test.steps).compactMap { step in
      if case .attach(let name) = step { input.object.program(named: name)?.match?.programType } else { nil }
    }
    let isFiltered = types.contains(.schedCls)
    return (isFiltered || types.contains(.xdp) ? ["veth"] : []) + (isFiltered ? ["sch_ingress", "cls_bpf"] : [])
  }

  /// What the first runs of cases gave.
  func runs(of tested: TestedCases) -> [RecordedRun] {
    tested.outcomes.filter { planned.indices.contains($0.number) }.map { outcome in
      var recorded = RecordedRun(name: planned[outcome.number].form.name)
      recorded.failure = outcome.failure
      if outcome.failure == nil, let step = planned[outcome.number].steps.first?.run,
        outcome.steps.indices.contains(step), case .ran(let run) = outcome.steps[step]
      {
        recorded.returned = run.returned
        recorded.packet = run.packet?.bytes(of: tested.bytes)
      }
      return recorded
    }
  }
}
