public import Jobs
import Reports
import Workers

/// The flow of `assay export --listen`: a worker says what loaded programs are, each time that it is asked.
public struct LoadedCheck: Sendable {
  private let selection: LoadedSelection
  private let reading: WorkerPool
  /// Statistics are kept by a worker of its own, from the first reading to the last.
  private let keeping: WorkerPool

  /// Finds the worker.
  /// - Parameters:
  ///   - selection: which programs are looked at.
  ///   - worker: the worker's path; found beside `assay` when nil.
  /// - Throws: `CheckError` when there is none.
  public init(_ selection: LoadedSelection, worker: String?) throws(CheckError) {
    self.selection = selection
    let location = try WorkerLocation.find(worker)
    reading = WorkerPool(
      ProcessTransport(worker: location, limits: WorkerLimits(silence: .seconds(20)), atOnce: 1))
    // It says one word and is silent for as long as it is needed.
    let forever = Duration.seconds(100 * 366 * 86_400)
    keeping = WorkerPool(ProcessTransport(worker: location, limits: WorkerLimits(silence: forever), atOnce: 1))
  }

  /// The programs as they are.
  /// - Throws: `CheckError` when this process may not look at them, or the worker fails.
  public func read() async throws(CheckError) -> LoadedPrograms {
    let programs: Result<LoadedPrograms, JobFailure>
    do throws(TransportError) {
      programs = try await reading.loaded(selection)
    } catch {
      throw .undecided("\(error)")
    }
    return try programs.mapError { CheckError.undecided($0.reason.sentence) }.get()
  }

  /// Has the kernel keep statistics until the task is cancelled; no setting is changed.
  /// - Parameter begun: called once they are kept.
  /// - Throws: `CheckError` when they are not, or no longer.
  public func keepStatistics(_ begun: @escaping @Sendable () -> Void) async throws(CheckError) {
    let failure: JobFailure
    do throws(TransportError) {
      failure = try await keeping.keepStatistics(begun)
    } catch .cancelled {
      return
    } catch {
      throw .undecided("\(error)")
    }
    throw .undecided(failure.reason.sentence)
  }

  /// Ends the workers.
  public func close() async {
    await reading.close()
    await keeping.close()
  }
}
