/// What a worker says back, in order: `hello` once, then for each job any number of the middle ones, then `finished`. A
/// stream that ends within a job, without its `finished`, means that the worker died over it: what came before it still
/// counts.
public enum Reply: Codable, Hashable, Sendable {
  /// The worker is there.
  case hello(Hello)
  /// A program is about to be loaded: if the worker dies now, this one did it.
  case loading(ProgramIdentity)
  /// One program is done. With `keepLogs` the raw log is the frame's attachment.
  case program(ProgramOutcome)
  /// The header's text is the frame's attachment.
  case header
  /// What the kernel and the process can do.
  case survey(Survey)
  /// What the kernel has.
  case probe(KernelProbe)
  /// A case is about to be run, or measured: if the worker dies now, this one did it.
  case testing(number: Int)
  /// So many cases are done. The attachments are their outcomes, as `CaseOutcome.packed` makes them, and the bytes of every
  /// `ByteSlice` in them.
  case tested(count: Int)
  /// Something is to be said of a search; the attachment is what its slices are of.
  case explored(ExploreNews)
  /// One subject is measured.
  case benched(BenchOutcome)
  /// A window is over.
  case live(LiveWindow)
  /// Loaded programs as they are.
  case loaded(LoadedPrograms)
  /// A part of what is read of loaded programs.
  case readOut(LoadedPart)
  /// Statistics of programs are kept from now on.
  case keepsStatistics
  /// The job as a whole could not be done.
  case failed(Verdict, Reason)
  /// The job is done.
  case finished
}

/// Who is answering.
public struct Hello: Codable, Hashable, Sendable {
  /// Must equal `BuildIdentity.current` of the other side.
  public var build: String
  /// The kernel's release, as `uname -r` prints it.
  public var kernelRelease: String
  /// The machine, as `uname -m` prints it.
  public var machine: String
  /// The linked libbpf, such as `1.4`.
  public var libbpf: String
  /// Whether the worker has a network namespace of its own; nil when the job needs none.
  public var networkNamespace: Bool?
  /// What runs the machine that the kernel is in, as the transport knows it; nil on the host.
  public var virtual: VirtualKind?

  /// A greeting.
  public init(build: String, kernelRelease: String, machine: String, libbpf: String, networkNamespace: Bool?) {
    self.build = build
    self.kernelRelease = kernelRelease
    self.machine = machine
    self.libbpf = libbpf
    self.networkNamespace = networkNamespace
  }
}
