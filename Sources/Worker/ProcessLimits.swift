import Glibc

/// What this process allows itself. The locked memory that kernels before 5.11 charge maps to is raised by libbpf
/// (bpf.c: `bump_rlimit_memlock`), time is limited by whoever started us.
enum ProcessLimits {
  /// Leaves no core file, and takes at most `memory` bytes of address space.
  static func set(memory: UInt64?) {
    lower(RLIMIT_CORE, to: 0)
    if let memory { lower(RLIMIT_AS, to: memory) }
  }

  private static func lower(_ resource: __rlimit_resource, to value: UInt64) {
    let kind = __rlimit_resource_t(resource.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(kind, &limit) == 0 else { return }
    limit.rlim_cur = min(rlim_t(value), limit.rlim_max)
    limit.rlim_max = limit.rlim_cur
    _ = unsafe setrlimit(kind, &limit)
  }
}
