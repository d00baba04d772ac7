import Jobs
import MicroVM
import Workers

/// A kernel that is asked in a run, and how.
struct AskedKernel: Sendable {
  /// How the user names it.
  let name: String
  /// Whether the exit status is the same whatever it says.
  let isOptional: Bool
  /// How it is asked.
  let way: Way
  /// Where its answers are remembered; nil for nowhere.
  var memory: KernelMemory?

  /// How a kernel is asked.
  enum Way: Sendable {
    /// By workers on this machine.
    case host(WorkerPool)
    /// By workers in a virtual machine.
    case machine(MachineTransport)
    /// Not at all: why it is not to be had.
    case absent(Reason)
  }

  /// The workers, or why there are none.
  var pool: Result<WorkerPool, Absence> {
    switch way {
    case .host(let pool): .success(pool)
    case .machine(let transport):
      .success(WorkerPool(memory.map { RememberingTransport(transport, $0) } ?? transport))
    case .absent(let reason): .failure(Absence(reason: reason))
    }
  }

  /// Why a kernel is not to be had.
  struct Absence: Error {
    var reason: Reason
  }

  /// What is known of it before it answers; nil for the running one, which says itself what it is.
  var identity: KernelIdentity? {
    switch way {
    case .host: nil
    case .machine(let transport):
      KernelIdentity(name: name, release: transport.image.release, machine: transport.image.machine)
    case .absent: KernelIdentity(name: name, release: "unknown", machine: "unknown")
    }
  }

  /// Whether it is in a virtual machine.
  var isMachine: Bool { if case .machine = way { true } else { false } }

  /// Says that an input asks for no more.
  func leave() async {
    if case .machine(let transport) = way { await transport.leave() }
  }
}
