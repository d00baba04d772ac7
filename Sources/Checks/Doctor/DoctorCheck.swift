import Jobs
public import Reports
public import Workers

/// The flow of `assay doctor`: a worker says what the kernel can do, this process which tools are there.
public struct DoctorCheck: Sendable {
  private let transport: Result<any Transport, WorkerMissing>
  private let tools: ToolSurvey

  /// A check.
  /// - Parameters:
  ///   - transport: how the worker is reached, or why there is none.
  ///   - tools: the survey of tools.
  public init(_ transport: Result<any Transport, WorkerMissing>, tools: ToolSurvey) {
    self.transport = transport
    self.tools = tools
  }

  /// Asks. A worker that cannot answer is the report's `problem`; the tools are told all the same.
  public func run() async -> DoctorReport {
    let groups = await tools.groups()
    let pool: WorkerPool
    switch transport {
    case .success(let transport): pool = WorkerPool(transport)
    case .failure(let missing): return DoctorReport(worker: nil, problem: Reason("\(missing)"), groups: groups)
    }
    do throws(TransportError) {
      let (hello, result) = try await pool.survey()
      switch result {
      case .success(let survey): return DoctorReport(worker: hello, groups: survey.groups + groups)
      case .failure(let failure): return DoctorReport(worker: hello, problem: failure.reason, groups: groups)
      }
    } catch {
      return DoctorReport(worker: nil, problem: Reason("\(error)"), groups: groups)
    }
  }
}
