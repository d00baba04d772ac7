import Glibc
import KernelFacts

/// A turn at making maps with a value per processor.
///
/// The kernel allocates such values one by one under one mutex (mm/percpu.c: `pcpu_alloc_mutex`), and whoever waits for
/// it spins: two workers that make such maps at once take a third more processor time between them, and no less time
/// (kernel 6.18, 2 cores). So workers take turns. It is a courtesy: a turn that does not come soon is done without.
final class PerCPUTurn {
  /// How often, and after how long a time in microseconds, a turn that another has is asked for again: 0.2 s in all.
  private static let attempts = 400
  private static let pause: UInt32 = 500

  private var lock: FileDescriptor?

  /// Waits for its turn. Every worker of an installation has the same executable: whoever has locked it has the turn.
  init(file: String = "/proc/self/exe") {
    let raw = unsafe open(file, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { return }
    lock = FileDescriptor(adopting: raw)
    for _ in 0..<Self.attempts {
      guard flock(raw, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
      usleep(Self.pause)
    }
  }

  /// Lets the next one have it. What is not ended ends with its owner.
  func end() { lock = nil }

  /// Whether a map of that type has a value per processor.
  static func isNeeded(for type: MapType) -> Bool {
    switch type {
    case .percpuHash, .percpuArray, .lruPercpuHash: true
    default: false
    }
  }
}
