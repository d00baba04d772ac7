import Findings
import MicroVM
import Workers

/// What a run that loads programs works with, found once.
struct LoadResources: Sendable {
  /// The workers on this machine: for the running kernel, and for what only needs a worker.
  let host: WorkerPool
  /// The kernels that are asked.
  let kernels: KernelPlan
  /// Turns input files into objects.
  let reader: InputReader

  /// Finds the worker, the kernels of the builds, and the compilers for those that are C.
  /// - Parameters:
  ///   - timeLimit: seconds that one program or case may take; a minute on the host, and what a machine has, when nil.
  ///   - atOnce: workers at once; as many as there are cores when nil.
  ///   - pace: how virtual machines go.
  ///   - networkNamespace: whether workers on the host need a network of their own.
  ///   - shared: what it has in common with others that run beside it; nil when it is alone.
  /// - Throws: `CheckError` for a worker that is not there, and for an image that the user names and that is none.
  init(
    for builds: [InputBuild], _ request: BuildRequest, timeLimit: Double?, atOnce: Int?, networkNamespace: Bool,
    pace: MachinePace = .usual, shared: SharedWork? = nil, environment: [String: String]
  ) async throws(CheckError) {
    let location = try WorkerLocation.find(request.worker)
    let processes = ProcessTransport(
      worker: location, limits: WorkerLimits(silence: Self.duration(timeLimit ?? 60)), atOnce: atOnce,
      networkNamespace: networkNamespace)
    let memory = shared?.memory?.ofHost(worker: location, networkNamespace: networkNamespace)
    host = WorkerPool(memory.map { RememberingTransport(processes, $0) } ?? processes)
    var limits = MachineLimits()
    if let timeLimit { limits.silence = Self.duration(timeLimit) }
    kernels = try await KernelPlan(
      builds.flatMap(\.kernels), host: host, worker: location, limits: limits, atOnce: atOnce, pace: pace,
      shared: shared, library: try KernelLibrary(cacheDirectory: request.cacheDirectory, environment: environment))
    reader = InputReader(
      compilers: await Compilers(
        for: builds, request, environment: environment, maker: WorkerHeaderMaker(pool: host)))
  }

  /// Waits until workers and machines are gone. What happened on the way, each thing once, and what happened in the machines.
  func close(_ notes: [String]) async -> [String] {
    await host.close()
    await kernels.close()
    let all = (kernels.notes + notes).uniqued()
    return await all + kernels.machineNotes()
  }

  private static func duration(_ seconds: Double) -> Duration { .milliseconds(Int64(seconds * 1000)) }
}
