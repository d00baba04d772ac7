public import Findings
public import Placed

/// A case: what goes in, what is run, what must come out. Names, tables and defaults are put in.
public struct TestCaseForm: Hashable, Sendable {
  /// What it shows. No two cases of a file have the same name.
  public var name: String
  /// Where the name is written.
  public var span: SourceSpan
  /// Where the row of the table is written that the case is made from; nil when it is from none.
  public var row: SourceSpan?
  /// The program, by its function; nil when the file leaves it open. Each step has its own.
  public var program: Located<String>?
  /// What is written into maps before the first run, by map.
  public var mapsBefore: PlacedNode?
  /// Global variables before the load, by name or path.
  public var globals: PlacedNode?
  /// What calls of helpers and of the kernel's functions give, by their names.
  public var mock: PlacedNode?
  /// The task that the programs see themselves run in.
  public var task: TaskForm
  /// Kernels that it runs on, instead of the file's; empty for those.
  public var kernels: [Located<String>]
  /// Why it is not run; nil when it is.
  public var skip: Located<String>?
  /// Where it can be run at all; nil for everywhere.
  public var onlyIf: CaseCondition?
  /// Programs that are attached, by function. A case with any is a live one: its one step has no input.
  public var attach: [Located<String>]
  /// What is done, in order, so that attached programs run.
  public var drive: [DeedForm]
  /// What must come out of the last step when a call fails that was not meant to; nil for what must come out anyway.
  public var onFailure: ExpectForm?
  /// The runs, at least one. A case without `steps` is one step itself.
  public var steps: [StepForm]
  /// Whether `steps` are written.
  public var hasSteps: Bool
  /// Where `expect: snapshot` is written: what comes out is compared with what is stored. Nil when it is not.
  public var snapshot: SourceSpan?

  /// The case as it is where a call fails that was not meant to.
  public var failing: TestCaseForm {
    guard let onFailure else { return self }
    var failing = self
    for index in failing.steps.indices { failing.steps[index].expect = nil }
    if let last = failing.steps.indices.last { failing.steps[last].expect = onFailure }
    return failing
  }

  /// Whether what comes out is compared with what is stored.
  public var isSnapshot: Bool { snapshot != nil }

  /// The most characters of a name.
  static let nameLimit = 200

  init?(_ node: PlacedNode, row: SourceSpan?, _ problems: inout PlacedProblems) {
    let before = problems.all.count
    guard var fields = node.fields(&problems) else { return nil }
    self.row = row
    let name = fields.require(TestCaseKey.name.rawValue, &problems)?.located(&problems)
    var run = StepForm(&fields, &problems)
    program = run.program
    globals = fields.take(TestCaseKey.globals.rawValue)
    mock = fields.take(TestCaseKey.mock.rawValue)
    task = fields.take(TestCaseKey.task.rawValue).flatMap { TaskForm($0, &problems) } ?? TaskForm()
    kernels = fields.take(TestCaseKey.kernels.rawValue)?.oneOrMore(&problems) { $0.located(&$1) } ?? []
    skip = fields.take(TestCaseKey.skip.rawValue)?.located(&problems)
    onlyIf = fields.take(TestCaseKey.onlyIf.rawValue).flatMap { CaseCondition($0, &problems) }
    attach = fields.take(TestCaseKey.attach.rawValue)?.oneOrMore(&problems) { $0.located(&$1) } ?? []
    drive = fields.take(TestCaseKey.drive.rawValue)?.oneOrMore(&problems) { DeedForm($0, &$1) } ?? []
    let expect = fields.take(TestCaseKey.expect.rawValue)
    if case .scalar("snapshot", _)? = expect?.content {
      snapshot = expect?.span
    } else {
      run.expect = expect.flatMap { ExpectForm($0, &problems) }
    }
    onFailure = fields.take(TestCaseKey.onFailure.rawValue).flatMap { ExpectForm($0, &problems) }
    let list = fields.take(TestCaseKey.steps.rawValue)
    hasSteps = list != nil
    if case .sequence? = list?.content, run.expect != nil, let place = fields.place(of: TestCaseKey.expect.rawValue) {
      TestStepKey.addMisplaced(expect: place, &problems)
    }
    steps = list.map { $0.list(&problems) { StepForm($0, &$1) } ?? [] } ?? [run]
    var after: PlacedNode?
    if let node = fields.take(TestCaseKey.maps.rawValue), var maps = node.fields(&problems) {
      mapsBefore = maps.take(TestMapsKey.before.rawValue)
      after = maps.take(TestMapsKey.after.rawValue)
      maps.finish(&problems)
    }
    // Not of a case's form any more, but known.
    _ = fields.take(TestCaseKey.bindings.rawValue)
    _ = fields.take(TestCaseKey.rows.rawValue)
    let places = Dictionary(
      uniqueKeysWithValues: TestCaseKey.allCases.compactMap { key in fields.place(of: key.rawValue).map { (key, $0) } })
    fields.finish(&problems)
    guard let name else { return nil }
    self.name = name.value
    span = name.span
    check(name, &problems)
    checkKinds(places, list, &problems)
    if let after { expectLast(after, &problems) }
    // A key that is not known may have been meant for one.
    if problems.all.count == before { checkExpectations(&problems) }
  }

  private func check(_ name: Located<String>, _ problems: inout PlacedProblems) {
    let scalars = name.value.unicodeScalars
    if scalars.count > Self.nameLimit {
      problems.add("a case's name is at most \(Self.nameLimit) characters", at: name.span)
    }
    if scalars.contains(where: { $0.properties.generalCategory == .control }) {
      problems.add("a case's name is one line, without control characters", at: name.span)
    }
    if name.value.isEmpty { problems.add("a case needs a name", at: name.span) }
  }

  /// A case is one run, or steps, or live.
  private func checkKinds(
    _ places: [TestCaseKey: SourceSpan], _ list: PlacedNode?, _ problems: inout PlacedProblems
  ) {
    if let place = places[.attach] {
      for key in TestCaseKey.ofRun + [.steps] {
        guard let other = places[key] else { continue }
        problems.add(
          "a case with 'attach' has no '\(key.rawValue)': attached programs run when something is done", at: other,
          hint: "say in 'drive:' what is done", other: Located("programs are attached here", at: place))
      }
      if drive.isEmpty, places[.drive] == nil {
        problems.add(
          "a case with 'attach' needs 'drive': nothing is done that its programs could see", at: place,
          hint: "write for example drive: [{connect: [127.0.0.1, 80]}]")
      }
    } else if let place = places[.drive] {
      problems.add("nothing is attached that 'drive' could make run", at: place, hint: "add attach: [PROGRAM]")
    }
    if case .sequence(let nodes)? = list?.content, nodes.isEmpty, let place = places[.steps] {
      problems.add("a case with 'steps' needs one at least", at: place)
    }
  }

  /// `maps.after` is what the last step expects of maps.
  private mutating func expectLast(_ after: PlacedNode, _ problems: inout PlacedProblems) {
    guard case .mapping(let entries) = after.content, let last = steps.indices.last else {
      _ = after.entries(&problems)
      return
    }
    var expect = steps[last].expect ?? ExpectForm()
    guard case .mapping(let others)? = expect.maps?.content else {
      if expect.maps == nil { expect.maps = after }
      steps[last].expect = expect
      return
    }
    let known = Dictionary(others.map { ($0.key.value, $0.key.span) }) { first, _ in first }
    for entry in entries {
      guard let other = known[entry.key.value] else { continue }
      problems.add(
        "the map '\(PlacedNode.short(entry.key.value))' is expected twice: maps.after is the same as expect.maps",
        at: entry.key.span, other: Located("it is expected here already", at: other))
    }
    expect.maps?.content = .mapping(others + entries)
    steps[last].expect = expect
  }

  /// A case that expects nothing could not fail.
  private func checkExpectations(_ problems: inout PlacedProblems) {
    guard snapshot == nil, skip == nil, !steps.isEmpty, steps.allSatisfy({ $0.expect?.isEmpty ?? true }) else { return }
    problems.add(
      "the case expects nothing", at: span, hint: "write for example expect: {return: 0}, or expect: snapshot")
  }
}
