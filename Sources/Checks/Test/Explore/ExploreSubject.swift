import BPFObject
import Findings
import Fixtures
import Jobs
import KernelFacts
import Placed
import Reports
import Workers

/// A program and the cases that inputs are made from.
struct ExploreSubject: Sendable {
  let unit: TestUnit
  let input: ObjectInput
  let program: Program
  let type: ProgramType
  /// The cases, by their number.
  let planned: [PlannedCase]
  /// What the slices of their jobs are of.
  let values: [UInt8]
  /// What the type takes.
  let facts: TestRunFacts

  /// Finds the program and its cases.
  /// - Throws: `CheckError` where there is none of them, and for a program that cannot be explored.
  static func found(
    _ request: ExploreRequest, in units: [TestUnit], _ resources: LoadResources
  ) async throws(CheckError) -> ExploreSubject {
    var names: [String] = []
    for unit in units {
      let input: ObjectInput
      do throws(UnusableInput) { input = try await resources.reader.read(unit.build) } catch {
        let text = "\(unit.build.label): \(error.reason.summary)"
        throw error.verdict == .environment ? .undecided(text) : .usage(text)
      }
      guard let program = input.object.program(named: request.program) else {
        names += input.object.programs.map(\.name)
        continue
      }
      return try ExploreSubject(request, unit, input, program)
    }
    let hint = NearestName.to(request.program, among: names).map { "did you mean '\($0)'?" }
    let known = names.isEmpty ? "they have none" : "there are \(names.prefix(12).joined(separator: ", "))"
    throw .usage("the objects of the test files have no program \(request.program): \(hint ?? known)")
  }

  private init(
    _ request: ExploreRequest, _ unit: TestUnit, _ input: ObjectInput, _ program: Program
  ) throws(CheckError) {
    self.unit = unit
    self.input = input
    self.program = program
    (type, facts) = try Self.facts(of: program)
    let place = TracingPlace(
      object: input.object, kernelTypes: nil, machine: KernelIdentity.running.machine, format: { _ in nil })
    var planner = CasePlanner(for: place, records: unit.test.file.records, seed: request.test.seed) {
      [test = unit.test] in test.capture($0)
    }
    let filters = request.test.filters.map(Glob.init)
    var planned: [PlannedCase] = []
    for number in unit.wanted({ name in filters.isEmpty || filters.contains { $0.matches(name) } }) {
      guard let form = unit.test.file.form(number), form.skip == nil, form.attach.isEmpty,
        let test = planner.plan(form, number: planned.count)
      else { continue }
      if test.steps.contains(where: { $0.program?.name == program.name }) { planned.append(test) }
    }
    guard planner.problems.all.isEmpty else { throw unit.test.error(planner.problems) }
    guard !planned.isEmpty else {
      throw .usage(
        "\(unit.test.path): no case runs \(program.name): others are made from one (assay init writes a first)")
    }
    self.planned = planned.enumerated().map { number, planned in
      var planned = planned
      planned.test.number = number
      return planned
    }
    values = planner.values
  }

  private static func facts(of program: Program) throws(CheckError) -> (ProgramType, TestRunFacts) {
    guard let match = program.match else {
      throw .usage("SEC(\"\(program.section)\") does not say of what type \(program.name) is")
    }
    let rules = TestRunRules(
      type: match.programType, attachType: match.attachType ?? AttachType(rawValue: 0), kernel: nil)
    if let obstacle = rules.obstacle {
      throw .usage("\(program.name) cannot be explored: \(obstacle.summary)")
    }
    guard let facts = rules.facts, match.programType != .structOps else {
      throw .usage(
        "\(program.name) cannot be explored: programs of type \(match.programType.name) are given no packet and no context that could be changed"
      )
    }
    return (match.programType, facts)
  }

  /// The job that loads the object as the cases do.
  func job(_ request: ExploreRequest) -> TestJob {
    var job = TestJob(objectName: ready.name, programs: [program.name])
    job.mapMemoryLimit = unit.build.mapMemory ?? job.mapMemoryLimit
    job.allowsUnbounded = request.test.allowsUnbounded
    return job
  }

  private var ready: ReadyUnit {
    ReadyUnit(unit: unit, input: input, planned: planned, values: values, records: RecordTypes())
  }

  /// The expectations of what the program returns that say something.
  var expectedReturns: [ReturnExpectation] {
    planned.flatMap(\.steps).filter { $0.program?.name == program.name }.compactMap { $0.returned?.value }
      .filter { $0.description != "any" }
  }
}
