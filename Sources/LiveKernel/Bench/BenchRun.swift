public import Jobs

/// Does a `BenchJob` on the running kernel.
public struct BenchRun {
  private let job: BenchJob
  private let objects: MeasuredObjects

  /// A run.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - values: what the slices in the cases are of.
  ///   - base: the bytes of the object that it is compared with.
  ///   - hasOwnNetwork: whether this process has a network namespace that nobody else is in.
  public init(
    _ job: BenchJob, cases: [TestCase], object: [UInt8], values: [UInt8], base: [UInt8]?, hasOwnNetwork: Bool
  ) {
    self.job = job
    objects = MeasuredObjects(
      job, cases: cases, values: values, head: .init(bytes: object, name: job.objectName),
      base: base.map { .init(bytes: $0, name: job.objectName) }, hasOwnNetwork: hasOwnNetwork)
  }

  /// Measures the subjects in order.
  /// - Parameters:
  ///   - begin: called before each, with its number.
  ///   - end: called with what came of each.
  public func run(begin: (Int) -> Void, end: (BenchOutcome) -> Void) {
    for subject in job.subjects {
      begin(subject.number)
      end(SubjectRun(job: job, subject: subject, objects: objects, clock: InstructionClock()).outcome())
    }
  }
}
