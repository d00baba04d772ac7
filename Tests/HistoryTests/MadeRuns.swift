import Findings
import Jobs
import Measuring
import Records
import TestSupport

/// Runs that are made up: of everything that a run may have, with names that nobody would want.
struct MadeRuns {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let names = [
    "drop", "on_open", "a\"b", "<b>&amp;</b>", "line\nbreak", "\u{1B}[31mred", "ünïcode 名前", "'; DROP TABLE run; --",
    "%s", "\\",
  ]

  mutating func name() -> String { Self.names.randomElement(using: &random) ?? "drop" }

  mutating func perhaps<Value>(_ value: (inout MadeRuns) -> Value) -> Value? {
    Bool.random(using: &random) ? value(&self) : nil
  }

  mutating func program() -> TrackedProgram {
    TrackedProgram(object: name() + ".bpf.o", variant: perhaps { $0.name() }, name: name())
  }

  mutating func number() -> Double {
    [0, -0.0, 1.0 / 3, 1e300, .leastNonzeroMagnitude, -17.25, 123_456_789, 9_007_199_254_740_992].randomElement(
      using: &random) ?? 0
  }

  mutating func key() -> FigureKey {
    var key = FigureKey(object: String(random.next(), radix: 16))
    key.compiler = perhaps { $0.name() }
    key.kernel = perhaps { _ in "6.12.9" }
    key.clock = perhaps { _ in .tsc }
    return key
  }

  mutating func finding() -> Finding {
    Finding(
      id: perhaps { _ in "A1002" }, severity: .warning, title: name(), program: perhaps { $0.name() },
      primary: LabelledSpan(SourceSpan(file: name(), line: 7, column: 3), label: name(), text: "\treturn 0;"),
      notes: [name()], claim: .inferred(because: name()))
  }

  mutating func head(time: Int? = nil) -> RunHead {
    var head = RunHead(
      time: time ?? Int.random(in: 0..<2_000_000_000, using: &random), assay: "0.1.0",
      host: RecordedHost(processor: name(), cores: 2, release: "6.18", machine: "x86_64"),
      stages: [.verify, .bench])
    head.commit = perhaps { String($0.random.next(), radix: 16) }
    head.subject = perhaps { $0.name() }
    head.branch = perhaps { $0.name() }
    head.isDirty = Bool.random(using: &random)
    return head
  }

  mutating func run(time: Int? = nil) -> RunRecord {
    var run = RunRecord(head(time: time))
    for index in 0..<Int.random(in: 0..<6, using: &random) {
      let value = number()
      let series = FigureSeries(
        program: program(), kernel: index.isMultiple(of: 2) ? "host" : "debian:6.1", testCase: "case \(index)",
        driver: perhaps { $0.name() }, metric: FigureMetric.allCases.randomElement(using: &random) ?? .body,
        unit: FigureUnit.allCases.randomElement(using: &random) ?? .bytes)
      run.figures.append(RecordedFigure(series, value: value, low: value, high: value, key: perhaps { $0.key() }))
    }
    run.verdicts = (0..<3).map { _ in
      RecordedVerdict(
        program: program(), section: name(), type: perhaps { _ in "xdp" },
        kernel: perhaps { _ in KernelIdentity(name: "host", release: "6.18", machine: "x86_64") },
        verdict: Verdict.allCases.randomElement(using: &random) ?? .accepted, reason: perhaps { $0.name() },
        finding: perhaps { $0.finding() })
    }
    run.budgets = [
      RecordedBudget(
        program: program(), kernel: "host", what: name(), metric: .stackBytes, limit: 400,
        unit: .bytes, place: "assay.yml:3:5",
        value: perhaps { $0.number() }, state: .pass)
    ]
    var tests = RecordedTests(program: program(), kernel: perhaps { _ in "host" })
    tests.passed = 7
    tests.failures = [RecordedTests.Failure(name: name(), reason: name())]
    run.tests = [tests]
    run.findings = [RecordedFinding(object: name(), variants: [name()], finding: finding())]
    run.sources = [
      RecordedSource(
        program: program(), kernel: "host",
        lines: [RecordedSource.Line(file: name(), line: 3, text: name(), instructions: 12, runs: 1, calls: [name()])])
    ]
    run.coverage = perhaps { made in
      let line = RecordedCoverage.Line(
        file: made.name(), line: 3, text: made.name(), state: .partial, cases: 2, missing: [made.name()])
      return [
        RecordedCoverage(
          program: made.program(), branches: .init(covered: 3, total: 4), lines: .init(covered: 2, total: 2),
          source: [line])
      ]
    }
    run.readings = [
      RecordedReadings(
        program: program(), kernel: "host", clock: BenchClock(.tsc, frequency: 2.6e9, step: 26),
        loads: [BenchLoad(arms: [BenchLoad.Arm(.head, readings: [number(), number()])], disturbed: 1)])
    ]
    return run
  }

  /// A run that has one figure of one program.
  static func run(
    time: Int, commit: String? = nil, branch: String? = nil, value: Double, spread: Double = 0,
    unit: FigureUnit = .instructions, key: FigureKey? = nil
  ) -> RunRecord {
    var head = RunHead(
      time: time, assay: "0.1.0",
      host: RecordedHost(processor: "one", cores: 1, release: "6.18", machine: "x86_64"), stages: [.bench])
    head.commit = commit
    head.branch = branch
    var run = RunRecord(head)
    let series = FigureSeries(
      program: TrackedProgram(object: "a.bpf.o", name: "drop"), kernel: "host", metric: .body, unit: unit)
    run.figures = [RecordedFigure(series, value: value, low: value - spread, high: value + spread, key: key)]
    return run
  }
}
