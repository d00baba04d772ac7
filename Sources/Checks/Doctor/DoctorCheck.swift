import Jobs
public import Reports
import SystemPackage
import Workers

/// The flow of `assay doctor`: a worker says what the kernel can do, this process which tools are there.
public struct DoctorCheck: Sendable {
  private let transport: Result<any Transport, WorkerMissing>
  private let tools: ToolSurvey

  /// Finds the worker and the tools.
  /// - Parameters:
  ///   - worker: the worker that the user names; nil for the one that belongs to this executable.
  ///   - clang: the clang that the user names; nil for the first along `PATH`.
  ///   - environment: the process's environment.
  /// - Throws: `CheckError` when the worker that the user names is none. A missing worker that nobody named is told in
  ///   the report.
  public init(worker: String?, clang: String?, environment: [String: String]) throws(CheckError) {
    tools = ToolSurvey(clang: clang, environment: environment)
    do throws(WorkerMissing) {
      let location = try WorkerLocation(explicit: worker.map { FilePath($0) })
      transport = .success(ProcessTransport(worker: location, limits: WorkerLimits(silence: .seconds(30))))
    } catch {
      guard worker == nil else { throw .usage("\(error)") }
      transport = .failure(error)
    }
  }

  /// A check over another transport.
  init(transport: Result<any Transport, WorkerMissing>, tools: ToolSurvey) {
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
    let report = await report(of: pool, groups)
    await pool.close()
    return report
  }

  private func report(of pool: WorkerPool, _ groups: [Survey.Group]) async -> DoctorReport {
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

extension DoctorReport {
  /// It holds when it could be told: what a machine lacks is no failure.
  public var status: CheckStatus { problem == nil ? .holds : .undecided }
}
