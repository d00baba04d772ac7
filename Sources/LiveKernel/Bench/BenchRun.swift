public import Jobs

/// Does a `BenchJob` on the running kernel.
public struct BenchRun {
  private let job: BenchJob
  private let objects: MeasuredObjects

  /// A run.
  /// - Parameters:
  ///   - head: the object, and the subjects' cases.
  ///   - base: what it is compared with.
  ///   - hasOwnNetwork: whether this process has a network namespace that nobody else is in.
  public init(_ job: BenchJob, head: BenchVersion, base: BenchVersion?, hasOwnNetwork: Bool) {
    self.job = job
    objects = MeasuredObjects(
      job, head: .init(head, name: job.objectName), base: base.map { .init($0, name: job.objectName) },
      hasOwnNetwork: hasOwnNetwork)
  }

  /// Measures the subjects in order.
  /// - Parameters:
  ///   - conditions: called first, where time is taken, with what the machine is like.
  ///   - begin: called before each, with its number.
  ///   - end: called with what came of each.
  public func run(conditions: (Survey) -> Void, begin: (Int) -> Void, end: (BenchOutcome) -> Void) {
    guard !job.countsInstructions else { return measure(by: InstructionClock(), begin: begin, end: end) }
    // A command runs wherever its system lets it.
    if case .workload = job.subjects.first?.way {
      let report = Preflight(cpu: nil).take()
      conditions(Survey(groups: [report.group]))
      return measure(by: CommandClock(), begin: begin) { end($0.taken(on: report)) }
    }
    do throws(PinningError) {
      let pinned = try PinnedThread()
      takeTime(on: pinned.cpu, conditions: conditions, begin: begin, end: end)
      _ = consume pinned
    } catch {
      // Where the task cannot be bound, its moves disturb more rounds: they are dropped and counted.
      takeTime(on: nil, conditions: conditions, begin: begin, end: end)
    }
  }

  private func takeTime(
    on cpu: Int?, conditions: (Survey) -> Void, begin: (Int) -> Void, end: (BenchOutcome) -> Void
  ) {
    let report = Preflight(cpu: cpu).take()
    conditions(Survey(groups: [report.group]))
    do throws(Refusal) {
      measure(by: try GroupClock(cpu: cpu, events: job.events), begin: begin) { end($0.taken(on: report)) }
    } catch {
      for subject in job.subjects {
        var outcome = BenchOutcome(subject: subject.number)
        outcome.failure = CaseFailure(verdict: error.verdict, reason: error.reason)
        end(outcome)
      }
    }
  }

  private func measure(by clock: any BurstClock, begin: (Int) -> Void, end: (BenchOutcome) -> Void) {
    for subject in job.subjects {
      begin(subject.number)
      end(SubjectRun(job: job, subject: subject, objects: objects, clock: clock).outcome())
    }
  }
}

extension BenchOutcome {
  /// The outcome as one of a machine that was looked at.
  fileprivate func taken(on machine: PreflightReport) -> BenchOutcome {
    var outcome = self
    outcome.machine = machine.fingerprint
    return outcome
  }
}
