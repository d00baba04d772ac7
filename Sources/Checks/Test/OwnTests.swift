import Fixtures

/// The tests that stand in an object itself: what its programs declare by tags, and programs that are tests.
struct OwnTests: Sendable {
  private let input: ObjectInput
  private let build: InputBuild
  private var declared: [DeclaredTest]
  private var suite: [SuiteTest]
  private let allowsUnbounded: Bool
  private let coverage: CoverageLedger?

  /// Those of an object whose name is wanted; `allowsUnbounded` says whether the host runs what has no bound, `coverage`
  /// takes what ran of its programs.
  init(
    of input: ObjectInput, _ build: InputBuild, allowsUnbounded: Bool, coverage: CoverageLedger? = nil,
    isWanted: (String) -> Bool
  ) {
    self.input = input
    self.build = build
    self.allowsUnbounded = allowsUnbounded
    self.coverage = coverage
    declared = DeclaredTest.all(of: input.object).filter { isWanted($0.name) }
    suite = SuiteTest.all(of: input.object).filter { isWanted($0.name) }
  }

  /// Runs them on a kernel.
  func results(on kernel: AskedKernel) async -> [OwnTestResult] {
    let tags = DeclaredRun(
      input: input, build: build, tests: declared, kernel: kernel, allowsUnbounded: allowsUnbounded, coverage: coverage)
    let programs = SuiteRun(
      input: input, build: build, tests: suite, kernel: kernel, allowsUnbounded: allowsUnbounded, coverage: coverage)
    return (declared.isEmpty ? [] : await tags.results()) + (suite.isEmpty ? [] : await programs.results())
  }

  /// Those that the running kernel was spared; nil when it was spared none.
  func spared(by results: [OwnTestResult]) -> OwnTests? {
    let names = Set(results.filter(\.needsMachine).map(\.name))
    guard !names.isEmpty else { return nil }
    var spared = self
    spared.declared.removeAll { !names.contains($0.name) }
    spared.suite.removeAll { !names.contains($0.name) }
    return spared
  }
}
