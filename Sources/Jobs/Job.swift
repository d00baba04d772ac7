/// What a worker is asked to do. The same job gives the same shape of reply on every kernel.
public enum Job: Codable, Hashable, Sendable {
  /// Load programs.
  case verify(VerifyJob)
  /// Write a `vmlinux.h`: from the running kernel's BTF, or from the raw BTF of the first attachment.
  case header(HeaderJob)
  /// Say what this kernel and this process can do. Changes nothing.
  case survey
  /// Ask the kernel for all that it has: a few thousand loads of tiny programs.
  case probe
  /// Run programs on inputs that are given.
  case test(TestJob)
  /// Search for inputs that make a program do something new.
  case explore(ExploreJob)
  /// Measure what programs cost.
  case bench(BenchJob)
  /// Look at programs that are already loaded.
  case live(LiveJob)
  /// Say what the kernel has counted and knows of programs that are already loaded.
  case loaded(LoadedJob)
  /// Read programs that are already loaded out of the kernel: their code as it translated it, types and maps.
  case readOut(LoadedJob)
  /// Have the kernel keep statistics of programs for as long as the worker lives; nobody's setting is changed.
  case keepStatistics
}

/// A `vmlinux.h`, made by libbpf's `btf_dump`. The reply's attachment is the C text.
public struct HeaderJob: Codable, Hashable, Sendable {
  /// Whether the BTF is the job's first attachment; otherwise it is `/sys/kernel/btf/vmlinux`.
  public var attached: Bool

  /// A header job.
  public init(attached: Bool) {
    self.attached = attached
  }
}
