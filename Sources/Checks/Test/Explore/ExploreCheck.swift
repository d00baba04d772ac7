import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Project
import Reports
import Synchronization
import Workers

/// The flow of `assay test --explore`: the cases of a program to inputs that make it do what none of them does, and these
/// to cases.
public struct ExploreCheck: Sendable {
  private let request: ExploreRequest
  private let environment: [String: String]

  /// A check.
  public init(_ request: ExploreRequest, environment: [String: String]) {
    self.request = request
    self.environment = environment
  }

  /// Searches, and runs what was found again. A cancelled search gives what it has found so far. Nothing is written.
  ///
  /// - Throws: `CheckError` for a program that cannot be explored, without cases, or that the kernel refuses, and for a test
  ///   file that is there already.
  public func run(
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> ExploreResult {
    let files = try TestFileList(request.test.arguments)
    let (tests, problems) = LoadedTestFile.all(of: files)
    if let problem = problems.first { throw problem }
    let build = request.onHost.build
    var units: [TestUnit] = []
    for test in tests { units += try TestUnit.all(of: test.test, build) }
    guard !units.isEmpty else {
      throw .usage("there is no test file whose cases could be started from (assay init writes a first one)")
    }
    let resources = try await LoadResources(
      for: units.map(\.build), build, timeLimit: request.test.timeLimit, atOnce: 1, networkNamespace: true,
      environment: environment)
    let subject: ExploreSubject
    let place: TestPlace
    do throws(CheckError) {
      subject = try await ExploreSubject.found(request, in: units, resources)
      place = try self.place(of: subject)
    } catch {
      await resources.host.close()
      throw error
    }
    let board = ExploreBoard(subject.input)
    let broken: String?
    do throws(CheckError) {
      broken = try await explore(subject, resources.host, board, progress)
    } catch {
      await resources.host.close()
      throw error
    }
    let found = board.now
    guard found.beginning != nil else { throw .undecided("interrupted before the first input was run") }
    // What was found until it was interrupted is run again all the same.
    let finishing = Task { () -> Result<ExploreResult, CheckError> in
      do throws(CheckError) {
        return .success(try await finish(subject, place, found, resources.host))
      } catch {
        return .failure(error)
      }
    }
    let result = await finishing.value
    await resources.host.close()
    var explored = try result.get()
    if let broken {
      explored.isBroken = true
      explored.report.notes.append("it broke off: \(broken)")
    }
    return explored
  }

  /// Writes the file, where none is.
  public static func write(_ file: DraftedFile) throws(CheckError) { try RecordCheck.write(file) }

  private func place(of subject: ExploreSubject) throws(CheckError) -> TestPlace {
    let path = subject.unit.build.file.path
    let usual = TestPlace(of: path).path
    let beside = String(usual.dropLast(TestFile.suffix.count)) + ".explored" + TestFile.suffix
    let place = TestPlace(of: path, output: request.output == "-" ? beside : request.output ?? beside)
    guard request.output == "-" || !LocalFile.exists(place.path) else { throw RecordCheck.refusal(place.path) }
    return place
  }

  // MARK: - The search

  /// Returns why it broke off after it had begun: what was found by then counts.
  private func explore(
    _ subject: ExploreSubject, _ pool: WorkerPool, _ board: ExploreBoard,
    _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> String? {
    var job = ExploreJob(subject.job(request), program: subject.program.name)
    job.seed = request.test.seed
    job.seconds = request.seconds
    job.plateau = request.plateau
    job.inputs = request.inputs
    let failure: JobFailure?
    do throws(TransportError) {
      failure = try await pool.explore(
        job, cases: subject.planned.map(\.test), object: subject.input.loadable, values: subject.values
      ) { news, bytes, hello in
        var now = Self.progress(board.take(news, bytes, from: hello))
        if case .found = news { now.announcement = board.now.finds.last.map(Self.words) }
        progress(now)
      }.failure
    } catch {
      if error == .cancelled { return nil }
      guard board.now.beginning != nil else { throw .undecided("\(subject.program.name): \(error)") }
      return "\(error)"
    }
    if let failure { throw Self.error(failure, subject) }
    return nil
  }

  private static func progress(_ ledger: ExploreLedger) -> CheckProgress {
    let figures = ledger.figures
    let rate = figures.seconds > 0 ? Int(Double(figures.inputs) / figures.seconds) : 0
    return CheckProgress(
      done: figures.taken, total: figures.goal,
      current: "places taken; \(NumberText.grouped(figures.inputs)) inputs, \(NumberText.grouped(rate)) a second, "
        + "\(ledger.finds.count) found")
  }

  /// What is new of a find, in a line.
  private static func words(_ found: ExploreLedger.Find) -> String {
    let news = found.news + (found.find.isNewReturn ? ["a return that is new"] : [])
    return "found: \(news.first ?? "another block")" + (news.count > 1 ? " and \(news.count - 1) more" : "")
  }

  private static func error(_ failure: JobFailure, _ subject: ExploreSubject) -> CheckError {
    let advice = failure.reason.advice.map { ": \($0)" } ?? ""
    let text = "\(subject.program.name): \(failure.reason.summary)\(advice)"
    switch failure.verdict {
    case .environment: return .undecided(text)
    case .rejected: return CheckError(status: .fails, description: text)
    default: return .usage(text)
    }
  }

  // MARK: - What was found

  private func finish(
    _ subject: ExploreSubject, _ place: TestPlace, _ found: ExploreLedger, _ pool: WorkerPool
  ) async throws(CheckError) -> ExploreResult {
    let (kept, problems, lost) = try await tried(subject, found.finds, pool)
    var report = report(of: found, subject)
    var result = ExploreResult(report: report)
    if !kept.isEmpty {
      let draft = ExploreDraft(subject: subject, object: place.object, finds: kept)
      var recording = RecordRequest(capture: "-", object: subject.unit.build.file.path)
      recording.test = request.onHost
      recording.test.arguments = []
      let (runs, kernel, notes) = try await RecordCheck.recorded(
        draft.inputs(), place, recording, count: kept.count, environment: environment, progress: { _ in })
      let expected = subject.expectedReturns
      var unexpected: Set<UInt32> = []
      for (number, find) in kept.enumerated() {
        let name = draft.name(of: number)
        let returned = ReturnNames.text(find.find.returned, of: subject.type)
        var news = find.news
        if find.find.isNewReturn { news.append("returns what no case returns") }
        report.finds.append(.init(name: name, returned: returned, news: news))
        if !expected.isEmpty, expected.allSatisfy({ $0.difference(from: find.find.returned) != nil }),
          unexpected.insert(find.find.returned).inserted
        {
          report.problems.append(.init(name: name, words: "no case expects that it returns \(returned)"))
        }
        report.problems += problems[number].map { .init(name: name, words: $0) }
        if runs[name]?.returned != find.find.returned {
          report.notes.append("\(name): written as a case it does something else than it did")
        }
      }
      let head = [
        "What assay test --explore \(subject.program.name) --seed \(request.test.seed) found on \(kernel): inputs that make it do what no case",
        "does. Each says what came out, which is not yet what should.",
      ]
      result.file = DraftedFile(
        path: place.path, text: draft.text(runs, notes: head.map { TerminalText.escape($0) }),
        contents: NumberText.count(kept.count, "case"))
      report.notes += notes
    }
    if lost > 0 {
      report.notes.append(
        "\(NumberText.count(lost, "find")) left out: on fresh maps the program did not do the same three times")
    }
    result.report = report
    return result
  }

  /// The finds that do the same on fresh maps three times, what should not be of each, and how many do not.
  private func tried(
    _ subject: ExploreSubject, _ finds: [ExploreLedger.Find], _ pool: WorkerPool
  ) async throws(CheckError) -> (kept: [ExploreLedger.Find], problems: [[String]], lost: Int) {
    guard !finds.isEmpty else { return ([], [], 0) }
    let trial = ExploreTrial(subject, finds.map(\.find))
    let outcomes = Mutex<[Int: (outcome: CaseOutcome, bytes: [UInt8])]>([:])
    do throws(TransportError) {
      try await pool.test(
        subject.job(request), cases: trial.cases, object: subject.input.loadable, values: trial.values
      ) { tested in
        outcomes.withLock { outcomes in
          for outcome in tested.outcomes { outcomes[outcome.number] = (outcome, tested.bytes) }
        }
      }
    } catch {
      throw .undecided("what was found cannot be run again: \(error)")
    }
    let ran = outcomes.withLock { $0 }
    var kept: [ExploreLedger.Find] = []
    var problems: [[String]] = []
    for (number, find) in finds.enumerated() {
      let verdict = trial.verdict(on: number, find.find, ran)
      guard verdict.holds else { continue }
      kept.append(find)
      problems.append(verdict.problems)
    }
    return (kept, problems, finds.count - kept.count)
  }

  private func report(of found: ExploreLedger, _ subject: ExploreSubject) -> ExploreReport {
    var report = ExploreReport(
      object: subject.unit.build.label, program: subject.program.name, seed: request.test.seed)
    report.kernel = found.kernel
    report.ending = found.ending
    report.plateau = request.plateau
    report.figures = found.figures
    (report.before, report.after) = found.counts
    report.missed = found.missed
    let beginning = found.beginning ?? ExploreBeginning()
    report.cases = subject.planned.count - beginning.skipped.count
    for (number, reason) in beginning.skipped.sorted(by: { $0.key < $1.key })
    where subject.planned.indices.contains(number) {
      report.notes.append("case '\(subject.planned[number].form.name)' is not started from: \(reason)")
    }
    if !beginning.unrestored.isEmpty {
      report.notes.append(
        "not put back between inputs: \(beginning.unrestored.joined(separator: ", ")); what is found is run again on fresh maps"
      )
    }
    if found.figures.unrepeated > 0 {
      report.notes.append(
        "\(NumberText.count(found.figures.unrepeated, "input")) did something new once and not again, and are left out")
    }
    report.notes += beginning.notes + found.notes
    return report
  }
}
