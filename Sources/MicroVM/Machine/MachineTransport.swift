import Foundation
public import Jobs
import Project
import SystemPackage
public import Workers

/// Has jobs done in a virtual machine that boots a kernel: all jobs that are asked for together share one boot. Each
/// participant asks for one job at a time, and says when it will ask for no more; the machine starts when all that are
/// left have asked.
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
  private var participants: Int
  private var waiting: [Request] = []
  private var boot: Task<Void, Never>?
  private var kind: VirtualKind
  /// The jobs of the machine that runs, by their number in it; those that have ended are gone.
  private var requests: [Int: Request] = [:]
  /// The job that the machine is at.
  private var current: Int?
  /// How many jobs have ended in this machine.
  private var progress = 0
  /// What happened that is no job's outcome: a boot that had to be repeated, a module that could not be loaded.
  public private(set) var notes: [String] = []

  /// What Debian's largest kernel needs for itself and a worker (7.3; 5.10 needs 256 MiB).
  private static let kernelMemory: UInt64 = 768 << 20
  /// A limit without a meaning must not ask QEMU for more than any machine has.
  private static let mostMapMemory: UInt64 = 1 << 40
  /// With KVM a kernel is up within a second or two, or never.
  private static let kvmBoot = Duration.seconds(30)

  /// A transport.
  /// - Parameters:
  ///   - participants: how many will ask.
  public init(
    image: KernelImage, emulator: Emulator, slots: MachineSlots, limits: MachineLimits, pace: MachinePace = .usual,
    participants: Int
  ) {
    self.image = image
    self.emulator = emulator
    self.slots = slots
    self.limits = limits
    self.participants = participants
    self.pace = pace
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
    boot?.cancel()
    await boot?.value
    throw .cancelled
  }

  /// A machine ends with its jobs: nothing waits for further ones.
  public func close() {}

  private func startWhenAllAsk() {
    guard boot == nil, !waiting.isEmpty, waiting.count >= participants else { return }
    requests = Dictionary(uniqueKeysWithValues: waiting.enumerated().map { ($0.offset, $0.element) })
    waiting = []
    boot = Task {
      await work()
      boot = nil
      startWhenAllAsk()
    }
  }

  /// Boots a machine for the requests. Those that it did not come to wait again.
  private func work() async {
    let initramfs: UnnamedFile
    let size: UInt64
    do {
      let bytes = try await initramfsBytes()
      size = UInt64(bytes.count)
      do throws(FileError) {
        initramfs = try UnnamedFile(bytes)
      } catch {
        throw ImageError(
          "no room for what the virtual machine boots into: \(error)",
          advice: "It takes \(size >> 20 + 1) MiB in /dev/shm, /tmp or /var/tmp.")
      }
    } catch {
      let reason = (error as? ImageError).map { Reason($0.summary, advice: $0.advice, evidence: $0.evidence) }
      return endAll(.machine(reason ?? Reason("\(error)")))
    }
    // The kernel holds the initramfs twice while it unpacks it.
    let memory = Self.kernelMemory + 2 * size + mapMemory
    await slots.take(memory)
    var end = await start(initramfs, memory)
    if case .neverUp = end, kind == .kvm {
      emulator.noteFailure()
      kind = .emulated
      notes.append("\(image.name): KVM does not boot it here, so it is emulated")
      end = await start(initramfs, memory)
    }
    if case .neverUp(let reason) = end {
      notes.append("\(image.name): the first boot failed and was repeated: \(reason.summary)")
      end = await start(initramfs, memory)
    }
    await slots.give(memory)
    settle(end)
  }

  private func start(_ initramfs: UnnamedFile, _ memory: UInt64) async -> MachineEnd {
    var limits = limits
    if kind == .kvm { limits.boot = min(limits.boot, Self.kvmBoot) }
    let boot = MachineBoot(
      emulator: emulator, kernel: image.path, initramfs: initramfs.path, memory: memory, kind: kind, pace: pace,
      limits: limits)
    return await boot.run { reply, bytes in await self.take(reply, bytes) }
  }

  private func initramfsBytes() async throws -> [UInt8] {
    let worker = try LocalFile.read(emulator.worker.path.string, limit: 512 << 20)
    let frames = requests.sorted { $0.key < $1.key }.map(\.value.frame)
    let configuration = image.configurationText.map { (release: image.release, text: $0) }
    return try Initramfs.bytes(
      worker: worker, jobs: frames, modules: try await modules(), configuration: configuration)
  }

  /// The most that the maps of one job may take.
  private var mapMemory: UInt64 {
    requests.values.map { request in
      switch request.job {
      case .verify(let job): min(job.mapMemoryLimit, Self.mostMapMemory)
      case .test(let job): min(job.mapMemoryLimit, Self.mostMapMemory)
      case .bench(let job): min(job.mapMemoryLimit, Self.mostMapMemory)
      case .header, .survey, .probe: 0
      }
    }.max() ?? 0
  }

  /// The modules that the jobs need, where the image comes with any.
  private func modules() async throws(ImageError) -> [KernelModule] {
    var names: Set<String> = []
    for request in requests.values {
      switch request.job {
      case .verify(let job): names.formUnion(job.modules)
      case .test(let job): names.formUnion(job.modules)
      case .bench(let job): names.formUnion(job.modules)
      case .header, .survey, .probe: break
      }
    }
    guard !names.isEmpty, let directory = image.modules else { return [] }
    let tree = ModuleTree(LocalFile.join(directory, image.release), environment: emulator.environment)
    return try await tree.closure(names.sorted())
  }

  /// Takes what the machine's first process says.
  private func take(_ reply: MachineReply, _ attachments: [[UInt8]]) {
    switch reply {
    case .ready(let problems):
      notes += problems.map { "\(image.name): \($0)" }.filter { !notes.contains($0) }
    case .piece(let number):
      current = number
      guard let bytes = attachments.first else { return }
      consume(bytes, number)
    case .ended(let number, let exit):
      current = nil
      progress += 1
      guard let request = requests.removeValue(forKey: number) else { return }
      if request.stream.isFinished, let hello = request.stream.hello {
        request.end(.success(known(hello)))
      } else {
        let cause = exit.signal.map { WorkerEnd.Cause.signal($0) } ?? .status(exit.status ?? 0)
        request.end(.failure(.ended(WorkerEnd(cause: cause, lastWords: exit.lastWords))))
      }
    case .finished: break
    }
  }

  private func consume(_ bytes: [UInt8], _ number: Int) {
    guard var request = requests[number] else { return }
    do throws(TransportError) {
      for (hello, reply, attachments) in try request.stream.consume(bytes.span) {
        request.events.yield(.reply(known(hello), reply, attachments))
      }
      requests[number] = request
    } catch {
      requests[number] = nil
      request.end(.failure(error))
    }
  }

  private func known(_ hello: Hello) -> Hello {
    var hello = hello
    hello.virtual = kind
    return hello
  }

  /// Answers what the machine's end answers.
  private func settle(_ end: MachineEnd) {
    switch end {
    case .finished: endAll(.order("it left a job out"))
    case .neverUp(let reason): endAll(.machine(reason))
    case .cancelled: endAll(.cancelled)
    case .down(let cause, let console):
      if let number = current, let request = requests.removeValue(forKey: number) {
        request.end(.failure(.ended(WorkerEnd(cause: cause, lastWords: console))))
        progress += 1
      }
      // Without progress the next machine would go down too.
      guard progress > 0 else {
        return endAll(.machine(Reason(WorkerEnd(cause: cause, lastWords: []).summary, evidence: console)))
      }
      waiting += requests.sorted { $0.key < $1.key }.map(\.value)
    }
    requests = [:]
    current = nil
    progress = 0
  }

  private func endAll(_ error: TransportError) {
    for request in requests.values { request.end(.failure(error)) }
    requests = [:]
  }
}
