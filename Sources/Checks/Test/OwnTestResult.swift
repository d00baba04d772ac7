import Reports

/// What a test that stands in an object came to on one kernel.
struct OwnTestResult: Sendable {
  /// The test.
  let name: String
  /// The cases that it is reported as: a check may write down several.
  let cases: [TestedCase]
  /// Whether the running kernel was spared it, and a virtual machine would run it.
  let needsMachine: Bool

  /// A result.
  init(name: String, cases: [TestedCase], needsMachine: Bool) {
    self.name = name
    self.cases = cases
    self.needsMachine = needsMachine
  }

  /// A result of one case.
  init(_ name: String, _ tested: TestedCase, needsMachine: Bool? = nil) {
    self.init(name: name, cases: [tested], needsMachine: needsMachine ?? false)
  }
}
