import Foundation
public import Jobs
import Project
import SystemPackage
public import Workers

/// Has jobs done in virtual machines that run a kernel: all jobs that are asked for together share one, or where a machine
/// goes on from a snapshot, and costs little, as many as leave no processor idle. Each participant asks for one job at a
/// time, and says when it will ask for no more; the machines start when all that are left have asked.
public actor MachineTransport: Transport {
  /// A job that waits, or is being done.
  private struct Request {
    var job: Job
    var frame: [UInt8]
    var stream: ReplyStream
    var events: AsyncStream<Event>.Continuation

    func end(_ result: Result<Hello, TransportError>) {
      events.yield(.end(result))
      events.finish()
    }
  }

  /// What one machine has to do.
  private struct Share {
    /// The jobs by their number in the machine; those that have ended are gone.
    var requests: [Int: Request]
    /// The job that the machine is at.
    var current: Int?
    /// How many jobs have ended in this machine.
    var progress = 0
  }

  private enum Event: Sendable {
    case reply(Hello, Reply, [[UInt8]])
    case end(Result<Hello, TransportError>)
  }

  /// The kernel.
  public nonisolated let image: KernelImage
  private let emulator: Emulator
  private let slots: MachineSlots
  private let limits: MachineLimits
  private let pace: MachinePace
  private let most: Int
  private var participants: Int
  private var waiting: [Request] = []
  private var work: Task<Void, Never>?
  private var kind: VirtualKind
  /// What the machines that run have to do.
  private var shares: [Int: Share] = [:]
  /// What happened that is no job's outcome: a boot that had to be repeated, a module that could not be loaded.
  public private(set) var notes: [String] = []

  private var known: MachineIdentity?

  /// What figures of a machine that counts depend on.
  public func identity() async -> MachineIdentity {
    if let known { return known }
    let identity = await emulator.identity(of: image)
    known = identity
    return identity
  }

  /// What Debian's largest kernel needs for itself and a worker (7.3; 5.10 needs 256 MiB).
  private static let kernelMemory: UInt64 = 768 << 20
  /// Sizes that differ little are one: a snapshot is of one size.
  private static let memoryStep: UInt64 = 256 << 20
  /// A machine that goes on costs as much as some sixty jobs: it translates anew what the kernel and the worker do.
  private static let leastShare = 128
  /// A limit without a meaning must not ask QEMU for more than any machine has.
  private static let mostMapMemory: UInt64 = 1 << 40
  /// With KVM a kernel is up within a second or two, or never.
  private static let kvmBoot = Duration.seconds(30)

  /// A transport.
  /// - Parameters:
  ///   - most: how many machines may share the jobs.
  ///   - participants: how many will ask.
  public init(
    image: KernelImage, emulator: Emulator, slots: MachineSlots, limits: MachineLimits, pace: MachinePace = .usual,
    most: Int, participants: Int
  ) {
    self.image = image
    self.emulator = emulator
    self.slots = slots
    self.limits = limits
    self.participants = participants
    self.pace = pace
    self.most = most
    // Only the emulator counts.
    kind = pace == .counted ? .emulated : emulator.preferred()
  }

  /// A participant asks for no more.
  public func leave() {
    participants -= 1
    startWhenAllAsk()
  }

  /// Has a job done; waits until every participant has asked, and the machine has come to this job.
  public func run(
    _ job: Job, attachments: [[UInt8]], receive: @escaping @Sendable (Hello, Reply, [[UInt8]]) async -> Void
  ) async throws(TransportError) -> Hello {
    guard !Task.isCancelled else { throw .cancelled }
    let frame: [UInt8]
    do throws(FrameError) {
      frame = try FrameWriter().bytes(of: Frame(job, attachments: attachments))
    } catch {
      throw .job(error)
    }
    var stream = ReplyStream(path: emulator.worker.path.string)
    try stream.begin(job)
    let (events, continuation) = AsyncStream<Event>.makeStream()
    waiting.append(Request(job: job, frame: frame, stream: stream, events: continuation))
    startWhenAllAsk()
    // A cancelled task's iteration ends.
    for await event in events {
      switch event {
      case .reply(let hello, let reply, let attachments): await receive(hello, reply, attachments)
      case .end(let result): return try result.get()
      }
    }
    for request in waiting { request.end(.failure(.cancelled)) }
    waiting = []
    work?.cancel()
    await work?.value
    throw .cancelled
  }

  /// Waits until the machines are gone: each ends with its jobs, some time after the last answer.
  public func close() async { await work?.value }

  private func startWhenAllAsk() {
    guard work == nil, !waiting.isEmpty, waiting.count >= participants else { return }
    let requests = waiting
    waiting = []
    work = Task {
      await run(requests)
      work = nil
      startWhenAllAsk()
    }
  }

  /// What all machines for some requests have in common.
  private struct Setting {
    let initramfs: UnnamedFile
    let modules: [KernelModule]
    let memory: UInt64
    /// The modules that drive the port; nil without one.
    let port: [String]?
    /// Whether runs are to be stepped through.
    let isStepped: Bool
    /// The file that they go on from.
    var snapshot: String?
    /// Why an earlier boot of the same came to nothing.
    var failure: Reason?
  }

  /// Runs machines for the requests. Those that they did not come to wait again.
  private func run(_ requests: [Request]) async {
    var setting: Setting
    do {
      setting = try await self.setting(for: requests.map(\.job), bytes: requests.reduce(0) { $0 + $1.frame.count })
    } catch {
      let reason = (error as? ImageError).map { Reason($0.summary, advice: $0.advice, evidence: $0.evidence) }
      for request in requests { request.end(.failure(.machine(reason ?? Reason("\(error)")))) }
      return
    }
    await findSnapshot(&setting)
    let machines = setting.snapshot == nil ? 1 : min(most, max(requests.count / Self.leastShare, 1))
    for (index, request) in requests.enumerated() {
      shares[index % machines, default: Share(requests: [:])].requests[index / machines] = request
    }
    let ready = setting
    await withTaskGroup(of: Void.self) { group in
      for share in 0..<machines { group.addTask { await self.run(share, ready) } }
    }
  }

  private func setting(for jobs: [Job], bytes: Int) async throws -> Setting {
    let worker = try LocalFile.read(emulator.worker.path.string, limit: 512 << 20)
    let configuration = image.configurationText.map { (release: image.release, text: $0) }
    // What is counted is counted on as little as can be.
    let port = pace == .usual ? image.portModules : nil
    let wanted = modules(for: jobs)
    // Finding the files is a walk through some thousand.
    let tree =
      wanted.isEmpty && port?.isEmpty ?? true
      ? nil : image.modules.map { ModuleTree(LocalFile.join($0, image.release), environment: emulator.environment) }
    let initramfs = Initramfs.bytes(
      worker: worker, configuration: configuration, modules: try await tree?.closure(port ?? []) ?? [])
    // The kernel holds the initramfs twice while it unpacks it, and a job is in its file and in its process.
    let memory = Self.kernelMemory + 2 * UInt64(initramfs.count + bytes) + mapMemory(of: jobs)
    return Setting(
      initramfs: try Self.file(initramfs), modules: try await tree?.closure(wanted) ?? [],
      memory: (memory + Self.memoryStep - 1) / Self.memoryStep * Self.memoryStep, port: port,
      isStepped: pace == .counted && jobs.contains(where: \.tracesRuns))
  }

  private static func file(_ bytes: [UInt8]) throws(ImageError) -> UnnamedFile {
    do throws(FileError) {
      return try UnnamedFile(bytes)
    } catch {
      throw ImageError(
        "no room for what the virtual machine boots into: \(error)",
        advice: "It takes \(bytes.count >> 20 + 1) MiB in /dev/shm, /tmp or /var/tmp.")
    }
  }

  /// Finds the snapshot to go on from, or makes it: where the machine is emulated, files can be kept, and nothing is
  /// counted: two counts are of two boots.
  private func findSnapshot(_ setting: inout Setting) async {
    guard kind == .emulated, pace == .usual, let snapshots = emulator.snapshots,
      let key = emulator.snapshotKey(image, memory: setting.memory, port: setting.port)
    else { return }
    setting.snapshot = snapshots.file(key)
    guard setting.snapshot == nil, let draft = snapshots.draft() else { return }
    defer { snapshots.discard(draft) }
    guard let monitor = MachineMonitor(draft) else { return }
    await slots.take(setting.memory)
    let life = MachineLife.isKept(file: draft, monitor: monitor.path)
    let end = await start(setting, initramfs: setting.initramfs.path, life) { reply, _ in
      if reply == .waiting { monitor.order(Emulator.keeping) }
    }
    await slots.give(setting.memory)
    if monitor.words.contains(Emulator.kept) { setting.snapshot = snapshots.keep(draft, as: key) }
    switch end {
    case .neverUp(let reason): setting.failure = reason
    case .down where setting.snapshot == nil:
      notes.append("\(image.name): the booted machine could not be kept in \(snapshots.directory): is there room?")
    default: break
    }
  }

  /// Runs a machine for a share of the requests.
  private func run(_ share: Int, _ setting: Setting) async {
    let orders: UnnamedFile
    do throws(ImageError) {
      orders = try Self.file(try sheet(share, setting.modules))
    } catch {
      return endAll(share, .machine(Reason(error.summary, advice: error.advice, evidence: error.evidence)))
    }
    await slots.take(setting.memory)
    var end: MachineEnd?
    if let snapshot = setting.snapshot {
      end = await start(setting, orders: orders.path, .goesOn(file: snapshot)) { await self.take($0, $1, share) }
      if case .neverUp = end { emulator.snapshots?.discard(snapshot) }
    }
    var failure = setting.failure
    if failure == nil, end?.isUp != true {
      end = await boot(share, setting, orders)
      if case .neverUp = end, kind == .kvm {
        emulator.noteFailure()
        kind = .emulated
        notes.append("\(image.name): KVM does not boot it here, so it is emulated")
        end = await boot(share, setting, orders)
      }
      if case .neverUp(let reason) = end { failure = reason }
    }
    if let failure {
      notes.append("\(image.name): the first boot failed and was repeated: \(failure.summary)")
      end = await boot(share, setting, orders)
    }
    // QEMU opens them through this process's descriptors.
    withExtendedLifetime((orders, setting)) {}
    await slots.give(setting.memory)
    settle(share, end ?? .cancelled)
  }

  private func boot(_ share: Int, _ setting: Setting, _ orders: UnnamedFile) async -> MachineEnd {
    await start(setting, initramfs: setting.initramfs.path, orders: orders.path, .boots) {
      await self.take($0, $1, share)
    }
  }

  private func start(
    _ setting: Setting, initramfs: String? = nil, orders: String? = nil, _ life: MachineLife,
    _ receive: @escaping @Sendable (MachineReply, [[UInt8]]) async -> Void
  ) async -> MachineEnd {
    var limits = limits
    if kind == .kvm { limits.boot = min(limits.boot, Self.kvmBoot) }
    // Without one, what asks for it says so.
    let stepper = setting.isStepped ? MachineStepper() : nil
    defer { stepper?.end() }
    let plan = MachinePlan(
      kernel: image.path, initramfs: initramfs, orders: orders, memory: setting.memory, kind: kind,
      pace: pace, hasPort: setting.port != nil, life: life, stepper: stepper?.path)
    return await MachineBoot(emulator: emulator, plan: plan, limits: limits).run(receive)
  }

  private func sheet(_ share: Int, _ modules: [KernelModule]) throws(ImageError) -> [UInt8] {
    let requests = shares[share]?.requests.sorted { $0.key < $1.key }.map(\.value) ?? []
    return try OrderSheet.bytes(modules: modules, jobs: requests.map { ($0.frame, !$0.job.sharesProcess) })
  }

  /// The most that the maps of one job may take.
  private func mapMemory(of jobs: [Job]) -> UInt64 {
    jobs.map { job in
      switch job {
      case .verify(let job): min(job.mapMemoryLimit, Self.mostMapMemory)
      case .test(let job): min(job.mapMemoryLimit, Self.mostMapMemory)
      case .explore(let job): min(job.test.mapMemoryLimit, Self.mostMapMemory)
      case .bench(let job): min(job.mapMemoryLimit, Self.mostMapMemory)
      case .header, .survey, .probe, .live, .loaded, .readOut, .keepStatistics: 0
      }
    }.max() ?? 0
  }

  /// The names of the modules that the jobs need.
  private func modules(for jobs: [Job]) -> [String] {
    var names: Set<String> = []
    for job in jobs {
      switch job {
      case .verify(let job): names.formUnion(job.modules)
      case .test(let job): names.formUnion(job.modules)
      case .explore(let job): names.formUnion(job.test.modules)
      case .bench(let job): names.formUnion(job.modules)
      case .header, .survey, .probe, .live, .loaded, .readOut, .keepStatistics: break
      }
    }
    return names.sorted()
  }

  /// Takes what a machine's first process says.
  private func take(_ reply: MachineReply, _ attachments: [[UInt8]], _ share: Int) {
    switch reply {
    case .waiting: break
    case .ready(let problems):
      notes += problems.map { "\(image.name): \($0)" }.filter { !notes.contains($0) }
    case .piece(let number):
      shares[share]?.current = number
      if let bytes = attachments.first { consume(bytes, number, share) }
    case .ended(let number, let exit):
      if let bytes = attachments.first { consume(bytes, number, share) }
      shares[share]?.current = nil
      shares[share]?.progress += 1
      guard let request = shares[share]?.requests.removeValue(forKey: number) else { return }
      if request.stream.isFinished, let hello = request.stream.hello {
        request.end(.success(known(hello)))
      } else {
        let cause = exit.signal.map { WorkerEnd.Cause.signal($0) } ?? .status(exit.status ?? 0)
        request.end(.failure(.ended(WorkerEnd(cause: cause, lastWords: exit.lastWords))))
      }
    case .finished: break
    }
  }

  private func consume(_ bytes: [UInt8], _ number: Int, _ share: Int) {
    guard var request = shares[share]?.requests[number] else { return }
    do throws(TransportError) {
      for (hello, reply, attachments) in try request.stream.consume(bytes.span) {
        request.events.yield(.reply(known(hello), reply, attachments))
      }
      shares[share]?.requests[number] = request
    } catch {
      shares[share]?.requests[number] = nil
      request.end(.failure(error))
    }
  }

  private func known(_ hello: Hello) -> Hello {
    var hello = hello
    hello.virtual = kind
    return hello
  }

  /// Answers what a machine's end answers.
  private func settle(_ share: Int, _ end: MachineEnd) {
    switch end {
    case .finished: endAll(share, .order("it left a job out"))
    case .neverUp(let reason): endAll(share, .machine(reason))
    case .cancelled: endAll(share, .cancelled)
    case .down(let cause, let console):
      guard var rest = shares[share] else { return }
      if let number = rest.current, let request = rest.requests.removeValue(forKey: number) {
        request.end(.failure(.ended(WorkerEnd(cause: cause, lastWords: console))))
        rest.progress += 1
      }
      shares[share] = rest
      // Without progress the next machine would go down too.
      guard rest.progress > 0 else {
        return endAll(share, .machine(Reason(WorkerEnd(cause: cause, lastWords: []).summary, evidence: console)))
      }
      waiting += rest.requests.sorted { $0.key < $1.key }.map(\.value)
    }
    shares[share] = nil
  }

  private func endAll(_ share: Int, _ error: TransportError) {
    for request in (shares[share]?.requests ?? [:]).values { request.end(.failure(error)) }
    shares[share] = nil
  }
}

extension Job {
  /// Whether a process can do other jobs after it: tests change whom and where their process is.
  fileprivate var sharesProcess: Bool {
    if case .verify = self { true } else { false }
  }

  /// Whether it wants runs stepped through.
  fileprivate var tracesRuns: Bool {
    if case .bench(let job) = self { job.tracesRuns } else { false }
  }
}
