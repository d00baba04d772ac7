import BPFObject
import BTF
import Findings
import Fixtures
import Jobs
import KernelFacts
import Packets
import Placed

/// Makes cases of a test file ready for one object: values to bytes, names to programs and maps. All bytes of all cases
/// lie in one array, as they travel.
struct CasePlanner {
  /// The deed that is a program of the machine's.
  private static let command = "command"
  /// The most entries that are read of a map.
  private static let entryLimit = 100_000
  /// What stands in padding before a program runs: it is seen where a program copies what it never set.
  static let poison: UInt8 = 0xa5

  private let object: ObjectFile
  private let captures: (String) -> [UInt8]?
  /// Where the programs belong.
  private let place: TracingPlace
  /// The types of the records of maps, as the file says them.
  let records: RecordTypes
  /// The run's seed.
  private let seed: UInt64
  private var seeds: CaseSeeds
  /// What calls give in the case that is made ready.
  private var mocks: [TestMock] = []
  /// Whether a case took the run's seed.
  private(set) var usesSeed = false
  private(set) var values: [UInt8] = []
  /// What is wrong with the cases.
  private(set) var problems: PlacedProblems

  /// A planner for the object of a place; `records` are the types that the file gives the records of maps, `captures` gives the bytes of a capture file.
  init(
    for place: TracingPlace, records: PlacedNode? = nil, seed: UInt64, captures: @escaping (String) -> [UInt8]?
  ) {
    object = place.object
    var problems = PlacedProblems()
    self.records = records.map { RecordTypes($0, object: place.object, &problems) } ?? RecordTypes()
    self.problems = problems
    self.seed = seed
    self.place = place
    seeds = CaseSeeds(seed: seed, name: "")
    self.captures = captures
  }

  /// Makes a case ready; nil after a problem.
  mutating func plan(_ form: TestCaseForm, number: Int) -> PlannedCase? {
    let before = problems.all.count
    seeds = CaseSeeds(seed: seed, name: form.name)
    defer { usesSeed = usesSeed || seeds.count > 0 }
    var planned = PlannedCase(form: form, test: TestCase(number: number), steps: [])
    planned.test.task = task(form.task)
    planned.test.globals = globals(form)
    planned.test.steps = puts(form, &planned.filled)
    mocks = mocks(form)
    for program in form.attach {
      guard let found = self.program(program, at: program.span) else { continue }
      planned.test.steps.append(.attach(program: found.name))
    }
    for deed in form.drive {
      if let drive = drive(deed) { planned.test.steps.append(.drive(drive)) }
    }
    for step in form.steps { add(step, of: form, to: &planned) }
    planned.test.mocks = mocks
    if form.isSnapshot { readAll(&planned) }
    planned.test.task.isBound =
      planned.test.task.cpu == nil && planned.steps.contains { $0.maps.contains(where: \.expectation.namesProcessors) }
    if planned.steps.contains(where: \.looksAtPadding) {
      for (index, step) in planned.test.steps.enumerated() {
        guard case .run(var input) = step else { continue }
        input.poisons = true
        planned.test.steps[index] = .run(input)
      }
    }
    planned.test.ownNetwork = planned.steps.contains { step in
      step.program.map { NetworkHelpers.areCalled(by: $0, of: object) } ?? false
    }
    if form.onFailure != nil {
      var failing = form.failing
      failing.onFailure = nil
      planned.whenFailing = plan(failing, number: number).map { [$0] } ?? []
    }
    return problems.all.count == before ? planned : nil
  }

  /// What is wrong with what was made ready so far; whoever asks begins anew: a problem is told once, whatever has it.
  mutating func takeProblems() -> [PlacedProblem] {
    defer { problems = PlacedProblems() }
    return problems.all
  }

  /// A case of another version of the object as it is for this one; nil where this one lacks what the case sets or runs.
  mutating func base(of planned: PlannedCase, number: Int) -> TestCase? {
    // Both do alike where both can: what is expected is read between steps. A version may lack what only that names.
    if let whole = plan(planned.form, number: number) { return whole.test }
    var form = planned.form
    form.snapshot = nil
    for index in form.steps.indices { form.steps[index].expect = nil }
    return plan(form, number: number)?.test
  }

  private func task(_ form: TaskForm) -> TestTask {
    var task = TestTask()
    task.comm = form.comm?.value
    task.uid = form.uid?.value
    task.gid = form.gid?.value
    task.cpu = form.cpu?.value
    task.cgroup = form.cgroup?.value
    return task
  }

  /// What is done; nil after a problem.
  private mutating func drive(_ deed: DeedForm) -> TestDrive? {
    if let node = deed.packet {
      guard let packet = PacketForm(seeds.filled(node), files: captures, &problems) else { return nil }
      return .deed(name: Deed.packet.rawValue, arguments: [HexText.text(packet.bytes)])
    }
    let name = deed.name.value
    let arguments = deed.arguments.map(\.value)
    if name == Self.command {
      if arguments.isEmpty {
        problems.add("a command is its path and its words", at: deed.name.span, hint: "write command: [/bin/true]")
      }
      return .command(arguments)
    }
    guard let known = Deed(rawValue: name) else {
      let names = Deed.allCases.map(\.rawValue) + [Self.command]
      problems.add(
        "there is no deed '\(PlacedNode.short(name))'", at: deed.name.span,
        hint: NearestName.to(name, among: names).map { "did you mean '\($0)'?" }
          ?? "there are: \(names.sorted().joined(separator: ", "))")
      return nil
    }
    guard known.takes(arguments.count) else {
      problems.add(
        "\(name) takes other arguments than the \(arguments.count) given", at: deed.name.span,
        hint: "write \(known.usage)")
      return nil
    }
    if let (index, problem) = known.problem(with: arguments) {
      problems.add("\(name): \(problem.summary)", at: deed.arguments[index].span, hint: problem.advice)
      return nil
    }
    return .deed(name: name, arguments: arguments)
  }

  /// The program that a name means; without a name, the object's only one.
  private mutating func program(_ name: Located<String>?, at span: SourceSpan) -> Program? {
    let names = object.programs.map(\.name)
    guard let name else {
      if object.programs.count == 1 { return object.programs[0] }
      problems.add(
        "the case names no program, and the object has \(object.programs.isEmpty ? "none" : "several")", at: span,
        hint: names.isEmpty ? nil : "write program: with one of \(names.prefix(8).joined(separator: ", "))")
      return nil
    }
    if let program = object.program(named: name.value) { return program }
    problems.add(
      "the object has no program '\(name.value)'", at: name.span,
      hint: NearestName.to(name.value, among: names).map { "did you mean '\($0)'?" }
        ?? "its programs: \(names.prefix(8).joined(separator: ", "))")
    return nil
  }

  // MARK: Before the first run

  private mutating func puts(_ form: TestCaseForm, _ filled: inout [String: Set<[UInt8]>]) -> [TestStep] {
    guard let node = form.mapsBefore else { return [] }
    let fixture = MapFixture(node, object: object, padding: Self.poison, &problems)
    return fixture.entries.map { entry in
      if let key = entry.key { filled[entry.map, default: []].insert(key) }
      let value: MapWrite.Value =
        switch entry.value {
        case .bytes(let bytes): .bytes(values.slice(bytes))
        case .processors(let processors):
          .processors(processors.map { .init(number: $0.number, bytes: values.slice($0.bytes)) })
        case .program(let name): .program(name)
        case .map(let name): .map(name)
        }
      return .put(MapWrite(map: entry.map, key: entry.key.map { values.slice($0) }, value: value))
    }
  }

  private mutating func globals(_ form: TestCaseForm) -> [TestGlobal] {
    guard let node = form.globals else { return [] }
    return GlobalFixture(node, object: object, &problems).bytes.map { preset in
      TestGlobal(section: preset.section, offset: preset.offset, bytes: values.slice(preset.bytes))
    }
  }

  private mutating func mocks(_ form: TestCaseForm) -> [TestMock] {
    guard let node = form.mock else { return [] }
    return MockFixture.mocks(node, in: place, &problems) { values.slice($0) }
  }

  // MARK: Steps

  private mutating func add(_ step: StepForm, of form: TestCaseForm, to planned: inout PlannedCase) {
    var plan = PlannedStep()
    if form.attach.isEmpty {
      guard let program = program(step.program ?? form.program, at: step.program?.span ?? form.span) else { return }
      plan.program = program
      let input = input(of: step, of: form, for: program, &plan)
      plan.run = planned.test.steps.count
      planned.test.steps.append(.run(input))
    }
    if let expect = step.expect { add(expect, to: &plan, &planned) }
    planned.steps.append(plan)
  }

  /// What the program is run with; what is sent is noted in the plan.
  private mutating func input(
    of step: StepForm, of form: TestCaseForm, for program: Program, _ plan: inout PlannedStep
  ) -> TestInput {
    var input = TestInput(program: program.name)
    if let node = step.packet, let packet = PacketForm(seeds.filled(node), files: captures, &problems) {
      plan.sent = packet.bytes
      input.packet = values.slice(packet.bytes)
    }
    let match = program.match
    if let kind = hostedContext(of: match, step) {
      host(&input, step, of: program, kind)
    } else {
      input.context = context(step, of: program)
    }
    input.repetitions = step.repetitions?.value ?? 1
    if input.hosting == nil, match?.programType == .rawTracepoint { input.cpu = form.task.cpu?.value }
    input.liveFrames = step.liveFrames?.value ?? false
    return input
  }

  /// The context that is laid out for a program; nil when its type is test-run as it is. A raw tracepoint's is where its
  /// arguments lead to memory.
  private func hostedContext(of match: SectionMatch?, _ step: StepForm) -> HostedContext? {
    guard let match else { return nil }
    if let kind = HostedContext.of(match) { return kind }
    return match.programType == .rawTracepoint && step.pointsSomewhere ? .arguments : nil
  }

  private mutating func host(
    _ input: inout TestInput, _ step: StepForm, of program: Program, _ kind: HostedContext
  ) {
    if let repetitions = step.repetitions, repetitions.value > 1 {
      problems.add(
        "the kernel repeats no run of such a program", at: repetitions.span, hint: "write several steps")
    }
    guard let fixture = TracingFixture(step, of: program, kind, in: place, &problems) else { return }
    input.context = values.slice(fixture.context)
    var hosting = TestHosting(takesArguments: kind == .arguments)
    hosting.casts = fixture.casts
    hosting.castFunction = fixture.castFunction
    if fixture.undefined.contains(where: { $0 != 0 }) { hosting.undefined = values.slice(fixture.undefined) }
    hosting.memory = fixture.packed { values.slice($0) }
    input.hosting = hosting
  }

  private mutating func context(_ step: StepForm, of program: Program) -> ByteSlice? {
    for (key, node) in [(TestStepKey.registers, step.registers), (.objects, step.objects)] {
      guard let node else { continue }
      problems.add(
        "programs of type \(program.match?.programType.name ?? "unspec") have no '\(key.rawValue)'", at: node.span,
        hint: "only tracing programs have")
    }
    if let node = step.arguments {
      let target = program.match?.target
      return ArgumentsFixture(node, target: target, object: object, kernelTypes: place.kernelTypes, &problems).map {
        values.slice($0.bytes)
      }
    }
    guard let node = step.context, let type = program.match?.programType else { return nil }
    return ContextFixture(node, type: type, program: program, object: object, &problems).map { values.slice($0.bytes) }
  }

  private mutating func add(_ expect: ExpectForm, to plan: inout PlannedStep, _ planned: inout PlannedCase) {
    if let program = plan.program, let type = program.match?.programType {
      if let node = expect.returned {
        plan.returned = ReturnExpectation(node, type: type, &problems).map { Located($0, at: node.span) }
      }
      if let node = expect.packet {
        plan.packet = PacketExpectation(node, files: captures, &problems).map { Located($0, at: node.span) }
      }
      if let node = expect.context {
        plan.context = ContextExpectation(node, type: type, program: program, object: object, &problems)
          .map { Located($0, at: node.span) }
      }
    } else {
      for node in [expect.returned, expect.packet, expect.context].compactMap(\.self) {
        problems.add(
          "a live case sees no return value, packet or context", at: node.span, hint: "expect maps or events")
      }
    }
    if let node = expect.maps {
      for expectation in MapExpectation.list(node, object: object, &problems) {
        plan.maps.append(.init(step: planned.test.steps.count, expectation: expectation))
        planned.test.steps.append(.read(map: expectation.map, limit: Self.entryLimit))
      }
    }
    if let node = expect.globals {
      let expectation = GlobalExpectation(node, object: object, &problems)
      plan.globals = Located(expectation, at: node.span)
      for section in expectation.sections {
        plan.sections.append((section, planned.test.steps.count))
        planned.test.steps.append(.globals(section: section))
      }
    }
    if let node = expect.events {
      for expectation in EventExpectation.list(node, object: object, records: records, &problems) {
        plan.events.append(.init(step: planned.test.steps.count, expectation: expectation))
        planned.test.steps.append(.drain(map: expectation.map))
      }
    }
    for expectation in expect.calls.map({ CallExpectation.list($0, &problems) }) ?? [] {
      guard let mock = MockFixture.index(of: expectation.function, in: place, among: &mocks, &problems) else {
        continue
      }
      plan.calls.append(.init(step: planned.test.steps.count, expectation: expectation))
      planned.test.steps.append(.calls(mock: mock))
    }
    if let node = expect.trace {
      planned.trace += TraceExpectation.list(node, &problems)
    }
  }

  // MARK: Snapshots

  /// Maps whose entries mean nothing outside of the kernel, or cannot be read.
  private static let unread: Set<MapType> = [
    .progArray, .arrayOfMaps, .hashOfMaps, .sockmap, .sockhash, .xskmap, .reuseportSockarray, .cgroupArray,
    .bloomFilter, .userRingbuf, .arena, .structOps, .stackTrace, .devmap, .devmapHash, .cpumap, .skStorage,
    .inodeStorage, .taskStorage, .cgrpStorage, .cgroupStorage, .percpuCgroupStorage,
  ]

  /// What a snapshot holds beside what runs give back: every map and section of variables that can be read.
  private func readAll(_ planned: inout PlannedCase) {
    for map in object.maps where !Self.unread.contains(map.type) {
      let step = planned.test.steps.count
      switch (map.origin, map.type) {
      case (.declared, .ringbuf), (.declared, .perfEventArray), (.legacy, .perfEventArray):
        planned.test.steps.append(.drain(map: map.name))
      case (.declared, _), (.legacy, _): planned.test.steps.append(.read(map: map.name, limit: Self.entryLimit))
      case (.data, _) where !map.name.hasPrefix(".rodata"): planned.test.steps.append(.globals(section: map.name))
      default: continue
      }
      planned.snapshotReads.append((map, step))
    }
  }
}
