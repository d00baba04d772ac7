import Fixtures
import Jobs
import Placed

/// A case made ready to be compared: whatever it expects, all that comes of it is read.
struct ComparedCase: Sendable {
  /// The case.
  var planned: PlannedCase
  /// Functions whose calls are recorded, and the job's steps that read these.
  var calls: [(mock: TestMock, step: Int)] = []

  /// What came of it.
  func account(_ outcome: CaseOutcome, _ ready: ReadyUnit, _ bytes: [UInt8]) -> CaseAccount {
    let maker = SnapshotMaker(
      planned: planned, object: ready.input.object, records: ready.records, outcome: outcome, bytes: bytes)
    var records = maker.snapshot.records
    for index in records.indices { records[index].packet = nil }
    let packets = planned.steps.map { step -> [UInt8]? in
      guard let index = step.run, outcome.steps.indices.contains(index), case .ran(let run) = outcome.steps[index]
      else {
        return nil
      }
      return run.packet?.bytes(of: bytes).map { PacketTypes.shown($0, sent: step.sent, of: step.program) }
    }
    let calls = calls.compactMap { mock, step -> SnapshotValue.Entry? in
      guard outcome.steps.indices.contains(step), case .calls(let recorded) = outcome.steps[step] else { return nil }
      return SnapshotValue.Entry(mock.name, CaseAccount.value(of: recorded, mock))
    }
    return CaseAccount(records: records, packets: packets, calls: .mapping(calls))
  }
}

extension CasePlanner {
  /// Makes a case ready to be compared; or why it cannot be, where the object lacks what it sets or runs.
  mutating func compared(_ form: TestCaseForm, number: Int) -> Result<ComparedCase, Unplanned> {
    var form = form
    form.snapshot = form.span
    form.onFailure = nil
    for index in form.steps.indices {
      // Which calls are looked at, what is expected of calls says.
      var kept = ExpectForm()
      kept.calls = form.steps[index].expect?.calls
      form.steps[index].expect = kept
    }
    let planned = plan(form, number: number)
    let problems = takeProblems()
    guard let planned, problems.isEmpty else {
      return .failure(Unplanned(why: problems.first?.message ?? "it cannot be made ready"))
    }
    var compared = ComparedCase(planned: planned)
    // Kernels differ in how many processors they have: what these counted is compared as a sum.
    compared.planned.form.task.cpu = nil
    for (index, mock) in planned.test.mocks.enumerated() {
      compared.calls.append((mock, compared.planned.test.steps.count))
      compared.planned.test.steps.append(.calls(mock: index))
    }
    return .success(compared)
  }

  /// Why a case cannot be made ready.
  struct Unplanned: Error {
    var why: String
  }
}
