import Findings
import Placed

/// From a test file's YAML to its cases: puts defaults under each case, takes tables apart, puts names in.
struct TestFileReader {
  private var expander: NodeExpander
  private let defaults: PlacedNode?
  private var cases: [(head: TestCaseHead, recipe: CaseRecipe)] = []
  /// The number of the case that has a name.
  private var named: [String: Int] = [:]
  /// Names that some case or row gives a value.
  private var localNames: Set<String> = []
  /// What was said already: a table makes the same mistake in every row.
  private var said: Set<PlacedProblem> = []
  /// Names that two cases have.
  private var duplicates: Set<SourceSpan> = []
  private var isFull = false

  /// More than this many problems are not read by anyone, and not looked for.
  private static let problemLimit = 100

  static func read(_ root: PlacedNode, _ problems: inout PlacedProblems) -> TestFile? {
    guard var fields = root.fields(&problems) else { return nil }
    let bindings = fields.take(TestFileKey.bindings.rawValue)
    func values(_ key: TestFileKey, _ kind: String, _ problems: inout PlacedProblems) -> NamedValues {
      NamedValues(kind: kind, fields.take(key.rawValue)?.entries(&problems) ?? [])
    }
    let expander = NodeExpander(
      scope: Scope(), packets: values(.packets, "packet", &problems), structs: values(.structs, "struct", &problems))
    var reader = TestFileReader(expander, defaults: fields.take(TestFileKey.defaults.rawValue), &problems)
    reader.expander.scope = reader.scope(bindings, within: Scope(), &problems)
    let objects = reader.texts(fields.take(TestFileKey.objects.rawValue), &problems)
    let kernels = reader.texts(fields.take(TestFileKey.kernels.rawValue), &problems)
    let records = fields.take(TestFileKey.records.rawValue).flatMap {
      reader.expander.expand($0, at: .plain, &problems)
    }
    let cases = fields.require(TestFileKey.cases.rawValue, &problems)?.list(&problems) { node, _ in node }
    fields.finish(&problems)
    if let cases, cases.isEmpty, let place = fields.place(of: TestFileKey.cases.rawValue) {
      problems.add("a test file needs a case", at: place)
    }
    for node in cases ?? [] where !reader.isDone { reader.read(node, &problems) }
    reader.checkUnused(&problems)
    return TestFile(
      objects: objects, kernels: kernels, records: records, cases: reader.cases, expander: reader.expander)
  }

  private init(_ expander: NodeExpander, defaults: PlacedNode?, _ problems: inout PlacedProblems) {
    self.expander = expander
    // Where there is no mapping, there is nothing to put under a case.
    self.defaults = defaults.flatMap { $0.entries(&problems) == nil ? nil : $0 }
  }

  private var isDone: Bool { expander.budget.isSpent || isFull || said.count >= Self.problemLimit }

  private mutating func texts(_ node: PlacedNode?, _ problems: inout PlacedProblems) -> [Located<String>] {
    node.flatMap { expander.expand($0, at: .plain, &problems) }?.oneOrMore(&problems) { $0.located(&$1) } ?? []
  }

  // MARK: Names

  /// A scope with the values of a `let`. Each may use those above it.
  private mutating func scope(
    _ bindings: PlacedNode?, within outer: Scope, _ problems: inout PlacedProblems
  ) -> Scope {
    let before = expander.scope
    defer { expander.scope = before }
    expander.scope = outer.inner
    let entries = (bindings?.entries(&problems) ?? []).filter { isName($0.key, &problems) }
    expander.laterNames = Set(entries.map(\.key.value))
    defer { expander.laterNames = [] }
    for entry in entries {
      expander.laterNames.remove(entry.key.value)
      expander.scope.bind(entry.key.value, to: expander.expand(entry.value, at: .plain, &problems))
    }
    return expander.scope
  }

  private func isName(_ key: Located<String>, _ problems: inout PlacedProblems) -> Bool {
    if TextTemplate.isName(key.value) { return true }
    problems.add("a value's name is letters, digits and '_', no digit first", at: key.span)
    return false
  }

  // MARK: Cases

  private mutating func read(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    var local = PlacedProblems()
    read(node, into: &local)
    say(local, &problems)
  }

  private mutating func say(_ local: PlacedProblems, _ problems: inout PlacedProblems) {
    for problem in local.all where said.insert(problem).inserted {
      problems.add(problem.message, at: problem.span, hint: problem.hint, other: problem.other)
    }
  }

  private mutating func read(_ node: PlacedNode, into problems: inout PlacedProblems) {
    guard let own = node.entries(&problems), let whole = laidOverDefaults(node, own, &problems),
      case .mapping(let entries) = whole.content
    else { return }
    func value(_ key: TestCaseKey) -> PlacedNode? { entries.first { $0.key.value == key.rawValue }?.value }
    let fileScope = expander.scope
    defer { expander.scope = fileScope }
    let bindings = value(.bindings)
    noteNames(bindings)
    let caseScope = scope(bindings, within: fileScope, &problems)
    let template = PlacedNode(
      content: .mapping(
        entries.filter { ![TestCaseKey.bindings.rawValue, TestCaseKey.rows.rawValue].contains($0.key.value) }),
      span: whole.span)
    expander.scope = caseScope
    func recipe(_ row: PlacedNode?) -> CaseRecipe { CaseRecipe(template: template, scope: caseScope, row: row) }
    guard let table = value(.rows) else { return add(recipe(nil), &problems) }
    guard let rows = expander.expand(table, at: .plain, &problems)?.list(&problems, { node, _ in node }) else { return }
    if rows.isEmpty { problems.add("the table has no rows", at: table.span) }
    for row in rows {
      guard let values = row.entries(&problems) else { continue }
      let names = values.filter { isName($0.key, &problems) }
      // Without it, every use of the name would be a mistake too.
      guard names.count == values.count else { continue }
      localNames.formUnion(names.map(\.key.value))
      var local = PlacedProblems()
      add(recipe(row), &local)
      // Here and not at the end: a table's mistakes are the same in each row, and there is room for so many only.
      for problem in local.all where !problems.all.contains(problem) {
        problems.add(problem.message, at: problem.span, hint: problem.hint, other: problem.other)
      }
      if isDone || problems.all.count >= Self.problemLimit { return }
    }
  }

  private mutating func noteNames(_ bindings: PlacedNode?) {
    guard case .mapping(let entries)? = bindings?.content else { return }
    localNames.formUnion(entries.map(\.key.value))
  }

  private mutating func add(_ recipe: CaseRecipe, _ problems: inout PlacedProblems) {
    guard let form = recipe.form(with: &expander, &problems) else { return }
    if let number = named[form.name] {
      let first = cases[number].head
      // Once for a table: a name without its values is that of every row.
      guard duplicates.insert(form.span).inserted else { return }
      let name = PlacedNode.short(form.name)
      if let row = form.row, first.span == form.span {
        problems.add(
          "two rows of the table are the case '\(name)'", at: row,
          hint: "put what differs into the name, such as \"port $port\"",
          other: first.row.map { Located("this is the other", at: $0) })
      } else {
        problems.add(
          "two cases are named '\(name)'", at: form.span, other: Located("this is the other", at: first.span))
      }
      return
    }
    guard cases.count < TestFile.caseLimit else {
      problems.add("the file has more than \(TestFile.caseLimit) cases, tables taken apart", at: form.span)
      isFull = true
      return
    }
    named[form.name] = cases.count
    cases.append((TestCaseHead(form), recipe))
  }

  /// The case with the file's defaults under it, and a step's defaults under its steps.
  private mutating func laidOverDefaults(
    _ node: PlacedNode, _ own: [PlacedNode.Entry], _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    let ownKeys = Set(own.map(\.key.value))
    let ofRun = TestCaseKey.ofRun.map(\.rawValue)
    var whole = node
    if case .mapping(let entries)? = defaults?.content {
      // A live case has no input that a default could be for.
      let fitting = entries.filter {
        !ownKeys.contains(TestCaseKey.attach.rawValue) || !ofRun.contains($0.key.value)
      }
      let lower = PlacedNode(content: .mapping(fitting), span: node.span)
      guard let merged = lower.merged(under: node, isExpanded: false, &expander.budget, &problems) else { return nil }
      whole = merged
    }
    guard case .mapping(var entries) = whole.content,
      let steps = entries.firstIndex(where: { $0.key.value == TestCaseKey.steps.rawValue }),
      case .sequence(let list) = entries[steps].value.content
    else { return whole }
    let expect = entries.first { $0.key.value == TestCaseKey.expect.rawValue }
    var isSnapshot = false
    if case .scalar? = expect?.value.content { isSnapshot = true }
    if let expect, !isSnapshot, ownKeys.contains(TestCaseKey.expect.rawValue) {
      TestStepKey.addMisplaced(expect: expect.key.span, &problems)
      return nil
    }
    func isForSteps(_ key: String) -> Bool {
      ofRun.contains(key) || (key == TestCaseKey.expect.rawValue && !isSnapshot)
    }
    let lower = PlacedNode(content: .mapping(entries.filter { isForSteps($0.key.value) }), span: whole.span)
    var laid: [PlacedNode] = []
    for step in list {
      guard let merged = lower.merged(under: step, isExpanded: false, &expander.budget, &problems) else { return nil }
      laid.append(merged)
    }
    entries[steps].value.content = .sequence(laid)
    return PlacedNode(
      content: .mapping(entries.filter { !isForSteps($0.key.value) || $0.key.value == TestCaseKey.program.rawValue }),
      span: whole.span)
  }

  // MARK: What no case uses

  /// Named packets and structs that no case is made from are looked at all the same: a mistake in one is a mistake.
  private mutating func checkUnused(_ problems: inout PlacedProblems) {
    guard !isDone else { return }
    var local = PlacedProblems()
    expander.scope = expander.scope.inner
    // What a case may give a value to is no mistake.
    for name in localNames where expander.scope[name] == nil { expander.scope.bind(name, to: nil) }
    for (values, place) in [(expander.packets, ExpansionPlace.packet), (expander.structs, .values)] {
      let used = expander.used[values.kind] ?? []
      for name in values.names.sorted() where !used.contains(name) {
        if let entry = values[name] { _ = expander.expand(entry.value, at: place, &local) }
      }
    }
    say(local, &problems)
  }
}
