import Jobs
import MicroVM
import Project
import Synchronization
import SystemPackage
import Workers

/// What kernels answered in earlier runs, by all that an answer depends on: the job and the object's bytes, the kernel, this
/// build of Assay and its worker. What could not be decided is asked anew, and so is what failed, but for what a virtual machine
/// says of loads and counts: that is the same each time.
final class AnswerMemory: Sendable {
  /// What was answered in this run and may be kept.
  private struct Draft {
    var input: String
    var name: String
    var bytes: [UInt8]
    /// Whether a failure would be the same in each run.
    var isCertain: Bool
  }
  private struct State {
    var drafts: [Draft] = []
    var work = (done: 0, known: 0)
  }

  private let cache: DiskCache
  private let state = Mutex(State())

  /// A memory in the user's cache.
  init(_ cache: DiskCache) {
    self.cache = cache
  }

  /// Jobs that were done, and jobs whose answers were known.
  var work: (done: Int, known: Int) { state.withLock { $0.work } }

  /// The answer with a name.
  func recall(_ name: String) -> [UInt8]? {
    let bytes = cache.read(Self.folder + name)
    if bytes != nil { state.withLock { $0.work.known += 1 } }
    return bytes
  }

  /// An answer that may be kept, of an input by what `input(of:)` makes of its path.
  /// `isCertain` says that a failure would be the same each time.
  func draft(_ bytes: [UInt8]?, as name: String, input: String, isCertain: Bool) {
    state.withLock { state in
      state.work.done += 1
      if let bytes { state.drafts.append(Draft(input: input, name: name, bytes: bytes, isCertain: isCertain)) }
    }
  }

  /// Keeps the answers for all inputs but those that failed, of which the certain ones are kept too, and those of which something
  /// could not be decided, given by their paths; says why it could not.
  func keep(failed: Set<String>, undecided: Set<String>) -> String? {
    let (failed, undecided) = (Set(failed.map(Self.input)), Set(undecided.map(Self.input)))
    let drafts = state.withLock { state in
      defer { state.drafts = [] }
      return state.drafts
    }
    for draft in drafts
    where !undecided.contains(draft.input) && (draft.isCertain || !failed.contains(draft.input)) {
      do throws(FileError) {
        try cache.write(draft.bytes, as: Self.folder + draft.name)
      } catch {
        return "answers are not kept for the next run: \(error)"
      }
    }
    return nil
  }

  /// What jobs call an input: its name without the folder and without endings.
  static func input(of path: String) -> String {
    let name = path.split(separator: "/").last ?? path[...]
    return String(name.prefix { $0 != "." })
  }

  /// For the running kernel as it is: until this machine starts anew, and with these rights and settings.
  func ofHost(worker: WorkerLocation, networkNamespace: Bool) -> KernelMemory? {
    var key = Self.key(worker)
    for path in [
      "/proc/sys/kernel/random/boot_id", "/proc/sys/net/core/bpf_jit_enable", "/proc/sys/net/core/bpf_jit_harden",
      "/proc/sys/kernel/unprivileged_bpf_disabled",
    ] {
      key?.add((try? LocalFile.read(path, limit: 4096)) ?? [])
    }
    // What this process may: its user and capabilities.
    let status = (try? LocalFile.read("/proc/self/status", limit: 1 << 16)) ?? []
    for line in status.split(separator: UInt8(ascii: "\n"))
    where line.starts(with: Array("Uid:".utf8)) || line.starts(with: Array("Cap".utf8)) {
      key?.add(Array(line))
    }
    key?.add(networkNamespace ? 1 : 0)
    // Time is never remembered.
    return key.map { KernelMemory(memory: self, kernel: $0.finish(), isMachine: false) }
  }

  /// For one of the boots of a machine.
  func of(_ transport: MachineTransport, worker: WorkerLocation, boot: Int) async -> KernelMemory? {
    let identity = await transport.identity()
    guard var key = Self.key(worker), let emulator = identity.emulator else { return nil }
    for field in [identity.image, emulator, identity.processor, identity.commandLine, transport.image.modules ?? ""] {
      key.add(field)
    }
    // With KVM the processor is this machine's own.
    key.add(LocalFile.exists("/dev/kvm") ? 1 : 0)
    key.add(UInt64(boot))
    return KernelMemory(memory: self, kernel: key.finish(), isMachine: true)
  }

  private static let folder = "answers/"

  /// What all answers of a worker depend on.
  private static func key(_ worker: WorkerLocation) -> ContentHasher? {
    guard let stamp = try? FileStamp(of: worker.path.string) else { return nil }
    var key = ContentHasher()
    key.add("assay answer 1")
    key.add(BuildIdentity.current)
    key.add(stamp.size)
    key.add(UInt64(bitPattern: stamp.modified))
    return key
  }
}
