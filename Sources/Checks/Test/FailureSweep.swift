import BPF
import BPFObject
import BTF
import Fixtures
import Jobs
import KernelFacts
import Reports
import Workers

/// Runs cases once more for each call in them that can fail: the first time that control comes to it, it fails. What is
/// expected, or what the case says under `on_failure`, must hold then too.
struct FailureSweep {
  let ready: ReadyUnit
  /// Calls that can fail, by the number of the case that made them.
  private var sites: [(number: Int, mock: TestMock)] = []

  init(_ ready: ReadyUnit) { self.ready = ready }

  /// Cases that tell which calls are made: those among `passed`, by their numbers.
  func looking(at passed: Set<Int>) -> [TestCase] {
    ready.planned.filter { passed.contains($0.test.number) && $0.form.attach.isEmpty }.map { planned in
      var test = planned.test
      let calls = Self.calls(of: planned, in: ready.input.object)
      for index in calls.indices { test.steps.append(.calls(mock: planned.test.mocks.count + index)) }
      test.mocks += calls
      return test
    }
  }

  /// Takes what came of those: which calls were made.
  mutating func take(_ outcomes: [CaseOutcome]) {
    for outcome in outcomes where ready.planned.indices.contains(outcome.number) && outcome.failure == nil {
      let planned = ready.planned[outcome.number]
      let calls = Self.calls(of: planned, in: ready.input.object)
      for (call, step) in zip(calls, outcome.steps.dropFirst(planned.test.steps.count)) {
        if case .calls(let recorded) = step, recorded.count > 0 { sites.append((outcome.number, call)) }
      }
    }
  }

  /// The cases in which a call fails; their numbers are those of `judged`.
  var failing: [TestCase] {
    sites.enumerated().map { index, site in
      var test = Self.judging(ready.planned[site.number]).test
      test.number = index
      var mock = site.mock
      if case .helper(let helper) = mock.callee, let result = MockedHelper.failure(of: HelperID(rawValue: helper)) {
        mock.answers = [TestMock.Answer(result), TestMock.Answer()]
      }
      test.mocks.append(mock)
      return test
    }
  }

  /// What came of a case in which a call failed.
  func judged(_ outcome: CaseOutcome, _ bytes: [UInt8], on kernel: KernelIdentity?) -> TestedCase? {
    guard sites.indices.contains(outcome.number) else { return nil }
    let (number, mock) = sites[outcome.number]
    let planned = Self.judging(ready.planned[number])
    var blank = ready.blank(ready.planned[number], on: kernel)
    blank.name += ": \(mock.name)\(place(of: mock)) fails"
    return CaseJudge(
      planned: planned, object: ready.input.object, outcome: outcome, snapshot: nil, stored: nil, bytes: bytes
    ).judged(blank)
  }

  private static func judging(_ planned: PlannedCase) -> PlannedCase { planned.whenFailing.first ?? planned }

  /// The source line of a call.
  private func place(of mock: TestMock) -> String {
    guard let site = mock.site, let program = ready.input.object.program(named: site.program) else { return "" }
    return program.line(atSlot: site.slot).map { " in line \($0.line)" } ?? " at instruction \(site.slot)"
  }

  /// The calls of a case's programs that can fail, each recorded; but for those that the case mocks.
  private static func calls(of planned: PlannedCase, in object: ObjectFile) -> [TestMock] {
    var names: [String] = []
    for case .run(let input) in planned.test.steps where !names.contains(input.program) { names.append(input.program) }
    return names.compactMap { object.program(named: $0) }.flatMap { program in
      program.instructions.enumerated().compactMap { index, instruction -> TestMock? in
        guard case .call(.helper(let helper)) = instruction.kind, let name = helper.name,
          MockedHelper.failure(of: helper) != nil, HostedHelper.obstacle(helper) == nil,
          !planned.test.mocks.contains(where: { $0.callee == .helper(helper.rawValue) })
        else { return nil }
        var mock = TestMock(
          name: name, callee: .helper(helper.rawValue),
          arguments: HelperPrototype.of(helper)?.arguments.count ?? 0)
        mock.site = CallSite(program: program.name, slot: program.slots.slot(ofInstruction: index))
        return mock
      }
    }
  }
}
