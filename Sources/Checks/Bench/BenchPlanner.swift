import BPFObject
import BTF
import Fixtures
import Jobs
import KernelFacts
import Placed
import Reports

/// Finds what is to be measured of an object: a subject for each case of its test file, so that each path of a program is
/// one, and one for each program without a case.
struct BenchPlanner {
  private let object: ObjectFile
  private let driver: BenchDriver?
  private let request: BenchRequest
  /// The subjects.
  private(set) var subjects: [PlannedSubject] = []
  /// What the slices of the subjects' cases are of.
  private(set) var values: [UInt8] = []
  /// The subjects' cases as they are for the object that it is compared with, of those that it has maps, variables and
  /// programs for.
  private(set) var baseCases: [TestCase] = []
  /// What the slices of those are of.
  private(set) var baseValues: [UInt8] = []
  /// The programs that are not measured, and why.
  private(set) var left: [(program: Program, reason: Reason)] = []

  /// Plans for the programs that are wanted.
  /// - Throws: `CheckError` with what is wrong with the test file.
  init(
    _ object: ObjectFile, base: ObjectFile?, tests: LoadedTestFile?, kernelTypes: TypeTable?, driver: BenchDriver?,
    _ request: BenchRequest,
    isWanted: (String) -> Bool
  ) throws(CheckError) {
    self.object = object
    self.driver = driver
    self.request = request
    if driver == .veth {
      plan(framesFor: object.programs.filter { isWanted($0.name) })
      return
    }
    // The seed that `assay test` takes when none is given.
    let place = TracingPlace(
      object: object, kernelTypes: kernelTypes, machine: KernelIdentity.running.machine, format: { _ in nil })
    var planner = CasePlanner(for: place, records: tests?.file.records, seed: 0) { tests?.capture($0) }
    var run: [(name: String?, planned: PlannedCase)] = []
    if let tests, request.workload == nil {
      for number in tests.file.heads.indices {
        guard let form = tests.file.form(number), form.skip == nil, form.attach.isEmpty,
          !Self.isHosted(form, in: object), let planned = planner.plan(form, number: run.count)
        else { continue }
        if isWanted(planned.program) { run.append((form.name, planned)) }
      }
      guard planner.problems.all.isEmpty else { throw tests.error(planner.problems) }
    }
    let wanted = object.programs.filter { isWanted($0.name) }
    if let workload = request.workload {
      plan(workload, for: wanted)
      return
    }
    let tested = Set(run.map(\.planned.program))
    var drafts = wanted.contains { !tested.contains($0.name) } ? try Self.drafts(of: object) : [:]
    for program in wanted where !tested.contains(program.name) {
      if let form = drafts.removeValue(forKey: program.name), Self.isRun(program),
        let planned = planner.plan(form, number: run.count)
      {
        run.append((nil, planned))
      } else if Self.isAttached(program) {
        continue
      } else {
        let type = program.match?.programType.name ?? program.section
        left.append(
          (
            program,
            Reason(
              "\(type) programs are measured by a test case",
              advice: "Write one into NAME.test.yml beside the object: assay init writes a first one.")
          ))
      }
    }
    values = planner.values
    var basePlanner = base.map { base in
      var basePlace = place
      basePlace.object = base
      return CasePlanner(for: basePlace, records: tests?.file.records, seed: 0) { tests?.capture($0) }
    }
    for (name, planned) in run {
      guard let program = object.program(named: planned.program) else { continue }
      if let test = basePlanner?.base(of: planned, number: subjects.count) { baseCases.append(test) }
      add(program, .run, caseName: name, test: planned.test)
    }
    baseValues = basePlanner?.values ?? []
    for program in wanted where !tested.contains(program.name) && Self.isAttached(program) {
      add(program, .attached(driver), caseName: nil, test: nil)
    }
  }

  /// Plans to attach programs that take frames to an interface.
  private mutating func plan(framesFor programs: [Program]) {
    for program in programs {
      let type = program.match?.programType
      guard type == .xdp || type == .schedCls else {
        left.append(
          (
            program,
            Reason("\(type?.name ?? program.section) programs are not attached to the interfaces of driver veth")
          ))
        continue
      }
      add(program, .attached(.veth), caseName: nil, test: nil)
    }
  }

  /// Plans to attach programs while a command runs.
  private mutating func plan(_ workload: String, for programs: [Program]) {
    for program in programs {
      guard Self.isAttached(program) else {
        let type = program.match?.programType.name ?? program.section
        left.append((program, Reason("\(type) programs are not attached to what a command does")))
        continue
      }
      add(program, .workload(["/bin/sh", "-c", workload]), caseName: nil, test: nil)
    }
  }

  private mutating func add(_ program: Program, _ way: BenchSubject.Way, caseName: String?, test: TestCase?) {
    let number = subjects.count
    var test = test
    test?.number = number
    subjects.append(
      PlannedSubject(
        subject: BenchSubject(number: number, program: program.name, way: way, schedule: schedule(way)),
        program: program, caseName: caseName,
        test: test))
  }

  private func schedule(_ way: BenchSubject.Way) -> BenchSchedule {
    var schedule: BenchSchedule =
      switch way {
      case _ where request.isExact: .exact
      case .run: .native
      case .attached: .nativeAttached
      case .workload: .workload
      }
    if let loads = request.loads { schedule.loads = loads }
    if let rounds = request.rounds { schedule.rounds = rounds }
    return schedule
  }

  /// The first test file that Assay itself would write, by the programs' names.
  private static func drafts(of object: ObjectFile) throws(CheckError) -> [String: TestCaseForm] {
    let draft = try LoadedTestFile(TestDraft(object, title: object.name).text, path: "first input", objects: [])
    var forms: [String: TestCaseForm] = [:]
    for number in draft.file.heads.indices {
      guard let form = draft.file.form(number), form.attach.isEmpty, let name = form.program?.value else { continue }
      if forms[name] == nil { forms[name] = form }
    }
    return forms
  }

  /// Whether a case runs a program under another type than its own: what that costs is not what the program costs.
  private static func isHosted(_ form: TestCaseForm, in object: ObjectFile) -> Bool {
    form.steps.contains { step in
      let name = (step.program ?? form.program)?.value ?? object.programs.first?.name ?? ""
      return object.program(named: name)?.match.map { HostedContext.of($0) != nil } ?? false
    }
  }

  /// Whether a program without a case is measured by test runs of an input that is made up.
  private static func isRun(_ program: Program) -> Bool {
    guard let type = program.match?.programType, let facts = TestRunFacts.of(type) else { return false }
    return facts.packetBytes != nil
  }

  /// Whether it is measured attached, where its section says.
  private static func isAttached(_ program: Program) -> Bool {
    switch program.match?.programType {
    case .kprobe, .tracepoint, .rawTracepoint, .rawTracepointWritable, .tracing:
      program.match?.attachType != .traceIter
    case .lsm: program.match?.attachType == .lsmMac
    default: false
    }
  }
}
